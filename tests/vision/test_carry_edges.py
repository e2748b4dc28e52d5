"""Carried points of a body that has changed, laid to the edges the second film shows."""

from tests.vision.phantom import Drawing, clicked, error_mm
from vertmeasure.core.anatomy import CORNERS
from vertmeasure.vision.carry import Carried, Points
from vertmeasure.vision.carry_edges import at_edges

DRAWING = Drawing()
OFF: Points = {mark: point.at for mark, point in clicked(DRAWING, off_mm=1.2).marks.items()}


def test_that_the_points_of_a_changed_body_move_to_its_edges() -> None:
    carried = at_edges(Carried({"L2": OFF}, {"L2": 0.5}, {}), DRAWING.image(), ("L2",))
    assert max(error_mm(DRAWING, carried.bodies["L2"][mark], mark) for mark in CORNERS) < 0.35


def test_that_the_points_of_other_bodies_stay_and_no_mark_is_added() -> None:
    carried = Carried({"L2": OFF, "L3": OFF}, {}, {"L4": "not found"})
    moved = at_edges(carried, DRAWING.image(), ("L2",))
    assert (moved.bodies["L3"], moved.left_out) == (OFF, carried.left_out)
    assert set(moved.bodies["L2"]) == set(OFF)


def test_that_points_stay_where_no_edge_is_seen() -> None:
    blank = Drawing(contrast=0.0).image()
    assert at_edges(Carried({"L2": OFF}, {}, {}), blank, ("L2",)).bodies["L2"] == OFF
