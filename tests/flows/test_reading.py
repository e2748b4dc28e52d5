"""A fracture read from film to report, through the window alone."""

import json
from collections.abc import Iterator
from math import atan2, degrees, hypot
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.conftest import SAMPLE
from tests.flows.reader import TRUTH, Reader
from vertmeasure.core import edits
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.study import Posture
from vertmeasure.storage.study_file import read_study
from vertmeasure.ui.export import Exporter
from vertmeasure.ui.export_dialog import ExportChoice

CONTROL = Qt.KeyboardModifier.ControlModifier
PIXEL_MM = 0.18 / 1.12
"""Of the sample's first film: detector pixel over magnification."""


@pytest.fixture
def reader() -> Iterator[Reader]:
    reader = Reader()
    yield reader
    reader.close()


def truth(film: str) -> dict[str, dict[str, list[float]]]:
    points: dict[str, dict[str, list[float]]] = TRUTH[film]
    return points


def true_height_mm(level: str, upper: str, lower: str) -> float:
    body = truth("pre")[level]
    return hypot(body[upper][0] - body[lower][0], body[upper][1] - body[lower][1]) * PIXEL_MM


def true_wedge_deg(level: str) -> float:
    body = truth("pre")[level]
    endplates = (("SP", "SA"), ("IP", "IA"))
    slopes = [atan2(body[end][1] - body[start][1], body[end][0] - body[start][0]) for start, end in endplates]
    return degrees(slopes[0] - slopes[1])


def read_first_film(reader: Reader) -> None:
    reader.open(SAMPLE / "pre.dcm")
    reader.pick("L1")
    view = reader.window.views[0]
    view.setFocus()
    reader.press(Qt.Key.Key_X)
    for level in ("L1", "T12", "L2"):
        reader.place_body(view, truth("pre")[level])


def test_that_twelve_clicks_give_the_numbers_of_the_truth(reader: Reader) -> None:
    read_first_film(reader)
    film = reader.window.desk.study.films[0]
    assert sum(len(body.marks) for body in film.vertebrae.values()) == 18
    # A click lands on a whole screen pixel, here at most 1.2 film pixels wide: each end errs by less than one.
    assert reader.number("height_anterior") == pytest.approx(true_height_mm("L1", "SA", "IA"), abs=2.0 * PIXEL_MM)
    assert reader.number("height_posterior") == pytest.approx(true_height_mm("L1", "SP", "IP"), abs=2.0 * PIXEL_MM)
    assert reader.number("wedge_angle") == pytest.approx(true_wedge_deg("L1"), abs=1.2)
    reference = (true_height_mm("T12", "SA", "IA") + true_height_mm("L2", "SA", "IA")) / 2
    loss = 100 * (1 - true_height_mm("L1", "SA", "IA") / reference)
    assert reader.number("loss_adjacent_anterior") == pytest.approx(loss, abs=2.5)


def test_that_everything_can_be_undone_and_done_again(reader: Reader) -> None:
    read_first_film(reader)
    table, study = reader.table(), reader.window.desk.study
    session, undone = reader.window.desk.session, 0
    while session.undo_label != "Add film pre":
        reader.press(Qt.Key.Key_Z, CONTROL)
        undone += 1
    assert reader.window.desk.study.films[0].vertebrae == {}
    assert undone > 13  # the mark of the fracture, twelve clicks, and what was snapped and proposed
    for _ in range(undone):
        reader.press(Qt.Key.Key_Y, CONTROL)
    assert reader.window.desk.study == study
    assert reader.table() == table


def test_that_backspace_takes_back_a_click_and_the_guide_asks_again(reader: Reader) -> None:
    read_first_film(reader)
    reader.press(Qt.Key.Key_Backspace)
    armed = reader.window.hand.armed("pre")
    assert armed is not None
    assert armed.words == "L2 · inferior posterior 4/4"


def test_that_a_dragged_corner_takes_the_numbers_with_it_and_leaves_the_film_alone(reader: Reader) -> None:
    read_first_film(reader)
    view = reader.window.views[0]
    before, resampled = reader.number("height_anterior"), view.film_resampled
    corner = ImagePoint(*truth("pre")["L1"]["SA"])
    reader.drag_point(view, corner, ImagePoint(corner.column, corner.row - 30))
    assert reader.number("height_anterior") == pytest.approx(before + 30 * PIXEL_MM, abs=2.5 * PIXEL_MM * 2)
    assert view.film_resampled == resampled


def test_that_a_saved_study_opens_with_the_same_numbers(reader: Reader, tmp_path: Path) -> None:
    read_first_film(reader)
    table, path = reader.table(), tmp_path / "reading.vert.json"
    reader.window.commands.save_to(path)
    reader.wait(lambda: reader.window.desk.session.is_saved)
    again = Reader()
    try:
        again.open(path)
        again.pick("L1")
        assert again.table() == table
        assert "pre" in again.window.desk.opened
    finally:
        again.close()


def test_that_saving_elsewhere_keeps_undo_and_finds_the_film(reader: Reader, tmp_path: Path) -> None:
    read_first_film(reader)
    for folder in ("a", "b/c"):
        path = tmp_path / folder / "reading.vert.json"
        path.parent.mkdir(parents=True)
        reader.window.commands.save_to(path)
        reader.wait(lambda path=path: reader.window.desk.path == path)  # type: ignore[misc]
        assert (path.parent / read_study(path).films[0].source.path).resolve() == (SAMPLE / "pre.dcm").resolve()
    reader.press(Qt.Key.Key_Z, CONTROL)
    assert not reader.window.desk.session.is_saved
    reader.press(Qt.Key.Key_Y, CONTROL)
    assert reader.window.desk.session.is_saved


def test_that_before_and_after_are_compared_and_reported(reader: Reader, tmp_path: Path) -> None:
    read_first_film(reader)
    reader.open(SAMPLE / "post.dcm")
    view = reader.window.views[1]
    reader.wait(view.isVisible)
    for level in ("L1", "T12", "L2"):
        reader.place_body(view, truth("post")[level])
    desk = reader.window.desk
    for film in desk.study.films:
        desk.apply("Posture", lambda study, film=film: edits.set_posture(study, film.id, Posture.SUPINE))  # type: ignore[misc]
        reader.window.desk.apply("Accept", lambda study, film=film: edits.accept_film(study, film.id))  # type: ignore[misc]
    assert reader.number("wedge_angle", film=2) == pytest.approx(9.2, abs=1.5)
    assert reader.number("loss_adjacent_anterior", film=2) == pytest.approx(24.0, abs=3.5)
    choice = ExportChoice(tmp_path, "reading", pdf=True, csv=True, json=True)
    exporter, written = Exporter(desk, reader.window.background), []
    exporter.written.connect(written.append)
    exporter.export(choice)
    reader.wait(lambda: bool(written))
    assert (tmp_path / "reading.pdf").read_bytes().startswith(b"%PDF")
    rows = json.loads((tmp_path / "reading.json").read_text(encoding="utf-8"))["changes"]
    (correction,) = [row for row in rows if row["id"] == "correction_wedge" and row["level"] == "L1"]
    assert f"{correction['value']:+.1f}" == reader.table()["wedge_angle"][2]
