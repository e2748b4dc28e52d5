"""Looking through a folder of films, against pydicom reading the same attributes of each."""

import shutil
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.timing import Row, best_ms

_COPIES = 500
_KEYWORDS = (
    *("SpecificCharacterSet", "SOPClassUID", "SOPInstanceUID", "StudyDate", "Modality", "StudyDescription"),
    *("SeriesDescription", "PatientName", "PatientID", "PatientBirthDate", "BodyPartExamined", "ViewPosition"),
    *("StudyInstanceUID", "SeriesNumber", "InstanceNumber", "NumberOfFrames", "Rows", "Columns"),
)


def rows() -> Iterator[Row]:
    """One row: milliseconds a film, of 500 films in one folder."""
    from vertmeasure.dicom.scan import scan
    from vertmeasure.storage.resources import sample_folder

    films = sorted(sample_folder().glob("*.dcm"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(_COPIES):
            shutil.copy(films[number % len(films)], folder / f"{number:04}.dcm")
        ours = best_ms(partial(scan, [folder]), runs=5) / _COPIES
        theirs = best_ms(partial(_with_pydicom, folder), runs=5) / _COPIES
    yield Row("folder scan, per film", ours, "pydicom, specific_tags", theirs, "<= 0.3 ms")


def _with_pydicom(folder: Path) -> None:
    from pydicom import dcmread

    for path in sorted(folder.iterdir()):
        found = dcmread(path, stop_before_pixels=True, specific_tags=list(_KEYWORDS))
        for keyword in _KEYWORDS:
            found.get(keyword)
