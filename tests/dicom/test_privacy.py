"""Nothing of what a film says gets out by the way: not into warnings, logs, the terminal, or names of files."""

import tempfile
from pathlib import Path

import pytest

from tests.dicom.mutations import Mutator
from tests.dicom.told_everywhere import SECRET, carriers, secretive_film, tells
from vertmeasure.core.errors import FilmError
from vertmeasure.dicom import reading
from vertmeasure.dicom.darkroom import Darkroom


@pytest.fixture
def path(tmp_path):
    return secretive_film(tmp_path / f"{SECRET}.dcm")


@pytest.fixture
def room():
    with Darkroom(processes=1) as opened:
        yield opened


@pytest.fixture
def silence(capfd, caplog, recwarn):
    """Asserts at the end that nothing at all was said."""
    caplog.set_level(0)
    yield
    assert capfd.readouterr() == ("", "")
    assert not [record.getMessage() for record in caplog.records if tells(record.getMessage())]
    assert not [warning for warning in recwarn if tells(str(warning.message))]


def names():
    folders = [Path(tempfile.gettempdir()), Path("/dev/shm"), Path("/proc/self/fd"), Path("/proc/self/map_files")]
    return [entry.name for folder in folders if folder.is_dir() for entry in folder.iterdir()]


def test_that_the_secret_is_everywhere_and_the_film_opens_all_the_same(path):
    assert carriers(path) > 2000
    patient = reading.open_film(path).header.patient
    assert (patient.id, patient.name) == (SECRET, SECRET)


@pytest.mark.usefixtures("silence")
@pytest.mark.parametrize("way", ["open_film", "read_header"])
def test_that_reading_a_film_says_nothing(path, room, way):
    for reader in (room, reading):
        getattr(reader, way)(path)
        assert not [name for name in names() if tells(name)]


@pytest.mark.usefixtures("silence")
def test_that_refusals_say_nothing_of_what_stands_in_the_film(path, room, tmp_path):
    film, broken, refused = Mutator(path), tmp_path / "broken.dcm", 0
    for seed in range(60):
        broken.write_bytes(film.mutated(seed))
        for reader in (room, reading):
            try:
                reader.open_film(broken)
            except FilmError as error:
                refused += 1
                told = f"{error} {error.__cause__ or ''}" if reader is room else str(error)
                assert not tells(told.replace(f"of modality {SECRET}", "")), seed
    assert refused > 20


@pytest.mark.usefixtures("silence")
def test_that_a_death_of_the_reader_says_nothing(path, room):
    with pytest.raises(FilmError) as caught:
        room.ask("tests.dicom.darkroom_jobs:read_and_die", path)
    assert not tells(str(caught.value))


def test_that_a_bug_of_the_reader_is_logged_without_the_film(path, room, caplog):
    with pytest.raises(FilmError) as caught:
        room.ask("tests.dicom.darkroom_jobs:read_and_fail", path)
    assert "KeyError at darkroom_jobs.py" in caplog.text
    assert not tells(f"{caught.value} {caplog.text}")
