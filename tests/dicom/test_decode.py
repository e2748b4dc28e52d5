import hashlib

import imagecodecs
import numpy as np
import pytest

from tests.dicom.made_films import compressed, film, gradient, write
from vertmeasure.core.errors import FilmError
from vertmeasure.dicom.decode import CODECS
from vertmeasure.dicom.reading import open_film
from vertmeasure.dicom.syntaxes import decoder_name

GREY = gradient()
RGB = np.stack([gradient(dtype=np.uint8), gradient(dtype=np.uint8)[::-1], gradient(dtype=np.uint8)[:, ::-1]], axis=-1)
JPEG_LOSSLESS, RLE, JPEG_2000 = "1.2.840.10008.1.2.4.70", "1.2.840.10008.1.2.5", "1.2.840.10008.1.2.4.90"

LOSSLESS = {
    "1.2.840.10008.1.2.4.57": lambda a: imagecodecs.ljpeg_encode(a, bitspersample=12),
    JPEG_LOSSLESS: lambda a: imagecodecs.jpeg8_encode(a, lossless=True, bitspersample=12),
    "1.2.840.10008.1.2.4.80": imagecodecs.jpegls_encode,
    JPEG_2000: lambda a: imagecodecs.jpeg2k_encode(a, reversible=True, codecformat="j2k", level=0),
    "1.2.840.10008.1.2.4.201": lambda a: imagecodecs.htj2k_encode(a, reversible=True),
}


def rle_frame(planes):
    segments = [bytes(imagecodecs.packbits_encode(plane.tobytes())) for plane in planes]
    offsets = np.cumsum([64, *(len(each) for each in segments)])[:-1]
    words = [len(segments), *offsets, *[0] * (15 - len(segments))]
    return np.array(words, "<u4").tobytes() + b"".join(segments)


def byte_planes(pixels):
    return [(pixels >> 8).astype(np.uint8), (pixels & 255).astype(np.uint8)]


@pytest.fixture
def opened(tmp_path):
    def open_written(dataset, syntax="1.2.840.10008.1.2.1", frame=1):
        return open_film(write(tmp_path / "film.dcm", dataset, syntax), frame).pixels

    return open_written


@pytest.mark.parametrize("syntax", ["1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99"])
def test_that_uncompressed_and_deflated_films_keep_every_value(opened, syntax):
    assert np.array_equal(opened(film(GREY), syntax).stored, GREY)


def test_that_a_big_endian_film_keeps_every_value(opened):
    big = film(GREY)
    big.PixelData = GREY.astype(">u2").tobytes()
    assert np.array_equal(opened(big, "1.2.840.10008.1.2.2").stored, GREY)


def test_that_bytes_in_big_endian_words_are_unswapped(opened):
    pixels = gradient(dtype=np.uint8)
    big = film(pixels)
    big.PixelData = pixels.reshape(-1, 2)[:, ::-1].tobytes()
    big["PixelData"].VR = "OW"
    assert np.array_equal(opened(big, "1.2.840.10008.1.2.2").stored, pixels)


@pytest.mark.parametrize("syntax", LOSSLESS)
def test_that_lossless_codecs_keep_every_value(opened, syntax):
    assert np.array_equal(opened(compressed(GREY, [bytes(LOSSLESS[syntax](GREY))]), syntax).stored, GREY)


def test_that_rle_keeps_every_value(opened):
    assert np.array_equal(opened(compressed(GREY, [rle_frame(byte_planes(GREY))]), RLE).stored, GREY)


@pytest.mark.parametrize(
    ("syntax", "pixels", "options"),
    [
        ("1.2.840.10008.1.2.4.50", np.full((16, 16), 120, np.uint8), {}),
        ("1.2.840.10008.1.2.4.51", np.full((16, 16), 2222, np.uint16), {"bitspersample": 12}),
    ],
)
def test_that_lossy_jpeg_comes_close(opened, syntax, pixels, options):
    stream = bytes(imagecodecs.jpeg8_encode(pixels, level=95, **options))
    found = opened(compressed(pixels, [stream]), syntax).stored
    assert np.abs(found.astype(int) - pixels).max() <= 2


def test_that_a_signed_jpeg_2000_film_keeps_its_sign(opened):
    signed = (GREY.astype(np.int16) - 2048).astype(np.int16)
    stream = bytes(LOSSLESS[JPEG_2000](signed))
    pixels = opened(compressed(signed, [stream], PixelRepresentation=1), JPEG_2000)
    assert np.array_equal(pixels.stored.astype(int) + pixels.offset, signed)


def test_that_a_high_bit_away_from_the_stored_bits_is_shifted_down(opened):
    pixels = opened(film((GREY << 4) | 5, HighBit=15))
    assert np.array_equal(pixels.stored, GREY)


def test_that_bits_above_the_stored_ones_are_masked_away(opened):
    assert np.array_equal(opened(film(GREY | 0xF000)).stored, GREY)


def test_that_a_signed_film_counts_from_zero_with_an_offset(opened):
    signed = (GREY.astype(np.int16) - 2048).astype(np.int16)
    pixels = opened(film(signed, PixelRepresentation=1))
    assert (pixels.offset, pixels.lowest, pixels.highest) == (-2048, signed.min(), signed.max())
    assert pixels.sha256 == hashlib.sha256(signed.astype("<i2").tobytes()).hexdigest()


