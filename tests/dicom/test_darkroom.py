import gc
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from tests.conftest import REPOSITORY
from tests.dicom.darkroom_jobs import SECRET
from tests.dicom.made_films import film, gradient, write
from vertmeasure.core.errors import FilmError, StudyError
from vertmeasure.core.frozen import frozen
from vertmeasure.dicom import darkroom_process, reading
from vertmeasure.dicom.allowance import Allowance
from vertmeasure.dicom.darkroom import Darkroom

JOBS = "tests.dicom.darkroom_jobs:"
WITH_PROC = pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="this system has no /proc")


@pytest.fixture(scope="module")
def room():
    with Darkroom() as opened:
        yield opened


@pytest.fixture
def single():
    with Darkroom(processes=1) as opened:
        yield opened


@pytest.fixture
def path(tmp_path):
    return write(tmp_path / "film.dcm", film(gradient(300, 400), PixelSpacing=[0.1, 0.1], PatientID="7"))


def ask(room, job, *arguments):
    return room.ask(JOBS + job, *arguments)


def refused(room, job, words):
    with pytest.raises(FilmError, match=words) as caught:
        ask(room, job)
    assert caught.value.remedy


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


def comes(until):
    end = time.monotonic() + 20
    while not until() and time.monotonic() < end:
        time.sleep(0.01)
    return until()


def test_that_a_film_is_the_same_from_there_as_from_here(room, path):
    there, here = room.open_film(path), reading.open_film(path)
    assert there.header == here.header
    assert np.array_equal(there.pixels.stored, here.pixels.stored)
    assert there.pixels.sha256 == here.pixels.sha256
    assert np.array_equal(
        there.pixels.greyscale.lut(there.pixels.greyscale.default),
        here.pixels.greyscale.lut(here.pixels.greyscale.default),
    )


def test_that_what_arrives_cannot_be_changed(room, path):
    pixels = room.open_film(path).pixels
    assert not pixels.stored.flags.writeable
    assert not pixels.greyscale.values.flags.writeable


def test_that_a_header_is_read_there(room, path):
    assert room.read_header(path) == reading.read_header(path)


def test_that_the_wanted_frame_is_read(room, tmp_path):
    frames = np.stack([gradient(), gradient()[::-1]])
    path = write(tmp_path / "film.dcm", film(frames))
    assert np.array_equal(room.open_film(path, 2).pixels.stored, frames[1])


def test_that_a_refusal_is_told_in_the_same_words(room, tmp_path):
    (tmp_path / "notes.dcm").write_text("no film")
    with pytest.raises(FilmError) as there:
        room.open_film(tmp_path / "notes.dcm")
    with pytest.raises(FilmError) as here:
        reading.open_film(tmp_path / "notes.dcm")
    assert (there.value.message, there.value.remedy) == (here.value.message, here.value.remedy)


def test_that_errors_keep_their_kind(room):
    with pytest.raises(StudyError, match="no such level") as caught:
        room.ask("tests.dicom.darkroom_jobs:refuse", "no such level", "Choose another.")
    assert caught.value.remedy == "Choose another."


@pytest.mark.parametrize("thing", [None, (1, "a"), np.zeros((0, 3)), [np.zeros(1), np.ones(70_000)], {"a": b"b" * 99}])
def test_that_any_value_comes_back_as_it_went(room, thing):
    found = ask(room, "echo", thing)
    assert type(found) is type(thing)
    assert repr(found) == repr(thing)


def test_that_closed_mappings_arrive_closed(room):
    found = ask(room, "frozen_tree")
    assert found == frozen({"a": {"b": 1}})
    with pytest.raises(TypeError):
        found["a"]["b"] = 2


@pytest.mark.parametrize("death", ["leave", "be_killed"])
def test_that_the_next_film_opens_after_a_death(single, path, death):
    before = ask(single, "pid")
    refused(single, death, "ended while reading")
    assert single.open_film(path).header.rows == 300
    assert ask(single, "pid") != before


def test_that_processes_get_ready_before_they_are_asked():
    with Darkroom() as fresh:
        fresh.start()
        assert comes(lambda: all(process.is_ready for process in fresh._free))
        assert len({process.pid for process in fresh._free}) == 2


def test_that_a_process_that_died_in_its_sleep_is_replaced(single, path):
    pid = ask(single, "pid")
    os.kill(pid, signal.SIGKILL)
    assert comes(lambda: not is_running(pid))
    assert single.open_film(path).header.rows == 300


def test_that_a_process_that_died_before_it_began_is_no_fault_of_the_film(single, path):
    single.start()
    os.kill(single._free[0].pid, signal.SIGKILL)
    assert single.open_film(path).header.rows == 300


def test_that_a_reader_that_never_starts_is_told(monkeypatch, path):
    monkeypatch.setattr(darkroom_process, "serve", os._exit)
    with Darkroom(processes=1) as room, pytest.raises(FilmError, match="does not start"):
        room.open_film(path)


def test_that_a_film_that_takes_too_long_is_given_up(single, path):
    refused(single, "hang", "too long")
    assert single.open_film(path).header.rows == 300


