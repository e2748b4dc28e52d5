"""OF score and SINS of one body: points by item, and a total that is a range while items are open.

A score is a reference only: it says what its own cut-offs say, and decides no verdict of its own.
"""

from dataclasses import dataclass

from vertmeasure.core.conditions import Comparison, Op
from vertmeasure.core.inputs import InputValue, LevelInputs
from vertmeasure.core.kleene import Outcome
from vertmeasure.core.score_table import SCORES, Band, Item, Points, ScoreDefinition
from vertmeasure.core.thresholds import outcome_of


@dataclass(frozen=True, slots=True)
class ScoredItem:
    """One line of a score with what is known for it.

    Attributes
    ----------
    known : tuple[tuple[str, InputValue], ...]
        Its inputs by id.
    """

    item: Item
    points: Points
    known: tuple[tuple[str, InputValue], ...]


@dataclass(frozen=True, slots=True)
class Score:
    """One score of one body.

    Attributes
    ----------
    film : str
        Id of the film that measured inputs were read from; "" without one.
    low, high : int
        The least and the most the total can be; the same once every item is settled.
    bands : tuple[Band, ...]
        The ranges of the score's authors that the total may lie in.
    entered : InputValue
        A total that somebody recorded; it counts only while items are open.
    concerns : Outcome
        Whether the score was made for fractures of this cause.
    """

    definition: ScoreDefinition
    level: str
    film: str
    items: tuple[ScoredItem, ...]
    entered: InputValue
    concerns: Outcome

    @property
    def low(self) -> int:
        """The least the total can be."""
        return sum(each.points.low for each in self.items)

    @property
    def high(self) -> int:
        """The most the total can be."""
        return sum(each.points.high for each in self.items)

    @property
    def total(self) -> int | None:
        """The sum of all items; None while one of them is open."""
        return self.low if self.low == self.high else None

    @property
    def missing(self) -> tuple[str, ...]:
        """Ids of the inputs that would settle the open items."""
        return tuple(dict.fromkeys(name for each in self.items for name in each.points.missing))

    @property
    def bands(self) -> tuple[Band, ...]:
        """The ranges the total may lie in, from low to high."""
        return tuple(band for band in self.definition.bands if band.low <= self.high and self.low <= band.high)

    @property
    def contradicts_entered(self) -> bool:
        """Whether the recorded total cannot be, given the items that are known."""
        value = self.entered.value
        return self.entered.is_known and isinstance(value, int | float) and not self.low <= value <= self.high

    def as_input(self) -> InputValue:
        """What a rule can ask of it: the sum, else the recorded total, else the range of what it can be.

        A recorded total that the known items contradict decides nothing.
        """
        formula = f"sum of the items of the {self.definition.title} ({self.definition.source})"
        if self.total is not None:
            return InputValue(value=self.total, is_known=True, formula=formula)
        if self.entered.is_known and not self.contradicts_entered:
            return self.entered
        return InputValue(
            interval=(self.low, self.high),
            is_range=True,
            parts=self.missing,
            reason=f"at least {self.low}, at most {self.high}: not every item is known",
            formula=formula,
        )


def scores_of(inputs: LevelInputs) -> tuple[Score, ...]:
    """Every score of one body; `inputs` hold the recorded totals, not the computed ones."""
    return tuple(_score(definition, inputs) for definition in SCORES)


def _score(definition: ScoreDefinition, inputs: LevelInputs) -> Score:
    cause = Comparison("aetiology", Op.IN, definition.meant_for)
    return Score(
        definition=definition,
        level=inputs.level,
        film=inputs.film,
        items=tuple(_scored(item, inputs) for item in definition.items),
        entered=inputs.of(definition.id),
        concerns=outcome_of(cause, inputs.of(cause.input)),
    )


def _scored(item: Item, inputs: LevelInputs) -> ScoredItem:
    return ScoredItem(item, item.count(inputs), tuple((each, inputs.of(each)) for each in item.inputs))
