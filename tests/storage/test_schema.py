"""The JSON Schema that other programs may check their study files with."""

import json
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from jsonschema import Draft202012Validator

from tests.conftest import shared
from tests.storage.generated import studies
from vertmeasure.core.anatomy import LEVELS
from vertmeasure.core.calibration import Grade
from vertmeasure.core.study import CountedFrom, HeightReference, Posture, Study, Technique, Timepoint
from vertmeasure.storage.schema_check import schema
from vertmeasure.storage.study_codec import encode

CHECKS = {"type", "enum", "const", "required", "not", "minItems", "maxItems", "minLength", "minimum", "pattern"}


def parts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for child in value.values():
            yield from parts(child)


def test_that_the_schema_is_one_of_2020_12() -> None:
    Draft202012Validator.check_schema(schema())


def test_that_the_golden_study_keeps_the_schema() -> None:
    golden = json.loads(shared("golden", "ts_lumbar.vert.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema()).validate(golden)


@settings(deadline=None, max_examples=40)
@given(studies())
def test_that_every_written_study_keeps_the_schema(study: Study) -> None:
    Draft202012Validator(schema()).validate(encode(study))


def test_that_every_check_says_in_words_what_is_right() -> None:
    silent = [part for part in parts(schema()) if CHECKS & part.keys() and "description" not in part]
    assert silent == [{"type": "object"}] * 3  # the questions of "if", which refuse nothing


def test_that_the_schema_knows_every_word_of_the_program() -> None:
    lists = [set(part["enum"]) for part in parts(schema()) if isinstance(part.get("enum"), list)]
    assert set(LEVELS) in lists
    assert {*map(str, Technique), None} in lists
    for words in (Timepoint, Posture, Grade, CountedFrom, HeightReference):
        assert set(map(str, words)) in lists
