"""Makes the study's film out of an opened one."""

from vertmeasure.core.study import Film, FilmSource, Side, Timepoint
from vertmeasure.dicom.film import FilmHeader, OpenedFilm


def film_from(opened: OpenedFilm, film_id: str, timepoint: Timepoint, path: str = "") -> Film:
    """A film for a study: what was opened, nothing placed on it, posture unknown.

    Parameters
    ----------
    path : str
        How the study names the file; empty means the path it was opened from.
    """
    header = opened.header
    source = FilmSource(
        path=path or header.path.as_posix(),
        sop_instance_uid=header.sop_instance_uid,
        sha256=header.sha256,
        pixels_sha256=opened.pixels.sha256,
        frame=opened.frame,
    )
    return Film(
        id=film_id,
        timepoint=timepoint,
        date=header.study_date,
        source=source,
        rows=header.rows,
        columns=header.columns,
        calibration=header.calibration,
        anterior=said_side(header),
    )


def said_side(header: FilmHeader) -> Side | None:
    """The anterior side of the stored image, as far as the header tells it."""
    return None if header.anterior == "unknown" else Side(header.anterior)
