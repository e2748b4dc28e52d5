"""The one window: arranges the views and panels and connects them with the desk."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from vertmeasure.core.rules import RuleSet
from vertmeasure.dicom.darkroom import Darkroom
from vertmeasure.dicom.film import OpenedFilm
from vertmeasure.paint.palette import palette
from vertmeasure.storage.settings import Settings
from vertmeasure.ui.action_bars import ToolBar, fill_menus, give_keys
from vertmeasure.ui.actions import ACTIONS, NOT_WHILE_BLIND, ONLY_WHILE_BLIND, ActionSpec
from vertmeasure.ui.background import Background
from vertmeasure.ui.banner import Banner
from vertmeasure.ui.calibrating import Calibrating
from vertmeasure.ui.carry_offer import CarryOffer
from vertmeasure.ui.carrying import Carrying
from vertmeasure.ui.choosing import Choosing
from vertmeasure.ui.commands import Commands
from vertmeasure.ui.criteria_panel import CriteriaPanel
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.facts_panel import FactsPanel
from vertmeasure.ui.film_list import FilmList
from vertmeasure.ui.film_view import FilmView
from vertmeasure.ui.film_warnings import FilmWarnings
from vertmeasure.ui.focus_frame import FocusFrame
from vertmeasure.ui.greys_menu import GreysMenu
from vertmeasure.ui.icons import icon
from vertmeasure.ui.key_map import in_brackets
from vertmeasure.ui.level_count import LevelCount, LevelCountQuestion
from vertmeasure.ui.level_strip import LevelStrip
from vertmeasure.ui.linked import LinkedViews
from vertmeasure.ui.measurement_panel import MeasurementPanel
from vertmeasure.ui.middle_clicks import MiddleClicks
from vertmeasure.ui.opening import Opener
from vertmeasure.ui.proposing import Proposing
from vertmeasure.ui.repeat_bar import RepeatBar
from vertmeasure.ui.saving import Keeper
from vertmeasure.ui.seen_sides import SeenSides
from vertmeasure.ui.snapping import snapping_at
from vertmeasure.ui.status import StatusLine
from vertmeasure.ui.study_panel import StudyPanel
from vertmeasure.ui.theme import apply_theme, scaled_px, side_px
from vertmeasure.ui.tools import Hand
from vertmeasure.ui.tour import Tour
from vertmeasure.ui.trend_panel import TrendPanel
from vertmeasure.ui.welcome import FilmArea

FILMS_PX, FILM_PX, NUMBERS_PX = 200, 208, 360
"""How narrow film list, film view and the panels at the right may become at 100 percent type."""


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
        self.background = Background(self)
        self.darkroom = darkroom
        self.opener = Opener(self.desk, self.background, darkroom)
        self.choosing = Choosing(self, self.desk, self.opener, self.background)
        self.keeper = Keeper(self.desk)
        self.hand = Hand(self.desk)
        self.snapping = snapping_at(self.desk, self.hand.followers)
        self.hand.edges = self.snapping
        self.views = (FilmView(self.desk, self.hand), FilmView(self.desk, self.hand))
        self.proposing = Proposing(self.desk, self.background, self.hand.followers)
        self.middle_clicks = MiddleClicks(self.desk, self.proposing)
        self.carrying = Carrying(self.desk, self.background, self.hand.followers)
        self.offers = tuple(CarryOffer(self.desk, self.carrying, view) for view in self.views)
        self.level_count = LevelCount(self.desk)
        self.count_questions = tuple(LevelCountQuestion(self.desk, self.level_count, view) for view in self.views)
        self.warnings = tuple(FilmWarnings(self.desk, view) for view in self.views)
        self.calibrating = Calibrating(self.desk, self.hand, self.views)
        self.sides = tuple(SeenSides(self.desk, view) for view in self.views)
        self.linked = LinkedViews(self.desk, self.views)
        self.commands = Commands(self)
        self.actions_by_id = {spec.id: self._action(spec) for spec in ACTIONS}
        self.greys = GreysMenu(lambda: self.active_view, self.actions_by_id, self)
        fill_menus(self.menuBar(), self.actions_by_id, {"next_window": self.greys})
        self.toolbar = ToolBar(self.actions_by_id, {"view": self.greys.button}, self)
        self.addToolBar(self.toolbar)
        self._build_middle()
        self.dress()  # once everything stands: each piece that is put into a dressed window is dressed again and again
        self.tour = Tour(self)
        self.show_keys()
        self._connect()
        self.show_icons()

    # ---- arranging

    def _action(self, spec: ActionSpec) -> QAction:
        action = QAction(spec.text, self)
        action.setObjectName(spec.id)
        action.setCheckable(spec.checkable)
        action.triggered.connect(lambda: self.commands.do(spec.id))
        self.addAction(action)
        return action

    def _build_middle(self) -> None:
        self.banner = Banner()
        self.repeat_bar = RepeatBar(self.desk)
        self.film_list = FilmList(self.desk, self.background)
        self.films = QSplitter(Qt.Orientation.Horizontal)
        self.films.setObjectName("films")
        for view in self.views:
            self.films.addWidget(view)
            FocusFrame(view)
        self.films.setChildrenCollapsible(False)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setObjectName("parts")
        self.film_area = FilmArea(self.desk, self.films)
        self.right = self._build_right()
        for part in (self.film_list, self.film_area, self.right):
            parts.addWidget(part)
        parts.setStretchFactor(1, 1)
        parts.setChildrenCollapsible(False)
        self.parts = parts
        self.make_room()
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
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabs.setAccessibleName("What is known about this study")
        named = (
            ("Measurements", self.measurements),
            ("Trend", self.trend),
            ("Criteria", self.criteria),
            ("Facts", self.facts),
            ("Study", self.study_panel),
        )
        for title, panel in named:
            self.tabs.setTabToolTip(self.tabs.addTab(panel, title), title)
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
        self.film_area.card.open_asked.connect(self.commands.open_files)
        self.film_area.card.tour_asked.connect(lambda: self.commands.do("show_tour"))
        self.film_area.card.study_asked.connect(lambda path: self.commands.open_paths([path]))
        self.criteria.set_chosen.connect(self.commands.choose_set)
        self.opener.study_read.connect(self.commands.lay_out)
        self.desk.laid_out.connect(self.hand.reset)
        self.opener.glimpsed.connect(self._show_glimpse)
        self.opener.finished.connect(self._end_glimpses)
        self.opener.other_patient.connect(self.commands.ask_other_patient)
        for sides in self.sides:
            sides.told.connect(self.commands.say_anterior)
        self.background.busy_changed.connect(self.status.show_busy)
        self.snapping.told = self.status.remark
        self.proposing.told.connect(self.status.remark)
        self.carrying.told.connect(self.status.remark)
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

    def make_room(self) -> None:
        """Give the panels at both sides the room that the size of type asks for."""
        percent = self.desk.settings.font_percent
        self.film_list.setMinimumWidth(side_px(FILMS_PX, percent, 0.2))
        self.right.setMinimumWidth(side_px(NUMBERS_PX, percent, 0.65))
        for view in self.views:
            view.setMinimumWidth(FILM_PX)
        left_px = min(scaled_px(204, percent), round(0.17 * self.width()))
        right_px = min(scaled_px(400, percent), round(0.36 * self.width()))
        self.parts.setSizes([left_px, max(1, self.width() - left_px - right_px), right_px])

    def show_icons(self) -> None:
        """Draw the icons in the colours of the palette."""
        colours = palette(self.desk.settings.palette)
        for spec in ACTIONS:
            if spec.icon:
                self.actions_by_id[spec.id].setIcon(icon(spec.icon, colours))
        self.greys.show_icon(icon("greys", colours))
        self.actions_by_id["switch_palette"].setChecked(colours.name == "light")
        self.toolbar.measure()

    def show_keys(self) -> None:
        """Give every action the key of the settings."""
        give_keys(self.actions_by_id, self.desk.settings.keys)
        self.refresh()

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
            "place_tool": self.hand.placing and self.hand.middles is None and not self.calibrating.is_on,
            "middle_tool": self.hand.placing and self.hand.middles is not None and not self.calibrating.is_on,
            "snap": self.desk.settings.snap and not self.desk.is_blind,
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
        free = (view for view in self.views if not view.isHidden() and view.film_id == film_id)
        for view in list(free)[:1]:
            self.film_area.show_films()
            view.show_glimpse(glimpse)

    def _end_glimpses(self) -> None:
        for view in self.views:
            view.show_glimpse(None)
        self.film_area.refresh()

    def _show_steps(self, undo: str, redo: str) -> None:
        for name, label in (("undo", undo), ("redo", redo)):
            action = self.actions_by_id[name]
            action.setEnabled(bool(label))
            key = in_brackets(self.desk.settings.keys, name)
            action.setToolTip(f"{name.capitalize()}: {label}{key}" if label else f"Nothing to {name}{key}")

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

    # ---- shown, files dropped, and the end

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        """Only now the window has its size."""
        super().showEvent(event)
        if not event.spontaneous():
            self.make_room()

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
