"""Two simulated years: every person-day of a small office against a table made apart, whatever the machine's zone.

The table is written here from the people's lives; it shares no code with the calendar but the dates of the holidays,
which tests/services/test_holidays.py holds to the notices.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from services import calendar, reminders, when
from services.calendar_import import import_calendar
from services.office import Office
from storage import leave, people
from storage.database import Database
from storage.sheets import Row
from storage.tables import Leave, Person
from storage.uow import UnitOfWork
from tests.services.test_holidays import WEEKDAYS_OFF, WEEKEND_WORKED, told, year_of
from tests.storage.office import NOW, a_person, an_agency

SHEET = (
    {"day": "01/01/2026", "kind": "weekly_work", "unit": "Phòng SAT", "weekdays": "7", "minutes": "240"},
    {"day": "01/01/2026", "kind": "hours", "staff_code": "HALF", "share": "50"},
    {"day": "01/01/2026", "kind": "weekly_off", "staff_code": "HALF", "weekdays": "6"},
    {"day": "14/11/2026", "kind": "worked", "staff_code": "ROTA", "note": "Trực"},
    {"day": "18/11/2026", "kind": "compensatory", "staff_code": "ROTA"},
    {"day": "15/06/2026", "kind": "off", "note": "Kỷ niệm cơ quan"},
    {"day": "03/01/2026", "kind": "weekly_work", "staff_code": "TURN", "weekdays": "thứ Bảy", "every": "2"},
    {"day": "09/01/2026", "kind": "weekly_off", "staff_code": "TURN", "weekdays": "6", "every": "2"},
)
ABSENCES = {
    "AWAY": [("2026-03-02", "2026-03-13", None, "leave"), ("2026-12-30", "2027-01-05", None, "leave")],
    "ROTA": [
        ("2026-05-11", "2026-05-11", "pm", "leave"),
        ("2026-07-06", "2026-07-08", None, "trip"),
        ("2026-09-21", "2026-09-24", None, "trip"),
    ],
}
FOUNDING = date(2026, 6, 15)


def expected(code: str, day: date) -> int:
    """Minutes that the table asks of a person on a day, before leave."""
    off, worked = told(day.year, WEEKDAYS_OFF[day.year]), told(day.year, WEEKEND_WORKED[day.year])
    weekday = day.weekday()
    if code == "ROTA" and day in (date(2026, 11, 14), date(2026, 11, 18)):
        return 480 if day.day == 14 else 0
    if day == FOUNDING or day in off or weekday == 6:
        return 0
    if day in worked:
        return 240 if code in ("HALF", "SAT") else 480
    if code == "TURN" and weekday in (4, 5):  # a Saturday worked, the Friday after it free, and so on
        turn = (day - date(2026, 1, 3)).days // 7 % 2 == 0 if weekday == 5 else (day - date(2026, 1, 9)).days % 14 == 0
        return 480 * (turn == (weekday == 5)) * (day not in told(2027, "6/2 1/5"))
    if weekday == 5:
        holiday = day in told(2027, "6/2 1/5")
        return 240 if code == "SAT" and not holiday else 0
    if code == "HALF":
        return 0 if weekday == 4 else 240
    return 480


def after_leave(code: str, day: date, minutes: int) -> int:
    """The table's minutes less leave; trips change nothing."""
    for first, last, half, kind in ABSENCES.get(code, ()):
        if kind == "leave" and first <= day.isoformat() <= last:
            minutes = minutes // 2 if half else 0
    return minutes


def on_trip(code: str, day: date) -> bool:
    return any(k == "trip" and first <= day.isoformat() <= last for first, last, _, k in ABSENCES.get(code, ()))


def afternoon_off(code: str, day: date) -> bool:
    return any(half == "pm" and first <= day.isoformat() <= last for first, last, half, _ in ABSENCES.get(code, ()))


@pytest.fixture(params=["America/New_York", "Pacific/Kiritimati"])
def elsewhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The machine stands in another zone, on another day than Viet Nam for hours of each."""
    monkeypatch.setitem(os.environ, "TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def fill(uow: UnitOfWork) -> dict[str, Person]:
    """Ordinary, Saturday mornings, half time, dated and repeating turns, and one often away; all linked and agreed."""
    agency = an_agency(uow)
    staff = {code: a_person(uow, agency, code) for code in ("PLAIN", "SAT", "HALF", "ROTA", "TURN", "AWAY")}
    rows = [Row(number, dict(line)) for number, line in enumerate(SHEET, 2)]
    import_calendar(uow, rows, agency="PH01", now=NOW)
    for code, gone in ABSENCES.items():
        for first, last, half, kind in gone:
            days = {"first_day": date.fromisoformat(first), "last_day": date.fromisoformat(last)}
            leave.add(uow, Leave(person_id=staff[code].id or 0, half=half, kind=kind, created_at=NOW, **days))
    for code, person in staff.items():
        people.link(uow, person.id or 0, "telegram", code, NOW)
        people.consent(uow, "telegram", code, NOW)
    return staff


def test_every_person_day_of_two_years(database: Database, elsewhere: None) -> None:
    with database.unit_of_work() as uow:
        staff = fill(uow)
        book = calendar.open_book(uow, staff["PLAIN"].agency_id, date(2026, 1, 1), date(2027, 12, 31))
    wrong = [
        (code, day, book.target(person.id or 0, day))
        for code, person in staff.items()
        for day in (*year_of(2026), *year_of(2027))
        if book.target(person.id or 0, day) != after_leave(code, day, expected(code, day))
    ]
    assert wrong == []


def test_reminders_of_a_year_reach_only_who_works(sqlite_url: str, elsewhere: None) -> None:
    database = Database.connect(sqlite_url)
    five = datetime(2026, 1, 1, 17, tzinfo=when.ZONE)
    with database.unit_of_work() as uow:
        staff = fill(uow)
        for n in range(365):
            day = (five + timedelta(days=n)).date()
            reached = {one.chat_id for one in reminders.due(uow, Office(), five + timedelta(days=n))}
            works = {code for code in staff if after_leave(code, day, expected(code, day))}
            assert reached == {code for code in works if not on_trip(code, day) and not afternoon_off(code, day)}, day
    database.close()
