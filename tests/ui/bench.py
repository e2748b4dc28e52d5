"""A desk without Qt, for gestures."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from vertmeasure.core.session import Session
from vertmeasure.core.study import Film, Study

PLAIN_FILM = Film("pre", rows=400, columns=300)


@dataclass(frozen=True)
class Look:
    level: str = "L1"
    six_points: bool = False


class Bench:
    """A desk without Qt."""

    def __init__(self, film: Film = PLAIN_FILM, level: str = "L1") -> None:
        self.session = Session(Study(films=(film,)))
        self.look = Look(level)

    @property
    def study(self) -> Study:
        return self.session.study

    def apply(self, label: str, edit: Callable[[Study], Study]) -> bool:
        self.session.apply(label, edit(self.session.committed))
        return True

    def preview(self, edit: Callable[[Study], Study]) -> bool:
        self.session.preview(edit(self.session.committed))
        return True

    def commit_preview(self, label: str) -> None:
        self.session.commit(label)

    def cancel_preview(self) -> None:
        self.session.cancel()

    def look_at(self, **changes: object) -> None:
        self.look = replace(self.look, **changes)  # type: ignore[arg-type]
