"""Exact numbers: decimal strings in, whole ten-thousandths and fractions inside, strings with two places out.

Nothing here is a binary floating-point number. `half_up` is the one rounding: half away from zero, as on paper.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from scoring.errors import CaseError

PLACES = 4
SCALE: int = 10**PLACES
MOST = 1_000_000_000
"""The largest quantity, coefficient or number of points that is believed."""
_DECIMAL = re.compile(r"-?\d+(?:\.\d+)?")
_LONGEST = 40


def parse_decimal(value: object, key: str, *, least: int = 0, most: int = MOST, places: int = PLACES) -> int:
    """A decimal string as whole ten-thousandths; raises CaseError for anything else.

    No JSON number, exponent, sign "+", white space or "NaN"; at most `places` digits behind the point.
    """
    allowed = f'a decimal string from {least} to {most} with at most {places} places, such as "1.5"'
    if type(value) is not str or len(value) > _LONGEST or not _DECIMAL.fullmatch(value) or not value.isascii():
        raise CaseError(key, value, allowed)
    whole, _, part = value.partition(".")
    if len(part) > places:
        raise CaseError(key, value, allowed)
    scaled = int(whole + part.ljust(PLACES, "0"))
    if not least * SCALE <= scaled <= most * SCALE:
        raise CaseError(key, value, allowed)
    return scaled


def parse_count(value: object, key: str) -> int:
    """A whole number of counted events, at least 0; raises CaseError."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST:
        raise CaseError(key, value, f"a whole number from 0 to {MOST}")
    return value


def parse_quantity(value: object, key: str) -> int:
    """A whole number, or a decimal string with at most four places, as whole ten-thousandths; raises CaseError."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST:
        return value * SCALE
    if type(value) is str:
        return parse_decimal(value, key)
    raise CaseError(key, value, f"a whole number from 0 to {MOST}, or a decimal string with at most {PLACES} places")


def half_up(value: Fraction, places: int = 2) -> Decimal:
    """A fraction rounded half up to so many places, exactly."""
    scaled = divide(value.numerator * 10**places, value.denominator)
    return Decimal(scaled).scaleb(-places)


def divide(numerator: int, denominator: int) -> int:
    """Whole-number division rounded half up, away from zero; `denominator` > 0."""
    return (
        -((-2 * numerator + denominator) // (2 * denominator))
        if numerator < 0
        else (2 * numerator + denominator) // (2 * denominator)
    )


def show(value: Fraction, places: int = 2) -> str:
    """A fraction as a decimal string with exactly so many places."""
    return f"{half_up(value, places):.{places}f}"


def exact(value: Fraction) -> str:
    """A fraction whose denominator divides a power of ten as its shortest decimal string; others as "n/d"."""
    denominator = value.denominator
    places = 0
    while (10**places) % denominator:
        places += 1
        if places > 24:
            return f"{value.numerator}/{denominator}"
    text = f"{half_up(value, places):.{places}f}"
    return text


def parse_exact(text: object, key: str) -> Fraction:
    """What `exact` wrote; raises CaseError."""
    if isinstance(text, str) and len(text) <= 200 and re.fullmatch(r"-?\d+(?:\.\d+|/[1-9]\d*)?", text):
        return Fraction(text)
    raise CaseError(key, text, 'a decimal string or "n/d", as the sheet prints it')


def words(value: Fraction, places: int = 2) -> str:
    """A number as a Vietnamese reader writes it: decimal comma, no trailing zeros."""
    text = show(value, places)
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def plain(scaled: int) -> str:
    """Whole ten-thousandths for a Vietnamese reader: decimal comma, no trailing zeros."""
    whole, part = divmod(abs(scaled), SCALE)
    text = f"{whole},{part:04d}".rstrip("0") if part else str(whole)
    return "−" + text if scaled < 0 else text


def fixed(numerator: int, denominator: int) -> str:
    """numerator ÷ denominator as a decimal string with four places, rounded half up."""
    scaled = divide(numerator * SCALE, denominator)
    whole, part = divmod(abs(scaled), SCALE)
    return f"{'-' if scaled < 0 else ''}{whole}.{part:04d}"


def units(scaled: int, scale: int = SCALE) -> Fraction:
    """Whole ten-thousandths as a fraction."""
    return Fraction(scaled, scale)
