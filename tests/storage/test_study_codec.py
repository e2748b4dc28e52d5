"""What a study file says, and what a study becomes in it."""

import json
from typing import Any

import pytest
from hypothesis import given, settings

from tests.conftest import shared
from tests.storage.documents import document, film_document, landmarks_document
from tests.storage.generated import studies
from vertmeasure.core.anatomy import Mark
from vertmeasure.core.calibration import Calibration, Grade
from vertmeasure.core.errors import StudyFileError
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.study import Fact, Film, Fracture, Landmark, Side, Study, Technique
from vertmeasure.storage.study_codec import decode, encode


def only_film(source: dict[str, Any]) -> Film:
    return decode(source).films[0]


def calibration(**keys: Any) -> Calibration:
    return only_film(film_document(calibration=keys)).calibration


@settings(deadline=None, max_examples=60)
@given(studies())
def test_that_a_study_comes_back_from_its_file_as_it_went_in(study: Study) -> None:
    assert decode(json.loads(json.dumps(encode(study)))) == study


def test_that_the_golden_study_keeps_every_point_and_fact() -> None:
    source = json.loads(shared("golden", "ts_lumbar.vert.json").read_text(encoding="utf-8"))
    study = decode(source)
    assert [film.id for film in study.films] == ["baseline", "pre", "post"]
    assert study.procedure.technique is Technique.SPINEJACK
    assert study.level_facts["L2"]["ao_type"] == Fact("A1")
    written = encode(study)
    assert [each["vertebrae"] for each in written["films"]] == [each["vertebrae"] for each in source["films"]]


def test_that_format_version_and_films_are_enough() -> None:
    assert decode(document()) == Study()


def test_that_a_film_without_an_id_is_named_after_its_place() -> None:
    study = decode(document(films=[{"id": "pre"}, {}]))
    assert [film.id for film in study.films] == ["pre", "film_2"]


def test_that_both_forms_of_a_landmark_are_read() -> None:
    film = only_film(landmarks_document("L1", {"SP": [1, 2.5], "SA": {"at": [3.5, 4], "proposed": True, "by": "x"}}))
    assert film.landmark("L1", Mark.SP) == Landmark(ImagePoint(1.0, 2.5))
    assert film.landmark("L1", Mark.SA) == Landmark(ImagePoint(3.5, 4.0), True, {"by": "x"})


@pytest.mark.parametrize(
    "form",
    [
        [1.5, 2.5],
        {"at": [1.5, 2.5], "proposed": True},
        {"at": [1.5, 2.5], "proposed": False, "snap": 1},
        {"at": [1.5, 2.5], "proposed": False, "raw": [1.0, 2.0]},
    ],
)
def test_that_a_landmark_is_written_in_the_shortest_form_that_says_all(form: object) -> None:
    written = encode(decode(landmarks_document("T12", {"IP": form})))
    assert written["films"][0]["vertebrae"]["T12"]["IP"] == form


def test_that_an_accepted_landmark_is_written_as_a_plain_pair() -> None:
    written = encode(decode(landmarks_document("T12", {"IP": {"at": [1.5, 2.5], "proposed": False}})))
    assert written["films"][0]["vertebrae"]["T12"]["IP"] == [1.5, 2.5]


def test_that_coordinates_keep_their_full_precision() -> None:
    third = 200 / 3
    written = json.loads(json.dumps(encode(decode(landmarks_document("S1", {"SP": [third, 0.1 + 0.2]})))))
    assert written["films"][0]["vertebrae"]["S1"]["SP"] == [third, 0.1 + 0.2]


def test_that_facts_are_read_plain_or_long_and_written_long() -> None:
    study = decode(document(facts={"pain_nrs": 8, "infection": {"value": "none", "by": "R1", "from": "laboratory"}}))
    assert study.facts == {"pain_nrs": Fact(8), "infection": Fact("none", by="R1", source="laboratory")}
    assert encode(study)["facts"] == {
        "pain_nrs": {"value": 8},
        "infection": {"value": "none", "by": "R1", "from": "laboratory"},
    }


def test_that_a_fact_keeps_whether_it_is_true_or_one() -> None:
    facts = decode(document(facts={"healed": True, "pain_nrs": 1})).facts
    assert facts["healed"].value is True
    assert facts["pain_nrs"].value == 1
    assert not isinstance(facts["pain_nrs"].value, bool)


