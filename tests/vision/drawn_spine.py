"""A drawn spine of five bodies, slightly curved, with a cloud of arches behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tests.vision.phantom import BODY, Drawing, true_corners
from vertmeasure.core.anatomy import CORNERS, Mark
from vertmeasure.core.calibration import Calibration, Grade
from vertmeasure.core.geometry import ImagePoint, Scale
from vertmeasure.core.study import Film, Landmark, Vertebra
from vertmeasure.vision.film_image import FilmImage

LEVELS = ("T12", "L1", "L2", "L3", "L4")
STEP_MM, BEND_DEG = 34.0, 3.0
COARSE = Scale(0.4, 0.4)
UPRIGHT = Drawing(scale=COARSE, size_mm=(110.0, 210.0), middle_mm=(55.0, 105.0))

Body = Mapping[Mark, tuple[float, float]]


def bodies() -> dict[str, Body]:
    """Every body in the frame of the spine's middle one."""
    return {level: _moved(BODY, number - 2) for number, level in enumerate(LEVELS)}


def _moved(body: Body, steps: int) -> Body:
    """A body so many steps further down a gentle bow."""
    angle = np.radians(BEND_DEG * steps)
    cos, sin = np.cos(angle), np.sin(angle)
    aside = STEP_MM * steps * np.sin(angle / 2)
    return {
        mark: (float(cos * x - sin * y - aside), float(sin * x + cos * y + STEP_MM * steps))
        for mark, (x, y) in body.items()
    }


def spine_film(drawing: Drawing = UPRIGHT, without: Sequence[str] = ()) -> FilmImage:
    """The film of the spine; the image does not show the levels of `without`."""
    stored = drawing.stored([body for level, body in bodies().items() if level not in without])
    return FilmImage.of(_with_arches(stored, drawing), None, drawing.is_inverted, drawing.scale)


def _with_arches(stored: NDArray[np.uint16], drawing: Drawing) -> NDArray[np.uint16]:
    """Add blotches behind the bodies, as the arches are."""
    draw = np.random.default_rng(5)
    shown = stored.astype(np.int64)
    for _ in range(150):
        at = drawing.image_point((float(draw.uniform(-42, -24)), float(draw.uniform(-90, 90))))
        row, column = int(at.row), int(at.column)
        shown[max(row - 4, 0) : row + 4, max(column - 4, 0) : column + 4] += 300
    return np.clip(shown, 0, 4095).astype(np.uint16)


def corner(drawing: Drawing, level: str, mark: Mark) -> ImagePoint:
    return drawing.image_point(true_corners(bodies()[level])[mark])


def placed(levels: Sequence[str], drawing: Drawing = UPRIGHT, is_calibrated: bool = True) -> Film:
    """A film on which some bodies are placed."""
    vertebrae = {
        level: Vertebra(level, {mark: Landmark(corner(drawing, level, mark)) for mark in CORNERS}) for level in levels
    }
    known = Calibration(drawing.scale.row, drawing.scale.column, Grade.USER)
    calibration = known if is_calibrated else Calibration(aspect=drawing.scale.row / drawing.scale.column)
    return Film("pre", calibration=calibration, vertebrae=vertebrae)


def centres(levels: Sequence[str], drawing: Drawing = UPRIGHT, off_mm: float = 2.0) -> dict[str, ImagePoint]:
    """A click near the middle of each body."""
    middles = {level: np.mean([true_corners(bodies()[level])[mark] for mark in CORNERS], axis=0) for level in levels}
    return {level: drawing.image_point(at + np.array([off_mm, -off_mm])) for level, at in middles.items()}


def worst_mm(drawing: Drawing, level: str, points: Mapping[Mark, ImagePoint]) -> float:
    """The largest distance of a corner from where it is."""
    off = [(points[mark], corner(drawing, level, mark)) for mark in CORNERS]
    scale = drawing.scale
    return max(float(np.hypot((a.column - b.column) * scale.column, (a.row - b.row) * scale.row)) for a, b in off)


def posed(**changes: object) -> Drawing:
    return replace(UPRIGHT, **changes)  # type: ignore[arg-type]
