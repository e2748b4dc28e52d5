"""What stands above and below a level table: the reference bodies, postures, and how pairs of films were scaled."""

from collections.abc import Iterator, Sequence

from vertmeasure.core.anatomy import Column
from vertmeasure.core.assess import Assessment
from vertmeasure.core.measurement import Change, Flag, Measurement
from vertmeasure.core.study import HeightReference, Posture, Study
from vertmeasure.report.numbers import half_width, number
from vertmeasure.report.wording import POSTURE_WORDS

_SHORT_WORDS = {
    Flag.ONE_SIDED: "one side only",
    Flag.DISTANT: "more than one level away",
    Flag.NOT_NORMALISED: "magnification not cancelled",
}


def level_heading(assessment: Assessment, level: str, films: Sequence[str]) -> str:
    """The level with what it is compared with: "L1, against the mean of T12 and L2".

    Films that differ in this are told apart by their ids.
    """
    by_film = {film: _reference_words(assessment, level, film) for film in films}
    known = {film: words for film, words in by_film.items() if words}
    if not known:
        return f"{level}, no intact body to compare with"
    if len(set(known.values())) == 1:
        return f"{level}, against {next(iter(known.values()))}"
    return f"{level}, against {'; '.join(f'{words} ({film})' for film, words in known.items())}"


def _reference_words(assessment: Assessment, level: str, film: str) -> str:
    """The bodies the largest loss was read against; else those of the first height that has any."""
    ids = ("loss_adjacent_max", *(f"reference_{column}" for column in Column))
    found = (assessment.measurement(film, level, each) for each in ids)
    measurement = next((each for each in found if each and each.reference), None)
    if measurement is None:
        return ""
    if assessment.study.height_reference is HeightReference.PRIOR_FILM:
        return f"{' and '.join(measurement.reference)} on the first baseline film"
    return _words(measurement)


def _words(measurement: Measurement) -> str:
    bodies = " and ".join(measurement.reference)
    told = ", ".join(words for flag, words in _SHORT_WORDS.items() if flag in measurement.flags)
    mean = "the mean of " if len(measurement.reference) > 1 else ""
    return f"{mean}{bodies} ({told})" if told else f"{mean}{bodies}"


def posture_cautions(study: Study, pairs: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """One sentence for each pair whose postures are not known to be the same."""
    return tuple(filter(None, (posture_caution(study, pair) for pair in pairs)))


def posture_caution(study: Study, pair: tuple[str, str]) -> str:
    """Why the changes of a pair are not coloured; empty where both postures are known and the same."""
    postures = [film.posture for film_id in pair for film in study.films if film.id == film_id]
    if len(postures) < len(pair):
        return ""
    if Posture.UNKNOWN in postures:
        return f"Posture not known: {pair[0]} and {pair[1]} may not be comparable."
    earlier, later = (POSTURE_WORDS[posture] for posture in postures)
    return "" if earlier == later else f"Posture differs: {pair[0]} {earlier}, {pair[1]} {later}."


def scale_notes(assessment: Assessment, pairs: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """One sentence for each pair whose lengths were brought to one scale."""
    return tuple(note for pair in pairs for note in _scale_note(assessment.change(pair, "", "scale_k")))


def _scale_note(change: Change | None) -> Iterator[str]:
    if change is None or change.number is None:
        return
    if Flag.NOT_NORMALISED in change.flags:
        yield f"{change.later} and {change.earlier} have no intact body in common: magnification is not cancelled."
        return
    error = f" {half_width(change.interval, change.unit)}" if change.interval else ""
    scale = f"{number(change.number, change.unit)}{error}"
    yield f"Heights of {change.later} are scaled by {scale} to {change.earlier}, after their intact bodies."
