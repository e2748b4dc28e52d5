import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.test_refusals import refusal
from tests.conftest import SAMPLE, shared
from vertmeasure.__main__ import main
from vertmeasure.core.study import Film, Study
from vertmeasure.storage.study_file import film_path, read_study, write_study

Capture = pytest.CaptureFixture[str]


def read_films(study: Study, *levels: str) -> Study:
    """The study with points on the first film alone, of these levels."""
    pre, *others = study.films
    kept = {level: pre.vertebrae[level] for level in levels}
    return replace(study, films=(replace(pre, vertebrae=kept), *(replace(each, vertebrae={}) for each in others)))


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The sample patient in a folder of its own, three bodies placed before the operation and none after."""
    folder = tmp_path / "films"
    folder.mkdir()
    for name in ("pre.dcm", "post.dcm", "follow_up.dcm"):
        shutil.copy(SAMPLE / name, folder / name)
    path = folder / "study.vert.json"
    write_study(read_films(read_study(SAMPLE / "sample.vert.json"), "T12", "L1", "L2"), path)
    return path


def printed(capture: Capture, *arguments: object) -> list[str]:
    assert main([str(each) for each in arguments]) == 0
    result = capture.readouterr()
    assert result.err == ""
    return [" ".join(line.split()) for line in result.out.splitlines()]


def change_film(path: Path, number: int, **fields: object) -> None:
    study = read_study(path)
    films = list(study.films)
    films[number] = replace(films[number], **fields)
    write_study(replace(study, films=tuple(films)), path)


def true_film(film_id: str) -> Film:
    return read_study(SAMPLE / "sample.vert.json").film(film_id)


def test_that_carry_proposes_the_bodies_on_the_other_film(sample: Path, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "carried.vert.json"
    lines = printed(capsys, "carry", sample, "--from", "pre", "--to", "post", "--out", out)
    assert lines[0] == "Film Level Points Note"
    assert [line.split()[:3] for line in lines[1:]] == [["post", level, "6"] for level in ("T12", "L1", "L2")]
    written = json.loads(out.read_text())["films"]
    assert all(point["proposed"] for body in written[1]["vertebrae"].values() for point in body.values())
    assert read_study(out).film("follow_up").vertebrae == {}
    for mark, point in read_study(out).film("post").vertebrae["L2"].marks.items():
        assert point.at == pytest.approx(true_film("post").vertebrae["L2"].marks[mark].at, abs=3)


def test_that_the_films_are_found_from_where_the_new_study_lies(sample: Path, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "elsewhere" / "deep" / "carried.vert.json"
    out.parent.mkdir(parents=True)
    printed(capsys, "carry", sample, "--from", "pre", "--to", "post", "--out", out)
    study = read_study(out)
    assert study.films[0].source.path == "../../films/pre.dcm"
    assert all(film_path(out, film).is_file() for film in study.films)


def test_that_the_study_itself_may_be_written_and_stays_as_the_backup(sample: Path, capsys: Capture) -> None:
    before = sample.read_bytes()
    printed(capsys, "carry", sample, "--from", "pre", "--to", "follow_up", "--out", sample)
    assert sample.with_name(sample.name + "~").read_bytes() == before
    assert set(read_study(sample).film("follow_up").vertebrae) == {"T12", "L1", "L2"}


def test_that_no_image_is_overwritten(sample: Path, capsys: Capture) -> None:
    image = sample.with_name("follow_up.dcm")
    before = image.read_bytes()
    words = refusal(capsys, "snap", sample, "--out", image)
    assert "follow_up.dcm is the image of a film" in words
    assert image.read_bytes() == before


def test_that_an_unknown_film_is_refused_with_those_there_are(sample: Path, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "out.vert.json"
    words = refusal(capsys, "carry", sample, "--from", "pre", "--to", "later", "--out", out)
    assert "no film 'later'. Its films are: pre, post, follow_up." in words
    assert not out.exists()


def test_that_a_film_is_not_carried_to_itself(sample: Path, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "out.vert.json"
    assert "itself" in refusal(capsys, "carry", sample, "--from", "pre", "--to", "pre", "--out", out)


@pytest.mark.parametrize("command", [["snap"], ["carry", "--from", "pre", "--to", "post"]])
def test_that_an_image_that_cannot_be_read_is_refused_by_its_film(
    command: list[str], sample: Path, tmp_path: Path, capsys: Capture
) -> None:
    sample.with_name("pre.dcm").write_bytes(b"no film")
    out = tmp_path / "out.vert.json"
    name, *options = command
    assert "Film pre: " in refusal(capsys, name, sample, *options, "--out", out)
    assert not out.exists()


def test_that_an_image_of_another_size_is_refused(sample: Path, tmp_path: Path, capsys: Capture) -> None:
    change_film(sample, 0, rows=2000)
    words = refusal(capsys, "snap", sample, "--out", tmp_path / "out.vert.json")
    assert "Film pre has 1536 x 2000 pixels in the study, its image 1536 x 2048." in words


def test_that_a_changed_image_is_told_and_used(sample: Path, tmp_path: Path, capsys: Capture) -> None:
    source = replace(read_study(sample).films[0].source, pixels_sha256="0" * 64)
    change_film(sample, 0, source=source)
    out = tmp_path / "out.vert.json"
    assert main(["snap", str(sample), "--out", str(out)]) == 0
    assert "film pre has changed" in capsys.readouterr().err
    assert out.exists()


def test_that_a_header_that_changed_alone_is_not_told(sample: Path, tmp_path: Path, capsys: Capture) -> None:
    source = replace(read_study(sample).films[0].source, sha256="0" * 64)
    change_film(sample, 0, source=source)
    printed(capsys, "snap", sample, "--out", tmp_path / "out.vert.json")


def test_that_snap_says_what_moved_and_keeps_the_clicks(sample: Path, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "out.vert.json"
    lines = printed(capsys, "snap", sample, "--out", out)
    assert [line.split()[:2] for line in lines[1:]] == [["pre", level] for level in ("T12", "L1", "L2")]
    assert all("largest move" in line and line.endswith("mm") for line in lines[1:])
    clicked = read_study(sample).film("pre").vertebrae["L2"].marks
    for mark, point in read_study(out).film("pre").vertebrae["L2"].marks.items():
        assert not point.proposed
        assert (point.raw or point.at) == clicked[mark].at


def test_that_a_study_without_points_has_nothing_to_snap(sample: Path, tmp_path: Path, capsys: Capture) -> None:
    change_film(sample, 0, vertebrae={})
    assert "a point to snap" in refusal(capsys, "snap", sample, "--out", tmp_path / "out.vert.json")


def test_that_a_film_where_the_level_stays_in_doubt_is_refused(sample: Path, tmp_path: Path, capsys: Capture) -> None:
    change_film(sample, 1, source=replace(read_study(sample).films[1].source, path=str(hand())), rows=0, columns=0)
    out = tmp_path / "out.vert.json"
    assert main(["carry", str(sample), "--from", "pre", "--to", "post", "--out", str(out)]) == 2
    assert "Place one body on film post" in capsys.readouterr().err
    assert not out.exists()


def hand() -> Path:
    return shared("real-dicom", "NM_Kakadu44_hand_CR.dcm")


def test_that_the_next_bodies_are_proposed_and_those_placed_stay(sample: Path, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "out.vert.json"
    lines = printed(capsys, "propose", sample, "--film", "pre", "--out", out)
    assert [line.split()[:2] for line in lines[1:]] == [["pre", "T11"], ["pre", "L3"]]
    film, before = read_study(out).film("pre"), read_study(sample).film("pre")
    assert all(point.proposed for level in ("T11", "L3") for point in film.vertebrae[level].marks.values())
    assert {level: film.vertebrae[level] for level in before.vertebrae} == before.vertebrae
    assert read_study(out).film("post").vertebrae == {}


def test_that_a_click_in_the_middle_of_each_body_is_enough(sample: Path, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "out.vert.json"
    clicks = []
    for level in ("L2", "L3"):
        places = [point.at for point in true_film("post").vertebrae[level].marks.values()]
        column, row = (sum(each) / len(places) for each in zip(*places, strict=True))
        clicks += ["--centre", f"{level}={column:.0f},{row:.0f}"]
    printed(capsys, "propose", sample, "--film", "post", *clicks, "--out", out)
    for level in ("L2", "L3"):
        for mark, point in read_study(out).film("post").vertebrae[level].marks.items():
            assert point.at == pytest.approx(true_film("post").vertebrae[level].marks[mark].at, abs=12)


BAD_CENTRES = {
    "no level": ("L9=10,10", "is not a level"),
    "no place": ("L2=10", "names no place"),
    "words": ("L2=a,b", "names no place"),
    "not finite": ("L2=nan,3", "names no place"),
    "off the film": ("L2=10,99999", "off the film"),
}


@pytest.mark.parametrize(("centre", "words"), BAD_CENTRES.values(), ids=BAD_CENTRES)
def test_that_a_centre_that_cannot_be_is_refused(
    centre: str, words: str, sample: Path, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "out.vert.json"
    assert words in refusal(capsys, "propose", sample, "--film", "pre", "--centre", centre, "--out", out)
    assert not out.exists()


def test_that_a_body_is_clicked_once(sample: Path, tmp_path: Path, capsys: Capture) -> None:
    line = ["propose", sample, "--film", "pre", "--centre", "L2=1,1", "L2=2,2", "--out", tmp_path / "out.vert.json"]
    assert "names L2 twice" in refusal(capsys, *line)


def test_that_a_film_without_points_needs_a_click(sample: Path, tmp_path: Path, capsys: Capture) -> None:
    words = refusal(capsys, "propose", sample, "--film", "post", "--out", tmp_path / "out.vert.json")
    assert "--centre L1=COLUMN,ROW" in words


@pytest.mark.parametrize("line", [["snap", "a"], ["carry", "a", "--to", "b", "--out", "c"], ["propose", "a"]])
def test_that_what_to_write_and_on_which_film_must_be_said(line: list[str], capsys: Capture) -> None:
    assert "required" in refusal(capsys, *line)
