from dataclasses import replace

import pytest

from tests.vision.retaken import taken
from vertmeasure.core.anatomy import Mark
from vertmeasure.core.edits import accept_body, place
from vertmeasure.core.errors import StudyError, VertmeasureError
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.study import Fracture, Study, Timepoint
from vertmeasure.vision.carry import Carried
from vertmeasure.vision.carry_study import carried_study, carry_sources, with_carried


def study() -> Study:
    pre = replace(taken("pre").source("T12", "L1", "L2").film, id="pre")
    post = replace(taken("post").source().film, id="post", timepoint=Timepoint.POST)
    return Study(films=(pre, post), fractures=(Fracture("L1"),))


def carried_l2() -> Carried:
    return Carried({"L2": taken("post").truth["L2"]}, {"L2": 0.8}, {})


def test_that_everything_carried_is_proposed_and_the_source_stays() -> None:
    images = {"pre": taken("pre").source().image, "post": taken("post").source().image}
    result = carried_study(study(), images, "pre", "post")
    assert set(result.film("post").vertebrae) == {"T12", "L1", "L2"}
    points = [point for body in result.film("post").vertebrae.values() for point in body.marks.values()]
    assert all(point.proposed for point in points)
    assert result.film("pre") == study().film("pre")


def test_that_points_the_reader_has_accepted_stay_untouched() -> None:
    placed = place(study(), ("post", "L2", Mark.SA), ImagePoint(300.0, 400.0))
    body = with_carried(placed, "post", carried_l2()).film("post").vertebrae["L2"]
    assert body.marks[Mark.SA].at == ImagePoint(300.0, 400.0)
    assert not body.marks[Mark.SA].proposed
    assert body.marks[Mark.SP].proposed


def test_that_a_proposal_nobody_accepted_gives_way_to_a_new_one() -> None:
    proposed = place(study(), ("post", "L2", Mark.SA), ImagePoint(300.0, 400.0), proposed=True)
    body = with_carried(proposed, "post", carried_l2()).film("post").vertebrae["L2"]
    assert body.marks[Mark.SA].at == taken("post").truth["L2"][Mark.SA]


def test_that_an_accepted_body_is_as_it_was_after_carrying_twice() -> None:
    once = accept_body(with_carried(study(), "post", carried_l2()), "post", "L2")
    assert with_carried(once, "post", carried_l2()) == once


def test_that_fractured_and_treated_levels_may_have_changed() -> None:
    images = {"pre": taken("pre").source().image, "post": taken("post").source().image}
    assert [each.broken for each in carry_sources(study(), images, "pre", "post")] == [frozenset({"L1"})] * 2


def test_that_a_film_is_not_carried_to_itself_nor_from_one_that_is_missing() -> None:
    with pytest.raises(VertmeasureError, match="itself"):
        carried_study(study(), {}, "pre", "pre")
    with pytest.raises(StudyError, match="no film 'later'"):
        carried_study(study(), {}, "pre", "later")
