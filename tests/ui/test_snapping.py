"""Points that move to the edge when they are let go, on a drawn body with known corners; no screen."""

from dataclasses import dataclass, field

import pytest

from tests.ui.bench import Bench, Look
from tests.vision.phantom import Drawing, clicked, error_mm
from vertmeasure.core.anatomy import CORNERS, Mark
from vertmeasure.core.calibration import Calibration, Grade
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.study import Film, Landmark
from vertmeasure.ui.snapping import Snapping, refused_words
from vertmeasure.ui.tools import Hand, Pointer
from vertmeasure.vision.film_image import FilmImage
from vertmeasure.vision.snap import ALONE, WEAK, SnappedPoint

DRAWING = Drawing()
CLICKS = {mark: point.at for mark, point in clicked(DRAWING).marks.items()}
REACH = (3.0, 3.0)


@dataclass
class Reading:
    """A hand that snaps, on a film with one drawn body."""

    drawing: Drawing = DRAWING
    is_on: bool = True
    image: FilmImage | None = None
    remarks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.image = self.drawing.image()
        rows, columns = self.image.stored.shape
        calibration = Calibration(self.drawing.scale.row, self.drawing.scale.column, Grade.GEOMETRY, "PixelSpacing")
        self.bench = Bench(Film("pre", rows=rows, columns=columns, calibration=calibration), "L2")
        self.hand = Hand(self.bench)
        self.hand.edges = edges = Snapping(
            self.bench, self.hand.followers, lambda _film: self.image, lambda: self.is_on
        )
        edges.told = self.remarks.append

    def click(self, at: ImagePoint, is_exact: bool = False) -> None:
        self.hand.press(Pointer("pre", at, REACH))
        self.hand.release(is_exact)

    def drag(self, start: ImagePoint, end: ImagePoint) -> None:
        self.hand.press(Pointer("pre", start, REACH))
        self.hand.move(Pointer("pre", end, REACH))
        self.hand.release()

    def place(self, marks: tuple[Mark, ...] = CORNERS) -> None:
        for mark in marks:
            self.click(CLICKS[mark])

    def point(self, mark: Mark) -> Landmark:
        landmark = self.bench.study.film("pre").landmark("L2", mark)
        assert landmark is not None
        return landmark

    def error_mm(self, mark: Mark) -> float:
        return error_mm(self.drawing, self.point(mark).at, mark)


@pytest.fixture
def reading() -> Reading:
    return Reading()


def test_that_four_clicks_a_millimetre_off_come_to_the_corners(reading: Reading) -> None:
    reading.place()
    assert max(reading.error_mm(mark) for mark in CORNERS) < 0.35


def test_that_the_clicks_are_kept(reading: Reading) -> None:
    reading.place()
    assert {mark: reading.point(mark).raw for mark in CORNERS} == CLICKS


def test_that_the_fourth_corner_puts_the_middle_points_on_the_endplates_as_proposals(reading: Reading) -> None:
    reading.place()
    middle, start, end = (reading.point(mark) for mark in (Mark.SM, Mark.SP, Mark.SA))
    assert middle.proposed
    assert middle.raw is None
    assert middle.at.column == pytest.approx((start.at.column + end.at.column) / 2, abs=2)


def test_that_one_undo_goes_back_to_the_click_and_the_next_takes_it_away(reading: Reading) -> None:
    reading.place()
    assert reading.bench.session.undo_label == "Snap L2"
    reading.bench.session.undo()
    assert reading.point(Mark.IP) == Landmark(CLICKS[Mark.IP])
    assert reading.bench.session.undo_label == "Place L2 inferior posterior"
    reading.bench.session.undo()
    assert Mark.IP not in reading.bench.study.film("pre").vertebrae["L2"].marks


