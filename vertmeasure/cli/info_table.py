"""What films are, as text for a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vertmeasure.cli.columns import visible
from vertmeasure.dicom.syntaxes import decoder_name
from vertmeasure.report.numbers import spacing_words

_FACTS = (
    ("Modality", "modality"),
    ("Frames", "frames"),
    ("Bits stored", "bits_stored"),
    ("Transfer syntax", "transfer_syntax"),
    ("Photometric", "photometric"),
    ("Inverted", "inverted"),
    ("Anterior", "anterior"),
    ("SOP instance", "sop_instance_uid"),
    ("SHA-256", "sha256"),
)


def info_table(films: Sequence[Mapping[str, Any]]) -> str:
    """One block a film, an empty line between them."""
    return "\n".join("".join(f"{visible(line)}\n" for line in _lines(film)) for film in films)


def _lines(film: Mapping[str, Any]) -> Iterator[str]:
    yield str(film["path"])
    if film["status"] == "refused":
        yield _line("Refused", f"{film['reason']} {film['remedy']}".strip())
        return
    yield _line("Size", f"{film['columns']} x {film['rows']} (columns x rows)")
    for label, key in _FACTS:
        value = film[key]
        yield _line(label, ("yes" if value else "no") if isinstance(value, bool) else str(value))
    yield _line("Decoder", decoder_name(film["transfer_syntax"]))
    if film["pixels"]:
        yield _line("Stored values", f"{film['pixels']['min']} to {film['pixels']['max']}")
    yield from _calibration(film["calibration"])
    for warning in film["warnings"]:
        yield _line("Warning", warning)


def _calibration(calibration: Mapping[str, Any]) -> Iterator[str]:
    flags = ", ".join(each.replace("_", " ") for each in calibration["flags"])
    yield _line("Calibration", f"{_spacing(calibration)}  {flags}".rstrip())
    for option in calibration["alternatives"]:
        yield _line("Alternative", _spacing(option))


def _spacing(option: Mapping[str, Any]) -> str:
    if option["row_mm"] is None:
        return "none"
    return f"{spacing_words(option['row_mm'], option['column_mm'])}, {option['grade']}: {option['rule']}"


def _line(label: str, value: str) -> str:
    return f"  {label:16} {value}"
