"""Type and colour on paper: a handful of styles, one family, lengths in points."""

from dataclasses import dataclass
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from vertmeasure.paint.palette import LIGHT

PAPER = LIGHT
"""White paper takes the light palette."""

FONT_FAMILIES = ("Inter", "Segoe UI", "SF Pro Text", "Noto Sans")
"""Preferred families, as in the window; the platform's own follows."""

_PLAIN_GLYPHS = ("calt", "liga", "dlig", "tnum")
"""Features whose substitute glyphs Qt embeds without their characters, so that the text could not be searched."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a text looks; a pixel of the page is a point, so that sizes in points are whole pixels of a font."""

    size_pt: int
    colour: str
    is_bold: bool = False

    @property
    def font(self) -> QFont:
        """The font of this style."""
        return _font(self.size_pt, self.is_bold)

    @property
    def metrics(self) -> QFontMetricsF:
        """Widths and heights of the font, in points."""
        return QFontMetricsF(self.font)

    def in_colour(self, colour: str) -> "Style":
        """The same type in another colour."""
        return Style(self.size_pt, colour, self.is_bold)


TITLE = Style(20, PAPER.strong, is_bold=True)
HEADING = Style(12, PAPER.strong, is_bold=True)
SUBHEADING = Style(9, PAPER.strong, is_bold=True)
LEAD = Style(9, PAPER.normal)
STRONG = Style(8, PAPER.strong, is_bold=True)
BODY = Style(8, PAPER.normal)
FIGURE = Style(8, PAPER.strong)
QUIET = Style(8, PAPER.quiet)
DETAIL = Style(7, PAPER.normal)
SMALL = Style(7, PAPER.quiet)
SMALL_STRONG = Style(7, PAPER.normal, is_bold=True)
TINY = Style(6, PAPER.quiet)


@cache
def _font(size_pt: int, is_bold: bool) -> QFont:
    available = set(QFontDatabase.families())
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font = QFont([*(each for each in FONT_FAMILIES if each in available), system.family(), "sans-serif"])
    font.setStyleHint(QFont.StyleHint.SansSerif)
    font.setPixelSize(size_pt)
    font.setWeight(QFont.Weight.DemiBold if is_bold else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)  # or widths are rounded to whole points
    for feature in _PLAIN_GLYPHS:
        font.setFeature(QFont.Tag(feature), 0)
    return font
