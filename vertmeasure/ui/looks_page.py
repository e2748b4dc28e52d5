"""Settings: palette and size of type."""

from vertmeasure.storage.settings import Settings
from vertmeasure.ui.form_fields import ChoiceBox
from vertmeasure.ui.settings_page import SettingsPage

PALETTE_CHOICES: dict[object, str] = {"dark": "Dark, for the reading room", "light": "Light"}
FONT_PERCENTS = (100, 110, 125, 150, 175, 200)


class LooksPage(SettingsPage):
    """Worn at once; Cancel takes it off again."""

    def __init__(self, settings: Settings) -> None:
        super().__init__("Looks")
        self.palette_box = ChoiceBox("Palette", PALETTE_CHOICES)
        self.palette_box.show_value(settings.palette)
        percents = sorted({*FONT_PERCENTS, settings.font_percent})
        self.font_box = ChoiceBox("Size of type", {each: f"{each} %" for each in percents})
        self.font_box.show_value(settings.font_percent)
        self.add_title("Window")
        form = self.add_form()
        form.add("Palette", self.palette_box)
        form.add("Size of type", self.font_box)
        self.add_note("Shown at once. The film itself is black in both palettes.")
        self.palette_box.entered.connect(lambda name: self.entered.emit({"palette": name}))
        self.font_box.entered.connect(lambda percent: self.entered.emit({"font_percent": percent}))
