import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from PySide6.QtGui import QPainter

from tests.conftest import SAMPLE
from tests.paint.printed import Printed, assessed, printed, sample_pictures, sample_study
from tests.report.told_studies import SECRET, telling
from vertmeasure.core.calibration import Calibration
from vertmeasure.core.errors import ReportError
from vertmeasure.core.rules import RuleKind
from vertmeasure.core.study import Fact, Film, FilmSource, Fracture, Patient, Posture, Procedure, Study, Timepoint
from vertmeasure.paint.paper.sheet import Sheet
from vertmeasure.report.cells import change_cell, measurement_cell
from vertmeasure.report.method import DISCLAIMER
from vertmeasure.storage.rule_files import load_shipped

FIRST_PAGE = ["SAMPLE, SYNTHETIC", "SAMPLE-0001", "Pre · 2026-03-02", "Post · 2026-03-10", "Follow-up · 2026-06-15"]


def unaccepted(film: Film) -> Film:
    """The film with its first point proposed only."""
    body = next(iter(film.vertebrae.values()))
    mark, point = next(iter(body.marks.items()))
    marks = {**body.marks, mark: replace(point, proposed=True)}
    return replace(film, vertebrae={**film.vertebrae, body.level: replace(body, marks=marks)})


def followed_often(count: int) -> Study:
    """The sample patient with more follow-ups."""
    study = sample_study()
    last = study.film("follow_up")
    more = [replace(last, id=f"later_{each}", date=f"2027-0{each}-01") for each in range(1, count + 1)]
    return replace(study, films=(*study.films, *more))


def test_that_patient_and_compared_films_stand_on_the_first_page(sample_report: Printed) -> None:
    first = " ".join(sample_report.pages[0].split())
    assert [each for each in FIRST_PAGE if each not in first] == []


def test_that_the_numbers_of_the_level_stand_on_the_first_page(sample_report: Printed) -> None:
    assessment, first = assessed(sample_study()), " ".join(sample_report.pages[0].split())
    cells = [measurement_cell(assessment.measurement(film, "L1", "wedge_angle")) for film in ("pre", "post")]
    cells.append(change_cell(assessment.change(("pre", "post"), "L1", "correction_wedge")))
    assert [cell for cell in cells if f"{cell.text} {cell.plus_minus}" not in first] == []


def test_that_the_verdict_of_each_technique_stands_on_the_first_page(sample_report: Printed) -> None:
    first = sample_report.pages[0]
    assert "does it fit the criteria of" in first
    assert [each for each in ("Vertebroplasty", "Balloon kyphoplasty", "SpineJack") if each not in first] == []


def test_that_later_pages_tell_all_levels_the_facts_and_the_method(sample_report: Printed) -> None:
    words = " ".join(" ".join(sample_report.pages[1:]).split())
    told = ["All levels of all films", "T10", "Whole film", "Recorded facts", "Method and provenance", DISCLAIMER]
    assert [each for each in told if each not in words] == []


def test_that_every_page_has_its_number_and_what_it_is_not(sample_report: Printed) -> None:
    pages = sample_report.pages
    assert len(pages) >= 2
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert "Not a medical device." in page


def test_that_all_fonts_are_embedded_and_can_be_searched(sample_report: Printed) -> None:
    assert sample_report.fonts
    assert all((embedded, searchable) == ("yes", "yes") for embedded, _, searchable in sample_report.fonts)


def test_that_the_report_travels_with_its_numbers(sample_report: Printed, tmp_path: Path) -> None:
    document = json.loads(sample_report.attached(tmp_path))
    wedge = assessed(sample_study()).measurement("pre", "L1", "wedge_angle")
    found = [
        each["value"] for each in document["measurements"] if each["id"] == "wedge_angle" and each["level"] == "L1"
    ]
    assert wedge is not None
    assert wedge.value in found
    assert document["created"].startswith("2026-06-16")


def test_that_the_document_is_named_after_the_study_and_not_the_patient(sample_report: Printed) -> None:
    title = next(line for line in sample_report.facts.splitlines() if line.startswith("Title"))
    assert "Vertebral measurements – Sample: L1 wedge fracture" in title
    assert "SYNTHETIC" not in sample_report.facts


