"""Criteria files: what is read, and how a fault is told."""

import contextlib
import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vertmeasure.core.conditions import Comparison, Group, Op, comparisons_in
from vertmeasure.core.errors import RuleSetError
from vertmeasure.core.rules import Rule, RuleKind
from vertmeasure.core.study import Technique
from vertmeasure.storage.rule_conditions import ConditionError, condition_from
from vertmeasure.storage.rule_files import DEFAULT_SET, load_all, load_rule_set, load_shipped

HEAD = """
schema = 1
name = "house"
title = "House rules"
version = "3"
source = "our meeting"
verified = true
"""
RULE = """
[[rule]]
id = "pain"
kind = "indication"
techniques = ["spinejack"]
condition = { input = "pain_nrs", op = ">=", value = 5 }
text = "Pain of at least 5"
source = "our meeting"
verified = true
"""


def written(folder: Path, content: str, name: str = "house.toml") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def only_rule(folder: Path, content: str) -> Rule:
    return load_rule_set(written(folder, HEAD + content)).rules[0]


def with_condition(condition: str) -> str:
    return RULE.replace('{ input = "pain_nrs", op = ">=", value = 5 }', condition)


def test_that_a_small_set_is_read(tmp_path: Path) -> None:
    rule = only_rule(tmp_path, RULE)
    assert (rule.id, rule.kind, rule.techniques) == ("pain", RuleKind.INDICATION, (Technique.SPINEJACK,))
    assert rule.condition == Comparison("pain_nrs", Op.AT_LEAST, 5)
    assert (rule.required, rule.verified, rule.when) == (True, True, None)


def test_that_the_hash_is_that_of_the_bytes_of_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD + RULE)
    assert load_rule_set(path).hash == hashlib.sha256(path.read_bytes()).hexdigest()


def test_that_an_indication_need_not_be_required(tmp_path: Path) -> None:
    assert not only_rule(tmp_path, RULE + "required = false\n").required


def test_that_a_condition_of_a_rule_is_read(tmp_path: Path) -> None:
    rule = only_rule(tmp_path, RULE + 'when = { input = "aetiology", op = "==", value = "osteoporotic" }\n')
    assert rule.when == Comparison("aetiology", Op.EQUAL, "osteoporotic")
    assert rule.inputs == ("aetiology", "pain_nrs")


def test_that_groups_nest(tmp_path: Path) -> None:
    rule = only_rule(
        tmp_path,
        with_condition("""{ any = [
          { input = "healed", op = "==", value = false },
          { k_of = 2, of = [
            { input = "loss_adjacent_max", op = "between", value = [15, 40] },
            { input = "level", op = "in", value = "T12..L2" },
            { all = [{ input = "ao_type", op = "in", value = ["A1", "A3"] }] },
          ] },
        ] }"""),
    )
    healed = Comparison("healed", Op.EQUAL, False)
    loss = Comparison("loss_adjacent_max", Op.BETWEEN, (15, 40))
    level = Comparison("level", Op.IN, ("T12", "L1", "L2"))
    ao_type = Group(1, (Comparison("ao_type", Op.IN, ("A1", "A3")),))
    assert rule.condition == Group(1, (healed, Group(2, (loss, level, ao_type))))


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ('{ input = "pane_nrs", op = ">=", value = 5 }', "there is no input 'pane_nrs'"),
        ('{ input = ["pain_nrs"], op = ">=", value = 5 }', "there is no input"),
        ('{ input = "pain_nrs", op = "in", value = [5] }', "op of pain_nrs must be one of"),
        ('{ input = "pain_nrs", op = ["<"], value = 5 }', "op of pain_nrs must be one of"),
        ('{ input = "pain_nrs", op = ">=", value = "5" }', "must be a number"),
        ('{ input = "pain_nrs", op = ">=", value = nan }', "must be a number"),
        ('{ input = "pain_nrs", op = ">=", value = inf }', "must be a number"),
        ('{ input = "pain_nrs", op = ">=", value = true }', "must be a number"),
        ('{ input = "pain_nrs", op = "between", value = [5] }', "must be the two ends"),
        ('{ input = "pain_nrs", op = "between", value = [7, 5] }', "first end must be below"),
        ('{ input = "pain_nrs", op = ">=" }', "has the fields input, op and value"),
        ('{ input = "pain_nrs", op = ">=", value = 5, unit = "mm" }', "and no other"),
        ('{ input = "healed", op = ">=", value = true }', "op of healed must be one of !=, =="),
        ('{ input = "healed", op = "==", value = "yes" }', "must be true or false"),
        ('{ input = "ao_type", op = "==", value = "A9" }', "'A9' is not one of A0"),
        ('{ input = "ao_type", op = "in", value = "A1" }', "must be a list"),
        ('{ input = "ao_type", op = "in", value = [] }', "must be a list"),
        ('{ input = "ao_type", op = "in", value = [["A1"]] }', "is not one of"),
        ('{ input = "neuro", op = "==", value = "NX" }', "'NX' is not one of N0"),
        ('{ input = "level", op = "in", value = "L5..T7" }', "from foot to head"),
        ('{ input = "level", op = "in", value = "T7-L5" }', "no range such as T7..L5"),
        ('{ input = "level", op = "in", value = "T7..S1" }', "no range such as T7..L5"),
        ("{ any = [] }", "must be a list of conditions"),
        ('{ any = "x" }', "must be a list of conditions"),
        ('{ k_of = 2, of = [{ input = "healed", op = "==", value = true }] }', "k_of must lie between 1"),
        ('{ k_of = 0, of = [{ input = "healed", op = "==", value = true }] }', "k_of must lie between 1"),
        ('{ k_of = true, of = [{ input = "healed", op = "==", value = true }] }', "k_of must lie between 1"),
        ("{ any = [], all = [] }", "and nothing else"),
        ('"pain"', "must be a comparison or a group"),
        ("{ all = [" * 9 + "1" + "] }" * 9, "at most eight deep"),
    ],
)
def test_that_a_faulty_condition_is_refused_with_file_rule_and_field(
    tmp_path: Path, condition: str, words: str
) -> None:
    with pytest.raises(RuleSetError) as caught:
        only_rule(tmp_path, with_condition(condition))
    assert caught.value.message.startswith("house.toml, rule pain, condition: ")
    assert words in caught.value.message


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('kind = "indication"', 'kind = "maybe"', "rule pain, kind: 'maybe' is not one of the choices"),
        ('kind = "indication"', "kind = []", "rule pain, kind: [] is not one of the choices"),
        ('kind = "indication"\n', "", "rule pain, kind: None is not one of the choices"),
        ('id = "pain"\n', "", "rule 1, id: '' is not well formed"),
        ('["spinejack"]', '["kyphoplasty"]', "rule pain, techniques: 'kyphoplasty' is not one of the choices"),
        ('["spinejack"]', "[]", "rule pain, techniques: is missing or empty"),
        ('["spinejack"]', '"spinejack"', "rule pain, techniques: must be a list of texts"),
        ('text = "Pain of at least 5"', 'text = " "', "rule pain, text: is missing or empty"),
        ('text = "Pain of at least 5"', "text = 5", "rule pain, text: must be text in quotes"),
        ('text = "Pain of at least 5"', 'txt = "x"', "rule pain, text: is missing or empty"),
        ('source = "our meeting"\n', "", "source: is missing or empty"),
        ("verified = true", 'verified = "yes"', "verified: must be true or false"),
        ("verified = true\n", "", "verified: must be true or false"),
        ("schema = 1", "schema = 2", "house.toml, schema: must be 1"),
        ('name = "house"', 'name = "../house"', "name: '../house' is not well formed"),
        ('version = "3"', "version = 3", "version: must be text in quotes"),
        ('version = "3"', 'version = "3"\ndate = "May"', "date: 'May' is not well formed"),
        ('version = "3"', 'version = "3"\nprofile = 1', "profile: must be written as [profile.TECHNIQUE]"),
        ('version = "3"', 'version = "3"\nprofile = { spinejack = 1 }', "profile spinejack, profile: must be a table"),
        ('version = "3"', 'version = "3"\nprofile = { glue = {} }', "profile: 'glue' is not one of the choices"),
        ('version = "3"', 'version = "3"\nnotes = "x"', "notes: is not a field of this table"),
        ('kind = "indication"', 'kind = "caution"\nrequired = true', "required: only an indication can be required"),
        ('kind = "indication"', 'kind = "indication"\nwhan = 1', "rule pain, whan: is not a field of this table"),
        ('kind = "indication"', 'kind = "indication"\nwhen = 1', "rule pain, when: must be a comparison or a group"),
    ],
)
def test_that_a_faulty_field_is_refused_by_name(tmp_path: Path, old: str, new: str, words: str) -> None:
    content = (HEAD + RULE).replace(old, new)
    with pytest.raises(RuleSetError) as caught:
        load_rule_set(written(tmp_path, content))
    assert words in caught.value.message
    assert caught.value.remedy


