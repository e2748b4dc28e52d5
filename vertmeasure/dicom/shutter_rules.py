"""Reads the display shutter of a film (PS3.3 C.7.6.11); what is malformed is ignored and noted."""

import math
from collections.abc import Callable

import numpy as np
from pydicom.dataset import Dataset

from vertmeasure.dicom.attributes import numbers, texts
from vertmeasure.dicom.layout import PixelLayout
from vertmeasure.dicom.shutter import Ellipse, Polygon, Rectangle, Shutter
from vertmeasure.dicom.spacing import calibrate

_FARTHEST_PX = 1e6
_MOST_CORNERS = 2_000
_PROBES = 512
MALFORMED = "A malformed shutter was ignored."
BITMAP = "A shutter stored as a bitmap was ignored."
BLIND = "A shutter that hides the whole film was ignored."

Opening = Rectangle | Ellipse | Polygon


def shutter(dataset: Dataset, layout: PixelLayout) -> tuple[Shutter | None, tuple[str, ...]]:
    """The shutter of a film, if it has one, and sentences on what was ignored; never raises."""
    openings: list[Opening] = []
    notes: list[str] = []
    for shape in dict.fromkeys(texts(dataset, "ShutterShape")):
        opening = _SHAPES[shape](dataset) if shape in _SHAPES else None
        if opening is None:
            notes.append(BITMAP if shape == "BITMAP" else MALFORMED)
        else:
            openings.append(opening)
    if not openings:
        return None, tuple(notes)
    found = Shutter(tuple(openings))
    return (None, (*notes, BLIND)) if _hides_all(found, layout) else (found, tuple(notes))


def _hides_all(found: Shutter, layout: PixelLayout) -> bool:
    rows, columns = (
        np.linspace(0.5, size - 0.5, min(size, _PROBES), dtype=np.float64) for size in (layout.rows, layout.columns)
    )
    return not found.shows(rows, columns).any()


def _sane(dataset: Dataset, keyword: str, count: int) -> tuple[float, ...] | None:
    """As many numbers as asked for, within reach of a film; else None."""
    found = numbers(dataset, keyword)
    is_sane = len(found) == count and all(math.isfinite(each) and abs(each) <= _FARTHEST_PX for each in found)
    return found if is_sane else None


def _rectangle(dataset: Dataset) -> Rectangle | None:
    """Edges are named by their first and last open column and row, counted from 1."""
    names = ("LeftVerticalEdge", "UpperHorizontalEdge", "RightVerticalEdge", "LowerHorizontalEdge")
    edges = [_sane(dataset, f"Shutter{name}", 1) for name in names]
    if any(edge is None for edge in edges):
        return None
    left, top, right, bottom = (edge[0] for edge in edges if edge is not None)
    return Rectangle(left - 1, top - 1, right, bottom) if left <= right and top <= bottom else None


def _circle(dataset: Dataset) -> Ellipse | None:
    """The radius is counted in columns; rows that are wider or narrower make an ellipse of the circle."""
    centre, radius = _sane(dataset, "CenterOfCircularShutter", 2), _sane(dataset, "RadiusOfCircularShutter", 1)
    if centre is None or radius is None or radius[0] <= 0:
        return None
    scale = calibrate(dataset).calibration.scale
    return Ellipse(centre[1] - 0.5, centre[0] - 0.5, radius[0], radius[0] * scale.column / scale.row)


def _polygon(dataset: Dataset) -> Polygon | None:
    count = len(numbers(dataset, "VerticesOfThePolygonalShutter"))
    places = _sane(dataset, "VerticesOfThePolygonalShutter", count)
    if places is None or count % 2 or not 6 <= count <= 2 * _MOST_CORNERS:
        return None
    return Polygon(tuple((column - 0.5, row - 0.5) for row, column in zip(places[::2], places[1::2], strict=True)))


_SHAPES: dict[str, Callable[[Dataset], Opening | None]] = {
    "RECTANGULAR": _rectangle,
    "CIRCULAR": _circle,
    "POLYGONAL": _polygon,
}
