"""Study x rule sets -> Assessment: the only road from landmarks to numbers and verdicts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vertmeasure.core.compare import study_changes
from vertmeasure.core.criteria import CriteriaResult, judge_levels
from vertmeasure.core.criteria_inputs import known_level
from vertmeasure.core.measure import film_measurements
from vertmeasure.core.measurement import Change, Measurement
from vertmeasure.core.new_fracture import new_fracture_notices
from vertmeasure.core.notices import Notice, change_notices, draft_notices, film_notices, fracture_notices
from vertmeasure.core.plane import FilmPlane
from vertmeasure.core.readings import FilmReadings, read_film
from vertmeasure.core.rules import RuleSet
from vertmeasure.core.scores import Score
from vertmeasure.core.study import Film, HeightReference, Study


@dataclass(frozen=True, slots=True)
class FilmAssessment:
    """What was read off one film: independent of the other films, unless a prior film is the reference."""

    film: Film
    readings: FilmReadings
    measurements: tuple[Measurement, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True)
class Assessment:
    """Everything the program says about one study.

    Attributes
    ----------
    study : Study
        What was assessed.
    measurements : tuple[Measurement, ...]
        Films in order, bodies from head to foot, ids in the order of the dictionary.
    changes : tuple[Change, ...]
        Pairs of films in order.
    criteria : tuple[CriteriaResult, ...]
        By rule set, level and technique.
    notices : tuple[Notice, ...]
        What should be looked at again.
    scores : tuple[Score, ...]
        By level, from head to foot.
    films : tuple[FilmAssessment, ...]
        The same by film; what the next assessment may start from.
    """

    study: Study
    measurements: tuple[Measurement, ...]
    changes: tuple[Change, ...]
    criteria: tuple[CriteriaResult, ...]
    notices: tuple[Notice, ...]
    scores: tuple[Score, ...] = ()
    films: tuple[FilmAssessment, ...] = field(default=(), repr=False, compare=False)
    _by_place: Mapping[tuple[str, str, str], Measurement] = field(init=False, repr=False, compare=False)
    _by_pair: Mapping[tuple[str, str, str, str], Change] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        places = {(each.film, each.level, each.id): each for each in self.measurements}
        pairs = {(each.earlier, each.later, each.level, each.id): each for each in self.changes}
        object.__setattr__(self, "_by_place", places)
        object.__setattr__(self, "_by_pair", pairs)

    def measurement(self, film: str, level: str, measurement_id: str) -> Measurement | None:
        """One number of one body on one film; None where the body has no landmarks there."""
        return self._by_place.get((film, level, measurement_id))

    def change(self, pair: tuple[str, str], level: str, measurement_id: str) -> Change | None:
        """One change of one body from the earlier to the later film of a pair."""
        return self._by_pair.get((*pair, level, measurement_id))


def assess(study: Study, rule_sets: Sequence[RuleSet] = (), before: Assessment | None = None) -> Assessment:
    """Measure every film, compare the films and judge the fractures by the given rule sets.

    `before` is an assessment of the same study before an edit: films that are the same objects in it,
    in surroundings that are the same, are not read again. The result does not depend on it.
    """
    films = _read_films(study, before)
    readings = [each.readings for each in films]
    measurements = tuple(row for each in films for row in each.measurements)
    changes = study_changes(study, readings)
    notices = (
        *(notice for each in films for notice in each.notices),
        *new_fracture_notices(study, [each.plane for each in readings]),
        *fracture_notices(study),
        *change_notices(changes, study.films),
        *draft_notices(study.films_in_order),
    )
    known = [known_level(study, level, measurements) for level in study.judged_levels]
    criteria = judge_levels([each.inputs for each in known], rule_sets)
    scores = tuple(score for each in known for score in each.scores)
    return Assessment(study, measurements, changes, criteria, notices, scores, tuple(films))


def _read_films(study: Study, before: Assessment | None) -> list[FilmAssessment]:
    known = {each.film.id: each for each in before.films} if before and _same_surroundings(study, before.study) else {}
    ordered = study.films_in_order
    if all(film.id in known and known[film.id].film is film for film in ordered):
        return [known[film.id] for film in ordered]
    planes = [_plane(study, film, known.get(film.id)) for film in ordered]
    return [_read_film(study, plane, planes, known.get(plane.film.id)) for plane in planes]


def _plane(study: Study, film: Film, known: FilmAssessment | None) -> FilmPlane:
    if known is not None and known.film is film:
        return known.readings.plane
    return FilmPlane.of(film, study.landmark_sd_mm)


def _read_film(
    study: Study, plane: FilmPlane, planes: Sequence[FilmPlane], known: FilmAssessment | None
) -> FilmAssessment:
    if known is not None and known.film is plane.film:
        return known
    readings = read_film(study, plane, planes)
    return FilmAssessment(plane.film, readings, film_measurements(study, readings), tuple(film_notices(plane)))


def _same_surroundings(study: Study, before: Study) -> bool:
    """Whether all that a film's numbers take from elsewhere is the same; another film is, unless it is no reference."""
    if study.height_reference is HeightReference.PRIOR_FILM:
        return False
    return _surroundings(study) == _surroundings(before)


def _surroundings(study: Study) -> tuple[object, ...]:
    return (
        study.fractures,
        study.procedure.levels,
        study.excluded_references,
        study.angles,
        study.height_reference,
        study.landmark_sd_mm,
        study.overrides,
        [film.id for film in study.films_in_order],
    )