def test_that_each_film_is_drawn_close_and_whole(sample_report: Printed) -> None:
    assert sample_report.images == 6


def test_that_a_draft_says_so_on_each_page(tmp_path: Path) -> None:
    study = sample_study()
    draft = replace(study.films[0], posture=Posture.UNKNOWN)
    report = printed(replace(study, films=(unaccepted(draft), *study.films[1:])), tmp_path / "r.pdf")
    assert all("DRAFT – pre, points not accepted, posture unknown" in page for page in report.pages)


def test_that_a_finished_study_is_no_draft(sample_report: Printed) -> None:
    assert "DRAFT" not in sample_report.words


def test_that_a_deidentified_report_names_nobody(tmp_path: Path) -> None:
    report = printed(telling(), tmp_path / "r.pdf", {}, deidentified=True)
    assert SECRET not in report.words + report.facts
    assert SECRET not in report.attached(tmp_path).decode()
    assert "De-identified" in report.pages[-1]


def test_that_a_deidentified_report_does_not_say_when_it_was_made(tmp_path: Path) -> None:
    report = printed(sample_study(), tmp_path / "r.pdf", deidentified=True)
    assert "Date" not in report.facts
    assert "2026" not in report.words.replace("2026.1", "")


def test_that_a_missing_folder_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="folder"):
        printed(sample_study(), tmp_path / "nowhere" / "r.pdf")
    assert list(tmp_path.iterdir()) == []


def test_that_a_refused_report_leaves_the_old_one_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "r.pdf"
    folder.mkdir()
    with pytest.raises(ReportError):
        printed(sample_study(), folder)
    assert [each.name for each in tmp_path.rglob("*")] == ["r.pdf"]


def test_that_a_bug_while_drawing_is_told_and_leaves_no_painter_at_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    painters = []

    def stumble(_sheet: Sheet, painter: QPainter, *_: int) -> None:
        painters.append(painter)
        raise RuntimeError

    monkeypatch.setattr(Sheet, "draw", stumble)
    with pytest.raises(RuntimeError):
        printed(sample_study(), tmp_path / "r.pdf")
    assert [painter.isActive() for painter in painters] == [False]


def test_that_without_a_judged_level_all_levels_are_told(tmp_path: Path) -> None:
    study = replace(sample_study(), fractures=(), procedure=Procedure())
    report = printed(study, tmp_path / "r.pdf")
    assert "No level is marked as fractured or treated" in report.pages[0]
    assert "All levels of all films" in report.words


def test_that_an_empty_study_still_has_a_report(tmp_path: Path) -> None:
    assert "Method and provenance" in printed(Study(), tmp_path / "r.pdf", {}).words


def test_that_each_judged_level_has_a_page_of_its_own(tmp_path: Path) -> None:
    study = replace(sample_study(), fractures=(Fracture("L1"), Fracture("L3")))
    pages = printed(study, tmp_path / "r.pdf").pages
    starts = [place for place, page in enumerate(pages) if "against the mean of" in page]
    assert len(starts) == 2
    assert pages[starts[0]] != pages[starts[1]]
    assert "L3, against" in pages[starts[1]]


def test_that_a_film_that_is_not_open_is_shown_as_such(tmp_path: Path) -> None:
    pictures = {key: value for key, value in sample_pictures().items() if key != "post"}
    report = printed(sample_study(), tmp_path / "r.pdf", pictures)
    assert report.words.count("The image of this film was not open.") == 2
    assert report.images == 4


def test_that_every_follow_up_is_told_however_many_there_are(tmp_path: Path) -> None:
    words = printed(followed_often(7), tmp_path / "r.pdf").words
    assert [each for each in range(1, 9) if f"Pre to follow-up {each}" not in words] == []


def test_that_an_uncalibrated_film_is_not_given_a_scale_bar(tmp_path: Path) -> None:
    study = sample_study()
    films = tuple(replace(film, calibration=Calibration(aspect=1.25)) for film in study.films)
    first = printed(replace(study, films=films), tmp_path / "r.pdf").pages[0]
    assert "not calibrated" in first
    assert not re.search(r"(?<![\d.])\d+\N{THIN SPACE}mm", first)


