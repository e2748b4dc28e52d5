"""One sentence for every word beside a number: statuses, verdicts, outcomes, grades of calibration, states of a level.

The measurement dictionary holds those of the numbers themselves and of their flags.
"""

from collections.abc import Mapping

from vertmeasure.core.calibration import Grade
from vertmeasure.core.criteria import Verdict
from vertmeasure.core.dictionary import FLAG_WORDS, STATUS_WORDS
from vertmeasure.core.dictionary_entry import BY_POSTURE
from vertmeasure.core.kleene import Outcome
from vertmeasure.core.measurement import Flag, Status
from vertmeasure.core.rules import RuleKind


def sentence(words: str) -> str:
    """Words as a sentence: a capital before, a full stop behind."""
    return f"{words[:1].upper()}{words[1:].removesuffix('.')}." if words else ""


STATUS_SENTENCES: Mapping[Status, str] = {
    **{status: sentence(f"no number: {words}") for status, words in STATUS_WORDS.items()},
    Status.OK: "The number could be made.",
}

FLAG_SENTENCES: Mapping[Flag, str] = {flag: sentence(words) for flag, words in FLAG_WORDS.items()}

FLAG_CITATIONS: Mapping[Flag, str] = {Flag.POSTURE_DIFFERS: BY_POSTURE, Flag.UNVERIFIED_CONSTANT: "Farcy"}
"""What is published about a flag, where something was read."""

FACT_CITATIONS: Mapping[str, str] = {
    "ao_type": "AO Spine thoracolumbar injury classification, 2013",
    "neuro": "AO Spine thoracolumbar injury classification, 2013",
    "of_type": "AO Spine-DGOU osteoporotic fracture classification",
}
"""The classification a fact is entered by."""

INPUT_SENTENCES: Mapping[str, str] = {
    "level": "The fractured or treated body that is judged.",
    "n_levels": "How many bodies of the study are fractured or treated.",
    "progression_pct": "The largest rise of a loss since the first earlier film of the same posture that shows the "
    "fracture.",
}
"""What rules ask for beside facts and numbers of one film."""

VERDICT_SENTENCES: Mapping[Verdict, str] = {
    Verdict.FITS: "Every required indication of the set is met, and none of its absolute contraindications.",
    Verdict.DOES_NOT_FIT: "A required indication of the set is not met.",
    Verdict.UNDETERMINED: "A required indication or an absolute contraindication is unknown or borderline.",
    Verdict.CONTRAINDICATED: "An absolute contraindication of the set is met.",
    Verdict.NOT_COVERED: "The set names no required indication for this technique, so nothing can fit it.",
}

OUTCOME_SENTENCES: Mapping[Outcome, str] = {
    Outcome.MET: "What the rule asks for holds.",
    Outcome.NOT_MET: "What the rule asks for does not hold.",
    Outcome.BORDERLINE: "The 95 % interval of the measured value crosses the threshold.",
    Outcome.UNKNOWN: "An input is missing, and unknown is never read as no.",
}

RULE_KIND_SENTENCES: Mapping[RuleKind, str] = {
    RuleKind.INDICATION: "A reason for the technique; where it is required, the fracture fits only when it is met.",
    RuleKind.ABSOLUTE: "When it is met the technique is contraindicated, whatever else holds.",
    RuleKind.RELATIVE: "It speaks against the technique and is listed; it never changes a verdict.",
    RuleKind.CAUTION: "Something to mind; it never changes a verdict.",
    RuleKind.INFORMATION: "Something the source says beside its criteria; it never changes a verdict.",
}

GRADE_SENTENCES: Mapping[Grade, str] = {
    Grade.USER: "Told by the reader: a known length or disc, a magnification, or the spacing itself.",
    Grade.FIDUCIAL: "Calibrated on an object in the image.",
    Grade.GEOMETRY: "Corrected for magnification by the known geometry.",
    Grade.CORRECTED: "Corrected for magnification; the header does not say how.",
    Grade.ESTIMATED: "Divided by a magnification that the device estimated.",
    Grade.DETECTOR: "Distances at the detector: lengths read too large.",
    Grade.UNKNOWN: "A spacing of unknown meaning.",
    Grade.NONE: "No usable spacing: angles, ratios and percentages only.",
}
"""How far millimetres can be trusted."""

CALIBRATION_FLAG_WORDS: Mapping[str, str] = {
    "conflict": "attributes contradict each other",
    "aspect": "pixels are not square",
    "unconfirmed_pixel_spacing": "pixel spacing not confirmed",
    "ermf_ignored": "magnification factor ignored",
}
"""As printed behind a spacing."""

CALIBRATION_FLAG_SENTENCES: Mapping[str, str] = {
    "conflict": "Attributes of the header contradict each other: the better one is used, the others are listed.",
    "aspect": "Pixels are not square and no spacing is known: angles and ratios are right, millimetres are not given.",
    "unconfirmed_pixel_spacing": "The header's spacing in the patient exceeds that at the detector: it is not used.",
    "ermf_ignored": "The header's magnification factor is below 1 or implausibly large: it is not applied.",
}

LEVEL_STATE_SENTENCES: Mapping[str, str] = {
    "fractured": "Counts as fractured on this film: never a reference, and judged by the criteria.",
    "fractured on a later film": "Counts as fractured from a later film on; on this film it may serve as reference.",
    "treated": "Augmented by the recorded procedure: never a reference, compared and judged on every film.",
    "reference": "The heights of the selected level are compared with it.",
    "excluded as reference": "The reader does not want heights compared with it.",
    "not placed": "None of its points stands on this film.",
    "partly placed": "Some of its corners are missing on this film.",
    "placed": "All of its corners stand on this film.",
    "points not accepted": "Points the program proposed and nobody has accepted or moved yet.",
    "selected": "Its numbers are shown, and it is placed next.",
    "draft": "A film is a draft until every point is accepted and the posture is known.",
}
"""By the words that stand on a level or a film."""
