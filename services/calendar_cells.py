"""One row of a calendar sheet: days, hours and weekdays as offices write them, and what may not stand together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import gcd

from services.calendar import span, weeks_between
from services.faults import Cells
from services.holidays import KINDS as DAY_KINDS

Owner = tuple[int | None, int | None]
"""(unit id, person id); both None for the whole agency."""

RULE_KINDS = ("hours", "weekly_work", "weekly_off")
KINDS = (*DAY_KINDS, *RULE_KINDS, "remove")
KIND_WORDS = {
    "nghỉ": "off",
    "nghỉ lễ": "off",
    "nghỉ bù": "compensatory",
    "nghỉ hoán đổi": "swapped",
    "làm": "worked",
    "làm bù": "worked",
    "trực": "worked",
    "giờ": "hours",
    "giờ làm việc": "hours",
    "làm hằng tuần": "weekly_work",
    "làm hàng tuần": "weekly_work",
    "trực hằng tuần": "weekly_work",
    "trực hàng tuần": "weekly_work",
    "nghỉ hằng tuần": "weekly_off",
    "nghỉ hàng tuần": "weekly_off",
    "nghỉ bù hằng tuần": "weekly_off",
    "nghỉ bù hàng tuần": "weekly_off",
    "bỏ": "remove",
}
FIRST_YEAR, LAST_YEAR = 2020, 2100
LONGEST_STRETCH = 400
"""Days that one row may name."""
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
OURS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
CLOCK = re.compile(r"(\d{1,2})(?:[:hg](\d{2})?)(?::00)?", re.IGNORECASE)
WEEKDAYS = {
    "2": 1, "3": 2, "4": 3, "5": 4, "6": 5, "7": 6, "cn": 7, "chủ nhật": 7,
    "hai": 1, "ba": 2, "tư": 3, "năm": 4, "sáu": 5, "bảy": 6, "bẩy": 6,
}  # fmt: skip
MOST_WEEKS = 8
"""A roster comes round within so many weeks."""
LONGEST_NOTE = 120
FULL_MINUTES = 24 * 60


@dataclass(frozen=True)
class Owners:
    """Unit names and staff codes of an agency in lower case → ids."""

    units: Mapping[str, int]
    people: Mapping[str, int]


@dataclass(frozen=True)
class Line:
    """A clean row: whose, from when to when, what."""

    owner: Owner
    kind: str
    first: date
    last: date | None
    weekdays: str = ""
    opens: str | None = None
    closes: str | None = None
    minutes: int | None = None
    share: int | None = None
    note: str = ""
    source: str = ""
    every: int = 1

    @property
    def is_day(self) -> bool:
        """Whether it says how some days differ."""
        return self.kind in DAY_KINDS

    @property
    def is_rule(self) -> bool:
        """Whether it says how somebody works from a day on."""
        return self.kind in RULE_KINDS

    def meets(self, other: Line) -> bool:
        """Whether two rows have a day in common; a rule without an end goes on for ever."""
        return self.first <= (other.last or date.max) and other.first <= (self.last or date.max)

    def shares_weeks(self, other: Line) -> bool:
        """Whether two rules ever hold in the same week: turns may miss each other for good."""
        return weeks_between(self.first, other.first) % gcd(self.every, other.every) == 0

    def days(self) -> Iterator[date]:
        """Every day it names."""
        return span(self.first, self.last or self.first)


def read_line(cells: Cells, owners: Owners) -> Line:
    """A row as a line; what is wrong with it is noted in `cells`."""
    first = read_day(cells, "day") or date(FIRST_YEAR, 1, 1)
    line = Line(
        owner=_owner(cells, owners),
        kind=cells.choice("kind", KINDS, KIND_WORDS),
        first=first,
        last=read_day(cells, "to") if cells.row["to"] else None,
        weekdays=_weekdays(cells),
        opens=_clock(cells, "opens"),
        closes=_clock(cells, "closes"),
        minutes=cells.whole("minutes", 0, FULL_MINUTES) if cells.row["minutes"] else None,
        share=cells.whole("share", 1, 100) if cells.row["share"] else None,
        note=cells.text("note", LONGEST_NOTE, needed=False),
        source=cells.text("source", LONGEST_NOTE, needed=False),
        every=_every(cells),
    )
    if not cells.faults:
        _check(cells, line)
    return line


def _check(cells: Cells, line: Line) -> None:
    """What may not stand together in one row."""
    if line.last and line.last < line.first:
        cells.blame("to", "calendar.reversed")
    elif line.last and not line.is_rule and (line.last - line.first).days >= LONGEST_STRETCH:
        cells.blame("to", "calendar.too_long", longest=LONGEST_STRETCH)
    if (line.opens is None) != (line.closes is None):
        cells.blame("closes" if line.closes is None else "opens", "calendar.half_hours")
    elif line.opens and line.closes and line.closes <= line.opens:
        cells.blame("closes", "calendar.hours_reversed")
    if line.kind.startswith("weekly_") and not line.weekdays:
        cells.blame("weekdays", "calendar.no_weekdays")
    if line.is_day and line.weekdays:
        cells.blame("weekdays", "calendar.weekdays_of_a_day")
    if not line.is_rule and line.every > 1:
        cells.blame("every", "calendar.every_of_a_day")
    if line.is_day and line.share is not None:
        cells.blame("share", "calendar.share_of_a_day")
    told = [line.opens, line.minutes, line.share]
    if line.kind == "hours" and not any(value is not None for value in told):
        cells.blame("kind", "calendar.hours_of_what")
    if line.is_day and line.kind != "worked" and any(value is not None for value in told):
        cells.blame("kind", "calendar.hours_off")


def _owner(cells: Cells, owners: Owners) -> Owner:
    unit, person = cells.row["unit"], cells.row["staff_code"]
    if unit and person:
        cells.blame("unit", "calendar.two_owners")
    if person and person.casefold() not in owners.people:
        cells.blame("staff_code", "cell.unknown_person")
    if unit and unit.casefold() not in owners.units:
        cells.blame("unit", "cell.unknown_unit")
    if person:
        return None, owners.people.get(person.casefold())
    return owners.units.get(unit.casefold()) if unit else None, None


def read_day(cells: Cells, column: str) -> date | None:
    """2026-11-24 or 24/11/2026."""
    value = cells.row[column]
    iso, ours = ISO.fullmatch(value), OURS.fullmatch(value)
    if not value:
        cells.blame(column, "cell.empty")
        return None
    parts = [int(part) for part in iso.groups()] if iso else [int(part) for part in ours.groups()[::-1]] if ours else []
    try:
        day = date(*parts) if parts else None
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        cells.blame(column, "cell.bad_day", first=FIRST_YEAR, last=LAST_YEAR)
        return None
    return day


def _clock(cells: Cells, column: str) -> str | None:
    """7:00, 07:30, 7h30."""
    value = cells.row[column]
    if not value:
        return None
    found = CLOCK.fullmatch(value)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        cells.blame(column, "cell.bad_clock")
        return None
    return f"{hour:02}:{minute:02}"


def _weekdays(cells: Cells) -> str:
    """«2;4;6», "thứ 7" or "T7, CN" as ISO digits."""
    value = cells.row["weekdays"].lower()
    if not value:
        return ""
    parts = [
        re.sub(r"^(?:mỗi\s+)?(?:thứ\s*|(?:th|t)\s*(?=\d))?", "", part.strip())
        for part in re.split(r"[;,]", value)
        if part.strip()
    ]
    if not parts or any(part not in WEEKDAYS for part in parts):
        cells.blame("weekdays", "cell.bad_weekdays")
        return ""
    return "".join(sorted({str(WEEKDAYS[part]) for part in parts}))


def _every(cells: Cells) -> int:
    """«2», "2 tuần": every how many weeks; empty is every week."""
    value = re.sub(r"\s*tuần(?: một lần)?$", "", cells.row["every"].lower())
    if not value:
        return 1
    if not value.isdigit() or not 1 <= int(value) <= MOST_WEEKS:
        cells.blame("every", "calendar.bad_every", most=MOST_WEEKS)
        return 1
    return int(value)
