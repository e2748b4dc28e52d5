"""The folders of this computer in which the program keeps what belongs to no study.

With the environment variable VERTMEASURE_HOME all of them lie below that folder. None is made
before something is written into it.
"""

import os
from pathlib import Path

from platformdirs import PlatformDirs

_NAME = "vertmeasure"
_HOME = "VERTMEASURE_HOME"


def settings_folder() -> Path:
    """Where the settings lie."""
    return _below_home("settings") or _folders().user_config_path


def criteria_folder() -> Path:
    """Where a clinic puts criteria sets of its own."""
    return settings_folder() / "criteria"


def recovery_folder() -> Path:
    """Where unsaved work is kept when it cannot lie beside its study."""
    return (_below_home("state") or _folders().user_state_path) / "recovery"


def log_folder() -> Path:
    """Where the log lies."""
    return _below_home("logs") or _folders().user_log_path


def _below_home(name: str) -> Path | None:
    home = os.environ.get(_HOME)
    return Path(home) / name if home else None


def _folders() -> PlatformDirs:
    return PlatformDirs(_NAME, appauthor=False)
