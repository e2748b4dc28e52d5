"""Scores as JSON, beside the verdicts: every item with its points and inputs, and the authors' cut-offs."""

from collections.abc import Mapping
from typing import Any

from vertmeasure.core.score_table import Band
from vertmeasure.core.scores import Score, ScoredItem


def score_json(score: Score) -> dict[str, Any]:
    """One score; `total` is null while items are open, `low` and `high` then say what it can be."""
    definition = score.definition
    return {
        "id": definition.id,
        "level": score.level,
        "film": score.film,
        "total": score.total,
        "low": score.low,
        "high": score.high,
        "entered": score.entered.value if score.entered.is_known else None,
        "bands": [band.words for band in score.bands],
        "made_for_cause": score.concerns,
        "missing": list(score.missing),
        "items": [_item_json(each) for each in score.items],
        "cut_offs": [_band_json(band) for band in definition.bands],
        "note": f"Reference only. {definition.note}",
        "source": definition.source,
    }


def _item_json(scored: ScoredItem) -> Mapping[str, Any]:
    points = scored.points
    return {
        "id": scored.item.id,
        "label": scored.item.label,
        "points": points.low if points.low == points.high else None,
        "low": points.low,
        "high": points.high,
        "scale": scored.item.scale,
        "inputs": {name: known.value for name, known in scored.known},
        "missing": list(points.missing),
    }


def _band_json(band: Band) -> Mapping[str, Any]:
    return {
        "from": None if band.is_open_below else band.low,
        "to": None if band.is_open_above else band.high,
        "words": band.words,
    }
