"""Study x rule sets -> Assessment: the only road from landmarks to numbers and verdicts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vertmeasure.core.compare import last_pre_film, study_changes
from vertmeasure.core.criteria import CriteriaResult, judge_levels
from vertmeasure.core.criteria_inputs import known_level
from vertmeasure.core.measure import film_measurements
from vertmeasure.core.measurement import Change, Measurement
from vertmeasure.core.new_fracture import new_fracture_notices
from vertmeasure.core.notices import Notice, change_notices, draft_notices, film_notices
from vertmeasure.core.plane import FilmPlane
from vertmeasure.core.readings import read_film
from vertmeasure.core.rules import RuleSet
from vertmeasure.core.scores import Score
from vertmeasure.core.study import Film, Study


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
    """

    study: Study
    measurements: tuple[Measurement, ...]
    changes: tuple[Change, ...]
    criteria: tuple[CriteriaResult, ...]
    notices: tuple[Notice, ...]
    scores: tuple[Score, ...] = ()
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

    @property
    def judged_film(self) -> Film | None:
        """The film on which the fractures are judged."""
        return last_pre_film(self.study.films_in_order)


def assess(study: Study, rule_sets: Sequence[RuleSet] = ()) -> Assessment:
    """Measure every film, compare the films and judge the fractures by the given rule sets."""
    planes = [FilmPlane.of(film, study.landmark_sd_mm) for film in study.films_in_order]
    readings = [read_film(study, plane, planes) for plane in planes]
    measurements = tuple(row for each in readings for row in film_measurements(study, each))
    changes = study_changes(study, readings)
    notices = (
        *(notice for plane in planes for notice in film_notices(plane)),
        *new_fracture_notices(study, planes),
        *change_notices(changes),
        *draft_notices(study.films_in_order),
    )
    known = [known_level(study, level, measurements) for level in study.judged_levels]
    criteria = judge_levels([each.inputs for each in known], rule_sets)
    scores = tuple(score for each in known for score in each.scores)
    return Assessment(study, measurements, changes, criteria, notices, scores)
