"""Our grey beside the renderings of DCMTK's dcmj2pnm, an independent program.

Where DCMTK departs from the standard the test says so, and follows the standard:
- DCMTK 3.6.7 does not know LINEAR_EXACT and draws it as LINEAR. A LINEAR window of centre + 0.5 and width + 1 is
  the same function (PS3.3 C.11.2.1.2.1 and .3), so it is asked for that one.
- DCMTK rounds modality values to whole numbers, so that slopes far below 1 give it coarse steps. Such slopes are
  compared by wide windows here; test_greyscale.py has the fractions.
"""

from typing import Any

import numpy as np
import pytest

from tests.conftest import SAMPLE, shared
from tests.dicom.dcmtk import WITHOUT_OVERLAYS, needs_dcmtk, rendered, rewritten
from tests.dicom.made_films import EXPLICIT_BIG, film, gradient, header, with_raw, write
from vertmeasure.dicom.reading import open_film
from vertmeasure.dicom.window import VoiFunction, Window

pytestmark = needs_dcmtk

IMPLICIT_LITTLE = "1.2.840.10008.1.2"
WINDOW = {"WindowCenter": 1500, "WindowWidth": 1200}
SIGNED = {"PixelRepresentation": 1, "WindowCenter": -500, "WindowWidth": 1000}
SIGMOID = {"VOILUTFunction": "SIGMOID"}
MONOCHROME1 = {"PhotometricInterpretation": "MONOCHROME1"}
INVERSE, IDENTITY = {"PresentationLUTShape": "INVERSE"}, {"PresentationLUTShape": "IDENTITY"}
FALLING, ROOT = np.arange(4096)[::-1], np.sqrt(np.arange(4096) / 4095)


def table(entries: np.ndarray, bits: int, first: int = 0) -> list[Any]:
    """A LUT sequence whose entries are stored as words; the descriptor writes 65,536 entries as 0."""
    words = entries.astype("<u2").tobytes()
    descriptor = [len(entries) % 65_536, first % 65_536, bits]
    return [with_raw(header(LUTDescriptor=descriptor), "LUTData", "OW", words)]


def of_bits(bits: int) -> dict[str, Any]:
    """A window over the middle of what so many bits hold."""
    return {"BitsStored": bits, "HighBit": bits - 1, "WindowCenter": 2 ** (bits - 1), "WindowWidth": 0.6 * 2**bits}


def grey12() -> np.ndarray:
    return gradient(64, 64)


def grey16() -> np.ndarray:
    return (np.arange(64)[:, None] * 1021 + np.arange(64) * 7).astype(np.uint16)


def signed() -> np.ndarray:
    return (grey12().astype(np.int16) - 2048).astype(np.int16)


