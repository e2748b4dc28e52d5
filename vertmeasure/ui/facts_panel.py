"""What a lateral film cannot show: facts about the chosen fracture and about the patient."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from vertmeasure.core import edits
from vertmeasure.core.fact_table import FACT_GROUPS, FACTS, FactDefinition, FactScope
from vertmeasure.core.facts import effective_fact
from vertmeasure.core.study import Fact, Study
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.fact_row import FactRow
from vertmeasure.ui.labels import (
    column,
    make_panel,
    scrolled,
    set_shown,
    set_text,
    set_title,
    text_label,
    title_label,
)
from vertmeasure.ui.typing import discard_typing

NOTHING_MISSING = "Nothing is missing: every verdict of this level is settled."


class FactsPanel(QWidget):
    """A form made from the table of facts; every entry is one undoable step with reader and time."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._seen: object = None
        self.rows = {fact_id: self._row(definition) for fact_id, definition in FACTS.items()}
        self.only_missing = QCheckBox("Only what is missing")
        self.only_missing.setToolTip("Show only what would settle a verdict that cannot be determined")
        self.only_missing.toggled.connect(self.refresh)
        self.level_title = title_label("This level")
        self.level_hint = text_label(role="empty")
        self.patient_title = title_label("Patient")
        self.group_titles: list[tuple[QLabel, tuple[FactDefinition, ...]]] = []
        self.empty = text_label(role="empty")
        self._shown_level = self._level
        make_panel(self, "Facts")
        self._arrange()
        desk.settled.connect(self._on_change)
        desk.looked.connect(self._on_change)
        desk.laid_out.connect(lambda: discard_typing(self))
        self.refresh()

    def _row(self, definition: FactDefinition) -> FactRow:
        row = FactRow(definition)
        row.entered.connect(self._enter)
        row.source_entered.connect(self._enter_source)
        return row

    def _arrange(self) -> None:
        content = QWidget()
        layout = column(content, 12, 6)
        layout.addWidget(self.only_missing, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.empty)
        layout.addWidget(self.level_title)
        layout.addWidget(self.level_hint)
        self._add_groups(layout, FactScope.LEVEL)
        layout.addWidget(self.patient_title)
        self._add_groups(layout, FactScope.STUDY)
        layout.addStretch()
        column(self).addWidget(scrolled(content))

    def _add_groups(self, layout: QVBoxLayout, scope: FactScope) -> None:
        for heading, facts in FACT_GROUPS.items():
            own = tuple(fact for fact in facts if fact.scope is scope)
            title = text_label(heading, "strong")
            layout.addWidget(title)
            self.group_titles.append((title, own))
            for fact in own:
                layout.addWidget(self.rows[fact.id])

    # ---- showing

    def _on_change(self) -> None:
        """A point that is dragged concerns this form only where it changes what is missing."""
        if self._level != self._shown_level:
            # A number that was refused was meant for the level before.
            self._shown_level = self._level
            discard_typing(self)
        if self._seen_now() != self._seen:
            self.refresh()

    def _seen_now(self) -> object:
        study = self._desk.study
        return self._level, study.facts, study.level_facts, study.judged_levels, self.missing_inputs()

    @property
    def _level(self) -> str:
        """The chosen level where it can have facts."""
        level = self._desk.look.level
        return "" if level == "S1" else level

    def missing_inputs(self) -> frozenset[str]:
        """Ids of the inputs that would settle a verdict of the chosen set about the chosen level."""
        chosen, level = self._desk.chosen_set, self._level
        results = (each for each in self._desk.assessment.criteria if (each.set, each.level) == (chosen, level))
        return frozenset(each for result in results for each in result.missing)

    def refresh(self) -> None:
        """Show the facts as they are recorded."""
        self._seen = self._seen_now()
        missing = self.missing_inputs()
        for fact_id, row in self.rows.items():
            self._show_row(row, fact_id in missing)
        self._show_titles(bool(missing & set(self.rows)))

    def _show_row(self, row: FactRow, is_asked: bool) -> None:
        study, level = self._desk.study, self._level
        fact_id = row.definition.id
        is_of_level = row.definition.scope is FactScope.LEVEL
        if is_of_level and level:
            fact = effective_fact(study, level, fact_id, study.judged_levels)
            is_for_patient = fact is not None and fact_id not in study.level_facts.get(level, {})
        else:
            fact, is_for_patient = study.facts.get(fact_id), False
        row.show_fact(fact, is_asked, is_for_patient)
        is_wanted = is_asked or not self.only_missing.isChecked()
        set_shown(row, is_wanted and bool(level or not is_of_level))

    def _show_titles(self, is_anything_missing: bool) -> None:
        set_title(self.level_title, f"This level ({self._level})" if self._level else "This level")
        for title, facts in self.group_titles:
            set_shown(title, self._any_shown(facts))
        set_shown(self.level_title, self._any_shown(_of_scope(FactScope.LEVEL)) or not self._level)
        set_shown(self.patient_title, self._any_shown(_of_scope(FactScope.STUDY)))
        set_text(self.level_hint, "" if self._level else "Pick a level above to record facts about it.")
        is_settled = self.only_missing.isChecked() and not is_anything_missing
        set_text(self.empty, NOTHING_MISSING if is_settled else "")

    def _any_shown(self, facts: Iterable[FactDefinition]) -> bool:
        return any(not self.rows[fact.id].isHidden() for fact in facts)

    # ---- what a reader does

    def _place_of(self, fact_id: str) -> str:
        return self._level if FACTS[fact_id].scope is FactScope.LEVEL else ""

    def _enter(self, fact_id: str, value: Any) -> None:
        level = self._place_of(fact_id)
        before = self.recorded(fact_id)
        if value is None:
            self._desk.apply(_label(fact_id, level), lambda study: _forgotten(study, fact_id, level))
        elif before is None or (type(value), value) != (type(before.value), before.value):
            fact = Fact(value, self._desk.study.reader, now(), before.source if before else "")
            self._desk.apply(_label(fact_id, level), lambda study: edits.set_fact(study, fact_id, fact, level))

    def _enter_source(self, fact_id: str, source: str) -> None:
        level, before = self._place_of(fact_id), self.recorded(fact_id)
        if before is not None and before.source != source:
            fact = replace(before, source=source)
            label = f"{_label(fact_id, level)}, read from"
            self._desk.apply(label, lambda study: edits.set_fact(study, fact_id, fact, level))

    def recorded(self, fact_id: str) -> Fact | None:
        """The fact as it counts for the chosen level, or for the patient."""
        study, level = self._desk.study, self._place_of(fact_id)
        return effective_fact(study, level, fact_id, study.judged_levels) if level else study.facts.get(fact_id)


def _of_scope(scope: FactScope) -> tuple[FactDefinition, ...]:
    return tuple(fact for fact in FACTS.values() if fact.scope is scope)


def _forgotten(study: Study, fact_id: str, level: str) -> Study:
    """The study without a fact: of the level, or where the level has none, the study-wide one that counted for it."""
    place = level if fact_id in study.level_facts.get(level, {}) else ""
    return edits.set_fact(study, fact_id, None, place)


def _label(fact_id: str, level: str) -> str:
    words = f"Set {FACTS[fact_id].label}"
    return f"{words} ({level})" if level else words


def now() -> str:
    """The time of an entry: ISO, UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
