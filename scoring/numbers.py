"""Exact numbers: decimals that refuse to lose a digit, fractions where a division stays open, one named rounding.

Nothing in this package is computed in binary floating point. Sums and products run under `exact()`, where an inexact
decimal operation raises; a quotient is a `Fraction` until it is shown.
"""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from decimal import ROUND_HALF_UP, Context, Decimal, Inexact, InvalidOperation, localcontext
from fractions import Fraction
from functools import lru_cache

MAX_QUANTITY = Decimal(1_000_000)
MAX_COEFFICIENT = Decimal(1_000)
MAX_COUNT = 1_000_000
PLACES = 4
ZERO = Decimal(0)
ONE = Decimal(1)

EXACT = Context(prec=80, traps=[Inexact, InvalidOperation])
_DIVIDING = Context(prec=80, rounding=ROUND_HALF_UP, traps=[InvalidOperation])
_PLAIN = re.compile(r"(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,6})?")


def exact() -> AbstractContextManager[Context]:
    """Decimal arithmetic that raises `decimal.Inexact` rather than round (80 digits)."""
    return localcontext(EXACT)


def parse_plain(text: str) -> Decimal | None:
    """Read "12" or "0.25": digits, a point, at most six places; no sign, exponent, blank or leading zero. Else None."""
    return Decimal(text) if text.isascii() and _PLAIN.fullmatch(text) else None


_QUANTA = [ONE.scaleb(-digits) for digits in range(21)]


def fits(value: Decimal, most: Decimal, digits: int) -> bool:
    """Say whether a decimal is a number from 0 to `most` with at most so many places, trailing zeros aside."""
    if not value.is_finite() or not ZERO <= value <= most:
        return False
    try:
        EXACT.quantize(value, _QUANTA[digits])
    except Inexact:
        return False
    return True


def ratio_of(numerator: Decimal, denominator: Decimal) -> Fraction:
    """Divide two decimals exactly; one reduction instead of three."""
    above, below = numerator.as_integer_ratio(), denominator.as_integer_ratio()
    return Fraction(above[0] * below[1], above[1] * below[0])


def round_half_up(value: Fraction, digits: int = 2) -> Decimal:
    """Round once, half away from zero: 89.995 → 90.00, −0.005 → −0.01; always exactly `digits` places."""
    above, below = value.numerator, value.denominator
    whole = (2 * abs(above) * 10**digits + below) // (2 * below)
    return Decimal(whole if above >= 0 else -whole).scaleb(-digits, EXACT)


def quotient(numerator: Decimal, denominator: Decimal, digits: int) -> Decimal:
    """Round numerator ÷ denominator half up in one step, as `round_half_up` does on the fraction, but faster.

    Both hold at most 40 digits, so a quotient of 80 digits that is no tie lies on the same side as the true one.
    """
    return _DIVIDING.divide(numerator, denominator).quantize(ONE.scaleb(-digits), context=_DIVIDING)


@lru_cache(maxsize=4096)
def render_plain(value: Decimal) -> str:
    """Show a decimal as data: a point, no exponent, no trailing zeros."""
    return f"{value.normalize(EXACT):f}" if value else "0"


@lru_cache(maxsize=4096)
def render_vi(value: Decimal) -> str:
    """Show a decimal as Vietnamese offices write it: decimal comma, a true minus, no trailing zeros."""
    return render_plain(value).replace(".", ",").replace("-", "−")


def render_vi_places(value: Decimal) -> str:
    """The same with the places the value has: 28.00 → "28,00"."""
    return f"{value:f}".replace(".", ",").replace("-", "−")


@lru_cache(maxsize=1024)
def render_percent(share: Fraction | Decimal) -> str:
    """Show a share in Vietnamese per cent, at most two places, without the sign: 0.8846… → "88,46"."""
    return render_vi(round_half_up(Fraction(share) * 100))


_SUM = re.compile(r"(?:0|[1-9][0-9]{0,29})(?:\.[0-9]{1,20})?")


def parse_sum(text: object) -> Decimal | None:
    """Read an exact sum as a sheet carries it: no sign, at most 30 digits and 20 places. Else None."""
    return Decimal(text) if isinstance(text, str) and text.isascii() and _SUM.fullmatch(text) else None