FIRST_WINDOWS = {
    "linear": (grey12(), WINDOW),
    "linear, fractional": (grey12(), {"WindowCenter": 1500.5, "WindowWidth": 333.25}),
    "linear, width 1": (grey12(), {"WindowCenter": 1500, "WindowWidth": 1}),
    "linear, width 2": (grey12(), {"WindowCenter": 1500, "WindowWidth": 2}),
    "sigmoid": (grey12(), WINDOW | SIGMOID),
    "sigmoid, fractional, falling slope": (
        grey12(),
        {"WindowCenter": -700.5, "WindowWidth": 300.25, "RescaleSlope": -0.5, "RescaleIntercept": 0} | SIGMOID,
    ),
    "rescaled": (
        grey12(),
        {"WindowCenter": 100, "WindowWidth": 700, "RescaleSlope": 0.5, "RescaleIntercept": -300},
    ),
    "falling slope": (
        grey12(),
        {"WindowCenter": -1500, "WindowWidth": 1200, "RescaleSlope": -1, "RescaleIntercept": 10},
    ),
    "monochrome1": (grey12(), WINDOW | MONOCHROME1),
    "monochrome1, sigmoid": (grey12(), WINDOW | SIGMOID | MONOCHROME1),
    "monochrome1, identity": (grey12(), WINDOW | MONOCHROME1 | IDENTITY),
    "monochrome1, inverse": (grey12(), WINDOW | MONOCHROME1 | INVERSE),
    "monochrome2, identity": (grey12(), WINDOW | IDENTITY),
    "monochrome2, inverse": (grey12(), WINDOW | INVERSE),
    "padding": (grey12(), WINDOW | {"PixelPaddingValue": 0, "PixelPaddingRangeLimit": 400}),
    "signed": (signed(), SIGNED),
    "signed, rescaled": (signed(), SIGNED | {"RescaleSlope": 1.5, "RescaleIntercept": -1024}),
    "signed, monochrome1": (signed(), SIGNED | MONOCHROME1),
    "bytes": (gradient(64, 64, np.uint8), {"WindowCenter": 120, "WindowWidth": 90}),
    "8 bits in words": (grey16() >> 8, of_bits(8)),
    "10 bits": (grey16() >> 6, of_bits(10)),
    "14 bits": (grey16() >> 2, of_bits(14)),
    "16 bits": (grey16(), of_bits(16)),
    "12 bits on top of a word": (grey12() << 4, WINDOW | {"HighBit": 15}),
    "12 bits in the middle of a word": (grey12() << 2, WINDOW | {"HighBit": 13}),
    "modality table of 16 bits": (grey12(), WINDOW | {"ModalityLUTSequence": table(FALLING // 2 + 500, 16)}),
    "modality table of 12 bits": (grey12(), WINDOW | {"ModalityLUTSequence": table(FALLING, 12)}),
    "modality table of 8 bits": (
        grey12(),
        {"WindowCenter": 128, "WindowWidth": 100, "ModalityLUTSequence": table(FALLING // 16, 8)},
    ),
    "modality table that begins late": (grey12(), WINDOW | {"ModalityLUTSequence": table(FALLING[:2000], 12, 700)}),
}
FIRST_TABLES = {
    "16 bits": (grey12(), {"VOILUTSequence": table(ROOT * 65_535, 16)}),
    "12 bits, begins late": (grey12(), {"VOILUTSequence": table(np.arange(1000) * 4, 12, 500)}),
    "10 bits": (grey12(), {"VOILUTSequence": table(FALLING // 4, 10)}),
    "8 bits": (grey12(), {"VOILUTSequence": table(FALLING // 16, 8)}),
    "65,536 entries": (
        grey16(),
        {"BitsStored": 16, "HighBit": 15, "VOILUTSequence": table(np.arange(65_536)[::-1], 16)},
    ),
    "begins below zero": (
        signed(),
        {"PixelRepresentation": 1, "VOILUTSequence": table(np.arange(2000) * 32, 16, -1000)},
    ),
    "monochrome1": (grey12(), MONOCHROME1 | {"VOILUTSequence": table(ROOT * 65_535, 16)}),
    "after rescaling": (
        grey12(),
        {"RescaleSlope": 0.5, "RescaleIntercept": 0, "VOILUTSequence": table(ROOT * 65_535, 16)},
    ),
    "after a modality table": (
        grey12(),
        {
            "ModalityLUTSequence": table(FALLING // 2 + 500, 16),
            "VOILUTSequence": table(ROOT * 65_535, 16),
        },
    ),
}
SYNTAXES = {
    "JPEG Lossless, first order": ("dcmcjpeg", "+e1"),
    "JPEG Lossless, process 14": ("dcmcjpeg", "+el"),
    "JPEG Extended": ("dcmcjpeg", "+ee", "+q", "95"),
    "RLE": ("dcmcrle",),
    "deflated": ("dcmconv", "+td"),
}
REAL = [
    "RG2_JPLL.dcm",
    "RG2_JPLY_fixed.dcm",
    "pydicom_CR1_6154.dcm",
    "pydicom_CR2_6247.dcm",
    "pydicom_CR3_6278.dcm",
    "fodicom_OutOfBoundsOverlay_MG_ERMF.dcm",
    "highdicom_dx_dog_lateral.dcm",
]


def ours(path, choose=lambda greyscale: greyscale.presets[0]):
    pixels = open_film(path).pixels
    return pixels.greyscale.lut(choose(pixels.greyscale))[pixels.stored].astype(int)


def farthest(path, tmp_path, *options, choose=lambda greyscale: greyscale.presets[0]):
    """By how many grey levels the two differ at most."""
    return int(np.abs(rendered(path, tmp_path, WITHOUT_OVERLAYS, *options) - ours(path, choose)).max())


@pytest.mark.parametrize("name", FIRST_WINDOWS)
def test_that_the_first_window_looks_as_in_dcmtk(tmp_path, name):
    pixels, attributes = FIRST_WINDOWS[name]
    path = write(tmp_path / "film.dcm", film(pixels, **attributes))
    assert farthest(path, tmp_path, "+Wi", "1") <= 1


@pytest.mark.parametrize("name", FIRST_TABLES)
def test_that_the_first_voi_table_looks_as_in_dcmtk(tmp_path, name):
    pixels, attributes = FIRST_TABLES[name]
    path = write(tmp_path / "film.dcm", film(pixels, **attributes))
    assert farthest(path, tmp_path, "+Wl", "1") <= 1


def test_that_the_second_of_several_windows_looks_as_in_dcmtk(tmp_path):
    several = {"WindowCenter": [100, 1800.25], "WindowWidth": [50, 700.5]}
    path = write(tmp_path / "film.dcm", film(grey12(), **several))
    assert farthest(path, tmp_path, "+Wi", "2", choose=lambda greyscale: greyscale.presets[1]) <= 1


def test_that_the_second_of_several_tables_looks_as_in_dcmtk(tmp_path):
    several = [*table(FALLING // 16, 8), *table(ROOT * 65_535, 16)]
    path = write(tmp_path / "film.dcm", film(grey12(), VOILUTSequence=several, **WINDOW))
    assert farthest(path, tmp_path, "+Wl", "2", choose=lambda greyscale: greyscale.presets[1]) <= 1


def test_that_an_exact_window_looks_as_the_linear_one_that_is_its_equal(tmp_path):
    path = write(tmp_path / "film.dcm", film(grey12(), VOILUTFunction="LINEAR_EXACT", **WINDOW))
    assert farthest(path, tmp_path, "+Ww", "1500.5", "1201") <= 1


def test_that_the_full_range_looks_as_in_dcmtk(tmp_path):
    path = write(tmp_path / "film.dcm", film(grey12()))
    assert farthest(path, tmp_path, "+Wm", choose=lambda greyscale: greyscale.full_range) <= 1


@pytest.mark.parametrize("syntax", [IMPLICIT_LITTLE, EXPLICIT_BIG])
def test_that_films_in_either_byte_order_look_as_in_dcmtk(tmp_path, syntax):
    path = write(tmp_path / "film.dcm", film(grey12(), **WINDOW), syntax)
    assert farthest(path, tmp_path, "+Wi", "1") <= 1


@pytest.mark.parametrize("name", SYNTAXES)
def test_that_films_that_dcmtk_stored_look_as_in_dcmtk(tmp_path, name):
    path = rewritten(write(tmp_path / "film.dcm", film(grey12(), **WINDOW)), tmp_path, *SYNTAXES[name])
    assert farthest(path, tmp_path, "+Wi", "1") <= 1


def test_that_a_signed_film_in_jpeg_lossless_looks_as_in_dcmtk(tmp_path):
    path = rewritten(write(tmp_path / "film.dcm", film(signed(), **SIGNED)), tmp_path, "dcmcjpeg", "+e1")
    assert farthest(path, tmp_path, "+Wi", "1") <= 1


def test_that_a_film_of_bytes_in_jpeg_baseline_looks_as_in_dcmtk(tmp_path):
    made = film(gradient(64, 64, np.uint8), WindowCenter=120, WindowWidth=90)
    path = rewritten(write(tmp_path / "film.dcm", made), tmp_path, "dcmcjpeg", "+eb", "+q", "95")
    assert farthest(path, tmp_path, "+Wi", "1") <= 1


def test_that_jpeg_ls_that_dcmtk_unpacked_has_the_grey_we_unpack(tmp_path):
    path = shared("real-dicom", "RG1_JLSN.dcm")
    unpacked = rewritten(path, tmp_path, "dcmdjpls")
    assert np.abs(rendered(unpacked, tmp_path, WITHOUT_OVERLAYS, "+Wi", "1") - ours(path)).max() <= 1


def colours():
    return np.random.default_rng(1).integers(0, 256, (64, 64, 3), dtype=np.uint8)


def ybr(rgb):
    """RGB as luminance and colour differences (PS3.3 C.7.6.3.1.2)."""
    red, green, blue = np.moveaxis(rgb.astype(float), -1, 0)
    luma = 0.299 * red + 0.587 * green + 0.114 * blue
    parts = np.stack([luma, 128 + (blue - luma) / 1.772, 128 + (red - luma) / 1.402], axis=-1)
    return np.clip(np.rint(parts), 0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    ("pixels", "attributes"),
    [
        (colours(), {}),
        (colours(), {"PlanarConfiguration": 1}),
        (ybr(colours()), {"PhotometricInterpretation": "YBR_FULL"}),
    ],
    ids=["RGB", "RGB in planes", "YBR"],
)
def test_that_colours_become_the_grey_of_dcmtk(tmp_path, pixels, attributes):
    path = write(tmp_path / "film.dcm", film(pixels, **attributes))
    assert farthest(path, tmp_path, "+G") <= 1


@pytest.mark.parametrize("name", REAL)
def test_that_real_films_look_as_in_dcmtk(tmp_path, name):
    assert farthest(shared("real-dicom", name), tmp_path, "+Wi", "1") <= 1


def test_that_the_sample_film_looks_as_in_dcmtk(tmp_path):
    assert farthest(SAMPLE / "pre.dcm", tmp_path, "+Wi", "1") <= 1


def test_that_a_real_modality_table_looks_as_in_dcmtk(tmp_path):
    path = shared("real-dicom", "fodicom_CR-ModalitySequenceLUT.dcm")
    assert farthest(path, tmp_path, "+Ww", "400", "700", choose=lambda _: Window(400, 700)) <= 1


def test_that_the_automatic_window_looks_as_in_dcmtk(tmp_path):
    path = shared("real-dicom", "fodicom_CR-ModalitySequenceLUT.dcm")
    automatic = open_film(path).pixels.greyscale.automatic
    assert automatic.function is VoiFunction.LINEAR_EXACT
    edges = (str(automatic.centre + 0.5), str(automatic.width + 1))
    assert farthest(path, tmp_path, "+Ww", *edges, choose=lambda greyscale: greyscale.automatic) <= 1
