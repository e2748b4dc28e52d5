"""What a film on view costs: memory, and work while a landmark is dragged."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from benchmarks.made_films import small_film
from tests.flows.reader import Reader
from vertmeasure.core import edits
from vertmeasure.core.anatomy import CORNERS, Mark
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.ui.film_view import FilmView

PLACES = {Mark.SP: (800, 800), Mark.SA: (1100, 810), Mark.IP: (800, 1000), Mark.IA: (1100, 990)}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """A window with a film of 2022 x 2022 on which one body is placed."""
    path: Path = small_film().write(tmp_path_factory.mktemp("film") / "film.dcm")
    reader = Reader()
    reader.open(path)
    desk = reader.window.desk
    for mark in CORNERS:
        at = ImagePoint(*PLACES[mark])
        desk.apply("Place", lambda study, mark=mark, at=at: edits.place(study, ("pre", "L1", mark), at))  # type: ignore[misc]
    yield reader
    reader.close()


@pytest.fixture
def view(reader: Reader) -> FilmView:
    reader.window.views[0].fit()
    reader.window.views[0].grab()
    return reader.window.views[0]


def held_bytes(reader: Reader, view: FilmView) -> int:
    """All that is held for the film: its values, what the view keeps of it, its picture in the list."""
    assert view.pixels is not None
    pictures = reader.window.film_list._pictures.values()
    pixmaps = sum(picture.width() * picture.height() * picture.depth() // 8 for _, picture in pictures)
    return view.pixels.stored.nbytes + view.kept_bytes + pixmaps


def test_that_an_open_film_takes_at_most_three_times_its_size(reader: Reader, view: FilmView) -> None:
    assert view.pixels is not None
    size = view.pixels.stored.nbytes
    for zoom in (1.0, 0.3, 4.0):
        view.zoom_at(zoom, QPointF(300, 300))
        view.grab()
        assert held_bytes(reader, view) <= 3 * size


def test_that_the_values_of_a_film_are_held_once(reader: Reader, view: FilmView) -> None:
    opened = reader.window.desk.opened["pre"]
    assert view._film_item._raster is not None
    assert view._film_item._raster._levels[0] is opened.pixels.stored


def test_that_a_film_that_is_taken_off_leaves_nothing_in_the_view(view: FilmView) -> None:
    view.show_film("")
    assert view.kept_bytes == 0
    view.show_film("pre")


def test_that_the_film_is_worked_out_no_time_during_a_drag(reader: Reader, view: FilmView) -> None:
    start = view.to_widget(ImagePoint(*PLACES[Mark.SA])).toPoint()
    QTest.mouseMove(view.viewport(), start)
    view.grab()
    before = view.film_resampled, view.film_filtered
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 30):
        QTest.mouseMove(view.viewport(), start + QPoint(step, -step))
        view.viewport().repaint()
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=start + QPoint(29, -29))
    assert (view.film_resampled, view.film_filtered) == before
    landmark = reader.window.desk.study.film("pre").landmark("L1", Mark.SA)
    assert landmark is not None
    assert landmark.at.column > PLACES[Mark.SA][0]


def test_that_a_pan_samples_only_what_comes_into_sight(view: FilmView, monkeypatch: pytest.MonkeyPatch) -> None:
    raster = view._film_item._raster
    assert raster is not None
    view.zoom_at(4.0, QPointF(300, 300))
    view._come_to_rest()
    view.grab()
    asked: list[int] = []
    whole = raster.sample
    monkeypatch.setattr(
        raster, "sample", lambda part, quick: asked.append(part.width * part.height) or whole(part, quick)
    )
    view.pan(QPointF(7, -4))
    view.grab()
    assert sum(asked) == 7 * view.height() + 4 * (view.width() - 7)


def test_that_a_zoom_is_quick_until_it_rests(reader: Reader, view: FilmView) -> None:
    def picture() -> object:
        return view.viewport().grab().toImage()

    view.zoom_at(1.37, QPointF(300, 300))
    assert view._film_item._is_hurried
    rough = picture()
    reader.wait(lambda: not view._film_item._is_hurried)
    assert picture() != rough
    exact = picture()
    resampled = view.film_resampled
    assert picture() == exact
    assert view.film_resampled == resampled
