import hashlib
import struct
import zlib

import imagecodecs
import numpy as np
import pytest

from tests.dicom.made_films import film, gradient, write
from vertmeasure.core.errors import FilmError
from vertmeasure.dicom import reading
from vertmeasure.dicom.describe import describe
from vertmeasure.dicom.reading import open_film, read_header

GREY, FINE = gradient(dtype=np.uint8), gradient() * 16
RGB = np.stack([GREY, GREY[::-1], GREY[:, ::-1]], axis=-1)
PNG_START = b"\x89PNG\r\n\x1a\n"


def chunk(kind, value):
    return struct.pack(">I", len(value)) + kind + value + struct.pack(">I", zlib.crc32(kind + value))


def with_chunk(png, kind, value):
    """The PNG with one more chunk behind its head."""
    return png[:33] + chunk(kind, value) + png[33:]


def png_head(rows, columns, kind=0, depth=8):
    return PNG_START + chunk(b"IHDR", struct.pack(">IIBBBBB", columns, rows, depth, kind, 0, 0, 0))


def with_orientation(jpeg, orientation):
    """The JPEG with an EXIF block that tells how it is to be turned."""
    exif = b"Exif\0\0MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]


PNG, JPEG = bytes(imagecodecs.png_encode(GREY)), bytes(imagecodecs.jpeg8_encode(RGB, level=95))


@pytest.fixture
def photograph(tmp_path):
    def written(content):
        path = tmp_path / "photograph"
        path.write_bytes(content)
        return path

    return written


@pytest.mark.parametrize("pixels", [GREY, FINE])
def test_that_a_grey_png_keeps_every_value(photograph, pixels):
    found = open_film(photograph(imagecodecs.png_encode(pixels)))
    assert np.array_equal(found.pixels.stored, pixels)
    assert found.pixels.sha256 == hashlib.sha256(pixels.astype("<u2").tobytes()).hexdigest()
    assert found.header.bits_stored == 8 * pixels.dtype.itemsize


@pytest.mark.parametrize("pixels", [RGB, np.dstack([RGB, GREY]), RGB.astype(np.uint16) * 257])
def test_that_a_colour_png_becomes_grey_and_keeps_its_digest(photograph, pixels):
    found = open_film(photograph(imagecodecs.png_encode(pixels)))
    assert found.pixels.stored[0, 1] == round(0.299 * RGB[0, 1, 0] + 0.587 * RGB[0, 1, 1] + 0.114 * RGB[0, 1, 2])
    assert found.pixels.sha256 == hashlib.sha256(RGB.tobytes()).hexdigest()
    assert len(found.header.warnings) == (1 if pixels is RGB else 2)


def test_that_a_png_with_a_palette_shows_its_colours(photograph):
    rows = zlib.compress(b"\0\0\1\0\1\0")
    png = png_head(2, 2, 3) + chunk(b"PLTE", bytes([10, 10, 10, 90, 90, 90])) + chunk(b"IDAT", rows)
    assert open_film(photograph(png + chunk(b"IEND", b""))).pixels.stored.tolist() == [[10, 90], [90, 10]]


@pytest.mark.parametrize("channels", [1, 3])
def test_that_jpegs_of_either_kind_open(photograph, channels):
    flat = np.full((16, 16) if channels == 1 else (16, 16, 3), 120, np.uint8)
    for options in ({}, {"optimize": True}, {"subsampling": "420"}):
        found = open_film(photograph(imagecodecs.jpeg8_encode(flat, level=95, **options)))
        assert np.abs(found.pixels.stored.astype(int) - 120).max() <= 2
        assert found.header.photometric == ("RGB" if channels == 3 else "MONOCHROME2")


def test_that_nothing_of_a_photograph_is_taken_for_millimetres_or_a_patient(photograph):
    header = read_header(photograph(with_chunk(PNG, b"pHYs", struct.pack(">IIB", 11811, 11811, 1))))
    assert (header.calibration.row_mm, header.calibration.grade, header.alternatives) == (None, "none", ())
    assert (header.patient.name, header.modality, header.sop_instance_uid) == ("", "", "")
    assert "Calibrate it by a known length." in header.warnings[0]


def test_that_a_photograph_is_described_with_the_keys_of_a_film(photograph):
    found = describe(photograph(PNG), reading)
    assert (found["status"], found["transfer_syntax"], found["photometric"]) == ("ok", "", "MONOCHROME2")
    assert found["pixels"]["max"] == int(GREY.max())
    assert found["sha256"] == hashlib.sha256(PNG).hexdigest()


