"""Instants to days: a day is a day in Asia/Ho_Chi_Minh, whatever the machine's zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from services import holidays

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def local(instant: datetime) -> datetime:
    """The same instant on Viet Nam's clock."""
    return instant.astimezone(ZONE)


def today(instant: datetime) -> date:
    """The calendar day of an instant in Viet Nam."""
    return local(instant).date()


def is_working_day(day: date) -> bool:
    """Whether the country works on a day; what an agency or a person has of its own is in services/calendar.py."""
    return holidays.is_working_day(day)


def previous_working_day(day: date) -> date:
    """The latest working day before `day`."""
    day -= timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def month_bounds(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return first, following - timedelta(days=1)