def test_that_two_rules_of_one_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleSetError, match="rule pain, id: another rule"):
        load_rule_set(written(tmp_path, HEAD + RULE + RULE))


def test_that_a_set_without_rules_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleSetError, match="the set has no rules"):
        load_rule_set(written(tmp_path, HEAD))


@pytest.mark.parametrize("content", [b"schema = ", b"\xff\xfe", b"a = " + b"[" * 5000])
def test_that_what_is_no_toml_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "house.toml"
    path.write_bytes(content)
    with pytest.raises(RuleSetError, match=r"house\.toml is not a TOML file"):
        load_rule_set(path)


def test_that_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    with pytest.raises(RuleSetError, match="too large"):
        load_rule_set(written(tmp_path, "#" * 1_000_001))


def test_that_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(RuleSetError, match=r"gone\.toml cannot be read"):
        load_rule_set(tmp_path / "gone.toml")


def test_that_the_default_set_comes_first_with_its_version() -> None:
    first = load_shipped()[0]
    assert (first.name, first.version) == (DEFAULT_SET, "2026.1")
    assert first.techniques == tuple(Technique)


def test_that_a_clinics_own_sets_follow_the_shipped_ones(tmp_path: Path) -> None:
    written(tmp_path, HEAD + RULE)
    assert [each.name for each in load_all(tmp_path)] == [*(each.name for each in load_shipped()), "house"]


def test_that_a_clinic_folder_need_not_exist(tmp_path: Path) -> None:
    assert load_all(tmp_path / "none") == load_shipped() == load_all()


@pytest.mark.parametrize("name", [DEFAULT_SET, "house"])
def test_that_two_sets_of_one_name_are_refused(tmp_path: Path, name: str) -> None:
    for file_name in ("a.toml", "b.toml"):
        written(tmp_path, HEAD.replace("house", name) + RULE, file_name)
    with pytest.raises(RuleSetError, match=f"Two criteria sets are called '{name}'"):
        load_all(tmp_path)


toml_values = st.recursive(
    st.booleans() | st.integers() | st.floats() | st.sampled_from(["input", "level", "T7..L5", "==", "in", "between"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["input", "op", "value", "any", "all", "k_of", "of"]), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(toml_values)
def test_that_any_condition_is_read_or_refused_in_words(raw: object) -> None:
    with contextlib.suppress(ConditionError):
        assert list(comparisons_in(condition_from(raw)))
