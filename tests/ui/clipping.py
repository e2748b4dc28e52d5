"""Finds text that a window cuts off: words wider or taller than the place they stand in."""

import re
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTabBar,
    QToolButton,
    QWidget,
)

from vertmeasure.ui.elided_label import ElidedLabel

SLACK_PX = 1


def clipped_texts(top: QWidget) -> list[str]:
    """What is cut off below a widget and told nowhere: class, words, the room they need and the room they have."""
    shown = [each for each in top.findChildren(QWidget) if each.isVisible()]
    return [f"{type(each).__name__} {words}" for each in shown for words in _clipped(each)]


def _clipped(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, ElidedLabel):
        yield from _of_elided(widget)
    elif isinstance(widget, QLabel):
        yield from _of_label(widget)
    elif isinstance(widget, QPushButton | QCheckBox | QToolButton):
        yield from _of_button(widget)
    elif isinstance(widget, QTabBar):
        yield from _of_tabs(widget)
    elif isinstance(widget, QHeaderView):
        yield from _of_header(widget)
    elif isinstance(widget, QComboBox) and widget.width() + SLACK_PX < widget.minimumSizeHint().width():
        yield f"“{widget.currentText()}” has {widget.width()} px and needs {widget.minimumSizeHint().width()}"
    if isinstance(widget, QLabel | QAbstractButton | QComboBox):
        yield from _beyond_its_parents(widget)


def _of_elided(label: ElidedLabel) -> Iterator[str]:
    if label.is_cut and label.text().split()[0] not in label.toolTip():
        yield f"“{label.text()}” is cut and not told"


def _of_label(label: QLabel) -> Iterator[str]:
    if not label.text():
        return
    hint = label.minimumSizeHint() if label.wordWrap() else label.sizeHint()
    if label.width() + SLACK_PX < hint.width():
        yield f"“{label.text()}” is {label.width()} px wide and needs {hint.width()}"
    needed = label.heightForWidth(label.width()) if label.wordWrap() else hint.height()
    if label.height() + SLACK_PX < needed:
        yield f"“{label.text()}” is {label.height()} px tall and needs {needed}"
    for word in re.split(r"[\s/]", label.text()) if label.wordWrap() else ():  # Qt breaks a path at its slashes
        if label.fontMetrics().horizontalAdvance(word) > label.contentsRect().width() + SLACK_PX:
            yield f"“{word}” is longer than its line of {label.contentsRect().width()} px"


def _of_button(button: QAbstractButton) -> Iterator[str]:
    hint = button.sizeHint()
    is_icon = isinstance(button, QToolButton) and button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
    if is_icon and not button.icon().isNull():
        if not button.toolTip():
            yield f"{button.text()} is an icon without a tooltip"
    elif button.text() and (button.width() + SLACK_PX < hint.width() or button.height() + SLACK_PX < hint.height()):
        yield f"“{button.text()}” has {button.size().toTuple()} and needs {hint.toTuple()}"


def _of_tabs(bar: QTabBar) -> Iterator[str]:
    for place in range(bar.count()):
        area, wide = bar.tabRect(place), bar.fontMetrics().horizontalAdvance(bar.tabText(place))
        is_told = bar.tabToolTip(place) == bar.tabText(place)
        if area.right() > bar.width() + SLACK_PX or (area.width() < wide and not is_told):
            yield f"“{bar.tabText(place)}” stands at {area.left()} to {area.right()} of {bar.width()}, needs {wide}"


def _of_header(header: QHeaderView) -> Iterator[str]:
    if header.orientation() is not Qt.Orientation.Horizontal:
        return
    small = QFont(header.font())
    small.setPixelSize(round(header.fontInfo().pixelSize() * 11 / 13))  # as the style sheet has it
    for place in range(header.count()):
        words, tip = (
            str(header.model().headerData(place, Qt.Orientation.Horizontal, role) or "")
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        )
        wide = QFontMetrics(small).horizontalAdvance(words)
        if words not in tip and header.sectionSize(place) + SLACK_PX < wide:
            yield f"“{words}” has {header.sectionSize(place)} px and needs {wide}"


def _beyond_its_parents(widget: QWidget) -> Iterator[str]:
    """What reaches beyond a parent to the left or right cannot be scrolled to: no panel scrolls across."""
    parent = widget.parentWidget()
    while parent is not None and not parent.isWindow():
        area = QRect(widget.mapTo(parent, QPoint(0, 0)), widget.size())
        if area.left() < -SLACK_PX or area.right() > parent.width() + SLACK_PX:
            words = widget.text() if isinstance(widget, QLabel | QAbstractButton) else widget.accessibleName()
            room = f"{type(parent).__name__} of {parent.width()} px"
            yield f"“{words}” reaches from {area.left()} to {area.right()} in a {room}"
            return
        parent = parent.parentWidget()
