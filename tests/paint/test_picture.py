"""A film on paper: its pixels as its header wants them shown."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter

from tests.dicom.made_films import film, write
from vertmeasure.core.study import Timepoint
from vertmeasure.dicom.reading import open_film
from vertmeasure.dicom.source import film_from
from vertmeasure.paint.overlay import Overlay
from vertmeasure.paint.paper.crop import whole_crop
from vertmeasure.paint.paper.picture import Picture

SIZE = QSizeF(300.0, 200.0)
SHUTTER = {
    "ShutterShape": "RECTANGULAR",
    "ShutterLeftVerticalEdge": 91,
    "ShutterRightVerticalEdge": 210,
    "ShutterUpperHorizontalEdge": 1,
    "ShutterLowerHorizontalEdge": 200,
}


def on_paper(path: Path) -> QImage:
    opened = open_film(path)
    crop = whole_crop(film_from(opened, "pre", Timepoint.PRE), SIZE)
    image = QImage(SIZE.toSize(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    Picture(crop, SIZE, Overlay(), opened).draw(painter, QPointF(0.0, 0.0))
    painter.end()
    return image


@pytest.mark.parametrize("photometric", ["MONOCHROME1", "MONOCHROME2"])
def test_that_a_film_is_printed_in_its_window_and_dark_beyond_its_shutter(tmp_path: Path, photometric: str) -> None:
    pixels = np.full((200, 300), 3000 if photometric == "MONOCHROME2" else 1000, np.uint16)
    made = film(pixels, **SHUTTER, PhotometricInterpretation=photometric, WindowCenter=2000, WindowWidth=2000)
    image = on_paper(write(tmp_path / "film.dcm", made))
    assert [image.pixelColor(x, 100).red() for x in (40, 150, 260)] == [0, 255, 0]
