"""Reads the windows a film offers (PS3.3 C.11.2)."""

import math
from itertools import zip_longest

from pydicom.dataset import Dataset

from vertmeasure.dicom.attributes import numbers, text, texts
from vertmeasure.dicom.lookup import has_table, tables
from vertmeasure.dicom.table import Table
from vertmeasure.dicom.window import VoiFunction, Window

_LARGEST_NUMBER = 1e9


def windows(dataset: Dataset, inputs_are_signed: bool) -> tuple[tuple[Window, ...], tuple[str, ...]]:
    """The windows a film offers, VOI LUTs first, and sentences on those that had to be ignored."""
    looked_up = tuple(map(_of_table, tables(dataset, "VOILUTSequence", inputs_are_signed)))
    notes = [] if looked_up or not has_table(dataset, "VOILUTSequence") else ["A malformed VOI LUT was ignored."]
    function = _function(dataset, notes)
    stated = _stated(dataset, function)
    sound = tuple(each for each in stated if _is_sound(each))
    if len(sound) < len(stated):
        notes.append("A window with an impossible centre or width was ignored.")
    return looked_up + sound, tuple(notes)


def _of_table(table: Table) -> Window:
    extent = len(table.entries)
    return Window(table.first + (extent - 1) / 2, float(extent), VoiFunction.TABLE, table.name, table)


def _function(dataset: Dataset, notes: list[str]) -> VoiFunction:
    stated = text(dataset, "VOILUTFunction").upper()
    if stated in (VoiFunction.LINEAR_EXACT, VoiFunction.SIGMOID):
        return VoiFunction(stated)
    if stated not in ("", VoiFunction.LINEAR):
        notes.append("An unknown VOI LUT function was read as LINEAR.")
    return VoiFunction.LINEAR


def _stated(dataset: Dataset, function: VoiFunction) -> list[Window]:
    pairs = zip(numbers(dataset, "WindowCenter"), numbers(dataset, "WindowWidth"), strict=False)
    named = zip_longest(list(pairs), texts(dataset, "WindowCenterWidthExplanation"), fillvalue="")
    return [Window(*pair, function, str(name)) for pair, name in named if not isinstance(pair, str)]


def _is_sound(window: Window) -> bool:
    """Finite and of usable width: above zero, for LINEAR at least 1 (PS3.3 C.11.2.1.2.1)."""
    narrowest = 1.0 if window.function is VoiFunction.LINEAR else 1.0 / _LARGEST_NUMBER
    finite = math.isfinite(window.centre) and abs(window.centre) <= _LARGEST_NUMBER
    return finite and narrowest <= window.width <= _LARGEST_NUMBER
