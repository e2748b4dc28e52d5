"""The commands that read films to find landmarks: snap, propose and carry; each writes a new study file."""

import math
from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from vertmeasure.cli.columns import in_columns
from vertmeasure.cli.printing import show, tell
from vertmeasure.cli.studies import opened
from vertmeasure.cli.study_images import image_of
from vertmeasure.core.anatomy import in_order
from vertmeasure.core.errors import StudyError, StudyFileError
from vertmeasure.core.geometry import ImagePoint, to_film_plane
from vertmeasure.core.study import Film, Landmark, Study, check_level
from vertmeasure.storage.study_file import film_path, moved, write_study
from vertmeasure.vision.carry_study import carried_points, with_carried
from vertmeasure.vision.propose import propose_at, propose_next
from vertmeasure.vision.proposed_study import with_proposed
from vertmeasure.vision.snapped_study import snapped_study

_HEADINGS = ("Film", "Level", "Points", "Note")


def run_snap(options: Namespace) -> int:
    """Snap every placed point of every film; a film without points is not opened."""
    study = opened(options.study)
    films = [film for film in study.films if film.vertebrae]
    if not films:
        raise StudyError("No film of the study has a point to snap.", "Place points, or propose them, first.")
    snapped = snapped_study(study, {film.id: image_of(options.study, film) for film in films})
    _write(snapped, options)
    show(in_columns(_HEADINGS, [row for film in films for row in _snapped_rows(film, snapped.film(film.id))]))
    return 0


def run_propose(options: Namespace) -> int:
    """Propose the bodies beside those placed on a film, or those whose middles were given."""
    study = opened(options.study)
    film = _film(study, options.film)
    centres = centres_of(options.centres, film)
    if not (centres or film.vertebrae):
        raise StudyError(
            f"Film {film.id} has no body to go on from.", "Place one body on it, or give --centre L1=COLUMN,ROW."
        )
    image = image_of(options.study, film)
    bodies = propose_at(image, film, centres) if centres else propose_next(image, film, options.count)
    proposed = with_proposed(film, bodies)
    _write(replace(study, films=tuple(proposed if each is film else each for each in study.films)), options)
    if not bodies:
        tell(f"The image of film {film.id} bears out no further body. Place it by hand.")
    rows = dict.fromkeys(centres, ("0", "not found where it was clicked"))
    rows |= {body.level: (str(len(body.points)), f"confidence {body.confidence:.2f}") for body in bodies}
    show(in_columns(_HEADINGS, [(film.id, level, *rows[level]) for level in in_order(rows)]))
    return 0


def run_carry(options: Namespace) -> int:
    """Propose the bodies of one film on another one."""
    study = opened(options.study)
    films = [_film(study, each) for each in (options.source, options.target)]
    images = {film.id: image_of(options.study, film) for film in films}
    carried = carried_points(study, images, options.source, options.target)
    _write(with_carried(study, options.target, carried), options)
    told = {
        level: (str(len(points)), f"likeness {carried.likeness[level]:.2f}") for level, points in carried.bodies.items()
    }
    left_out = {level: ("0", f"left out: {reason}") for level, reason in carried.left_out.items()}
    rows = told | left_out
    show(in_columns(_HEADINGS, [(options.target, level, *rows[level]) for level in in_order(rows)]))
    return 0


def _film(study: Study, film_id: str) -> Film:
    """A film by its id; StudyError names those there are."""
    ids = [film.id for film in study.films]
    if film_id not in ids:
        raise StudyError(f"The study has no film {film_id!r}.", f"Its films are: {', '.join(ids) or 'none'}.")
    return study.film(film_id)


def centres_of(asked: Iterable[str], film: Film) -> Mapping[str, ImagePoint]:
    """The clicks in the middle of bodies, from L1=COLUMN,ROW; StudyError for one that cannot be."""
    centres: dict[str, ImagePoint] = {}
    for words in asked:
        level, at = _centre(words)
        if level in centres:
            raise StudyError(f"--centre names {level} twice.", "Give each body one place.")
        if film.rows and film.columns and not (0 <= at.column <= film.columns and 0 <= at.row <= film.rows):
            raise StudyError(f"--centre {words} lies off the film.", "Give the column and the row in pixels.")
        centres[level] = at
    return centres


def _centre(words: str) -> tuple[str, ImagePoint]:
    level, _, place = words.partition("=")
    check_level(level)
    try:
        column, row = (float(each) for each in place.split(","))
    except ValueError:
        column = row = math.nan
    if not (math.isfinite(column) and math.isfinite(row)):
        raise StudyError(f"--centre {words} names no place.", "Write it as L1=COLUMN,ROW, in pixels.")
    return level, ImagePoint(column, row)


def _write(study: Study, options: Namespace) -> None:
    """Write the result, its film paths going out from where it lies.

    It may take the place of the study it was made from, which then stays as the backup; never that of an image.
    """
    places = {film_path(options.study, film).resolve() for film in study.films if film.source.path}
    if options.out.resolve() in places:
        raise StudyFileError(f"{options.out.name} is the image of a film.", "Choose another name.")
    write_study(moved(study, options.study, options.out), options.out)


def _snapped_rows(before: Film, after: Film) -> Iterator[Sequence[str]]:
    for level in in_order(after.vertebrae):
        placed, now = before.vertebrae[level].marks, after.vertebrae[level].marks
        moves = [_distance(after, point, now[mark]) for mark, point in placed.items()]
        moved_most = max(moves, default=0.0)
        count = sum(move > 0 for move in moves)
        unit = "mm" if after.calibration.is_known else "columns"
        yield after.id, level, f"{count} of {len(moves)}", f"largest move {moved_most:.1f} {unit}"


def _distance(film: Film, one: Landmark, other: Landmark) -> float:
    """How far apart two points of a film lie, in units of its plane."""
    places = [to_film_plane(each.at, film.calibration.scale) for each in (one, other)]
    return math.dist(*places)
