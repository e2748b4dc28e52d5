"""Does the fracture fit the criteria of the chosen set, technique by technique?"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from vertmeasure.core.criteria import CriteriaResult, Verdict
from vertmeasure.core.rules import RuleSet
from vertmeasure.core.study import Technique
from vertmeasure.report.verdicts import (
    claim_lines,
    other_contraindication_words,
    profile_lines,
    verdict_block,
)
from vertmeasure.report.wording import TECHNIQUE_WORDS, short_hash
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.labels import (
    column,
    make_panel,
    safe_text,
    scrolled,
    set_shown,
    set_text,
    set_title,
    text_label,
    title_label,
    tooltip,
)
from vertmeasure.ui.notice_lines import NoticeLines
from vertmeasure.ui.study_words import CARD_ORDER
from vertmeasure.ui.technique_card import TechniqueCard

CARE = (
    "Supports and does not replace clinical judgement. A verdict says whether a fracture fits the criteria of a set, "
    "never what should be done."
)


class CriteriaPanel(QWidget):
    """Three techniques side by side, never ranked; a card opens its findings.

    Signals
    -------
    set_chosen(str)
        The reader wants to work with the set of this name.
    """

    set_chosen = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._seen: object = None
        self._open: Technique | None = None
        self.sets = QComboBox()
        self.about = text_label(role="small")
        self.contraindications = NoticeLines()
        self.title = title_label("Criteria")
        self.cards = {technique: TechniqueCard() for technique in CARD_ORDER}
        self.empty = text_label(role="empty")
        self.notes = text_label(role="small")
        make_panel(self, "Criteria")
        self._arrange()
        self._connect()
        self.refresh()

    def _arrange(self) -> None:
        content = QWidget()
        layout = column(content, 12, 8)
        self.sets.setAccessibleName("Criteria set")
        self.sets.setToolTip("The criteria set to judge by")
        self.sets.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for each in (self.sets, self.about, self.contraindications, self.title, *self.cards.values()):
            layout.addWidget(each)
        layout.addWidget(self.empty)
        layout.addWidget(self.notes)
        layout.addStretch()
        column(self).addWidget(scrolled(content))

    def _connect(self) -> None:
        self._desk.changed.connect(self._on_change)
        self._desk.settled.connect(self.refresh)
        self._desk.looked.connect(self._on_look)
        self.sets.activated.connect(self._choose_set)
        for technique, card in self.cards.items():
            card.toggled.connect(partial(self._toggle, technique))

    # ---- showing

    def _on_change(self) -> None:
        """While a point is dragged, verdicts follow only where they can be seen."""
        if self._desk.session.is_previewing and self.isVisible():
            self.refresh()

    def _on_look(self) -> None:
        """Only another level, another set or hidden numbers concern this panel."""
        if self._seen_now() != self._seen:
            self.refresh()

    def _seen_now(self) -> object:
        desk = self._desk
        return desk.look.level, desk.look.numbers_hidden, desk.settings, desk.rule_sets

    def refresh(self) -> None:
        """Show the verdicts as they are."""
        self._seen = self._seen_now()
        chosen = self._chosen_set()
        self._show_sets(chosen)
        is_hidden = self._desk.look.numbers_hidden
        results = () if is_hidden or chosen is None else self._results_of(chosen)
        set_text(self.empty, "Verdicts are hidden. Press H to show them." if is_hidden else self._empty_words(results))
        self._show_contraindications(chosen if results else None)
        self._show_cards(results, chosen)

    def _chosen_set(self) -> RuleSet | None:
        return next((each for each in self._desk.rule_sets if each.name == self._desk.chosen_set), None)

    def _results_of(self, chosen: RuleSet) -> tuple[CriteriaResult, ...]:
        level = self._desk.look.level
        found = (each for each in self._desk.assessment.criteria if each.set == chosen.name)
        return tuple(each for each in found if each.level == level)

    def _empty_words(self, results: Sequence[CriteriaResult]) -> str:
        if results:
            return ""
        if not self._desk.rule_sets:
            return "No criteria set could be read."
        level = self._desk.look.level
        if not level:
            return "Pick the fractured level above."
        return f"{level} is neither fractured nor treated: mark it as fractured (X) to judge it."

    def _show_sets(self, chosen: RuleSet | None) -> None:
        names = [each.name for each in self._desk.rule_sets]
        if names != [self.sets.itemData(place) for place in range(self.sets.count())]:
            self.sets.clear()
            for each in self._desk.rule_sets:
                self.sets.addItem(safe_text(f"{each.title} {each.version}"), each.name)
        if chosen is None:
            return
        self.sets.setCurrentIndex(names.index(chosen.name))
        read = "source read" if chosen.verified else "source not read: not verified"
        scope = f"Jurisdiction: {chosen.jurisdiction}. " if chosen.jurisdiction else ""
        set_text(self.about, safe_text(f"{scope}{chosen.date}, {read}, file {short_hash(chosen.hash)}."))
        self.about.setToolTip(tooltip(f"{chosen.source}\n{chosen.note}"))

    def _show_contraindications(self, chosen: RuleSet | None) -> None:
        """Absolute contraindications that any other set records stand on top, whatever set was chosen."""
        if chosen is None:
            self.contraindications.show_lines((), ())
            return
        results = self._desk.assessment.criteria
        self.contraindications.show_lines(other_contraindication_words(results, [chosen.name]), ())

    def _show_cards(self, results: Sequence[CriteriaResult], chosen: RuleSet | None) -> None:
        by_technique = {each.technique: each for each in results}
        profiles = {each.technique: each for each in profile_lines(chosen)} if chosen else {}
        set_title(self.title, safe_text(f"Fits the criteria of {chosen.title}?") if chosen and results else "")
        for technique, card in self.cards.items():
            result = by_technique.get(technique)
            set_shown(card, result is not None)
            if result is not None:
                profile = profiles.get(TECHNIQUE_WORDS[technique])
                card.show_verdict(verdict_block(result), profile, self._open is technique)
        set_text(self.notes, self._note_words(results, chosen))

    def _note_words(self, results: Sequence[CriteriaResult], chosen: RuleSet | None) -> str:
        if not results or chosen is None:
            return ""
        film = results[0].film
        judged = f"Judged on film {film}." if film else "No film before the procedure: measured inputs are unknown."
        fits = any(each.verdict is Verdict.FITS for each in results)
        not_asked = [f"Not asked by this set: {'; '.join(chosen.not_asked)}."] if fits and chosen.not_asked else []
        claims = (f"Claimed, not judged: {each}." for each in claim_lines(chosen))
        return "\n".join(map(safe_text, (*not_asked, judged, *claims, CARE)))

    # ---- what a reader does

    def _choose_set(self, place: int) -> None:
        self.set_chosen.emit(str(self.sets.itemData(place)))

    def _toggle(self, technique: Technique) -> None:
        self._open = None if self._open is technique else technique
        self.refresh()
