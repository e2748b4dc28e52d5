"""What a reader should look at again: crossed corners, bodies out of place, films that differ in scale or posture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vertmeasure.core.anatomy import CORNERS, Edge, above
from vertmeasure.core.geometry import FilmPoint, dot, segments_cross
from vertmeasure.core.measurement import Change, Flag
from vertmeasure.core.orientation import contradiction_words, is_contradicted
from vertmeasure.core.plane import FilmPlane
from vertmeasure.core.study import Film, Study, last_pre_film
from vertmeasure.core.uncertainty import Lack


@dataclass(frozen=True, slots=True)
class Loss:
    """How much height is missing, in percent, with its 95 % interval."""

    percent: float
    interval: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to look at again; `film` and `level` are empty where it is about more than one.

    Attributes
    ----------
    text : str
        One sentence without figures; those of `loss` are rounded where they are shown.
    """

    film: str
    level: str
    text: str
    loss: Loss | None = None


def film_notices(plane: FilmPlane) -> Iterator[Notice]:
    """What stands out among the bodies of one film, from head to foot."""
    for level in plane.bodies:
        for text in (_place(plane, level), _shape(plane, level), _order(plane, level), _overlap(plane, level)):
            if text:
                yield Notice(plane.film.id, level, text)
    said = plane.film.anterior
    if said is not None and is_contradicted(plane.film, said):
        yield Notice(plane.film.id, "", contradiction_words(plane.film, said))


def _place(plane: FilmPlane, level: str) -> str:
    film = plane.film
    if not (film.rows and film.columns):
        return ""
    points = (mark.at for mark in film.vertebrae[level].marks.values())
    inside = all(0 <= at.column <= film.columns and 0 <= at.row <= film.rows for at in points)
    return "" if inside else f"{level}: a point lies off the film."


def _shape(plane: FilmPlane, level: str) -> str:
    facing = plane.facings.get(level)
    if facing == 0:
        return f"{level}: its corners cross; look for two points taken for each other."
    if facing is not None and plane.facing and facing != plane.facing:
        return f"{level} faces the other way than the rest of the film."
    opposite = next((each for each, way in plane.facings.items() if facing and way == -facing), "")
    return f"{level} faces the other way than {opposite}." if opposite and plane.facing == 0 else ""


def _centre(plane: FilmPlane, level: str) -> FilmPoint | None:
    corners = [plane.points.get((level, mark)) for mark in CORNERS]
    known = [point for point in corners if point is not None]
    if len(known) < len(CORNERS):
        return None
    return FilmPoint(sum(p.x for p in known) / len(known), sum(p.y for p in known) / len(known))


def _order(plane: FilmPlane, level: str) -> str:
    """A body whose centre does not lie caudal of the one above it, along that body's own axis."""
    upper = above(level)
    if upper is None:
        return ""
    here, there, wall = _centre(plane, level), _centre(plane, upper), plane.edge(upper, Edge.POSTERIOR_WALL)
    if here is None or there is None or isinstance(wall, Lack):
        return ""
    step = FilmPoint(here.x - there.x, here.y - there.y)
    is_below = dot(step, wall.line.vector) > 0
    return "" if is_below else f"{level} does not lie below {upper}: are the levels in sequence?"


_WALLS = (Edge.POSTERIOR_WALL, Edge.ANTERIOR_WALL)


def _overlap(plane: FilmPlane, level: str) -> str:
    """A body that cuts into the one above, wherever the two meet: either may be the deeper."""
    upper = above(level)
    if upper is None:
        return ""
    cuts = _is_cut(plane, (upper, Edge.INFERIOR), (level, (Edge.SUPERIOR, *_WALLS)))
    cuts = cuts or _is_cut(plane, (level, Edge.SUPERIOR), (upper, _WALLS))
    return f"{level} overlaps {upper}." if cuts else ""


def _is_cut(plane: FilmPlane, border: tuple[str, Edge], others: tuple[str, tuple[Edge, ...]]) -> bool:
    endplate = plane.edge(*border)
    if isinstance(endplate, Lack):
        return False
    level, edges = others
    lines = (plane.edge(level, edge) for edge in edges)
    return any(segments_cross(endplate.line, each.line) for each in lines if not isinstance(each, Lack))


def draft_notices(films: Sequence[Film]) -> Iterator[Notice]:
    """The films that are still drafts, and why."""
    for film in films:
        if film.draft_reasons:
            yield Notice(film.id, "", f"{film.id} is a draft: {', '.join(film.draft_reasons)}.")


def fracture_notices(study: Study) -> Iterator[Notice]:
    """Fractures that count from a film nobody knows, or that came after the film they are judged on."""
    films = study.films_in_order
    known = {film.id for film in films}
    judged_on = last_pre_film(films)
    for fracture in study.fractures:
        level, since = fracture.level, fracture.since
        if since and since not in known:
            yield Notice("", level, f"{level} counts as fractured on all films: the film named is unknown.")
        elif judged_on is not None and level not in study.fractured_on(judged_on):
            yield Notice("", level, f"{level} is judged on {judged_on.id}, a film from before its fracture.")


def change_notices(changes: Sequence[Change], films: Sequence[Film]) -> Iterator[Notice]:
    """Pairs of films that are hard to compare."""
    is_calibrated = {film.id: film.calibration.is_known for film in films}
    for change in changes:
        if change.id != "scale_k":
            continue
        pair = f"{change.earlier} and {change.later}"
        # With one film in pixels, k turns a unit into another and says nothing about magnification.
        is_in_one_unit = is_calibrated[change.earlier] is is_calibrated[change.later]
        if Flag.SCALE_DIFFERS in change.flags and is_in_one_unit:
            yield Notice("", "", f"{pair} differ in magnification by more than 5 %.")
        if Flag.NOT_NORMALISED in change.flags:
            yield Notice("", "", f"{pair} have no intact body in common: magnification is not cancelled.")
        if Flag.POSTURE_DIFFERS in change.flags:
            yield Notice("", "", f"{pair} were taken in different postures.")
