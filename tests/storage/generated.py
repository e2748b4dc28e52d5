"""Studies made up by Hypothesis: every field, every form, and keys nobody knows."""

from typing import Any

from hypothesis import strategies as st

from vertmeasure.core.anatomy import BODIES, LEVELS, SACRAL_POINTS, SIX_POINTS
from vertmeasure.core.calibration import Calibration, Grade
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.study import (
    CountedFrom,
    Fact,
    Film,
    FilmSource,
    Fracture,
    HeightReference,
    Landmark,
    Patient,
    Posture,
    Procedure,
    Side,
    Study,
    Technique,
    Timepoint,
    Vertebra,
)

texts = st.text(max_size=12)
paths = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=12)
numbers = st.floats(allow_nan=False, allow_infinity=False)
spacings = st.floats(min_value=1e-3, max_value=1e3)
scalars = st.booleans() | st.integers() | numbers | texts
json_values = st.recursive(scalars | st.none(), lambda inner: st.lists(inner, max_size=2), max_leaves=4)
extras = st.dictionaries(texts.map("x_{}".format), json_values, max_size=2)
levels = st.sampled_from(LEVELS)
level_tuples = st.lists(levels, max_size=3).map(tuple)


def landmarks() -> st.SearchStrategy[Landmark]:
    return st.builds(Landmark, st.builds(ImagePoint, numbers, numbers), st.booleans(), extras)


def vertebrae(level: str) -> st.SearchStrategy[Vertebra]:
    marks = st.sampled_from(SACRAL_POINTS if level == "S1" else SIX_POINTS)
    return st.builds(Vertebra, st.just(level), st.dictionaries(marks, landmarks(), max_size=3), extras)


def bodies_by_level() -> st.SearchStrategy[dict[str, Vertebra]]:
    bodies = st.lists(levels, max_size=3, unique=True).flatmap(lambda each: st.tuples(*map(vertebrae, each)))
    return bodies.map(lambda each: {body.level: body for body in each})


def calibrations() -> st.SearchStrategy[Calibration]:
    grades = st.sampled_from([grade for grade in Grade if grade is not Grade.NONE])
    flags = st.lists(texts, max_size=2).map(tuple)
    known = st.builds(Calibration, spacings, spacings, grades, texts, spacings, flags, extras)
    unknown = st.builds(Calibration, rule=texts, aspect=spacings, flags=flags, extras=extras)
    return known | unknown


def films(film_id: str) -> st.SearchStrategy[Film]:
    return st.builds(
        Film,
        id=st.just(film_id),
        timepoint=st.sampled_from(Timepoint),
        date=texts,
        posture=st.sampled_from(Posture),
        source=st.builds(FilmSource, paths, texts, texts, texts, st.integers(1, 99), extras),
        rows=st.integers(0, 9999),
        columns=st.integers(0, 9999),
        calibration=calibrations(),
        vertebrae=bodies_by_level(),
        excluded_references=level_tuples,
        outcomes=st.dictionaries(texts, json_values, max_size=2),
        notes=texts,
        anterior=st.sampled_from([None, *Side]),
        extras=extras,
    )


def procedures() -> st.SearchStrategy[Procedure]:
    technique = st.none() | st.sampled_from(Technique)
    return st.builds(Procedure, technique, level_tuples, texts, st.none() | numbers, texts, texts, extras)


def facts() -> st.SearchStrategy[dict[str, Fact]]:
    return st.dictionaries(texts, st.builds(Fact, scalars, texts, texts, texts, extras), max_size=3)


def overrides() -> st.SearchStrategy[dict[str, Any]]:
    by_level = st.dictionaries(st.sampled_from(BODIES), st.dictionaries(texts, json_values, max_size=2), max_size=2)
    return st.dictionaries(texts, by_level, max_size=2)


def studies() -> st.SearchStrategy[Study]:
    ids = st.lists(st.text(min_size=1, max_size=5), max_size=3, unique=True)
    return st.builds(
        Study,
        id=texts,
        label=texts,
        reader=texts,
        patient=st.builds(Patient, texts, texts, texts, texts, extras),
        films=ids.flatmap(lambda each: st.tuples(*map(films, each))),
        fractures=st.lists(st.builds(Fracture, levels, texts, extras), max_size=2).map(tuple),
        excluded_references=level_tuples,
        angles=st.lists(st.tuples(levels, levels), max_size=2).map(tuple),
        levels_counted_from=st.sampled_from(CountedFrom),
        levels_note=texts,
        procedure=procedures(),
        height_reference=st.sampled_from(HeightReference),
        landmark_sd_mm=spacings,
        landmark_sd_source=texts,
        facts=facts(),
        level_facts=st.dictionaries(levels, facts(), max_size=2),
        overrides=overrides(),
        extras=extras,
    )
