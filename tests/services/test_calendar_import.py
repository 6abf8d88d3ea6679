"""A calendar sheet comes in whole or not at all, with every faulty row; for an agency, a unit or a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlmodel import select

from handlers.texts.imports import render_fault
from services import calendar
from services.calendar_import import OPTIONAL, REQUIRED, CalendarImport, import_calendar, import_file
from services.errors import NotFound, Refusal
from services.faults import FaultyRows
from services.people import get_who
from storage.database import Database
from storage.sheets import Row, write_sheet
from storage.tables import Audit, CalendarDay, Person, Unit, WorkRule
from storage.uow import UnitOfWork
from tests.storage.office import NOW, a_person, an_agency

HEADER = [*REQUIRED, *OPTIONAL]
SATURDAY, MONDAY = date(2026, 11, 28), date(2026, 11, 30)


@pytest.fixture
def uow(database: Database) -> Iterator[UnitOfWork]:
    with database.unit_of_work() as opened:
        agency = an_agency(opened)
        a_person(opened, agency, "CB01", is_admin=True)
        a_person(opened, agency, "CB02")
        yield opened


def a_row(number: int, line: str) -> Row:
    """«30/11/2026 | off | unit=Phòng CB01» as a row of a sheet."""
    day, kind, *rest = [part.strip() for part in line.split("|")]
    return Row(number, {"day": day, "kind": kind, **dict(part.split("=", 1) for part in rest)})


def run(uow: UnitOfWork, *lines: str) -> CalendarImport:
    rows = [a_row(number, line) for number, line in enumerate(lines, 2)]
    return import_calendar(uow, rows, agency="PH01", now=NOW)


def faults(uow: UnitOfWork, *lines: str) -> list[tuple[int, str, str]]:
    with pytest.raises(FaultyRows) as refused:
        run(uow, *lines)
    assert uow.session.exec(select(CalendarDay)).all() == []
    assert uow.session.exec(select(WorkRule)).all() == []
    assert all(render_fault(fault).endswith(".") for fault in refused.value.faults)
    return [(fault.row, fault.column, fault.code) for fault in refused.value.faults]


def targets(uow: UnitOfWork, staff_code: str, *days: date) -> list[int]:
    unit = uow.session.exec(select(Unit).where(Unit.name == f"Phòng {staff_code}")).one()
    agency = unit.agency_id
    book = calendar.open_book(uow, agency, days[0], days[-1])
    who = next(person for person, seat in book.seats.items() if seat.unit_id == unit.id)
    return [book.target(who, day) for day in days]


def test_days_and_hours_for_everybody_a_unit_and_a_person(uow: UnitOfWork) -> None:
    done = run(
        uow,
        "30/11/2026 | nghỉ | unit=Phòng CB01 | note=Hội nghị",
        "2026-11-28 | trực | staff_code=cb02 | minutes=240 | opens=7:00 | closes=11h",
        "2026-12-02 | nghỉ bù | staff_code=CB02",
        "2026-01-01 | giờ | opens=07:30 | closes=17:00",
        "2026-01-01 | weekly_work | unit=phòng cb01 | weekdays=T7 | minutes=240",
        "2026-01-01 | hours | staff_code=CB02 | share=50",
    )
    assert (done.days, done.rules, done.unchanged, done.removed) == (3, 3, 0, 0)
    assert targets(uow, "CB01", SATURDAY, MONDAY, date(2026, 12, 2)) == [240, 0, 480]
    assert targets(uow, "CB02", SATURDAY, MONDAY, date(2026, 12, 2)) == [240, 240, 0]
    trail = uow.session.exec(select(Audit).where(Audit.code == "calendar.imported")).one()
    assert (trail.data["days"], trail.data["rules"]) == (3, 3)


def test_a_stretch_of_days_and_the_same_file_again(uow: UnitOfWork) -> None:
    lines = ("04/02/2027 | off | to=12/02/2027 | note=Tết", "2027-01-01 | hours | minutes=450")
    assert run(uow, *lines).days == 9
    again = run(uow, *lines)
    assert (again.days, again.rules, again.unchanged) == (0, 0, 10)
    assert run(uow, "2027-02-12 | worked").days == 1
    assert targets(uow, "CB01", date(2027, 2, 4), date(2027, 2, 12)) == [0, 450]


def test_rows_are_taken_out_again(uow: UnitOfWork) -> None:
    run(uow, "30/11/2026 | off", "30/11/2026 | off | staff_code=CB01", "2026-11-30 | hours | minutes=300")
    assert run(uow, "30/11/2026 | bỏ").removed == 2
    assert targets(uow, "CB01", MONDAY) == [0]
    assert targets(uow, "CB02", MONDAY) == [480]


BAD = [
    ("30/11/2026 | off", "30/11/2026 | worked", (3, "day", "calendar.both")),
    ("30/11/2026 | off", "28/11/2026 | worked | to=01/12/2026", (3, "day", "calendar.both")),
    ("30/11/2026 | off", "2026-11-30 | compensatory", (3, "day", "calendar.twice")),
    (
        "2026-01-01 | weekly_work | weekdays=7",
        "2026-06-01 | weekly_off | weekdays=7;CN",
        (3, "weekdays", "calendar.both"),
    ),
    ("2026-01-01 | hours | minutes=450", "2026-01-01 | hours | minutes=480", (3, "day", "calendar.twice")),
    ("30/11/2026 | off | unit=Phòng Lạ", "", (2, "unit", "cell.unknown_unit")),
    ("30/11/2026 | off | staff_code=CB99", "", (2, "staff_code", "cell.unknown_person")),
    ("30/11/2026 | off | staff_code=CB01 | unit=Phòng CB01", "", (2, "unit", "calendar.two_owners")),
    ("31/11/2026 | off", "", (2, "day", "cell.bad_day")),
    ("mai | off", "", (2, "day", "cell.bad_day")),
    (" | off", "", (2, "day", "cell.empty")),
    ("30/11/2026 | off | to=29/11/2026", "", (2, "to", "calendar.reversed")),
    ("30/11/2026 | off | to=30/11/2036", "", (2, "to", "calendar.too_long")),
    ("30/11/2026 | chơi", "", (2, "kind", "cell.not_a_choice")),
    ("01/01/2026 | hours | opens=7:00 | closes=25:00", "", (2, "closes", "cell.bad_clock")),
    ("01/01/2026 | hours | opens=17:00 | closes=7:00", "", (2, "closes", "calendar.hours_reversed")),
    ("01/01/2026 | hours | opens=7:00", "", (2, "closes", "calendar.half_hours")),
    ("01/01/2026 | hours", "", (2, "kind", "calendar.hours_of_what")),
    ("01/01/2026 | hours | minutes=1441", "", (2, "minutes", "cell.out_of_range")),
    ("01/01/2026 | hours | share=0", "", (2, "share", "cell.out_of_range")),
    ("01/01/2026 | weekly_work | weekdays=8", "", (2, "weekdays", "cell.bad_weekdays")),
    ("01/01/2026 | weekly_off", "", (2, "weekdays", "calendar.no_weekdays")),
    ("30/11/2026 | off | weekdays=2", "", (2, "weekdays", "calendar.weekdays_of_a_day")),
    ("30/11/2026 | worked | share=50", "", (2, "share", "calendar.share_of_a_day")),
    ("30/11/2026 | off | minutes=240", "", (2, "kind", "calendar.hours_off")),
]


@pytest.mark.parametrize(("first", "second", "fault"), BAD, ids=[f"{n}-{bad[2][2]}" for n, bad in enumerate(BAD)])
def test_a_fault_stops_the_whole_file(uow: UnitOfWork, first: str, second: str, fault: tuple[int, str, str]) -> None:
    assert faults(uow, *[line for line in (first, second) if line]) == [fault]


def test_every_faulty_row_is_listed_and_nothing_is_stored(uow: UnitOfWork) -> None:
    lines = ("30/11/2026 | off", "31/11/2026 | off", "01/12/2026 | off | unit=Lạ", "01/01/2026 | hours | opens=25:00")
    assert [row for row, _, _ in faults(uow, *lines)] == [3, 4, 5]


def test_a_file_of_the_chat_needs_an_administrator(uow: UnitOfWork, tmp_path: object) -> None:
    data = "day,kind,note\n30/11/2026,nghỉ,Hội nghị\n".encode()
    agency = 1
    who = [get_who(uow, person) for person in calendar.open_book(uow, agency, MONDAY, MONDAY).seats]
    admin = next(one for one in who if one.is_admin)
    other = next(one for one in who if not one.is_admin)
    with pytest.raises(NotFound):
        import_file(uow, other, data, NOW)
    assert import_file(uow, admin, data, NOW).days == 1


def test_an_unknown_agency_is_refused(uow: UnitOfWork) -> None:
    with pytest.raises(Refusal) as refused:
        import_calendar(uow, [a_row(2, "30/11/2026 | off")], agency="XX", now=NOW)
    assert refused.value.code == "operator.unknown_agency"


def test_hours_typed_in_excel(uow: UnitOfWork, tmp_path_factory: pytest.TempPathFactory) -> None:
    from datetime import time

    file = tmp_path_factory.mktemp("sheet") / "lich.xlsx"
    write_sheet(file, [*HEADER[:2], "opens", "closes"], [[date(2026, 1, 1), "hours", time(7, 0), time(16, 30)]])
    who = get_who(uow, next(iter(calendar.open_book(uow, 1, MONDAY, MONDAY).seats)))
    assert import_file(uow, who, file.read_bytes(), NOW).rules == 1
    assert calendar.book_of(uow, who.id, MONDAY, MONDAY).day(who.id, MONDAY).closes == "16:30"


# --- rosters that take turns ---


def test_every_second_saturday_and_its_day_off(uow: UnitOfWork) -> None:
    done = run(
        uow,
        "26/11/2026 | trực hằng tuần | staff_code=CB01 | weekdays=thứ Bảy | every=2 tuần | minutes=240",
        "03/12/2026 | trực hằng tuần | staff_code=CB02 | weekdays=7 | every=2",
        "01/12/2026 | nghỉ bù hằng tuần | staff_code=CB01 | weekdays=6 | every=2",
    )
    assert (done.days, done.rules) == (0, 3)
    saturdays = [SATURDAY + timedelta(days=7 * n) for n in range(4)]
    assert targets(uow, "CB01", *saturdays) == [240, 0, 240, 0]
    assert targets(uow, "CB02", *saturdays) == [0, 480, 0, 480]
    fridays = [date(2026, 11, 27) + timedelta(days=7 * n) for n in range(4)]
    assert targets(uow, "CB01", *fridays) == [480, 0, 480, 0]


def test_a_turn_on_a_holiday_is_none_and_turns_stand_out(uow: UnitOfWork) -> None:
    run(
        uow,
        "24/04/2027 | weekly_work | staff_code=CB01 | weekdays=7",
        "17/04/2027 | weekly_work | staff_code=CB02 | weekdays=7 | every=2",
    )
    first_of_may = date(2027, 5, 1)
    assert targets(uow, "CB01", first_of_may, date(2027, 5, 8)) == [0, 480]
    assert targets(uow, "CB02", first_of_may, date(2027, 5, 15)) == [0, 480]
    person = uow.session.exec(select(Person).where(Person.staff_code == "CB02")).one()
    day = calendar.book_of(uow, person.id or 0, first_of_may, date(2027, 5, 31)).day(person.id or 0, date(2027, 5, 15))
    assert day.why == "worked"


def test_turns_that_never_meet_are_no_contradiction(uow: UnitOfWork) -> None:
    both = ("26/11/2026 | weekly_work | weekdays=7 | every=2", "03/12/2026 | weekly_off | weekdays=7 | every=2")
    assert run(uow, *both).rules == 2


def test_turns_told_wrongly(uow: UnitOfWork) -> None:
    assert faults(
        uow,
        "26/11/2026 | weekly_work | weekdays=7 | every=2",
        "03/12/2026 | weekly_off | weekdays=7 | every=3",
        "03/12/2026 | weekly_off | weekdays=6 | every=0",
        "03/12/2026 | weekly_off | weekdays=6 | every=nửa",
        "04/12/2026 | off | every=2",
    ) == [
        (3, "weekdays", "calendar.both"),
        (4, "every", "calendar.bad_every"),
        (5, "every", "calendar.bad_every"),
        (6, "every", "calendar.every_of_a_day"),
    ]
