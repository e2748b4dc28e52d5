"""The shape of an entry of the measurement dictionary, and the publications that entries point to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """What a measurement id stands for.

    Attributes
    ----------
    label : str
        Its name in tables.
    unit : str
        `mm`, `%`, `deg`, `ratio`, `grade`, `shape` or `points` (percentage points).
    explanation : str
        One sentence for the reader.
    formula : str
        With the landmark names of the dictionary; Ha, Hm, Hp are the three heights.
    source : str
        Where the formula is laid down.
    reference : str
        What the number is held against; empty where it stands for itself.
    citation : str
        What is published about it; empty where nothing was read.
    """

    label: str
    unit: str
    explanation: str
    formula: str
    source: str = "measurement dictionary, version 1"
    reference: str = ""
    citation: str = ""


ADJACENT = "mean of the nearest intact body above and below on the same film, unless the study chose another"
EARLIER = "the same body on the earlier film"

COHORT = "J Orthop Surg Res 2023, s13018-023-03758, table 1: means of Ha, Hp, Ha/Hp and wedge by level"
NORMAL_WEDGE = "PMC2899959: normal wedge of women and men, T11 4.6 and 5.4, L5 -7.8 and -4.6 degrees"
BETWEEN_READERS = "PMC3733867: percent height loss agrees to about 12 points either way between readers"
SURE_KYPHOSIS = "Carman 1990: about 11 degrees are needed to be 95 % sure that a kyphosis has changed"
BY_POSTURE = (
    "J Orthop Surg Res 2020, 01649: from sitting to supine alone Ha went from 18.3 to 24.3 mm and kyphosis from "
    "26.2 to 15.4 degrees"
)

HEIGHTS = {"anterior": ("Ha", "SA-IA"), "middle": ("Hm", "SM-IM"), "posterior": ("Hp", "SP-IP")}
"""The sign of each height, and the points it lies between."""