def test_that_overshooting_white_of_a_lossy_film_does_not_turn_black(opened):
    bright = np.full((16, 16), 1030, np.uint16)
    stream = bytes(imagecodecs.jpeg8_encode(bright, level=100, bitspersample=12))
    pixels = opened(compressed(bright, [stream], BitsStored=10, HighBit=9), "1.2.840.10008.1.2.4.51")
    assert pixels.stored.min() == 1023


def test_that_the_digest_is_that_of_the_values_as_16_bit_words(opened):
    small = gradient(dtype=np.uint8)
    assert opened(film(small)).sha256 == hashlib.sha256(small.astype("<u2").tobytes()).hexdigest()


def test_that_the_stored_values_cannot_be_written_to(opened):
    assert not opened(film(GREY)).stored.flags.writeable


def test_that_the_wanted_frame_is_decoded(opened):
    frames = np.stack([GREY, GREY[::-1], GREY[:, ::-1]])
    assert np.array_equal(opened(film(frames), frame=3).stored, frames[2])


def test_that_the_wanted_compressed_frame_is_decoded(opened):
    frames = np.stack([GREY, GREY[::-1]])
    streams = [bytes(LOSSLESS[JPEG_LOSSLESS](each)) for each in frames]
    assert np.array_equal(opened(compressed(frames, streams), JPEG_LOSSLESS, 2).stored, frames[1])


def test_that_a_frame_the_film_does_not_have_is_refused(opened):
    with pytest.raises(FilmError, match="no frame 2"):
        opened(film(GREY), frame=2)


def test_that_a_frame_may_come_in_several_fragments(opened):
    stream = bytes(LOSSLESS[JPEG_LOSSLESS](GREY))
    made = compressed(GREY, [stream])
    item = lambda data: b"\xfe\xff\x00\xe0" + len(data).to_bytes(4, "little") + data  # noqa: E731
    made.PixelData = item(b"") + item(stream[:200]) + item(stream[200:] + b"\0" * (len(stream) % 2))
    assert np.array_equal(opened(made, JPEG_LOSSLESS).stored, GREY)


def test_that_colours_become_grey_and_keep_their_digest(opened):
    pixels = opened(film(RGB))
    assert pixels.stored[0, 1] == round(0.299 * RGB[0, 1, 0] + 0.587 * RGB[0, 1, 1] + 0.114 * RGB[0, 1, 2])
    assert pixels.sha256 == hashlib.sha256(RGB.tobytes()).hexdigest()
    assert pixels.greyscale.lut(pixels.greyscale.default)[:256].tolist() == list(range(256))


def test_that_colour_planes_are_the_same_film_as_interleaved_colours(opened):
    planar = film(RGB, PlanarConfiguration=1)
    planar.PixelData = np.moveaxis(RGB, -1, 0).tobytes()
    assert opened(planar).sha256 == opened(film(RGB)).sha256


def test_that_ybr_of_a_grey_is_that_grey(opened):
    ybr = np.full((4, 4, 3), 128, np.uint8)
    ybr[..., 0] = 77
    assert set(opened(film(ybr, PhotometricInterpretation="YBR_FULL")).stored.ravel()) == {77}


def test_that_uncompressed_422_is_spread_over_both_pixels(opened):
    made = film(np.zeros((1, 4, 3), np.uint8), PhotometricInterpretation="YBR_FULL_422")
    made.PixelData = bytes([10, 20, 128, 128, 30, 40, 128, 128])
    assert opened(made).stored.tolist() == [[10, 20, 30, 40]]


@pytest.mark.parametrize("colours", [{}, {"colorspace": "RGB", "outcolorspace": "RGB"}])
def test_that_baseline_colours_are_read_as_their_stream_names_them(opened, colours):
    flat = np.zeros((16, 16, 3), np.uint8)
    flat[...] = (200, 90, 30)
    stream = bytes(imagecodecs.jpeg8_encode(flat, level=98, **colours))
    found = opened(compressed(flat, [stream]), "1.2.840.10008.1.2.4.50").stored
    assert abs(int(found[8, 8]) - 116) <= 2


def test_that_rle_colours_are_read(opened):
    planes = [RGB[..., plane] for plane in range(3)]
    assert opened(compressed(RGB, [rle_frame(planes)]), RLE).sha256 == hashlib.sha256(RGB.tobytes()).hexdigest()


def test_that_a_syntax_without_a_decoder_is_named(tmp_path):
    path = write(tmp_path / "film.dcm", compressed(GREY, [b"\0\0"]), "1.2.840.10008.1.2.4.102")
    with pytest.raises(FilmError, match=r"1\.2\.840\.10008\.1\.2\.4\.102"):
        open_film(path)


def test_that_decoders_have_names():
    assert (decoder_name(JPEG_LOSSLESS), decoder_name("1.2.840.10008.1.2")) == ("JPEG Lossless", "uncompressed")
    assert "none" not in {decoder_name(syntax) for syntax in CODECS}
