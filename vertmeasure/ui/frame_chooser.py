"""Asks which frame of a film with several is to be measured."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QSlider, QSpinBox, QWidget

from vertmeasure.core.errors import VertmeasureError
from vertmeasure.dicom.film import OpenedFilm, Pixels
from vertmeasure.dicom.film_reader import FilmReader
from vertmeasure.dicom.thumbnail import thumbnail
from vertmeasure.ui.background import Background
from vertmeasure.ui.frame_chooser_strip import MOST_PICTURES, FrameStrip
from vertmeasure.ui.labels import column, safe_text, set_text, text_label

PICTURE_PX = 560
_KEPT_FRAMES = 8


class FrameChooser(QDialog):
    """A picture of the frame, a slider and a number to reach another; frames are read when they are looked at.

    Attributes
    ----------
    slider : QSlider
    number : QSpinBox
    """

    def __init__(
        self, opened: OpenedFilm, reader: FilmReader, background: Background, parent: QWidget | None = None
    ) -> None:
        """`opened` is any frame of the film; it is shown first."""
        super().__init__(parent)
        self.setWindowTitle("Choose a frame")
        self._path, self._frames = opened.header.path, opened.header.frames
        self._reader, self._background = reader, background
        self._read: dict[int, OpenedFilm] = {}
        self._refused: dict[int, str] = {}
        self._reading = 0
        self._build(opened)
        self._arrange()
        self._connect()
        self._arrived(opened)

    def _build(self, opened: OpenedFilm) -> None:
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setFixedSize(PICTURE_PX, PICTURE_PX)
        self.slider, self.number = QSlider(Qt.Orientation.Horizontal), QSpinBox()
        for each in (self.slider, self.number):
            each.setRange(1, self._frames)
            each.setValue(opened.frame)
            each.setAccessibleName("Frame")
        self.number.setSuffix(f" of {self._frames}")
        self.words = text_label(role="quiet")
        self.strip = FrameStrip(self._frames) if self._frames <= MOST_PICTURES else None
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.open_button = self.buttons.addButton("Open this frame", QDialogButtonBox.ButtonRole.AcceptRole)
        self.open_button.setProperty("primary", "true")
        self.open_button.setDefault(True)

    def _arrange(self) -> None:
        layout = column(self, 16, 8)
        layout.addWidget(
            text_label(safe_text(f"{self._path.name} holds {self._frames} frames. Choose one to measure."))
        )
        layout.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignCenter)
        if self.strip is not None:
            layout.addWidget(self.strip)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.slider, 1)
        row.addWidget(self.number)
        layout.addLayout(row)
        layout.addWidget(self.words)
        layout.addWidget(self.buttons)
        self.slider.setFocus()

    def _connect(self) -> None:
        self.slider.valueChanged.connect(self.number.setValue)
        self.number.valueChanged.connect(self._go)
        if self.strip is not None:
            self.strip.chosen.connect(self.number.setValue)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def chosen(self) -> OpenedFilm | None:
        """The frame on view; None while it is being read, or when it cannot be."""
        return self._read.get(self.number.value())

    # ---- reading

    def _go(self, frame: int) -> None:
        with QSignalBlocker(self.slider):
            self.slider.setValue(frame)
        self._show()
        self._read_next()

    def _read_next(self) -> None:
        """Read what is looked at, else what the strip still lacks; one at a time, so that a drag skips frames."""
        if self._reading:
            return
        lacking = self.strip.lacking() if self.strip is not None else ()
        frame = next((each for each in (self.number.value(), *lacking) if self._is_new(each)), 0)
        if frame:
            self._reading = frame
            task = partial(self._reader.open_film, self._path, frame)
            self._background.run(task, self._arrived, partial(self._failed, frame))

    def _is_new(self, frame: int) -> bool:
        return frame not in self._read and frame not in self._refused

    def _arrived(self, opened: OpenedFilm) -> None:
        self._reading = 0
        self._read[opened.frame] = opened
        if self.strip is not None:
            self.strip.show_picture(opened.frame, opened.pixels)
        for frame in _farthest(tuple(self._read), self.number.value()):
            del self._read[frame]
        self._show()
        self._read_next()

    def _failed(self, frame: int, error: BaseException) -> None:
        self._reading = 0
        if not isinstance(error, VertmeasureError):
            raise error
        self._refused[frame] = error.message
        self._show()
        self._read_next()

    def _show(self) -> None:
        frame, opened = self.number.value(), self.chosen()
        if opened is not None:
            self.picture.setPixmap(picture(opened.pixels, PICTURE_PX))
        refused = self._refused.get(frame, "")
        set_text(self.words, refused or ("" if opened else "Reading…"), hide_empty=False)
        self.open_button.setEnabled(opened is not None)
        if self.strip is not None:
            self.strip.mark(frame)


def _farthest(frames: Sequence[int], kept: int) -> Sequence[int]:
    """The frames that are let go, so that a long run does not fill the memory."""
    return sorted(frames, key=lambda frame: abs(frame - kept))[_KEPT_FRAMES:]


def picture(pixels: Pixels, longest_px: int) -> QPixmap:
    """A frame in its default window, its longer side as given."""
    grey = thumbnail(pixels, longest_px)
    rows, columns = grey.shape
    image = QImage(grey.tobytes(), columns, rows, columns, QImage.Format.Format_Grayscale8)
    shape = (longest_px, longest_px)
    mode, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return QPixmap.fromImage(image).scaled(*shape, mode, smooth)


def ask_frame(
    opened: OpenedFilm, reader: FilmReader, background: Background, parent: QWidget | None = None
) -> OpenedFilm | None:
    """Ask which frame to open; None when the reader thinks better of it."""
    dialog = FrameChooser(opened, reader, background, parent)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    chosen = dialog.chosen() if dialog.exec() == QDialog.DialogCode.Accepted else None
    dialog.deleteLater()
    return chosen
