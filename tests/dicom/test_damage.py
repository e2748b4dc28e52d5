import imagecodecs
import numpy as np
import pytest

from tests.dicom.made_films import compressed, film, gradient, with_raw, write
from tests.dicom.test_decode import JPEG_2000, JPEG_LOSSLESS, LOSSLESS, RLE, byte_planes, rle_frame
from vertmeasure.core.errors import FilmError
from vertmeasure.dicom import guard
from vertmeasure.dicom.reading import open_film, read_header

GREY = gradient()


def refuse(path, match):
    with pytest.raises(FilmError, match=match) as caught:
        open_film(path)
    assert caught.value.remedy


@pytest.mark.parametrize("syntax", LOSSLESS)
def test_that_a_stream_without_its_end_is_refused(tmp_path, syntax):
    stream = bytes(LOSSLESS[syntax](GREY))
    refuse(write(tmp_path / "film.dcm", compressed(GREY, [stream[: len(stream) * 6 // 10]]), syntax), "no end|damaged")


def test_that_padding_behind_the_end_of_a_stream_is_no_damage(tmp_path):
    stream = bytes(LOSSLESS[JPEG_LOSSLESS](GREY)) + b"\0\xff\0\0"
    assert open_film(write(tmp_path / "film.dcm", compressed(GREY, [stream]), JPEG_LOSSLESS)).header.rows == 24


def test_that_a_short_rle_segment_is_refused(tmp_path):
    planes = byte_planes(GREY)
    made = compressed(GREY, [rle_frame([planes[0], planes[1][:12]])])
    refuse(write(tmp_path / "film.dcm", made, RLE), "cut off")


def test_that_an_rle_frame_with_too_few_segments_is_refused(tmp_path):
    made = compressed(GREY, [rle_frame(byte_planes(GREY)[:1])])
    refuse(write(tmp_path / "film.dcm", made, RLE), "damaged")


@pytest.mark.parametrize("syntax", [JPEG_LOSSLESS, JPEG_2000, "1.2.840.10008.1.2.4.80"])
def test_that_a_stream_of_another_size_is_refused_before_decoding(tmp_path, monkeypatch, syntax):
    made = compressed(GREY, [bytes(LOSSLESS[syntax](gradient(24, 64)))])
    for codec in ("jpeg8_decode", "jpeg2k_decode", "jpegls_decode"):
        monkeypatch.setattr(imagecodecs, codec, None)
    refuse(write(tmp_path / "film.dcm", made, syntax), "another size")


def test_that_a_baseline_stream_is_no_lossless_film(tmp_path):
    stream = bytes(imagecodecs.jpeg8_encode(gradient(dtype=np.uint8)))
    refuse(write(tmp_path / "film.dcm", compressed(gradient(dtype=np.uint8), [stream]), JPEG_LOSSLESS), "another kind")


def test_that_a_jpeg_2000_stream_of_countless_tiles_is_refused(tmp_path):
    stream = bytearray(LOSSLESS[JPEG_2000](gradient(512, 512)))
    stream[24:32] = (1).to_bytes(4, "big") * 2
    refuse(write(tmp_path / "film.dcm", compressed(gradient(512, 512), [bytes(stream)]), JPEG_2000), "laid out")


def test_that_too_few_uncompressed_pixels_are_refused(tmp_path):
    made = film(GREY)
    made.PixelData = made.PixelData[:-2]
    refuse(write(tmp_path / "film.dcm", made), "fewer pixels")


def test_that_compressed_pixels_under_an_uncompressed_syntax_are_refused(tmp_path):
    path = write(tmp_path / "film.dcm", compressed(GREY, [b"\xff\xd8\xff\xd9"]), JPEG_LOSSLESS)
    path.write_bytes(path.read_bytes().replace(JPEG_LOSSLESS.encode(), b"1.2.840.10008.1.2.1\0\0\0", 1))
    refuse(path, "says they are not")


def test_that_a_deflated_film_has_a_budget(tmp_path, monkeypatch):
    path = write(tmp_path / "film.dcm", film(np.zeros((400, 400), np.uint16)), "1.2.840.10008.1.2.1.99")
    monkeypatch.setattr(guard, "LARGEST_INFLATED_BYTES", 100_000)
    refuse(path, "unpacks to more")


def test_that_a_cut_deflated_film_is_refused(tmp_path):
    path = write(tmp_path / "film.dcm", film(GREY), "1.2.840.10008.1.2.1.99")
    path.write_bytes(path.read_bytes()[:-200])
    refuse(path, "cut off")


@pytest.mark.parametrize(
    ("attributes", "words"),
    [
        ({"Rows": 0}, "no image"),
        ({"Rows": 30000}, "30000 x 32"),
        ({"Rows": 20000, "Columns": 20000}, "more than any"),
        ({"BitsAllocated": 32}, "8 or 16 bits"),
        ({"BitsStored": 17}, "bits"),
        ({"BitsStored": 0}, "bits"),
        ({"HighBit": 3}, "bits"),
        ({"HighBit": 16}, "bits"),
        ({"SamplesPerPixel": 3}, "colours"),
        ({"PhotometricInterpretation": "HSV"}, "colour model"),
    ],
)
def test_that_an_impossible_layout_is_refused(tmp_path, attributes, words):
    refuse(write(tmp_path / "film.dcm", film(GREY, **attributes)), words)


def test_that_an_unreadable_number_of_frames_means_one(tmp_path):
    made = with_raw(film(GREY), "NumberOfFrames", "IS", b"1A")
    assert open_film(write(tmp_path / "film.dcm", made)).header.frames == 1


def test_that_floating_point_pixels_are_refused(tmp_path):
    made = film(GREY)
    del made.PixelData
    made.FloatPixelData = np.zeros(GREY.shape, np.float32).tobytes()
    refuse(write(tmp_path / "film.dcm", made), "floating-point")


def test_that_a_header_without_pixels_is_read_but_not_opened(tmp_path):
    made = film(GREY)
    del made.PixelData
    path = write(tmp_path / "film.dcm", made)
    assert "This file holds no pixels." in read_header(path).warnings
    refuse(path, "no pixels")


def test_that_a_pixel_element_longer_than_the_file_is_refused(tmp_path):
    made = film(GREY)
    made.PixelData += bytes(100)
    path = write(tmp_path / "film.dcm", made)
    path.write_bytes(path.read_bytes()[:-50])
    refuse(path, "ends before its pixels do")


def test_that_a_deflated_film_cut_behind_its_pixels_is_refused(tmp_path):
    made = film(GREY)
    made.add_new("DataSetTrailingPadding", "OB", np.random.default_rng(1).bytes(2000))
    path = write(tmp_path / "film.dcm", made, "1.2.840.10008.1.2.1.99")
    path.write_bytes(path.read_bytes()[:-500])
    refuse(path, "deflated data have no end")