def test_that_a_turned_photograph_keeps_its_pixels_and_says_so(photograph):
    flat = open_film(photograph(JPEG))
    turned = open_film(photograph(with_orientation(JPEG, 6)))
    assert turned.pixels.sha256 == flat.pixels.sha256
    assert [len(flat.header.warnings), len(turned.header.warnings)] == [1, 2]
    assert len(open_film(photograph(with_orientation(JPEG, 1))).header.warnings) == 1


@pytest.mark.parametrize("whole", [PNG, JPEG])
@pytest.mark.parametrize("part", [0.1, 0.6, 0.99])
def test_that_a_photograph_that_is_cut_off_is_refused(photograph, whole, part):
    with pytest.raises(FilmError):
        open_film(photograph(whole[: int(len(whole) * part)]))


def test_that_a_wrong_checksum_is_damage(photograph):
    damaged = bytearray(PNG)
    damaged[PNG.index(b"IDAT") + 10] ^= 1
    with pytest.raises(FilmError, match="checksum"):
        open_film(photograph(damaged))


def test_that_what_cameras_put_behind_a_jpeg_is_no_damage(photograph):
    assert open_film(photograph(JPEG + b"SEFT" * 20)).header.rows == 24


def test_that_a_jpeg_within_the_exif_block_is_not_taken_for_the_end(photograph):
    thumbnail = b"\xff\xe1" + struct.pack(">H", 2 + 6 + len(JPEG)) + b"Exif\0\0" + JPEG
    whole = JPEG[:2] + thumbnail + JPEG[2:]
    assert open_film(photograph(whole)).header.rows == 24
    with pytest.raises(FilmError, match="no end"):
        open_film(photograph(whole[:-40]))


@pytest.mark.parametrize("size", [(20_001, 4), (11_000, 11_000), (0, 4)])
def test_that_a_picture_of_impossible_size_is_refused_before_it_is_decoded(photograph, monkeypatch, size):
    monkeypatch.setattr(imagecodecs, "png_decode", lambda _: pytest.fail("decoded"))
    png = png_head(*size) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    with pytest.raises(FilmError):
        open_film(photograph(png))


def test_that_colours_of_too_many_pixels_are_refused_before_they_are_decoded(photograph, monkeypatch):
    monkeypatch.setattr(imagecodecs, "png_decode", lambda _: pytest.fail("decoded"))
    png = png_head(9_000, 9_000, 2) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    with pytest.raises(FilmError, match="megapixels"):
        open_film(photograph(png))


def test_that_only_the_picture_itself_is_handed_to_the_decoder(photograph, monkeypatch):
    seen, real = [], imagecodecs.png_decode
    monkeypatch.setattr(imagecodecs, "png_decode", lambda data: seen.append(bytes(data)) or real(data))
    bomb = b"name\0\0" + zlib.compress(bytes(1_000_000))
    open_film(photograph(with_chunk(with_chunk(PNG, b"zTXt", bomb), b"iCCP", bomb)))
    assert b"zTXt" not in seen[0]
    assert b"iCCP" not in seen[0]


def test_that_an_animation_shows_its_first_picture_and_says_so(photograph):
    found = open_film(photograph(with_chunk(PNG, b"acTL", struct.pack(">II", 3, 0))))
    assert np.array_equal(found.pixels.stored, GREY)
    assert "animated" in found.header.warnings[1]


def test_that_pixels_that_do_not_fill_the_picture_are_damage(photograph):
    png = png_head(8, 8) + chunk(b"IDAT", zlib.compress(bytes(20))) + chunk(b"IEND", b"")
    with pytest.raises(FilmError, match="damaged or cut off"):
        open_film(photograph(png))


def test_that_the_colours_of_print_are_refused_with_a_remedy(photograph):
    four = np.zeros((16, 16, 4), np.uint8)
    stream = imagecodecs.jpeg8_encode(four, colorspace="CMYK", outcolorspace="CMYK")
    with pytest.raises(FilmError, match="CMYK"):
        open_film(photograph(stream))


@pytest.mark.parametrize("start", [b"II*\0", b"BM", b"RIFF0000WEBP", b"\0\0\0\x18ftypheic", b"GIF89a"])
def test_that_other_pictures_are_refused_with_what_would_do(photograph, start):
    with pytest.raises(FilmError) as refused:
        open_film(photograph(start + bytes(200)))
    assert "PNG or JPEG" in refused.value.remedy


def test_that_a_photograph_has_one_frame(photograph):
    with pytest.raises(FilmError, match="no frame 2"):
        open_film(photograph(PNG), 2)


def test_that_a_dicom_film_whose_preamble_looks_like_a_picture_is_a_dicom_film(tmp_path):
    path = write(tmp_path / "film", film(GREY))
    path.write_bytes(b"\xff\xd8\xff\xe0".ljust(128, b"\0") + path.read_bytes()[128:])
    assert open_film(path).header.modality == "DX"
