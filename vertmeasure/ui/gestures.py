"""What keys and mouse do on a film, as a table; these keys belong to the film view and to no action."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gesture:
    """One thing the film view does by itself.

    Attributes
    ----------
    shown : str
        What is pressed, in words.
    keys : tuple[str, ...]
        The keys it takes, as portable text of Qt; none for the mouse alone.
    """

    words: str
    shown: str
    keys: tuple[str, ...] = ()


GESTURES: tuple[Gesture, ...] = (
    Gesture("Place the armed point, or drag a point", "Left button"),
    Gesture("Leave the point where it is let go, once", "Shift held on release"),
    Gesture("What can be done with a point", "Right button on it"),
    Gesture("Window: width and centre", "Right drag"),
    Gesture("Pan", "Middle drag, or Space and left drag", ("Space",)),
    Gesture("Zoom at the pointer", "Wheel, or two fingers drawn apart"),
    Gesture("Loupe: larger pixels, a slower pointer", "Z held", ("Z",)),
    Gesture("Nudge the last point by 1 px", "Arrows", ("Left", "Right", "Up", "Down")),
    Gesture(
        "Nudge the last point by 0.1 px",
        "Shift and arrows",
        ("Shift+Left", "Shift+Right", "Shift+Up", "Shift+Down"),
    ),
    Gesture("Take the last point back", "Backspace", ("Backspace",)),
    Gesture("Cancel a drag", "Esc", ("Esc",)),
)
"""Everything that is no action, in the order of the shortcuts page."""

BUTTON_KEYS = ("Tab", "Shift+Tab", "Return", "Enter")


def owner_of(key: str) -> str:
    """What a key is kept for outside the table of actions, in words; empty where it is free."""
    if key in BUTTON_KEYS:
        return "moving from field to field and pressing buttons"
    words = next((each.words for each in GESTURES if key in each.keys), "")
    return f"the film view: {words[:1].lower()}{words[1:]}" if words else ""
