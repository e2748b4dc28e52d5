"""Studies for the tests of what is told: the golden body before and after, with all that could go wrong in words."""

from dataclasses import replace
from typing import Any

from tests.studies import GOLDEN_SHAPES, film_of, stacked, study_of
from vertmeasure.core.assess import Assessment, assess
from vertmeasure.core.study import (
    Fact,
    FilmSource,
    Patient,
    Posture,
    Procedure,
    Study,
    Technique,
    Timepoint,
)
from vertmeasure.storage.rule_files import load_shipped

SECRET = "Doe"
"""A word that no de-identified output may hold."""


def followed_up(post_mm: float = 26.0, later_mm: float = 24.0, **fields: Any) -> Study:
    """T12 to L2 before, after and later; L1 is raised to one anterior height and sinks to another."""
    films = [
        film_of(
            stacked({**GOLDEN_SHAPES, "L1": replace(GOLDEN_SHAPES["L1"], anterior_mm=height)}),
            id=timepoint,
            timepoint=timepoint,
            posture=Posture.STANDING,
        )
        for timepoint, height in ((Timepoint.PRE, 18.0), (Timepoint.POST, post_mm), (Timepoint.FOLLOW_UP, later_mm))
    ]
    return study_of(*films, **{"id": "followed-up", **fields})


def with_postures(study: Study, *postures: Posture) -> Study:
    """The study with the films in these postures."""
    pairs = zip(study.films, postures, strict=True)
    return replace(study, films=tuple(replace(film, posture=posture) for film, posture in pairs))


def assessed(study: Study) -> Assessment:
    """The assessment by the sets that come with the program."""
    return assess(study, load_shipped())


def telling(study: Study | None = None) -> Study:
    """A study in which every free text names the patient."""
    study = study or followed_up()
    films = tuple(
        replace(
            film,
            id=f"{SECRET}-{film.id}",
            date="1999-01-02",
            notes=SECRET,
            source=FilmSource(f"{SECRET}/{film.id}.dcm", f"1.2.{SECRET}", f"{SECRET}{film.id}", SECRET),
            calibration=replace(film.calibration, rule=SECRET, flags=("conflict", SECRET)),
            outcomes={"pain_nrs": 8, SECRET: SECRET},
            extras={SECRET: SECRET},
        )
        for film in study.films
    )
    facts = {
        "pain_nrs": Fact(8, by=SECRET, at="1999-01-02T00:00:00Z", source=SECRET, extras={SECRET: SECRET}),
        "infection": Fact(SECRET),
        SECRET: Fact(SECRET),
    }
    return replace(
        study,
        id=SECRET,
        label=SECRET,
        reader=SECRET,
        levels_note=SECRET,
        patient=Patient(SECRET, SECRET, "1931-05-06", SECRET, {SECRET: SECRET}),
        films=films,
        procedure=Procedure(Technique.SPINEJACK, ("L1",), "1999-01-03", 4.5, SECRET, SECRET, {SECRET: SECRET}),
        facts=facts,
        level_facts={"L1": {"ao_type": Fact("A1", by=SECRET)}},
        overrides={f"{SECRET}-pre": {"L1": {"genant_grade": 3, "deformity": SECRET, SECRET: SECRET}}},
        extras={SECRET: SECRET},
    )
