"""The person's converted work of a month, from approved lines; what still waits is counted apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import scoring
from services.values import Who
from services.views import norm_minutes
from storage import entries as store
from storage.tables import Entry
from storage.uow import UnitOfWork


@dataclass(frozen=True)
class MonthScore:
    """Converted work of a month: approved (scored), pending (not yet), minutes told and minutes by the norm."""

    year: int
    month: int
    approved: scoring.Tally
    pending: scoring.Tally
    minutes: int
    norm_minutes: int


def month_bounds(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return first, following - timedelta(days=1)


def month_score(uow: UnitOfWork, who: Who, year: int, month: int) -> MonthScore:
    """Σ quantity × coefficient of the month through the scoring package."""
    first, last = month_bounds(year, month)
    rows = store.of_range(uow, who.id, first, last)
    approved = [row for row in rows if row.state == "approved"]
    return MonthScore(
        year,
        month,
        scoring.tally(_lines(approved)),
        scoring.tally(_lines([row for row in rows if row.state == "pending"])),
        sum(row.minutes or 0 for row in approved),
        sum(norm_minutes(row) or 0 for row in approved if row.minutes is None),
    )


def _lines(rows: list[Entry]) -> list[scoring.Line]:
    return [
        scoring.Line(row.item_code, row.item_name or row.item_code, row.quantity or Decimal(0), row.coefficient)
        for row in rows
        if row.item_code and row.coefficient is not None and row.quantity
    ]
