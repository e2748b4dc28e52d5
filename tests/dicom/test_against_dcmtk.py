"""Our grey beside the renderings of DCMTK's dcmj2pnm, an independent program."""

import shutil
import subprocess

import numpy as np
import pytest

from tests.conftest import shared
from tests.dicom.made_films import film, gradient, write
from vertmeasure.dicom.reading import open_film
from vertmeasure.dicom.window import Window

pytestmark = pytest.mark.skipif(shutil.which("dcmj2pnm") is None, reason="DCMTK's dcmj2pnm is not installed")

MADE = {
    "linear": {"WindowCenter": 1500, "WindowWidth": 1200},
    "fractional": {"WindowCenter": 1500.5, "WindowWidth": 333.25},
    "rescaled": {"WindowCenter": 100, "WindowWidth": 700, "RescaleSlope": 0.5, "RescaleIntercept": -300},
    "sigmoid": {"WindowCenter": 1500, "WindowWidth": 1200, "VOILUTFunction": "SIGMOID"},
    "monochrome1": {"WindowCenter": 1500, "WindowWidth": 1200, "PhotometricInterpretation": "MONOCHROME1"},
    "inverse": {"WindowCenter": 1500, "WindowWidth": 1200, "PresentationLUTShape": "INVERSE"},
}
REAL = [
    "RG2_JPLL.dcm",
    "pydicom_CR1_6154.dcm",
    "fodicom_OutOfBoundsOverlay_MG_ERMF.dcm",
    "highdicom_dx_dog_lateral.dcm",
]


def rendered(path, tmp_path, *options):
    out = tmp_path / "film.pgm"
    subprocess.run(["dcmj2pnm", "-q", "-O", *options, "+op", path, out], check=True)
    magic, size, top, pixels = out.read_bytes().split(b"\n", 3)
    assert (magic, top) == (b"P5", b"255")
    columns, rows = map(int, size.split())
    return np.frombuffer(pixels, np.uint8).reshape(rows, columns).astype(int)


def ours(path):
    pixels = open_film(path).pixels
    return pixels.greyscale.lut(pixels.greyscale.presets[0])[pixels.stored].astype(int)


@pytest.mark.parametrize("name", MADE)
def test_that_made_films_look_as_in_dcmtk(tmp_path, name):
    path = write(tmp_path / "film.dcm", film(gradient(64, 64), **MADE[name]))
    assert np.abs(rendered(path, tmp_path, "+Wi", "1") - ours(path)).max() <= 1


def test_that_a_signed_film_looks_as_in_dcmtk(tmp_path):
    signed = (gradient(64, 64).astype(np.int16) - 2048).astype(np.int16)
    path = write(tmp_path / "film.dcm", film(signed, PixelRepresentation=1, WindowCenter=-500, WindowWidth=1000))
    assert np.abs(rendered(path, tmp_path, "+Wi", "1") - ours(path)).max() <= 1


@pytest.mark.parametrize("name", REAL)
def test_that_real_films_look_as_in_dcmtk(tmp_path, name):
    path = shared("real-dicom", name)
    assert np.abs(rendered(path, tmp_path, "+Wi", "1") - ours(path)).max() <= 1


def test_that_a_modality_table_looks_as_in_dcmtk(tmp_path):
    path = shared("real-dicom", "fodicom_CR-ModalitySequenceLUT.dcm")
    pixels = open_film(path).pixels
    found = pixels.greyscale.lut(Window(400, 700))[pixels.stored].astype(int)
    assert np.abs(rendered(path, tmp_path, "+Ww", "400", "700") - found).max() <= 1
