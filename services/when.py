"""Instants to days: a day is a day in Asia/Ho_Chi_Minh, whatever the machine's zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def local(instant: datetime) -> datetime:
    """The same instant on Viet Nam's clock."""
    return instant.astimezone(ZONE)


def today(instant: datetime) -> date:
    """The calendar day of an instant in Viet Nam."""
    return local(instant).date()


def is_working_day(day: date) -> bool:
    """Monday to Friday and no public holiday with a fixed date (the full calendar comes with issue 6)."""
    return day.weekday() < 5 and (day.month, day.day) not in FIXED_HOLIDAYS


FIXED_HOLIDAYS = frozenset({(1, 1), (4, 30), (5, 1), (9, 2), (11, 24)})
"""Bộ luật Lao động 2019, Điều 112; 24/11 by Nghị quyết 28/2026/QH16. Lunar days and swaps: issue 6."""


def previous_working_day(day: date) -> date:
    """The latest working day before `day`."""
    day -= timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day
