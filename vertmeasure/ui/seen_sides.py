"""Front and back of the patient as a view shows them: letters at its edges, and the question where nobody knows.

Sides of the study are those of the stored image; a view may be turned or mirrored, so what is written on it follows
the way the image lies on the screen.
"""

from enum import Enum

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.orientation import anterior_side
from vertmeasure.core.study import Film, Side
from vertmeasure.dicom.source import said_side
from vertmeasure.paint.palette import FILM_INK
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.film_sheet import FilmSheet
from vertmeasure.ui.labels import text_label

MARGIN_PX = 8
ABOVE_THE_SCALE_PX = 56
"""How far above the foot of the view the question stands: in a narrow view the scale bar reaches below it."""
ON_FILM = f"""
QLabel {{ color: {FILM_INK.strong}; background: transparent; }}
QLabel#side_letter {{ color: {FILM_INK.quiet}; background: rgba(13, 17, 23, 150); border-radius: 4px;
    padding: 1px 6px; font-weight: 600; }}
QFrame#anterior_question {{ background: rgba(13, 17, 23, 225); border: 1px solid {FILM_INK.line}; border-radius: 6px; }}
QPushButton {{ color: {FILM_INK.strong}; background: {FILM_INK.raised}; border: 1px solid {FILM_INK.quiet};
    border-radius: 6px; padding: 2px 10px; }}
QPushButton:hover, QPushButton:focus {{ border-color: {FILM_INK.accent_line}; }}
QToolButton {{ color: {FILM_INK.quiet}; background: transparent; border: none; }}
"""


class Direction(Enum):
    """Where something lies on the screen, with its arrow."""

    LEFT = "←"
    RIGHT = "→"
    UP = "↑"
    DOWN = "↓"


_OPPOSITE = {
    Direction.LEFT: Direction.RIGHT,
    Direction.RIGHT: Direction.LEFT,
    Direction.UP: Direction.DOWN,
    Direction.DOWN: Direction.UP,
}


def seen_direction(view: FilmSheet, side: Side) -> Direction:
    """Where on the screen a side of the stored image lies, as the view is turned."""
    start, end = view.to_widget(ImagePoint(0.0, 0.0)), view.to_widget(ImagePoint(100.0, 0.0))
    step = end - start
    if abs(step.x()) >= abs(step.y()):
        rightward = Direction.RIGHT if step.x() >= 0 else Direction.LEFT
    else:
        rightward = Direction.DOWN if step.y() > 0 else Direction.UP
    return rightward if side is Side.RIGHT else _OPPOSITE[rightward]


class SeenSides(QObject):
    """Puts A and P on a view, or the question.

    Signals
    -------
    told(str, object)
        The reader says on which Side of the stored image of this film the front is.
    """

    told = Signal(str, object)

    def __init__(self, desk: Desk, view: FilmSheet) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view
        self._put_off: set[str] = set()
        self.anterior = _letter(view, "A", "Anterior")
        self.posterior = _letter(view, "P", "Posterior")
        self.question = AnteriorQuestion(view)
        self.question.answered.connect(lambda side: self.told.emit(view.film_id, side))
        self.question.put_off.connect(self._put_question_off)
        view.installEventFilter(self)
        view.ranged.connect(self.refresh)
        desk.changed.connect(self.refresh)
        desk.looked.connect(self.refresh)
        self.refresh()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Stay at the edges at every size."""
        if event.type() is QEvent.Type.Resize:
            self.refresh()
        return False

    def refresh(self) -> None:
        """Show what is known of the film on view."""
        film = self._view.film
        opened = self._desk.images.image_of(film) if film else None
        side = anterior_side(film, said_side(opened.header)) if film and opened else None
        for letter in (self.anterior, self.posterior):
            letter.setVisible(side is not None)
        is_asked = opened is not None and side is None and film is not None and film.id not in self._put_off
        self.question.setVisible(is_asked and not self._desk.is_blind)
        if side is not None:
            front = seen_direction(self._view, side)
            self._place(self.anterior, front)
            self._place(self.posterior, _OPPOSITE[front])
        elif is_asked:
            self.question.ask({seen_direction(self._view, each): each for each in Side})

    def _place(self, letter: QLabel, at: Direction) -> None:
        room, size = self._view.size(), letter.sizeHint()
        letter.resize(size)
        middle = QPoint((room.width() - size.width()) // 2, (room.height() - size.height()) // 2)
        far = QPoint(room.width() - size.width() - MARGIN_PX, room.height() - size.height() - MARGIN_PX)
        places = {
            Direction.LEFT: QPoint(MARGIN_PX, middle.y()),
            Direction.RIGHT: QPoint(far.x(), middle.y()),
            Direction.UP: QPoint(middle.x(), MARGIN_PX),
            Direction.DOWN: QPoint(middle.x(), far.y()),
        }
        letter.move(places[at])

    def _put_question_off(self) -> None:
        film: Film | None = self._view.film
        if film is not None:
            self._put_off.add(film.id)
            self.refresh()


class AnteriorQuestion(QFrame):
    """Asks for the front of the patient, by the way it lies on the screen.

    Signals
    -------
    answered(object)
        The Side of the stored image.
    put_off()
        Not now.
    """

    answered = Signal(object)
    put_off = Signal()

    def __init__(self, view: FilmSheet) -> None:
        super().__init__(view)
        self._view = view
        self._sides: tuple[Side, ...] = ()
        self.setObjectName("anterior_question")
        self.setStyleSheet(ON_FILM)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName("Which side is the front of the patient?")
        self.words = text_label("Front of the patient?")
        self.words.setWordWrap(False)
        self.buttons = (QPushButton(), QPushButton())
        later = QToolButton()
        later.setText("✕")
        later.setAccessibleName("Not now")
        later.setToolTip("Not now: the points will tell it")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 4, 4, 4)
        layout.setSpacing(6)
        for each in (self.words, *self.buttons, later):
            layout.addWidget(each)
        for place, button in enumerate(self.buttons):
            button.clicked.connect(lambda _checked, place=place: self.answered.emit(self._sides[place]))
        later.clicked.connect(self.put_off)

    def ask(self, sides: dict[Direction, Side]) -> None:
        """Offer both sides, what lies left or above first, and stand at the lower right of the view."""
        ordered = sorted(sides, key=lambda direction: direction in (Direction.RIGHT, Direction.DOWN))
        self._sides = tuple(sides[each] for each in ordered)
        for button, direction in zip(self.buttons, ordered, strict=True):
            button.setText(direction.value)
            button.setAccessibleName(f"The front is {direction.name.lower()}")
            button.setToolTip(f"The front of the patient is {_WHERE[direction]}")
        self.adjustSize()
        room: QWidget = self._view
        above = room.height() - self.height() - ABOVE_THE_SCALE_PX
        self.move(room.width() - self.width() - MARGIN_PX, above)
        self.raise_()


_WHERE = {
    Direction.LEFT: "on the left of the screen",
    Direction.RIGHT: "on the right of the screen",
    Direction.UP: "at the top of the screen",
    Direction.DOWN: "at the bottom of the screen",
}


def _letter(view: FilmSheet, letter: str, name: str) -> QLabel:
    label = QLabel(letter, view)
    label.setObjectName("side_letter")
    label.setStyleSheet(ON_FILM)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAccessibleName(name)
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    label.hide()
    return label
