"""A province in bulk: agencies, units and people whose month of approved work, plans and delays is closed.

Written by the database itself from a few dozen patterns of a month, day after day and within a day in no order of the
people, as an office tells its work: no person's lines lie side by side.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, text

from services.when import is_working_day
from storage import bulk
from storage.database import Database
from storage.tables import Agency, Catalogue, Person, Unit

YEAR, MONTH = 2026, 10
FIRST, LAST = date(YEAR, MONTH, 1), date(YEAR, MONTH, 31)
NOW = datetime(2026, 11, 3, 2, tzinfo=UTC)
LINES = 110
"""Approved lines of a person and month: five on each of 22 working days."""
PATTERNS = 97
ITEMS = 60
"""Work items of the catalogue; a person uses some twenty of them in a month."""
UNIT, AGENCY = 20, 200
"""People of a unit, and of an agency."""

ENTRIES = """
INSERT INTO entry (agency_id, person_id, position, state, version, text, item_code, item_name, item_unit, item_measure,
  coefficient, standard_minutes, quantity, work_date, done, guessed, candidates, created_at, reviewed_at,
  quality_errors, excused_errors)
SELECT p.agency_id, p.id, l.position, l.state, 2, l.item_name || ' hôm nay', l.item_code, l.item_name, 'hồ sơ',
  'product', l.coefficient, 30, l.quantity, l.work_date, TRUE, '[]', '[]', l.told_at, l.told_at, l.errors, l.excused
FROM person p JOIN bench_line l ON l.slot = p.id % :patterns
ORDER BY l.work_date, (p.id * 7919) % 10007, l.position
"""
PLANS = """
INSERT INTO quota (agency_id, person_id, year, month, item_code, item_name, item_unit, item_measure, coefficient,
  standard_minutes, catalogue_id, quantity, version, set_at)
SELECT p.agency_id, p.id, :year, :month, l.item_code, MIN(l.item_name), 'hồ sơ', 'product', MIN(l.coefficient), 30,
  (SELECT MIN(id) FROM catalogue), SUM(l.quantity) + 10000, 1, :now
FROM person p JOIN bench_line l ON l.slot = p.id % :patterns
WHERE p.id % 2 = 0 GROUP BY p.agency_id, p.id, l.item_code
"""
TASKS = """
INSERT INTO assignment (agency_id, number, giver_id, assignee_id, role, share, text, item_code, item_name, item_unit,
  item_measure, coefficient, standard_minutes, quantity, due_date, due_met, due_missed, state, progress, version,
  created_at)
SELECT p.agency_id, p.id, p.id, p.id, 'lead', 10000, 'Việc được giao', l.item_code, l.item_name, 'hồ sơ', 'product',
  l.coefficient, 30, 10000, l.work_date, TRUE, FALSE, 'approved', 100, 1, l.told_at
FROM person p JOIN bench_line l ON l.slot = p.id % :patterns WHERE l.position < 2 AND p.id % 2 = 0
"""
DELAYS = """
INSERT INTO assignment_delay (assignment_id, due_at) SELECT id, :now FROM assignment WHERE id % 5 = 0
"""
CLOSES = """
INSERT INTO period_close (agency_id, unit_id, year, month, closed_at, closed_by)
SELECT p.agency_id, p.unit_id, :year, :month, :now, MIN(p.id) FROM person p WHERE p.unit_id <= :last
AND NOT EXISTS (SELECT 1 FROM period_close c WHERE c.unit_id = p.unit_id) GROUP BY p.agency_id, p.unit_id
"""
LINE = """
CREATE TABLE bench_line (slot INTEGER, position INTEGER, state TEXT, item_code TEXT, item_name TEXT,
  coefficient BIGINT, quantity BIGINT, work_date DATE, told_at TIMESTAMP, errors INTEGER, excused INTEGER)
