"""How the numbers of a report were made: formulas, references, error and versions, in sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vertmeasure.core.assess import Assessment
from vertmeasure.core.criteria import CriteriaResult
from vertmeasure.core.dictionary import INTERVAL_WORDS, entry
from vertmeasure.core.study import Film, Study
from vertmeasure.core.uncertainty import COVERAGE
from vertmeasure.report.numbers import as_entered, with_sign
from vertmeasure.report.wording import REFERENCE_WORDS, short_hash

DISCLAIMER = (
    "This report supports and does not replace clinical judgement. The program is not a medical device. "
    "A verdict says whether a fracture fits the criteria of a set, never what should be done."
)


@dataclass(frozen=True, slots=True)
class Formula:
    """A number of this report: its id, its name, how it was made and where the formula comes from."""

    id: str
    label: str
    formula: str
    source: str


def formulas(assessment: Assessment) -> tuple[Formula, ...]:
    """The formula of every number of an assessment, each once, measurements first."""
    results = (*assessment.measurements, *assessment.changes)
    return tuple(map(_formula, dict.fromkeys(each.id for each in results)))


def _formula(measurement_id: str) -> Formula:
    words = entry(measurement_id)
    return Formula(measurement_id, words.label, words.formula, words.source)


def method_paragraphs(assessment: Assessment, software: str) -> tuple[str, ...]:
    """What a reader must know to make the same numbers again; one paragraph each."""
    study = assessment.study
    error = f"{with_sign(as_entered(study.landmark_sd_mm), 'mm')} ({_source_words(study)})"
    return (
        (
            f"Reference height: {REFERENCE_WORDS[study.height_reference]}. Intact bodies are neither fractured at the "
            f"time of the film, nor treated, nor excluded.{_excluded_words(assessment)}"
        ),
        "Angles run from the upper to the lower line named beside them; kyphosis is positive, lordosis negative.",
        (
            "Lengths of two films are compared after the intact bodies common to both were brought to one scale; "
            "a loss is read against the neighbours on its own film."
        ),
        (
            f"Intervals: {INTERVAL_WORDS}. Each coordinate of each point errs with a standard deviation of {error}, "
            "carried through the whole formula, reference and scale included; "
            f"{COVERAGE} standard deviations either side."
        ),
        f"Software: {software}. {_set_words(assessment.criteria)}",
        *_image_words(study.films_in_order),
    )


def _source_words(study: Study) -> str:
    """Where the error of a landmark comes from."""
    is_default = study.landmark_sd_mm == Study().landmark_sd_mm
    return study.landmark_sd_source or ("the program's default" if is_default else "entered by the reader")


def _excluded_words(assessment: Assessment) -> str:
    study = assessment.study
    parts = [", ".join(study.excluded_references)] if study.excluded_references else []
    parts += [f"{', '.join(film.excluded_references)} on {film.id}" for film in study.films if film.excluded_references]
    return f" Excluded by the reader: {'; '.join(parts)}." if parts else ""


def _set_words(results: Sequence[CriteriaResult]) -> str:
    sets = dict.fromkeys(f"{each.title} {each.version} ({each.set}, {short_hash(each.hash)})" for each in results)
    return f"Criteria sets: {'; '.join(sets)}." if sets else "No criteria set was applied."


def _image_words(films: Sequence[Film]) -> Iterator[str]:
    hashes = [f"{film.id} {film.source.sha256}" for film in films if film.source.sha256]
    if hashes:
        yield f"SHA-256 of the image files: {'; '.join(hashes)}."
