from dataclasses import replace

import numpy as np
import pytest

from tests.vision.retaken import BROKEN, PLAIN, Again, taken
from vertmeasure.core.anatomy import SIX_POINTS
from vertmeasure.core.calibration import Grade
from vertmeasure.core.errors import VertmeasureError
from vertmeasure.core.study import Film
from vertmeasure.vision.carry import NOT_FOUND, Carried, CarrySource, carry
from vertmeasure.vision.film_image import FilmImage

EVERY = ("T10", "T11", "T12", "L1", "L2", "L3", "L4", "L5", "S1")
LUMBAR = ("L1", "L2", "L3")


def carried(levels: tuple[str, ...] = EVERY, again: Again = PLAIN, to: str = "post") -> Carried:
    return carry(taken("pre").source(*levels), taken(to, again).source())


def test_that_untreated_bodies_of_the_sample_land_within_half_a_millimetre() -> None:
    errors = taken("post").errors_mm(carried(), *BROKEN)
    assert len(errors) == 44
    assert np.median(errors) < 0.2
    assert max(errors) < 0.7


def test_that_the_treated_body_is_found_by_its_endplates_though_its_height_was_restored() -> None:
    errors = taken("post").errors_mm(carried(), *set(EVERY) - BROKEN)
    assert len(errors) == len(SIX_POINTS)
    assert np.median(errors) < 1.0
    assert max(errors) < 2.5


AGAIN = {
    "turned": Again(turned_deg=18),
    "larger": Again(magnified=1.1),
    "facing left": Again(is_mirrored=True, turned_deg=-8),
    "oblong pixels": Again(row_mm=0.3, column_mm=0.5),
    "inverted and dark": Again(is_inverted=True, gamma=2.0),
    "noisy": Again(noise=0.05, magnified=0.93),
}


@pytest.mark.parametrize("again", AGAIN.values(), ids=AGAIN)
def test_that_three_bodies_find_themselves_on_any_film(again: Again) -> None:
    found = carried(LUMBAR, again)
    assert set(found.bodies) == set(LUMBAR)
    errors = taken("post", again).errors_mm(found, *BROKEN)
    assert np.median(errors) < 0.4
    assert max(errors) < 1.2


@pytest.mark.slow
@pytest.mark.parametrize("grades", [(Grade.GEOMETRY, Grade.NONE), (Grade.NONE, Grade.NONE)])
def test_that_an_uncalibrated_film_is_no_obstacle(grades: tuple[Grade, Grade]) -> None:
    again = Again(row_mm=0.25, column_mm=0.25)
    source = taken("pre").source(*LUMBAR, grade=grades[0])
    found = carry(source, taken("follow_up", again).source(grade=grades[1]))
    assert np.median(taken("follow_up", again).errors_mm(found, *BROKEN)) < 0.4


def test_that_the_same_film_gives_its_own_points_back() -> None:
    assert max(taken("pre").errors_mm(carried(to="pre"))) < 0.05


def test_that_a_body_off_the_film_is_left_out_with_a_reason() -> None:
    again = Again(shown=(0.0, 0.62))
    assert "L5" not in taken("post", again).truth
    found = carried(EVERY, again)
    assert {"T10", "T12", "L2"} <= set(found.bodies)
    assert not {"L5", "S1"} & set(found.bodies)
    assert found.left_out["S1"] == NOT_FOUND
    assert max(taken("post", again).errors_mm(found, *BROKEN)) < 1.0


def test_that_every_carried_point_lies_on_the_film() -> None:
    again = Again(shown=(0.15, 0.7))
    rows, columns = taken("post", again).stored.shape
    points = [at for body in carried(EVERY, again).bodies.values() for at in body.values()]
    assert all(0 <= at.column <= columns and 0 <= at.row <= rows for at in points)


def noise_film() -> CarrySource:
    stored = np.random.default_rng(5).integers(0, 4096, (700, 500)).astype(np.uint16)
    film = taken("post").source().film
    return CarrySource(replace(film, id="blank"), FilmImage.of(stored, None, False, film.calibration.scale), BROKEN)


def test_that_a_film_without_a_spine_is_refused_with_what_to_do() -> None:
    with pytest.raises(VertmeasureError) as refusal:
        carry(taken("pre").source(*LUMBAR), noise_film())
    assert "blank" in refusal.value.message
    assert refusal.value.remedy.startswith("Place one body on film blank")


def test_that_a_source_without_a_whole_body_is_refused() -> None:
    source = taken("pre").source("L2")
    body = source.film.vertebrae["L2"]
    half = replace(body, marks=dict(list(body.marks.items())[:3]))
    with pytest.raises(VertmeasureError, match="no body with all its corners"):
        carry(replace(source, film=replace(source.film, vertebrae={"L2": half})), taken("post").source())


def test_that_an_accepted_body_holds_the_count_even_where_it_stands_a_level_off() -> None:
    """The reader is right: with L2 accepted on what the image would call L3, all follow."""
    post = taken("post")
    target = post.source("L3")
    wrong = replace(target.film.vertebrae["L3"], level="L2")
    film: Film = replace(target.film, vertebrae={"L2": wrong})
    found = carry(taken("pre").source("T12", "L1", "L2"), replace(target, film=film))
    for mark, at in found.bodies["L2"].items():
        assert at == pytest.approx(post.truth["L3"][mark], abs=8)
    assert min(post.errors_mm(found)) > 15


def test_that_one_accepted_body_settles_a_film_that_was_refused() -> None:
    target = taken("post", Again(shown=(0.2, 0.6)))
    source = taken("pre").source("T12", "L1", "L2")
    with pytest.raises(VertmeasureError, match="not clear"):
        carry(source, target.source())
    found = carry(source, target.source("L2"))
    assert set(found.bodies) == {"T12", "L1", "L2"}
    assert np.median(target.errors_mm(found, *BROKEN)) < 0.4


def test_that_bodies_that_are_no_neighbours_are_carried_too() -> None:
    found = carried(("T11", "L4"))
    assert set(found.bodies) == {"T11", "L4"}
    assert max(taken("post").errors_mm(found)) < 0.7


@pytest.mark.slow
def test_that_points_nobody_accepted_do_not_hold_the_count() -> None:
    target = taken("post").source("L2", proposed=True)
    assert carry(taken("pre").source(*LUMBAR), target).bodies == carried(LUMBAR).bodies
