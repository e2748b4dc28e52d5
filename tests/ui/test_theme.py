"""The look of the application, measured."""

import pytest
from PySide6.QtGui import QColor, QFontInfo, QIcon
from PySide6.QtWidgets import QLabel, QPushButton

from vertmeasure.core.errors import VertmeasureError
from vertmeasure.paint.palette import DARK, LIGHT, Palette
from vertmeasure.ui.icons import NAMES, icon
from vertmeasure.ui.labels import chip_label, safe_text, set_property, text_label, tooltip
from vertmeasure.ui.theme import edge_colour, interface_font, mixed, qt_palette, scaled_px, style_sheet

BOTH = pytest.mark.parametrize("palette", [DARK, LIGHT], ids=lambda palette: palette.name)
CHIPS = ("good", "open", "bad", "calm")


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio of two colours."""

    def luminance(colour: str) -> float:
        parts = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in rgb(colour)]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    def rgb(colour: str) -> tuple[float, float, float]:
        shade = QColor(colour)
        return shade.redF(), shade.greenF(), shade.blueF()

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@BOTH
@pytest.mark.parametrize("ground", ["window", "panel", "raised"])
@pytest.mark.parametrize("ink", ["strong", "normal", "quiet", "open", "bad"])
def test_that_text_stands_out_from_every_ground(palette: Palette, ground: str, ink: str) -> None:
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= 4.5


@BOTH
@pytest.mark.parametrize("chip", CHIPS)
def test_that_a_chip_can_be_read(palette: Palette, chip: str) -> None:
    assert contrast(getattr(palette, chip), getattr(palette, f"{chip}_ground")) >= 4.5


@BOTH
def test_that_the_outline_of_a_field_stands_out_from_its_panel(palette: Palette) -> None:
    assert contrast(edge_colour(palette), palette.panel) >= 3.0


@BOTH
def test_that_a_checked_tool_can_be_read(palette: Palette) -> None:
    assert contrast(palette.on_accent, palette.accent) >= 4.5


@BOTH
def test_that_qt_accepts_the_style_sheet(qtbot, palette: Palette) -> None:
    button = QPushButton("Write")
    qtbot.addWidget(button)
    button.setStyleSheet(style_sheet(palette, 100))
    button.ensurePolished()
    assert "$" not in button.styleSheet()
    assert button.fontInfo().pixelSize() == 13


def test_that_the_type_grows_with_the_percentage() -> None:
    assert "font-size: 20px" in style_sheet(DARK, 150)
    assert scaled_px(13, 150) == 20


def test_that_a_colour_is_mixed_by_its_share() -> None:
    assert mixed("#ffffff", "#000000", 0.5) == "#808080"


@pytest.mark.usefixtures("qapp")
def test_that_figures_of_the_interface_font_have_one_width() -> None:
    font = interface_font(100)
    assert QFontInfo(font).pixelSize() == 13
    assert font.families()[-1] == "sans-serif"


@BOTH
def test_that_selections_are_drawn_in_the_accent(palette: Palette) -> None:
    assert qt_palette(palette).highlight().color().name() == palette.accent


def test_that_a_property_changes_the_colour_of_a_chip(qtbot) -> None:
    chip = chip_label("fits", "calm")
    qtbot.addWidget(chip)
    chip.setStyleSheet(style_sheet(DARK, 100))
    chip.ensurePolished()
    assert chip.palette().windowText().color().name() == DARK.calm
    set_property(chip, "chip", "bad")
    assert chip.palette().windowText().color().name() == DARK.bad


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", NAMES)
def test_that_every_icon_draws_something(name: str) -> None:
    picture = icon(name, DARK).pixmap(20, 20).toImage()
    alphas = [picture.pixelColor(x, y).alpha() for x in range(picture.width()) for y in range(picture.height())]
    assert max(alphas) > 200
    assert min(alphas) == 0


@pytest.mark.usefixtures("qapp")
def test_that_an_icon_takes_the_colour_of_the_palette() -> None:
    dark, light = (icon("one-up", each).pixmap(40, 40).toImage() for each in (DARK, LIGHT))
    checked = icon("one-up", LIGHT).pixmap(40, 40, QIcon.Mode.Normal, QIcon.State.On).toImage()
    assert QColor(dark.pixel(20, 7)).name() == DARK.normal
    assert QColor(light.pixel(20, 7)).name() == LIGHT.normal
    assert QColor(checked.pixel(20, 7)).name() == LIGHT.on_accent


@pytest.mark.usefixtures("qapp")
def test_that_an_icon_that_is_not_there_is_told() -> None:
    with pytest.raises(VertmeasureError, match=r"icons/nothing\.svg"):
        icon("nothing", DARK)


def test_that_text_of_a_file_is_never_read_as_markup(qtbot) -> None:
    label = text_label("<img src='x'>")
    qtbot.addWidget(label)
    assert label.textFormat().name == "PlainText"
    assert tooltip("<b>&") == "<qt>&lt;b&gt;&amp;</qt>"
    assert isinstance(label, QLabel)


def test_that_marks_which_turn_the_reading_direction_are_taken_out() -> None:
    assert safe_text("a\u202ecod\x00.exe\nb") == "acod.exe b"
