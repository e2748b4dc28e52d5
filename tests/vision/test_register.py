from dataclasses import replace

import numpy as np
import pytest

from tests.vision.phantom import Drawing
from tests.vision.retaken import Again, taken
from vertmeasure.core.geometry import ImagePoint, Scale
from vertmeasure.vision.film_image import FilmImage
from vertmeasure.vision.register_chain import ELSEWHERE_MM, best_chain
from vertmeasure.vision.register_field import FilmView
from vertmeasure.vision.register_fit import FilmPair, Part, Pose, fitted
from vertmeasure.vision.register_search import Candidates
from vertmeasure.vision.register_spine import Node, spine_nodes

DRAWN = Drawing(size_mm=(90.0, 80.0), middle_mm=(45.0, 40.0))


def view(drawing: Drawing = DRAWN) -> FilmView:
    return FilmView.of(drawing.image(), 1.0)


@pytest.mark.parametrize("is_mirrored", [False, True])
def test_that_a_place_of_a_view_is_the_point_it_came_from(is_mirrored: bool) -> None:
    seen = view(replace(DRAWN, scale=Scale(0.3, 0.2))).resized(1.3, is_mirrored)
    assert seen.point(seen.place(ImagePoint(31.25, 87.5))) == pytest.approx((31.25, 87.5))
    assert seen.holds(seen.place(ImagePoint(1.0, 1.0)))
    assert not seen.holds(seen.place(ImagePoint(-1.0, 1.0)))


def test_that_a_film_turned_over_twice_shows_the_same_edges() -> None:
    twice = view().resized(1.0, True).resized(1.0, True)
    assert not twice.is_mirrored
    np.testing.assert_allclose(twice.edges(1.0).vectors, view().edges(1.0).vectors, atol=1e-5)


def test_that_edges_do_not_depend_on_the_exposure() -> None:
    stored = DRAWN.stored()
    brighter = FilmImage.of((stored * 3 + 500).astype(np.uint16), None, False, DRAWN.scale)
    np.testing.assert_allclose(FilmView.of(brighter, 1.0).edges(1.0).vectors, view().edges(1.0).vectors, atol=1e-3)


def test_that_edges_off_the_film_are_none() -> None:
    assert view().edges(1.0).at(np.array([-5.0 + 3.0j, 500.0 + 3.0j])).tolist() == [0, 0]


def test_that_a_drawn_body_is_laid_over_itself_turned_grown_and_shifted() -> None:
    larger = Scale(0.2 / 1.08, 0.2 / 1.08)
    turned = replace(DRAWN, scale=larger, turned_deg=6.0, middle_mm=(47.0, 38.5), contrast=0.6)
    there = FilmView.of(FilmImage.of(turned.stored(), None, False, Scale(0.2, 0.2)), 1.0)
    part = Part(complex(*DRAWN.middle_mm), 1.0 + 0.0j, (24.0, 24.0, 18.0, 18.0))
    start = Pose(part.middle, complex(49.0, 40.0))
    pose = fitted(FilmPair(view(), there), part, start, (2.0, 1.0, 0.6))
    assert abs(pose.factor) == pytest.approx(1.08, abs=0.01)
    assert np.degrees(np.angle(pose.factor)) == pytest.approx(6.0, abs=0.5)
    assert pose.centre == pytest.approx(complex(*turned.middle_mm) * 1.08, abs=0.25)
    assert pose.likeness > 0.8


NODES = tuple(Node(level, complex(50.0, 30.0 + 35.0 * place)) for place, level in enumerate(("T12", "L1", "L2", "L3")))


def found(*places: tuple[complex, float]) -> Candidates:
    at, scores = zip(*places, strict=True)
    return Candidates(np.array(at), np.zeros(len(at)), np.array(scores))


def straight(off: complex = 0.0j, score: float = 0.6) -> list[tuple[complex, float]]:
    return [(node.centre + off, score) for node in NODES]


def test_that_a_chain_keeps_its_neighbours_though_one_body_looks_more_like_another() -> None:
    places = straight()
    candidates = [found(each) for each in places]
    candidates[2] = found(places[2], (NODES[3].centre, 0.9))
    assert best_chain(NODES, candidates).chosen == {0: 0, 1: 0, 2: 0, 3: 0}


def test_that_a_body_that_is_hidden_is_left_out_of_the_chain() -> None:
    candidates = [found(each) for each in straight()]
    candidates[1] = found((NODES[1].centre + 40, 0.5))
    assert set(best_chain(NODES, candidates).chosen) == {0, 2, 3}


def test_that_the_margin_tells_how_sure_a_level_is() -> None:
    """Everything may also lie a level lower, a little less alike: that is the margin."""
    candidates = [found(here, below) for here, below in zip(straight(), straight(35j, 0.5), strict=True)]
    chain = best_chain(NODES, candidates)
    assert chain.score == pytest.approx(4 * (0.6 - 0.22))
    assert chain.elsewhere(1, NODES[1].centre) == pytest.approx(4 * (0.5 - 0.22))
    assert chain.elsewhere(1, NODES[1].centre + ELSEWHERE_MM / 2) == pytest.approx(4 * (0.5 - 0.22))


@pytest.mark.parametrize("number", [0, 1, 3])
def test_that_a_body_is_no_surer_than_the_chain_that_leaves_it_out(number: int) -> None:
    """All others may lie a level lower: then so does this one, wherever it was seen."""
    candidates = [found(here, below) for here, below in zip(straight(), straight(35j, 0.5), strict=True)]
    candidates[number] = found((NODES[number].centre, 0.6))
    chain = best_chain(NODES, candidates)
    assert chain.elsewhere(number, NODES[number].centre) == pytest.approx(3 * (0.5 - 0.22))


def test_that_a_slip_of_a_level_within_a_chain_is_not_possible() -> None:
    candidates = [found(each) for each in straight()]
    for number in (2, 3):
        candidates[number] = found((NODES[number].centre + 35j, 0.9))
    assert set(best_chain(NODES, candidates).chosen) == {2, 3}


def test_that_the_spine_is_followed_beyond_the_bodies_that_are_placed() -> None:
    source = taken("pre", Again()).source("L2", "L3")
    seen = FilmView.of(source.image, 1.0)
    nodes = spine_nodes(seen, source.film, frozenset({"L1"}))
    assert [node.level for node in nodes if node.level] == ["L2", "L3"]
    assert [number for number, node in enumerate(nodes) if node.may_change] == [
        next(number for number, node in enumerate(nodes) if node.level == "L2") - 1
    ]
    true = {level: np.mean([seen.place(at) for at in marks.values()]) for level, marks in taken("pre").truth.items()}
    for level in ("T11", "T12", "L1", "L4", "L5"):
        assert min(abs(node.centre - true[level]) for node in nodes) < 9
