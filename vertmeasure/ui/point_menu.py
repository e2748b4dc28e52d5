"""What a right click on a point offers."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu

from vertmeasure.core import edits
from vertmeasure.core.anatomy import MARK_WORDS, above, below
from vertmeasure.core.study import Study
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.tools import Where


def fill_point_menu(menu: QMenu, desk: Desk, where: Where) -> None:
    """Fill a menu with the edits of a point (film, level, mark) and of its body."""
    film_id, level, mark = where
    study = desk.study
    fractured = level in {fracture.level for fracture in study.fractures}
    excluded = level in study.excluded_references
    words = f"{level} {MARK_WORDS[mark]}"

    def offer(text: str, edit: Callable[[Study], Study]) -> None:
        menu.addAction(text, lambda: desk.apply(text, edit))

    offer(f"Remove {words}", lambda study: edits.remove_landmark(study, where))
    offer(f"Remove all points of {level}", lambda study: edits.remove_body(study, film_id, level))
    offer(f"Accept the proposed points of {level}", lambda study: edits.accept_body(study, film_id, level))
    menu.addSeparator()
    for to in (above(level), below(level)):
        if to is not None and "S1" not in (level, to):
            offer(f"Relabel {level} as {to}", lambda study, to=to: edits.relabel_body(study, film_id, level, to))  # type: ignore[misc]
    menu.addSeparator()
    if level != "S1":
        verb = "Unmark" if fractured else "Mark"
        offer(f"{verb} {level} as fractured", lambda study: edits.set_fractured(study, level, not fractured))
        verb = "Let" if excluded else "Do not let"
        offer(
            f"{verb} {level} serve as reference",
            lambda study: edits.set_excluded_reference(study, level, not excluded),
        )
