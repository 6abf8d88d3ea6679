"""A person's month: working days, what is special about it, own absences, the target – all from the calendar."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services import calendar, leave, when
from services.calendar import WorkDay
from services.leave import LeaveView
from services.values import Who
from storage.uow import UnitOfWork


@dataclass(frozen=True)
class MonthView:
    """Working days of a month (`passed` of them before today), special days, absences; `target` in minutes after leave.

    `attended` counts working days after leave, halves as .5; `usual` is the most common working day, None without any.
    """

    first: date
    last: date
    working: int
    passed: int
    attended: Decimal
    target: int
    usual: WorkDay | None
    specials: tuple[WorkDay, ...]
    absences: tuple[LeaveView, ...]


def view(uow: UnitOfWork, who: Who, year: int, month: int, today: date) -> MonthView:
    """The month as it is for somebody."""
    first, last = when.month_bounds(year, month)
    book = calendar.book_of(uow, who.id, first, last)
    days = [book.day(who.id, day) for day in calendar.span(first, last)]
    working = [day for day in days if day.works]
    return MonthView(
        first,
        last,
        len(working),
        sum(day.day < today for day in working),
        book.attended(who.id, first, last),
        book.target(who.id, first, last),
        _usual(working),
        tuple(day for day in days if _stands_out(day)),
        leave.in_days(uow, who, first, last),
    )


def _stands_out(day: WorkDay) -> bool:
    """A holiday on a weekday, a day off by swap, a day worked at the weekend – but not the ordinary week."""
    if day.why in ("workday", "weekend", "rest"):
        return False
    return day.works or day.day.weekday() < 5


def _usual(working: list[WorkDay]) -> WorkDay | None:
    kinds = Counter((day.minutes, day.opens, day.closes) for day in working)
    common = kinds.most_common(1)[0][0] if kinds else None
    return next((day for day in working if (day.minutes, day.opens, day.closes) == common), None)
