"""A made-up office of any size for the measurements: linked people, a unit for every thirty, some history."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from storage import bulk
from storage.database import Database
from storage.tables import Account, Agency, Entry, Leave, Person, Unit
from storage.uow import UnitOfWork

FIRST_CHAT = 1_000_001
DUE = datetime(2026, 11, 12, 10, 0, tzinfo=UTC)
"""Thursday 12 November 2026, 17:00 in Viet Nam: an ordinary working day inside its week and month."""
BEFORE = DUE - timedelta(days=60)
UNIT = 30
AWAY_EVERY, FULL_EVERY = 25, 10
"""Every 25th is on leave, every 10th at target, where the history asks for it."""


def fill(database: Database, people: int, *, days: int = 0, lines: int = 3, everybody_due: bool = False) -> None:
    """An agency with so many linked people; `days` of history of `lines` entries each, the last of them today."""
    database.upgrade()
    with database.unit_of_work() as uow:
        agency = Agency(code="do", name="Cơ quan đo")
        bulk.add_all(uow, [agency])
        units = [Unit(agency_id=agency.id or 0, name=f"Đơn vị {n}") for n in range(-(-people // UNIT))]
        bulk.add_all(uow, units)
        _people(uow, agency.id or 0, [unit.id or 0 for unit in units], people)
        if days:
            _history(uow, agency.id or 0, people, days, lines, everybody_due)
        uow.commit()


def _people(uow: UnitOfWork, agency_id: int, units: list[int], people: int) -> None:
    rows = [_person(agency_id, units, number) for number in range(people)]
    bulk.insert_rows(uow, Person, rows)
    accounts = [
        {"person_id": n + 1, "channel": "telegram", "chat_id": str(FIRST_CHAT + n), "linked_at": BEFORE,
         "consented_at": BEFORE}
        for n in range(people)
    ]  # fmt: skip
    bulk.insert_rows(uow, Account, accounts)


def _person(agency_id: int, units: list[int], number: int) -> dict[str, Any]:
    head = number - number % UNIT
    return {
        "id": number + 1, "agency_id": agency_id, "staff_code": f"DO{number:05}", "full_name": f"Nguyễn Văn {number}",
        "unit_id": units[number // UNIT], "post": "cc", "is_leader": number == head, "kind": "cong_chuc",
        "manager_id": None if number == head else head + 1, "is_admin": False, "active": True,
    }  # fmt: skip


def _history(uow: UnitOfWork, agency_id: int, people: int, days: int, lines: int, everybody_due: bool) -> None:
    today = DUE.date()
    worked = [today - timedelta(days=n) for n in range(days)]
    for day in worked:
        rows = [
            _entry(agency_id, number, day, 90 if everybody_due or number % FULL_EVERY else 160)
            for number in range(people)
            for _ in range(lines)
        ]
        bulk.insert_rows(uow, Entry, rows)
    away = [_leave(number, today) for number in range(0, people, AWAY_EVERY)] if not everybody_due else []
    bulk.insert_rows(uow, Leave, away)


def _entry(agency_id: int, number: int, day: date, minutes: int) -> dict[str, Any]:
    return {
        "agency_id": agency_id, "person_id": number + 1, "position": 0, "state": "pending", "version": 1, "text": "họp",
        "minutes": minutes, "work_date": day, "done": True, "guessed": [], "candidates": [], "created_at": BEFORE,
    }  # fmt: skip


def _leave(number: int, day: date) -> dict[str, Any]:
    return {
        "person_id": number + 1,
        "first_day": day,
        "last_day": day,
        "half": None,
        "kind": "leave",
        "created_at": BEFORE,
    }
