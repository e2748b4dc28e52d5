"""What should be looked at again, in words with rounded figures."""

from collections.abc import Sequence

from vertmeasure.core.notices import Notice
from vertmeasure.report.numbers import interval_words, with_unit


def notice_words(notices: Sequence[Notice]) -> tuple[str, ...]:
    """One sentence a notice, each once."""
    return tuple(dict.fromkeys(map(_words, notices)))


def _words(notice: Notice) -> str:
    if notice.loss is None:
        return notice.text
    loss, interval = notice.loss.percent, notice.loss.interval
    return f"{notice.text} Loss {with_unit(loss, '%')} ({interval_words(interval, '%')})."