@pytest.mark.parametrize("empty", [None, {"value": None, "by": "R1"}])
def test_that_a_fact_that_is_null_is_not_known(empty: object) -> None:
    assert decode(document(facts={"healed": empty}, level_facts={"L1": {"healed": empty}})).level_facts == {"L1": {}}


def test_that_a_fracture_is_a_level_unless_it_names_the_film_it_counts_from() -> None:
    source = ["L2", {"level": "L4", "from": "follow_up_1"}]
    study = decode(document(fractures=source))
    assert study.fractures == (Fracture("L2"), Fracture("L4", "follow_up_1"))
    assert encode(study)["fractures"] == source


def test_that_a_film_without_calibration_has_grade_none() -> None:
    assert only_film(film_document()).calibration == Calibration()
    assert only_film(film_document(calibration=None)).calibration == Calibration()


@pytest.mark.parametrize("bad", [None, 0, -0.5, float("nan"), float("inf"), 10**400])
@pytest.mark.parametrize("axis", ["row_mm", "column_mm"])
def test_that_a_spacing_that_is_none_leaves_grade_none_and_the_aspect(bad: float | None, axis: str) -> None:
    found = calibration(
        **{"row_mm": 0.5, "column_mm": 0.5, axis: bad, "grade": "user", "rule": "ruler", "aspect": 1.25}
    )
    assert found == Calibration(grade=Grade.NONE, rule="ruler", aspect=1.25)


def test_that_a_spacing_graded_none_is_not_used() -> None:
    assert calibration(row_mm=0.5, column_mm=0.4, grade="none") == Calibration(aspect=1.25)


def test_that_a_spacing_without_a_grade_is_of_unknown_trust() -> None:
    found = calibration(row_mm=0.5, column_mm=0.4)
    assert (found.grade, found.aspect) == (Grade.UNKNOWN, 1.25)


def test_that_a_procedure_may_be_null_or_unfinished() -> None:
    assert decode(document(procedure=None)) == decode(document(procedure={"technique": None, "cement_ml": None}))


def test_that_no_cement_is_told_from_an_unknown_amount() -> None:
    written = encode(decode(document(procedure={"cement_ml": 0})))
    assert written["procedure"]["cement_ml"] == 0
    assert "cement_ml" not in encode(Study())["procedure"]


UNKNOWN = {"x_other": {"deep": [1, None, "ü"]}}
EVERYWHERE = document(
    **UNKNOWN,
    patient={"id": "7", **UNKNOWN},
    films=[
        {
            "id": "pre",
            "source": {"path": "a.dcm", **UNKNOWN},
            "calibration": {"row_mm": 0.5, "column_mm": 0.5, **UNKNOWN},
            "vertebrae": {"L1": {"SP": {"at": [1.0, 2.0], **UNKNOWN}, **UNKNOWN}},
            **UNKNOWN,
        }
    ],
    fractures=[{"level": "L1", **UNKNOWN}],
    procedure={"levels": ["L1"], **UNKNOWN},
    facts={"healed": {"value": False, **UNKNOWN}},
    level_facts={"L1": {"pedicle_mm": {"value": 6.1, **UNKNOWN}}},
)


def test_that_unknown_keys_are_kept_at_every_level() -> None:
    text = json.dumps(encode(decode(EVERYWHERE)))
    assert text.count("x_other") == json.dumps(EVERYWHERE).count("x_other") == 11
    assert text.count(json.dumps(UNKNOWN["x_other"])) == 11


def test_that_what_was_written_does_not_share_the_extras_of_the_study() -> None:
    study = decode(document(x_other={"list": [1]}))
    encode(study)["x_other"]["list"].append(2)
    assert study.extras == {"x_other": {"list": [1]}}


