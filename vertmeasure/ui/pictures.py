"""Pictures of the real window, for the demonstration, the README and the eye of who changes it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from vertmeasure.core import edits
from vertmeasure.core.anatomy import CORNERS, Mark
from vertmeasure.core.errors import ReportError
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.study import Posture, Study, Timepoint
from vertmeasure.dicom.darkroom import Darkroom
from vertmeasure.storage.resources import sample_folder
from vertmeasure.storage.rule_files import load_shipped
from vertmeasure.storage.settings import Settings
from vertmeasure.storage.study_file import read_study
from vertmeasure.ui.film_view import FilmView
from vertmeasure.ui.first_sight import application
from vertmeasure.ui.tools import Pointer
from vertmeasure.ui.window import MainWindow

SIZE = (1440, 900)
PATIENCE_MS = 60_000

Scene = Callable[[MainWindow], None]


def take_pictures(folder: Path, size: tuple[int, int] = SIZE, palette: str = "dark") -> list[Path]:
    """Draw the window in its main states into a folder; the paths of the PNG files."""
    application()
    folder.mkdir(parents=True, exist_ok=True)
    return [_take(folder / f"{name}.png", scene, (size, palette)) for name, scene in SCENES.items()]


def _take(path: Path, scene: Scene, look: tuple[tuple[int, int], str]) -> Path:
    size, palette = look
    with _window(Settings(reader="SAMPLE", palette=palette)) as window:
        window.resize(*size)
        window.show()
        scene(window)
        settle(window)
        if not window.grab().save(str(path)):
            raise ReportError(f"{path.name} cannot be written.", "Choose another folder.")
    return path


@contextmanager
def _window(settings: Settings) -> Iterator[MainWindow]:
    window = MainWindow(settings, load_shipped(), Darkroom())
    try:
        yield window
    finally:
        # Nothing is saved and nobody is asked: the window goes as it came.
        window.keeper.forget()
        window.background.close()
        window.desk.session.mark_saved(window.desk.session.committed)
        window.close()
        window.deleteLater()
        QApplication.processEvents()


def settle(window: MainWindow) -> None:
    """Wait until every film is read and everything is drawn."""
    patience = QDeadlineTimer(PATIENCE_MS)
    while (window.opener.is_reading or window.background.is_busy) and not patience.hasExpired():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 100)
    for _ in range(5):
        QApplication.processEvents()


def _empty(_window: MainWindow) -> None:
    """The window as it first opens."""


def _placing(window: MainWindow) -> None:
    """A new film with the first body placed and the next point armed at the pointer."""
    sample = read_study(sample_folder() / "sample.vert.json")
    window.opener.open([sample_folder() / "pre.dcm"])
    settle(window)
    film = window.desk.study.films[0]
    window.desk.apply("Time point", lambda study: edits.set_timepoint(study, film.id, Timepoint.PRE))
    window.desk.apply("Posture", lambda study: edits.set_posture(study, film.id, Posture.SUPINE))
    window.desk.apply("Fracture", lambda study: edits.set_fractured(study, "L1", True))
    truth = {level: body.marks for level, body in sample.film("pre").vertebrae.items()}
    for level, mark in [("L1", mark) for mark in CORNERS] + [("T12", Mark.SP), ("T12", Mark.SA)]:
        where = (film.id, level, mark)
        at = truth[level][mark].at
        window.desk.apply("Place", lambda study, where=where, at=at: _placed(study, where, at))  # type: ignore[misc]
    window.desk.look_at(level="L1", active=film.id)
    settle(window)
    view = window.views[0]
    target = view.to_widget(truth["L1"][Mark.SM].at)
    view.zoom_at(2.2, target)
    settle(window)
    point_at(view, truth["T12"][Mark.IA].at)


def _placed(study: Study, where: tuple[str, str, Mark], at: ImagePoint) -> Study:
    return edits.propose_middles(edits.place(study, where, at), where[0], where[1])


def point_at(view: FilmView, at: ImagePoint) -> None:
    """Move the pointer of a view to a point of its film."""
    place = view.to_widget(at)
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        place,
        QPointF(view.mapToGlobal(place.toPoint())),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view.viewport(), event)


def _sample(window: MainWindow) -> None:
    window.commands.open_sample()
    settle(window)


def _measured(window: MainWindow) -> None:
    """The sample patient, before and after side by side, with the numbers of the treated body."""
    _sample(window)
    window.desk.look_at(level="L1", measurement="wedge_angle")
    for view in window.views:
        _close_up(view)


def _close_up(view: FilmView) -> None:
    film = view.film
    if film is not None and (landmark := film.landmark("L1", Mark.SP)) is not None:
        view.zoom_at(1.7, view.to_widget(landmark.at))


def _trend(window: MainWindow) -> None:
    """Losses and angles of the sample patient over the time points."""
    _sample(window)
    window.tabs.setCurrentWidget(window.trend)


def _criteria(window: MainWindow) -> None:
    """What the criteria say about the sample patient's fracture."""
    _sample(window)
    window.tabs.setCurrentWidget(window.criteria)


def _facts(window: MainWindow) -> None:
    """What a clinician has entered."""
    _sample(window)
    window.tabs.setCurrentWidget(window.facts)


def _study(window: MainWindow) -> None:
    """Patient, procedure and how the levels were counted."""
    _sample(window)
    window.tabs.setCurrentWidget(window.study_panel)


def _calibrating(window: MainWindow) -> None:
    """A known length drawn on a film."""
    window.opener.open([sample_folder() / "pre.dcm"])
    settle(window)
    window.commands.do("calibrate_tool")
    view = window.views[0]
    for at in (QPointF(0.38, 0.42), QPointF(0.38, 0.62)):
        place = view.to_image(QPointF(at.x() * view.width(), at.y() * view.height()))
        window.calibrating.tool.press(Pointer(view.film_id, place, (1.0, 1.0)))
        window.calibrating.tool.release()


def _carried(window: MainWindow) -> None:
    """The points of the film before treatment carried to the one after, to be accepted."""
    _sample(window)
    for level in tuple(window.desk.study.film("post").vertebrae):
        window.desk.apply("Clear", lambda study, level=level: edits.remove_body(study, "post", level))  # type: ignore[misc]
    window.desk.look_at(active="post", level="L1")
    window.commands.do("carry_points")
    settle(window)


SCENES: dict[str, Scene] = {
    "1-empty": _empty,
    "2-placing": _placing,
    "3-measured": _measured,
    "4-criteria": _criteria,
    "5-facts": _facts,
    "6-study": _study,
    "7-trend": _trend,
    "8-calibrating": _calibrating,
    "9-carried": _carried,
}
