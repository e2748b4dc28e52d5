"""The colours of the reading room, dark and light, by what they stand for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as #rrggbb; text on its ground has a contrast of at least 4.5 : 1.

    Attributes
    ----------
    window, panel, raised, line : str
        Grounds from back to front, and the lines between them.
    strong, normal, quiet : str
        Text by weight.
    accent, accent_line : str
        The active tool (fill) and reference bodies (line).
    fracture : str
        The fractured or treated body.
    good, good_ground, … : str
        Verdicts; each is shown with its word.
    """

    name: str
    window: str
    panel: str
    raised: str
    line: str
    strong: str
    normal: str
    quiet: str
    accent: str
    accent_line: str
    on_accent: str
    fracture: str
    fracture_ground: str
    good: str
    good_ground: str
    open: str
    open_ground: str
    bad: str
    bad_ground: str
    calm: str
    calm_ground: str


DARK = Palette(
    name="dark",
    window="#0d1117",
    panel="#11161d",
    raised="#161b22",
    line="#262d36",
    strong="#e6edf3",
    normal="#d5dde6",
    quiet="#8b97a4",
    accent="#1f6f7a",
    accent_line="#57c7d4",
    on_accent="#f2fbfc",
    fracture="#ffb454",
    fracture_ground="#4a3516",
    good="#8fe3c0",
    good_ground="#1d4d3a",
    open="#ffd38a",
    open_ground="#4b3d1d",
    bad="#ff9ea6",
    bad_ground="#4d2328",
    calm="#a9dbe3",
    calm_ground="#1d3c46",
)

LIGHT = Palette(
    name="light",
    window="#f6f8fa",
    panel="#ffffff",
    raised="#eef1f4",
    line="#d5dbe1",
    strong="#0d1117",
    normal="#24303b",
    quiet="#5b6773",
    accent="#0f6b78",
    accent_line="#0f8a99",
    on_accent="#ffffff",
    fracture="#b45f00",
    fracture_ground="#fbe8cf",
    good="#0b5a3a",
    good_ground="#d8f2e6",
    open="#6b4700",
    open_ground="#fbedcc",
    bad="#8c1823",
    bad_ground="#fbdfe1",
    calm="#0b4f5b",
    calm_ground="#d9eff2",
)

FILM_INK = DARK
"""On the film itself the dark palette holds in both: film is black."""


def palette(name: str) -> Palette:
    """The palette of a name; an unknown name gives the dark one."""
    return LIGHT if name == LIGHT.name else DARK
