"""How grey a film is shown, as a value; and what is said of it."""

import numpy as np
import pytest

from vertmeasure.dicom.greyscale import GreyscaleRules, greyscale
from vertmeasure.dicom.window import VoiFunction, Window
from vertmeasure.paint.contrast import LEVELS
from vertmeasure.ui.shade_words import filter_words, shade_words, window_title
from vertmeasure.ui.shading import Shade

BONE, SOFT = Window(2000, 1500, name="BONE"), Window(1000, 3000, VoiFunction.SIGMOID)


def shade(*presets: Window) -> Shade:
    values = np.arange(4096, dtype=np.float64)
    stored = np.arange(4096, dtype=np.uint16).reshape(64, 64)
    return Shade.of(greyscale(GreyscaleRules(values, presets, None, False), stored, 0))


def test_that_stepping_goes_through_the_windows_of_the_file_then_those_of_its_pixels() -> None:
    now, seen = shade(BONE, SOFT), []
    for _ in range(6):
        seen.append(now.window.name)
        now = now.next_window()
    assert seen == ["BONE", "", "Automatic", "Bone", "Full range", "BONE"]


def test_that_a_window_offered_twice_does_not_hold_the_reader_up() -> None:
    assert [each.name for each in shade(BONE, BONE).windows] == ["BONE", "Automatic", "Bone", "Full range"]


def test_that_stepping_from_a_window_that_was_drawn_begins_with_the_first() -> None:
    assert shade(BONE, SOFT).shifted(0.1, 0.1).next_window().window == BONE


@pytest.mark.parametrize("name", ["local_contrast", "sharpened", "overlays_shown", "shutter_open"])
def test_that_a_switch_turns_one_thing_and_back(name: str) -> None:
    plain = shade(BONE)
    assert getattr(plain.switched(name), name)
    assert plain.switched(name).switched(name) == plain


def test_that_only_local_contrast_asks_for_finer_levels() -> None:
    plain = shade(BONE)
    assert (plain.tone.levels, plain.tone.is_filtered) == (None, False)
    levels = plain.switched("local_contrast").tone.levels
    assert levels is not None
    assert (int(levels.min()), int(levels.max())) == (0, LEVELS - 1)
    assert np.abs(levels * (255 / (LEVELS - 1)) - plain.lut[:4096]).max() <= 1


def test_that_inversion_turns_the_filtered_film_too() -> None:
    levels = shade(BONE).switched("local_contrast").tone.levels
    turned = shade(BONE).switched("local_contrast").turned().tone.levels
    assert levels is not None
    assert turned is not None
    assert np.abs(levels.astype(int) + turned - (LEVELS - 1)).max() <= 1


def test_that_a_typed_window_is_taken_as_it_was_typed() -> None:
    assert shade(BONE).typed(-3.5, 0.25).window == Window(-3.5, 0.25, VoiFunction.LINEAR_EXACT)


def test_that_a_sigmoid_stays_one_when_it_is_changed() -> None:
    assert shade(SOFT).typed(900, 800).window.function is VoiFunction.SIGMOID


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (BONE, "BONE   2000 / 1500"),
        (SOFT, "Window 2 of the film   1000 / 3000, sigmoid"),
        (Window(-0.5, 3), "Window 2 of the film   \u22120.50 / 3.00"),
    ],
)
def test_that_a_window_is_named_by_the_file_or_by_its_place(window: Window, words: str) -> None:
    assert window_title(window, 1) == words


def test_that_what_is_done_to_the_film_is_said() -> None:
    done = shade(BONE).switched("local_contrast").switched("sharpened").turned()
    assert shade_words(done, None) == "window 2000 / 1500 (BONE), inverted, local contrast, edges sharpened"
    assert filter_words(shade(BONE)) == filter_words(None) == ""