BROKEN = [
    ("films", document(films={})),
    ("films[0]", document(films=["pre.dcm"])),
    ("films[0].id", film_document(id="")),
    ("films[0].timepoint", film_document(timepoint="later")),
    ("films[0].posture", film_document(posture="lying")),
    ("films[0].rows", film_document(rows="667")),
    ("films[0].columns", film_document(columns=-1)),
    ("films[0].source.frame", film_document(source={"frame": 0})),
    ("films[0].source.path", film_document(source={"path": "a\x00b"})),
    ("films[0].calibration.grade", film_document(calibration={"grade": "good"})),
    ("films[0].calibration.row_mm", film_document(calibration={"row_mm": "0.5"})),
    ("films[0].calibration.aspect", film_document(calibration={"aspect": 0})),
    ("films[0].calibration.aspect", film_document(calibration={"aspect": float("nan")})),
    ("films[0].vertebrae.L6", landmarks_document("L6", {})),
    ("films[0].vertebrae.L1", landmarks_document("L1", [])),
    ("films[0].vertebrae.L1.SP", landmarks_document("L1", {"SP": [1]})),
    ("films[0].vertebrae.L1.SP", landmarks_document("L1", {"SP": "here"})),
    ("films[0].vertebrae.L1.SP", landmarks_document("L1", {"SP": {"proposed": True}})),
    ("films[0].vertebrae.L1.SP.raw", landmarks_document("L1", {"SP": {"at": [1, 2], "raw": [1]}})),
    ("films[0].vertebrae.L1.SP[1]", landmarks_document("L1", {"SP": [1, "2"]})),
    ("films[0].vertebrae.L1.SP[1]", landmarks_document("L1", {"SP": [1, True]})),
    ("films[0].vertebrae.L1.SP[0]", landmarks_document("L1", {"SP": [float("nan"), 2]})),
    ("films[0].vertebrae.L1.SP.at[0]", landmarks_document("L1", {"SP": {"at": [float("inf"), 2]}})),
    ("films[0].vertebrae.L1.SP.proposed", landmarks_document("L1", {"SP": {"at": [1, 2], "proposed": 1}})),
    ("films[0].vertebrae.S1.IA", landmarks_document("S1", {"IA": [1, 2]})),
    ("films[0].excluded_references[0]", film_document(excluded_references=["C7"])),
    ("patient.name", document(patient={"name": 7})),
    ("fractures[1]", document(fractures=["L1", "L7"])),
    ("fractures[0].level", document(fractures=[{"level": 1}])),
    ("angles[0]", document(angles=[["T10"]])),
    ("angles[0][1]", document(angles=[["T10", "L9"]])),
    ("levels_counted_from", document(levels_counted_from="above")),
    ("procedure.technique", document(procedure={"technique": "screws"})),
    ("procedure.levels", document(procedure={"levels": "L1"})),
    ("height_reference", document(height_reference="mean")),
    ("landmark_sd_mm", document(landmark_sd_mm=0)),
    ("landmark_sd_mm", document(landmark_sd_mm=10**400)),
    ("facts.pain_nrs", document(facts={"pain_nrs": [8]})),
    ("facts.pain_nrs", document(facts={"pain_nrs": {"by": "R1"}})),
    ("facts.pain_nrs.value", document(facts={"pain_nrs": {"value": float("nan")}})),
    ("level_facts.L0", document(level_facts={"L0": {}})),
    ("overrides.pre.X", document(overrides={"pre": {"X": {}}})),
    ("x_other[0].calibration.row_mm", document(x_other=[{"calibration": {"row_mm": float("nan")}}])),
]


@pytest.mark.parametrize(("place", "source"), BROKEN, ids=[place for place, _ in BROKEN])
def test_that_a_broken_place_is_named_with_what_to_do(place: str, source: dict[str, Any]) -> None:
    with pytest.raises(StudyFileError) as refused:
        decode(source)
    assert refused.value.message.startswith(f"In this study file {place} must be ")
    assert refused.value.remedy


def test_that_a_message_says_what_would_be_right_and_never_what_was_there() -> None:
    with pytest.raises(StudyFileError) as refused:
        decode(document(patient={"name": ["Doe^Jane"]}))
    assert refused.value.message == "In this study file patient.name must be a text."


@pytest.mark.parametrize("key", ["format", "version", "films"])
def test_that_a_file_without_its_three_keys_is_refused(key: str) -> None:
    source = document()
    del source[key]
    with pytest.raises(StudyFileError, match="an object with format, version and films"):
        decode(source)


def test_that_two_films_of_one_id_are_refused() -> None:
    with pytest.raises(StudyFileError, match="share one id"):
        decode(document(films=[{"id": "pre"}, {"id": "pre"}]))


@pytest.mark.parametrize(("said", "side"), [("left", Side.LEFT), ("right", Side.RIGHT), (None, None)])
def test_that_a_film_may_say_where_the_front_is(said: str | None, side: Side | None) -> None:
    assert only_film(film_document(anterior=said)).anterior is side


def test_that_a_film_of_which_nobody_said_it_writes_no_side() -> None:
    assert "anterior" not in encode(decode(film_document()))["films"][0]


def test_that_a_side_nobody_knows_is_refused_by_its_place() -> None:
    with pytest.raises(StudyFileError, match="left, right or null"):
        only_film(film_document(anterior="front"))
