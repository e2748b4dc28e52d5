"""What every word of the program means: numbers, flags, statuses, verdicts, grades, facts, criteria sets.

Tooltips, the reference page and `vertmeasure explain` are all made from here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from vertmeasure.core.agreement_entries import AGREEMENT_ENTRIES
from vertmeasure.core.anatomy import is_level, rank
from vertmeasure.core.dictionary import ANY_PAIR, ENTRIES, entry
from vertmeasure.core.dictionary_entry import Entry
from vertmeasure.core.errors import VertmeasureError
from vertmeasure.core.fact_table import FACTS, FactDefinition, FactScope
from vertmeasure.core.facts import expectation
from vertmeasure.core.inputs import INPUTS, InputDefinition
from vertmeasure.core.new_fracture import NEW_FRACTURE_SENTENCE
from vertmeasure.core.rules import RuleSet
from vertmeasure.core.score_table import SCORES, Band, ScoreDefinition
from vertmeasure.core.words import (
    CALIBRATION_FLAG_SENTENCES,
    FACT_CITATIONS,
    FLAG_CITATIONS,
    FLAG_SENTENCES,
    GRADE_SENTENCES,
    INPUT_SENTENCES,
    LEVEL_STATE_SENTENCES,
    OUTCOME_SENTENCES,
    RULE_KIND_SENTENCES,
    STATUS_SENTENCES,
    VERDICT_SENTENCES,
    sentence,
)

ANY_PAIR_ID = "cobb_U_L"


@dataclass(frozen=True, slots=True)
class Explanation:
    """What one word means.

    Attributes
    ----------
    id : str
        As it stands in files and on the command line.
    kind : str
        What sort of word it is; one word may be of two kinds ("borderline").
    words : str
        One sentence.
    formula, unit, reference, source, citation : str
        Empty where they do not apply; as in the measurement dictionary.
    """

    id: str
    kind: str
    label: str
    words: str
    formula: str = ""
    unit: str = ""
    reference: str = ""
    source: str = ""
    citation: str = ""


def explanations(rule_sets: Sequence[RuleSet] = ()) -> tuple[Explanation, ...]:
    """Everything there is to explain, kind by kind in the order of the reference page."""
    return (
        *(_entry("measurement", *each) for each in ENTRIES.items()),
        _entry("measurement", ANY_PAIR_ID, ANY_PAIR),
        *(_entry("figure of agreement", *each) for each in AGREEMENT_ENTRIES.items()),
        *_plain("status", STATUS_SENTENCES),
        *_plain("flag", FLAG_SENTENCES, FLAG_CITATIONS),
        *_plain("notice", {"suspected_new_fracture": NEW_FRACTURE_SENTENCE}),
        *_plain("verdict", VERDICT_SENTENCES),
        *_plain("outcome of a rule", OUTCOME_SENTENCES),
        *_plain("kind of rule", RULE_KIND_SENTENCES),
        *_plain("calibration grade", GRADE_SENTENCES),
        *_plain("calibration flag", CALIBRATION_FLAG_SENTENCES),
        *_plain("state of a level or film", LEVEL_STATE_SENTENCES),
        *map(_fact, FACTS.values()),
        *_derived_inputs(),
        *map(_score, SCORES),
        *map(_set, rule_sets),
    )


def explain(word: str, rule_sets: Sequence[RuleSet] = ()) -> tuple[Explanation, ...]:
    """All that a word stands for; VertmeasureError, naming the nearest words, for one that nobody knows."""
    known = explanations(rule_sets)
    wanted = _key(word)
    found = tuple(each for each in known if wanted in (_key(each.id), _key(each.label)))
    if found:
        return found
    pair = _picked_pair(wanted)
    if pair:
        return (_entry("measurement", pair, entry(pair)),)
    raise VertmeasureError(f"There is no {word!r} to explain.", _nearest(wanted, known))


def _key(word: str) -> str:
    """A word without what people write in different ways."""
    return word.strip().casefold().replace("-", "_").replace(" ", "_")


def _picked_pair(wanted: str) -> str:
    """The id of a Cobb angle of any two levels, the upper first; empty where the word is none."""
    name, *levels = wanted.upper().split("_")
    if name != "COBB" or len(levels) != 2 or not all(map(is_level, levels)):
        return ""
    if levels[1] == "S1" or rank(levels[0]) >= rank(levels[1]):
        return ""
    return "_".join(("cobb", *levels))


def _nearest(wanted: str, known: Iterable[Explanation]) -> str:
    by_key = {_key(each.id): each.id for each in known}
    near = get_close_matches(wanted, by_key, n=3, cutoff=0.5)
    if not near:
        return "Without a word, everything is listed."
    return f"Did you mean {' or '.join(by_key[each] for each in near)}?"


def _entry(kind: str, name: str, known: Entry) -> Explanation:
    return Explanation(
        id=name,
        kind=kind,
        label=known.label,
        words=known.explanation,
        formula=known.formula,
        unit=known.unit,
        reference=known.reference,
        source=known.source,
        citation=known.citation,
    )


def _plain(
    kind: str, sentences: Mapping[Any, str], citations: Mapping[Any, str] = MappingProxyType({})
) -> Iterator[Explanation]:
    for name, words in sentences.items():
        yield Explanation(f"{name}", kind, _label(name), words, citation=citations.get(name, ""))


def _label(name: str) -> str:
    return f"{name[:1].upper()}{name[1:]}".replace("_", " ")


def _fact(fact: FactDefinition) -> Explanation:
    return Explanation(
        fact.id, "fact", fact.label, fact_words(fact), unit=fact.unit, citation=FACT_CITATIONS.get(fact.id, "")
    )


def fact_words(fact: FactDefinition) -> str:
    """Whom a fact is about, how it is found and what may be entered."""
    hint = f" ({fact.hint})" if fact.hint else ""
    whose = "one level" if fact.scope is FactScope.LEVEL else "the patient"
    _verb, _, legal = expectation(fact).partition(" ")
    return f"Entered by the clinician for {whose}{hint}: {legal}"


def _derived_inputs() -> Iterator[Explanation]:
    """What rules ask for beside facts and numbers of one film."""
    for each in INPUTS.values():
        if each.id not in FACTS and each.id not in ENTRIES:
            yield Explanation(each.id, "input of a rule", each.label, _input_words(each), unit=each.unit)


def _input_words(known: InputDefinition) -> str:
    return INPUT_SENTENCES.get(known.id) or sentence(known.label)


def _score(known: ScoreDefinition) -> Explanation:
    return Explanation(
        known.id,
        "score",
        known.title,
        f"Points, made for the causes {', '.join(known.meant_for)}; reference only. {sentence(known.note)}".strip(),
        formula="; ".join(f"{item.label} ({item.scale})" for item in known.items),
        unit="points",
        reference="; ".join(map(_band_words, known.bands)),
        citation=known.source,
    )


def _band_words(band: Band) -> str:
    if band.is_open_below or band.is_open_above:
        return f"{band.words} {f'up to {band.high}' if band.is_open_below else f'from {band.low}'}"
    return f"{band.words} {band.low}" if band.low == band.high else f"{band.words} {band.low} to {band.high}"


def _set(known: RuleSet) -> Explanation:
    read = "its source text was read" if known.verified else "its source text was not read: not verified"
    scope = ", ".join(filter(None, (known.jurisdiction, known.date)))
    words = f"{len(known.rules)} rules{f' ({scope})' if scope else ''}; {read}."
    label = f"{known.title} {known.version}"
    return Explanation(known.name, "criteria set", label, words, citation=known.source)
