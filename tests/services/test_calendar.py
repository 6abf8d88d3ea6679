"""Who works when: the narrowest scope wins, leave lowers the target, and a whole agency costs four queries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import event

from services import calendar
from services.calendar import AGENCY, Away, Calendar, Rule, Seat, Special
from storage import bulk
from storage.database import Database
from storage.tables import CalendarDay, Leave, Person, WorkRule
from storage.uow import UnitOfWork
from tests.storage.office import NOW, a_person, an_agency

AN, BINH = Seat(1, 10), Seat(2, 20)
SATURDAY, MONDAY, TUESDAY = date(2026, 11, 28), date(2026, 11, 30), date(2026, 12, 1)
START = date(2026, 1, 1)


def special(day: date, kind: str, **more: object) -> dict[date, Special]:
    return {day: Special(day, kind, kind, **more)}  # type: ignore[arg-type]


def test_an_ordinary_day_a_weekend_and_a_holiday() -> None:
    plain = Calendar()
    assert (plain.day(AN, MONDAY).works, plain.day(AN, MONDAY).minutes, plain.day(AN, MONDAY).why) == (
        True,
        480,
        "workday",
    )
    assert (plain.day(AN, SATURDAY).minutes, plain.day(AN, SATURDAY).why) == (0, "weekend")
    tet = plain.day(AN, date(2027, 2, 9))
    assert (tet.works, tet.why, tet.name, tet.sure) == (False, "off", "Tết Nguyên đán", False)
    assert plain.day(AN, date(2026, 8, 22)).why == "worked"


def test_the_narrowest_scope_wins() -> None:
    specials = {
        AGENCY: special(MONDAY, "off"),
        ("unit", 10): special(MONDAY, "worked", minutes=240, opens="07:00", closes="11:00"),
        ("person", 1): special(TUESDAY, "compensatory"),
    }
    both = Calendar(specials)
    assert (both.day(AN, MONDAY).minutes, both.day(AN, MONDAY).opens, both.day(AN, MONDAY).closes) == (
        240,
        "07:00",
        "11:00",
    )
    assert not both.day(BINH, MONDAY).works
    assert not both.day(AN, TUESDAY).works
    assert both.day(BINH, TUESDAY).works


def test_hours_targets_shares_and_weekly_days() -> None:
    rules = {
        AGENCY: (Rule(START, opens="07:30", closes="17:00"),),
        ("unit", 10): (
            Rule(START, weekdays=frozenset({5}), works=True, minutes=240, opens="07:00", closes="11:00"),
            Rule(START, opens="07:00", closes="16:30"),
        ),
        ("person", 2): (Rule(START, share=50), Rule(START, weekdays=frozenset({1}), works=False)),
        ("person", 3): (Rule(date(2026, 12, 1), minutes=300), Rule(START, minutes=360, last=date(2026, 11, 30))),
    }
    agency = Calendar({}, rules)
    saturday = agency.day(AN, SATURDAY)
    assert (saturday.works, saturday.minutes, saturday.opens, saturday.closes) == (True, 240, "07:00", "11:00")
    assert (agency.day(AN, MONDAY).opens, agency.day(AN, MONDAY).minutes) == ("07:00", 480)
    assert (agency.day(BINH, MONDAY).opens, agency.day(BINH, MONDAY).minutes) == ("07:30", 240)
    assert (agency.day(BINH, TUESDAY).works, agency.day(BINH, TUESDAY).why) == (False, "rest")
    chi = Seat(3, 20)
    assert [agency.day(chi, day).minutes for day in (MONDAY, TUESDAY)] == [360, 300]


def test_a_holiday_beats_the_weekly_saturday() -> None:
    weekly = Calendar({}, {("unit", 10): (Rule(START, weekdays=frozenset({5}), works=True),)})
    assert not weekly.day(AN, date(2027, 2, 6)).works
    assert weekly.day(AN, date(2027, 2, 13)).works


def test_the_working_day_before_and_after() -> None:
    plain = Calendar()
    assert plain.previous(AN, MONDAY) == date(2026, 11, 27)
    assert plain.previous(AN, date(2027, 2, 12)) == date(2027, 2, 4)
    assert plain.following(AN, date(2026, 2, 13)) == date(2026, 2, 23)
    assert plain.previous(AN, date(2026, 8, 24)) == date(2026, 8, 22)


def test_leave_lowers_the_target_and_a_trip_does_not() -> None:
    plain = Calendar()
    week = (MONDAY, date(2026, 12, 4))
    away = (
        Away(MONDAY, MONDAY, "am"),
        Away(TUESDAY, TUESDAY),
        Away(date(2026, 12, 2), date(2026, 12, 2), kind="trip"),
        Away(date(2026, 12, 3), date(2026, 12, 3), kind="study"),
    )
    assert plain.target(AN, *week) == 5 * 480
    assert plain.target(AN, *week, away) == 240 + 480 + 480
    assert plain.attended(AN, *week, away) == Decimal("2.5")
    assert plain.target(AN, MONDAY, MONDAY, (Away(MONDAY, MONDAY, "am"), Away(MONDAY, MONDAY, "pm"))) == 0


@pytest.fixture
def uow(database: Database) -> Iterator[UnitOfWork]:
    with database.unit_of_work() as opened:
        yield opened


def test_rows_of_the_database_reach_whom_they_concern(uow: UnitOfWork) -> None:
    agency, other = an_agency(uow), an_agency(uow, "PH02")
    an, binh, stranger = a_person(uow, agency, "CB01"), a_person(uow, agency, "CB02"), a_person(uow, other, "CB03")
    base = {"agency_id": agency.id, "loaded_at": NOW}
    uow.add(CalendarDay(**base, day=MONDAY, kind="off", name="Hội nghị", unit_id=an.unit_id))
    uow.add(CalendarDay(**base, day=SATURDAY, kind="worked", name="Trực", person_id=binh.id, minutes=240))
    uow.add(WorkRule(**base, first_day=START, opens="07:30", closes="17:00"))
    uow.add(WorkRule(**base, first_day=START, unit_id=an.unit_id, opens="07:00", closes="16:30"))
    uow.add(WorkRule(**base, first_day=START, person_id=binh.id, weekdays="2", works=False))
    uow.add(Leave(person_id=binh.id, first_day=MONDAY, last_day=MONDAY, half="pm", created_at=NOW))
    uow.flush()
    book = calendar.open_book(uow, agency.id or 0, SATURDAY, TUESDAY)
    assert set(book.seats) == {an.id, binh.id}
    for person, wanted in ((an, (0, 0, 480)), (binh, (240, 240, 0))):
        alone = calendar.book_of(uow, person.id or 0, SATURDAY, TUESDAY)
        for one in (book, alone):
            assert tuple(one.target(person.id or 0, day) for day in (SATURDAY, MONDAY, TUESDAY)) == wanted
    assert book.day(an.id or 0, TUESDAY).opens == "07:00"
    assert calendar.book_of(uow, stranger.id or 0, MONDAY, MONDAY).target(stranger.id or 0, MONDAY) == 480
    assert calendar.book_of(uow, stranger.id or 0, MONDAY, MONDAY).day(stranger.id or 0, MONDAY).opens is None


def test_who_is_left_in_peace(uow: UnitOfWork) -> None:
    person = a_person(uow, an_agency(uow))
    for kind, half, day in (("leave", "am", 30), ("trip", "pm", 1), ("leave", None, 2), ("study", None, 3)):
        on = date(2026, 11 if day == 30 else 12, day)
        uow.add(Leave(person_id=person.id, first_day=on, last_day=on, half=half, kind=kind, created_at=NOW))
    uow.flush()
    who = person.id or 0
    book = calendar.open_book(uow, person.agency_id, SATURDAY, date(2026, 12, 4))
    quiet = [day for day in calendar.span(SATURDAY, date(2026, 12, 4)) if book.quiet(who, day)]
    assert [day.day for day in quiet] == [28, 29, 1, 2, 3]


def test_seven_thousand_people_and_a_month_in_four_queries(sqlite_url: str) -> None:
    database = Database.connect(sqlite_url)
    with database.unit_of_work() as uow:
        agency = an_agency(uow)
        unit = a_person(uow, agency).unit_id
        common = {"agency_id": agency.id, "full_name": "X", "unit_id": unit, "post": "x"}
        bulk.add_all(uow, [Person(staff_code=f"P{n}", **common) for n in range(6_999)])
        asked: list[str] = []
        engine = uow.session.get_bind()
        event.listen(engine, "before_cursor_execute", lambda c, cur, statement, *rest: asked.append(statement))
        book = calendar.open_book(uow, agency.id or 0, date(2026, 11, 1), date(2026, 11, 30))
        total = sum(book.target(who, date(2026, 11, 1), date(2026, 11, 30)) for who in book.seats)
        assert total == 7_000 * 20 * 480
        assert len(asked) == 4
    database.close()


def test_the_machine_s_zone_is_nobody_s_business() -> None:
    """Days come in as days: nothing here asks the clock or the zone."""
    days = [date(2026, 12, 31) + timedelta(days=n) for n in range(2)]
    assert [Calendar().day(AN, day).works for day in days] == [True, False]
