import numpy as np
import pytest

from tests.dicom.made_films import film, gradient, header, with_raw, write
from vertmeasure.dicom.reading import open_film, read_header
from vertmeasure.dicom.window import VoiFunction, Window


def greys(window, *values):
    return np.floor(window.grey(np.array(values, float)) * 255 + 0.5).tolist()


@pytest.fixture
def opened(tmp_path):
    def open_made(pixels=None, **attributes):
        made = film(gradient() if pixels is None else pixels, **attributes)
        return open_film(write(tmp_path / "film.dcm", made)).pixels

    return open_made


def lut_sequence(first, entries, bits=16):
    return [header(LUTExplanation="film look", LUTDescriptor=[len(entries), first, bits], LUTData=entries)]


def test_that_the_linear_window_follows_the_standard():
    # PS3.3 C.11.2.1.2.1, the example c=2048, w=4096: 0 is black, 4095 is white, 2047.5 is the middle
    window = Window(2048, 4096)
    assert greys(window, -1, 0, 2047.5, 4095, 5000) == [0, 0, 128, 255, 255]


def test_that_a_linear_window_of_width_one_is_a_threshold():
    assert greys(Window(0, 1), -0.5, -0.4) == [0, 255]


def test_that_the_exact_window_reaches_its_edges_half_a_width_from_the_centre():
    window = Window(100, 50, VoiFunction.LINEAR_EXACT)
    assert greys(window, 75, 87.5, 100, 125) == [0, 64, 128, 255]


def test_that_the_sigmoid_window_follows_the_standard():
    # 255 / (1 + exp(-4 (x - c) / w)): a width above the centre it is 255 / (1 + e**-4) = 250.4
    window = Window(100, 50, VoiFunction.SIGMOID)
    assert greys(window, 50, 100, 150, 1e9) == [5, 128, 250, 255]


def test_that_rescaling_comes_before_the_window(opened):
    pixels = opened(RescaleSlope=2, RescaleIntercept=-100, WindowCenter=0.5, WindowWidth=101)
    assert pixels.greyscale.modality_value(10) == -80
    lut = pixels.greyscale.lut(pixels.greyscale.default)
    assert lut[[0, 25, 50, 75, 100]].tolist() == [0, 0, 128, 255, 255]


def test_that_a_modality_table_wins_over_rescaling(opened):
    pixels = opened(ModalityLUTSequence=lut_sequence(2, [7, 9, 30]), RescaleSlope=5, RescaleIntercept=5)
    assert [pixels.greyscale.modality_value(each) for each in range(6)] == [7, 7, 7, 9, 30, 30]


def test_that_a_voi_table_comes_before_windows_and_becomes_the_default(opened):
    pixels = opened(VOILUTSequence=lut_sequence(1, [0, 100, 255], bits=8), WindowCenter=10, WindowWidth=5)
    assert [preset.function for preset in pixels.greyscale.presets] == ["TABLE", "LINEAR"]
    assert pixels.greyscale.default.name == "film look"
    assert pixels.greyscale.lut(pixels.greyscale.default)[:5].tolist() == [0, 0, 100, 255, 255]


def test_that_a_table_stored_as_words_is_read(opened):
    sequence = [with_raw(header(LUTDescriptor=[3, 0, 16]), "LUTData", "OW", b"\x00\x00\x00\x80\xff\xff")]
    greyscale = opened(VOILUTSequence=sequence).greyscale
    assert greyscale.lut(greyscale.default)[:3].tolist() == [0, 128, 255]


def test_that_a_table_shorter_than_it_says_is_ignored_and_noted(tmp_path):
    sequence = [with_raw(header(LUTDescriptor=[300, 0, 16]), "LUTData", "OW", b"\x00\x00\x00\x80")]
    path = write(tmp_path / "film.dcm", film(gradient(), VOILUTSequence=sequence))
    assert open_film(path).pixels.greyscale.presets == ()
    assert "A malformed VOI LUT was ignored." in read_header(path).warnings


def test_that_several_windows_become_named_presets(opened):
    greyscale = opened(
        WindowCenter=[100, 200], WindowWidth=[50, 60.5], WindowCenterWidthExplanation=["BONE", "SOFT"]
    ).greyscale
    assert [(each.name, each.centre, each.width) for each in greyscale.presets] == [
        ("BONE", 100, 50),
        ("SOFT", 200, 60.5),
    ]


def test_that_a_window_without_width_is_ignored_and_noted(tmp_path):
    path = write(tmp_path / "film.dcm", film(gradient(), WindowCenter=[10, 500], WindowWidth=[0, 100]))
    assert open_film(path).pixels.greyscale.default.centre == 500
    assert any("window" in warning for warning in read_header(path).warnings)


def test_that_a_window_that_misses_the_film_gives_way_to_the_automatic_one(opened):
    greyscale = opened(WindowCenter=-5000, WindowWidth=100).greyscale
    assert greyscale.default is greyscale.automatic


