"""The entries of changes between two films: height won, angles corrected, correction lost again."""

from vertmeasure.core.dictionary_entry import ADJACENT, BETWEEN_READERS, EARLIER, HEIGHTS, SURE_KYPHOSIS, Entry

_GAIN_DENOMINATORS = {
    "initial": ("initial", "{H} earlier"),
    "lost": ("lost", "(reference_{x} earlier - {H} earlier)"),
    "reference": ("reference", "reference_{x} earlier"),
}

_ANGLE_WORDS = {"wedge": "wedge", "gardner": "Gardner", "segmental": "segmental"}


def change_entries() -> dict[str, Entry]:
    """Every change of one body between two films, by id."""
    return {**_gains(), **_corrections()}


def _gains() -> dict[str, Entry]:
    entries = {}
    for column, (symbol, _) in HEIGHTS.items():
        entries[f"gain_{column}"] = Entry(
            f"Gain, {column}",
            "mm",
            f"{column.capitalize()} height won between two films, magnification cancelled by the intact bodies.",
            f"k * {symbol} later - {symbol} earlier",
            reference=EARLIER,
        )
        for name, (words, denominator) in _GAIN_DENOMINATORS.items():
            entries[f"gain_{column}_percent_of_{name}"] = Entry(
                f"Gain, {column}, % of {words}",
                "%",
                f"{column.capitalize()} height won, as a share of {words} height.",
                f"100 * (k * {symbol} later - {symbol} earlier) / {denominator.format(H=symbol, x=column)}",
                reference=f"{words} height: {denominator.format(H=symbol, x=column)}",
            )
        entries[f"loss_change_{column}"] = Entry(
            f"Loss regained, {column}",
            "points",
            "Difference of the two losses, each film against its own neighbours, so free of magnification.",
            f"loss_adjacent_{column} earlier - later",
            reference=ADJACENT,
            citation=BETWEEN_READERS,
        )
    return entries


def _corrections() -> dict[str, Entry]:
    entries = {}
    for name, words in _ANGLE_WORDS.items():
        angle = f"{name}_angle"
        entries[f"correction_{name}"] = Entry(
            f"Correction, {words}",
            "deg",
            f"By how much the {words} angle became less kyphotic; positive is better.",
            f"{angle} earlier - later",
            reference=EARLIER,
            citation=SURE_KYPHOSIS,
        )
        entries[f"correction_{name}_percent"] = Entry(
            f"Correction, {words}, %",
            "%",
            f"The correction as a share of the earlier {words} angle; unstable when that angle is under 10 degrees.",
            f"100 * correction_{name} / {angle} earlier",
            reference=f"the {words} angle on the earlier film",
        )
        entries[f"loss_of_correction_{name}"] = Entry(
            f"Loss of correction, {words}",
            "deg",
            f"By how much the {words} angle became more kyphotic again after the procedure.",
            f"{angle} of the follow-up - {angle} after the procedure",
            reference="the first film after the procedure",
            citation=SURE_KYPHOSIS,
        )
    return entries
