"""The agreement of readings on paper."""

from pathlib import Path

import pytest

from tests.paint.printed import Printed
from tests.repeated import repeated
from tests.studies import before_and_after
from vertmeasure.core.agreement import ReadingComparison, compare_readings
from vertmeasure.core.assess import assess
from vertmeasure.core.errors import ReportError
from vertmeasure.paint.agreement_pdf import write_agreement_pdf


def compared(readings: int) -> ReadingComparison:
    return compare_readings([assess(repeated(before_and_after(), seed)) for seed in range(readings)])


def test_that_paper_tells_the_table_and_a_plot_of_each_measurement(tmp_path: Path) -> None:
    found = compared(2)
    write_agreement_pdf(found, tmp_path / "a.pdf")
    words = Printed(tmp_path / "a.pdf").words
    assert "2 readings of 2 films, reader R1." in words
    assert "ICC(2,1)" in words
    plotted = [each for each in found.agreements if each.bland_altman]
    assert (
        words.count("Reading 1 minus reading 2: bias") == words.count("Mean of readings 1 and 2") == len(plotted) > 10
    )
    assert "Not a medical device." in words


def test_that_each_pair_of_three_readings_has_its_plot(tmp_path: Path) -> None:
    write_agreement_pdf(compared(3), tmp_path / "a.pdf")
    words = Printed(tmp_path / "a.pdf").words
    assert words.count("Mean of readings 2 and 3") == words.count("Mean of readings 1 and 2") > 10


def test_that_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="folder does not exist"):
        write_agreement_pdf(compared(2), tmp_path / "none" / "a.pdf")
