"""The look of the whole application: one style sheet, one palette, one font."""

from dataclasses import asdict
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from vertmeasure.paint.palette import Palette
from vertmeasure.storage.resources import resource

BASE_PX = 13
"""Size of the type at 100 percent."""

FONT_FAMILIES = ("Inter", "Segoe UI", "SF Pro Text", "Noto Sans")
"""Preferred families; the platform's own follows, so that a missing one does no harm."""

_GROUNDS = """
QWidget { color: $normal; font-size: ${base}px; }
QMainWindow, QDialog, QMessageBox { background: $window; }
QWidget[ground="panel"] { background: $panel; }
QScrollArea, QScrollArea > QWidget > QWidget[ground="clear"] { background: transparent; border: none; }
QToolTip { background: $raised; color: $strong; border: 1px solid $edge; padding: 6px 8px; }
QStatusBar { background: $panel; color: $quiet; border-top: 1px solid $line; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $quiet; }
QSplitter::handle { background: $line; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 10px; margin: 2px; }
QScrollBar:horizontal { height: 10px; margin: 2px; }
QScrollBar::handle { background: $edge; border-radius: 3px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: $quiet; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""

_LABELS = """
QLabel[role="title"] { color: $quiet; font-size: ${small}px; font-weight: 600; }
QLabel[role="strong"] { color: $strong; font-weight: 600; }
QLabel[role="welcome"] { color: $strong; font-size: ${large}px; font-weight: 600; }
QLabel[role="quiet"] { color: $quiet; }
QLabel[role="small"] { color: $quiet; font-size: ${small}px; }
QLabel[role="open"] { color: $open; font-size: ${small}px; }
QLabel[role="bad"] { color: $bad; font-size: ${small}px; }
QLabel[role="empty"] { color: $quiet; padding: 20px 8px; }
QLabel[chip], QPushButton[chip] { border-radius: 8px; padding: 1px 8px; font-size: ${small}px; font-weight: 600;
    border: 1px solid transparent; min-height: ${chip}px; }
QLabel[chip="good"] { color: $good; background: $good_ground; }
QLabel[chip="open"], QPushButton[chip="open"] { color: $open; background: $open_ground; }
QLabel[chip="bad"] { color: $bad; background: $bad_ground; }
QLabel[chip="calm"], QPushButton[chip="calm"] { color: $calm; background: $calm_ground; }
QLabel[chip="fracture"], QPushButton[chip="fracture"] { color: $fracture_text; background: $fracture_ground; }
QLabel[chip="quiet"], QPushButton[chip="quiet"] { color: $quiet; background: $window; border-color: $line; }
QPushButton[chip]:hover, QPushButton[chip]:focus { border-color: $accent_line; }
QPushButton[chip]::menu-indicator { image: none; width: 0; }
QFrame[card="true"] { background: $raised; border: 1px solid $line; border-radius: 8px; }
QFrame[card="active"] { background: $raised; border: 1px solid $accent_line; border-radius: 8px; }
QFrame[card="drop"] { background: transparent; border: 1px dashed $edge; border-radius: 8px; }
QFrame[card]:focus { border-color: $strong; }
QFrame[card="banner"] { background: $open_ground; border: none; border-bottom: 1px solid $edge; }
QFrame[card="banner"] QLabel { color: $open; }
QFrame[card="tool"] { background: $raised; border: none; border-bottom: 1px solid $edge; }
QFrame[card="note"] { background: $calm_ground; border: none; border-bottom: 1px solid $edge; }
QFrame[card="note"] QLabel { color: $calm; }
"""

_BUTTONS = """
QToolBar { background: $panel; border: none; border-bottom: 1px solid $line; padding: 4px 8px; spacing: 2px; }
QToolBar::separator { background: $line; width: 1px; margin: 4px 6px; }
QToolButton { background: transparent; color: $normal; border: 1px solid transparent; border-radius: 6px;
    padding: 4px 8px; }
QToolButton:hover { background: $raised; }
QToolButton:focus { border-color: $accent_line; }
QToolButton:pressed { background: $line; }
QToolButton:checked { background: $accent; color: $on_accent; }
QToolButton:disabled { color: $faint; }
QToolButton::menu-indicator { image: none; }
QToolButton[segment="true"] { padding: 2px 8px; border: 1px solid $edge; border-radius: 0;
    margin-left: -1px; min-height: ${segment}px; }
QToolButton[segment="true"]:checked { border-color: $accent_line; }
QToolButton[segment="true"]:focus { border-color: $strong; }
QToolButton[segment="first"] { padding: 2px 8px; border: 1px solid $edge; border-top-left-radius: 6px;
    border-bottom-left-radius: 6px; border-top-right-radius: 0; border-bottom-right-radius: 0;
    min-height: ${segment}px; }
