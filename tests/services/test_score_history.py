"""A person's months side by side."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from services import score_history
from storage.uow import UnitOfWork
from tests.services.test_scores import somebody, uow, work

__all__ = ["uow"]
MAY = datetime(2026, 5, 20, 5, tzinfo=UTC)


def test_months_begin_with_the_first_approved_work_and_end_with_this_one(uow: UnitOfWork) -> None:
    who = somebody(uow)
    work(uow, who, "1", work_date=date(2026, 2, 2), state="pending")
    work(uow, who, "3", work_date=date(2026, 3, 2))
    work(uow, who, "2", work_date=date(2026, 5, 4))
    found = score_history.months(uow, who, MAY)
    assert [(m.month, m.points, m.converted, m.running) for m in found] == [
        (3, Decimal(70), Decimal(3), False),
        (4, None, Decimal(0), False),
        (5, Decimal(70), Decimal(2), True),
    ]


def test_at_most_twelve_months_and_none_without_work(uow: UnitOfWork) -> None:
    who = somebody(uow)
    assert score_history.months(uow, who, MAY) == ()
    work(uow, who, "1", work_date=date(2025, 5, 30))
    assert score_history.months(uow, who, MAY) == ()
    work(uow, who, "1", work_date=date(2025, 6, 2))
    found = score_history.months(uow, who, MAY)
    assert [(found[0].year, found[0].month), len(found)] == [(2025, 6), 12]


def test_without_a_rule_set_only_converted_work_is_told(uow: UnitOfWork) -> None:
    who = somebody(uow, kind="can_bo")
    work(uow, who, "3", "2", work_date=date(2026, 5, 4))
    (month,) = score_history.months(uow, who, MAY)
    assert (month.points, month.most, month.converted) == (None, None, Decimal(6))