def test_that_a_job_that_tells_nothing_has_a_limit_too(single, monkeypatch, tmp_path):
    ask(single, "pid")
    monkeypatch.setattr(darkroom_process, "to_begin", lambda: Allowance(0.2, 1))
    with pytest.raises(FilmError, match="too long"):
        ask(single, "work", tmp_path / "started")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
def test_that_memory_has_a_limit_that_a_step_can_raise(single):
    before = ask(single, "pid")
    refused(single, "hoard", "more memory")
    refused(single, "half_hoard", "more memory")
    assert ask(single, "half_hoard_allowed") == 500_000_000
    refused(single, "half_hoard", "more memory")
    assert ask(single, "pid") == before


@pytest.mark.parametrize("job", ["panic", "fail", "unsendable"])
def test_that_a_bug_is_told_and_logged_without_its_message(single, caplog, job):
    refused(single, job, "cannot deal with")
    assert "bug while reading a film: " in caplog.text
    assert SECRET not in caplog.text
    assert ask(single, "echo", 1) == 1


def test_that_nothing_is_printed_there(room, capfd):
    ask(room, "shout")
    assert capfd.readouterr() == ("", "")


def test_that_two_films_are_read_at_once(room, tmp_path):
    with ThreadPoolExecutor(2) as both:
        one = both.submit(ask, room, "meet", tmp_path / "one", tmp_path / "other")
        other = both.submit(ask, room, "meet", tmp_path / "other", tmp_path / "one")
        assert one.result()
        assert other.result()


def test_that_many_threads_may_ask(room):
    with ThreadPoolExecutor(8) as many:
        found = list(many.map(lambda number: ask(room, "echo", number), range(200)))
    assert found == list(range(200))


def test_that_closing_ends_what_is_under_way(tmp_path):
    room, started, told = Darkroom(processes=1), tmp_path / "started", []

    def wait():
        with pytest.raises(FilmError, match="ended") as caught:
            ask(room, "work", started)
        told.append(caught)

    waiting = threading.Thread(target=wait)
    waiting.start()
    assert comes(lambda: started.exists() and started.read_text())
    room.close()
    waiting.join(20)
    assert told
    assert not is_running(int(started.read_text()))
    with pytest.raises(FilmError, match="closing"):
        ask(room, "pid")


def test_that_closing_wakes_who_waits_for_a_process(tmp_path):
    room, started = Darkroom(processes=1), tmp_path / "started"
    with ThreadPoolExecutor(2) as both:
        busy = both.submit(ask, room, "work", started)
        assert comes(started.exists)
        waiting = both.submit(ask, room, "pid")
        room.close()
        for each in (busy, waiting):
            with pytest.raises(FilmError):
                each.result()


def test_that_a_room_can_be_closed_twice_and_before_it_was_used():
    room = Darkroom()
    room.close()
    room.close()
    room.start()
    with pytest.raises(FilmError):
        ask(room, "pid")


def test_that_pixels_outlive_the_process_they_came_from():
    with Darkroom(processes=1) as room:
        found = ask(room, "pixels", 1_000_000)
        refused(room, "be_killed", "ended")
    assert np.array_equal(found, np.arange(1_000_000, dtype=np.uint16))


@WITH_PROC
def test_that_nothing_is_left_of_films_that_nobody_holds(single):
    def held():
        gc.collect()
        maps = Path("/proc/self/maps").read_text().count("memfd:film")
        return maps, len([*Path("/proc/self/fd").iterdir()]), len([*Path("/dev/shm").glob("psm_*")])

    ask(single, "pixels", 10)
    before = held()
    found = [ask(single, "pixels", 100_000) for _ in range(20)]
    assert held()[0] == before[0] + 20
    found.clear()
    for death in ("be_killed", "leave"):
        refused(single, death, "ended")
    ask(single, "pixels", 10)
    assert held() == before


def test_that_ctrl_c_is_not_for_the_darkroom(single):
    pid = ask(single, "pid")
    os.kill(pid, signal.SIGINT)
    assert ask(single, "pid") == pid


@WITH_PROC
def test_that_it_ends_with_the_program_that_started_it(tmp_path):
    program = f"""
import os, signal, threading, pathlib, time
from vertmeasure.dicom.darkroom import Darkroom
if __name__ == "__main__":
    room, started = Darkroom(), pathlib.Path({str(tmp_path / "started")!r})
    threading.Thread(target=room.ask, args=("{JOBS}work", started), daemon=True).start()
    print(room.ask("{JOBS}pid"), flush=True)
    while not started.exists() or not started.read_text():
        time.sleep(0.01)
    os.kill(os.getpid(), signal.SIGKILL)
"""
    (tmp_path / "program.py").write_text(program)
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    killed = subprocess.run(
        [sys.executable, tmp_path / "program.py"], capture_output=True, text=True, env=environment, cwd=REPOSITORY
    )
    assert (killed.returncode, killed.stderr) == (-signal.SIGKILL, "")
    for pid in (int(killed.stdout), int((tmp_path / "started").read_text())):
        assert comes(lambda pid=pid: not is_running(pid))
