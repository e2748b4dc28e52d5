"""A desk with the golden study laid out: L2 wedged, before and after."""

from collections.abc import Sequence

from tests.conftest import shared
from vertmeasure.core.rules import RuleSet
from vertmeasure.dicom.reading import open_film
from vertmeasure.storage.rule_files import DEFAULT_SET, load_shipped
from vertmeasure.storage.settings import Settings
from vertmeasure.storage.study_file import read_study
from vertmeasure.ui.desk import Desk


def golden_desk(default_set: str = DEFAULT_SET, rule_sets: Sequence[RuleSet] = ()) -> Desk:
    """The golden study, its pre and post films on view, no image opened."""
    path = shared("golden", "ts_lumbar.vert.json")
    desk = Desk(Settings(default_set=default_set), rule_sets or load_shipped())
    desk.lay_out(read_study(path), path)
    return desk


def empty_desk() -> Desk:
    """A new study without films."""
    return Desk(Settings(), load_shipped())


def open_on(desk: Desk, film_id: str) -> None:
    """Open the image of one film."""
    film = desk.study.film(film_id)
    desk.put_image(film, open_film(shared("golden", film.source.path)))
