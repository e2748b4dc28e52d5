"""Which key stands for which action, and which choices of a reader are passed over."""

import pytest

from vertmeasure.ui.actions import ACTIONS
from vertmeasure.ui.gestures import GESTURES
from vertmeasure.ui.key_map import chosen_keys, default_key, fault_of, how_to, in_brackets, key_map, portable

pytestmark = pytest.mark.usefixtures("qapp")


def test_that_the_keys_of_the_table_can_be_read_and_no_two_are_alike() -> None:
    keys = [portable(spec.shortcut) for spec in ACTIONS if spec.shortcut]
    assert None not in keys
    assert len(keys) == len(set(keys))
    assert key_map({}).ignored == ()


def test_that_a_reader_s_key_takes_the_place_of_the_default() -> None:
    keys = key_map({"fit": "ctrl+shift+f", "invert": ""}).keys
    assert (keys["fit"], keys["invert"], keys["save"]) == ("Ctrl+Shift+F", "", "Ctrl+S")


def test_that_only_what_differs_from_the_table_is_kept() -> None:
    keys = dict(key_map({}).keys) | {"fit": "Ctrl+J", "invert": ""}
    assert chosen_keys(keys) == {"fit": "Ctrl+J", "invert": ""}


@pytest.mark.parametrize("text", ["Ctrl+K, A", "Ctrl+Foo", "Ctrl+", "Shift", "🙂"])
def test_that_what_is_no_single_key_is_passed_over_with_a_word(text: str) -> None:
    found = key_map({"fit": text})
    assert found.keys["fit"] == default_key("fit")
    assert len(found.ignored) == 1
    assert "no single key" in found.ignored[0]


def test_that_an_unknown_action_is_passed_over_with_a_word() -> None:
    found = key_map({"brew_coffee": "Ctrl+J"})
    assert found.keys == key_map({}).keys
    assert "brew_coffee" in found.ignored[0]


def test_that_the_second_of_two_actions_with_one_key_keeps_its_default() -> None:
    found = key_map({"fit": "Ctrl+J", "invert": "Ctrl+J"})
    assert (found.keys["fit"], found.keys["invert"]) == ("Ctrl+J", "I")
    assert "View > Fit" in found.ignored[0]


def test_that_a_default_gives_way_to_a_reader_s_choice_and_that_is_told() -> None:
    found = key_map({"fit": "Ctrl+O"})
    assert (found.keys["fit"], found.keys["open_files"]) == ("Ctrl+O", "")
    assert found.ignored == ("File > Open has no key. Ctrl+O already stands for View > Fit.",)


def test_that_a_conflict_names_the_other_action() -> None:
    keys = key_map({}).keys
    assert fault_of(keys, "fit", "Ctrl+S") == "Ctrl+S already stands for File > Save."
    assert fault_of(keys, "save", "Ctrl+S") == ""
    assert fault_of(keys, "fit", "") == ""


def test_that_the_keys_of_the_film_view_are_kept_for_it() -> None:
    own = {key for gesture in GESTURES for key in gesture.keys} | {"Z", "Tab", "Return"}
    assert own >= {"Left", "Shift+Up", "Backspace", "Esc", "Space"}
    keys = key_map({}).keys
    assert not [key for key in own if "is kept for" not in fault_of(keys, "fit", key)]


def test_that_the_message_may_be_closed_by_esc_all_the_same() -> None:
    assert fault_of(key_map({}).keys, "dismiss_banner", "Esc") == ""


def test_that_words_name_the_key_in_force_or_the_menu() -> None:
    assert in_brackets({}, "open_files") == " (Ctrl+O)"
    assert in_brackets({"open_files": ""}, "open_files") == ""
    assert how_to({"hide_numbers": "Ctrl+H"}, "hide_numbers") == "Press Ctrl+H"
    assert how_to({"hide_numbers": ""}, "hide_numbers") == "Use View > Hide numbers"
