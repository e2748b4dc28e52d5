"""The page that compares readings."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.repeated import repeated
from tests.studies import before_and_after, three_bodies
from vertmeasure.core.study import FilmSource, Study
from vertmeasure.paint.palette import DARK
from vertmeasure.storage.study_file import write_study
from vertmeasure.ui.agreement_page import AgreementPage, NamedReading


def known() -> Study:
    """A study whose images are known, so that its points can be compared."""
    study = before_and_after()
    return replace(
        study, films=tuple(replace(film, source=FilmSource(sop_instance_uid=film.id)) for film in study.films)
    )


def readings(count: int) -> list[NamedReading]:
    return [NamedReading(f"{seed}.vert.json", repeated(known(), seed)) for seed in range(count)]


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[AgreementPage]:
    page = AgreementPage(readings(2), DARK)
    qtbot.addWidget(page)
    return page


def test_that_each_measurement_has_a_row_and_the_first_is_plotted(page: AgreementPage) -> None:
    assert page.comparison is not None
    assert page.table.rowCount() == len(page.comparison.agreements) > 15
    assert page.table.item(0, 0).text() == "Anterior height"
    assert page.plot.accessibleDescription().startswith("Bland-Altman plot of readings 1 and 2, 6 subjects")
    assert page.plot_words.text().startswith("Reading 1 minus reading 2: bias")
    assert page.pairs.isHidden()


def test_that_another_row_is_another_plot(page: AgreementPage) -> None:
    before = page.plot.accessibleDescription()
    page.table.setCurrentCell(5, 0)
    assert page.plot.accessibleDescription() != before


def test_that_three_readings_let_the_reader_choose_the_pair(qtbot: QtBot) -> None:
    page = AgreementPage(readings(3), DARK)
    qtbot.addWidget(page)
    assert [page.pairs.itemText(place) for place in range(page.pairs.count())] == [
        "Readings 1 and 2",
        "Readings 1 and 3",
        "Readings 2 and 3",
    ]
    page.pairs.setCurrentIndex(2)
    assert "readings 2 and 3" in page.plot.accessibleDescription()


def test_that_one_reading_asks_for_another(qtbot: QtBot) -> None:
    page = AgreementPage(readings(1), DARK)
    qtbot.addWidget(page)
    assert "at least two readings" in page.fault.text()
    assert page.table.rowCount() == 0
    assert not page.use.isEnabled()
    assert not page.save.isEnabled()


def test_that_a_study_file_can_be_added_and_taken_off(page: AgreementPage, tmp_path: Path) -> None:
    path = tmp_path / "third.vert.json"
    write_study(repeated(known(), 9, reader="R2"), path)
    page.add_files([path])
    assert page.names.item(2).text() == "third.vert.json (reader R2)"
    assert page.summary.text() == "3 readings of 2 films, readers R1, R2."
    page.names.setCurrentRow(2)
    page.remove.click()
    assert page.summary.text() == "2 readings of 2 films, reader R1."


def test_that_a_damaged_file_is_told_and_the_comparison_stays(page: AgreementPage, tmp_path: Path) -> None:
    path = tmp_path / "damaged.vert.json"
    path.write_text("{", encoding="utf-8")
    page.add_files([path])
    assert "damaged" in page.fault.text()
    assert page.table.rowCount() > 15
    assert page.names.count() == 2


def test_that_the_error_found_is_offered_as_precise_as_it_can_be_typed(page: AgreementPage, qtbot: QtBot) -> None:
    assert page.comparison is not None
    with qtbot.waitSignal(page.error_chosen) as chosen:
        page.use.click()
    sd_mm, source = chosen.args
    assert sd_mm == round(page.comparison.point_error.sd_mm or 0, 2) > 0.3
    assert source.startswith("own repeat readings, n = 36 points on 2 films, 2")


def test_that_without_a_repeated_point_no_error_is_offered(qtbot: QtBot) -> None:
    page = AgreementPage([NamedReading("a", three_bodies()), NamedReading("b", three_bodies())], DARK)
    qtbot.addWidget(page)
    assert not page.use.isEnabled()
    assert page.table.rowCount() > 10


def test_that_the_comparison_is_saved_to_print_or_for_a_spreadsheet(page: AgreementPage, tmp_path: Path) -> None:
    page.save_file(tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    page.save_file(tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)][:2] == ["height_anterior", "height_middle"]
    page.save_file(tmp_path / "none" / "a.csv")
    assert "cannot be written" in page.fault.text()
