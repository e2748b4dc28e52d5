"""The stored values other programs compare theirs with, on films of every make."""

import hashlib
from itertools import product

import imagecodecs
import numpy as np
import pytest
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate_extended

from tests.dicom.made_films import EXPLICIT_BIG, compressed, film, gradient, write
from tests.dicom.test_decode import byte_planes, rle_frame
from vertmeasure.dicom import reading
from vertmeasure.dicom.describe import describe
from vertmeasure.dicom.reading import open_film

EXPLICIT, RLE = "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.5"
JPEG_LOSSLESS, JPEG_LS, JPEG_2000 = "1.2.840.10008.1.2.4.70", "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.90"
RGB = np.stack([gradient(dtype=np.uint8), gradient(dtype=np.uint8)[::-1], gradient(dtype=np.uint8)[:, ::-1]], axis=-1)

CODECS = {
    RLE: lambda words, _bits: rle_frame(byte_planes(words)),
    JPEG_LOSSLESS: lambda words, bits: imagecodecs.jpeg8_encode(words, lossless=True, bitspersample=bits),
    JPEG_LS: lambda words, _bits: imagecodecs.jpegls_encode(words),
    JPEG_2000: lambda words, _bits: imagecodecs.jpeg2k_encode(words, reversible=True, codecformat="j2k", level=0),
}


def told(path):
    return describe(path, reading)


def digest(values):
    return hashlib.sha256(np.ascontiguousarray(values).tobytes()).hexdigest()


def numbers(bits, signed):
    """Numbers that use every one of these bits, the lowest and the highest among them."""
    low = -(1 << (bits - 1)) if signed else 0
    values = (np.arange(24 * 32).reshape(24, 32) * 2654435761 % (1 << bits)) + low
    values[0, :2] = low, low + (1 << bits) - 1
    return values.astype("<i2" if signed else "<u2")


@pytest.mark.parametrize(
    ("syntax", "bits", "signed", "shift"),
    [
        (syntax, bits, signed, shift)
        for syntax, bits, signed, shift in product((EXPLICIT, EXPLICIT_BIG, RLE), (10, 12, 14, 15, 16), (0, 1), (0, 1))
        if bits + shift <= 16
    ],
)
def test_that_words_keep_the_numbers_in_them_whatever_their_bits(tmp_path, syntax, bits, signed, shift):
    values = numbers(bits, signed)
    graphics = np.uint16((0xFFFF << (bits + shift)) & 0xFFFF | ((1 << shift) - 1))  # overlays of old, in unused bits
    words = ((values.view("<u2") & np.uint16((1 << bits) - 1)) << shift) | graphics
    tags = {"BitsStored": bits, "HighBit": bits - 1 + shift, "PixelRepresentation": signed}
    made = compressed(words, [CODECS[RLE](words, 16)], **tags) if syntax == RLE else film(words, **tags)
    if syntax == EXPLICIT_BIG:
        made.PixelData = words.astype(">u2").tobytes()
    found = told(write(tmp_path / "film", made, syntax))["pixels"]
    assert found == {"min": int(values.min()), "max": int(values.max()), "sha256": digest(values)}


@pytest.mark.parametrize("syntax", [JPEG_LOSSLESS, JPEG_LS, JPEG_2000])
@pytest.mark.parametrize("signed", [0, 1])
@pytest.mark.parametrize("bits", [10, 12, 16])
def test_that_compressed_films_keep_the_numbers_in_them(tmp_path, syntax, signed, bits):
    values = numbers(bits, signed)
    words = values.view("<u2") & np.uint16((1 << bits) - 1)
    samples = values if signed and syntax == JPEG_2000 and bits == 16 else words
    made = compressed(words, [CODECS[syntax](samples, bits)], BitsStored=bits, HighBit=bits - 1)
    made.PixelRepresentation = signed
    assert told(write(tmp_path / "film", made, syntax))["pixels"]["sha256"] == digest(values)


@pytest.mark.parametrize("syntax", [JPEG_LOSSLESS, JPEG_LS, JPEG_2000])
def test_that_a_high_bit_away_from_the_stored_bits_is_shifted_down_in_streams_too(tmp_path, syntax):
    values = numbers(12, 0)
    made = compressed(values, [CODECS[syntax](values << 4, 16)], BitsStored=12, HighBit=15)
    assert told(write(tmp_path / "film", made, syntax))["pixels"]["sha256"] == digest(values)


