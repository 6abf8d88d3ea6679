"""The sums behind the ratios: converted work assigned, done, done well, done in time. Whole numbers only.

Source: Nghị định 335/2025/NĐ-CP, Điều 13–14 as the press tells them. A product judged not met because of a major error
loses a share (25 %) of its quality points each time, a delay the same share of its progress points.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from scoring.facts import Work
from scoring.numbers import SCALE

UNIT = SCALE * SCALE
"""Converted work is counted in whole 1/UNIT standard products (coefficient × quantity, both in ten-thousandths)."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Converted standard products, exact: the denominator and the numerators of a (done), b (well), c (in time)."""

    denominator: Fraction
    assigned: Fraction
    a: Fraction
    b: Fraction
    c: Fraction

    def plus(self, other: Sums) -> Sums:
        """Both together, part by part."""
        return Sums(
            self.denominator + other.denominator,
            self.assigned + other.assigned,
            self.a + other.a,
            self.b + other.b,
            self.c + other.c,
        )


NOTHING = Sums(Fraction(0), Fraction(0), Fraction(0), Fraction(0), Fraction(0))


@dataclass(frozen=True, slots=True)
class Rules:
    """What the sums depend on: `base` unit | line, `denominator` assigned | approved, `share` lost by one event."""

    base: str
    denominator: str
    share: Fraction


def lost(work: Work, events: int, rules: Rules) -> int:
    """The part of a line that `events` take away, in whole 1/(SCALE × share's denominator) units of its product.

    unit: each event costs the share of one unit, no more than the units done (four events a unit at 25 %).
    line: each event costs the share of the whole line, no more than the line.
    """
    n, d = rules.share.numerator, rules.share.denominator
    whole = work.done * d
    if rules.base == "line":
        return min(whole, work.done * events * n)
    return min(whole, events * n * SCALE)


def measure(lines: Iterable[Work], rules: Rules) -> Sums:
    """The sums of all lines; the order does not matter."""
    d = rules.share.denominator
    assigned = done = well = timely = 0
    for work in lines:
        k = work.coefficient
        assigned += k * work.assigned
        done += k * work.done
        well += k * (work.done * d - lost(work, work.errors, rules))
        timely += k * (work.done * d - lost(work, work.delays, rules))
    base = assigned if rules.denominator == "assigned" else done
    return Sums(
        Fraction(base, UNIT), Fraction(assigned, UNIT), Fraction(done, UNIT), Fraction(well, UNIT * d),
        Fraction(timely, UNIT * d),
    )  # fmt: skip
