"""The demonstration: the sample study in the window, or, without a screen, its report and pictures as files."""

import os
import sys
from pathlib import Path

DEFAULT_FOLDER = Path("demo")


def run_demo(out: Path | None) -> int:
    """Open the sample study; with no screen, or when a folder is named, write report and pictures there instead."""
    if out is None and has_screen():
        from vertmeasure.storage.resources import sample_folder
        from vertmeasure.ui.first_sight import run

        return run([sample_folder() / "sample.vert.json"])
    if not has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from vertmeasure.ui.demo_files import write_demo

    folder = out or DEFAULT_FOLDER
    for path in write_demo(folder):
        sys.stdout.write(f"{path}\n")
    sys.stdout.write(f"The report and the pictures of the window are in {folder.resolve()}\n")
    return 0


def has_screen() -> bool:
    """Whether a window can be shown."""
    if os.environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
