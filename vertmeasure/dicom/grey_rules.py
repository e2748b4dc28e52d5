"""Reads what a header says about grey: modality, windows, padding, inversion; decided here and nowhere else."""

import math

import numpy as np
from pydicom.dataset import Dataset

from vertmeasure.dicom.attributes import items, numbers, text
from vertmeasure.dicom.greyscale import GreyscaleRules
from vertmeasure.dicom.layout import PixelLayout
from vertmeasure.dicom.lookup import has_table, padding_range, tables
from vertmeasure.dicom.shutter_rules import shutter
from vertmeasure.dicom.table import Real
from vertmeasure.dicom.voi import windows
from vertmeasure.dicom.window import VoiFunction, Window

_SMALLEST_SLOPE, _LARGEST_NUMBER = 1e-9, 1e9
_UNITS = {"HU": "HU", "OD": "mOD", "PCT": "%"}
"""Defined terms of Rescale Type (PS3.3 C.11.1.1.2); OD counts thousandths of optical density."""


def greyscale_rules(dataset: Dataset, layout: PixelLayout) -> GreyscaleRules:
    """Read everything about grey from a header; never raises, malformed parts are ignored and noted."""
    hidden, shutter_notes = shutter(dataset, layout)
    if layout.is_colour or layout.has_palette:  # brightness of colours is final; PS3.3 C.11.2 is for grey images only
        plain = Window(127.5, 255.0, VoiFunction.LINEAR_EXACT)
        grey = _frozen(np.arange(256, dtype=np.float64))
        return GreyscaleRules(grey, (plain,), None, False, shutter_notes, hidden)
    values, modality_notes = _modality_values(dataset, layout)
    presets, window_notes = windows(dataset, bool(values.min() < 0))
    return GreyscaleRules(
        values=values,
        presets=presets,
        padding=padding_range(dataset, layout.is_signed),
        is_inverted=is_inverted(dataset, layout),
        notes=modality_notes + window_notes + shutter_notes,
        shutter=hidden,
        unit=_unit(dataset),
    )


def is_inverted(dataset: Dataset, layout: PixelLayout) -> bool:
    """Whether low values are bright: Presentation LUT Shape decides where present, else MONOCHROME1."""
    shape = text(dataset, "PresentationLUTShape").upper()
    if shape in ("IDENTITY", "INVERSE"):
        return shape == "INVERSE"
    return layout.photometric == "MONOCHROME1"


def _modality_values(dataset: Dataset, layout: PixelLayout) -> tuple[Real, tuple[str, ...]]:
    offset = -(1 << (layout.bits_stored - 1)) if layout.is_signed else 0
    stored = np.arange(1 << layout.bits_stored, dtype=np.float64) + offset
    found = tables(dataset, "ModalityLUTSequence", layout.is_signed)
    if found:
        return _frozen(found[0].look_up(stored)), ()
    notes = ("A malformed modality LUT was ignored.",) if has_table(dataset, "ModalityLUTSequence") else ()
    slope = next(iter(numbers(dataset, "RescaleSlope")), 1.0)
    intercept = next(iter(numbers(dataset, "RescaleIntercept")), 0.0)
    if not _is_usable(slope, intercept):
        return _frozen(stored), (*notes, "An impossible rescale slope or intercept was ignored.")
    return _frozen(stored * slope + intercept), notes


def _unit(dataset: Dataset) -> str:
    """The unit of modality values in words of our own; empty for "unspecified" and everything unknown."""
    table = next(iter(items(dataset, "ModalityLUTSequence")), None)
    named = text(dataset, "RescaleType") if table is None else text(table, "ModalityLUTType")
    return _UNITS.get(named.strip().upper(), "")


def _is_usable(slope: float, intercept: float) -> bool:
    finite = math.isfinite(slope) and math.isfinite(intercept)
    return finite and _SMALLEST_SLOPE <= abs(slope) <= _LARGEST_NUMBER and abs(intercept) <= _LARGEST_NUMBER


def _frozen(values: Real) -> Real:
    values.flags.writeable = False
    return values
