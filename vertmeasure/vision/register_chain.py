"""The spine found as a whole: one candidate for each place, so that neighbours stay neighbours.

A body looks like its neighbours, and the worst that can happen is a count that slips by one level. So no place is
taken by its own likeness: the best chain of all places is, and every place is told by how much the best chain in
which it lies somewhere else is worse (its margin). A slip costs the room that a whole vertebra needs.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vertmeasure.vision.register_field import Places
from vertmeasure.vision.register_search import Candidates, Real
from vertmeasure.vision.register_spine import Node

LIKENESS_OF_CHANCE = 0.22
"""A place whose likeness is lower is better left out of the chain."""

ELSEWHERE_MM = 13.0
"""Further away than this a place is another one; half the distance of the closest bodies."""

_MOST_LEFT_OUT = 2
_FORBIDDEN = 9.0


@dataclass(frozen=True, slots=True)
class _Stiffness:
    """How far two neighbours may move against each other: usual and largest shift in mm and turn in rad."""

    shift_mm: float
    largest_mm: float
    turn: float
    largest_turn: float


_USUAL = _Stiffness(3.5, 7.0, np.radians(6.0), np.radians(20.0))
_BROKEN = _Stiffness(4.5, 12.0, np.radians(9.0), np.radians(30.0))
_WEIGHT = 0.05
"""What one usual shift or turn costs, twice: in units of likeness."""


Costs = dict[tuple[int, int], Real]
Origin = tuple[NDArray[np.intp], NDArray[np.intp]]


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """The chains through the candidates of one view, and the best of them.

    Attributes
    ----------
    score : float
        Of the best chain: its likenesses above chance, less what bending and stretching cost.
    chosen : dict[int, int]
        By number of the node, the number of its candidate; nodes that were left out are absent.
    down, up : list[ndarray]
        For each node and each of its candidates the score of the best chain that ends, or begins, there.
    gains : list[ndarray]
        What each candidate adds.
    costs : dict
        By numbers of an upper and a lower node, what any two of their candidates cost.
    """

    nodes: Sequence[Node]
    found: Sequence[Candidates]
    score: float
    chosen: dict[int, int]
    down: list[Real]
    up: list[Real]
    gains: list[Real]
    costs: Costs

    def elsewhere(self, number: int, place: complex) -> float:
        """The score of the best chain that has a node away from a place, or leaves it out but implies that it is."""
        through = self.down[number] + self.up[number] - self.gains[number]
        best = [_best_away(through, self.found[number].places, place)]
        uppers = range(max(0, number - _MOST_LEFT_OUT), number)
        lowers = range(number + 1, min(len(self.nodes), number + _MOST_LEFT_OUT + 1))
        best += [_best_away(self.down[upper], self._implied(upper, number), place) for upper in uppers]
        best += [_best_away(self.up[lower], self._implied(lower, number), place) for lower in lowers]
        passing = ((upper, lower) for upper in uppers for lower in lowers if (upper, lower) in self.costs)
        return max(*best, *(self._best_passing(*pair, number, place) for pair in passing), -_FORBIDDEN)

    def _best_passing(self, upper: int, lower: int, number: int, place: complex) -> float:
        """The best chain that goes from one node to another past the one between, which would lie away from a place."""
        implied = (self._implied(upper, number)[:, None] + self._implied(lower, number)[None, :]) / 2
        scores = self.down[upper][:, None] + self.up[lower][None, :] - self.costs[upper, lower]
        return _best_away(scores, implied, place)

    def _implied(self, number: int, other: int) -> Places:
        """Where another node would lie if this one lay at each of its candidates."""
        found, step = self.found[number], self.nodes[other].centre - self.nodes[number].centre
        return np.asarray(found.places + np.exp(1j * found.turns) * step)


def _best_away(scores: Real, places: Places, place: complex) -> float:
    away = np.abs(places - place) > ELSEWHERE_MM
    return float(scores[away].max()) if away.any() else -_FORBIDDEN


def best_chain(nodes: Sequence[Node], found: Sequence[Candidates]) -> Chain:
    """The best chain from head to foot; up to two places in a row may be left out, and any number at its ends."""
    gains = [each.scores - LIKENESS_OF_CHANCE for each in found]
    costs = {
        (upper, lower): _cost(nodes[upper : lower + 1], found[upper], found[lower])
        for lower in range(len(nodes))
        for upper in range(max(0, lower - _MOST_LEFT_OUT - 1), lower)
    }
    down, origins = _downwards(gains, costs)
    last = int(np.argmax([each.max() for each in down]))
    chosen = _traced(origins, last, int(np.argmax(down[last])))
    return Chain(nodes, found, float(down[last].max()), chosen, down, _upwards(gains, costs), gains, costs)


def _cost(nodes: Sequence[Node], upper: Candidates, lower: Candidates) -> Real:
    """What it costs that two nodes lie at any two of their candidates: [of the upper one, of the lower one]."""
    stiffness = _BROKEN if any(node.may_change for node in nodes) else _USUAL
    longer = float(np.sqrt(len(nodes) - 1))
    turn = (upper.turns[:, None] + lower.turns[None, :]) / 2
    expected = upper.places[:, None] + np.exp(1j * turn) * (nodes[-1].centre - nodes[0].centre)
    shift = np.abs(lower.places[None, :] - expected) / longer
    bend = np.abs(lower.turns[None, :] - upper.turns[:, None]) / longer
    cost = _WEIGHT / 2 * ((shift / stiffness.shift_mm) ** 2 + (bend / stiffness.turn) ** 2)
    impossible = (shift > stiffness.largest_mm) | (bend > stiffness.largest_turn)
    return np.asarray(np.where(impossible, _FORBIDDEN, cost))


def _downwards(gains: Sequence[Real], costs: Costs) -> tuple[list[Real], list[Origin]]:
    """The best chain that ends at each candidate, and the node and candidate it came from (-1: it begins there)."""
    best = [gain.copy() for gain in gains]
    origins = [(np.full(len(gain), -1), np.full(len(gain), -1)) for gain in gains]
    for lower, gain in enumerate(gains):
        for upper in range(max(0, lower - _MOST_LEFT_OUT - 1), lower):
            scores = best[upper][:, None] - costs[upper, lower]
            origin = scores.argmax(axis=0)
            score = scores[origin, np.arange(len(gain))] + gain
            better = score > best[lower]
            best[lower][better] = score[better]
            origins[lower][0][better], origins[lower][1][better] = upper, origin[better]
    return best, origins


def _upwards(gains: Sequence[Real], costs: Costs) -> list[Real]:
    """The best chain that begins at each candidate."""
    best = [gain.copy() for gain in gains]
    for upper in reversed(range(len(gains))):
        for lower in range(upper + 1, min(len(gains), upper + _MOST_LEFT_OUT + 2)):
            score = (best[lower][None, :] - costs[upper, lower]).max(axis=1) + gains[upper]
            best[upper] = np.maximum(best[upper], score)
    return best


def _traced(origins: Sequence[Origin], node: int, candidate: int) -> dict[int, int]:
    chosen = {}
    while node >= 0:
        chosen[node] = candidate
        node, candidate = int(origins[node][0][candidate]), int(origins[node][1][candidate])
    return chosen
