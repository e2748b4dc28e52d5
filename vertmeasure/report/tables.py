"""The level table: one fractured body over films and pairs of films, as window and paper show it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vertmeasure.core.anatomy import Column
from vertmeasure.core.assess import Assessment
from vertmeasure.core.dictionary import entry
from vertmeasure.core.measurement import Change, Flag, Measurement
from vertmeasure.core.study import Study
from vertmeasure.report.cells import Cell, Tone, change_cell, measurement_cell
from vertmeasure.report.headings import level_heading, posture_caution, posture_cautions, scale_notes

Pair = tuple[str, str]
"""Ids of an earlier and a later film."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table.

    Attributes
    ----------
    id : str
        Measurement id, or the id of the change where only changes stand in the row.
    cells : tuple[Cell, ...]
        One per film asked for; empty cells in a row of changes only.
    changes : tuple[Cell, ...]
        One per pair asked for; each has a tone of its own.
    tone : Tone
        That of the first change that has one.
    note : str
        What the row needs said: "within error", "borderline", why there is a dash.
    """

    id: str
    label: str
    cells: tuple[Cell, ...]
    changes: tuple[Cell, ...]
    tone: Tone = Tone.NEUTRAL
    note: str = ""


@dataclass(frozen=True, slots=True)
class LevelTable:
    """All numbers of one body.

    Attributes
    ----------
    heading : str
        Names the reference bodies.
    cautions : tuple[str, ...]
        What concerns every change of a pair, one sentence each: postures that differ or are not known.
    notes : tuple[str, ...]
        How pairs were scaled.
    """

    level: str
    heading: str
    rows: tuple[Row, ...]
    cautions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowPlan:
    """Which measurement and which change stand side by side; either may be empty."""

    measurement: str
    change: str = ""
    is_labelled_by_lines: bool = False


LEVEL_ROWS: tuple[RowPlan, ...] = (
    *(RowPlan(f"height_{x}", f"gain_{x}") for x in Column),
    *(RowPlan(f"loss_adjacent_{x}", f"loss_change_{x}") for x in Column),
    RowPlan("loss_adjacent_max"),
    *(RowPlan("", f"gain_{x}_percent_of_reference") for x in Column),
    RowPlan("genant_grade"),
    RowPlan("deformity"),
    RowPlan("ratio_wedge"),
    RowPlan("wedge_angle", "correction_wedge"),
    RowPlan("gardner_angle", "correction_gardner", is_labelled_by_lines=True),
    RowPlan("segmental_angle", "correction_segmental", is_labelled_by_lines=True),
    RowPlan("adjacent_endplates_angle", is_labelled_by_lines=True),
    RowPlan("posterior_wall_angle", is_labelled_by_lines=True),
    RowPlan("sagittal_index", is_labelled_by_lines=True),
    *(RowPlan("", f"loss_of_correction_{angle}") for angle in ("wedge", "gardner", "segmental")),
)
"""The rows of a level table, from top to bottom."""


def level_table(assessment: Assessment, level: str, films: Sequence[str], pairs: Sequence[Pair]) -> LevelTable:
    """The table of one body for the films and pairs asked for; rows of changes that no pair has are left out."""
    rows = (_row(assessment, level, plan, (films, pairs)) for plan in LEVEL_ROWS)
    return LevelTable(
        level=level,
        heading=level_heading(assessment, level, films),
        rows=tuple(row for row in rows if row is not None),
        cautions=posture_cautions(assessment.study, pairs),
        notes=scale_notes(assessment, pairs),
    )


def _row(assessment: Assessment, level: str, plan: RowPlan, asked: tuple[Sequence[str], Sequence[Pair]]) -> Row | None:
    films, pairs = asked
    measured = [assessment.measurement(film, level, plan.measurement) for film in films] if plan.measurement else []
    changed = [assessment.change(pair, level, plan.change) for pair in pairs]
    if not plan.measurement and not any(changed):
        return None
    cells = tuple(map(measurement_cell, measured)) if measured else (Cell(""),) * len(films)
    changes = tuple(change_cell(each, tone_of(assessment.study, each) if each else Tone.NEUTRAL) for each in changed)
    return Row(
        id=plan.measurement or plan.change,
        label=_label(plan, measured),
        cells=cells,
        changes=changes,
        tone=next((cell.tone for cell in changes if cell.result), Tone.NEUTRAL),
        note="; ".join(_notes((*cells, *changes))),
    )


def _label(plan: RowPlan, measured: Sequence[Measurement | None]) -> str:
    words = entry(plan.measurement or plan.change).label
    lines = next((each.lines for each in measured if each and each.lines), "")
    return f"{words}, {lines.replace(' - ', ' – ')}" if plan.is_labelled_by_lines and lines else words


def tone_of(study: Study, change: Change) -> Tone:
    """Better or worse only where a change exceeds the reading error and both postures are known and the same."""
    if change.number is None or change.within_error is None:
        return Tone.NEUTRAL
    if change.within_error:
        return Tone.WITHIN_ERROR
    if posture_caution(study, (change.earlier, change.later)):
        return Tone.NEUTRAL
    is_rise_better = not change.id.startswith("loss_of_correction_")
    return Tone.BETTER if (change.number > 0) is is_rise_better else Tone.WORSE


_NOTED_FLAGS = {
    Flag.BORDERLINE: "borderline",
    Flag.PARTIAL: "at least this much",
    Flag.UNVERIFIED_CONSTANT: "constants not verified",
    Flag.NOT_NORMALISED: "magnification not cancelled",
    Flag.PROPOSED: "points not accepted",
}
"""The flags that are said in the row itself; all of them stand in the notes of a cell."""


def _notes(cells: Sequence[Cell]) -> tuple[str, ...]:
    found = [note for cell in cells for note in _cell_notes(cell)]
    return tuple(dict.fromkeys(found))


def _cell_notes(cell: Cell) -> Iterator[str]:
    if cell.reason:
        yield cell.reason
        return
    if isinstance(cell.result, Change) and cell.tone is Tone.WITHIN_ERROR:
        yield "within error"
    if cell.result:
        yield from (words for flag, words in _NOTED_FLAGS.items() if flag in cell.result.flags)
