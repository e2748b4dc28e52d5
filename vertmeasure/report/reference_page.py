"""The reference page: every word of the program with its sentence, formula, unit, reference and publications."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from vertmeasure.core.dictionary import INTERVAL_WORDS, UNIT_NAMES
from vertmeasure.core.explanations import Explanation
from vertmeasure.report.wording import Line

TITLE = "Reference"
_LANDMARKS = (
    "Landmarks of a body: SP, SM, SA (superior: posterior, middle, anterior) and IA, IM, IP (inferior). Ha, Hm, Hp are "
    "the anterior, middle and posterior height, |SA-IA| the distance of two points. K(u, v) is the signed angle from "
    "the upper line u to the lower line v: kyphosis is positive, lordosis negative."
)
OPENING = (
    "What every number, flag, status, verdict and fact of vertmeasure means.",
    _LANDMARKS,
    f"Intervals: {INTERVAL_WORDS}.",
)

_SECTIONS = {
    "measurement": "Measurements and changes",
    "figure of agreement": "Agreement of readings",
    "status": "Statuses: why there is no number",
    "flag": "Flags: what to know about a number",
    "notice": "Notices: what to look at again",
    "verdict": "Verdicts of a criteria set",
    "outcome of a rule": "Outcomes of a rule",
    "kind of rule": "Kinds of rules",
    "calibration grade": "Calibration: how a spacing is known",
    "calibration flag": "Calibration: flags",
    "state of a level or film": "States of a level or film",
    "fact": "Facts a clinician enters",
    "input of a rule": "Other inputs of rules",
    "score": "Scores",
    "criteria set": "Criteria sets",
}
_CODE = ("Formula",)


def details(told: Explanation) -> tuple[Line, ...]:
    """What stands below the sentence: formula, unit, reference, source and publications, where there are any."""
    unit = UNIT_NAMES.get(told.unit, told.unit) if told.source else told.unit
    lines = (
        Line("Formula", told.formula),
        Line("Unit", unit),
        Line("Reference", told.reference),
        Line("Source", told.source),
        Line("Published", told.citation),
    )
    return tuple(line for line in lines if line.value)


def sections(told: Sequence[Explanation]) -> Iterator[tuple[str, tuple[Explanation, ...]]]:
    """The page cut by kind: headings with what stands below them."""
    for kind, part in groupby(told, lambda each: each.kind):
        yield _SECTIONS[kind], tuple(part)


def reference_markdown(told: Sequence[Explanation]) -> str:
    """The whole page in Markdown."""
    parts = [f"# {TITLE}", *map(_plain, OPENING)]
    for heading, part in sections(told):
        parts += [f"## {heading}", *map(markdown, part)]
    return "\n\n".join(parts) + "\n"


def markdown(told: Explanation) -> str:
    """One word in Markdown."""
    lines = (f"- {line.label}: {_value(line)}" for line in details(told))
    return "\n".join([f"### `{told.id}` {_plain(told.label)}", _plain(told.words), *lines])


def _value(line: Line) -> str:
    return f"`{line.value}`" if line.label in _CODE else _plain(line.value)


def _plain(text: str) -> str:
    """Text that Markdown shows as it stands."""
    return escape(" ".join(text.split()), quote=False)


def reference_html(told: Sequence[Explanation], opening: bool = True) -> str:
    """The page for a text view; whatever a file has put into a word is shown as it stands."""
    parts = [f"<p>{escape(each)}</p>" for each in OPENING] if opening else []
    for heading, part in sections(told):
        parts += [f"<h2>{escape(heading)}</h2>", *map(_html, part)]
    return "".join(parts)


def _html(told: Explanation) -> str:
    lines = "".join(f"<br>{escape(line.label)}: {escape(line.value)}" for line in details(told))
    return f"<h4>{escape(told.label)} <code>{escape(told.id)}</code></h4><p>{escape(told.words)}{lines}</p>"


def explanation_json(told: Explanation) -> dict[str, str]:
    """One word as an object; empty where something does not apply."""
    return {
        "id": told.id,
        "kind": told.kind,
        "label": told.label,
        "explanation": told.words,
        "formula": told.formula,
        "unit": told.unit,
        "reference": told.reference,
        "source": told.source,
        "citation": told.citation,
    }
