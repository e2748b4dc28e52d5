"""Settings: who reads, by which criteria, with which error, and how points are placed."""

from collections.abc import Sequence

from vertmeasure.core.rules import RuleSet
from vertmeasure.report.numbers import as_entered
from vertmeasure.storage.settings import Settings
from vertmeasure.ui.fact_fields import number_in
from vertmeasure.ui.form_fields import ChoiceBox, TextField, number_check
from vertmeasure.ui.labels import safe_text, set_text, text_label
from vertmeasure.ui.settings_page import SettingsPage

NEEDED = "Enter a number of millimetres, such as 0.75. Nothing was recorded."
_IN_RANGE = number_check(0.01, 20)


class ReaderPage(SettingsPage):
    """What new studies begin with."""

    def __init__(self, settings: Settings, rule_sets: Sequence[RuleSet]) -> None:
        super().__init__("Reader")
        self._kept = (settings.landmark_sd_mm, settings.landmark_sd_source)
        self.reader = TextField("Reader", placeholder="initials")
        self.reader.show_value(settings.reader)
        titles: dict[object, str] = {each.name: safe_text(f"{each.title} {each.version}") for each in rule_sets}
        self.default_set = ChoiceBox("Criteria set", titles)
        self.default_set.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.default_set.show_value(settings.default_set)
        self.sd = TextField("Point error, mm", sd_fault)
        self.sd.show_value(as_entered(settings.landmark_sd_mm))
        self.source = text_label(source_words(*self._kept), "small")
        self._arrange(settings)
        self.reader.entered.connect(lambda text: self.entered.emit({"reader": text}))
        self.default_set.entered.connect(lambda name: self.entered.emit({"default_set": name}))
        self.sd.entered.connect(self._enter_sd)

    def _arrange(self, settings: Settings) -> None:
        self.add_title("Reader and criteria")
        form = self.add_form()
        form.add("Reader", self.reader)
        form.add("Criteria set", self.default_set)
        self.add_note("The initials stand on reports and beside every fact that is entered.")
        self.add_title("Reading error")
        self.add_form().add("Point error, mm", self.sd)
        self.rows.addWidget(self.source)
        self.add_note(
            "Standard deviation of one coordinate of one point; every interval comes from it. New studies take it; a "
            "study that is begun keeps its own (Study)."
        )
        self.add_title("Placing")
        self.snap = self.add_check("Snap a released point to the edge of the bone", "snap", settings.snap)
        self.propose = self.add_check("Propose the last body a reading needs", "propose", settings.propose)
        words = "Place all six points of a body by hand"
        self.six_points = self.add_check(words, "six_points", settings.six_points)

    def _enter_sd(self, text: str) -> None:
        """An error that is typed has no source but the reader; typing the same one again keeps its source."""
        sd_mm = float(number_in(text) or 0)
        source = self._kept[1] if sd_mm == self._kept[0] else ""
        set_text(self.source, source_words(sd_mm, source))
        self.entered.emit({"landmark_sd_mm": sd_mm, "landmark_sd_source": source})


def sd_fault(text: str) -> str:
    """What is wrong with an error of a point."""
    return _IN_RANGE(text) if text else NEEDED


def source_words(sd_mm: float, source: str) -> str:
    """How an error of a point is known."""
    own = "the program's default; Place > Agreement of readings finds your own"
    otherwise = own if sd_mm == Settings().landmark_sd_mm else "entered by the reader"
    return safe_text(f"Known from: {source or otherwise}.")
