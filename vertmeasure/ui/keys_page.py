"""Settings: which key stands for which action."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
)

from vertmeasure.ui.actions import ACTIONS
from vertmeasure.ui.key_field import KeyField
from vertmeasure.ui.key_map import BY_ID, chosen_keys, default_key, fault_of, key_map, native
from vertmeasure.ui.labels import set_text, text_label, tight
from vertmeasure.ui.settings_page import SettingsPage

COLUMNS = ("Action", "Key", "Default")
HINT = "Choose an action, then press its new key in the field."


class KeysPage(SettingsPage):
    """A table of all actions; the field below it takes the key of the chosen one."""

    def __init__(self, chosen: Mapping[str, str]) -> None:
        super().__init__("Keys", is_tall=True)
        self.keys = dict(key_map(chosen).keys)
        self.sought = QLineEdit()
        self.sought.setPlaceholderText("Look for an action or a key")
        self.sought.setAccessibleName("Look for")
        self.table = _table()
        self.field = KeyField()
        self.no_key = _button("No key")
        self.default = _button("Default")
        self.all_defaults = _button("All defaults")
        self.fault = text_label(role="bad")
        self._arrange()
        self._connect()
        self._fill()
        self.table.selectRow(0)

    def _arrange(self) -> None:
        self.rows.addWidget(self.sought)
        self.rows.addWidget(self.table)
        below = QHBoxLayout()
        tight(below, 6)
        below.addWidget(self.field, 1)
        for button in (self.no_key, self.default, self.all_defaults):
            below.addWidget(button)
        self.rows.addLayout(below)
        self.rows.addWidget(self.fault)
        self.fault.hide()
        self.add_note(HINT)

    def _connect(self) -> None:
        self.sought.textChanged.connect(self._look_for)
        self.table.currentCellChanged.connect(lambda *_: self._show_chosen())
        self.table.cellActivated.connect(lambda *_: self.field.setFocus())
        self.field.key_pressed.connect(self.take)
        self.field.given_up.connect(self.table.setFocus)
        self.no_key.clicked.connect(lambda: self.take(""))
        self.default.clicked.connect(lambda: self.take(default_key(self.chosen)))
        self.all_defaults.clicked.connect(self._reset)

    @property
    def chosen(self) -> str:
        """Id of the action whose key is changed; empty for none."""
        item = self.table.item(self.table.currentRow(), 0)
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def choose(self, action_id: str) -> None:
        """Choose the action whose key is changed."""
        self.table.selectRow([spec.id for spec in ACTIONS].index(action_id))

    # ---- showing

    def _fill(self) -> None:
        for row, spec in enumerate(ACTIONS):
            name = QTableWidgetItem(f"{spec.group} > {spec.text.removesuffix('…')}")
            name.setData(Qt.ItemDataRole.UserRole, spec.id)
            words = (name, QTableWidgetItem(), QTableWidgetItem(native(default_key(spec.id))))
            for column, item in enumerate(words):
                self.table.setItem(row, column, item)
        self._show_keys()

    def _show_keys(self) -> None:
        for row, spec in enumerate(ACTIONS):
            item = self.table.item(row, 1)
            if item is not None:
                item.setText(native(self.keys[spec.id]))
        self._show_chosen()

    def _show_chosen(self) -> None:
        action_id = self.chosen
        set_text(self.fault, "")
        for each in (self.field, self.no_key, self.default):
            each.setEnabled(bool(action_id))
        if action_id:
            self.field.show_key(self.keys[action_id])
            self.field.setAccessibleName(f"Key of {BY_ID[action_id].text.removesuffix('…')}")
            self.no_key.setEnabled(bool(self.keys[action_id]))
            self.default.setEnabled(self.keys[action_id] != default_key(action_id))

    def _look_for(self, text: str) -> None:
        words = text.casefold().split()
        for row in range(self.table.rowCount()):
            items = (self.table.item(row, column) for column in range(len(COLUMNS)))
            told = " ".join(item.text() for item in items if item).casefold()
            self.table.setRowHidden(row, not all(word in told for word in words))

    # ---- what a reader does

    def take(self, key: str) -> None:
        """Give the chosen action another key, unless that is taken."""
        action_id = self.chosen
        fault = fault_of(self.keys, action_id, key) if action_id else ""
        if action_id and not fault:
            self.keys[action_id] = key
            self._show_keys()
            self.entered.emit({"keys": chosen_keys(self.keys)})
        set_text(self.fault, fault)

    def _reset(self) -> None:
        self.keys = dict(key_map({}).keys)
        self._show_keys()
        self.entered.emit({"keys": {}})


def _table() -> QTableWidget:
    table = QTableWidget(len(ACTIONS), len(COLUMNS))
    table.setHorizontalHeaderLabels(list(COLUMNS))
    table.setAccessibleName("Actions and keys")
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setMinimumHeight(240)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setHighlightSections(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return table


def _button(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setAutoDefault(False)
    return button