def test_that_the_automatic_window_leaves_out_the_padding(opened):
    pixels = np.full((200, 200), 4000, np.uint16)
    pixels[:20, :20] = np.arange(1000, 1400).reshape(20, 20)
    window = opened(pixels, PixelPaddingValue=3990, PixelPaddingRangeLimit=4095).greyscale.automatic
    assert window.centre == pytest.approx(1200, abs=3)
    assert window.width == pytest.approx(396, abs=6)


def test_that_a_film_of_one_grey_has_a_window(opened):
    greyscale = opened(np.full((4, 4), 7, np.uint16)).greyscale
    assert (greyscale.automatic.centre, greyscale.automatic.width) == (7, 1)


def test_that_padding_and_tables_are_read_from_files_that_do_not_state_types(tmp_path):
    sequence = lut_sequence(1, [0, 65535])
    made = film(gradient(dtype=np.uint16), PixelPaddingValue=60, VOILUTSequence=sequence)
    path = write(tmp_path / "film.dcm", made, "1.2.840.10008.1.2")
    greyscale = open_film(path).pixels.greyscale
    assert greyscale.lut(greyscale.default)[:3].tolist() == [0, 0, 255]


@pytest.mark.parametrize("syntax", ["1.2.840.10008.1.2", "1.2.840.10008.1.2.1"])
def test_that_negative_padding_is_left_out(tmp_path, syntax):
    pixels = np.full((100, 100), -2000, np.int16)
    pixels[:10] = 300
    made = film(pixels, PixelRepresentation=1, PixelPaddingValue=65536 - 2000)
    assert open_film(write(tmp_path / "film.dcm", made, syntax)).pixels.greyscale.extent == (300, 300)


@pytest.mark.parametrize(
    ("photometric", "shape", "inverted"),
    [
        ("MONOCHROME1", None, True),
        ("MONOCHROME2", None, False),
        ("MONOCHROME1", "INVERSE", True),
        ("MONOCHROME1", "IDENTITY", False),
        ("MONOCHROME2", "INVERSE", True),
    ],
)
def test_that_the_presentation_shape_decides_inversion_and_never_both(tmp_path, photometric, shape, inverted):
    made = film(gradient(), PhotometricInterpretation=photometric, **({"PresentationLUTShape": shape} if shape else {}))
    opened = open_film(write(tmp_path / "film.dcm", made))
    lut = opened.pixels.greyscale.lut(Window(2048, 4096))
    assert (opened.header.inverted, int(lut[0]), int(lut[4095])) == (inverted, 255 * inverted, 255 * (not inverted))


def test_that_the_reader_can_invert_an_inverted_film_back(opened):
    greyscale = opened(PhotometricInterpretation="MONOCHROME1").greyscale
    assert greyscale.lut(Window(2048, 4096), inverted=True)[[0, 4095]].tolist() == [0, 255]


def test_that_an_impossible_slope_is_ignored_and_noted(tmp_path):
    made = film(gradient(), RescaleSlope=0, RescaleIntercept=3)
    path = write(tmp_path / "film.dcm", made)
    assert open_film(path).pixels.greyscale.modality_value(5) == 5
    assert any("slope" in warning for warning in read_header(path).warnings)


def test_that_negative_values_of_a_signed_film_meet_their_window(opened):
    signed = gradient(dtype=np.int16) - 2048
    pixels = opened(signed.astype(np.int16), PixelRepresentation=1, WindowCenter=0, WindowWidth=4096)
    lut = pixels.greyscale.lut(pixels.greyscale.default)
    assert pixels.greyscale.modality_value(0) == -2048
    assert lut[[0, 2048, 4095]].tolist() == [0, 128, 255]


def test_that_stored_numbers_no_film_can_hold_get_the_last_grey(opened):
    assert opened().greyscale.lut(Window(2048, 4096))[65535] == 255


def test_that_the_full_range_runs_from_the_lowest_to_the_highest_value(opened):
    window = opened(np.array([[300, 700, 1100]], np.uint16)).greyscale.full_range
    assert (window.centre, window.width, window.name) == (700, 800, "Full range")


@pytest.mark.parametrize(("photometric", "low", "high"), [("MONOCHROME2", 250, 999), ("MONOCHROME1", 1, 750)])
def test_that_the_bone_window_leaves_the_darkest_quarter_black_whichever_way_the_film_is_stored(
    opened, photometric, low, high
):
    pixels = np.arange(1000, dtype=np.uint16).reshape(20, 50)
    bone = opened(pixels, PhotometricInterpretation=photometric).greyscale.bone
    assert (bone.centre - bone.width / 2, bone.centre + bone.width / 2) == (
        pytest.approx(low, abs=1),
        pytest.approx(high, abs=1),
    )


def test_that_finer_levels_are_the_lut_in_more_steps(opened):
    greyscale = opened(PhotometricInterpretation="MONOCHROME1", RescaleSlope=-0.5).greyscale
    window = Window(-700, 900)
    fine = greyscale.levels(window, 1021)
    assert (int(fine.min()), int(fine.max())) == (0, 1020)
    assert np.abs(fine / 4 - greyscale.lut(window)[: len(fine)]).max() <= 0.7
