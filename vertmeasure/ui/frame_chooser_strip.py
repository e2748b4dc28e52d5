"""A row of small pictures, one for each frame of a film that has a few."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from vertmeasure.dicom.film import Pixels
from vertmeasure.dicom.thumbnail import thumbnail
from vertmeasure.ui.labels import tight

MOST_PICTURES = 8
PICTURE_PX = 56


class FrameStrip(QWidget):
    """Small pictures of all frames, each filled as soon as its frame was read.

    Signals
    -------
    chosen(int)
        A frame was clicked.
    """

    chosen = Signal(int)

    def __init__(self, frames: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Frames")
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        tight(row, 4)
        row.addStretch()
        self.buttons = {frame: self._button(frame) for frame in range(1, frames + 1)}
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch()

    def _button(self, frame: int) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the slider takes the keys
        button.setIconSize(QSize(PICTURE_PX, PICTURE_PX))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setText(str(frame))
        button.setAccessibleName(f"Frame {frame}")
        button.clicked.connect(partial(self.chosen.emit, frame))
        self._group.addButton(button)
        return button

    def lacking(self) -> tuple[int, ...]:
        """The frames without a picture."""
        return tuple(frame for frame, button in self.buttons.items() if button.icon().isNull())

    def show_picture(self, frame: int, pixels: Pixels) -> None:
        """Fill one picture."""
        if self.buttons[frame].icon().isNull():
            grey = thumbnail(pixels, PICTURE_PX * 2)
            rows, columns = grey.shape
            image = QImage(grey.tobytes(), columns, rows, columns, QImage.Format.Format_Grayscale8)
            self.buttons[frame].setIcon(QIcon(QPixmap.fromImage(image)))

    def mark(self, frame: int) -> None:
        """Mark the frame on view."""
        self.buttons[frame].setChecked(True)