def test_that_an_odd_number_of_bytes_is_read_in_either_byte_order(tmp_path):
    pixels = gradient(3, 5, np.uint8)
    padded = pixels.tobytes() + b"\0"
    for syntax, data in ((EXPLICIT, padded), (EXPLICIT_BIG, np.frombuffer(padded, ">u2").astype("<u2").tobytes())):
        made = film(pixels)
        made.PixelData = data
        made["PixelData"].VR = "OW" if syntax == EXPLICIT_BIG else "OB"
        found = told(write(tmp_path / "film", made, syntax))["pixels"]
        assert found["sha256"] == digest(pixels.astype("<u2"))


def test_that_frames_of_an_odd_number_of_bytes_follow_without_padding(tmp_path):
    frames = np.stack([gradient(3, 5, np.uint8) + number for number in range(3)])
    made = film(frames)
    made.PixelData = frames.tobytes() + b"\0"
    path = write(tmp_path / "film", made)
    assert [open_film(path, frame).pixels.stored.tolist() for frame in (1, 2, 3)] == frames.tolist()


@pytest.mark.parametrize("syntax", CODECS)
def test_that_each_compressed_frame_is_found(tmp_path, syntax):
    frames = np.stack([np.roll(numbers(12, 0), number, 0) for number in range(3)])
    made = compressed(frames, [bytes(CODECS[syntax](each, 12)) for each in frames])
    path = write(tmp_path / "film", made, syntax)
    assert [open_film(path, frame).pixels.sha256 for frame in (1, 2, 3)] == [digest(each) for each in frames]
    assert told(path)["frames"] == 3


def test_that_frames_are_found_by_an_extended_offset_table(tmp_path):
    frames = np.stack([numbers(12, 0), numbers(12, 0)[::-1]])
    made = compressed(frames, [b"\0\0"])
    streams = [bytes(CODECS[JPEG_LOSSLESS](each, 12)) for each in frames]
    made.PixelData, made.ExtendedOffsetTable, made.ExtendedOffsetTableLengths = encapsulate_extended(streams)
    made["PixelData"].VR = "OB"
    path = write(tmp_path / "film", made, JPEG_LOSSLESS)
    assert open_film(path, 2).pixels.sha256 == digest(frames[1])


@pytest.mark.parametrize("with_table", [True, False])
def test_that_frames_in_several_fragments_are_put_together(tmp_path, with_table):
    frames = np.stack([numbers(12, 0), numbers(12, 0)[::-1]])
    made = compressed(frames, [b"\0\0"])
    items, offsets = b"", []
    for frame in frames:
        offsets.append(len(items))
        stream = bytes(CODECS[JPEG_LOSSLESS](frame, 12))
        for piece in (stream[:300], stream[300:] + b"\0" * (len(stream) % 2)):
            items += b"\xfe\xff\x00\xe0" + len(piece).to_bytes(4, "little") + piece
    table = np.array(offsets, "<u4").tobytes() if with_table else b""
    made.PixelData = b"\xfe\xff\x00\xe0" + len(table).to_bytes(4, "little") + table + items
    path = write(tmp_path / "film", made, JPEG_LOSSLESS)
    assert [open_film(path, frame).pixels.sha256 for frame in (1, 2)] == [digest(each) for each in frames]


@pytest.mark.parametrize("syntax", [RLE, JPEG_LOSSLESS, JPEG_LS, JPEG_2000])
def test_that_colours_stored_without_loss_are_those_of_the_film(tmp_path, syntax):
    streams = {
        RLE: lambda: rle_frame([RGB[..., plane] for plane in range(3)]),
        JPEG_LOSSLESS: lambda: imagecodecs.jpeg8_encode(RGB, lossless=True, colorspace="RGB", outcolorspace="RGB"),
        JPEG_LS: lambda: imagecodecs.jpegls_encode(RGB),
        JPEG_2000: lambda: imagecodecs.jpeg2k_encode(RGB, reversible=True, codecformat="j2k", level=0, mct=False),
    }
    made = compressed(RGB, [bytes(streams[syntax]())])
    assert told(write(tmp_path / "film", made, syntax))["pixels"]["sha256"] == digest(RGB)


def test_that_reversible_colours_of_jpeg_2000_are_those_of_the_film(tmp_path):
    stream = imagecodecs.jpeg2k_encode(RGB, reversible=True, codecformat="j2k", level=0, mct=True)
    made = compressed(RGB, [bytes(stream)], PhotometricInterpretation="YBR_RCT")
    assert told(write(tmp_path / "film", made, JPEG_2000))["pixels"]["sha256"] == digest(RGB)


