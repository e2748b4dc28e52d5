"""Frames of the film on the screen, against pyqtgraph's ImageItem in a view of the same size."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.canvases import TheirCanvas, desktop, frame, our_canvas, settled
from benchmarks.made_films import MadeFilm, large_film, small_film
from benchmarks.timing import Row, p95_in_turns_ms

CLOSE = 1.3
"""The second round of frames: the film is so many times as wide as the view."""
RUNS = 60
PATCH_PX = 500
"""Side of the patch in the middle of the view that is compared with exact means."""


def rows() -> Iterator[Row]:
    """Frames of a small and a large film, fitted and closer; how far the fitted picture is from exact means; memory."""
    with desktop(), tempfile.TemporaryDirectory() as folder:
        for film in (small_film(), large_film()):
            yield from _rows_of(film, film.write(Path(folder) / "film.dcm"))


def _rows_of(film: MadeFilm, path: Path) -> Iterator[Row]:
    full = 1 << film.bits
    ours = our_canvas(path), our_canvas(path, with_points=False)
    theirs = TheirCanvas(film.stored, full), TheirCanvas(film.stored, full, with_points=False)
    yield _sampling_error(film, ours[1], theirs[1])
    frames = (
        ("window frame", (_window, ours[1]), (_their_window(full), theirs[1]), "<= 0.25"),
        ("pan frame, 102 points", (_pan, ours[0]), (_their_pan, theirs[0]), "<= 0.75"),
        ("zoom frame, 102 points, not at rest", (_zoom, ours[0]), (_their_zoom, theirs[0]), "<= 0.75"),
    )
    for place in ("fitted", "closer"):
        if place == "closer":
            _closer(ours, theirs)
        settled(*ours, *(each.view for each in theirs))
        for name, our_work, their_work, goal in frames:
            yield _frame(f"{name}, {film.words} {place}, 95 %", our_work, their_work, film.goal(goal))
    yield _memory(film, ours[0], theirs[0])
    for view in (*ours, *(each.view for each in theirs)):
        view.hide()


def _closer(ours: Sequence[Any], theirs: Sequence[TheirCanvas]) -> None:
    from PySide6.QtCore import QPointF

    factor = CLOSE * ours[0].width() / (ours[0].size_px[0] * ours[0].screen_px_per_pixel()[0])
    for canvas in ours:
        canvas.zoom_at(factor, QPointF(canvas.rect().center()))
    for other in theirs:
        other.box.scaleBy((1 / factor, 1 / factor))


# ---- frames

Change = Callable[[Any], Callable[[], object]]
"""Makes, for a canvas, what changes it a little, to and fro."""


def _frame(what: str, ours: tuple[Change, Any], theirs: tuple[Change, TheirCanvas], goal: str) -> Row:
    our_frame = frame(ours[1], ours[0](ours[1]))
    their_frame = frame(theirs[1].view, theirs[0](theirs[1]))
    our_ms, their_ms = p95_in_turns_ms(our_frame, their_frame, runs=RUNS)
    return Row(what, our_ms, "ImageItem", their_ms, goal)


def _window(canvas: Any) -> Callable[[], object]:
    widths = cycle((0.05, -0.05))
    return lambda: canvas.set_shade(canvas.shade.shifted(next(widths), 0.0))


def _their_window(full: int) -> Change:
    tops = cycle((0.95 * full, 1.0 * full))
    return lambda canvas: lambda: canvas.image.setLevels((0, next(tops)))


def _pan(canvas: Any) -> Callable[[], object]:
    from PySide6.QtCore import QPointF

    steps = cycle((QPointF(5, 3), QPointF(-5, -3)))
    return lambda: canvas.pan(next(steps))


def _their_pan(canvas: Any) -> Callable[[], object]:
    (across, along), ways = canvas.box.viewPixelSize(), cycle((1, -1))

    def pan() -> None:
        way = next(ways)
        canvas.box.translateBy(x=-5 * way * across, y=-3 * way * along)

    return pan


def _zoom(canvas: Any) -> Callable[[], object]:
    from PySide6.QtCore import QPointF

    middle, factors = QPointF(canvas.rect().center()), cycle((1.04, 1 / 1.04))
    return lambda: canvas.zoom_at(next(factors), middle)


def _their_zoom(canvas: Any) -> Callable[[], object]:
    factors = cycle((1.04, 1 / 1.04))

    def zoom() -> None:
        factor = 1 / next(factors)
        canvas.box.scaleBy((factor, factor))

    return zoom


# ---- how right the picture is


def _sampling_error(film: MadeFilm, ours: Any, theirs: TheirCanvas) -> Row:
    """In the window that is the whole range, so that a grey level is a 256th of it."""
    from PySide6.QtCore import QPointF

    full = 1 << film.bits
    ours.set_shade(ours.shade.typed(full / 2, full))
    settled(ours, theirs.view)
    errors = (
        _mean_error(ours, lambda x, y: tuple(ours.to_image(QPointF(x, y))), film),
        _mean_error(theirs.view, theirs.to_image, film),
    )
    return Row(f"sampling error, {film.words} fitted", errors[0], "ImageItem", errors[1], "<= 0.4", "grey")


def _mean_error(widget: Any, to_image: Callable[[float, float], tuple[float, ...]], film: MadeFilm) -> float:
    """Mean distance of a patch on the screen from the exact mean of what each of its pixels covers, in grey levels."""
    left, top = (widget.width() - PATCH_PX) // 2, (widget.height() - PATCH_PX) // 2
    picture = widget.viewport().grab().toImage().convertToFormat(_grey_format())
    lines = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), picture.bytesPerLine())
    shown = lines[top : top + PATCH_PX, left : left + PATCH_PX].astype(float)
    columns = np.array([to_image(left + x, top)[0] for x in range(PATCH_PX + 1)])
    downwards = np.array([to_image(left, top + y)[1] for y in range(PATCH_PX + 1)])
    exact = _shares(downwards, film.stored.shape[0]) @ film.stored @ _shares(columns, film.stored.shape[1]).T
    return float(np.abs(shown - exact * 255.0 / (1 << film.bits)).mean())


def _shares(edges: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """How much of each film pixel lies between each two edges, [view pixel, film pixel]."""
    place = np.arange(size)
    low, high = edges[:-1, None], edges[1:, None]
    shares: NDArray[np.float64] = np.clip(np.minimum(high, place + 1) - np.maximum(low, place), 0.0, None)
    return shares / (high - low)


def _grey_format() -> Any:
    from PySide6.QtGui import QImage

    return QImage.Format.Format_Grayscale8


# ---- what a film takes


def _memory(film: MadeFilm, ours: Any, theirs: TheirCanvas) -> Row:
    size = film.stored.nbytes
    kept = (size + ours.kept_bytes) / size
    their_picture = theirs.image.qimage.sizeInBytes() if theirs.image.qimage is not None else 0
    return Row(f"memory, {film.words}", kept, "ImageItem", (size + their_picture) / size, "<= 3", "x")
