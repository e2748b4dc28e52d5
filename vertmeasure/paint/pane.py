"""What a view shows of a film at present: a move keeps the values that stay in sight and samples only the rest."""

from dataclasses import replace
from math import isclose

import numpy as np

from vertmeasure.paint.kept import Kept, kept_after
from vertmeasure.paint.raster import Raster, Sampling, Stored

STEADY_PX = 1 / 64
"""A move is by whole device pixels when it is no further from them than this."""


class Pane:
    """The sampled values of one view.

    Attributes
    ----------
    resampled : int
        How often values were sampled so far, in part or in whole.
    kept : Kept | None
        What of the values before was kept when `values` last had others to give; None for nothing.
    """

    def __init__(self) -> None:
        self._raster: Raster | None = None
        self._view = Sampling(0.0, 0.0, 1.0, 1.0, 0, 0)
        self._values: Stored = np.empty((0, 0), np.uint16)
        self._is_rough = False
        self.kept: Kept | None = None
        self.resampled = 0

    def take(self, raster: Raster | None) -> None:
        """Look at another film, or at none."""
        self._raster = raster
        self._view = replace(self._view, width=0, height=0)
        self._values = np.empty((0, 0), np.uint16)

    @property
    def kept_bytes(self) -> int:
        """What the values take."""
        return self._values.nbytes

    def values(self, view: Sampling, quick: bool = False) -> Stored:
        """The values under a view; the same array as before where nothing has changed.

        `quick` takes the nearest pixels, until the same view is asked for without it.
        """
        is_rough = self._is_rough and not quick
        if self._raster is None or (view == self._view and not is_rough):
            return self._values
        move = None if is_rough else _whole_move(self._view, view)
        self.kept = kept_after(move, self._values.shape, (view.height, view.width)) if move else None
        if self.kept is None or move is None:
            self._values, self._view, self._is_rough = self._raster.sample(view, quick), view, quick
        elif move != (0, 0) or (view.width, view.height) != (self._view.width, self._view.height):
            self._values, self._view = self._moved(self._raster, view, self.kept), self._snapped(view, move)
        else:
            return self._values
        self.resampled += 1
        return self._values

    def _snapped(self, view: Sampling, move: tuple[int, int]) -> Sampling:
        """The view at the exact place of the values that are kept, so that small errors do not add up."""
        return self._view.part(*move, view.width, view.height)

    def _moved(self, raster: Raster, view: Sampling, kept: Kept) -> Stored:
        new = self._snapped(view, kept.move)
        values = np.empty((view.height, view.width), np.uint16)
        kept.copy(self._values, values)
        for rows, columns in kept.rest(*values.shape):
            width, height = columns.stop - columns.start, rows.stop - rows.start
            part = new.part(columns.start, rows.start, width, height)
            values[rows, columns] = raster.sample(part, self._is_rough)
        return values


def _whole_move(old: Sampling, new: Sampling) -> tuple[int, int] | None:
    """By how many device pixels the view has moved; None when it is another view."""
    if not (old.width and old.height):
        return None
    move = []
    for before, after, step, step_before in (
        (old.left, new.left, new.columns_per_px, old.columns_per_px),
        (old.top, new.top, new.rows_per_px, old.rows_per_px),
    ):
        px = (after - before) / step
        if not isclose(step, step_before, rel_tol=1e-9) or abs(px - round(px)) > STEADY_PX:
            return None
        move.append(round(px))
    return move[0], move[1]
