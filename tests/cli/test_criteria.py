import json
from pathlib import Path

import pytest

from tests.conftest import shared
from tests.report.told_studies import followed_up
from vertmeasure.__main__ import main
from vertmeasure.core.study import Fact, Study
from vertmeasure.storage.resources import resource
from vertmeasure.storage.rule_files import load_shipped
from vertmeasure.storage.study_file import write_study

Capture = pytest.CaptureFixture[str]
OVERVIEW = "augmentation-overview"


def printed(capture: Capture, *arguments: object) -> str:
    assert main(["criteria", *(str(each) for each in arguments)]) == 0
    return capture.readouterr().out


@pytest.fixture
def own_set(home: Path) -> str:
    """A set of the clinic that asks for little."""
    text = resource("criteria", f"{OVERVIEW}.toml").read_text(encoding="utf-8")
    folder = home / "settings" / "criteria"
    folder.mkdir(parents=True)
    (folder / "own.toml").write_text(text.replace(f'name = "{OVERVIEW}"', 'name = "own"'), encoding="utf-8")
    return "own"


def sets_in(text: str) -> set[str]:
    return {each["set"] for each in json.loads(text)["results"]}


def test_that_the_golden_study_is_judged_for_all_techniques_by_the_default_set(capsys: Capture) -> None:
    text = printed(capsys, shared("golden", "ts_lumbar.vert.json"), "--format", "json")
    verdicts = {(each["set"], each["technique"]): each["verdict"] for each in json.loads(text)["results"]}
    assert verdicts == {
        (OVERVIEW, "vertebroplasty"): "fits",
        (OVERVIEW, "balloon_kyphoplasty"): "fits",
        (OVERVIEW, "spinejack"): "fits",
    }


def test_that_the_table_says_verdict_reasons_and_disclaimer(study_file: Path, capsys: Capture) -> None:
    out = printed(capsys, study_file)
    assert "L1  SpineJack: cannot be determined" in out
    assert "missing: Cause of the fracture" in out
    assert "30.8\u2009% (21.9 to 39.7), asked: ≥ 15 %" in out
    assert "does not replace clinical judgement" in out


def test_that_sets_are_chosen_by_name_or_all_at_once(study_file: Path, own_set: str, capsys: Capture) -> None:
    chosen = printed(capsys, study_file, "--format", "json", "--set", own_set)
    both = printed(capsys, study_file, "--format", "json", "--set", own_set, OVERVIEW)
    every = printed(capsys, study_file, "--format", "json", "--set", "all")
    shipped = {each.name for each in load_shipped()}
    assert (sets_in(chosen), sets_in(both), sets_in(every)) == ({own_set}, {own_set, OVERVIEW}, {own_set, *shipped})


def test_that_a_contraindication_of_another_set_stands_on_top(study_file: Path, own_set: str, capsys: Capture) -> None:
    write_study(followed_up(facts={"infection": Fact("systemic")}), study_file)
    out = printed(capsys, study_file, "--set", own_set)
    techniques = "Vertebroplasty, Balloon kyphoplasty, SpineJack"
    assert out.startswith(f"! L1, {techniques}: contraindicated by the criteria of Augmentation overview")


def test_that_the_matrix_stands_on_top_when_there_are_several_sets(study_file: Path, capsys: Capture) -> None:
    one, every = printed(capsys, study_file), printed(capsys, study_file, "--set", "all")
    head, default, *_ = every.splitlines()
    assert " ".join(head.split()) == "L1, criteria set Vertebroplasty Balloon kyphoplasty SpineJack file"
    assert default.startswith("Augmentation overview 2026.1")
    assert "? cannot be determined" in default
    assert "criteria set" not in one


def test_that_scores_are_printed_with_items_and_cut_offs(study_file: Path, capsys: Capture) -> None:
    write_study(followed_up(facts={"of_type": Fact("3"), "aetiology": Fact("osteoporotic")}), study_file)
    out = printed(capsys, study_file)
    assert "L1  OF score: at least 1, at most 12 points  [conservative or either or surgery: reference only]" in out
    assert "cut-offs: up to 5 conservative; 6 either; 7 or more surgery" in out
    assert "L1  SINS" in out
    assert "[not for this cause]" in out


def test_that_the_implant_size_names_the_device_page(study_file: Path, capsys: Capture) -> None:
    write_study(followed_up(facts={"pedicle_mm": Fact(6.0)}), study_file)
    assert "up to the 5.0 mm implant. Figure of a device page (Medscape" in printed(capsys, study_file)


def test_that_without_a_fracture_there_is_nothing_to_judge(tmp_path: Path, capsys: Capture) -> None:
    write_study(Study(id="empty"), tmp_path / "empty.vert.json")
    assert "nothing to judge" in printed(capsys, tmp_path / "empty.vert.json")
    assert json.loads(printed(capsys, tmp_path / "empty.vert.json", "--format", "json"))["results"] == []
