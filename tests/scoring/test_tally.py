"""Converted work: exact, in any order, every line kept."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import Line, tally

LINES = st.lists(
    st.builds(
        Line,
        item=st.sampled_from("abc"),
        label=st.just("việc"),
        quantity=st.decimals(0, 10_000, places=4),
        coefficient=st.sampled_from([Decimal("0.1"), Decimal("0.25"), Decimal(1), Decimal("2.5")]),
    ),
    max_size=12,
)


def test_one_line_an_item_and_coefficient_largest_first() -> None:
    lines = [Line("a", "A", Decimal(40), Decimal("0.1")), Line("b", "B", Decimal(3), Decimal(1))]
    lines += [Line("a", "A", Decimal(10), Decimal("0.1")), Line("a", "A", Decimal(1), Decimal("0.2"))]
    result = tally(lines)
    assert [(line.item, line.quantity, line.converted) for line in result.lines] == [
        ("a", Decimal(50), Decimal("5.0")),
        ("b", Decimal(3), Decimal(3)),
        ("a", Decimal(1), Decimal("0.2")),
    ]
    assert result.total == Decimal("8.2")


@given(LINES)
def test_the_total_is_the_sum_of_the_lines_in_any_order(lines: list[Line]) -> None:
    assert tally(lines) == tally(list(reversed(lines)))
    assert tally(lines).total == sum((line.quantity * line.coefficient for line in lines), Decimal(0))


@given(LINES)
def test_halving_a_line_changes_nothing(lines: list[Line]) -> None:
    halves = [Line(x.item, x.label, x.quantity / 2, x.coefficient) for x in lines for _ in range(2)]
    assert tally(halves).total == tally(lines).total


@pytest.mark.parametrize(("quantity", "coefficient"), [("-1", "1"), ("1", "-0.5")])
def test_negative_numbers_are_refused(quantity: str, coefficient: str) -> None:
    with pytest.raises(ValueError, match="must not be negative"):
        tally([Line("a", "A", Decimal(quantity), Decimal(coefficient))])
