"""Repeat readings lie beside their study: `name.repeat-1.vert.json` repeats `name.vert.json`."""

import glob
from itertools import count
from pathlib import Path

_SUFFIX = ".vert.json"


def free_repeat_path(study_path: Path) -> Path:
    """Where the next repeat reading of a study goes: the first number that is not taken."""
    paths = (study_path.with_name(f"{_stem(study_path)}.repeat-{number}{_SUFFIX}") for number in count(1))
    return next(path for path in paths if not path.exists())


def repeats_beside(study_path: Path) -> list[Path]:
    """The repeat readings of a study that lie beside it, by name."""
    return _beside(study_path, "")


def repeat_recoveries_beside(study_path: Path, suffix: str) -> list[Path]:
    """What was kept of unfinished repeat readings of a study; `suffix` is that of recovery files."""
    return _beside(study_path, suffix)


def _beside(study_path: Path, suffix: str) -> list[Path]:
    return sorted(study_path.parent.glob(f"{glob.escape(_stem(study_path))}.repeat-*{_SUFFIX}{suffix}"))


def _stem(study_path: Path) -> str:
    return study_path.name.removesuffix(_SUFFIX).removesuffix(".json")
