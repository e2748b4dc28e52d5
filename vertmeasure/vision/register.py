"""One film of a patient laid over another, body by body: which place is which level, and where exactly it lies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from vertmeasure.core.study import Film
from vertmeasure.vision.film_image import FilmImage
from vertmeasure.vision.register_chain import Chain, best_chain
from vertmeasure.vision.register_field import FilmView
from vertmeasure.vision.register_fit import FilmPair, Pose
from vertmeasure.vision.register_search import Candidates, Patterns, candidates, patterns
from vertmeasure.vision.register_spine import Node, spine_nodes
from vertmeasure.vision.register_views import Anchor, anchored_views, anchors, placed_view, sizes_beside, target_views

SURE_MARGIN = 0.6
"""A level is told apart when the best chain that has it elsewhere is worse by this; about one and a half vertebrae."""

_ANCHOR_SCORE = 10.0
"""What a body that the reader has placed counts: more than all the image says, so that the reader is always right."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What registration is given of one film.

    Attributes
    ----------
    broken : frozenset[str]
        Levels that are or may be fractured or treated: their shape may differ between the films.
    """

    film: Film
    image: FilmImage
    broken: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Registration:
    """Where each place of the spine lies on the other film, roughly.

    Attributes
    ----------
    films : FilmPair
        The two films, in the size and from the side in which they look alike.
    nodes : tuple[Node, ...]
        The spine of the one film from head to foot.
    poses : dict[int, Pose]
        By number of the node; those that were not found are absent.
    margins : dict[int, float]
        For each of them how much worse the best chain is in which it lies elsewhere.
    fixed : dict[str, Pose]
        By level, bodies that the reader has placed on both films.
    """

    films: FilmPair
    nodes: tuple[Node, ...]
    poses: Mapping[int, Pose]
    margins: Mapping[int, float]
    fixed: Mapping[str, Pose]


@dataclass(frozen=True, slots=True, eq=False)
class _Trial:
    """One view of the other film and the best chain in it."""

    view: FilmView
    found: tuple[Candidates, ...]
    chain: Chain


def registered(source: Sight, target: Sight) -> Registration:
    """Find the spine of the source, which needs at least one body with all corners, on the target."""
    here = placed_view(source.film, source.image)
    nodes = spine_nodes(here, source.film, source.broken | target.broken)
    trials = _trials(here, nodes, source.film, target)
    best = max(trials, key=_score)
    fixed = {each.level: each.pose for each in anchors(here, source.film, best.view, target.film)}
    poses = {number: _pose(nodes[number], best.found[number], chosen) for number, chosen in best.chain.chosen.items()}
    poses |= {number: fixed[node.level] for number, node in enumerate(nodes) if node.level in fixed}
    margins = {number: _margin(best, trials, number, pose.centre) for number, pose in poses.items()}
    return Registration(FilmPair(here, best.view), nodes, poses, margins, fixed)


def _trials(here: FilmView, nodes: tuple[Node, ...], source: Film, target: Sight) -> list[_Trial]:
    """The best chain in every view of the target: of bodies placed on it already, else of all sizes and both sides."""
    sought = patterns(here, nodes)

    def tried(view: FilmView) -> _Trial:
        return _tried(nodes, sought, view, anchors(here, source, view, target.film))

    anchored = anchored_views(here, source, target.film, target.image)
    if anchored:
        return [tried(view) for view in anchored]
    trials = [tried(view) for view in target_views(here, source, target.film, target.image)]
    return trials + [tried(view) for view in sizes_beside(max(trials, key=_score).view)]


def _score(trial: _Trial) -> float:
    return trial.chain.score


def _tried(nodes: tuple[Node, ...], sought: Patterns, view: FilmView, known: Sequence[Anchor]) -> _Trial:
    found = candidates(sought, view)
    by_level = {each.level: each for each in known}
    found = tuple(
        _anchored(by_level[node.level]) if node.level in by_level else each
        for node, each in zip(nodes, found, strict=True)
    )
    return _Trial(view, found, best_chain(nodes, found))


def _anchored(anchor: Anchor) -> Candidates:
    """The one place where a body lies that the reader has placed: no chain is better without it."""
    pose = anchor.pose
    return Candidates(np.array([pose.centre]), np.array([np.angle(pose.factor)]), np.array([_ANCHOR_SCORE]))


def _pose(node: Node, found: Candidates, chosen: int) -> Pose:
    factor = complex(np.exp(1j * found.turns[chosen]))
    return Pose(node.centre, complex(found.places[chosen]), factor, float(found.scores[chosen]))


def _margin(best: _Trial, trials: Sequence[_Trial], number: int, place: complex) -> float:
    elsewhere = max(_elsewhere(best, trial, number, place) for trial in trials)
    return best.chain.score - elsewhere


def _elsewhere(best: _Trial, trial: _Trial, number: int, place: complex) -> float:
    if trial.view.is_mirrored is not best.view.is_mirrored:
        return trial.chain.score
    return trial.chain.elsewhere(number, place * (trial.view.unit_mm / best.view.unit_mm))
