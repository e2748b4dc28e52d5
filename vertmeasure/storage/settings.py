"""What the reader has chosen once for all studies."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from vertmeasure.core.calibration import is_spacing
from vertmeasure.core.errors import StudyFileError
from vertmeasure.core.frozen import frozen, nothing
from vertmeasure.storage.json_file import is_finite, read_json, write_json
from vertmeasure.storage.places import settings_folder
from vertmeasure.storage.safe_file import make_folder, refusal

PALETTES = ("dark", "light")
MOST_RECENT = 10


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices of a reader; the defaults are those of the first start.

    Attributes
    ----------
    reader : str
        Initials, printed on reports.
    landmark_sd_mm : float
        Standard deviation of one coordinate of one placed point, in mm, for new studies.
    default_set : str
        Name of the criteria set that is shown first.
    palette : str
        `dark` or `light`.
    font_percent : int
        Size of the type in percent of the system's, 50 to 300.
    recent : tuple[str, ...]
        Absolute paths of the studies opened last, the latest first.
    landmark_sd_source : str
        How `landmark_sd_mm` is known; empty for the first choice.
    keys : Mapping[str, str]
        Keys of the reader's own by action id, as text such as `Ctrl+R`; an empty text is no key at all.
    snap : bool
        Whether a released point moves to the edge of the bone.
    propose : bool
        Whether the last body that a reading needs is proposed without being asked for.
    six_points : bool
        Whether the middle points are placed by hand from the start.
    films_folder, report_folder : str
        Absolute paths: where films were opened last, and where reports go; empty for where the study lies.
    tour_seen : bool
        Whether the tour was begun once.
    """

    reader: str = ""
    landmark_sd_mm: float = 0.75
    default_set: str = "augmentation-overview"
    palette: str = "dark"
    font_percent: int = 100
    recent: tuple[str, ...] = ()
    landmark_sd_source: str = ""
    keys: Mapping[str, str] = field(default_factory=nothing)
    snap: bool = True
    propose: bool = True
    six_points: bool = False
    films_folder: str = ""
    report_folder: str = ""
    tour_seen: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "keys", frozen(self.keys))


def settings_path() -> Path:
    """Where the settings lie."""
    return settings_folder() / "settings.json"


def read_settings() -> tuple[Settings, str]:
    """The settings, and a sentence for the reader, empty when all is well.

    A damaged file is kept aside under its name and `.broken`, and the defaults are given. A recent
    study whose path cannot be one is passed over.
    """
    path = settings_path()
    if not path.exists():
        return Settings(), ""
    try:
        return _decode(read_json(path)), ""
    except StudyFileError as error:
        return Settings(), _set_aside(path, error)


def write_settings(settings: Settings) -> None:
    """Save the settings whole or not at all; StudyFileError when the disk refuses."""
    make_folder(settings_folder())
    write_json(_encode(settings), settings_path())


def with_recent(recent: tuple[str, ...], path: Path) -> tuple[str, ...]:
    """The studies opened last with `path` in front, each once, ten at most."""
    latest = str(path.absolute())
    return (latest, *(each for each in recent if each != latest))[:MOST_RECENT]


def _encode(settings: Settings) -> dict[str, Any]:
    document = {each.name: getattr(settings, each.name) for each in fields(settings)}
    return document | {"keys": dict(settings.keys)}


def _decode(document: dict[str, Any]) -> Settings:
    known = {each.name: document[each.name] for each in fields(Settings) if each.name in document}
    for name, value in known.items():
        if not _is_legal(name, value):
            raise StudyFileError(f"The setting {name} is not legal.")
    return Settings(**known | {"recent": tuple(filter(_leads_to_a_file, known.get("recent", ())))})


def _leads_to_a_file(path: str) -> bool:
    """A path from elsewhere must not start to mean something by the folder the program is started in."""
    return Path(path).is_absolute() and bool(Path(path).name)


def _is_legal(name: str, value: Any) -> bool:
    match name:
        case "landmark_sd_mm":
            return _is_number(value) and is_finite(value) and is_spacing(value)
        case "palette":
            return value in PALETTES
        case "font_percent":
            return isinstance(value, int) and _is_number(value) and 50 <= value <= 300
        case "recent":
            return isinstance(value, list) and all(isinstance(each, str) for each in value)
        case "keys":
            return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())
        case "snap" | "propose" | "six_points" | "tour_seen":
            return isinstance(value, bool)
        case _:
            return isinstance(value, str)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _set_aside(path: Path, error: StudyFileError) -> str:
    aside = path.with_name(path.name + ".broken")
    try:
        path.replace(aside)
    except OSError as failure:
        return f"{error} The settings could not be put aside; the first choices are used. {refusal('saved', failure)}"
    return f"The settings could not be read and the first choices are used. The old file was kept as {aside.name}."
