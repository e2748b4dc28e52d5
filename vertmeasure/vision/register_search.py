"""Where on another film each place of a spine may lie: the best likenesses over all shifts and turns."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vertmeasure.vision.register_field import EdgeField, Edges, FilmView, Places
from vertmeasure.vision.register_spine import SPACING_MM, Node, disc_mm, turned_pattern

Real = NDArray[np.float64]
Patterns = NDArray[np.float32]

MOST_CANDIDATES = 40
_TURNS = np.radians(np.arange(-30.0, 30.1, 7.5))
_EMPTIEST = 0.5
"""Share of the film's usual sum of edges below which a place counts as empty: noise alone is no likeness."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Where one place of the spine may lie on the other film.

    Attributes
    ----------
    places : ndarray
        complex [n], in mm of the view.
    turns : ndarray
        float [n], in rad.
    scores : ndarray
        float [n]: likeness, 1 for the same picture, about 0 for any other.
    """

    places: Places
    turns: Real
    scores: Real

    def only(self, kept: NDArray[np.bool_]) -> "Candidates":
        """Those that are kept."""
        return Candidates(self.places[kept], self.turns[kept], self.scores[kept])


def candidates(sought: Patterns, target: FilmView) -> tuple[Candidates, ...]:
    """For each node the places on the target that look most like it there, best first."""
    field = target.edges(SPACING_MM)
    rows, columns = field.vectors.shape
    scores = (_neighbourhoods(field) @ sought.T).reshape(rows, columns, -1, len(_TURNS))
    return tuple(_peaks(scores[:, :, number]) for number in range(scores.shape[2]))


def patterns(source: FilmView, nodes: Sequence[Node]) -> Patterns:
    """The edges around every node in every turn, each of length 1: [node and turn, x and y of each edge]."""
    field = source.edges(SPACING_MM)
    flat = _as_real(np.stack([turned_pattern(field, node.centre, turn) for node in nodes for turn in _TURNS]))
    length = np.linalg.norm(flat, axis=1, keepdims=True)
    return np.asarray(flat / np.maximum(length, 1e-6), np.float32)


def _neighbourhoods(field: EdgeField) -> NDArray[np.float32]:
    """The edges around every grid point, each of length 1: [grid point, x and y of each edge]."""
    disc = disc_mm() / field.spacing_mm
    reach = int(np.ceil(np.abs(disc.real).max()))
    padded = np.pad(field.vectors, reach)
    rows, columns = field.vectors.shape
    first = (np.arange(rows)[:, None] + reach) * padded.shape[1] + np.arange(columns)[None, :] + reach
    steps = np.rint(disc.imag * padded.shape[1] + disc.real).astype(np.intp)
    flat = _as_real(padded.ravel()[first.reshape(-1, 1) + steps])
    length = np.sqrt(np.einsum("ij,ij->i", flat, flat))
    flat /= np.maximum(length, max(_EMPTIEST * float(np.median(length)), 1e-6))[:, None]
    return flat


def _as_real(vectors: Edges) -> NDArray[np.float32]:
    return np.ascontiguousarray(vectors, np.complex64).view(np.float32)


def _peaks(scores: NDArray[np.float32]) -> Candidates:
    """The places where a likeness [row, column, turn] is higher than anywhere near, best first."""
    best, turn = scores.max(axis=2), scores.argmax(axis=2)
    peaks = np.where(best >= _highest_near(best), best, -1.0).ravel()
    order = np.argsort(-peaks, kind="stable")[:MOST_CANDIDATES]
    order = order[peaks[order] > 0] if peaks[order[0]] > 0 else order[:1]
    row, column = np.divmod(order, scores.shape[1])
    places = np.asarray((column + 0.5 + 1j * (row + 0.5)) * SPACING_MM, np.complex128)
    return Candidates(places, _TURNS[turn.ravel()[order]], peaks[order].astype(np.float64))


def _highest_near(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """The highest of the 5 x 5 grid points around each."""
    rows, columns = scores.shape
    padded = np.pad(scores, 2, constant_values=-2.0)
    across = np.max([padded[:, step : step + columns] for step in range(5)], axis=0)
    return np.asarray(np.max([across[step : step + rows] for step in range(5)], axis=0))
