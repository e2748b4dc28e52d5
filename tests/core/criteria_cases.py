"""A patient whom all three techniques fit, and small changes to that patient."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from vertmeasure.core.criteria import CriteriaResult, judge_study
from vertmeasure.core.findings import Finding
from vertmeasure.core.measurement import Flag, Measurement
from vertmeasure.core.rules import RuleSet
from vertmeasure.core.study import Fact, Film, Fracture, Study, Technique, Timepoint
from vertmeasure.storage.rule_files import load_shipped

VP, BKP, SJ = Technique
ALL = (VP, BKP, SJ)

STUDY_FACTS: dict[str, Any] = {
    "pain_nrs": 8,
    "conservative_failed": True,
    "neuro": "N0",
    "aetiology": "osteoporotic",
    "infection": "none",
    "coagulopathy": "none",
    "cord_decompression": False,
}
LEVEL_FACTS: dict[str, Any] = {
    "fracture_weeks": 4,
    "ao_type": "A1",
    "cortical_shell": True,
    "healed": False,
    "pedicle_access": True,
    "ligament_stable": True,
}
UNSET = object()


@cache
def overview() -> RuleSet:
    """The default set."""
    return load_shipped()[0]


def loss(value: float | None, *flags: Flag, half_width: float = 8.3, level: str = "L2") -> Measurement:
    """A largest loss on the film before the procedure, in percent."""
    return Measurement(
        film="pre",
        timepoint="pre",
        level=level,
        id="loss_adjacent_max",
        unit="%",
        value=value,
        interval=None if value is None else (value - half_width, value + half_width),
        flags=frozenset(flags),
        reference=("L1", "L3"),
    )


def patient(changes: Mapping[str, Any] | None = None, level: str = "L2", **study: Any) -> Study:
    """The patient with some facts changed; UNSET takes one away."""
    facts = {**STUDY_FACTS, **LEVEL_FACTS, **(changes or {})}
    own = {name: Fact(value) for name, value in facts.items() if value is not UNSET}
    films = study.pop("films", (Film("pre", Timepoint.PRE),))
    return Study(**{"films": films, "fractures": (Fracture(level),), "level_facts": {level: own}, **study})


def judged(study: Study, technique: Technique, *measured: Measurement) -> CriteriaResult:
    """The verdict of the default set on the first level of a study."""
    return judge_study(study, measured, (overview(),), (technique,))[0]


def finding(result: CriteriaResult, rule: str) -> Finding:
    """What one rule of a result says."""
    return next(each for each in result.findings if each.rule == rule)
