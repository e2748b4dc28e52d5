"""One frame of dragging a landmark in the real window, against assessing the whole study anew."""

import os
import tempfile
from collections.abc import Iterator
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from benchmarks.timing import Row, best_ms

if TYPE_CHECKING:
    from vertmeasure.ui.window import MainWindow


def rows() -> Iterator[Row]:
    """One row: the sample patient two up, numbers and verdicts following the point, the film never resampled."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["VERTMEASURE_HOME"] = home
        yield _row()


def _row() -> Row:
    from vertmeasure.core.assess import assess
    from vertmeasure.dicom.darkroom import Darkroom
    from vertmeasure.storage.rule_files import load_shipped
    from vertmeasure.storage.settings import Settings
    from vertmeasure.ui.first_sight import application
    from vertmeasure.ui.pictures import settle
    from vertmeasure.ui.window import MainWindow

    application()
    window = MainWindow(Settings(), load_shipped(), Darkroom())
    window.resize(1600, 1000)
    window.show()
    window.commands.open_sample()
    settle(window)
    resampled = window.views[0].film_resampled
    frame_ms = best_ms(partial(_drag_frame, window, count()), runs=60)
    window.hand.cancel()
    moved = window.views[0].film_resampled - resampled
    whole_ms = best_ms(partial(assess, window.desk.study, window.desk.rule_sets))
    window.darkroom.close()
    window.background.close()
    what = f"drag frame, 3 films x 8 bodies (film resampled {moved} times)"
    return Row(what, frame_ms, "assessing the study anew", whole_ms, "<= 16 ms, 0 times")


def _drag_frame(window: "MainWindow", steps: Iterator[int]) -> None:
    from PySide6.QtWidgets import QApplication

    from vertmeasure.core.anatomy import Mark
    from vertmeasure.core.geometry import ImagePoint
    from vertmeasure.ui.tools import Pointer

    step = next(steps)
    landmark = window.desk.session.committed.film("pre").landmark("L1", Mark.SA)
    if landmark is None:
        raise LookupError("the sample has no L1")
    at = ImagePoint(landmark.at.column + step % 20, landmark.at.row)
    pointer = Pointer("pre", at, (9.0, 9.0))
    if window.hand.is_dragging:
        window.hand.move(pointer)
    else:
        window.hand.press(pointer)
    QApplication.processEvents()
