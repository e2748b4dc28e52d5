"""Films of the sample patient, taken again with another beam, posture of the detector, side, size of pixel and grey."""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tests.conftest import SAMPLE
from vertmeasure.core.anatomy import Mark
from vertmeasure.core.calibration import Calibration, Grade
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.study import Film, Landmark, Vertebra
from vertmeasure.dicom.reading import open_film
from vertmeasure.storage.study_file import read_study
from vertmeasure.vision.carry import Carried, CarrySource
from vertmeasure.vision.film_image import FilmImage

BROKEN = frozenset({"L1"})
Truth = dict[str, dict[Mark, ImagePoint]]


@dataclass(frozen=True)
class Again:
    """How a film is taken again; `shown` is the part of its height, from and to, that is left."""

    turned_deg: float = 0.0
    magnified: float = 1.0
    row_mm: float = 0.4
    column_mm: float = 0.4
    is_mirrored: bool = False
    is_inverted: bool = False
    gamma: float = 1.0
    noise: float = 0.0
    shown: tuple[float, float] = (0.0, 1.0)


PLAIN = Again()


@dataclass(frozen=True, eq=False)
class Taken:
    """A film with its true points; a body that it does not show whole is absent."""

    stored: NDArray[np.uint16]
    again: Again
    truth: Truth

    def source(self, *levels: str, proposed: bool = False, grade: Grade = Grade.GEOMETRY) -> CarrySource:
        """The film with the bodies of these levels placed."""
        bodies = {
            level: Vertebra(level, {mark: Landmark(at, proposed) for mark, at in self.truth[level].items()})
            for level in levels
        }
        rows, columns = self.stored.shape
        film = Film("film", rows=rows, columns=columns, vertebrae=bodies, calibration=self._calibration(grade))
        image = FilmImage.of(self.stored, None, self.again.is_inverted, film.calibration.scale)
        return CarrySource(film, image, BROKEN)

    def _calibration(self, grade: Grade) -> Calibration:
        aspect = self.again.row_mm / self.again.column_mm
        if grade is Grade.NONE:
            return Calibration(aspect=aspect)
        return Calibration(self.again.row_mm, self.again.column_mm, grade, "PixelSpacing", aspect)

    def errors_mm(self, carried: Carried, *but: str) -> list[float]:
        """How far every carried point lies off its true place, bodies that are named left out."""
        return [
            float(np.hypot((at.column - true.column) * self.again.column_mm, (at.row - true.row) * self.again.row_mm))
            for level, points in carried.bodies.items()
            for mark, at in points.items()
            if level not in but and level in self.truth
            for true in [self.truth[level][mark]]
        ]


@cache
def sample_film(name: str) -> tuple[NDArray[np.float32], float, Film]:
    """The picture of a visit averaged over 2 x 2 pixels, what one of them measures in mm, and its film."""
    stored = open_film(SAMPLE / f"{name}.dcm").pixels.stored.astype(np.float32)
    rows, columns = stored.shape
    picture = stored.reshape(rows // 2, 2, columns // 2, 2).mean(axis=(1, 3))
    film = read_study(SAMPLE / "sample.vert.json").film(name)
    return picture, 2 * film.calibration.scale.row, film


@cache
def taken(name: str, again: Again = PLAIN) -> Taken:
    """A visit of the sample patient, taken again."""
    picture, pixel_mm, film = sample_film(name)
    size_mm = np.array(picture.shape[::-1]) * pixel_mm
    top, bottom = (share * size_mm[1] for share in again.shown)
    rows, columns = round((bottom - top) / again.row_mm), round(size_mm[0] / again.column_mm)
    x, y = np.meshgrid((np.arange(columns) + 0.5) * again.column_mm, (np.arange(rows) + 0.5) * again.row_mm + top)
    grey = _read(picture, _before(x + 1j * y, size_mm, again) / pixel_mm)
    return Taken(_stored(grey, again), again, _truth(film, size_mm, again, (top, bottom)))


def _turn(again: Again) -> complex:
    return complex(again.magnified * np.exp(1j * np.radians(again.turned_deg)))


def _before(places: NDArray[np.complex128], size_mm: NDArray[np.float64], again: Again) -> NDArray[np.complex128]:
    """Where places of the film lie on the sample's own film."""
    middle = complex(*size_mm) / 2
    from_middle = places - middle
    if again.is_mirrored:
        from_middle = -from_middle.conj()
    return np.asarray(middle + from_middle / _turn(again))


def _after(place: complex, size_mm: NDArray[np.float64], again: Again) -> complex:
    middle = complex(*size_mm) / 2
    turned = (place - middle) * _turn(again)
    return middle + (-turned.conjugate() if again.is_mirrored else turned)


def _read(picture: NDArray[np.float32], places: NDArray[np.complex128]) -> NDArray[np.float64]:
    rows, columns = picture.shape
    column, row = np.clip(places.real - 0.5, 0, columns - 1.001), np.clip(places.imag - 0.5, 0, rows - 1.001)
    left, top = column.astype(int), row.astype(int)
    over, down = column - left, row - top
    upper = picture[top, left] * (1 - over) + picture[top, left + 1] * over
    lower = picture[top + 1, left] * (1 - over) + picture[top + 1, left + 1] * over
    return np.asarray(upper * (1 - down) + lower * down)


def _stored(grey: NDArray[np.float64], again: Again) -> NDArray[np.uint16]:
    share = (np.clip(grey, 0, 4095) / 4095) ** again.gamma
    share += np.random.default_rng(7).normal(0, again.noise, share.shape)
    share = np.clip(1 - share if again.is_inverted else share, 0, 1)
    return np.asarray(np.round(share * 4095), np.uint16)


def _truth(film: Film, size_mm: NDArray[np.float64], again: Again, shown_mm: tuple[float, float]) -> Truth:
    scale, found = film.calibration.scale, {}
    for level, body in film.vertebrae.items():
        places = {
            mark: _after(complex(point.at.column * scale.column, point.at.row * scale.row), size_mm, again)
            for mark, point in body.marks.items()
        }
        if all(shown_mm[0] < place.imag < shown_mm[1] and 0 < place.real < size_mm[0] for place in places.values()):
            found[level] = {
                mark: ImagePoint(place.real / again.column_mm, (place.imag - shown_mm[0]) / again.row_mm)
                for mark, place in places.items()
            }
    return found


def moved(source: CarrySource, level: str, by_px: float) -> CarrySource:
    """The film with one body placed elsewhere."""
    body = source.film.vertebrae[level]
    marks = {mark: Landmark(ImagePoint(at.at.column + by_px, at.at.row)) for mark, at in body.marks.items()}
    film = replace(source.film, vertebrae={**source.film.vertebrae, level: Vertebra(level, marks)})
    return replace(source, film=film)
