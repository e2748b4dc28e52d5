"""Every action of the window, as a table: what it is called, its key and its icon."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action.

    Attributes
    ----------
    id : str
        Name of the window's method that does it.
    group : str
        Menu it stands in; actions of the toolbar name their place there too.
    toolbar : str
        Group of the toolbar; empty for menu only.
    """

    id: str
    text: str
    group: str
    shortcut: str = ""
    icon: str = ""
    tip: str = ""
    toolbar: str = ""
    checkable: bool = False


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("open_files", "Open", "File", "Ctrl+O", "open", "Open films or a study", "file"),
    ActionSpec("open_folder", "Open folder…", "File", "Ctrl+Shift+O", tip="Open every film of a folder"),
    ActionSpec("new_study", "New study", "File", "Ctrl+N", tip="Put this study away and start an empty one"),
    ActionSpec("open_sample", "Open the sample study", "File", tip="A synthetic patient with an L1 fracture"),
    ActionSpec("save", "Save", "File", "Ctrl+S", "save", "Save the study", "file"),
    ActionSpec("save_as", "Save as…", "File", "Ctrl+Shift+S", tip="Save the study under another name"),
    ActionSpec("export_report", "Report…", "File", "Ctrl+E", "report", "Write the report: PDF, CSV, JSON", "report"),
    ActionSpec("close", "Quit", "File", "Ctrl+Q"),
    ActionSpec("undo", "Undo", "Edit", "Ctrl+Z", "undo", "Take the last step back", "edit"),
    ActionSpec("redo", "Redo", "Edit", "Ctrl+Y", "redo", "Do the step again", "edit"),
    ActionSpec("accept_body", "Accept proposed points", "Edit", "A", tip="Accept the proposed points of this body"),
    ActionSpec("accept_film", "Accept all points of the film", "Edit", "Shift+A", tip="Accept every proposed point"),
    ActionSpec("propose_next", "Propose the next bodies", "Place", "N", tip="Above and below those that are placed"),
    ActionSpec("carry_points", "Carry points from the earlier film", "Place", "K", tip="They arrive as proposed"),
    ActionSpec("shift_up", "Shift all levels up", "Edit", "Ctrl+Shift+Up", tip="L2 becomes L1, on every film"),
    ActionSpec("shift_down", "Shift all levels down", "Edit", "Ctrl+Shift+Down", tip="L1 becomes L2, on every film"),
    ActionSpec("show_settings", "Settings…", "Edit", "Ctrl+,", "settings", "Reader, looks, keys and folders"),
    ActionSpec("select_tool", "Select", "Place", "V", "select", "Move points only", "tool", checkable=True),
    ActionSpec("place_tool", "Place", "Place", "P", "place", "Click the corners one after the other", "tool", True),
    ActionSpec("middle_tool", "Middles", "Place", "B", "", "Click the middle of each body instead", "", True),
    ActionSpec("snap", "Snap", "Place", "S", "snap", "Released points move to the edge of the bone", "tool", True),
    ActionSpec("calibrate_tool", "Calibrate", "Place", "C", "calibrate", "Tell what a pixel measures", "tool", True),
    ActionSpec("six_points", "Six points", "Place", "6", "six-point", "Place the middle points by hand", "tool", True),
    ActionSpec("mark_fractured", "Fractured", "Place", "X", tip="Mark this level as fractured, or take the mark back"),
    ActionSpec("level_up", "Level above", "Place", "PgUp", tip="Look at the level above"),
    ActionSpec("level_down", "Level below", "Place", "PgDown", tip="Look at the level below"),
    ActionSpec("repeat_reading", "Repeat reading, blind…", "Place", "Ctrl+R", tip="Read films again, points hidden"),
    ActionSpec("finish_repeat", "Finish the repeat reading", "Place", "Ctrl+Return", tip="Save it and compare"),
    ActionSpec("give_up_repeat", "Give up the repeat reading", "Place", tip="Bring the first reading back"),
    ActionSpec("compare_readings", "Agreement of readings…", "Place", "Ctrl+G", tip="SEM, ICC and Bland-Altman"),
    ActionSpec("fit", "Fit", "View", "F", "fit", "Show the whole film", "view"),
    ActionSpec("one_to_one", "1:1", "View", "1", tip="Show one film pixel as one screen pixel"),
    ActionSpec("zoom_in", "Zoom in", "View", "+"),
    ActionSpec("zoom_out", "Zoom out", "View", "-"),
    ActionSpec("invert", "Invert", "View", "I", "invert", "Turn black to white", "view"),
    ActionSpec("next_window", "Next window", "View", "W", tip="Step through the windows of the film"),
    ActionSpec("type_window", "Centre and width…", "View", "Shift+W", tip="Type the window of the film"),
    ActionSpec("local_contrast", "Local contrast", "View", "E", "", "A filter of the display only", "", True),
    ActionSpec("sharpen_edges", "Sharpen edges", "View", "Shift+E", "", "A filter of the display only", "", True),
    ActionSpec("show_overlays", "Overlays of the file", "View", "O", "", "What the file draws on the film", "", True),
    ActionSpec(
        "open_shutter", "Behind the shutter", "View", "Shift+B", "", "What the file hides at its edge", "", True
    ),
    ActionSpec("turn_left", "Turn left", "View", "[", tip="Turn the view a quarter to the left; coordinates stay"),
    ActionSpec("turn_right", "Turn right", "View", "]", tip="Turn the view a quarter to the right; coordinates stay"),
    ActionSpec("mirror", "Mirror", "View", "M", tip="Exchange left and right of the view; coordinates stay"),
    ActionSpec("view_as_stored", "As stored", "View", "0", tip="Neither turned nor mirrored"),
    ActionSpec("one_up", "1 up", "View", "Ctrl+1", "one-up", "Show one film", "layout", True),
    ActionSpec("two_up", "2 up", "View", "Ctrl+2", "two-up", "Show two films side by side", "layout", True),
    ActionSpec("link_zoom", "Link", "View", "L", "link", "Zoom and pan both films together", "layout", True),
    ActionSpec("other_film", "Other film", "View", "Ctrl+Tab", tip="Make the other film the active one"),
    ActionSpec("hide_numbers", "Hide numbers", "View", "H", tip="Hide numbers and verdicts", checkable=True),
    ActionSpec("switch_palette", "Light palette", "View", "Ctrl+L", tip="Dark or light window", checkable=True),
    ActionSpec("dismiss_banner", "Close the message", "View", "Esc", tip="Close the message above the films"),
    ActionSpec("show_shortcuts", "Shortcuts", "Help", "F1", tip="Every action and its key"),
    ActionSpec("show_tour", "Tour", "Help", "", "help", "Five steps through the window"),
    ActionSpec("show_reference", "Reference", "Help", "Shift+F1", tip="What every number, flag and verdict means"),
    ActionSpec("show_about", "About", "Help", tip="What this program is, and what it is not"),
)

MENUS = ("File", "Edit", "Place", "View", "Help")
TOOLBAR = ("file", "edit", "tool", "view", "layout")
"""Groups of the toolbar from left to right; the report stands alone at the right end."""


NOT_WHILE_BLIND = (
    *("save", "save_as", "export_report", "six_points", "hide_numbers"),
    *("repeat_reading", "compare_readings", "mark_fractured", "shift_up", "shift_down", "calibrate_tool"),
    *("snap", "propose_next", "carry_points", "middle_tool"),
)
"""Actions that would show, or write as the first reading, what a blind repeat reading hides."""
ONLY_WHILE_BLIND = ("finish_repeat", "give_up_repeat")
