"""A person's months side by side: the points of each, or its converted work where there are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from services import scores, when
from services.score_facts import APPROVED
from services.values import Who
from storage import entries as store
from storage.uow import UnitOfWork

MOST = 12


@dataclass(frozen=True)
class MonthPoints:
    """One month. `points` of at most `most`, None while they cannot be told; `total` with the general points.

    `by_log`: without a plan, so that approved work is compared with itself.
    """

    year: int
    month: int
    points: Decimal | None
    most: Decimal | None
    total: Decimal | None
    converted: Decimal
    running: bool
    closed: bool
    by_log: bool


def months(uow: UnitOfWork, who: Who, now: datetime) -> tuple[MonthPoints, ...]:
    """Up to twelve months to this one, from the first with approved work; empty where there is none."""
    today = when.today(now)
    earliest = _back(today, MOST - 1)
    begun = store.first_approved(uow, who.id, earliest, today)
    if begun is None:
        return ()
    return tuple(_points(uow, who, first, today, now) for first in _firsts(begun, today))


def _back(day: date, count: int) -> date:
    """The first day of the month `count` months earlier."""
    number = day.year * 12 + day.month - 1 - count
    return date(number // 12, number % 12 + 1, 1)


def _firsts(begun: date, today: date) -> Sequence[date]:
    count = (today.year - begun.year) * 12 + today.month - begun.month
    return [_back(today, back) for back in range(count, -1, -1)]


def _points(uow: UnitOfWork, who: Who, first: date, today: date, now: datetime) -> MonthPoints:
    found = scores.graded_month(uow, who, first.year, first.month, now)
    sheet = found.sheet if found.sheet and found.sheet["sums"]["counts"]["lines"] else None
    return MonthPoints(
        year=first.year,
        month=first.month,
        points=_decimal(sheet["result_points"]) if sheet else None,
        most=_decimal(sheet["most"]) if sheet else None,
        total=_decimal(sheet["total"]) if sheet else None,
        converted=found.score.approved.total,
        running=(first.year, first.month) == (today.year, today.month),
        closed=found.closed,
        by_log=sheet is not None and sheet["options"].get("denominator") == APPROVED,
    )


def _decimal(text: str | None) -> Decimal | None:
    return Decimal(text) if text is not None else None
