"""OF score and SINS as they are printed: items, points, cut-offs and sources.

What an item gives is counted from what is known of a body: exact points, or the least and the most
it can give while an input is open. Unknown never counts as no.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from vertmeasure.core.conditions import Comparison, Condition, Op, any_of, comparisons_in
from vertmeasure.core.inputs import LevelInputs
from vertmeasure.core.kleene import Outcome
from vertmeasure.core.thresholds import outcome_in, outcome_of


@dataclass(frozen=True, slots=True)
class Points:
    """What an item gives.

    Attributes
    ----------
    low, high : int
        The least and the most; the same once it is settled.
    missing : tuple[str, ...]
        Ids of the inputs that would settle it.
    """

    low: int
    high: int
    missing: tuple[str, ...] = ()


Count = Callable[[LevelInputs], Points]


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a score.

    Attributes
    ----------
    scale : str
        Its points as printed.
    inputs : tuple[str, ...]
        Ids of the inputs it reads.
    """

    id: str
    label: str
    scale: str
    inputs: tuple[str, ...]
    count: Count


_BEYOND = 99
"""No score reaches it: the end of a range that has none."""


@dataclass(frozen=True, slots=True)
class Band:
    """A range of the total, both ends included, with the words the score's authors give it."""

    low: int
    high: int
    words: str

    @property
    def is_open_below(self) -> bool:
        """Whether the range has no lower end."""
        return self.low == -_BEYOND

    @property
    def is_open_above(self) -> bool:
        """Whether the range has no upper end."""
        return self.high == _BEYOND


@dataclass(frozen=True, slots=True)
class ScoreDefinition:
    """One score.

    Attributes
    ----------
    id : str
        Of the input that rules read it by.
    meant_for : tuple[str, ...]
        The causes of a fracture it was made for.
    bands : tuple[Band, ...]
        Its cut-offs, from low to high.
    """

    id: str
    title: str
    items: tuple[Item, ...]
    bands: tuple[Band, ...]
    meant_for: tuple[str, ...]
    note: str
    source: str


def _if(condition: Condition, met: int, otherwise: int) -> Count:
    """One number of points where a condition is met, another where it is not."""

    def count(inputs: LevelInputs) -> Points:
        outcome = outcome_in(condition, inputs)
        if outcome.is_decided:
            points = met if outcome is Outcome.MET else otherwise
            return Points(points, points)
        return Points(min(met, otherwise), max(met, otherwise), _open_inputs(condition, inputs))

    return count


def _open_inputs(condition: Condition, inputs: LevelInputs) -> tuple[str, ...]:
    parts = comparisons_in(condition)
    open_parts = (each.input for each in parts if not outcome_of(each, inputs.of(each.input)).is_decided)
    return tuple(dict.fromkeys(open_parts))


def _by(input_id: str, points: Mapping[str, int]) -> Count:
    """Points by the word that is recorded."""

    def count(inputs: LevelInputs) -> Points:
        known = inputs.of(input_id)
        if known.is_known and known.value in points:
            exact = points[str(known.value)]
            return Points(exact, exact)
        return Points(min(points.values()), max(points.values()), (input_id,))

    return count


def _no_less_than(least: int, *counts: Count) -> Count:
    """The sum of several, but no less than a number of points."""

    def count(inputs: LevelInputs) -> Points:
        parts = [each(inputs) for each in counts]
        low, high = max(least, sum(each.low for each in parts)), max(least, sum(each.high for each in parts))
        missing = tuple(name for each in parts for name in each.missing)
        return Points(low, high, missing if low != high else ())

    return count


def _true(input_id: str) -> Comparison:
    return Comparison(input_id, Op.EQUAL, True)


# ---- OF score

