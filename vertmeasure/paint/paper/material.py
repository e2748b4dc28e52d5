"""What the pages are made from."""

from collections.abc import Mapping
from dataclasses import dataclass

from vertmeasure.core.assess import Assessment
from vertmeasure.dicom.film import OpenedFilm
from vertmeasure.report.content import ReportContent
from vertmeasure.report.study_lines import FilmLine


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """A report in words, the assessment it tells of, and the films that are open, by id."""

    assessment: Assessment
    content: ReportContent
    pictures: Mapping[str, OpenedFilm]

    def film_line(self, film_id: str) -> FilmLine:
        """What the report says of a film."""
        return next(each for each in self.content.films if each.id == film_id)

    def film_heading(self, film_id: str) -> str:
        """How a film is called in the report: its place in the comparison, else its time point, with its id beside."""
        compared = self.content.comparison
        headings = dict(zip(compared.films, compared.film_headings, strict=True))
        words = headings.get(film_id, self.film_line(film_id).timepoint)
        return words if _is_same(words, film_id) else f"{words} ({film_id})"


def _is_same(words: str, film_id: str) -> bool:
    return words.casefold().replace("-", "_").replace(" ", "_") == film_id.casefold()
