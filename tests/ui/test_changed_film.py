from dataclasses import replace

import pytest

from tests.dicom.made_films import film, gradient, write
from vertmeasure.core.study import Timepoint
from vertmeasure.dicom.reading import open_film
from vertmeasure.dicom.source import film_from
from vertmeasure.ui.changed_film import change_of


@pytest.fixture
def opened(tmp_path):
    return open_film(write(tmp_path / "film.dcm", film(gradient())))


@pytest.fixture
def known(opened):
    return film_from(opened, "pre", Timepoint.PRE)


def with_source(known, **parts):
    return replace(known, source=replace(known.source, **parts))


def test_that_the_same_file_is_not_spoken_of(known, opened):
    assert change_of(known, opened) is None


def test_that_other_pixels_are_named_even_when_the_file_is_the_same(known, opened):
    change = change_of(with_source(known, pixels_sha256="0" * 64), opened)
    assert "pixels of film pre are not those" in change.message
    assert (change.is_harmless, change.is_usable) == (False, True)


def test_that_another_header_around_the_same_pixels_is_told_as_that(known, opened):
    change = change_of(with_source(known, sha256="0" * 64), opened)
    assert "are those that were read" in change.message
    assert change.is_harmless


def test_that_an_image_of_another_size_is_of_no_use(known, opened):
    change = change_of(replace(known, rows=25), opened)
    assert "32 x 25 pixels then, 32 x 24 now" in change.message
    assert not change.is_usable


def test_that_a_study_that_kept_no_hash_says_nothing(known, opened):
    assert change_of(with_source(known, sha256="", pixels_sha256=""), opened) is None


def test_that_hashes_are_compared_whatever_their_case(known, opened):
    source = known.source
    loud = with_source(known, sha256=source.sha256.upper(), pixels_sha256=source.pixels_sha256.upper())
    assert change_of(loud, opened) is None
