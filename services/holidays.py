"""The national calendar: announced days from services/calendars/vn.toml, and for years without rows the law's own.

A day that is not special follows the week. Pure; nothing here knows an agency or a person.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from nlu.lunar import solar_days

TABLE = Path(__file__).parent / "calendars" / "vn.toml"
OFF = ("off", "compensatory", "swapped")
KINDS = (*OFF, "worked")
"""off = lễ, tết · compensatory = nghỉ bù · swapped = nghỉ do hoán đổi · worked = làm bù."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Special:
    """A day that differs from its week. `sure` False: chưa có thông báo chính thức.

    `minutes`, `opens`, `closes` ("HH:MM") are told only for a worked day that differs in length or hours.
    """

    day: date
    kind: str
    name: str
    sure: bool = True
    source: str = ""
    minutes: int | None = None
    opens: str | None = None
    closes: str | None = None

    @property
    def works(self) -> bool:
        """Whether work is done on this day."""
        return self.kind == "worked"


def find(day: date) -> Special | None:
    """What is special about a day in the whole country; None for an ordinary one."""
    return of_year(day.year).get(day)


def is_working_day(day: date) -> bool:
    """Whether offices of the state work on this day, by the national calendar and a week of five days."""
    special = find(day)
    return special.works if special else day.weekday() < 5


@lru_cache(maxsize=64)
def of_year(year: int) -> Mapping[date, Special]:
    """The special days of a year: those of the table, else as the law computes them."""
    data = _load()
    rows = data["days"].get(str(year))
    return {row["day"]: _announced(row, data) for row in rows} if rows else computed(year)


@lru_cache(maxsize=1)
def _load() -> dict[str, Any]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def _announced(row: dict[str, Any], data: dict[str, Any]) -> Special:
    title = data["source"][row["source"]]["title"]
    return Special(row["day"], row["kind"], row["name"], row["sure"] != "computed", title)


def computed(year: int) -> Mapping[date, Special]:
    """A year by the law alone: holidays, then a day off for each one that falls on a weekly day of rest."""
    data = _load()
    found: dict[date, Special] = {}
    made_up: list[tuple[date, Special]] = []
    for law in data["law"]:
        if year >= law.get("since", 0):
            title = data["source"][law["source"]]["title"]
            own = {day: Special(day, "off", law["name"], sure, title) for day, sure in _days_of(law, year)}
            found |= own
            made_up += own.items() if law.get("made_up", True) else ()
    for day, holiday in sorted(made_up, key=lambda pair: pair[0]):
        if day.weekday() >= 5:
            free = _next_free(day, found)
            found[free] = Special(free, "compensatory", f"Nghỉ bù {holiday.name}", holiday.sure, holiday.source)
    return found


def _days_of(law: Mapping[str, Any], year: int) -> Iterator[tuple[date, bool]]:
    """The days of a holiday in a year, each with whether its date is certain."""
    first = date(year, *law["solar"]) if "solar" in law else _lunar(year, *law["lunar"])
    first -= DAY * law.get("before", 0)
    for n in range(law.get("days", 1)):
        yield first + DAY * n, not law.get("announced", False)
    if law.get("beside"):
        yield _beside(first), False


def _lunar(year: int, month: int, day: int) -> date:
    return next(found for found in solar_days(date(year, 3, 1), month, day) if found.year == year)


def _beside(day: date) -> date:
    """The day before or after that joins more days of rest; the one before where both join as many."""
    return max((day - DAY, day + DAY), key=lambda other: (_run({day, other}), -other.toordinal()))


def _run(holidays: set[date]) -> int:
    """How many days of rest stand in a row around some holidays, those made up for included."""
    free = sorted(holidays)
    off = dict.fromkeys(free)
    for day in free:
        if day.weekday() >= 5:
            off[_next_free(day, off)] = None
    first, last = min(off), max(off)
    while (first - DAY).weekday() >= 5 or first - DAY in off:
        first -= DAY
    while (last + DAY).weekday() >= 5 or last + DAY in off:
        last += DAY
    return (last - first).days + 1


def _next_free(day: date, taken: Mapping[date, object]) -> date:
    """The next weekday that is not off already."""
    while day.weekday() >= 5 or day in taken:
        day += DAY
    return day
