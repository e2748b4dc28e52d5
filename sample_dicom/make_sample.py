"""Make the sample patient: three films, their true landmarks and the study."""

import argparse
import json
from pathlib import Path

import numpy as np
from dicom_film import write
from lettering import burn
from numpy.typing import NDArray
from patient import take, truth
from study_file import film, study
from visits import VISITS, Visit

HERE = Path(__file__).parent
INK = 3700
TRUTH_NOTE = (
    "Projections of points of the mid-sagittal outline (outer cortex) of the synthetic spine; (column, row), (0, 0) "
    "is the top left corner of the top left pixel, a pixel's centre is +0.5. SM and IM are the deepest points of the "
    "middle third of the endplate."
)


def lettered_film(visit: Visit) -> NDArray[np.uint16]:
    """Take the film of a visit and burn in what it is and the side marker."""
    pixels = take(visit)
    burn(pixels, "SYNTHETIC", (28, 28), 4, INK)
    burn(pixels, "L", (1000, pixels.shape[1] - 140), 10, INK)
    return pixels


def make(folder: Path, names: list[str]) -> None:
    """Make the films of the named visits in a folder; with all of them also truth.json and the study."""
    films, truths = [], {}
    for visit in VISITS:
        if visit.name in names:
            path, pixels = folder / f"{visit.name}.dcm", lettered_film(visit)
            write(path, visit, pixels)
            truths[visit.name] = truth(visit)
            films.append(film(visit, path, pixels, truths[visit.name]))
            print(f"{path} {path.stat().st_size} bytes")
    if len(films) == len(VISITS):
        _write_json(folder / "truth.json", {"about": TRUTH_NOTE, "films": truths}, digits=3)
        _write_json(folder / "sample.vert.json", study(films), digits=10)


def _write_json(path: Path, value: object, digits: int) -> None:
    path.write_text(json.dumps(_rounded(value, digits), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _rounded(value: object, digits: int) -> object:
    if isinstance(value, float):
        return round(value, digits)
    if isinstance(value, dict):
        return {key: _rounded(item, digits) for key, item in value.items()}
    return [_rounded(item, digits) for item in value] if isinstance(value, list | tuple) else value


def main() -> None:
    """Read the command line and make the sample."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write into (default: beside this script)")
    parser.add_argument(
        "--film", action="append", choices=[visit.name for visit in VISITS], help="only this film; may be repeated"
    )
    options = parser.parse_args()
    make(options.out, options.film or [visit.name for visit in VISITS])


if __name__ == "__main__":
    main()
