"""A unit of many people with a long history, written in bulk: what the review's answers are measured on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from services.when import is_working_day, previous_working_day, today
from storage import bulk, people
from storage.tables import Agency, Assignment, Entry, Leave, Person, Unit
from storage.uow import UnitOfWork

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
"""16:00 in Viet Nam on a working Thursday."""
ITEMS = tuple((f"B.{n:02}", f"Giải quyết hồ sơ loại {n}", 10 + 5 * n) for n in range(12))
A_DAY = 5
"""Lines of a person and day."""
WAITING_DAYS = 2
TASKS = 3
TEMPLATE = Entry(
    agency_id=0, person_id=0, state="pending", text="", item_unit="hồ sơ", item_measure="product",
    coefficient=Decimal("1.25"), work_date=date(2026, 1, 1), created_at=NOW,
).model_dump(exclude={"id"})  # fmt: skip


def build(uow: UnitOfWork, size: int, days: int, *, odd: int = 8, chat: str = "head") -> Person:
    """A head, `size` people, `days` days of history; the last two working days wait, `odd` lines of them are odd.

    Gives the head, whose chat is linked. Does not commit.
    """
    head, staff = _people(uow, size)
    people.link(uow, head.id or 0, "telegram", chat, NOW)
    people.consent(uow, "telegram", chat, NOW)
    last = today(NOW)
    waiting = _waiting_since(last)
    rows = [
        _entry(person, number, day, line, waiting <= day)
        for number, person in enumerate(staff)
        for day in _working_days(last, days)
        for line in range(A_DAY)
    ]
    _make_odd([row for row in rows if row["state"] == "pending"], odd)
    for start in range(0, len(rows), 5000):
        bulk.insert_rows(uow, Entry, rows[start : start + 5000])
    _tasks_and_leave(uow, head, staff, last)
    uow.flush()
    return head


def _people(uow: UnitOfWork, size: int) -> tuple[Person, list[Person]]:
    agency = Agency(code="do", name="Cơ quan đo")
    bulk.add_all(uow, [agency])
    unit, above = Unit(agency_id=agency.id or 0, name="Phòng đo"), Unit(agency_id=agency.id or 0, name="Lãnh đạo")
    bulk.add_all(uow, [unit, above])
    common: dict[str, Any] = {"agency_id": agency.id or 0, "post": "x"}
    boss = Person(staff_code="S0", full_name="Lê Sếp", unit_id=above.id or 0, is_leader=True, **common)
    bulk.add_all(uow, [boss])
    head = Person(
        staff_code="S1", full_name="Trần Trưởng", unit_id=unit.id or 0, is_leader=True, manager_id=boss.id, **common
    )
    bulk.add_all(uow, [head])
    staff = [
        Person(
            staff_code=f"P{n:04}", full_name=f"Nguyễn Thị Người {n}", unit_id=unit.id or 0, manager_id=head.id, **common
        )
        for n in range(size)
    ]
    bulk.add_all(uow, staff)
    return head, staff


def _working_days(last: date, days: int) -> list[date]:
    every = (last - timedelta(days=n) for n in range(days))
    return [day for day in every if is_working_day(day)]


def _waiting_since(last: date) -> date:
    day = last
    for _ in range(WAITING_DAYS - 1):
        day = previous_working_day(day)
    return day


def _entry(person: Person, number: int, day: date, line: int, waits: bool) -> dict[str, Any]:
    code, name, minutes = ITEMS[(number + line) % len(ITEMS)]
    quantity = Decimal(1 + (day.toordinal() + line + number) % 3)
    told = datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC)
    facts = {
        "agency_id": person.agency_id, "person_id": person.id, "position": line, "text": f"{name} {quantity}",
        "item_code": code, "item_name": name, "standard_minutes": minutes, "quantity": quantity, "work_date": day,
        "created_at": told,
    }  # fmt: skip
    reviewed = {"state": "approved", "reviewed_at": told, "reviewer_id": person.manager_id, "version": 2}
    return TEMPLATE | facts | ({"state": "pending"} if waits else reviewed)


def _make_odd(waiting: list[dict[str, Any]], count: int) -> None:
    """Told time far beyond the norm on some lines, spread over the people."""
    step = max(1, len(waiting) // max(1, count))
    for row in waiting[::step][:count]:
        row["minutes"] = 7 * 60
        row["quantity"] = Decimal(1)


def _tasks_and_leave(uow: UnitOfWork, head: Person, staff: list[Person], last: date) -> None:
    tasks = [
        Assignment(
            agency_id=head.agency_id, number=n * TASKS + k + 1, giver_id=head.id or 0, assignee_id=person.id or 0,
            text=f"Việc giao {n}-{k}", quantity=Decimal(1), due_date=last + timedelta(days=k * 3 - 2), state="accepted",
            created_at=NOW - timedelta(days=5), accepted_at=NOW - timedelta(days=4),
        )
        for n, person in enumerate(staff)
        for k in range(TASKS)
    ]  # fmt: skip
    bulk.add_all(uow, tasks)
    away = [
        Leave(person_id=p.id or 0, first_day=last, last_day=last, created_at=NOW)
        for p in staff[:: max(1, len(staff) // 3)]
    ]
    bulk.add_all(uow, away)
