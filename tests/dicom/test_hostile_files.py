"""A public corpus of malformed files, as it is and disguised as radiographs: opened or refused, nothing else."""

import tarfile

import pytest

from tests.conftest import shared
from tests.dicom.test_hostile_films import LONGEST_S, MOST_MEMORY_KB, most_memory_kb, outcome
from vertmeasure.dicom.darkroom import Darkroom

CT_CLASS, CR_CLASS = b"1.2.840.10008.5.1.4.1.1.2\0", b"1.2.840.10008.5.1.4.1.1.1\0"
FILES = 595

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    with tarfile.open(shared("bad-dicom", "pwnlab_fuzz_corpus_v3.tar.xz")) as archive:
        # Members are numbered, never named after what the archive says: it is hostile too.
        for number, member in enumerate(archive):
            content = archive.extractfile(member) if member.isfile() and member.name.endswith(".dcm") else None
            if content is not None:
                (folder / f"{number:04}.dcm").write_bytes(content.read())
    return sorted(folder.glob("*.dcm"))


@pytest.fixture
def room():
    """A darkroom that has to stay alive, and slim."""
    with Darkroom(processes=1) as opened:
        pid = opened.ask("tests.dicom.darkroom_jobs:pid")
        yield opened
        assert opened.ask("tests.dicom.darkroom_jobs:pid") == pid
        assert most_memory_kb(opened) < MOST_MEMORY_KB


def test_that_no_malformed_ct_passes_for_a_film(corpus, room):
    found = [outcome(room, path) for path in corpus]
    assert len(found) == FILES
    assert all(words for words, _ in found)
    assert max(seconds for _, seconds in found) < LONGEST_S


def test_that_malformed_radiographs_are_opened_or_refused(corpus, room, tmp_path):
    disguised, found = tmp_path / "film.dcm", []
    for path in corpus:
        disguised.write_bytes(path.read_bytes().replace(CT_CLASS, CR_CLASS).replace(b"CS\x02\0CT", b"CS\x02\0CR"))
        found.append(outcome(room, disguised))
    assert 0 < [words for words, _ in found].count("") < FILES
    assert max(seconds for _, seconds in found) < LONGEST_S