@pytest.mark.parametrize("planar", [0, 1])
def test_that_ybr_full_becomes_the_colours_pydicom_makes_of_it(tmp_path, planar):
    made = film(RGB, PhotometricInterpretation="YBR_FULL", PlanarConfiguration=planar)
    made.PixelData = (np.moveaxis(RGB, -1, 0) if planar else RGB).tobytes()
    path = write(tmp_path / "film", made)
    theirs = dcmread(path).pixel_array
    assert told(path)["pixels"]["sha256"] == digest(theirs)


def test_that_a_short_adobe_marker_does_not_name_the_colours(tmp_path):
    flat = np.full((16, 16, 3), (200, 90, 30), np.uint8)
    stream = bytes(imagecodecs.jpeg8_encode(flat, level=98, colorspace="RGB", outcolorspace="RGB"))
    at = stream.index(b"\xff\xee")
    short = bytearray(stream[:at] + b"\xff\xee\x00\x0cAdobe\0\0\0\0\0" + stream[at + 2 + 14 :])
    frame, scan = short.index(b"\xff\xc0") + 10, short.index(b"\xff\xda") + 5
    short[frame : frame + 9 : 3], short[scan : scan + 6 : 2] = b"\0\1\2", b"\0\1\2"  # else decoders guess by R, G, B
    found = open_film(write(tmp_path / "film", compressed(flat, [bytes(short)]), "1.2.840.10008.1.2.4.50")).pixels
    assert abs(int(found.stored[8, 8]) - 116) <= 2


# ---- palettes


def palette(dataset: Dataset, colours: np.ndarray, bits: int, first: int = 0) -> Dataset:
    """The film with a palette of these colours, [entry, (R, G, B)]."""
    dataset.PhotometricInterpretation = "PALETTE COLOR"
    for place, name in enumerate(("Red", "Green", "Blue")):
        data = colours[:, place].astype("<u2" if bits == 16 else "u1").tobytes()
        dataset.add_new(f"{name}PaletteColorLookupTableDescriptor", "US", [len(colours) % 65536, first, bits])
        dataset.add_new(f"{name}PaletteColorLookupTableData", "OW", data + b"\0" * (len(data) % 2))
    return dataset


INVERTED = np.repeat(np.arange(255, -1, -1)[:, None], 3, axis=1)


@pytest.mark.parametrize(("bits", "scale"), [(8, 1), (16, 257)])
def test_that_a_palette_film_is_as_bright_as_its_colours(tmp_path, bits, scale):
    indices = gradient(dtype=np.uint8)
    path = write(tmp_path / "film", palette(film(indices), INVERTED * scale, bits))
    pixels = open_film(path).pixels
    assert np.array_equal(pixels.stored, 255 - indices)
    assert pixels.sha256 == digest(indices.astype("<u2"))
    assert (pixels.lowest, pixels.highest) == (int(indices.min()), int(indices.max()))
    assert pixels.greyscale.lut(pixels.greyscale.default)[:256].tolist() == list(range(256))


def test_that_the_colours_of_a_palette_have_their_own_weight(tmp_path):
    colours = np.array([[0, 0, 0], [255, 0, 0], [0, 255, 0], [0, 0, 255]])
    path = write(tmp_path / "film", palette(film(np.array([[0, 1], [2, 3]], np.uint8)), colours, 8))
    assert open_film(path).pixels.stored.tolist() == [[0, 76], [150, 29]]


def test_that_numbers_beside_a_palette_get_its_first_or_last_colour(tmp_path):
    colours = np.array([[10, 10, 10], [20, 20, 20]])
    path = write(tmp_path / "film", palette(film(np.array([[0, 5], [6, 200]], np.uint8)), colours, 8, first=5))
    assert open_film(path).pixels.stored.tolist() == [[10, 10], [20, 20]]


def test_that_a_palette_film_without_its_palette_is_refused_with_a_remedy(tmp_path):
    made = film(gradient(dtype=np.uint8), PhotometricInterpretation="PALETTE COLOR")
    found = told(write(tmp_path / "film", made))
    assert (found["status"], found["remedy"]) == ("refused", "Export it as a greyscale film.")


@pytest.mark.parametrize("syntax", ["1.2.840.10008.1.2", EXPLICIT, EXPLICIT_BIG])
def test_that_a_palette_is_read_from_files_of_every_encoding(tmp_path, syntax):
    made = palette(film(gradient(dtype=np.uint8)), INVERTED * 257, 16)
    if syntax == EXPLICIT_BIG:
        for name in ("Red", "Green", "Blue"):
            made[f"{name}PaletteColorLookupTableData"].value = (INVERTED[:, 0] * 257).astype(">u2").tobytes()
    assert open_film(write(tmp_path / "film", made, syntax)).pixels.stored[0, 1] == 255 - 7