def test_that_a_long_text_is_told_to_its_end(tmp_path: Path) -> None:
    source = " ".join(f"word{number}" for number in range(3000))
    study = replace(sample_study(), facts={"infection": Fact("none", source=source)})
    words = printed(study, tmp_path / "r.pdf").words
    assert [number for number in range(3000) if f"word{number}" not in words] == []


def test_that_markup_in_a_name_is_printed_as_it_stands(tmp_path: Path) -> None:
    name = "<img src=nothing> <b>Iwanow</b>"
    assert name in printed(replace(sample_study(), patient=Patient(name=name)), tmp_path / "r.pdf").words


def test_that_cyrillic_and_greek_names_can_be_searched(tmp_path: Path) -> None:
    name = "Иванов Παπαδόπουλος"
    assert name in printed(replace(sample_study(), patient=Patient(name=name)), tmp_path / "r.pdf").words


def test_that_a_script_without_a_font_is_named_and_not_printed_as_boxes(tmp_path: Path) -> None:
    name = "Hong Gildong \U000f0000"
    words = printed(replace(sample_study(), patient=Patient(name=name)), tmp_path / "r.pdf").words
    assert "Hong Gildong [Unknown]" in words
    assert "has these characters, marked where they stood: [Unknown]." in words


def test_that_a_contraindication_of_the_set_is_told_with_its_reason(tmp_path: Path) -> None:
    study = sample_study()
    study = replace(study, facts={**study.facts, "infection": Fact("systemic")})
    report = printed(study, tmp_path / "r.pdf")
    first = " ".join(report.pages[0].split())
    techniques = "Vertebroplasty, Balloon kyphoplasty, SpineJack"
    assert f"L1, {techniques}: contraindicated by the criteria of Augmentation overview 2026.1" in first
    assert "contraindicated by the criteria of CMS local coverage 2021-2024: Osteomyelitis" in first
    assert report.words.count("Active infection: systemic") >= 3


def test_that_the_matrix_of_all_sets_is_printed_with_their_files(sample_report: Printed) -> None:
    assert "L1: all criteria sets" in sample_report.words
    assert [each.name for each in load_shipped() if each.hash[:12] not in sample_report.words] == []
    assert "? cannot be determined" in sample_report.words


def test_that_scores_and_implant_size_are_printed(sample_report: Printed) -> None:
    assert "L1, OF score: at least \N{MINUS SIGN}1, at most 14 points" in sample_report.words
    assert "Cut-offs: up to 5 conservative; 6 either; 7 or more surgery." in sample_report.words
    assert "L1, SINS: Made for fractures whose cause is metastasis or myeloma" in sample_report.words
    assert "up to the 5.8 mm implant. Figure of a device page" in " ".join(sample_report.words.split())


def test_that_a_technique_a_set_does_not_cover_is_not_said_to_meet_it(tmp_path: Path) -> None:
    sets = tuple(
        replace(each, rules=tuple(rule for rule in each.rules if rule.kind is not RuleKind.INDICATION))
        for each in load_shipped()
    )
    first = printed(sample_study(), tmp_path / "r.pdf", rule_sets=sets).pages[0]
    assert first.count("not covered") == 3
    assert "Every required criterion is met" not in first


def test_that_a_report_can_be_written_beside_the_window(tmp_path: Path) -> None:
    """On a thread of its own, as the window does it."""
    path = tmp_path / "r.pdf"
    thread = Thread(target=printed, args=(sample_study(), path))
    thread.start()
    thread.join()
    assert path.read_bytes().startswith(b"%PDF")


def test_that_the_command_line_needs_no_screen(tmp_path: Path) -> None:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {key: value for key, value in os.environ.items() if key not in hidden}
    report = ["report", str(SAMPLE / "sample.vert.json"), "--pdf", str(tmp_path / "r.pdf")]
    command = [sys.executable, "-m", "vertmeasure", *report]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "SAMPLE, SYNTHETIC" in Printed(tmp_path / "r.pdf").words


def test_that_a_film_without_points_is_drawn_all_the_same(tmp_path: Path) -> None:
    films = (Film("pre"), Film("post", Timepoint.POST, source=FilmSource("b.dcm")))
    words = printed(Study(films=films, fractures=(Fracture("L1"),)), tmp_path / "r.pdf", {}).words
    assert "No points are placed." in words