QToolButton[segment="last"] { padding: 2px 8px; border: 1px solid $edge; margin-left: -1px;
    border-top-right-radius: 6px; border-bottom-right-radius: 6px; border-top-left-radius: 0;
    border-bottom-left-radius: 0; min-height: ${segment}px; }
QToolButton[segment="first"]:checked { background: $line; color: $strong; border-color: $edge; }
QToolButton[segment="last"]:checked { border-color: $accent_line; }
QToolButton[segment="first"]:focus, QToolButton[segment="last"]:focus { border-color: $strong; }
QPushButton { background: $raised; color: $normal; border: 1px solid $edge; border-radius: 6px; padding: 5px 14px; }
QPushButton:hover { background: $line; }
QPushButton:focus { border-color: $accent_line; }
QPushButton:disabled { color: $faint; border-color: $line; }
QPushButton[primary="true"], QPushButton:default { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[primary="true"]:focus { border-color: $strong; }
QPushButton[link="true"] { background: transparent; border-color: transparent; text-align: left; padding: 4px 8px; }
QPushButton[link="true"]:hover { background: $line; }
QPushButton[link="true"]:focus { border-color: $accent_line; }
QPushButton[primary="true"]:disabled { background: $raised; color: $faint; border-color: $line; }
"""

_MENUS_AND_TABS = """
QMenuBar { background: $panel; color: $normal; }
QMenuBar::item { background: transparent; padding: 4px 8px; border-radius: 4px; }
QMenuBar::item:selected { background: $raised; }
QMenu { background: $raised; color: $normal; border: 1px solid $edge; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 24px; border-radius: 4px; }
QMenu::item:selected { background: $accent; color: $on_accent; }
QMenu::item:disabled { color: $faint; background: transparent; }
QMenu::separator { background: $line; height: 1px; margin: 4px 8px; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar { background: $panel; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $quiet; border: none; border-bottom: 2px solid transparent;
    padding: 6px 2px; margin: 0 14px 0 0; }
QTabBar::tab:first { margin-left: 12px; }
QTabBar::tab:hover { color: $normal; }
QTabBar::tab:selected { color: $strong; border-bottom-color: $accent_line; }
QTabBar::tab:focus { color: $accent_text; }
QTableView { background: transparent; border: none; gridline-color: $line; color: $normal; outline: none; }
QTableView[matrix="true"] { border: 1px solid transparent; }
QTableView[matrix="true"]:focus { border-color: $accent_line; }
QTableView[matrix="true"] { selection-background-color: $line; selection-color: $strong; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; color: $quiet; border: none; border-bottom: 1px solid $line;
    padding: 4px; font-size: ${small}px; }
QProgressBar { background: $raised; border: 1px solid $edge; border-radius: 4px; text-align: center; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
"""

_FIELDS = """
QLineEdit, QComboBox, QPlainTextEdit, QAbstractSpinBox { background: $raised; color: $strong; border: 1px solid $edge;
    border-radius: 6px; padding: 3px 8px; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QPlainTextEdit { placeholder-text-color: $quiet; }
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus, QAbstractSpinBox:focus { border-color: $accent_line; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled { color: $faint; border-color: $line; }
QLineEdit[wrong="true"] { border-color: $bad; }
QLineEdit[flat="true"] { background: transparent; border: none; border-bottom: 1px dotted $edge; border-radius: 0;
    padding: 0 2px; color: $quiet; font-size: ${small}px; }
QLineEdit[flat="true"]:focus { border-bottom: 1px solid $accent_line; color: $normal; }
QComboBox { padding-left: 10px; padding-right: 22px; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow { image: url("$chevron"); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $raised; color: $normal; border: 1px solid $edge; outline: none;
    selection-background-color: $accent; selection-color: $on_accent; }
QRadioButton { spacing: 8px; padding: 1px 2px; border: 1px solid transparent; border-radius: 4px; }
QRadioButton:focus { border-color: $accent_line; }
QRadioButton::indicator { width: 12px; height: 12px; border: 1px solid $edge; border-radius: 7px; background: $raised; }
QRadioButton::indicator:checked { background: $accent_line; border-color: $accent_line; }
QCheckBox { spacing: 8px; padding: 1px 2px; border: 1px solid transparent; border-radius: 4px; }
QCheckBox:focus { border-color: $accent_line; }
QCheckBox:disabled { color: $faint; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid $edge; border-radius: 4px; background: $raised; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent_line; image: url("$check"); }
"""

_TREES_AND_SLIDERS = """
QTreeView { background: $panel; border: 1px solid $line; border-radius: 6px; outline: none;
    selection-background-color: $line; selection-color: $strong; }
QTreeView::item { padding: 4px 0; }
QTreeView::indicator { width: 14px; height: 14px; border: 1px solid $edge; border-radius: 4px; background: $raised; }
QTreeView::indicator:checked { background: $accent; border-color: $accent_line; image: url("$check"); }
QTreeView::indicator:indeterminate { background: $accent; border-color: $accent_line; }
QSlider::groove:horizontal { height: 4px; background: $line; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -6px 0; border-radius: 8px; background: $normal;
    border: 1px solid $edge; }
QSlider::handle:horizontal:focus { border-color: $accent_line; background: $strong; }
"""

_SHEET = Template(_GROUNDS + _LABELS + _BUTTONS + _MENUS_AND_TABS + _FIELDS + _TREES_AND_SLIDERS)


def style_sheet(palette: Palette, font_percent: int) -> str:
    """The style sheet of the application for a palette and a size of type in percent (100 is 13 px)."""
    sizes = {name: scaled_px(size, font_percent) for name, size in (("base", BASE_PX), ("small", 11), ("large", 18))}
    return _SHEET.substitute(
        asdict(palette),
        **sizes,
        chip=scaled_px(14, font_percent),
        segment=scaled_px(18, font_percent),
        edge=edge_colour(palette),
        faint=mixed(palette.quiet, palette.panel, 0.6),
        accent_text=palette.accent_line if palette.name == "dark" else palette.accent,
        fracture_text=palette.fracture if palette.name == "dark" else mixed(palette.fracture, palette.strong, 0.75),
        chevron=resource("icons", f"chevron-on-{palette.name}.svg").as_posix(),
        check=resource("icons", "check-on-accent.svg").as_posix(),
    )


def scaled_px(size_px: float, font_percent: float) -> int:
    """A length at 100 percent, in whole pixels at another size of type."""
    return max(1, round(size_px * font_percent / 100))


def side_px(narrowest_px: int, font_percent: int, share: float) -> int:
    """How narrow a panel may become: it grows by a share of what its type grows, as the screen does not grow."""
    return scaled_px(narrowest_px, 100 + max(0, font_percent - 100) * share)


def edge_colour(palette: Palette) -> str:
    """The outline of fields and buttons: stronger than a dividing line, as a control must stand out 3 : 1."""
    return mixed(palette.quiet, palette.panel, 0.75)


def mixed(colour: str, ground: str, share: float) -> str:
    """A colour laid over a ground with a share of 0 to 1, as #rrggbb."""
    over, under = QColor(colour), QColor(ground)
    channels = zip(over.getRgb()[:3], under.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(top * share + below * (1 - share)) for top, below in channels)).name()


def interface_font(font_percent: int) -> QFont:
    """The interface font with tabular figures, so that numbers under each other stay in place."""
    available = set(QFontDatabase.families())
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    families = [family for family in FONT_FAMILIES if family in available]
    font = QFont([*families, system.family(), "sans-serif"])
    font.setStyleHint(QFont.StyleHint.SansSerif)
    font.setPixelSize(scaled_px(BASE_PX, font_percent))
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def apply_theme(app: QApplication, palette: Palette, font_percent: int) -> None:
    """Give the whole application one look; where it has that look already, every widget keeps its own."""
    sheet = style_sheet(palette, font_percent)
    if app.styleSheet() == sheet:
        return
    app.setStyle("Fusion")
    app.setFont(interface_font(font_percent))
    app.setPalette(qt_palette(palette))
    app.setStyleSheet(sheet)


def qt_palette(palette: Palette) -> QPalette:
    """The colours for what no style sheet reaches: selections, links, text the style itself draws."""
    roles = {
        QPalette.ColorRole.Window: palette.window,
        QPalette.ColorRole.WindowText: palette.normal,
        QPalette.ColorRole.Base: palette.panel,
        QPalette.ColorRole.AlternateBase: palette.raised,
        QPalette.ColorRole.Text: palette.normal,
        QPalette.ColorRole.PlaceholderText: palette.quiet,
        QPalette.ColorRole.Button: palette.raised,
        QPalette.ColorRole.ButtonText: palette.normal,
        QPalette.ColorRole.BrightText: palette.strong,
        QPalette.ColorRole.ToolTipBase: palette.raised,
        QPalette.ColorRole.ToolTipText: palette.strong,
        QPalette.ColorRole.Highlight: palette.accent,
        QPalette.ColorRole.HighlightedText: palette.on_accent,
        QPalette.ColorRole.Link: palette.accent_line,
        QPalette.ColorRole.Mid: palette.line,
    }
    colours = QPalette()
    for role, colour in roles.items():
        colours.setColor(role, QColor(colour))
    faint = QColor(mixed(palette.quiet, palette.panel, 0.6))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        colours.setColor(QPalette.ColorGroup.Disabled, role, faint)
    return colours
