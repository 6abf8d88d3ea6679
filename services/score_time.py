"""The working time of a month after leave, to stand beside the minutes worked.

Points are ratios of work done to work assigned, so leave changes none of them (docs/scoring.md); a month of few working
days must not look like a poor one all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from services import calendar, when
from services.calendar import Book
from services.values import Who
from storage.uow import UnitOfWork


@dataclass(frozen=True)
class MonthTime:
    """Working days and minutes of a month, today included, after `away` days of leave or study; halves as .5.

    `running`: the month is not over, and the days behind today are not in it.
    """

    days: Decimal
    away: Decimal
    minutes: int
    running: bool


def of_month(uow: UnitOfWork, who: Who, year: int, month: int, today: date) -> MonthTime | None:
    """The working time of somebody's month so far; None for a month to come."""
    first, last = when.month_bounds(year, month)
    if first > today:
        return None
    until = min(last, today)
    book = calendar.book_of(uow, who.id, first, last)
    days = book.attended(who.id, first, until)
    away = len(book.working_days(who.id, first, until)) - days
    return MonthTime(days, away, book.target(who.id, first, until), today < last)


def half_over(book: Book, person_id: int, first: date, last: date, today: date) -> tuple[Decimal, Decimal, date | None]:
    """Days after leave that lie behind today, those of the whole month, and the first working day with half behind it.

    None where no such day is left.
    """
    whole, passed = book.attended(person_id, first, last), Decimal(0)
    behind = book.attended(person_id, first, today - timedelta(days=1)) if today > first else Decimal(0)
    for day in book.working_days(person_id, first, last) if whole else ():
        if passed * 2 >= whole:
            return behind, whole, day
        passed += book.attended(person_id, day, day)
    return behind, whole, None


def away_all(book: Book, person_id: int, first: date, last: date) -> bool:
    """Whether leave or study takes every working day of a month."""
    return bool(book.working_days(person_id, first, last)) and not book.attended(person_id, first, last)