OF_SCORE = ScoreDefinition(
    id="of_score",
    title="OF score",
    items=(
        Item(
            "morphology",
            "Morphology",
            "OF type × 2: 2 to 10",
            ("of_type",),
            _by("of_type", {str(of_type): 2 * of_type for of_type in range(1, 6)}),
        ),
        Item(
            "bone",
            "Severity of osteoporosis",
            "T-score < −3 or HU ≤ 90: 1, else 0",
            ("t_score", "hounsfield"),
            _if(any_of(Comparison("t_score", Op.BELOW, -3), Comparison("hounsfield", Op.AT_MOST, 90)), 1, 0),
        ),
        Item(
            "progression",
            "Progression of the deformity",
            "yes 1, no −1",
            ("fracture_progressed",),
            _if(_true("fracture_progressed"), 1, -1),
        ),
        Item(
            "pain",
            "Pain under analgesia",
            "VAS ≥ 5: 1, < 5: −1",
            ("pain_nrs",),
            _if(Comparison("pain_nrs", Op.AT_LEAST, 5), 1, -1),
        ),
        Item(
            "neurology",
            "Neurology",
            "N2 to N4: 2, else 0",
            ("neuro",),
            _if(Comparison("neuro", Op.IN, ("N2", "N3", "N4")), 2, 0),
        ),
        Item(
            "mobilisation",
            "Mobilisation under analgesia",
            "no 1, yes −1",
            ("mobile_on_analgesia",),
            _if(_true("mobile_on_analgesia"), -1, 1),
        ),
        Item(
            "health",
            "Health status",
            "ASA > 3, frailty, anticoagulation: −1 each, at most −2",
            ("asa_class", "frail", "anticoagulated"),
            _no_less_than(
                -2,
                _if(Comparison("asa_class", Op.IN, ("4", "5")), -1, 0),
                _if(_true("frail"), -1, 0),
                _if(_true("anticoagulated"), -1, 0),
            ),
        ),
    ),
    bands=(Band(-_BEYOND, 5, "conservative"), Band(6, 6, "either"), Band(7, _BEYOND, "surgery")),
    meant_for=("osteoporotic",),
    note="Not validated. The recorded pain is taken as pain under the analgesia given now. "
    "The card gives an unknown item 0 points; here it keeps the total open.",
    source="AO Spine-DGOU pocket card",
)


# ---- SINS

_LOSS = "loss_adjacent_max"
_OVER_HALF = Comparison(_LOSS, Op.ABOVE, 50)
_COLLAPSED = Comparison(_LOSS, Op.AT_LEAST, 20)
"""Our reading of "collapse" on a film: from 20 %, where Genant's grades begin."""

_COLLAPSE_POINTS = {"over_half": 3, "under_half": 2, "involved": 1, "none": 0}


def _collapse(inputs: LevelInputs) -> Points:
    """What was entered, else what the loss of height allows: involvement without collapse no lateral film shows."""
    recorded = _by("tumour_collapse", _COLLAPSE_POINTS)(inputs)
    if not recorded.missing:
        return recorded
    over, collapsed = (outcome_of(each, inputs.of(_LOSS)) for each in (_OVER_HALF, _COLLAPSED))
    possible = [3] * (over is not Outcome.NOT_MET)
    possible += [2] * (over is not Outcome.MET and collapsed is not Outcome.NOT_MET)
    possible += [0, 1] * (collapsed is not Outcome.MET)
    return Points(min(possible), max(possible), recorded.missing if len(possible) > 1 else ())


_LOCATION_POINTS = {
    **dict.fromkeys(["T1", "T2", "T11", "T12", "L1", "L5"], 3),
    **dict.fromkeys(["L2", "L3", "L4"], 2),
    **dict.fromkeys([f"T{number}" for number in range(3, 11)], 1),
}

SINS = ScoreDefinition(
    id="sins",
    title="SINS",
    items=(
        Item(
            "location",
            "Location",
            "junctional (occiput-C2, C7-T2, T11-L1, L5-S1) 3, mobile (C3-C6, L2-L4) 2, "
            "semirigid (T3-T10) 1, rigid (S2-S5) 0",
            ("level",),
            _by("level", _LOCATION_POINTS),
        ),
        Item(
            "pain",
            "Pain",
            "mechanical 3, occasional 1, none 0",
            ("tumour_pain",),
            _by("tumour_pain", {"mechanical": 3, "occasional": 1, "none": 0}),
        ),
        Item(
            "lesion",
            "Bone lesion",
            "lytic 2, mixed 1, blastic 0",
            ("lesion_type",),
            _by("lesion_type", {"lytic": 2, "mixed": 1, "blastic": 0}),
        ),
        Item(
            "alignment",
            "Alignment",
            "subluxation 4, new deformity 2, normal 0",
            ("tumour_alignment",),
            _by("tumour_alignment", {"subluxation": 4, "deformity": 2, "normal": 0}),
        ),
        Item(
            "collapse",
            "Collapse",
            "> 50 %: 3, < 50 %: 2, none but > 50 % of the body involved: 1, none: 0",
            ("tumour_collapse", _LOSS),
            _collapse,
        ),
        Item(
            "posterolateral",
            "Posterolateral involvement",
            "both sides 3, one side 1, none 0",
            ("posterolateral_involvement",),
            _by("posterolateral_involvement", {"bilateral": 3, "unilateral": 1, "none": 0}),
        ),
    ),
    bands=(Band(0, 6, "stable"), Band(7, 12, "potentially unstable"), Band(13, 18, "unstable")),
    meant_for=("metastasis", "myeloma"),
    note="Collapse is read off the film where nothing is entered: from 20 % of lost height (our reading), "
    "exactly 50 % counts as less.",
    source="Spine Instability Neoplastic Score, Spine Oncology Study Group, as printed by cancercalc and pacs.de",
)

SCORES: tuple[ScoreDefinition, ...] = (OF_SCORE, SINS)
"""Every score there is a calculator for."""
