"""A public corpus of malformed files, as it is and disguised as radiographs: opened or refused, nothing else."""

import tarfile

import pytest

from tests.conftest import shared
from vertmeasure.core.errors import FilmError
from vertmeasure.dicom.reading import open_film

CT_CLASS, CR_CLASS = b"1.2.840.10008.5.1.4.1.1.2\0", b"1.2.840.10008.5.1.4.1.1.1\0"


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


def is_opened(path):
    try:
        pixels = open_film(path).pixels
    except FilmError:
        return False
    assert pixels.greyscale.lut(pixels.greyscale.default).shape == (65536,)
    return True


@pytest.mark.slow
def test_that_no_malformed_ct_passes_for_a_film(corpus):
    assert len(corpus) > 500
    assert not any(is_opened(path) for path in corpus)


@pytest.mark.slow
def test_that_malformed_radiographs_are_opened_or_refused(corpus, tmp_path):
    disguised = tmp_path / "film.dcm"
    opened = 0
    for path in corpus:
        disguised.write_bytes(path.read_bytes().replace(CT_CLASS, CR_CLASS).replace(b"CS\x02\0CT", b"CS\x02\0CR"))
        opened += is_opened(disguised)
    assert 0 < opened < len(corpus)
