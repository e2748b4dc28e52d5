"""The measurement dictionary: every id with its words, unit, rounding, formula and source.

The one table from which labels, tooltips, reports and explanations are made.
"""

from vertmeasure.core.change_entries import change_entries
from vertmeasure.core.dictionary_entry import (
    ADJACENT,
    BETWEEN_READERS,
    COHORT,
    HEIGHTS,
    NORMAL_WEDGE,
    SURE_KYPHOSIS,
    Entry,
)
from vertmeasure.core.measurement import Flag, Status


def _per_column() -> dict[str, Entry]:
    entries = {}
    for column, (symbol, line) in HEIGHTS.items():
        entries[f"height_{column}"] = Entry(
            f"{column.capitalize()} height",
            "mm",
            f"Distance between the two endplates at the {column} of the body.",
            f"{symbol} = |{line}|",
            citation=COHORT if column != "middle" else "",
        )
        entries[f"reference_{column}"] = Entry(
            f"Reference, {column}",
            "mm",
            f"The {column} height the body is compared with, from the nearest intact bodies on the same film.",
            f"mean of {symbol} of the nearest intact body above and below",
            reference=ADJACENT,
        )
        entries[f"loss_adjacent_{column}"] = Entry(
            f"Loss, {column}",
            "%",
            f"How much {column} height is missing against the reference height; negative is legal.",
            f"100 * (1 - {symbol} / reference_{column})",
            reference=ADJACENT,
            citation=BETWEEN_READERS,
        )
    return entries


def _whole_film() -> dict[str, Entry]:
    spans = {
        "kyphosis_T4_T12": "Kyphosis T4-T12",
        "kyphosis_T5_T12": "Kyphosis T5-T12",
        "junction_T10_L2": "Junction T10-L2",
    }
    entries = {
        name: Entry(
            label,
            "deg",
            "Cobb angle between the superior endplate of the upper and the inferior endplate of the lower level.",
            "K(superior upper, inferior lower)",
            citation=SURE_KYPHOSIS,
        )
        for name, label in spans.items()
    }
    entries["lordosis_L1_S1"] = Entry(
        "Lordosis L1-S1",
        "deg",
        "Angle between the superior endplates of L1 and S1; lordosis is negative.",
        "K(superior L1, superior S1)",
        citation=SURE_KYPHOSIS,
    )
    return entries


ENTRIES: dict[str, Entry] = {
    **_per_column(),
    "depth": Entry("Depth", "mm", "Mean length of the two endplates.", "(|SA-SP| + |IA-IP|) / 2"),
    "ratio_wedge": Entry(
        "Wedge ratio",
        "ratio",
        "Anterior height over posterior height.",
        "Ha / Hp",
        reference="the body's own posterior wall",
        citation=COHORT,
    ),
    "ratio_biconcavity": Entry(
        "Biconcavity ratio",
        "ratio",
        "Middle height over posterior height.",
        "Hm / Hp",
        reference="the body's own posterior wall",
    ),
    "ratio_crush_above": Entry(
        "Crush ratio, above",
        "ratio",
        "Posterior height over that of the level above.",
        "Hp / Hp of the level above",
        reference="the posterior wall of the level above",
    ),
    "ratio_crush_below": Entry(
        "Crush ratio, below",
        "ratio",
        "Posterior height over that of the level below.",
        "Hp / Hp of the level below",
        reference="the posterior wall of the level below",
    ),
    "loss_adjacent_max": Entry(
        "Loss, largest",
        "%",
        "The largest of the three losses; `partial` when one of them is missing or not accepted.",
        "max(loss_adjacent_anterior, loss_adjacent_middle, loss_adjacent_posterior)",
        reference=ADJACENT,
        citation=BETWEEN_READERS,
    ),
    "loss_own_posterior": Entry(
        "Loss, own posterior",
        "%",
        "Anterior height against the body's own posterior wall; biased, as normal bodies are wedged.",
        "100 * (1 - Ha / Hp)",
        reference="the body's own posterior wall",
        citation=NORMAL_WEDGE,
    ),
    "genant_grade": Entry(
        "Genant grade",
        "grade",
        "Semiquantitative grade, computed from heights: 1 from 20 %, 2 above 25 %, 3 above 40 % of loss.",
        "from loss_adjacent_max L: 0 if L < 20; 1 if 20 <= L <= 25; 2 if 25 < L <= 40; 3 if L > 40",
        "measurement dictionary, version 1: cuts on computed loss",
        reference=ADJACENT,
        citation="Genant 1993",
    ),
    "deformity": Entry(
        "Deformity",
        "shape",
        "Shape of the fracture: none, wedge, biconcave or crush.",
        "none if grade 0; crush if posterior loss >= 20; biconcave if middle loss > anterior loss; else wedge",
        "measurement dictionary, version 1: rules on computed loss",
        reference=ADJACENT,
        citation="Genant 1993",
    ),
    "wedge_angle": Entry(
        "Wedge angle",
        "deg",
        "Angle between the two endplates of the body; kyphotic is positive.",
        "K(superior, inferior) of one body",
        citation=f"{COHORT}; {NORMAL_WEDGE}",
    ),
    "gardner_angle": Entry(
        "Gardner angle",
        "deg",
        "Local kyphosis: superior endplate of the body above to the inferior endplate of the body.",
        "K(superior above, inferior)",
        citation=SURE_KYPHOSIS,
    ),
    "segmental_angle": Entry(
        "Segmental angle",
        "deg",
        "Bisegmental Cobb angle: superior endplate of the body above to the inferior endplate of the body below.",
        "K(superior above, inferior below); below L5 the superior endplate of S1",
        citation=SURE_KYPHOSIS,
    ),
    "adjacent_endplates_angle": Entry(
        "Adjacent endplates",
        "deg",
        "Inferior endplate of the body above to the superior endplate of the body below.",
        "K(inferior above, superior below)",
    ),
    "posterior_wall_angle": Entry(
        "Posterior walls",
        "deg",
        "Angle between the posterior walls of the bodies above and below.",
        "K(posterior wall above, posterior wall below)",
    ),
    "sagittal_index": Entry(
        "Sagittal index",
        "deg",
        "Gardner angle minus the normal angle of the segment; the constants are not verified.",
        "gardner_angle - (T1-T10: 5, T11-L1: 0, L2-L5: -10)",
        "measurement dictionary, version 1; constants to be verified",
        reference="the normal angle of the segment",
        citation="Farcy",
    ),
    **_whole_film(),
    "scale_k": Entry(
        "Scale k",
        "ratio",
        "How much larger the earlier film shows the intact bodies.",
        "mean of (Ha + Hp earlier) / (Ha + Hp later) over the common intact bodies",
        reference="the intact, untreated bodies measured on both films",
    ),
    **change_entries(),
}


