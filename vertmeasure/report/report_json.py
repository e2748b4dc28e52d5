"""The report as JSON: measurements and verdicts as on the command line, with films, facts and method beside them."""

from collections.abc import Mapping, Sequence
from typing import Any

from vertmeasure.core.assess import Assessment
from vertmeasure.core.calibration import Calibration
from vertmeasure.core.criteria import CriteriaResult
from vertmeasure.core.dictionary import INTERVAL_WORDS
from vertmeasure.core.notices import Notice
from vertmeasure.core.study import Fact, Film, Patient, Procedure
from vertmeasure.report.content import ReportContext
from vertmeasure.report.json_writer import Json, criteria_json, notice_json, study_json
from vertmeasure.report.method import DISCLAIMER, formulas


def report_json(assessment: Assessment, context: ReportContext) -> Json:
    """Everything a report says, in full precision; paths of images are never told."""
    study, judged = assessment.study, criteria_json(assessment)
    return {
        **study_json(assessment),
        "software": context.software,
        "created": "" if context.deidentified else context.created,
        "deidentified": context.deidentified,
        "label": study.label,
        "reader": "" if context.deidentified else study.reader or context.reader,
        "patient": _patient_json(study.patient),
        "levels_counted_from": study.levels_counted_from,
        "levels_note": study.levels_note,
        "films": [_film_json(film) for film in study.films_in_order],
        "procedure": _procedure_json(study.procedure),
        "facts": _facts_json(study.facts),
        "level_facts": {level: _facts_json(facts) for level, facts in study.level_facts.items()},
        "criteria": judged["results"],
        "matrix": _matrix_json(assessment.criteria),
        "scores": judged["scores"],
        "notices": [notice_json(each) for each in (*map(_of_image, context.film_warnings), *assessment.notices)],
        "method": _method_json(assessment),
    }


def _of_image(warning: str) -> Notice:
    return Notice("", "", warning)


def _patient_json(patient: Patient) -> Json:
    return {"id": patient.id, "name": patient.name, "birth_date": patient.birth_date, "sex": patient.sex}


def _film_json(film: Film) -> Json:
    return {
        "id": film.id,
        "timepoint": film.timepoint,
        "date": film.date,
        "posture": film.posture,
        "rows": film.rows,
        "columns": film.columns,
        "calibration": _calibration_json(film.calibration),
        "sop_instance_uid": film.source.sop_instance_uid,
        "sha256": film.source.sha256,
        "pixels_sha256": film.source.pixels_sha256,
        "draft": list(film.draft_reasons),
        "outcomes": dict(film.outcomes),
    }


def _calibration_json(calibration: Calibration) -> Json:
    return {
        "row_mm": calibration.row_mm,
        "column_mm": calibration.column_mm,
        "grade": calibration.grade,
        "rule": calibration.rule,
        "aspect": calibration.aspect,
        "flags": list(calibration.flags),
    }


def _procedure_json(procedure: Procedure) -> Json:
    return {
        "technique": procedure.technique,
        "levels": list(procedure.levels),
        "date": procedure.date,
        "cement_ml": procedure.cement_ml,
        "leakage": procedure.leakage,
        "implant": procedure.implant,
    }


def _facts_json(facts: Mapping[str, Fact]) -> dict[str, Any]:
    return {
        key: {"value": fact.value, "by": fact.by, "at": fact.at, "from": fact.source} for key, fact in facts.items()
    }


def _matrix_json(results: Sequence[CriteriaResult]) -> list[Json]:
    """The verdict of every set for every technique, by level and set."""
    rows: dict[tuple[str, str, str, str], Json] = {}
    for each in results:
        rows.setdefault((each.level, each.set, each.version, each.hash), {})[each.technique] = each.verdict
    return [
        {"level": level, "set": name, "version": version, "hash": digest, "verdicts": verdicts}
        for (level, name, version, digest), verdicts in rows.items()
    ]


def _method_json(assessment: Assessment) -> Json:
    results = dict.fromkeys((each.set, each.title, each.version, each.hash) for each in assessment.criteria)
    return {
        "height_reference": assessment.study.height_reference,
        "landmark_sd_mm": assessment.study.landmark_sd_mm,
        "landmark_sd_source": assessment.study.landmark_sd_source,
        "interval": INTERVAL_WORDS,
        "rule_sets": [
            {"name": name, "title": title, "version": version, "hash": digest}
            for name, title, version, digest in results
        ],
        "formulas": {each.id: each.formula for each in formulas(assessment)},
        "disclaimer": DISCLAIMER,
    }
