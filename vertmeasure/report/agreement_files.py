"""Agreement of readings for other programs: JSON in full precision, CSV rounded."""

from collections.abc import Iterator, Sequence

from vertmeasure.core.agreement import Agreement, ReadingComparison
from vertmeasure.core.bland_altman import BlandAltman
from vertmeasure.core.dictionary import entry
from vertmeasure.core.icc import Coefficient
from vertmeasure.core.study import Study
from vertmeasure.report.csv_writer import csv_text, neutralised
from vertmeasure.report.json_writer import SOFTWARE, Json
from vertmeasure.report.numbers import fine_plain, plain

AGREEMENT_CSV_COLUMNS = (
    *("id", "label", "unit", "subjects", "readings", "left_out", "mean", "sem", "sdc", "cv_percent"),
    *("icc_2_1", "icc_2_1_low", "icc_2_1_high", "icc_3_1", "icc_3_1_low", "icc_3_1_high"),
    *("pair", "bias", "bias_low", "bias_high", "sd_of_differences", "limit_low", "limit_high"),
    *("status", "reason", "software"),
)


def agreement_json(comparison: ReadingComparison, studies: Sequence[Study]) -> Json:
    """Everything that was found, as `agreement --format json` prints it."""
    error = comparison.point_error
    return {
        "software": SOFTWARE,
        "studies": [{"study": each.id, "reader": each.reader} for each in studies],
        "films": comparison.films,
        "readings": comparison.readings,
        "point_error": {"sd_mm": error.sd_mm, "points": error.points, "films": error.films, "reason": error.reason},
        "agreement": [_agreement_json(each) for each in comparison.agreements],
    }


def _agreement_json(found: Agreement) -> Json:
    return {
        "id": found.id,
        "unit": found.unit,
        "subjects": found.subjects,
        "readings": found.readings,
        "left_out": found.left_out,
        "mean": found.mean,
        "sem": found.sem,
        "sdc": found.sdc,
        "cv_percent": found.cv_percent,
        "icc_2_1": _icc_json(found.icc_2_1),
        "icc_3_1": _icc_json(found.icc_3_1),
        "bland_altman": [_pair_json(each) for each in found.bland_altman],
        "status": found.status,
        "reason": found.reason,
    }


def _icc_json(icc: Coefficient | None) -> Json | None:
    return None if icc is None else {"value": icc.value, "interval": icc.interval and list(icc.interval)}


def _pair_json(pair: BlandAltman) -> Json:
    return {
        "readings": list(pair.readings),
        "bias": pair.bias,
        "sd": pair.sd,
        "limits": list(pair.limits),
        "bias_interval": list(pair.bias_interval),
        "lower_interval": list(pair.lower_interval),
        "upper_interval": list(pair.upper_interval),
    }


def agreement_csv(comparison: ReadingComparison) -> str:
    """One row a measurement and pair of readings; a measurement that could not be compared has one row."""
    return csv_text(AGREEMENT_CSV_COLUMNS, (row for each in comparison.agreements for row in _csv_rows(each)))


def _csv_rows(found: Agreement) -> Iterator[list[str]]:
    head = [
        *(found.id, entry(found.id).label, found.unit),
        *map(str, (found.subjects, found.readings, found.left_out)),
        "" if found.mean is None else plain(found.mean, found.unit),
        *_fine_cells(found.unit, found.sem, found.sdc),
        "" if found.cv_percent is None else plain(found.cv_percent, "%"),
        *_icc_cells(found.icc_2_1),
        *_icc_cells(found.icc_3_1),
    ]
    tail = [found.status, neutralised(found.reason), SOFTWARE]
    for pair in found.bland_altman or (None,):
        yield [*head, *_pair_cells(pair, found.unit), *tail]


def _icc_cells(icc: Coefficient | None) -> list[str]:
    low, high = (icc.interval if icc else None) or (None, None)
    return ["" if each is None else plain(each, "ratio") for each in (icc.value if icc else None, low, high)]


def _pair_cells(pair: BlandAltman | None, unit: str) -> list[str]:
    if pair is None:
        return [""] * 7
    first, second = pair.readings
    return [f"{first}-{second}", *_fine_cells(unit, pair.bias, *pair.bias_interval, pair.sd, *pair.limits)]


def _fine_cells(unit: str, *values: float | None) -> list[str]:
    return ["" if each is None else fine_plain(each, unit) for each in values]
