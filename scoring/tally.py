"""Converted work: Σ quantity × coefficient, exact decimals, every step kept.

Source: Nghị định 335/2025/NĐ-CP, Điều 13 (quy đổi về sản phẩm/công việc chuẩn). Pure: no clock, no I/O.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Line:
    """Approved work of one item: quantity in the item's unit, its frozen coefficient."""

    item: str
    label: str
    quantity: Decimal
    coefficient: Decimal

    @property
    def converted(self) -> Decimal:
        """Standard products: quantity × coefficient."""
        return self.quantity * self.coefficient


@dataclass(frozen=True)
class Tally:
    """The sum and its lines, largest first."""

    total: Decimal
    lines: tuple[Line, ...]


def tally(lines: Iterable[Line]) -> Tally:
    """Add converted work, one line an item and coefficient. Raises ValueError for negative numbers."""
    sums: dict[tuple[str, Decimal], Line] = {}
    for line in lines:
        if line.quantity < 0 or line.coefficient < 0:
            raise ValueError(f"{line.item}: quantity and coefficient must not be negative")
        key = (line.item, line.coefficient)
        known = sums.get(key)
        quantity = line.quantity + (known.quantity if known else Decimal(0))
        sums[key] = Line(line.item, line.label, quantity, line.coefficient)
    ordered = tuple(sorted(sums.values(), key=lambda line: (-line.converted, line.item, line.coefficient)))
    return Tally(sum((line.converted for line in ordered), Decimal(0)), ordered)
