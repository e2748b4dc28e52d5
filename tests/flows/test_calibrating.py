"""What a pixel measures, told by the reader: drawn, chosen, undone, applied to all, and kept in the file."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton, QToolTip

from tests.conftest import SAMPLE
from tests.dicom.made_films import film, write
from tests.flows.reader import TRUTH, Reader
from vertmeasure.core import edits
from vertmeasure.core.calibration import Calibration, Grade
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.study import Side
from vertmeasure.ui.calibrator import Way

CONTROL = Qt.KeyboardModifier.ControlModifier
CONFLICT = {"ImagerPixelSpacing": [0.143, 0.143], "PixelSpacing": [0.12, 0.12]}
"""Two ways to the spacing in the patient: 0.120 as it stands, 0.130 by the magnification."""


@pytest.fixture
def reader() -> Iterator[Reader]:
    reader = Reader()
    yield reader
    reader.close()


def made_film(folder: Path, name: str, **attributes: object) -> Path:
    pixels = (np.add.outer(np.arange(700), np.arange(500)) * 3 % 4096).astype(np.uint16)
    return write(folder / f"{name}.dcm", film(pixels, SOPInstanceUID=f"1.2.3.{len(name)}", **attributes))


def conflicting(folder: Path, name: str = "a", **attributes: object) -> Path:
    return made_film(folder, name, EstimatedRadiographicMagnificationFactor=1.1, **CONFLICT, **attributes)


def calibration(reader: Reader, film_id: str = "pre") -> Calibration:
    return reader.window.desk.study.film(film_id).calibration


def at(reader: Reader, column: float, row: float, view: int = 0) -> QPoint:
    return reader.window.views[view].to_widget(ImagePoint(column, row)).toPoint()


def begin(reader: Reader, way: Way = Way.LENGTH) -> None:
    """Press C and pick how, by the keyboard as a reader may."""
    reader.press(Qt.Key.Key_C)
    box = reader.window.calibrating.bar.fields.way
    for _ in range(list(Way).index(way)):
        QTest.keyClick(box, Qt.Key.Key_Down)
    QApplication.processEvents()


def draw_line(reader: Reader, start: tuple[float, float], end: tuple[float, float]) -> None:
    reader.hand.drag(reader.window.views[0].viewport(), at(reader, *start), at(reader, *end))


def type_figure(reader: Reader, text: str, place: int = 0) -> None:
    field = reader.window.calibrating.bar.fields.figures[place].field
    field.clear()
    QTest.keyClicks(field, text)


def push(reader: Reader, button: QPushButton | QRadioButton) -> None:
    corner = QPoint(8, button.height() // 2)
    reader.hand.click(button, corner if isinstance(button, QRadioButton) else button.rect().center())
    QApplication.processEvents()


def pixel_of_screen(reader: Reader) -> float:
    """Film pixels that one screen pixel covers: a click is no more exact than that."""
    return 1 / reader.window.views[0].screen_px_per_pixel()[0]


def test_that_a_drawn_length_calibrates_the_film_in_one_step(reader: Reader) -> None:
    reader.open(SAMPLE / "pre.dcm")
    before, bar = calibration(reader), reader.window.calibrating.bar
    begin(reader)
    assert bar.isVisible()
    draw_line(reader, (200, 300), (800, 300))
    type_figure(reader, "90")
    assert "mm/px · user" in bar.readout.text()
    push(reader, bar.apply_one)
    now = calibration(reader)
    assert now.grade is Grade.USER
    assert now.row_mm == pytest.approx(0.15, rel=2 * pixel_of_screen(reader) / 600)
    assert now.rule.startswith("known length 90 mm drawn by R1 over 6")
    assert not bar.isVisible()
    reader.press(Qt.Key.Key_Z, CONTROL)
    assert calibration(reader) == before


def test_that_old_and_new_spacing_are_told(reader: Reader) -> None:
    reader.open(SAMPLE / "pre.dcm")
    begin(reader, Way.SPACING)
    type_figure(reader, "0.2")
    push(reader, reader.window.calibrating.bar.apply_one)
    told = reader.window.banner.message.text().replace("\N{THIN SPACE}", " ")
    assert told == "pre: 0.161 mm/px · geometry → 0.200 mm/px · user."


def test_that_ends_can_be_moved_before_the_length_is_applied(reader: Reader) -> None:
    reader.open(SAMPLE / "pre.dcm")
    begin(reader)
    draw_line(reader, (200, 300), (500, 300))
    draw_line(reader, (500, 300), (800, 300))
    assert len(reader.window.calibrating.tool.points) == 2
    assert reader.window.calibrating.tool.points[1].column == pytest.approx(800, abs=2 * pixel_of_screen(reader))


def test_that_escape_leaves_no_step(reader: Reader) -> None:
    reader.open(SAMPLE / "pre.dcm")
    before, undo = reader.window.desk.study, reader.window.desk.session.undo_label
    begin(reader)
    draw_line(reader, (200, 300), (800, 300))
    reader.press(Qt.Key.Key_Escape)
    assert not reader.window.calibrating.is_on
    assert (reader.window.desk.study, reader.window.desk.session.undo_label) == (before, undo)
    assert reader.window.views[0].tool is reader.window.hand


def test_that_clicks_place_landmarks_again_afterwards(reader: Reader) -> None:
    reader.open(SAMPLE / "pre.dcm")
    reader.pick("L1")
    begin(reader)
    draw_line(reader, (200, 300), (800, 300))
    assert reader.window.desk.study.films[0].vertebrae == {}
    reader.press(Qt.Key.Key_P)
    reader.place_body(reader.window.views[0], TRUTH["pre"]["L1"])
    assert len(reader.window.desk.study.films[0].vertebrae["L1"].marks) == 6


def test_that_a_coin_calibrates_by_three_points_on_its_rim(reader: Reader) -> None:
    reader.open(SAMPLE / "pre.dcm")
    begin(reader, Way.DISC)
    view = reader.window.views[0]
    for point in ((400, 600), (600, 600), (500, 700)):
        reader.hand.click(view.viewport(), at(reader, *point))
    type_figure(reader, "25")
    push(reader, reader.window.calibrating.bar.apply_one)
    assert calibration(reader).row_mm == pytest.approx(0.125, rel=4 * pixel_of_screen(reader) / 200)
    assert calibration(reader).rule.startswith("disc of 25 mm marked by R1")


def test_that_two_lengths_give_rows_and_columns_apart(reader: Reader) -> None:
    reader.open(SAMPLE / "pre.dcm")
    begin(reader, Way.LENGTHS)
    draw_line(reader, (200, 300), (800, 300))
    draw_line(reader, (200, 400), (200, 1200))
    type_figure(reader, "60")
    type_figure(reader, "160", 1)
    push(reader, reader.window.calibrating.bar.apply_one)
    now = calibration(reader)
    assert (now.column_mm, now.row_mm) == (pytest.approx(0.1, rel=0.02), pytest.approx(0.2, rel=0.02))


def test_that_a_magnification_holds_for_every_film_with_a_detector(reader: Reader, tmp_path: Path) -> None:
    detector = made_film(tmp_path, "a", ImagerPixelSpacing=[0.15, 0.15], StudyDate="20260101")
    plain = made_film(tmp_path, "bb", PixelSpacing=[0.2, 0.2], StudyDate="20260202")
    reader.open(detector, plain)
    begin(reader, Way.MAGNIFICATION)
    type_figure(reader, "1.25")
    push(reader, reader.window.calibrating.bar.apply_all)
    assert calibration(reader).row_mm == pytest.approx(0.12)
    assert calibration(reader, "post").grade is Grade.UNKNOWN
    assert "post: its header does not tell the spacing at the detector" in reader.window.banner.remedy.text()


def test_that_a_typed_spacing_for_all_films_is_one_step(reader: Reader) -> None:
    reader.open(*(SAMPLE / f"{name}.dcm" for name in ("pre", "post")))
    before = reader.window.desk.study
    begin(reader, Way.SPACING)
    type_figure(reader, "0,17")
    push(reader, reader.window.calibrating.bar.apply_all)
    assert {each.calibration.row_mm for each in reader.window.desk.study.films} == {0.17}
    reader.press(Qt.Key.Key_Z, CONTROL)
    assert reader.window.desk.study == before


def test_that_the_headers_spacing_can_be_put_back(reader: Reader) -> None:
    reader.open(SAMPLE / "pre.dcm")
    before = calibration(reader)
    begin(reader, Way.SPACING)
    type_figure(reader, "0.2")
    push(reader, reader.window.calibrating.bar.apply_one)
    begin(reader)
    push(reader, reader.window.calibrating.bar.header)
    assert calibration(reader) == before


def test_that_contradicting_attributes_are_chosen_by_the_reader(reader: Reader, tmp_path: Path) -> None:
    reader.open(conflicting(tmp_path))
    window = reader.window
    note, bar = window.calibrating.note, window.calibrating.bar
    assert note.isVisible()
    assert "contradicts itself" in note.words.text()
    push(reader, note.choose)
    assert not note.isVisible()
    offered = [button.text() for button in bar.choice.buttons]
    assert offered[0].endswith("PixelSpacing, smaller than ImagerPixelSpacing · in use")
    assert "estimated · ImagerPixelSpacing / EstimatedRadiographicMagnificationFactor · lengths +8.3 %" in offered[1]
    assert "detector · ImagerPixelSpacing · lengths +19.2 %" in offered[2]
    push(reader, bar.choice.buttons[1])
    push(reader, bar.apply_one)
    assert (calibration(reader).grade, calibration(reader).flags) == (Grade.ESTIMATED, ())
    assert calibration(reader).rule.endswith("chosen by R1")
    assert not note.isVisible()
    reader.press(Qt.Key.Key_Z, CONTROL)
    assert note.isVisible()
    push(reader, note.choose)
    assert bar.choice.option is None
    assert not bar.apply_one.isEnabled()


def test_that_a_larger_pixel_spacing_gives_millimetres_once_it_is_confirmed(reader: Reader, tmp_path: Path) -> None:
    spacings = {"ImagerPixelSpacing": [0.143, 0.143], "PixelSpacing": [0.2, 0.2]}
    reader.open(made_film(tmp_path, "a", **spacings))
    window = reader.window
    assert not calibration(reader).is_known
    assert "No millimetres until you choose" in window.calibrating.note.words.text()
    push(reader, window.calibrating.note.choose)
    push(reader, window.calibrating.bar.choice.buttons[0])
    push(reader, window.calibrating.bar.apply_one)
    assert (calibration(reader).row_mm, calibration(reader).grade) == (0.2, Grade.UNKNOWN)


def test_that_the_badge_names_attribute_and_alternatives(reader: Reader, tmp_path: Path) -> None:
    reader.open(conflicting(tmp_path))
    window = reader.window
    card, foot = window.film_list.cards["pre"]._spacing, window.status._parts["calibration"]
    assert card.text() == foot.text() == "0.120\N{THIN SPACE}mm/px · corrected · conflict"
    for told in (card.toolTip(), foot.toolTip(), window.views[0]._scale_bar.toolTip()):
        assert "From PixelSpacing, smaller than ImagerPixelSpacing" in told
        assert "0.130\N{THIN SPACE}mm/px · estimated: ImagerPixelSpacing / Estimated" in told
        assert "0.143\N{THIN SPACE}mm/px · detector: ImagerPixelSpacing" in told


def test_that_the_scale_bar_is_explained_and_lets_clicks_through(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, _widget: shown.append(text))
    reader.open(SAMPLE / "pre.dcm")
    reader.pick("L1")
    view = reader.window.views[0]
    spot = view._scale_bar.geometry().center()
    hover = QHelpEvent(QEvent.Type.ToolTip, spot, view.mapToGlobal(spot))
    QApplication.sendEvent(view.viewport(), hover)
    assert "PixelSpacing, GEOMETRY" in shown[0]
    reader.hand.click(view.viewport(), spot)
    assert list(reader.window.desk.study.films[0].vertebrae) == ["L1"]


def test_that_points_against_the_header_are_told_on_the_card(reader: Reader) -> None:
    reader.open(SAMPLE / "pre.dcm")
    reader.pick("L1")
    body = TRUTH["pre"]["L1"]
    swapped = {"SP": body["SA"], "SA": body["SP"], "IA": body["IP"], "IP": body["IA"]}
    reader.place_body(reader.window.views[0], swapped)
    assert any("front of the patient" in each.text for each in reader.window.desk.assessment.notices)
    desk = reader.window.desk
    desk.apply("", lambda study: edits.set_anterior(study, "pre", None))
    assert "face left" in reader.window.film_list.cards["pre"]._doubts.text()


def test_that_the_measurements_carry_the_badge(reader: Reader) -> None:
    reader.open(SAMPLE / "pre.dcm")
    reader.pick("L1")
    reader.place_body(reader.window.views[0], TRUTH["pre"]["L1"])
    (chip,) = reader.window.measurements.badges.chips
    assert chip.isVisible()
    assert chip.text() == "0.161\N{THIN SPACE}mm/px · geometry"
    assert "PixelSpacing, GEOMETRY" in chip.toolTip()


def test_that_a_calibration_is_kept_in_the_file(reader: Reader, tmp_path: Path) -> None:
    reader.open(SAMPLE / "pre.dcm")
    begin(reader)
    draw_line(reader, (200, 300), (800, 500))
    type_figure(reader, "90")
    push(reader, reader.window.calibrating.bar.apply_one)
    made, path = calibration(reader), tmp_path / "reading.vert.json"
    reader.window.commands.save_to(path)
    reader.wait(lambda: reader.window.desk.session.is_saved)
    again = Reader()
    try:
        again.open(path)
        assert calibration(again) == made
    finally:
        again.close()


def test_that_the_front_is_asked_for_where_nothing_tells_it(reader: Reader, tmp_path: Path) -> None:
    reader.open(made_film(tmp_path, "a"))
    sides = reader.window.sides[0]
    assert sides.question.isVisible()
    assert not sides.anterior.isVisible()
    push(reader, sides.question.buttons[0])
    assert reader.window.desk.study.film("pre").anterior is Side.LEFT
    assert reader.window.desk.session.undo_label == "Front of pre: left"
    assert not sides.question.isVisible()
    assert sides.anterior.x() < sides.posterior.x()


def test_that_letters_follow_a_turned_view_and_coordinates_do_not(reader: Reader) -> None:
    reader.open(SAMPLE / "pre.dcm")
    sides, study = reader.window.sides[0], reader.window.desk.study
    assert sides.anterior.x() > sides.posterior.x()
    reader.press(Qt.Key.Key_M)
    assert sides.anterior.x() < sides.posterior.x()
    assert reader.window.desk.study == study


def test_that_a_frontal_view_is_told_on_the_card(reader: Reader, tmp_path: Path) -> None:
    reader.open(made_film(tmp_path, "a", ViewPosition="AP", PatientOrientation=["L", "F"]))
    doubts = reader.window.film_list.cards["pre"]._doubts
    assert doubts.isVisible()
    assert doubts.text() == "⚠ The header names the view AP, not a lateral one. (+1)"
    assert "towards L and F" in doubts.toolTip()