def test_that_a_snap_that_was_undone_is_not_done_again_with_the_body(reading: Reading) -> None:
    reading.place((Mark.SP, Mark.SA))
    assert reading.bench.session.undo_label == "Snap L2 superior anterior"
    reading.bench.session.undo()
    reading.place((Mark.IA, Mark.IP))
    assert reading.point(Mark.SA) == Landmark(CLICKS[Mark.SA])
    assert reading.error_mm(Mark.IA) < 0.35


def test_that_a_first_corner_alone_stays_and_nothing_is_said(reading: Reading) -> None:
    reading.place((Mark.SP,))
    assert reading.point(Mark.SP) == Landmark(CLICKS[Mark.SP])
    assert reading.remarks == [""]


def test_that_a_dragged_corner_snaps_alone_from_where_it_was_dropped(reading: Reading) -> None:
    reading.place()
    before = reading.point(Mark.IA)
    corner = reading.point(Mark.SA).at
    dropped = ImagePoint(corner.column + 4, corner.row + 3)
    reading.drag(corner, dropped)
    assert reading.bench.session.undo_label == "Snap L2 superior anterior"
    assert reading.point(Mark.SA).raw == dropped
    assert reading.error_mm(Mark.SA) < 0.35
    assert reading.point(Mark.IA) == before


def test_that_a_point_far_from_the_edge_stays_and_the_reader_is_told(reading: Reading) -> None:
    reading.place()
    corner = reading.point(Mark.SA).at
    dropped = ImagePoint(corner.column + 15, corner.row - 13)
    reading.drag(corner, dropped)
    assert reading.point(Mark.SA) == Landmark(dropped)
    assert reading.remarks[-1].startswith("L2 SA not moved: ")


def test_that_shift_leaves_a_point_where_it_was_let_go_this_once(reading: Reading) -> None:
    reading.click(CLICKS[Mark.SP])
    reading.click(CLICKS[Mark.SA], is_exact=True)
    reading.place((Mark.IA, Mark.IP))
    assert reading.point(Mark.SA) == Landmark(CLICKS[Mark.SA])
    assert reading.point(Mark.IA).raw == CLICKS[Mark.IA]


def test_that_a_nudged_point_is_not_snapped_neither_then_nor_with_the_body(reading: Reading) -> None:
    reading.place((Mark.SP, Mark.SA))
    reading.hand.nudge("pre", 3.0, 0.0)
    nudged = reading.point(Mark.SA)
    assert nudged.raw is None
    reading.place((Mark.IA, Mark.IP))
    assert reading.point(Mark.SA) == nudged


def test_that_nothing_moves_while_snapping_is_off_or_the_image_is_not_open(reading: Reading) -> None:
    reading.is_on = False
    reading.place((Mark.SP, Mark.SA))
    reading.is_on, reading.image = True, None
    reading.place((Mark.IA, Mark.IP))
    assert {mark: reading.point(mark) for mark in CORNERS} == {mark: Landmark(CLICKS[mark]) for mark in CORNERS}


def test_that_middle_points_placed_by_hand_are_snapped_and_none_proposed(reading: Reading) -> None:
    reading.bench.look = Look("L2", six_points=True)
    reading.place()
    assert Mark.SM not in reading.bench.study.film("pre").vertebrae["L2"].marks
    start, end = reading.point(Mark.SP).at, reading.point(Mark.SA).at
    beside = ImagePoint((start.column + end.column) / 2, (start.row + end.row) / 2 - 4)
    reading.click(beside)
    assert reading.point(Mark.SM).raw == beside
    assert not reading.point(Mark.SM).proposed


def test_that_what_was_not_taken_is_told_by_reason() -> None:
    at = ImagePoint(1, 1)
    points = {
        Mark.SP: SnappedPoint(at, None, WEAK, 0.0),
        Mark.IA: SnappedPoint(at, None, WEAK, 0.0),
        Mark.IP: SnappedPoint(at, None, ALONE, 0.0),
        Mark.SA: SnappedPoint(at, at, "", 1.0),
        Mark.SM: SnappedPoint(None, None, WEAK, 0.0),
    }
    assert refused_words("L1", points) == "L1 SP, IA not moved: weak edge"
