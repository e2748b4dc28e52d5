"""The one window: arranges the views and panels and connects them with the desk."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QSizePolicy,
    QSplitter,
    QTabWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from vertmeasure.core.rules import RuleSet
from vertmeasure.dicom.darkroom import Darkroom
from vertmeasure.dicom.film import OpenedFilm
from vertmeasure.paint.palette import palette
from vertmeasure.storage.settings import Settings
from vertmeasure.ui.actions import ACTIONS, MENUS, NOT_WHILE_BLIND, ONLY_WHILE_BLIND, TOOLBAR, ActionSpec
from vertmeasure.ui.background import Background
from vertmeasure.ui.banner import Banner
from vertmeasure.ui.calibrating import Calibrating
from vertmeasure.ui.choosing import Choosing
from vertmeasure.ui.commands import Commands
from vertmeasure.ui.criteria_panel import CriteriaPanel
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.facts_panel import FactsPanel
from vertmeasure.ui.film_list import FilmList
from vertmeasure.ui.film_view import FilmView
from vertmeasure.ui.greys_menu import GreysMenu
from vertmeasure.ui.icons import icon
from vertmeasure.ui.level_strip import LevelStrip
from vertmeasure.ui.linked import LinkedViews
from vertmeasure.ui.measurement_panel import MeasurementPanel
from vertmeasure.ui.opening import Opener
from vertmeasure.ui.repeat_bar import RepeatBar
from vertmeasure.ui.saving import Keeper
from vertmeasure.ui.seen_sides import SeenSides
from vertmeasure.ui.status import StatusLine
from vertmeasure.ui.study_panel import StudyPanel
from vertmeasure.ui.theme import apply_theme
from vertmeasure.ui.tools import Hand
from vertmeasure.ui.trend_panel import TrendPanel


class MainWindow(QMainWindow):
    """Films in the middle, the film list at the left, numbers and verdicts at the right.

    Attributes
    ----------
    desk : Desk
        The study and what is looked at.
    views : tuple[FilmView, FilmView]
        Left and right film view.
    darkroom : Darkroom
        Where films are read; the window closes it.
    actions_by_id : dict[str, QAction]
        Every action of the table.
    """

    def __init__(self, settings: Settings, rule_sets: Sequence[RuleSet], darkroom: Darkroom) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.setObjectName("main_window")
        self.desk = Desk(settings, rule_sets, self)
        self.dress()
        self.background = Background(self)
        self.darkroom = darkroom
        self.opener = Opener(self.desk, self.background, darkroom)
        self.choosing = Choosing(self, self.desk, self.opener, self.background)
        self.keeper = Keeper(self.desk)
        self.hand = Hand(self.desk)
        self.views = (FilmView(self.desk, self.hand), FilmView(self.desk, self.hand))
        self.calibrating = Calibrating(self.desk, self.hand, self.views)
        self.sides = tuple(SeenSides(self.desk, view) for view in self.views)
        self.linked = LinkedViews(self.desk, self.views)
        self.commands = Commands(self)
        self.actions_by_id = {spec.id: self._action(spec) for spec in ACTIONS}
        self.greys = GreysMenu(lambda: self.active_view, self.actions_by_id, self)
        self._build_menus()
        self._build_toolbar()
        self._build_middle()
        self._connect()
        self.show_icons()
        self.refresh()

    # ---- arranging

    def _action(self, spec: ActionSpec) -> QAction:
        action = QAction(spec.text, self)
        action.setObjectName(spec.id)
        action.setCheckable(spec.checkable)
        if spec.shortcut:
            action.setShortcut(QKeySequence(spec.shortcut))
        keys = f" ({spec.shortcut})" if spec.shortcut else ""
        action.setToolTip(f"{spec.tip or spec.text.removesuffix('…')}{keys}")
        action.triggered.connect(lambda: self.commands.do(spec.id))
        self.addAction(action)
        return action

    def _build_menus(self) -> None:
        for title in MENUS:
            menu = self.menuBar().addMenu(f"&{title}")
            for spec in ACTIONS:
                if spec.group == title:
                    menu.addAction(self.actions_by_id[spec.id])
            if title == "View":
                menu.insertMenu(self.actions_by_id["next_window"], self.greys)

    def _build_toolbar(self) -> None:
        bar = QToolBar("Tools", self)
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for group in TOOLBAR:
            if group != TOOLBAR[0]:
                bar.addSeparator()
            bar.addActions([self.actions_by_id[spec.id] for spec in ACTIONS if spec.toolbar == group])
            if group == "view":
                bar.addWidget(self.greys.button)
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(spacer)
        bar.addAction(self.actions_by_id["export_report"])
        self.addToolBar(bar)
        self.toolbar = bar

    def _build_middle(self) -> None:
        self.banner = Banner()
        self.repeat_bar = RepeatBar(self.desk)
        self.film_list = FilmList(self.desk, self.background)
        self.films = QSplitter(Qt.Orientation.Horizontal)
        self.films.setObjectName("films")
        for view in self.views:
            self.films.addWidget(view)
        self.films.setChildrenCollapsible(False)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setObjectName("parts")
        for part in (self.film_list, self.films, self._build_right()):
            parts.addWidget(part)
        parts.setStretchFactor(1, 1)
        parts.setChildrenCollapsible(False)
        parts.setSizes([204, 1200, 400])
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.repeat_bar)
        column.addWidget(self.banner)
        column.addWidget(self.choosing.bar)
        column.addWidget(self.calibrating.note)
        column.addWidget(self.calibrating.bar)
        column.addWidget(parts, 1)
        self.setCentralWidget(middle)
        self.status = StatusLine(self.desk, self.hand, self.calibrating)
        self.setStatusBar(self.status)

    def _build_right(self) -> QWidget:
        right = QWidget()
        right.setObjectName("right_panel")
        right.setMinimumWidth(round(360 * max(self.desk.settings.font_percent, 100) / 100))
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.level_strip = LevelStrip(self.desk)
        self.measurements = MeasurementPanel(self.desk)
        self.trend = TrendPanel(self.desk)
        self.criteria = CriteriaPanel(self.desk)
        self.facts = FactsPanel(self.desk)
        self.study_panel = StudyPanel(self.desk)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("What is known about this study")
        named = (
            ("Measurements", self.measurements),
            ("Trend", self.trend),
            ("Criteria", self.criteria),
            ("Facts", self.facts),
            ("Study", self.study_panel),
        )
        for title, panel in named:
            self.tabs.addTab(panel, title)
        column.addWidget(self.level_strip)
        column.addWidget(self.tabs, 1)
        return right

    def _connect(self) -> None:
        self.desk.changed.connect(self.refresh)
        self.desk.looked.connect(self.refresh)
        self.desk.told.connect(self.banner.tell)
        self.desk.noted.connect(self.banner.note)
        self.repeat_bar.finish_asked.connect(lambda: self.commands.do("finish_repeat"))
        self.repeat_bar.give_up_asked.connect(lambda: self.commands.do("give_up_repeat"))
        self.film_list.open_asked.connect(self.commands.open_files)
        self.criteria.set_chosen.connect(self.commands.choose_set)
        self.opener.study_read.connect(self.commands.lay_out)
        self.desk.laid_out.connect(self.hand.reset)
        self.opener.glimpsed.connect(self._show_glimpse)
        self.opener.finished.connect(self._end_glimpses)
        self.opener.other_patient.connect(self.commands.ask_other_patient)
        for sides in self.sides:
            sides.told.connect(self.commands.say_anterior)
        self.background.busy_changed.connect(self.status.show_busy)
        for view in self.views:
            view.pointed.connect(self.status.show_pointer)
            view.ranged.connect(lambda view=view: self.status.show_view(view))
            view.activated.connect(lambda film_id: self.desk.look_at(active=film_id))
            view.point_menu_asked.connect(self.commands.point_menu)

    def dress(self) -> None:
        """Put on the palette and type size of the settings."""
        app = QApplication.instance()
        colours = palette(self.desk.settings.palette)
        if isinstance(app, QApplication):
            apply_theme(app, colours, self.desk.settings.font_percent)

    def show_icons(self) -> None:
        """Draw the icons in the colours of the palette."""
        colours = palette(self.desk.settings.palette)
        for spec in ACTIONS:
            if spec.icon:
                self.actions_by_id[spec.id].setIcon(icon(spec.icon, colours))
        self.greys.show_icon(icon("greys", colours))
        self.actions_by_id["switch_palette"].setChecked(colours.name == "light")

    # ---- showing

    @property
    def active_view(self) -> FilmView:
        """The view that the keyboard works on."""
        active = self.desk.look.active
        return next((view for view in self.views if view.film_id == active), self.views[0])

    def refresh(self) -> None:
        """Show what is on the desk; the panels refresh themselves."""
        look, session = self.desk.look, self.desk.session
        self._show_films(look.shown)
        self._show_steps(session.undo_label, session.redo_label)
        self.greys.show_states()
        states = {
            "place_tool": self.hand.placing and not self.calibrating.is_on,
            "select_tool": not self.hand.placing and not self.calibrating.is_on,
            "calibrate_tool": self.calibrating.is_on,
            "six_points": look.six_points,
            "one_up": len(look.shown) < 2,
            "two_up": len(look.shown) == 2,
            "hide_numbers": look.numbers_hidden,
            "link_zoom": self.linked.is_on,
        }
        for name, checked in states.items():
            self.actions_by_id[name].setChecked(checked)
        self._show_blind(self.desk.is_blind)
        self.setWindowTitle(self._title())
        self.setWindowModified(not session.is_saved)

    def _show_films(self, shown: Sequence[str]) -> None:
        for view, film_id in zip(self.views, (*shown, "", ""), strict=False):
            view.show_film(film_id)
        second = self.views[1]
        if second.isHidden() is (len(shown) == 2):
            second.setVisible(len(shown) == 2)
            self.films.setSizes([1000, 1000])

    def _show_glimpse(self, film_id: str, glimpse: OpenedFilm) -> None:
        """Show a film that takes long at a glance: where it is expected, or where there is none yet."""
        free = (view for view in self.views if view.isVisible() and view.film_id == film_id)
        for view in list(free)[:1]:
            view.show_glimpse(glimpse)

    def _end_glimpses(self) -> None:
        for view in self.views:
            view.show_glimpse(None)

    def _show_steps(self, undo: str, redo: str) -> None:
        for name, label in (("undo", undo), ("redo", redo)):
            action = self.actions_by_id[name]
            action.setEnabled(bool(label))
            verb = name.capitalize()
            action.setToolTip(f"{verb}: {label}" if label else f"Nothing to {name}")

    def _show_blind(self, is_blind: bool) -> None:
        """During a blind repeat reading nothing can be done that shows the first reading or is lost with the second."""
        self.tabs.setEnabled(not is_blind)
        for name in NOT_WHILE_BLIND:
            has_films = name != "export_report" or bool(self.desk.study.films)
            self.actions_by_id[name].setEnabled(has_films and not is_blind)
        for name in ONLY_WHILE_BLIND:
            self.actions_by_id[name].setEnabled(is_blind)

    def _title(self) -> str:
        name = self.desk.path.name if self.desk.path else (self.desk.study.label or "New study")
        return f"{name}[*] – vertmeasure"

    # ---- files dropped, and the end

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  Qt's name
        """Take files and folders."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  Qt's name
        """Open what was dropped."""
        self.commands.open_paths([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  Qt's name
        """Ask before unsaved work is given up."""
        if self.commands.may_put_away():
            self.opener.stop_looking()
            self.darkroom.close()  # first: nobody waits for a film that is being read
            self.background.close()
            self.keeper.forget()
            self.keeper.close()
            event.accept()
        else:
            event.ignore()
