"""Draw the pictures of the documentation: the real window on the sample patient, into resources/pictures."""

import os
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "pictures"


def main() -> int:
    """Draw every scene, dark, with settings that are nobody's."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as home:
        os.environ["VERTMEASURE_HOME"] = home
        from vertmeasure.ui.pictures import take_pictures

        for path in take_pictures(FOLDER):
            sys.stdout.write(f"{path.relative_to(FOLDER.parents[1])}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
