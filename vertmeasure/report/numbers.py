"""Where numbers are rounded: once, for the screen, for paper and for CSV alike.

mm, %, degrees and percentage points have one decimal, ratios three, grades none but the half a
reader may record. On screen and paper a minus is U+2212 and a thin space stands before a unit; CSV
has plain ASCII. A rounded zero has no sign.
"""

from vertmeasure.core.dictionary import DECIMALS, UNIT_SIGNS

MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"
THIN_SPACE = "\N{THIN SPACE}"
PLUS_MINUS = "\N{PLUS-MINUS SIGN}"

Interval = tuple[float, float]


def plain(value: float, unit: str) -> str:
    """A number of a unit, rounded, in ASCII: "-7.4"; what CSV holds."""
    digits = f"{value:g}" if unit == "grade" else f"{value:.{DECIMALS.get(unit, 1)}f}"
    return digits.removeprefix("-") if float(digits) == 0 else digits


def fine_plain(value: float, unit: str) -> str:
    """The error of a number, with one decimal more than the number itself, in ASCII: "0.42"."""
    digits = f"{value:.{DECIMALS.get(unit, 1) + 1}f}"
    return digits.removeprefix("-") if float(digits) == 0 else digits


def fine(value: float, unit: str) -> str:
    """The error of a number, with one decimal more than the number itself: "0.42"."""
    return fine_plain(value, unit).replace("-", MINUS)


def number(value: float, unit: str) -> str:
    """A number of a unit, rounded, with a real minus sign: "−7.4"."""
    return plain(value, unit).replace("-", MINUS)


def signed(value: float, unit: str) -> str:
    """A change, rounded, with its sign: "+7.4", "−7.4", "0.0"."""
    digits = number(value, unit)
    return f"+{digits}" if value > 0 and float(plain(value, unit)) != 0 else digits


def half_width(interval: Interval, unit: str) -> str:
    """Half the width of an interval, rounded: "±3.1"."""
    low, high = interval
    return PLUS_MINUS + number((high - low) / 2, unit)


def interval_words(interval: Interval, unit: str) -> str:
    """Both ends of an interval, rounded: "15.4 to 24.9"."""
    low, high = interval
    return f"{number(low, unit)} to {number(high, unit)}"


def fine_interval(interval: Interval, unit: str) -> str:
    """Both ends of an interval, with one decimal more: "−0.42 to 0.38"."""
    low, high = interval
    return f"{fine(low, unit)} to {fine(high, unit)}"


def with_sign(digits: str, sign: str) -> str:
    """Digits with the sign of their unit: the degree sign directly, others behind a thin space."""
    if not sign:
        return digits
    return digits + sign if sign == "°" else f"{digits}{THIN_SPACE}{sign}"


def with_unit(value: float, unit: str) -> str:
    """A rounded number with its unit: "7.4 mm", "−12.0°"."""
    return with_sign(number(value, unit), UNIT_SIGNS[unit])


def spacing_words(row_mm: float, column_mm: float) -> str:
    """A pixel spacing to a micrometre, row before column where they differ: "0.130 mm/px"."""
    row, column = f"{row_mm:.3f}", f"{column_mm:.3f}"
    digits = row if row == column else f"{row} × {column}"
    return with_sign(digits, "mm/px")


def as_entered(value: float) -> str:
    """A number somebody typed, as it was typed: "4.5", "8"."""
    return f"{value:.15g}".replace("-", MINUS)
