"""Labels, chips and cards: the small pieces that panels are made of; text is always plain."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget


def text_label(text: str = "", role: str = "normal", parent: QWidget | None = None) -> QLabel:
    """A label that wraps; `role` is normal, strong, quiet, small, open, bad, title or empty."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    return label


def title_label(text: str) -> QLabel:
    """The title of a section, in small capitals; assistive technology reads the words as written."""
    label = text_label(role="title")
    set_title(label, text)
    font = label.font()
    font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 106)
    label.setFont(font)
    return label


def set_title(label: QLabel, text: str) -> None:
    """Put other words into a title."""
    set_text(label, text.upper())
    label.setAccessibleName(text)


def chip_label(text: str = "", tone: str = "quiet") -> QLabel:
    """A short word on a tinted ground; `tone` is good, open, bad, calm, fracture or quiet."""
    label = text_label(text)
    label.setWordWrap(False)
    label.setProperty("chip", tone)
    label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return label


def set_text(label: QLabel, text: str, hide_empty: bool = True) -> None:
    """Put a text into a label where it is another one; an empty label gives up its place."""
    if label.text() != text:
        label.setText(text)
    if hide_empty:
        set_shown(label, bool(text))


def set_shown(widget: QWidget, shown: bool) -> None:
    """Show or hide a widget, without a layout pass where it already is so.

    A widget that was never shown counts as hidden, but would come up with its panel: it is hidden all the same.
    """
    is_settled = shown or widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
    if widget.isHidden() is shown or not is_settled:
        widget.setVisible(shown)


def fit_words(label: QLabel, room_px: int) -> None:
    """Make a label that stands in no layout as large as its words, which wrap where they are wider than the room."""
    label.setWordWrap(False)
    wanted = label.sizeHint()
    if wanted.width() <= room_px:
        label.resize(wanted)
        return
    label.setWordWrap(True)
    label.resize(room_px, label.heightForWidth(room_px))


def set_property(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet looks at; the style is worked out again only where it changes."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def column(parent: QWidget, margin: int = 0, spacing: int = 4) -> QVBoxLayout:
    """A column layout for a widget."""
    layout = QVBoxLayout(parent)
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(spacing)
    return layout


def tight(layout: QLayout, spacing: int = 4) -> None:
    """Take the margins off a layout that stands inside another."""
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)


def scrolled(content: QWidget) -> QScrollArea:
    """A content that scrolls up and down and takes the width of its panel."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    content.setProperty("ground", "clear")
    area.setWidget(content)
    return area


def make_panel(widget: QWidget, name: str) -> None:
    """Give a panel its ground and its name for assistive technology."""
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    widget.setProperty("ground", "panel")
    widget.setAccessibleName(name)


_UNSEEN = {*range(0x20), *range(0x7F, 0xA0), *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
_VISIBLE = dict.fromkeys(_UNSEEN, None) | {0x09: " ", 0x0A: " ", 0x0D: " "}


def safe_text(text: str) -> str:
    """Text from a file without control characters and marks that turn the direction of what follows."""
    return text.translate(_VISIBLE)


def tooltip(text: str) -> str:
    """A tooltip that wraps and shows its text as it stands, whatever a file has put into it."""
    lines = "<br>".join(escape(safe_text(line)) for line in text.split("\n"))
    return f"<qt>{lines}</qt>" if text else ""
