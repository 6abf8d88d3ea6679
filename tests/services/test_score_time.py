"""Leave and half days lower the working time beside the minutes worked; points, which are ratios, stay as they are."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from services import general_review, score_time, scores
from services.score_time import MonthTime
from services.values import Who
from storage.tables import Leave
from storage.uow import UnitOfWork
from tests.services.test_ranking import an_office
from tests.services.test_scores import NOW, somebody, uow, work

__all__ = ["uow"]
LAST = date(2026, 3, 31)  # a Tuesday; March 2026 has 22 working days
DAY = 480


def away(uow: UnitOfWork, who: Who, first: date, last: date | None = None, **more: str) -> None:
    uow.add(Leave(person_id=who.id, first_day=first, last_day=last or first, created_at=NOW, **more))
    uow.flush()


def test_leave_and_half_days_lower_the_working_time_and_a_trip_does_not(uow: UnitOfWork) -> None:
    who = somebody(uow)
    whole = score_time.of_month(uow, who, 2026, 3, LAST)
    assert whole == MonthTime(Decimal(22), Decimal(0), 22 * DAY, running=False)
    away(uow, who, date(2026, 3, 2), date(2026, 3, 3))
    away(uow, who, date(2026, 3, 6), half="pm")
    away(uow, who, date(2026, 3, 9), kind="study")
    away(uow, who, date(2026, 3, 10), date(2026, 3, 12), kind="trip")
    away(uow, who, date(2026, 3, 14))  # a Saturday
    found = score_time.of_month(uow, who, 2026, 3, LAST)
    assert found == MonthTime(Decimal("18.5"), Decimal("3.5"), int(18.5 * DAY), running=False)


def test_a_running_month_counts_to_today_and_one_to_come_not_at_all(uow: UnitOfWork) -> None:
    who = somebody(uow)
    away(uow, who, date(2026, 3, 3))
    away(uow, who, date(2026, 3, 30))  # not behind us yet
    found = score_time.of_month(uow, who, 2026, 3, date(2026, 3, 6))
    assert found == MonthTime(Decimal(4), Decimal(1), 4 * DAY, running=True)
    assert score_time.of_month(uow, who, 2026, 4, LAST) is None


def test_the_projection_goes_by_the_days_after_leave(uow: UnitOfWork) -> None:
    who = somebody(uow)
    work(uow, who, "10")
    away(uow, who, date(2026, 3, 16), LAST)  # 10 of 22 working days are left to work
    at = datetime(2026, 3, 6, 5, tzinfo=UTC)  # 4 of 10
    assert scores.graded_month(uow, who, 2026, 3, at).pace == scores.Pace(date(2026, 3, 9), None)
    at = datetime(2026, 3, 10, 5, tzinfo=UTC)  # 6 of 10
    assert scores.graded_month(uow, who, 2026, 3, at).pace == scores.Pace(None, Decimal("16.7"))
    at = datetime(2026, 3, 20, 5, tzinfo=UTC)  # all that can be worked is over
    assert scores.graded_month(uow, who, 2026, 3, at).pace == scores.Pace(None, Decimal("10.0"))


def test_a_month_of_leave_has_no_projection(uow: UnitOfWork) -> None:
    who = somebody(uow)
    away(uow, who, date(2026, 3, 1), LAST)
    at = datetime(2026, 3, 20, 5, tzinfo=UTC)
    assert scores.graded_month(uow, who, 2026, 3, at).pace == scores.Pace(None, None)
    assert score_time.of_month(uow, who, 2026, 3, LAST) == MonthTime(Decimal(0), Decimal(22), 0, running=False)


def test_leave_changes_no_points(uow: UnitOfWork) -> None:
    who = somebody(uow)
    work(uow, who, "10")
    at = datetime(2026, 4, 1, 5, tzinfo=UTC)
    before = scores.graded_month(uow, who, 2026, 3, at).sheet
    away(uow, who, date(2026, 3, 9), date(2026, 3, 20))
    assert scores.graded_month(uow, who, 2026, 3, at).sheet == before


def test_the_head_sees_who_is_on_leave_all_month(uow: UnitOfWork) -> None:
    head, (first, second) = an_office(uow, 2)
    away(uow, first, date(2026, 2, 20), date(2026, 4, 3))
    away(uow, second, date(2026, 3, 2), date(2026, 3, 30))
    lines = general_review.look(uow, head, 2026, 3, datetime(2026, 3, 31, 5, tzinfo=UTC)).lines
    assert {line.card.name: line.away for line in lines} == {first.name: True, second.name: False}
