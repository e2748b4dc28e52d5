"""What a header says for and against a lateral film of the spine."""

import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from tests.dicom.made_films import DX, film, gradient, header, with_raw, write
from vertmeasure.core.study import Side, Timepoint
from vertmeasure.dicom.radiograph import anterior_side, doubts
from vertmeasure.dicom.reading import open_film
from vertmeasure.dicom.source import film_from


def lateral(**attributes: object) -> Dataset:
    return header(SOPClassUID=DX, Modality="DX", **attributes)


def coded(scheme: str, value: str, meaning: str) -> Sequence:
    return Sequence([header(CodingSchemeDesignator=scheme, CodeValue=value, CodeMeaning=meaning)])


@pytest.mark.parametrize(
    "view",
    [
        "LL",
        "RL",
        "LLD",
        "RLD",
        "LAT",
        "lateral",
        "L LAT",
        "LT LAT",
        "LLAT",
        "XTABLE",
        "X-TABLE LAT",
        "FLEX_LAT",
        "SWIMMERS",
    ],
)
def test_that_a_lateral_view_raises_no_doubt(view: str) -> None:
    assert doubts(with_raw(lateral(BodyPartExamined="LSPINE"), "ViewPosition", "CS", view.encode())) == ()


@pytest.mark.parametrize("view", ["AP", "PA", "LLO", "RLO", "OBLIQUE", "TLD", "BILAT"])
def test_that_another_view_is_doubted_by_name(view: str) -> None:
    assert doubts(lateral(ViewPosition=view)) == (f"The header names the view {view}, not a lateral one.",)


@pytest.mark.parametrize(
    ("scheme", "value"),
    [("SCT", "399067008"), ("SCT", "399173006"), ("SCT", "399198007"), ("SRT", "R-10236"), ("SNM3", "R-10232")],
)
def test_that_a_lateral_code_counts_whatever_its_words(scheme: str, value: str) -> None:
    assert doubts(lateral(ViewPosition="AP", ViewCodeSequence=coded(scheme, value, "profil"))) == ()


def test_that_a_lateral_meaning_counts_and_an_oblique_one_does_not() -> None:
    assert doubts(lateral(ViewPosition="AP", ViewCodeSequence=coded("99X", "1", "Left lateral"))) == ()
    assert doubts(lateral(ViewPosition="AP", ViewCodeSequence=coded("SCT", "260427002", "lateral oblique")))


def test_that_a_frontal_code_alone_is_doubted() -> None:
    (doubt,) = doubts(lateral(ViewCodeSequence=coded("SCT", "399348003", "antero-posterior")))
    assert "view code" in doubt
    assert "antero" not in doubt


@pytest.mark.parametrize("part", ["LSPINE", "TSPINE", "SPINE", "LUMBAR SPINE", "SACRUM", "WHOLESPINE", "TLSPINE"])
def test_that_the_spine_raises_no_doubt(part: str) -> None:
    assert doubts(lateral(BodyPartExamined=part)) == ()


def test_that_another_part_is_doubted_unless_a_region_is_the_spine() -> None:
    assert doubts(lateral(BodyPartExamined="CHEST")) == ("The header names the body part CHEST, not the spine.",)
    region = coded("SCT", "122496007", "Lumbar spine")
    assert doubts(lateral(BodyPartExamined="ABDOMEN", AnatomicRegionSequence=region)) == ()


@pytest.mark.parametrize("sides", [["A", "F"], ["P", "F"], ["AR", "FP"], ["A", "H"], ["F", "A"]])
def test_that_the_sides_of_a_lateral_film_raise_no_doubt(sides: list[str]) -> None:
    assert doubts(lateral(PatientOrientation=sides)) == ()


@pytest.mark.parametrize("sides", [["L", "F"], ["R", "F"], ["A", "R"], ["A", "P"]])
def test_that_the_sides_of_a_frontal_or_axial_film_are_doubted(sides: list[str]) -> None:
    (doubt,) = doubts(lateral(PatientOrientation=sides))
    assert f"towards {sides[0]} and {sides[1]}" in doubt


def test_that_half_an_orientation_is_none() -> None:
    assert doubts(lateral(PatientOrientation=["L"])) == ()


@pytest.mark.parametrize(
    ("sides", "side"),
    [(["A", "F"], "right"), (["P", "F"], "left"), (["PL", "F"], "left"), (["F", "A"], "unknown"), ([], "unknown")],
)
def test_that_the_first_side_tells_which_is_anterior(sides: list[str], side: str) -> None:
    assert anterior_side(lateral(PatientOrientation=sides)) == side


@pytest.mark.parametrize(("sides", "side"), [(["P", "F"], Side.LEFT), (["L", "F"], None)])
def test_that_a_film_takes_its_anterior_side_from_its_header(tmp_path, sides, side) -> None:
    opened = open_film(write(tmp_path / "a.dcm", film(gradient(), PatientOrientation=sides)))
    assert film_from(opened, "pre", Timepoint.PRE).anterior is side


def test_that_the_header_tells_the_spacing_at_the_detector(tmp_path) -> None:
    spacings = {"ImagerPixelSpacing": [0.143, 0.143], "PixelSpacing": [0.13, 0.13]}
    opened = open_film(write(tmp_path / "a.dcm", film(gradient(), **spacings)))
    assert opened.header.calibration.row_mm == 0.13
    assert opened.header.detector is not None
    assert opened.header.detector.row_mm == 0.143
