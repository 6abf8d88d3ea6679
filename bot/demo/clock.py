"""The demo's clock, which can be moved on from the page; real runs have no such switch."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

from bot.clock import Clock
from services import when

DAY = timedelta(days=1)
MOVES = {"evening": "17:00 hôm nay", "morning": "Sáng mai", "monday": "Thứ Hai", "month_end": "Cuối tháng"}
"""What the page offers; always forward, so that no message is older than the one before it."""
EVENING, MORNING = time(17, 0), time(8, 0)


class MovableClock:
    """A clock ahead of another one by as much as was asked for; kept in a file, as what was tried stays dated."""

    def __init__(self, clock: Clock, file: Path) -> None:
        self._clock = clock
        self._file = file
        self._ahead = timedelta(seconds=float(file.read_text()) if file.exists() else 0)

    def now(self) -> datetime:
        """The demo's present instant."""
        return self._clock.now() + self._ahead

    def move(self, name: str) -> datetime:
        """Go on to the next instant of that name in MOVES; raises KeyError for another name."""
        wanted = target(name, when.local(self.now()))
        self._ahead += wanted - self.now()
        self._file.write_text(str(self._ahead.total_seconds()))
        return self.now()


def target(name: str, local: datetime) -> datetime:
    """The next such instant after `local`, Viet Nam's time."""
    today = local.date()
    if name == "evening":
        return _next(local, today, EVENING, DAY)
    if name == "morning":
        return _on(today + DAY, MORNING)
    if name == "monday":
        return _on(today + (7 - today.weekday()) * DAY, MORNING)
    if name != "month_end":
        raise KeyError(name)
    found = _on(_last_working_day(today), MORNING)
    return found if found > local else _on(_last_working_day(_next_month(today)), MORNING)


def _next(local: datetime, day: date, at: time, step: timedelta) -> datetime:
    found = _on(day, at)
    return found if found > local else _on(day + step, at)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + 32 * DAY).replace(day=1)


def _last_working_day(day: date) -> date:
    return when.previous_working_day(_next_month(day))


def _on(day: date, at: time) -> datetime:
    return datetime.combine(day, at, when.ZONE)