def entry(measurement_id: str) -> Entry:
    """The entry of an id; a pair the reader picked (`cobb_T10_L2`) has its own words."""
    if measurement_id.startswith("cobb_"):
        _, upper, lower = measurement_id.split("_")
        return Entry(
            f"Cobb {upper}-{lower}",
            "deg",
            f"Superior endplate of {upper} to the inferior endplate of {lower}.",
            f"K(superior {upper}, inferior {lower})",
            citation=SURE_KYPHOSIS,
        )
    return ENTRIES[measurement_id]


ANY_PAIR = Entry(
    "Cobb of any pair",
    "deg",
    "Superior endplate of the upper level U to the inferior endplate of the lower level L, as the reader picks.",
    "K(superior U, inferior L); to S1 its superior endplate",
    citation=SURE_KYPHOSIS,
)
"""What the ids of picked pairs (`cobb_U_L`) have in common."""


DECIMALS = {"ratio": 3, "grade": 0}
"""Decimals of a unit where they are not one."""

UNIT_SIGNS = {"mm": "mm", "%": "%", "deg": "°", "points": "pp", "ratio": "", "grade": "", "shape": ""}
"""How a unit is printed behind a number."""

UNIT_NAMES = {"%": "per cent", "deg": "degrees", "points": "percentage points"}
"""What a unit is called where its key does not say it."""

FLAG_WORDS: dict[Flag, str] = {
    Flag.ONE_SIDED: "reference from one side only: levels grow about 6.5 % each downwards, which biases the loss",
    Flag.DISTANT: "the nearest intact body is more than one level away",
    Flag.NORMALISED: "magnification cancelled by the intact bodies",
    Flag.NOT_NORMALISED: "no common intact body: magnification not cancelled",
    Flag.UNSTABLE: "the denominator is small: the percentage says little",
    Flag.PROPOSED: "rests on a point that was not accepted yet",
    Flag.POSTURE_DIFFERS: "the two films were taken in different postures",
    Flag.SCALE_DIFFERS: "the two films differ by more than 5 % in magnification",
    Flag.PARTIAL: "one of the three losses is missing or not accepted: at least this much",
    Flag.OVERRIDE: "the reader recorded another value beside it",
    Flag.UNVERIFIED_CONSTANT: "rests on published constants that were not verified",
    Flag.BORDERLINE: "the interval crosses a cut",
}

STATUS_WORDS: dict[Status, str] = {
    Status.NOT_APPLICABLE: "anatomy lacks it",
    Status.MISSING_LANDMARKS: "a landmark is missing",
    Status.DEGENERATE: "a line has no length",
    Status.INCONSISTENT_FACING: "the corners contradict the side of the film that is anterior",
    Status.NO_REFERENCE: "no intact body to compare with",
    Status.UNCALIBRATED: "no calibration",
    Status.OK: "",
}

INTERVAL_WORDS = "95 % reading error; calibration, posture and beam are not in it"
