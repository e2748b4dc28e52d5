"""A JPEG 2000 film is seen coarsely before all of it is decoded."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dicom.test_glimpse import jpeg_2000
from tests.flows.reader import Reader
from vertmeasure.dicom.film import OpenedFilm


@pytest.fixture
def reader() -> Iterator[Reader]:
    reader = Reader()
    yield reader
    reader.close()


def shown_while_opening(reader: Reader, path: Path) -> list[tuple[str, OpenedFilm, bool]]:
    """What came at a glance: for which film, and whether the view showed it."""
    seen: list[tuple[str, OpenedFilm, bool]] = []
    view = reader.window.views[0]
    reader.window.opener.glimpsed.connect(
        lambda film_id, film: seen.append((film_id, film, view.pixels is film.pixels))
    )
    reader.open(path)
    return seen


def test_that_a_new_film_is_seen_at_a_glance_and_then_whole(reader: Reader, tmp_path: Path) -> None:
    (glance,) = shown_while_opening(reader, jpeg_2000(tmp_path))
    assert (glance[0], glance[2]) == ("", True)
    (film,) = reader.window.desk.study.films
    assert film.source.pixels_sha256 != ""
    shown = reader.window.views[0].pixels
    assert shown is not None
    assert shown.sha256 == film.source.pixels_sha256


def test_that_a_film_of_a_study_is_seen_at_a_glance_again(reader: Reader, tmp_path: Path) -> None:
    reader.open(jpeg_2000(tmp_path))
    saved = tmp_path / "study.vert.json"
    reader.window.commands.save_to(saved)
    reader.window.keeper.wait()
    (glance,) = shown_while_opening(reader, saved)
    assert (glance[0], glance[2]) == (reader.window.desk.study.films[0].id, True)


def test_that_a_film_that_is_refused_leaves_nothing_on_view(reader: Reader, tmp_path: Path) -> None:
    path = jpeg_2000(tmp_path)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 2000] = bytes(2000)  # sound at both ends: only the decoder can tell
    path.write_bytes(data)
    reader.open(path)
    view = reader.window.views[0]
    assert (view.pixels is None) == (not reader.window.desk.study.films)
