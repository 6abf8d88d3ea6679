"""The shape of an explanation: steps in a tree, and the effects of its leaves."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple


class Factor(NamedTuple):
    """What one unit of a leaf is worth in points, kept as a quotient so that building a tree divides nothing."""

    numerator: Decimal
    denominator: Decimal


NONE = Factor(Decimal(0), Decimal(1))
POINT = Factor(Decimal(1), Decimal(1))


class Step(NamedTuple):
    """One number of the calculation.

    label and expression are Vietnamese text; value is a decimal string (None: not known yet) in `unit`: points, percent
    or converted (standard products). A leaf has no steps; its effect on the total is amount × factor, in points.
    """

    label: str
    expression: str
    value: str | None
    unit: str
    clause: str
    steps: tuple[Step, ...] = ()
    amount: Decimal = Decimal(0)
    factor: Factor = NONE
    ref: str | None = None

    @property
    def effect(self) -> Fraction:
        """Give the exact points that this leaf adds to the total."""
        return Fraction(self.amount) * Fraction(self.factor.numerator) / Fraction(self.factor.denominator)


def leaves(step: Step) -> Iterator[Step]:
    """Walk the leaves from left to right."""
    if not step.steps:
        yield step
    for child in step.steps:
        yield from leaves(child)
