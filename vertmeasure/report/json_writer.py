"""The JSON that other programs read: measurements and changes, verdicts, and the whole report, in full precision."""

import json
import math
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from vertmeasure import __version__
from vertmeasure.core.assess import Assessment
from vertmeasure.core.criteria import Contraindication, CriteriaResult, other_contraindications
from vertmeasure.core.findings import Finding
from vertmeasure.core.measurement import Change, Measurement, Result
from vertmeasure.core.notices import Notice
from vertmeasure.report.notices import notice_words
from vertmeasure.report.score_json import score_json

SOFTWARE = f"vertmeasure {__version__}"
"""Name and version of the program, as every output carries them."""

Json = dict[str, Any]


def json_text(document: Any) -> str:
    """A document as JSON with a final line end; a number that is not finite becomes null."""
    return json.dumps(_finite(document), ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _finite(part: Any) -> Any:
    if isinstance(part, Mapping):
        return {str(key): _finite(value) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_finite(each) for each in part]
    return None if isinstance(part, float) and not math.isfinite(part) else part


def study_json(assessment: Assessment) -> Json:
    """Every measurement and change of a study, as `measure --format json` prints them."""
    return {
        "study": assessment.study.id,
        "software": SOFTWARE,
        "measurements": [_measurement_json(each) for each in assessment.measurements],
        "changes": [_change_json(each) for each in assessment.changes],
        "notices": [notice_json(each) for each in assessment.notices],
    }


def notice_json(notice: Notice) -> Json:
    """Something to look at again, and where."""
    return {"film": notice.film, "level": notice.level, "text": " ".join(notice_words([notice]))}


def _measurement_json(measurement: Measurement) -> Json:
    override = measurement.override_value
    return {
        "film": measurement.film,
        "timepoint": measurement.timepoint,
        **_number_json(measurement),
        **_state_json(measurement),
        "reference": list(measurement.reference),
        "lines": measurement.lines,
        **({} if override is None else {"override_value": override}),
    }


def _change_json(change: Change) -> Json:
    return {
        "from": change.earlier,
        "to": change.later,
        **_number_json(change),
        "within_error": change.within_error,
        **_state_json(change),
    }


def _number_json(result: Result) -> Json:
    return {
        "level": result.level,
        "id": result.id,
        "value": result.value,
        "unit": result.unit,
        "sd": result.sd,
        "interval": None if result.interval is None else list(result.interval),
    }


def _state_json(result: Result) -> Json:
    return {"status": result.status, "reason": result.reason, "flags": sorted(result.flags)}


def criteria_json(assessment: Assessment, sets: Collection[str] = ()) -> Json:
    """Findings, verdicts and scores, as `criteria --format json` prints them.

    Parameters
    ----------
    sets
        Names of the sets to tell; empty for all. An absolute contraindication that another set of
        the assessment records is told all the same, under `other_contraindications`.
    """
    told = [each for each in assessment.criteria if not sets or each.set in sets]
    others = other_contraindications_to(assessment.criteria, sets)
    return {
        "study": assessment.study.id,
        "results": [_result_json(each) for each in told],
        "scores": [score_json(each) for each in assessment.scores],
        **({"other_contraindications": [_contraindication_json(each) for each in others]} if others else {}),
    }


def other_contraindications_to(
    results: Sequence[CriteriaResult], sets: Collection[str]
) -> tuple[Contraindication, ...]:
    """The absolute contraindications of sets that were not chosen; none where all were."""
    others = [each for each in results if sets and each.set not in sets]
    return other_contraindications(others, chosen="")


def _result_json(result: CriteriaResult) -> Json:
    return {
        "set": result.set,
        "version": result.version,
        "hash": result.hash,
        "technique": result.technique,
        "level": result.level,
        "film": result.film,
        "verdict": result.verdict,
        "missing": list(result.missing),
        "findings": [_finding_json(each) for each in result.findings],
    }


def _finding_json(finding: Finding) -> Json:
    return {
        "rule": finding.rule,
        "kind": finding.kind,
        "outcome": finding.outcome,
        "value": finding.value,
        "interval": None if finding.interval is None else list(finding.interval),
        "input": finding.input,
        "threshold": finding.threshold,
        "text": finding.text,
        "source": finding.source,
        "verified": finding.verified,
    }


def _contraindication_json(each: Contraindication) -> Json:
    result = each.result
    place = {"set": result.set, "version": result.version, "technique": result.technique, "level": result.level}
    return {**place, **_finding_json(each.finding)}
