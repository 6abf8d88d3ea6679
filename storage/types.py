"""Column types: exact decimals as scaled integers, so that sums are exact on SQLite and PostgreSQL alike."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Dialect
from sqlalchemy.types import TypeDecorator

PLACES = 4
SCALE: int = 10**PLACES


@lru_cache(maxsize=4096)
def unscaled(units: int) -> Decimal:
    """The Decimal of whole ten-thousandths, without trailing zeros."""
    number = (Decimal(units) / SCALE).normalize()
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number


class Fixed4(TypeDecorator[Decimal]):
    """A Decimal with at most four places, kept as a BIGINT of ten-thousandths (docs/adr/0004)."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:
        """Scale a Decimal to whole ten-thousandths, rounding half up."""
        if value is None:
            return None
        return int((Decimal(value) * SCALE).to_integral_value(ROUND_HALF_UP))

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Give back the Decimal without trailing zeros."""
        return None if value is None else unscaled(int(value))
