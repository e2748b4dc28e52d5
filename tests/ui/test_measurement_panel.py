"""The numbers of the chosen level: what is shown, how it is told, and what pointing does."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QImage, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QApplication

from tests.ui.golden_desk import empty_desk, golden_desk
from vertmeasure.core import edits
from vertmeasure.core.anatomy import Mark
from vertmeasure.core.calibration import Calibration
from vertmeasure.core.dictionary import INTERVAL_WORDS
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.study import HeightReference, Posture
from vertmeasure.paint.palette import DARK
from vertmeasure.report.cells import Cell
from vertmeasure.ui.measurement_panel import NOTHING_PLACED, MeasurementPanel
from vertmeasure.ui.number_layout import Type, figures_of, split_figure
from vertmeasure.ui.number_table import NumberTableView


@pytest.fixture
def desk():
    return golden_desk()


@pytest.fixture
def panel(desk, qtbot):
    panel = MeasurementPanel(desk)
    qtbot.addWidget(panel)
    panel.resize(400, 1200)
    panel.show()
    return panel


def place_of(table: NumberTableView, measurement_id: str) -> int:
    return [row.id for row in table.numbers.table.rows].index(measurement_id)


def texts(table: NumberTableView, measurement_id: str) -> list[str]:
    place = place_of(table, measurement_id)
    return [table.numbers.index(place, column).data() for column in range(table.numbers.columnCount())]


def tooltip_of(table: NumberTableView, measurement_id: str, column: int) -> str:
    return table.numbers.index(place_of(table, measurement_id), column).data(Qt.ItemDataRole.ToolTipRole)


def test_that_a_row_shows_both_films_the_change_and_the_unit(panel) -> None:
    assert texts(panel.table, "height_anterior") == [
        "Anterior height",
        "15.8 ±2.1\u2009mm",
        "23.2 ±2.1\u2009mm",
        "+7.4 ±3.1\u2009mm",
        "mm",
    ]


def test_that_the_heading_names_the_reference(panel) -> None:
    assert panel.heading.text() == "L2, against the mean of L1 and L3"


def test_that_columns_are_headed_by_time_point(panel) -> None:
    assert panel.table.numbers.table.headings == ("", "Pre", "Post", "Change, 95 %", "")


def test_that_films_stand_in_the_order_of_time_whatever_side_they_are_on(panel, desk) -> None:
    desk.look_at(shown=("post", "pre"))
    assert panel.table.numbers.table.headings[1:3] == ("Pre", "Post")


def test_that_films_of_one_time_point_are_told_apart(panel, desk) -> None:
    desk.apply("", lambda study: edits.set_timepoint(study, "post", study.film("pre").timepoint))
    assert panel.table.numbers.table.headings[1:3] == ("pre", "post")


def test_that_a_change_within_error_says_so(panel) -> None:
    assert texts(panel.table, "height_posterior")[0] == "Posterior height; within error"


def test_that_a_change_of_percentages_has_the_sign_of_percent(panel) -> None:
    assert texts(panel.table, "loss_adjacent_anterior")[-1] == "%"


def test_that_a_dash_tells_its_reason(panel, desk) -> None:
    desk.apply("", lambda study: edits.calibrate_film(study, "pre", Calibration()))
    words = texts(panel.table, "height_anterior")
    assert words[1].startswith("– (no pixel spacing")
    assert "no pixel spacing" in words[0]


def test_that_a_tooltip_explains_formula_reference_and_error(panel) -> None:
    name = tooltip_of(panel.table, "loss_adjacent_anterior", 0)
    for words in (
        "How much anterior height is missing",
        "100 * (1 - Ha / reference_anterior)",
        "L1, L3",
        INTERVAL_WORDS,
    ):
        assert words in name
    assert "better, beyond the reading error" in tooltip_of(panel.table, "height_anterior", 3)


def test_that_one_film_has_no_column_of_changes(panel, desk) -> None:
    desk.look_at(shown=("pre",))
    assert panel.table.numbers.table.headings == ("", "Pre", "")
    assert "loss_of_correction_wedge" not in [row.id for row in panel.table.numbers.table.rows]


def test_that_pointing_at_a_row_looks_at_its_measurement(panel, desk, qtbot) -> None:
    row = place_of(panel.table, "wedge_angle")
    at = panel.table.visualRect(panel.table.numbers.index(row, 0)).center()
    qtbot.mouseMove(panel.table.viewport(), at - QPoint(0, 1))
    qtbot.mouseMove(panel.table.viewport(), at)
    qtbot.waitUntil(lambda: desk.look.measurement == "wedge_angle")
    assert panel.table.painter.highlighted == "wedge_angle"


def test_that_leaving_the_table_looks_at_nothing(panel, desk) -> None:
    panel.table.pointed.emit("wedge_angle")
    QApplication.sendEvent(panel.table.viewport(), QEvent(QEvent.Type.Leave))
    assert desk.look.measurement == ""
    assert panel.table.painter.highlighted == ""


def test_that_arrow_keys_point_as_the_mouse_does(panel, desk, qtbot) -> None:
    panel.activateWindow()
    panel.table.setFocus()
    panel.table.setCurrentIndex(panel.table.numbers.index(0, 0))
    qtbot.keyClick(panel.table, Qt.Key.Key_Down)
    assert desk.look.measurement == "height_middle"


def test_that_a_line_pointed_at_on_the_film_lights_its_row(panel, desk) -> None:
    desk.look_at(measurement="gardner_angle")
    assert panel.table.painter.highlighted == "gardner_angle"


def test_that_pointing_does_not_make_the_tables_anew(panel, desk, qtbot) -> None:
    with qtbot.assertNotEmitted(panel.table.numbers.dataChanged):
        desk.look_at(measurement="gardner_angle")


def test_that_a_dragged_point_changes_numbers_in_place(panel, desk, qtbot) -> None:
    at = desk.study.film("pre").landmark("L2", Mark.SA).at
    with qtbot.assertNotEmitted(panel.table.numbers.modelReset):
        lower = ImagePoint(at.column, at.row + 4)
        desk.preview(lambda study: edits.place(study, ("pre", "L2", Mark.SA), lower))
    assert not texts(panel.table, "height_anterior")[1].startswith("15.8")
    desk.cancel_preview()
    assert texts(panel.table, "height_anterior")[1].startswith("15.8")


def test_that_the_height_reference_is_chosen_beside_the_heading(panel, desk) -> None:
    panel.reference.setCurrentIndex(panel.reference.findData(HeightReference.BELOW))
    panel.reference.activated.emit(panel.reference.currentIndex())
    assert desk.study.height_reference is HeightReference.BELOW
    assert panel.heading.text() == "L2, against L3"


def test_that_what_is_to_be_looked_at_again_is_told_below(panel, desk) -> None:
    desk.apply("", lambda study: edits.set_posture(study, "post", Posture.STANDING))
    shown = [text.text() for _, text in panel.notices.lines if not text.isHidden()]
    assert "pre and post were taken in different postures." in shown
    assert panel.caution.text() == "Posture differs: pre supine, post standing."


def test_that_whole_film_angles_follow(panel) -> None:
    assert texts(panel.angles, "lordosis_L1_S1")[1] == "−51.2 ±4.9°"
    assert not panel.angles_title.isHidden()


def test_that_hidden_numbers_are_nowhere(panel, desk) -> None:
    desk.look_at(numbers_hidden=True)
    assert panel.empty.text() == "Numbers are hidden. Press H to show them."
    assert not panel.table.isVisible()
    assert not panel.angles.isVisible()
    assert not panel.notices.isVisible()
    desk.look_at(numbers_hidden=False)
    assert panel.table.isVisible()
    assert panel.empty.isHidden()


def test_that_an_empty_study_says_what_to_do(qtbot) -> None:
    panel = MeasurementPanel(empty_desk())
    qtbot.addWidget(panel)
    panel.show()
    assert panel.empty.text() == "Open a film first (Ctrl+O)."
    assert not panel.table.isVisible()


def test_that_a_film_without_points_asks_for_the_fractured_level(panel, desk) -> None:
    for film in desk.study.films:
        for level in film.vertebrae:
            desk.apply("", lambda study, film=film, level=level: edits.remove_body(study, film.id, level))
    assert panel.empty.text() == NOTHING_PLACED


def test_that_a_level_without_points_asks_for_its_corners(panel, desk) -> None:
    desk.look_at(level="T11")
    assert panel.empty.text() == "T11 has no points on the films shown. Click its corners."


def test_that_a_reader_records_a_grade_beside_the_computed_one(panel) -> None:
    films = panel.menu_of("genant_grade").actions()
    two = next(action for action in films[0].menu().actions() if action.text() == "2")
    two.trigger()
    assert texts(panel.table, "genant_grade")[1].startswith("3 (reader: 2)")


def test_that_the_table_is_as_tall_as_its_rows(panel, qtbot) -> None:
    table = panel.table
    qtbot.waitUntil(
        lambda: table.viewport().height() >= sum(map(table.rowHeight, range(len(table.numbers.table.rows))))
    )
    assert table.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize("width", [300, 360, 480])
def test_that_columns_fill_the_panel_and_no_more(panel, qtbot, width: int) -> None:
    panel.resize(width, 1200)
    table = panel.table
    columns = range(table.numbers.columnCount())
    qtbot.waitUntil(lambda: sum(map(table.columnWidth, columns)) == table.viewport().width())


def test_that_errors_of_films_need_a_wide_panel(panel, qtbot) -> None:
    panel.resize(360, 1200)
    qtbot.waitUntil(lambda: panel.table.painter.figures[1].error == 0)
    assert panel.table.painter.figures[3].error > 0
    panel.resize(700, 1200)
    qtbot.waitUntil(lambda: panel.table.painter.figures[1].error > 0)


def test_that_a_highlighted_row_is_marked_by_a_bar(panel, desk) -> None:
    desk.look_at(measurement="wedge_angle")
    row = panel.table.visualRect(panel.table.numbers.index(place_of(panel.table, "wedge_angle"), 0))
    picture: QImage = panel.table.viewport().grab().toImage()
    assert picture.pixelColor(row.left() + 1, row.center().y()).name() == DARK.accent_line


def test_that_figures_are_split_at_the_decimal_point() -> None:
    assert split_figure("−11.0") == ("−11", ".0")
    assert split_figure("3") == ("3", "")
    assert split_figure("0.550") is None
    assert split_figure("wedge") is None


def test_that_decimal_points_stand_under_each_other(panel) -> None:
    sizes = Type.of(panel.font(), 13)
    figures = figures_of([Cell("5.1"), Cell("−141.7"), Cell("+7.4", "±3.1")], sizes, with_error=True)
    area = panel.rect()
    whole, fraction, error = figures.places(area)
    assert whole.right() + 1 == fraction.left()
    assert error.right() == area.right()
    assert figures.places(area) == (whole, fraction, error)


def test_that_nothing_in_the_table_can_be_edited_or_selected(panel) -> None:
    assert panel.table.editTriggers() == QAbstractItemView.EditTrigger.NoEditTriggers
    panel.table.setCurrentIndex(panel.table.numbers.index(0, 0))
    assert not panel.table.selectedIndexes()
    assert not isinstance(panel.table.model(), QStandardItemModel)


# ---- angles of the reader's own


def pick(panel: MeasurementPanel, upper: str, lower: str) -> None:
    panel.picker.opener.click()
    panel.picker.upper_level.setCurrentText(upper)
    panel.picker.lower_level.setCurrentText(lower)
    panel.picker.add.click()


def test_that_an_angle_of_any_pair_can_be_added_and_undone(panel, desk) -> None:
    pick(panel, "L2", "L4")
    assert desk.study.angles[-1:] == (("L2", "L4"),)
    assert texts(panel.angles, "cobb_L2_L4")[1].endswith("°")
    assert panel.angles.painter.highlighted == "cobb_L2_L4"
    desk.session.undo()
    assert ("L2", "L4") not in desk.study.angles


def test_that_a_pair_that_is_there_is_pointed_out_and_not_added_again(panel, desk) -> None:
    pick(panel, "L2", "L4")
    pick(panel, "L1", "L4")
    before = desk.study
    pick(panel, "L2", "L4")
    assert desk.study is before
    assert panel.angles.painter.highlighted == "cobb_L2_L4"


def test_that_only_levels_below_the_upper_one_are_offered(panel) -> None:
    picker = panel.picker
    picker.upper_level.setCurrentText("L4")
    assert [picker.lower_level.itemText(place) for place in range(picker.lower_level.count())] == ["L5"]
    assert picker.upper_level.findText("S1") == -1


def test_that_the_lists_open_on_demand_and_close_again(panel) -> None:
    assert not panel.picker.upper_level.isVisible()
    panel.picker.opener.click()
    assert panel.picker.upper_level.isVisible()
    panel.picker.add.click()
    assert not panel.picker.upper_level.isVisible()


def test_that_an_angle_of_the_reader_is_removed_by_its_row(panel, desk) -> None:
    pick(panel, "L2", "L4")
    (remove,) = panel.menu_of("cobb_L2_L4").actions()
    assert remove.text() == "Remove Cobb L2-L4"
    remove.trigger()
    assert ("L2", "L4") not in desk.study.angles
    assert "cobb_L2_L4" not in [row.id for row in panel.angles.numbers.table.rows]


@pytest.mark.parametrize("measurement_id", ["lordosis_L1_S1", "wedge_angle"])
def test_that_other_rows_have_no_menu(panel, measurement_id: str) -> None:
    assert panel.menu_of(measurement_id).isEmpty()


def test_that_without_points_there_is_no_pair_to_pick(panel, desk) -> None:
    desk.look_at(numbers_hidden=True)
    assert not panel.picker.isVisible()


def test_that_tooltips_name_what_is_published_and_what_a_status_means(panel, desk) -> None:
    assert "Published: Carman 1990" in tooltip_of(panel.table, "gardner_angle", 0)
    desk.apply("", lambda study: edits.calibrate_film(study, "pre", Calibration()))
    assert "No number: no calibration." in tooltip_of(panel.table, "height_anterior", 1)


def test_that_a_suspected_new_fracture_is_told_with_its_loss(panel, desk) -> None:
    body = desk.study.film("post").vertebrae["L4"].marks
    for mark, opposite in ((Mark.SA, Mark.IA), (Mark.SP, Mark.IP)):
        upper, lower = body[mark].at, body[opposite].at
        at = ImagePoint((upper.column + lower.column) / 2, (upper.row + lower.row) / 2)
        desk.apply("", lambda study, mark=mark, at=at: edits.place(study, ("post", "L4", mark), at))
    shown = [text.text() for _, text in panel.notices.lines if not text.isHidden()]
    (told,) = [text for text in shown if "a new fracture?" in text]
    assert told.startswith("L4 lost ")
    assert "Loss 4" in told or "Loss 5" in told
