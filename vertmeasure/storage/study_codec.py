"""A whole study to and from the JSON object of a study file, version 1."""

from collections.abc import Mapping
from typing import Any

from vertmeasure.core.errors import StudyError, StudyFileError
from vertmeasure.core.study import (
    CountedFrom,
    Fact,
    Fracture,
    HeightReference,
    Patient,
    Procedure,
    Study,
    Technique,
)
from vertmeasure.storage.film_codec import decode_films, encode_film
from vertmeasure.storage.layout import Layout
from vertmeasure.storage.migrations import FORMAT, VERSION
from vertmeasure.storage.schema_check import REMEDY, check_study


def encode(study: Study) -> dict[str, Any]:
    """The JSON object of a study; it shares nothing with the study, and `decode` gives the study back."""
    return {"format": FORMAT, "version": VERSION, **_STUDY.encode(study)}


def decode(document: Mapping[str, Any]) -> Study:
    """The study of a JSON object of version 1; StudyFileError naming the place where it breaks the schema."""
    check_study(document)
    known = {key: value for key, value in document.items() if key not in ("format", "version")}
    try:
        return _STUDY.decode(known)
    except StudyError as error:
        raise StudyFileError(f"This study file contradicts itself: {error.message}", error.remedy or REMEDY) from error


def _decode_fractures(documents: list[str | Mapping[str, Any]]) -> tuple[Fracture, ...]:
    objects = ({"level": each} if isinstance(each, str) else each for each in documents)
    return tuple(map(_FRACTURE.decode, objects))


def _encode_fractures(fractures: tuple[Fracture, ...]) -> list[str | dict[str, Any]]:
    return [
        _FRACTURE.encode(fracture) if fracture.since or fracture.extras else fracture.level for fracture in fractures
    ]


def _decode_facts(document: Mapping[str, Any]) -> dict[str, Fact]:
    """Facts by name; one that is null is not known, which is the same as absent."""
    objects = {name: fact if isinstance(fact, Mapping) else {"value": fact} for name, fact in document.items()}
    return {name: _FACT.decode(fact) for name, fact in objects.items() if fact["value"] is not None}


def _encode_facts(facts: Mapping[str, Fact]) -> dict[str, Any]:
    return {name: _FACT.encode(fact) for name, fact in facts.items()}


def _decode_level_facts(document: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Fact]]:
    return {level: _decode_facts(facts) for level, facts in document.items()}


def _encode_level_facts(level_facts: Mapping[str, Mapping[str, Fact]]) -> dict[str, Any]:
    return {level: _encode_facts(facts) for level, facts in level_facts.items()}


def _decode_angles(pairs: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((upper, lower) for upper, lower in pairs)


_PATIENT = Layout(Patient)

_FRACTURE = Layout(Fracture, keys={"since": "from"}, left_out_when_empty=frozenset({"since"}))

_FACT = Layout(Fact, keys={"source": "from"}, left_out_when_empty=frozenset({"by", "at", "source"}))

_PROCEDURE = Layout(
    Procedure,
    reads={"technique": Technique, "levels": tuple, "cement_ml": float},
    left_out_when_empty=frozenset({"technique", "cement_ml"}),
)

_STUDY = Layout(
    Study,
    reads={
        "patient": _PATIENT.decode,
        "films": decode_films,
        "fractures": _decode_fractures,
        "excluded_references": tuple,
        "angles": _decode_angles,
        "levels_counted_from": CountedFrom,
        "procedure": _PROCEDURE.decode,
        "height_reference": HeightReference,
        "landmark_sd_mm": float,
        "facts": _decode_facts,
        "level_facts": _decode_level_facts,
    },
    left_out_when_empty=frozenset({"landmark_sd_source"}),
    writes={
        "patient": _PATIENT.encode,
        "films": lambda films: [encode_film(film) for film in films],
        "fractures": _encode_fractures,
        "procedure": _PROCEDURE.encode,
        "facts": _encode_facts,
        "level_facts": _encode_level_facts,
    },
)
