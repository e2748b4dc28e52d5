"""CSV for spreadsheets and statistics: one row a number, or one row a film and level.

RFC 4180 with CR LF line ends. Text that a spreadsheet could take for a formula is neutralised with
an apostrophe; numbers are not touched.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from vertmeasure.core.assess import Assessment
from vertmeasure.core.dictionary import STATUS_WORDS, entry
from vertmeasure.core.measurement import Change, Measurement, Result
from vertmeasure.core.study import Film
from vertmeasure.report.json_writer import SOFTWARE
from vertmeasure.report.numbers import plain

BYTE_ORDER_MARK = "\ufeff"
"""What a spreadsheet needs in front to read UTF-8."""

LONG_COLUMNS: tuple[str, ...] = (
    "study",
    "patient_id",
    "film",
    "timepoint",
    "date",
    "posture",
    "from",
    "to",
    "level",
    "id",
    "label",
    "value",
    "unit",
    "ci95_low",
    "ci95_high",
    "status",
    "reason",
    "flags",
    "reference",
    "calibration_grade",
    "reader",
    "software",
)

_FORMULA_STARTS = tuple("=+-@＝＋－＠")


def neutralised(text: str) -> str:
    """Text with an apostrophe in front where a spreadsheet could take it for a formula or a control character leads."""
    is_risky = text.lstrip().startswith(_FORMULA_STARTS) or (text[:1] != "" and not text[0].isprintable())
    return f"'{text}" if is_risky else text


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows of cells below their headings, quoted where they must be; headings are neutralised too."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([neutralised(each) for each in columns])
    writer.writerows(rows)
    return out.getvalue()


def long_csv(assessments: Sequence[Assessment]) -> str:
    """One row a measurement or change of each study; a change leaves film, time point, date and posture empty."""
    return csv_text(LONG_COLUMNS, (row for each in assessments for row in _long_rows(each)))


def _long_rows(assessment: Assessment) -> Iterable[list[str]]:
    films = {film.id: film for film in assessment.study.films}
    for measurement in assessment.measurements:
        film = films[measurement.film]
        place = [*film_cells(film), "", ""]
        reference = neutralised("; ".join(measurement.reference))
        yield _long_row(assessment, place, measurement, (reference, film))
    for change in assessment.changes:
        place = ["", "", "", "", neutralised(change.earlier), neutralised(change.later)]
        yield _long_row(assessment, place, change, ("", films[change.earlier]))


def film_cells(film: Film) -> list[str]:
    """Id, time point, date and posture of a film."""
    return [neutralised(film.id), film.timepoint, neutralised(film.date), film.posture]


def _long_row(
    assessment: Assessment, place: list[str], result: Measurement | Change, based_on: tuple[str, Film]
) -> list[str]:
    reference, film = based_on
    study = assessment.study
    low, high = result.interval or (None, None)
    return [
        neutralised(study.id),
        neutralised(study.patient.id),
        *place,
        result.level,
        result.id,
        entry(result.id).label,
        value_cell(result),
        result.unit,
        _number_cell(low, result.unit),
        _number_cell(high, result.unit),
        result.status,
        neutralised(result.reason or STATUS_WORDS[result.status]),
        "; ".join(sorted(result.flags)),
        reference,
        film.calibration.grade,
        neutralised(study.reader),
        SOFTWARE,
    ]


def value_cell(result: Result) -> str:
    """The rounded value; empty where there is none."""
    if isinstance(result.value, str):
        return neutralised(result.value)
    return _number_cell(result.value, result.unit)


def _number_cell(value: float | None, unit: str) -> str:
    return "" if value is None else plain(value, unit)
