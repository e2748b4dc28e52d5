"""The facts a clinician can enter: what a lateral film cannot settle, as one table.

Levels of AO Spine injury types and neurology: AO Spine thoracolumbar injury classification, 2013.
OF types: AO Spine-DGOU osteoporotic fracture classification. A study-wide value of a fact whose
scope is the level counts only where the study has a single fracture.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class FactKind(StrEnum):
    """What sort of value a fact takes."""

    BOOL = "bool"
    NUMBER = "number"
    CHOICE = "choice"


class FactScope(StrEnum):
    """What a fact is about: the patient, or one fractured body."""

    STUDY = "study"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class FactDefinition:
    """One fact a clinician can enter.

    Attributes
    ----------
    id : str
        Its key in a study file and in a rule.
    label : str
        Its name in clinical words.
    choices : Mapping[str, str]
        For a choice: every legal value with its words, in the order of a list.
    unknown_choices : frozenset[str]
        Choices that say "not known" (`NX`): legal to enter, never judged.
    unit : str
        For a number; may be empty.
    low, high : float
        For a number: the ends of what is plausible, both legal.
    hint : str
        How it is found or read.
    """

    id: str
    label: str
    kind: FactKind = FactKind.BOOL
    scope: FactScope = FactScope.STUDY
    hint: str = ""
    choices: Mapping[str, str] | None = None
    unknown_choices: frozenset[str] = frozenset()
    unit: str = ""
    low: float = 0.0
    high: float = 0.0


LEVEL = FactScope.LEVEL
STUDY = FactScope.STUDY

_AETIOLOGY = {
    "osteoporotic": "osteoporotic",
    "traumatic": "traumatic",
    "metastasis": "metastasis",
    "myeloma": "myeloma",
    "haemangioma": "haemangioma",
    "other": "other",
}
_AO_TYPES = {
    "A0": "A0 minor, no loss of height",
    "A1": "A1 wedge or impaction, one endplate",
    "A2": "A2 split, both endplates",
    "A3": "A3 incomplete burst, one endplate and posterior wall",
    "A4": "A4 complete burst, both endplates and posterior wall",
    "B1": "B1 posterior tension band, bone",
    "B2": "B2 posterior tension band, ligament",
    "B3": "B3 hyperextension",
    "C": "C displacement",
}
_OF_TYPES = {
    "1": "OF 1 no deformation, oedema only",
    "2": "OF 2 one endplate, posterior wall hardly involved",
    "3": "OF 3 one endplate, posterior wall clearly involved",
    "4": "OF 4 both endplates, or collapse, or pincer type",
    "5": "OF 5 injury with distraction or rotation",
}
_NEUROLOGY = {
    "N0": "N0 intact",
    "N1": "N1 transient deficit, gone",
    "N2": "N2 radicular signs",
    "N3": "N3 incomplete cord or cauda equina injury",
    "N4": "N4 complete cord injury",
    "NX": "NX cannot be examined",
}
_POSTERIOR_WALL = {
    "intact": "intact",
    "lt_1_5": "less than one fifth involved",
    "gt_1_5": "more than one fifth involved",
    "retropulsed": "retropulsed fragment",
}
_CANAL = {"none": "none", "mild": "mild", "neuro_signs": "with neurological signs"}
_INFECTION = {"none": "none", "local_or_vertebral": "local or vertebral", "systemic": "systemic"}
_ASA = {
    "1": "ASA 1 healthy",
    "2": "ASA 2 mild systemic disease",
    "3": "ASA 3 severe systemic disease",
    "4": "ASA 4 constant threat to life",
    "5": "ASA 5 moribund",
}
_LESION = {"lytic": "lytic", "mixed": "mixed lytic and blastic", "blastic": "blastic"}
_TUMOUR_PAIN = {
    "mechanical": "mechanical: worse on moving or loading, better on lying down",
    "occasional": "occasional, not mechanical",
    "none": "none",
}
_TUMOUR_ALIGNMENT = {
    "subluxation": "subluxation or translation",
    "deformity": "new kyphosis or scoliosis",
    "normal": "normal",
}
_TUMOUR_COLLAPSE = {
    "over_half": "more than 50 %",
    "under_half": "less than 50 %",
    "involved": "none, but more than 50 % of the body involved",
    "none": "none of these",
}
_POSTEROLATERAL = {"bilateral": "on both sides", "unilateral": "on one side", "none": "none"}
_BLEEDING = {"none": "none", "correctable": "correctable", "severe": "severe", "uncorrectable": "uncorrectable"}


def _yes_no(fact_id: str, label: str, hint: str = "", scope: FactScope = STUDY) -> FactDefinition:
    return FactDefinition(fact_id, label, FactKind.BOOL, scope, hint)


def _choice(fact_id: str, label: str, choices: Mapping[str, str], scope: FactScope = STUDY) -> FactDefinition:
    unknown = frozenset({"NX"} & set(choices))
    return FactDefinition(fact_id, label, FactKind.CHOICE, scope, choices=choices, unknown_choices=unknown)


def _number(fact_id: str, label: str, unit: str, span: tuple[float, float], scope: FactScope = STUDY) -> FactDefinition:
    low, high = span
    return FactDefinition(fact_id, label, FactKind.NUMBER, scope, unit=unit, low=low, high=high)


_THE_FRACTURE = (
    _choice("aetiology", "Cause of the fracture", _AETIOLOGY),
    _number("fracture_weeks", "Age of the fracture", "weeks", (0, 2600), LEVEL),
    _yes_no("healed", "Fracture healed", "MRI without oedema, or bone scan without uptake", LEVEL),
    _yes_no("mri_oedema", "Bone marrow oedema", "MRI with STIR or fat saturation, or a bone scan", LEVEL),
    _choice("ao_type", "AO Spine type", _AO_TYPES, LEVEL),
    _choice("of_type", "OF type", _OF_TYPES, LEVEL),
    _choice("posterior_wall", "Posterior wall", _POSTERIOR_WALL, LEVEL),
    _yes_no("cortical_shell", "Some cortical shell remains", "CT", LEVEL),
    _yes_no("ligament_stable", "Stable, ligaments intact", "MRI or CT", LEVEL),
    _yes_no("kyphotic_deformity", "Kyphotic deformity", "as judged by the clinician"),
    _yes_no(
        "fracture_progressed",
        "The deformity has progressed",
        "height lost since an earlier film; follows from the films where they can tell",
        LEVEL,
    ),
    _yes_no("refracture", "Refracture at a treated level", scope=LEVEL),
    _yes_no("adjacent_fracture_after_vertebroplasty", "Fracture beside a level treated by vertebroplasty", scope=LEVEL),
    _yes_no("pedicle_access", "Both pedicles can be accessed safely", "CT", LEVEL),
    _number("pedicle_mm", "Pedicle width, smaller side", "mm", (0, 40), LEVEL),
    _number("sins", "SINS", "points", (0, 18), LEVEL),
    _number("of_score", "OF score", "points", (-10, 25), LEVEL),
)

_THE_TUMOUR = (
    _choice("lesion_type", "Bone lesion", _LESION, LEVEL),
    _choice("tumour_pain", "Pain from the lesion", _TUMOUR_PAIN, LEVEL),
    _choice("tumour_alignment", "Alignment", _TUMOUR_ALIGNMENT, LEVEL),
    _choice("tumour_collapse", "Collapse of the body", _TUMOUR_COLLAPSE, LEVEL),
    _choice("posterolateral_involvement", "Posterolateral involvement", _POSTEROLATERAL, LEVEL),
)

_PAIN_AND_FUNCTION = (
    _number("pain_nrs", "Pain", "of 10", (0, 10)),
    _yes_no("pain_at_level", "Pain at this level", "confirmed by examination and imaging", LEVEL),
    _yes_no("pain_worsening", "Pain is getting worse"),
    _yes_no("pain_improving", "Pain is improving under medical treatment"),
    _yes_no("function_reduced", "Reduced function", "less able to walk, sit or care for oneself"),
    _yes_no("symptomatic", "The fracture causes symptoms"),
    _yes_no("conservative_failed", "Conservative care has failed", "rest, analgesia, bracing"),
    _yes_no("optimal_analgesia", "Analgesia is optimal"),
    _number("pain_weeks_care", "Conservative care so far", "weeks", (0, 520)),
    _yes_no("mobile_on_analgesia", "Can be mobilised under analgesia"),
    _yes_no("hospitalised", "In hospital because of the pain"),
    _number("odi", "Oswestry disability index", "%", (0, 100)),
    _number("rdq", "Roland-Morris disability questionnaire", "points", (0, 24)),
)

_THE_PATIENT = (
    _number("age_years", "Age of the patient", "years", (0, 130)),
    _number("t_score", "T-score", "SD", (-10, 10)),
    _number("hounsfield", "Bone density on CT", "HU", (-200, 1000)),
    _choice("asa_class", "ASA class", _ASA),
    _yes_no("frail", "Frail", "5-item modified frailty index above 2"),
    _yes_no("anticoagulated", "Takes anticoagulants"),
    _choice("neuro", "Neurology (AO Spine)", _NEUROLOGY),
    _choice("canal_compromise", "Compromise of the canal", _CANAL),
    _yes_no("cord_decompression", "Compression of cord or cauda equina requiring decompression"),
    _choice("infection", "Active infection", _INFECTION),
    _choice("coagulopathy", "Bleeding disorder", _BLEEDING),
    _yes_no("allergy", "Allergy to bone cement or contrast medium"),
    _yes_no("pregnant", "Pregnant"),
    _yes_no("sagittal_imbalance", "Sagittal imbalance from progressive loss of height"),
    _yes_no("cavity_hard_to_create", "Bone in which a cavity is hard to create", "sclerotic or very dense bone"),
)

_THE_GOAL = (
    _yes_no("goal_height_restoration", "The goal includes restoring height or correcting kyphosis"),
    _yes_no("prophylactic", "To prevent a fracture in fragile bone"),
)

FACT_GROUPS: Mapping[str, tuple[FactDefinition, ...]] = {
    "The fracture": _THE_FRACTURE,
    "The tumour (SINS)": _THE_TUMOUR,
    "Pain and function": _PAIN_AND_FUNCTION,
    "The patient": _THE_PATIENT,
    "The goal": _THE_GOAL,
}
"""Every fact under its heading, in the order of a form."""

FACTS: Mapping[str, FactDefinition] = {fact.id: fact for group in FACT_GROUPS.values() for fact in group}
"""Every fact by id."""
