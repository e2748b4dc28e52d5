"""Write the reference page of the documentation: every word of the program, into resources/reference.md."""

import sys
from pathlib import Path

from vertmeasure.core.explanations import explanations
from vertmeasure.report.reference_page import reference_markdown
from vertmeasure.storage.rule_files import load_shipped

PAGE = Path(__file__).resolve().parents[1] / "resources" / "reference.md"


def main() -> int:
    """Write the page with the sets that come with the program."""
    PAGE.write_text(reference_markdown(explanations(load_shipped())), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{PAGE.relative_to(PAGE.parents[1])}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
