"""Bodies that lost height between films though nobody marked them: suspected new fractures.

Each body is compared with itself on an earlier film, brought to one scale by the other intact bodies
alone. The body itself is left out of the scale, or its own loss would hide in it.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

from vertmeasure.core.anatomy import BODIES, Column
from vertmeasure.core.notices import Loss, Notice
from vertmeasure.core.plane import FilmPlane
from vertmeasure.core.readings import percent_lost
from vertmeasure.core.reference import intact_bodies, scales_by_body
from vertmeasure.core.study import Film, Study
from vertmeasure.core.uncertainty import Estimate, Lack, derive, interval_of, mean

NOTABLE_LOSS_PERCENT = 15.0
"""From this loss on a notice is given. Our own number: no source gives one for one body over two films."""

NEW_FRACTURE_SENTENCE = (
    "An untreated body that is not marked as fractured lost height between two films by more than its 95 % interval "
    f"and by at least {NOTABLE_LOSS_PERCENT:g} %, which is our own number; magnification is cancelled by the other "
    "intact bodies."
)


def new_fracture_notices(study: Study, planes: Sequence[FilmPlane]) -> Iterator[Notice]:
    """One notice for each suspected body, from head to foot; `planes` are the films in order.

    Named is the first film that shows the loss, against the nearest earlier film that it shows it against.
    """
    scales = _scales(study, planes)
    for level in BODIES:
        if level not in study.procedure.levels:
            yield from _first_loss(study, planes, (level, scales))


Scales = Callable[[int, int], Mapping[str, float]]


def _scales(study: Study, planes: Sequence[FilmPlane]) -> Scales:
    """What the common bodies of two films say of their scale, without errors, worked out when a body first asks."""
    intact = [intact_bodies(study, plane.film) for plane in planes]
    walls = [_wall_sums(plane) for plane in planes]
    known: dict[tuple[int, int], dict[str, float]] = {}

    def of(earlier: int, later: int) -> dict[str, float]:
        if (earlier, later) not in known:
            common = intact[earlier] & intact[later] & walls[earlier].keys() & walls[later].keys()
            known[earlier, later] = {level: walls[earlier][level] / walls[later][level] for level in sorted(common)}
        return known[earlier, later]

    return of


def _wall_sums(plane: FilmPlane) -> dict[str, float]:
    """Ha + Hp of the bodies where both could be read."""
    pairs = {
        level: [plane.height(level, each) for each in (Column.ANTERIOR, Column.POSTERIOR)] for level in plane.bodies
    }
    return {
        level: sum(height.value for height in heights if isinstance(height, Estimate))
        for level, heights in pairs.items()
        if not any(isinstance(height, Lack) for height in heights)
    }


def _first_loss(study: Study, planes: Sequence[FilmPlane], asked: tuple[str, Scales]) -> Iterator[Notice]:
    level, scales = asked
    for later, after in enumerate(planes):
        if level in study.fractured_on(after.film):
            return
        for earlier in reversed(range(later)):
            others = [scale for body, scale in scales(earlier, later).items() if body != level]
            found = _largest_loss(study, (planes[earlier], after), (level, others)) if others else None
            if found is not None:
                yield _notice(level, (planes[earlier].film, after.film), found)
                return


def _largest_loss(
    study: Study, films: tuple[FilmPlane, FilmPlane], asked: tuple[str, Sequence[float]]
) -> tuple[Column, Estimate] | None:
    """The height that lost most, beyond its interval and our threshold; None where none did."""
    level, others = asked
    # Few bodies lose anything: errors are worked out for those alone.
    k_value = sum(others) / len(others)
    suspected = [column for column in Column if _is_shorter(films, (level, column), k_value)]
    if not suspected:
        return None
    k = mean([scale for body, scale in scales_by_body(study, *films).items() if body != level])
    losses = ((column, _loss_percent(films, (level, column), k)) for column in suspected)
    notable = [(column, loss) for column, loss in losses if loss is not None and _is_notable(loss)]
    return max(notable, key=lambda pair: pair[1].value, default=None)


def _is_shorter(films: tuple[FilmPlane, FilmPlane], where: tuple[str, Column], k_value: float) -> bool:
    earlier, later = (film.height(*where) for film in films)
    if isinstance(earlier, Lack) or isinstance(later, Lack):
        return False
    return later.value * k_value <= (1 - NOTABLE_LOSS_PERCENT / 100) * earlier.value * (1 + 1e-9)


def _loss_percent(films: tuple[FilmPlane, FilmPlane], where: tuple[str, Column], k: Estimate) -> Estimate | None:
    """100 * (1 - k * later / earlier); None where a height is missing."""
    earlier, later = (film.height(*where) for film in films)
    loss = derive(lambda e, l: percent_lost(l * k, e), earlier, later)  # noqa: E741
    return None if isinstance(loss, Lack) else loss


def _is_notable(loss: Estimate) -> bool:
    return math.isfinite(loss.sd) and loss.value >= NOTABLE_LOSS_PERCENT and interval_of(loss.value, loss.sd)[0] > 0


def _notice(level: str, films: tuple[Film, Film], found: tuple[Column, Estimate]) -> Notice:
    column, loss = found
    earlier, later = films
    text = f"{level} lost {column} height from {earlier.id} to {later.id}: a new fracture?"
    return Notice(later.id, level, text, Loss(loss.value, interval_of(loss.value, loss.sd)))
