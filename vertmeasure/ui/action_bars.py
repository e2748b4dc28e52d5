"""Menus and toolbar, made from the table of actions, with the keys that are in force."""

from collections.abc import Iterable, Iterator, Mapping

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QMenu, QMenuBar, QSizePolicy, QToolBar, QToolButton, QWidget

from vertmeasure.ui.actions import ACTIONS, MENUS, TOOLBAR, ActionSpec
from vertmeasure.ui.key_map import key_map, native

Actions = Mapping[str, QAction]
"""Every action by its id."""


def with_mnemonics(texts: Iterable[str]) -> list[str]:
    """The same texts, each with a mark before a letter that no other of them has; none where all are taken."""
    taken: set[str] = set()
    marked = []
    for text in texts:
        initials = [place for place, sign in enumerate(text) if place == 0 or text[place - 1] == " "]
        places = [*initials, *range(len(text))]
        fitting = (place for place in places if text[place].isalnum() and text[place].casefold() not in taken)
        place = next(fitting, None)
        if place is not None:
            taken.add(text[place].casefold())
        escaped = [sign.replace("&", "&&") for sign in text]
        marked.append("".join(f"&{sign}" if each == place else sign for each, sign in enumerate(escaped)))
    return marked


def fill_menus(bar: QMenuBar, actions: Actions, menus_before: Mapping[str, QMenu]) -> None:
    """One menu for each group of the table; a menu of its own stands before the action whose id it is given for."""
    for group, title in zip(MENUS, with_mnemonics(MENUS), strict=True):
        menu = bar.addMenu(title)
        entries = list(_entries(group, actions, menus_before))
        for entry, text in zip(entries, with_mnemonics(entry.text() for entry in entries), strict=True):
            entry.setText(text)
            menu.addAction(entry)


def _entries(group: str, actions: Actions, menus_before: Mapping[str, QMenu]) -> Iterator[QAction]:
    """The actions of a menu, and the menus within it, in the order of the table."""
    for spec in ACTIONS:
        if spec.group == group and spec.id in menus_before:
            yield menus_before[spec.id].menuAction()
        if spec.group == group:
            yield actions[spec.id]


def give_keys(actions: Actions, chosen: Mapping[str, str]) -> None:
    """Give every action its key, the reader's own before the default, and tell it in the tooltip."""
    keys = key_map(chosen).keys
    for spec in ACTIONS:
        actions[spec.id].setShortcut(QKeySequence(keys[spec.id]))
        actions[spec.id].setToolTip(tip_of(spec, keys[spec.id]))


def tip_of(spec: ActionSpec, key: str) -> str:
    """What an action does, and its key."""
    words = spec.tip or spec.text.removesuffix("…")
    return f"{words} ({native(key)})" if key else words


class ToolBar(QToolBar):
    """Icons with their words beside them; icons alone where the words find no room.

    `closing` are buttons that are no plain actions, by the group they stand at the end of.
    """

    def __init__(self, actions: Actions, closing: Mapping[str, QToolButton], parent: QWidget | None = None) -> None:
        super().__init__("Tools", parent)
        self._wide_px = 0
        self.setObjectName("toolbar")
        self.setAccessibleName("Tools")
        self.setMovable(False)
        for group in TOOLBAR:
            if group != TOOLBAR[0]:
                self.addSeparator()
            self.addActions([actions[spec.id] for spec in ACTIONS if spec.toolbar == group])
            if group in closing:
                self._close_with(closing[group])
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(spacer)
        self.addAction(actions["export_report"])
        self._name_the_rest()
        self.measure()

    def _close_with(self, button: QToolButton) -> None:
        """A button of another kind, dressed like the others."""
        self.addWidget(button)
        self.toolButtonStyleChanged.connect(button.setToolButtonStyle)

    def _name_the_rest(self) -> None:
        """The button of Qt's own, behind which tools stand that find no room."""
        more = self.findChild(QToolButton, "qt_toolbar_ext_button")
        if isinstance(more, QToolButton):
            more.setAccessibleName("More tools")
            more.setToolTip("More tools")

    def measure(self) -> None:
        """Work out anew how wide the bar is with its words: its type has changed."""
        line_px = self.fontMetrics().height()
        self.setIconSize(QSize(line_px + 2, line_px + 2))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for button in self.findChildren(QToolButton):
            button.ensurePolished()
        self._wide_px = self.sizeHint().width()
        self._choose_style(self.width())

    def _choose_style(self, width_px: int) -> None:
        styles = Qt.ToolButtonStyle
        wanted = styles.ToolButtonTextBesideIcon if width_px >= self._wide_px else styles.ToolButtonIconOnly
        if self.toolButtonStyle() != wanted:
            self.setToolButtonStyle(wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Another width may have room for the words, or none."""
        super().resizeEvent(event)
        self._choose_style(event.size().width())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Another size of type takes other room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_wide_px"):
            self.measure()
