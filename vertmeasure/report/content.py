"""Everything a report says, in order and in words: the one content that pages and previews are made from."""

from dataclasses import dataclass

from vertmeasure.core.assess import Assessment
from vertmeasure.core.rules import RuleSet
from vertmeasure.core.study import Film
from vertmeasure.report.comparison import Comparison, comparison
from vertmeasure.report.film_tables import FilmTable, film_angles_table, other_levels_table
from vertmeasure.report.json_writer import SOFTWARE
from vertmeasure.report.matrix import LevelMatrix, level_matrices
from vertmeasure.report.method import DISCLAIMER, Formula, formulas, method_paragraphs
from vertmeasure.report.notices import notice_words
from vertmeasure.report.profiles import ProfileLine, claim_lines, implant_hint, profile_lines, profile_set
from vertmeasure.report.scores import ScoreBlock, score_blocks
from vertmeasure.report.study_lines import (
    FactLine,
    FilmLine,
    counted_words,
    fact_lines,
    film_line,
    patient_lines,
    procedure_lines,
)
from vertmeasure.report.tables import LevelTable, level_table
from vertmeasure.report.verdicts import (
    VerdictBlock,
    other_contraindication_words,
    own_contraindication_words,
    verdict_block,
)
from vertmeasure.report.wording import Line

TITLE = "Vertebral measurements"
DEIDENTIFIED = "De-identified: name, dates, reader and the origin of the films are left out."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContext:
    """What a report needs beside the assessment.

    Attributes
    ----------
    created : str
        ISO time of the report.
    reader : str
        Initials, where the study names none.
    film_warnings : tuple[str, ...]
        What was found about the image files, one sentence each.
    rule_sets : tuple[RuleSet, ...]
        The sets the assessment was judged by; they carry the technique profiles.
    chosen_set : str
        Name of the set that leads; empty for the first.
    deidentified : bool
        The study was de-identified; reader and time are then left out, and the report says so.
    """

    created: str = ""
    software: str = SOFTWARE
    reader: str = ""
    film_warnings: tuple[str, ...] = ()
    rule_sets: tuple[RuleSet, ...] = ()
    chosen_set: str = ""
    deidentified: bool = False

    @property
    def leading_set(self) -> RuleSet | None:
        """The chosen set, else the first."""
        chosen = (each for each in self.rule_sets if each.name == self.chosen_set)
        return next(chosen, self.rule_sets[0] if self.rule_sets else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContent:
    """Everything a report says.

    Attributes
    ----------
    draft : tuple[str, ...]
        Why the study is a draft, one sentence a film; to be said on each page; empty when it is none.
    comparison : Comparison
        The films and pairs that stand in the level tables, with their headings.
    levels : tuple[LevelTable, ...]
        One table for each fractured or treated level.
    leading_verdicts : tuple[VerdictBlock, ...]
        Of the chosen set; `other_verdicts` are those of all other sets.
    own_contraindications, other_contraindications : tuple[str, ...]
        What the chosen set and what other sets record as absolute contraindication; to be shown on top.
    matrices : tuple[LevelMatrix, ...]
        Every set and technique, one table for each judged level.
    scores : tuple[ScoreBlock, ...]
        By level.
    implant_hints : tuple[Line, ...]
        By level, what a device page says of the implant for its pedicles.
    films_in_full : tuple[FilmTable, ...]
        All bodies of each film.
    """

    title: str
    study: str
    label: str
    created: str
    software: str
    reader: str
    deidentified: str
    patient: tuple[Line, ...]
    films: tuple[FilmLine, ...]
    draft: tuple[str, ...]
    levels_counted_from: str
    comparison: Comparison
    levels: tuple[LevelTable, ...]
    own_contraindications: tuple[str, ...]
    other_contraindications: tuple[str, ...]
    leading_verdicts: tuple[VerdictBlock, ...]
    other_verdicts: tuple[VerdictBlock, ...]
    matrices: tuple[LevelMatrix, ...]
    scores: tuple[ScoreBlock, ...]
    implant_hints: tuple[Line, ...]
    profiles: tuple[ProfileLine, ...]
    claims: tuple[str, ...]
    films_in_full: tuple[FilmTable, ...]
    film_angles: FilmTable
    facts: tuple[FactLine, ...]
    procedure: tuple[Line, ...]
    notices: tuple[str, ...]
    method: tuple[str, ...]
    formulas: tuple[Formula, ...]
    disclaimer: str


def report_content(assessment: Assessment, context: ReportContext) -> ReportContent:
    """Put an assessment into words; give it the assessment of a study that was de-identified if the report shall be."""
    study, compared = assessment.study, comparison(assessment)
    films = tuple(film.id for film in study.films_in_order)
    leading = context.leading_set
    chosen = leading.name if leading else ""
    profiled = profile_set(context.rule_sets, chosen)
    verdicts = tuple(map(verdict_block, assessment.criteria))
    return ReportContent(
        title=TITLE,
        study=study.id,
        label=study.label,
        created="" if context.deidentified else context.created,
        software=context.software,
        reader="" if context.deidentified else study.reader or context.reader,
        deidentified=DEIDENTIFIED if context.deidentified else "",
        patient=patient_lines(study.patient),
        films=tuple(map(film_line, study.films_in_order)),
        draft=tuple(map(_draft_words, filter(_is_draft, study.films_in_order))),
        levels_counted_from=counted_words(study),
        comparison=compared,
        levels=tuple(level_table(assessment, level, compared.films, compared.pairs) for level in study.judged_levels),
        own_contraindications=own_contraindication_words(assessment.criteria, chosen),
        other_contraindications=other_contraindication_words(assessment.criteria, [chosen]),
        leading_verdicts=tuple(each for each in verdicts if each.set == chosen),
        other_verdicts=tuple(each for each in verdicts if each.set != chosen),
        matrices=level_matrices(assessment.criteria, chosen),
        scores=score_blocks(assessment.scores),
        implant_hints=_implant_hints(assessment),
        profiles=profile_lines(profiled),
        claims=claim_lines(profiled),
        films_in_full=tuple(other_levels_table(assessment, film) for film in films),
        film_angles=film_angles_table(assessment, films),
        facts=fact_lines(study),
        procedure=procedure_lines(study.procedure),
        notices=(*context.film_warnings, *notice_words(assessment.notices)),
        method=method_paragraphs(assessment, context.software),
        formulas=formulas(assessment),
        disclaimer=DISCLAIMER,
    )


def _implant_hints(assessment: Assessment) -> tuple[Line, ...]:
    hints = (Line(level, implant_hint(assessment.criteria, level)) for level in assessment.study.judged_levels)
    return tuple(each for each in hints if each.value)


def _is_draft(film: Film) -> bool:
    return bool(film.draft_reasons)


def _draft_words(film: Film) -> str:
    return f"Draft: {film.id}, {', '.join(film.draft_reasons)}"