"""

COLUMNS = "slot position state item_code item_name coefficient quantity work_date told_at errors excused".split()


def build(database: Database, people: int, seed: int = 7) -> None:
    """Fill an empty, upgraded database; half of the people have a month's plan and tasks."""
    with database.unit_of_work() as uow:
        _people(uow, people)
        uow.commit()
        link = uow.session.connection()
        link.execute(text(LINE))
        names = ", ".join(f":{name}" for name in COLUMNS)
        link.execute(text(f"INSERT INTO bench_line VALUES ({names})"), list(_lines(random.Random(seed))))
        for statement in (ENTRIES, PLANS, TASKS, DELAYS):
            link.execute(text(statement), _values(statement))
        link.execute(text("DROP TABLE bench_line"))
        uow.commit()
        uow.session.connection().execute(text("ANALYZE"))
        uow.commit()


def close_months(database: Database, people: int) -> None:
    """Close the month of the first units, with so many people."""
    with database.unit_of_work() as uow:
        uow.session.connection().execute(text(CLOSES), _values(CLOSES, last=people // UNIT))
        uow.commit()


def forget_scores(database: Database) -> None:
    """Take every kept score away."""
    with database.unit_of_work() as uow:
        uow.session.connection().execute(text("DELETE FROM score_snapshot"))
        uow.commit()


def count_entries(database: Database) -> int:
    """How many entries there are."""
    with database.reading() as uow:
        return int(uow.session.connection().execute(text("SELECT COUNT(*) FROM entry")).scalar_one())


def _values(statement: str, last: int = 0) -> dict[str, Any]:
    known = {"patterns": PATTERNS, "year": YEAR, "month": MONTH, "now": _instant(NOW), "last": last}
    return {name: value for name, value in known.items() if f":{name}" in statement}


def _instant(at: datetime) -> str:
    return at.replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")


def _people(uow: Any, people: int) -> None:
    agencies = [Agency(code=f"cq{n:03}", name=f"Cơ quan {n}") for n in range(-(-people // AGENCY))]
    bulk.add_all(uow, agencies)
    units = [Unit(agency_id=agencies[n * UNIT // AGENCY].id or 0, name=f"Phòng {n}") for n in range(-(-people // UNIT))]
    bulk.add_all(uow, units)
    common = {"post": "x", "kind": "cong_chuc", "is_leader": False, "is_admin": False, "active": True}
    rows = [
        common | {"agency_id": units[n // UNIT].agency_id, "unit_id": units[n // UNIT].id, "staff_code": f"P{n:05}",
                  "full_name": f"Nguyễn Thị Người {n}"}
        for n in range(people)
    ]  # fmt: skip
    bulk.insert_rows(uow, Person, rows)
    once: dict[str, Any] = {"name": "chung", "version": 1, "active": True, "fingerprint": "f", "imported_at": NOW}
    bulk.add_all(uow, [Catalogue(agency_id=agencies[0].id or 0, **once)])


def _lines(chance: random.Random) -> Iterator[dict[str, Any]]:
    """Every pattern's month: some twenty items, a few used often; one line in a hundred with an error."""
    days = [FIRST + timedelta(n) for n in range(31) if is_working_day(FIRST + timedelta(n))]
    for slot in range(PATTERNS):
        mine = chance.sample(range(ITEMS), 20)
        for line in range(LINES):
            item = mine[min(int(chance.expovariate(0.2)), 19)]
            day = days[line * len(days) // LINES]
            errors = int(chance.random() < 0.01)
            yield {
                "slot": slot, "position": line, "state": "approved", "item_code": f"B.{item // 10:02}.{item % 10:02}",
                "item_name": f"Tham mưu, giải quyết hồ sơ thuộc lĩnh vực số {item}",
                "coefficient": 2500 * (1 + item % 12), "quantity": 10000 * (1 + line % 3), "work_date": day.isoformat(),
                "told_at": _instant(datetime(day.year, day.month, day.day, 9, tzinfo=UTC)), "errors": errors,
                "excused": int(errors and line % 2),
            }  # fmt: skip


def plain_aggregation(link: Connection) -> int:
    """The plain question over the same rows: person, item, sums; every row of the answer is fetched."""
    question = text(
        "SELECT person_id, item_code, SUM(quantity), SUM(quantity * coefficient) FROM entry "
        "WHERE state = 'approved' AND work_date BETWEEN :first AND :last GROUP BY person_id, item_code"
    )
    return len(link.execute(question, {"first": FIRST.isoformat(), "last": LAST.isoformat()}).fetchall())
