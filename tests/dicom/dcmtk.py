"""Renderings by DCMTK's dcmj2pnm and films rewritten by its other programs: an independent reader of DICOM."""

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

needs_dcmtk = pytest.mark.skipif(shutil.which("dcmj2pnm") is None, reason="DCMTK's dcmj2pnm is not installed")

WITHOUT_OVERLAYS = "-O"


def rendered(path: Path, tmp_path: Path, *options: str) -> np.ndarray:
    """The grey, 0 to 255, that dcmj2pnm gives each pixel of a film."""
    out = tmp_path / "film.pgm"
    subprocess.run(["dcmj2pnm", "-q", *options, "+op", path, out], check=True)
    magic, size, top, pixels = out.read_bytes().split(b"\n", 3)
    assert (magic, top) == (b"P5", b"255")
    columns, rows = map(int, size.split())
    return np.frombuffer(pixels, np.uint8).reshape(rows, columns).astype(int)


def rewritten(path: Path, tmp_path: Path, *command: str) -> Path:
    """The film as a program of DCMTK writes it: in another transfer syntax."""
    out = tmp_path / "rewritten.dcm"
    subprocess.run([command[0], "-q", *command[1:], path, out], check=True)
    return out
