"""Every measurement and change of a study as a table for a terminal."""

from collections.abc import Iterator, Sequence

from vertmeasure.cli.columns import in_columns, visible
from vertmeasure.core.assess import Assessment
from vertmeasure.core.dictionary import INTERVAL_WORDS, UNIT_SIGNS, entry
from vertmeasure.core.measurement import Change, Result
from vertmeasure.report.cells import Cell, change_cell, measurement_cell
from vertmeasure.report.notices import notice_words
from vertmeasure.report.numbers import interval_words
from vertmeasure.report.study_lines import counted_words, film_line

_RIGHT = frozenset({3})


def measure_table(assessments: Sequence[Assessment]) -> str:
    """The tables of one or more studies, an empty line between them."""
    return "\n".join("\n".join(_parts(each)) for each in assessments)


def _parts(assessment: Assessment) -> Iterator[str]:
    study = assessment.study
    yield f"Study {visible(study.id)}  {visible(study.label)}".rstrip() + f"\n{visible(counted_words(study))}\n"
    lines = [film_line(film) for film in study.films_in_order]
    films = [(each.id, each.timepoint, each.date, each.posture, each.calibration) for each in lines]
    yield in_columns(("Film", "Time point", "Date", "Posture", "Calibration"), films)
    rows = [_row(each.film, each, measurement_cell(each), each.lines) for each in assessment.measurements]
    yield in_columns(("Film", "Level", "Measurement", "Value", "Unit", "95 %", "Lines", "Note"), rows, _RIGHT)
    if assessment.changes:
        changes = [_row(f"{each.earlier} to {each.later}", each, change_cell(each), "") for each in assessment.changes]
        yield in_columns(("Films", "Level", "Change", "Value", "Unit", "95 %", "", "Note"), changes, _RIGHT)
    yield f"Intervals: {INTERVAL_WORDS}.\n"
    notices = [f"! {visible(each)}\n" for each in notice_words(assessment.notices)]
    if notices:
        yield "".join(notices)


def _row(place: str, result: Result, cell: Cell, lines: str) -> tuple[str, ...]:
    has_number = not cell.reason
    interval = interval_words(result.interval, result.unit) if result.interval and has_number else ""
    unit = UNIT_SIGNS[result.unit] if has_number else ""
    note = cell.reason or ", ".join(_notes(result))
    return (place, result.level, entry(result.id).label, cell.text, unit, interval, lines, note)


def _notes(result: Result) -> Iterator[str]:
    if isinstance(result, Change) and result.within_error:
        yield "within error"
    yield from (flag.replace("_", " ") for flag in sorted(result.flags))
