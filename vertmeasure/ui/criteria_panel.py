"""Does the fracture fit the criteria of the chosen set, technique by technique?"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from vertmeasure.core.criteria import CriteriaResult, Verdict
from vertmeasure.core.rules import RuleSet
from vertmeasure.core.study import Technique
from vertmeasure.paint.palette import palette
from vertmeasure.report.matrix import level_matrix
from vertmeasure.report.profiles import claim_lines, implant_hint, profile_lines, profile_set
from vertmeasure.report.scores import score_blocks
from vertmeasure.report.verdicts import other_contraindication_words, verdict_block
from vertmeasure.report.wording import TECHNIQUE_WORDS, short_hash
from vertmeasure.ui.criteria_matrix import CriteriaMatrix
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.key_map import how_to, in_brackets
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
from vertmeasure.ui.profile_table import ProfileTable
from vertmeasure.ui.score_card import ScoreCards
from vertmeasure.ui.study_words import CARD_ORDER
from vertmeasure.ui.technique_card import TechniqueCard

CARE = (
    "Supports and does not replace clinical judgement. A verdict says whether a fracture fits the criteria of a set, "
    "never what should be done."
)


_CARD_NAMES = [TECHNIQUE_WORDS[each] for each in CARD_ORDER]


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
        self.matrix = CriteriaMatrix(lambda: palette(desk.settings.palette))
        self.profiles = ProfileTable()
        self.scores = ScoreCards()
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
        top = (self.sets, self.about, self.contraindications, self.title)
        for each in (*top, *self.cards.values(), self.empty, self.matrix, self.profiles, self.scores, self.notes):
            layout.addWidget(each)
        layout.addStretch()
        column(self).addWidget(scrolled(content))

    def _connect(self) -> None:
        self._desk.changed.connect(self._on_change)
        self._desk.settled.connect(self.refresh)
        self._desk.looked.connect(self._on_look)
        self.sets.activated.connect(self._choose_set)
        self.matrix.chosen.connect(self.set_chosen)
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
        hidden = f"Verdicts are hidden. {how_to(self._desk.settings.keys, 'hide_numbers')} to show them."
        set_text(self.empty, hidden if is_hidden else self._empty_words(results))
        self._show_contraindications(chosen if results else None)
        self._show_cards(results, chosen)
        self._show_beside(bool(results))

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
        key = in_brackets(self._desk.settings.keys, "mark_fractured")
        return f"{level} is neither fractured nor treated: mark it as fractured{key} to judge it."

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
        told = ", ".join(filter(None, [chosen.date, read, f"file {short_hash(chosen.hash)}"]))
        set_text(self.about, safe_text(f"{scope}{told[:1].upper()}{told[1:]}."))
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
        set_title(self.title, safe_text(f"Fits the criteria of {chosen.title}?") if chosen and results else "")
        for technique, card in self.cards.items():
            result = by_technique.get(technique)
            set_shown(card, result is not None)
            if result is not None:
                card.show_verdict(verdict_block(result), self._hint(technique), self._open is technique)
        set_text(self.notes, self._note_words(results, chosen))

    def _hint(self, technique: Technique) -> str:
        """What a device page says of the implant, for the one technique that has one."""
        if technique is not Technique.SPINEJACK:
            return ""
        return implant_hint(self._desk.assessment.criteria, self._desk.look.level)

    def _show_beside(self, is_judged: bool) -> None:
        """What stands beside the verdicts of the chosen set: all sets, the techniques in general, the scores."""
        desk, level = self._desk, self._desk.look.level
        results = [each for each in desk.assessment.criteria if each.level == level] if is_judged else []
        matrix = level_matrix(results, level, desk.chosen_set, CARD_ORDER) if results else None
        self.matrix.show_matrix(matrix, desk.settings.font_percent)
        carrier = profile_set(desk.rule_sets, desk.chosen_set) if is_judged else None
        profiles = sorted(profile_lines(carrier), key=lambda each: _CARD_NAMES.index(each.technique))
        self.profiles.show_profiles(profiles, claim_lines(carrier))
        self.scores.show_scores(
            score_blocks(each for each in desk.assessment.scores if is_judged and each.level == level)
        )

    def _note_words(self, results: Sequence[CriteriaResult], chosen: RuleSet | None) -> str:
        if not results or chosen is None:
            return ""
        film = results[0].film
        judged = f"Judged on film {film}." if film else "No film before the procedure: measured inputs are unknown."
        fits = any(each.verdict is Verdict.FITS for each in results)
        not_asked = [f"Not asked by this set: {'; '.join(chosen.not_asked)}."] if fits and chosen.not_asked else []
        return "\n".join(map(safe_text, (*not_asked, judged, CARE)))

    # ---- what a reader does

    def _choose_set(self, place: int) -> None:
        self.set_chosen.emit(str(self.sets.itemData(place)))

    def _toggle(self, technique: Technique) -> None:
        self._open = None if self._open is technique else technique
        self.refresh()
