"""What is known of each level, as the level strip shows it; no widgets."""

from dataclasses import dataclass
from enum import Enum

from vertmeasure.core.anatomy import CORNERS, LEVELS, is_level, marks_of
from vertmeasure.core.assess import Assessment
from vertmeasure.core.study import Film, Vertebra
from vertmeasure.core.words import LEVEL_STATE_SENTENCES
from vertmeasure.ui.desk import Look


class Placed(Enum):
    """How much of a body stands on the active film."""

    NOTHING = "not placed"
    PARTLY = "partly placed"
    FULLY = "placed"


@dataclass(frozen=True, slots=True)
class LevelState:
    """What one chip of the strip shows.

    Attributes
    ----------
    is_fractured : bool
        On the active film; `is_fractured_later` where the fracture counts only from a later film on.
    is_reference : bool
        Heights of the selected level are compared with it.
    """

    level: str
    placed: Placed = Placed.NOTHING
    is_proposed: bool = False
    is_fractured: bool = False
    is_fractured_later: bool = False
    is_treated: bool = False
    is_reference: bool = False
    is_excluded: bool = False
    is_selected: bool = False

    @property
    def words(self) -> str:
        """The state in words, for tooltips and assistive technology."""
        return f"{self.level}: {', '.join(self._states)}"

    @property
    def explanation(self) -> str:
        """The state in words, and below it what each of them means."""
        return "\n".join((self.words, *(f"{each}: {LEVEL_STATE_SENTENCES[each]}" for each in self._states)))

    @property
    def _states(self) -> tuple[str, ...]:
        told = {
            "fractured": self.is_fractured,
            "fractured on a later film": self.is_fractured_later,
            "treated": self.is_treated,
            "reference": self.is_reference,
            "excluded as reference": self.is_excluded,
            self.placed.value: True,
            "points not accepted": self.is_proposed,
            "selected": self.is_selected,
        }
        return tuple(words for words, holds in told.items() if holds)


def level_states(assessment: Assessment, look: Look) -> tuple[LevelState, ...]:
    """The state of every level on the active film, from head to foot."""
    study = assessment.study
    film = next((each for each in study.films if each.id == look.active), None)
    fractures = {each.level for each in study.fractures}
    fractured = study.fractured_on(film) if film else frozenset(fractures)
    excluded = {*study.excluded_references, *(film.excluded_references if film else ())}
    references = _references(assessment, look)
    return tuple(
        LevelState(
            level=level,
            placed=_placed(film.vertebrae.get(level) if film else None),
            is_proposed=_has_proposals(film, level),
            is_fractured=level in fractured,
            is_fractured_later=level in fractures - fractured,
            is_treated=level in study.procedure.levels,
            is_reference=level in references,
            is_excluded=level in excluded,
            is_selected=level == look.level,
        )
        for level in LEVELS
    )


def _placed(body: Vertebra | None) -> Placed:
    if body is None:
        return Placed.NOTHING
    needed = marks_of(body.level) if body.level == "S1" else CORNERS
    return Placed.FULLY if all(mark in body.marks for mark in needed) else Placed.PARTLY


def _has_proposals(film: Film | None, level: str) -> bool:
    body = film.vertebrae.get(level) if film else None
    return body is not None and any(landmark.proposed for landmark in body.marks.values())


def _references(assessment: Assessment, look: Look) -> frozenset[str]:
    ids = ("reference_anterior", "reference_middle", "reference_posterior", "loss_adjacent_max")
    found = (assessment.measurement(look.active, look.level, each) for each in ids)
    return frozenset(level for each in found if each for level in each.reference if is_level(level))
