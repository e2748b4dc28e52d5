"""What a calibration makes of one film or of all."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.dicom.made_films import film, write
from vertmeasure.core.calibration import Calibration, CalibrationOption, Grade
from vertmeasure.core.errors import StudyError
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.study import Film, Study
from vertmeasure.dicom.film import FilmHeader
from vertmeasure.dicom.reading import open_film
from vertmeasure.ui.calibration_bar import draft_words
from vertmeasure.ui.calibration_choice import consequence_words, option_words
from vertmeasure.ui.calibration_plan import Entry, offers, plan_all, plan_one
from vertmeasure.ui.calibrator import Way
from vertmeasure.ui.study_words import spacing_badge, spacing_explanation

ACROSS = (ImagePoint(0, 10), ImagePoint(200, 10))


def header(folder: Path, **attributes: object) -> FilmHeader:
    return open_film(write(folder / "a.dcm", film(np.zeros((4, 4), np.uint16), **attributes))).header


@pytest.fixture
def detector(tmp_path: Path) -> FilmHeader:
    return header(tmp_path, ImagerPixelSpacing=[0.15, 0.15])


@pytest.fixture
def plain(tmp_path: Path) -> FilmHeader:
    return header(tmp_path, PixelSpacing=[0.2, 0.2])


def study(**headers: FilmHeader) -> Study:
    return Study(films=tuple(Film(each, calibration=known.calibration) for each, known in headers.items()))


def test_that_the_shape_of_the_pixel_comes_from_the_header(tmp_path: Path) -> None:
    oblong = header(tmp_path, ImagerPixelSpacing=[0.2, 0.1])
    entry = Entry(Way.LENGTH, "pre", ACROSS, (30.0,), by="AB")
    made = plan_one(entry, study(pre=oblong), {"pre": oblong}).calibrations["pre"]
    assert (made.column_mm, made.row_mm) == (0.15, 0.3)


def test_that_a_film_that_is_not_open_keeps_its_own_shape(detector: FilmHeader) -> None:
    before = replace(study(pre=detector).films[0], calibration=Calibration(aspect=2.0))
    entry = Entry(Way.SPACING, "pre", values=(0.1,))
    assert plan_one(entry, Study(films=(before,)), {}).calibrations["pre"].row_mm == 0.2


def test_that_a_drawn_length_holds_for_films_of_the_same_detector(detector: FilmHeader, tmp_path: Path) -> None:
    other = header(tmp_path, ImagerPixelSpacing=[0.1, 0.1])
    headers = {"pre": detector, "post": detector, "later": other}
    plan = plan_all(Entry(Way.LENGTH, "pre", ACROSS, (30.0,), by="AB"), study(**headers), headers)
    assert plan.calibrations["post"].row_mm == 0.15
    assert plan.calibrations["post"].rule == "known length 30 mm drawn by AB over 200 px on film pre"
    assert plan.left_out == {"later": "its detector has another spacing"}


def test_that_a_film_without_a_detector_takes_a_drawn_length(detector: FilmHeader, plain: FilmHeader) -> None:
    headers = {"pre": detector, "post": plain}
    plan = plan_all(Entry(Way.LENGTH, "pre", ACROSS, (30.0,)), study(**headers), headers)
    assert set(plan.calibrations) == {"pre", "post"}


def test_that_a_film_that_is_not_open_is_left_out(detector: FilmHeader) -> None:
    headers = {"pre": detector, "post": detector}
    plan = plan_all(Entry(Way.SPACING, "pre", values=(0.1,)), study(**headers), {"pre": detector})
    assert plan.left_out == {"post": "its image is not open"}


def test_that_a_magnification_divides_each_films_own_detector(detector: FilmHeader, tmp_path: Path) -> None:
    headers = {"pre": detector, "post": header(tmp_path, ImagerPixelSpacing=[0.1, 0.1])}
    plan = plan_all(Entry(Way.MAGNIFICATION, "pre", values=(1.25,)), study(**headers), headers)
    spacings = [plan.calibrations[each].row_mm for each in headers]
    assert spacings == [pytest.approx(0.12), pytest.approx(0.08)]


def test_that_a_chosen_attribute_is_looked_up_on_each_film(detector: FilmHeader, plain: FilmHeader) -> None:
    headers = {"pre": detector, "post": plain}
    entry = Entry(Way.HEADER, "pre", option=offers(detector)[0])
    plan = plan_all(entry, study(**headers), headers)
    assert list(plan.calibrations) == ["pre"]
    assert plan.left_out == {"post": "its header has no ImagerPixelSpacing"}


def test_that_an_entry_that_makes_no_sense_for_its_own_film_is_refused(plain: FilmHeader) -> None:
    with pytest.raises(StudyError, match="does not tell the spacing"):
        plan_all(Entry(Way.MAGNIFICATION, "pre", values=(1.2,)), study(pre=plain), {"pre": plain})


def test_that_the_detector_is_among_the_offers_once(tmp_path: Path) -> None:
    spacings = {"ImagerPixelSpacing": [0.143, 0.143], "PixelSpacing": [0.13, 0.13]}
    assert [each.row_mm for each in offers(header(tmp_path, **spacings))] == [0.13, 0.143]


def test_that_an_option_tells_what_it_does_to_lengths() -> None:
    option = CalibrationOption(0.11, 0.11, Grade.DETECTOR, "ImagerPixelSpacing")
    assert consequence_words(option, Calibration(0.1, 0.1, Grade.USER)) == "lengths +10.0 %"
    assert consequence_words(option, Calibration(0.22, 0.22, Grade.USER)) == "lengths −50.0 %"
    assert consequence_words(option, Calibration(0.11, 0.11, Grade.USER)) == "in use"
    assert consequence_words(option, Calibration()) == "gives millimetres"
    assert option_words(option, Calibration()).endswith("detector · ImagerPixelSpacing · gives millimetres")


def test_that_a_draft_has_four_decimals() -> None:
    assert draft_words(Calibration(0.14321, 0.14321, Grade.USER)) == "0.1432\N{THIN SPACE}mm/px · user"
    assert draft_words(Calibration(0.2, 0.1, Grade.USER)) == "0.2000 × 0.1000\N{THIN SPACE}mm/px · user"


@pytest.mark.parametrize(
    ("flag", "words"), [("conflict", "no mm · conflict"), ("unconfirmed_pixel_spacing", "no mm · not confirmed")]
)
def test_that_a_badge_says_what_is_open(flag: str, words: str) -> None:
    assert spacing_badge(Calibration(flags=(flag,))) == words


def test_that_an_explanation_lists_only_the_other_spacings() -> None:
    used = CalibrationOption(0.1, 0.1, Grade.USER, "drawn")
    other = CalibrationOption(0.2, 0.2, Grade.DETECTOR, "ImagerPixelSpacing")
    told = spacing_explanation(Calibration(0.1, 0.1, Grade.USER, "drawn"), (used, other)).split("\n")
    assert told[-2:] == ["The header also offers:", "0.200\N{THIN SPACE}mm/px · detector: ImagerPixelSpacing"]
    assert "also offers" not in spacing_explanation(Calibration(0.1, 0.1, Grade.USER, "drawn"), (used,))
