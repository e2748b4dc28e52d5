import json
from pathlib import Path

import pytest

from vertmeasure.__main__ import main
from vertmeasure.core.explanations import explanations
from vertmeasure.report.reference_page import reference_markdown
from vertmeasure.storage.places import criteria_folder
from vertmeasure.storage.resources import resource
from vertmeasure.storage.rule_files import load_shipped

Capture = pytest.CaptureFixture[str]


def test_that_a_number_is_explained_with_formula_and_publication(capsys: Capture) -> None:
    assert main(["explain", "gardner_angle"]) == 0
    told = capsys.readouterr().out
    assert "gardner_angle  (measurement)\n  Gardner angle: Local kyphosis" in told
    assert "  Formula:    K(superior above, inferior)\n" in told
    assert "Carman 1990" in told


def test_that_without_a_word_the_whole_page_is_printed(capsys: Capture) -> None:
    assert main(["explain"]) == 0
    told = capsys.readouterr().out
    assert [each.id for each in explanations(load_shipped()) if f"{each.id}  ({each.kind})" not in told] == []


def test_that_markdown_is_the_reference_page(capsys: Capture) -> None:
    assert main(["explain", "--format", "markdown"]) == 0
    assert capsys.readouterr().out == reference_markdown(explanations(load_shipped()))


def test_that_one_word_can_be_had_as_markdown(capsys: Capture) -> None:
    assert main(["explain", "borderline", "--format", "markdown"]) == 0
    assert capsys.readouterr().out.count("### `borderline` Borderline\n") == 2


def test_that_json_is_a_list_of_objects(capsys: Capture) -> None:
    assert main(["explain", "cobb_T10_L2", "--format", "json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["id"], told["unit"]) == ("cobb_T10_L2", "deg")
    assert main(["explain", "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == len(explanations(load_shipped()))


def test_that_an_unknown_word_is_bad_input_with_the_nearest_named(capsys: Capture) -> None:
    assert main(["explain", "wedge_angel"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "Did you mean wedge_angle" in told.err


def test_that_a_set_of_the_clinic_is_explained_too(capsys: Capture) -> None:
    folder: Path = criteria_folder()
    folder.mkdir(parents=True)
    words = resource("criteria", "augmentation-overview.toml").read_text(encoding="utf-8")
    (folder / "ours.toml").write_text(words.replace('"augmentation-overview"', '"ours"', 1), encoding="utf-8")
    assert main(["explain", "ours"]) == 0
    assert "ours  (criteria set)" in capsys.readouterr().out
