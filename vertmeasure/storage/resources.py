"""Where the files that come with the program lie: rule sets, icons, schema and the sample patient."""

from pathlib import Path

from vertmeasure.core.errors import VertmeasureError

_PACKAGE = Path(__file__).resolve().parents[1]


def resource(*parts: str) -> Path:
    """The path of a shipped file or folder below resources/; VertmeasureError where it is missing."""
    return _shipped("resources", *parts)


def sample_folder() -> Path:
    """The folder of the synthetic sample patient; VertmeasureError where it is missing."""
    return _shipped("sample_dicom")


def _shipped(*parts: str, package: Path = _PACKAGE) -> Path:
    """Look inside the package (an installed wheel) first: a folder of this name beside it may be somebody else's."""
    for root in (package, package.parent):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise VertmeasureError(f"This installation lacks {'/'.join(parts)}.", "Install the program again.")
