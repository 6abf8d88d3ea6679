"""A simulated year of reminders: every person-day against a table made apart, whatever the machine's zone.

The bot's side ticks six times a day and keeps what it says; the table's side is written here from the rules in
docs/operators.md and from the people's lives (tests/services/test_year.py) and shares no code with the decision.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zlib import crc32

import pytest

from bot.outgoing import outbox_row
from handlers import reminders
from services.office import Office
from services.when import ZONE
from storage import bulk, outbox
from storage.database import Database
from storage.tables import Entry
from tests.services.test_year import ABSENCES, after_leave, elsewhere, expected, fill, on_trip
from tests.storage.office import NOW

__all__ = ["elsewhere"]

DAY = timedelta(days=1)
AGREED = date(2026, 3, 2)
CODES = ("PLAIN", "SAT", "HALF", "ROTA", "TURN", "AWAY")
TICKS = ("06:00", "07:45", "12:00", "17:05", "20:10", "21:30")


# --- the table ---


def logged(code: str, day: date) -> int:
    """What somebody wrote down: nothing, half, all or more than all of the day, as chance has it."""
    return int(expected(code, day) * (0, 0.5, 1, 1, 1.25)[crc32(f"{code}{day}".encode()) % 5])


def asked(code: str, day: date) -> bool:
    return after_leave(code, day, expected(code, day)) > 0 and not on_trip(code, day)


def short(code: str, day: date, today: date) -> bool:
    if day < AGREED <= today or not asked(code, day):
        return False
    return logged(code, day) < after_leave(code, day, expected(code, day))


def back_from(code: str, day: date, today: date) -> bool:
    """A day of a trip that is over and whose log was to be written later, within a fortnight, and was not."""
    spans = [(last, kind) for first, last, _, kind in ABSENCES.get(code, ()) if first <= str(day) <= last]
    over = any(kind == "trip" and 0 < (today - date.fromisoformat(last)).days <= 14 for last, kind in spans)
    return over and (today - day).days <= 14 and logged(code, day) < after_leave(code, day, expected(code, day))


def present(code: str, day: date, half: str) -> bool:
    gone = {h for first, last, h, kind in ABSENCES.get(code, ()) if kind == "leave" and first <= str(day) <= last}
    return asked(code, day) and half not in gone


def morning(code: str, day: date) -> str | None:
    left, later = 0, day
    while later.month == day.month:
        left, later = left + (expected(code, later) > 0), later + DAY
    gaps = [
        day - n * DAY for n in range(1, 8) if (day - n * DAY).month == day.month and short(code, day - n * DAY, day)
    ]
    trips = [n for n in range(1, 15) if (day - n * DAY).month == day.month and back_from(code, day - n * DAY, day)]
    if (gaps or trips) and left in (1, 2, 3, 5):
        return "close"
    last = next((day - n * DAY for n in range(1, 15) if asked(code, day - n * DAY)), None)
    return "morning" if last and short(code, last, day) else None


def evening(code: str, day: date) -> str | None:
    following = day + DAY
    while not expected(code, following):
        following += DAY
    monday = day - day.weekday() * DAY
    gaps = [day - n * DAY for n in range(1, 7) if day - n * DAY >= monday and short(code, day - n * DAY, day)]
    gaps += [day - n * DAY for n in range(1, 15) if back_from(code, day - n * DAY, day) and monday < day]
    if gaps and following - following.weekday() * DAY > monday:
        return "week"
    return "end_of_day" if short(code, day, day) else None


def table(code: str, day: date) -> list[str]:
    """What the rules say about a person's day, in the order of sending; at most two."""
    found = [morning(code, day)] if present(code, day, "am") else []
    if present(code, day, "pm"):
        found += [evening(code, day), "late" if short(code, day, day) else None]
    return [kind for kind in found if kind][:2]


# --- the bot ---


def said(database: Database, first: date, last: date) -> Iterator[tuple[date, dict[str, list[str]]]]:
    """What the minute's tick puts into the outbox, day by day."""
    day = first
    while day <= last:
        told: dict[str, list[str]] = defaultdict(list)
        for tick in TICKS:
            now = datetime.combine(day, time.fromisoformat(tick), ZONE)
            with database.unit_of_work() as uow:
                for say in reminders.due(uow, Office(), now):
                    if outbox.put_all(uow, [outbox_row(say, "telegram", "", now)]):
                        told[say.chat_id or ""].append(say.kind.removeprefix("remind."))
                uow.commit()
        yield day, told
        day += DAY


def check(database: Database, first: date, last: date) -> int:
    """Compare every person-day; gives the number of reminders."""
    with database.unit_of_work() as uow:
        staff = fill(uow)
        days = [first + n * DAY for n in range(-20, (last - first).days + 1)]
        rows = [
            {"agency_id": person.agency_id, "person_id": person.id, "position": 0, "state": "pending", "version": 1,
             "text": "họp", "minutes": logged(code, day), "work_date": day, "done": True, "guessed": [],
             "candidates": [], "created_at": NOW}
            for code, person in staff.items() for day in days if logged(code, day)
        ]  # fmt: skip
        bulk.insert_rows(uow, Entry, rows)
        uow.commit()
    wrong, count = [], 0
    for day, told in said(database, first, last):
        count += sum(len(kinds) for kinds in told.values())
        wrong += [(day, code, told[code], table(code, day)) for code in CODES if told[code] != table(code, day)]
    assert wrong == []
    return count


def test_the_weeks_around_tet(database: Database, elsewhere: None) -> None:
    assert check(database, date(2026, 2, 9), date(2026, 3, 6)) > 40


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("year", [2026, 2027])
def test_every_person_day_of_a_year(database: Database, elsewhere: None, year: int) -> None:
    last = date(year, 12, 30)  # on the 31st the table would have to know the year after
    print(check(database, date(year, 1, 1), last), "reminders")
