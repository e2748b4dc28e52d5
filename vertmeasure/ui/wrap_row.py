"""Two pieces on one line, or, where the panel is too narrow for both, one below the other."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class WrapRow(QLayout):
    """The first piece stands at the left and takes the room there is, the second at the right or below."""

    def __init__(self, first: QWidget, second: QWidget, spacing: int = 8) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        self.addWidget(first)
        self.addWidget(second)

    # ---- what every layout has

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802  Qt's name
        """Take a piece."""
        self._items.append(item)

    def count(self) -> int:
        """Number of pieces."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802  Qt's name
        """A piece by its place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802  Qt's name
        """Give a piece away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802  Qt's name
        """As wide as its panel, never taller than needed."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:  # noqa: N802  Qt's name
        """Two lines in a narrow panel."""
        return True

    # ---- sizes

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _is_one_line(self, width: int) -> bool:
        hints = [item.sizeHint().width() for item in self._shown()]
        wrapping = self._items[0].hasHeightForWidth() and len(hints) == 2
        first = min(hints[0], self._items[0].minimumSize().width() * 2) if wrapping else sum(hints[:1])
        return first + sum(hints[1:]) + self.spacing() * max(0, len(hints) - 1) <= width

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Both pieces on one line."""
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802  Qt's name
        """The wider of both pieces."""
        least = QSize(0, 0)
        for item in self._shown():
            least = least.expandedTo(item.minimumSize())
        return least

    def heightForWidth(self, width: int) -> int:  # noqa: N802  Qt's name
        """Lines, and gaps between them."""
        places = self._places(QRect(0, 0, width, 0))
        return max((place.bottom() + 1 for place in places), default=0)

    def setGeometry(self, area: QRect) -> None:  # noqa: N802  Qt's name
        """Put the pieces in their places."""
        super().setGeometry(area)
        for item, place in zip(self._shown(), self._places(area), strict=True):
            item.setGeometry(place)

    def _places(self, area: QRect) -> list[QRect]:
        """Where the shown pieces stand."""
        shown = self._shown()
        if len(shown) < 2 or not self._is_one_line(area.width()):
            return self._below_each_other(shown, area)
        second = shown[1].sizeHint()
        room = area.width() - second.width() - self.spacing()
        first = QRect(area.topLeft(), QSize(_width(shown[0], room), _height(shown[0], room)))
        return [first, QRect(QPoint(area.right() + 1 - second.width(), area.top()), second)]

    def _below_each_other(self, shown: list[QLayoutItem], area: QRect) -> list[QRect]:
        places, top = [], area.top()
        for item in shown:
            size = QSize(_width(item, area.width()), _height(item, area.width()))
            places.append(QRect(QPoint(area.left(), top), size))
            top += size.height() + self.spacing() // 2
        return places


def _width(item: QLayoutItem, room: int) -> int:
    """A text that wraps takes the room there is; anything else what it needs."""
    return room if item.hasHeightForWidth() else min(room, item.sizeHint().width())


def _height(item: QLayoutItem, room: int) -> int:
    return item.heightForWidth(room) if item.hasHeightForWidth() else item.sizeHint().height()
