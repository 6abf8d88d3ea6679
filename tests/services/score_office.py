"""A seeded office with every oddity that a month's log, plan and tasks can have; and its facts found line by line."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from sqlmodel import col, select

import scoring
from services import score_rules
from services.assign_facts import facts
from storage import review
from storage.tables import Agency, Assignment, AssignmentDelay, Entry, GeneralScore, Person, Quota, Unit
from storage.uow import UnitOfWork
from tests.storage.office import NOW, a_catalogue, an_agency

YEAR, MONTH = 2026, 10
FIRST, LAST = dt.date(2026, 10, 1), dt.date(2026, 10, 31)
CLOSED_AT = dt.datetime(2026, 11, 3, 2, tzinfo=dt.UTC)
STATES = ("approved",) * 6 + ("pending", "returned", "withdrawn", "draft")
SHARES = ("1", "0.5", "0.3333", "0.25")


def seed_office(uow: UnitOfWork, units: int = 4, people: int = 6, seed: int = 1) -> list[Unit]:
    """Two agencies, units of so many people, all with a closed month but the last unit's."""
    chance = random.Random(seed)
    agencies = [an_agency(uow, "A1"), an_agency(uow, "A2")]
    catalogues = [a_catalogue(uow, agency, "B.01") for agency in agencies]
    made = []
    for number in range(units):
        agency, catalogue = agencies[number % 2], catalogues[number % 2]
        unit = Unit(agency_id=agency.id or 0, name=f"Phòng {number}")
        uow.add(unit)
        uow.flush()
        made.append(unit)
        for place in range(people):
            _person(uow, chance, agency, unit, f"P{number}{place}", catalogue.id or 0)
        if number + 1 < units:
            close(uow, unit)
    return made


def close(uow: UnitOfWork, unit: Unit) -> None:
    """Close the office's month of a unit."""
    boss = uow.session.exec(select(Person).where(Person.unit_id == unit.id)).first()
    assert boss is not None
    ids = {"agency_id": unit.agency_id, "unit_id": unit.id or 0, "closed_by": boss.id or 0}
    review.close_period(uow, year=YEAR, month=MONTH, at=CLOSED_AT, **ids)


def _person(uow: UnitOfWork, chance: random.Random, agency: Agency, unit: Unit, code: str, catalogue: int) -> None:
    kind, leads = chance.choice(["cong_chuc", "cong_chuc", "vien_chuc"]), chance.random() < 0.2
    person = Person(
        agency_id=agency.id or 0, staff_code=code, full_name=f"Người {code}", unit_id=unit.id or 0, post="x", kind=kind,
        is_leader=leads,
    )  # fmt: skip
    uow.add(person)
    uow.flush()
    _general(uow, random.Random(code), person)
    tasks = [_task(uow, chance, person, number) for number in range(chance.randint(0, 3))]
    if chance.random() < 0.6:
        for item in chance.sample(range(6), 4):
            uow.add(_quota(chance, person, item, catalogue))
    for _ in range(chance.randint(5, 40)):
        uow.add(_entry(chance, person, [task.id for task in tasks]))
    uow.flush()


def _general(uow: UnitOfWork, chance: random.Random, person: Person) -> None:
    """Half of the people have confirmed general points, of the leaders đ and e as well."""
    if chance.random() < 0.5:
        return
    policy = scoring.builtin()[score_rules.POLICIES[person.kind]]
    period = scoring.Period(FIRST, LAST)
    given = {group.code: str(group.max - chance.randint(0, 2)) for group in scoring.general_groups(policy, period)}
    shares = {share.code: "100" for share in scoring.leading_shares(policy, period) if not share.computed}
    row = GeneralScore(
        agency_id=person.agency_id, person_id=person.id or 0, year=YEAR, month=MONTH, policy=policy.id, told=given,
        given=given, shares=shares if person.is_leader else {},
    )  # fmt: skip
    uow.add(row)


def _task(uow: UnitOfWork, chance: random.Random, person: Person, number: int) -> Assignment:
    row = Assignment(
        agency_id=person.agency_id, number=(person.id or 0) * 10 + number, giver_id=person.id or 0,
        assignee_id=person.id or 0, text="việc", item_code=chance.choice(["B.01", "B.02", None]), item_name="Việc giao",
        coefficient=chance.choice([Decimal("1.5"), None]), quantity=Decimal(chance.choice(["1", "2.5", "0.1"])),
        share=Decimal(chance.choice(SHARES)), due_date=dt.date(2026, chance.choice([9, 10, 10, 10]), 20),
        state=chance.choice(["accepted", "approved", "withdrawn"]), created_at=NOW,
    )  # fmt: skip
    uow.add(row)
    uow.flush()
    for day in range(chance.randint(0, 2)):
        due = dt.datetime(2026, 10, 20 + day, 10, tzinfo=dt.UTC)
        uow.add(AssignmentDelay(assignment_id=row.id or 0, due_at=due, cause=chance.choice([None, "mưa lũ"])))
    return row


def _quota(chance: random.Random, person: Person, item: int, catalogue: int) -> Quota:
    return Quota(
        agency_id=person.agency_id, person_id=person.id or 0, year=YEAR, month=chance.choice([10, 10, 10, 9]),
        item_code=f"B.0{item}", item_name=f"Việc {item}", item_unit="hồ sơ", item_measure="product",
        coefficient=Decimal(chance.choice(["0.5", "1", "1.25"])), standard_minutes=30, catalogue_id=catalogue,
        quantity=Decimal(chance.randint(1, 20)), set_at=NOW,
    )  # fmt: skip


def _entry(chance: random.Random, person: Person, tasks: list[int | None]) -> Entry:
    item = chance.choice([*range(6), None])
    errors = chance.choice([0, 0, 0, 1, 2])
    return Entry(
        agency_id=person.agency_id, person_id=person.id or 0, state=chance.choice(STATES), text="việc",
        item_code=None if item is None else f"B.0{item}",
        item_name=None if item is None else chance.choice([f"Việc {item}", f"Việc đổi tên {item}"]),
        coefficient=None if item is None else Decimal(chance.choice(["1", "1", "1.25"])),
        quantity=chance.choice([None, Decimal(0), Decimal(1), Decimal("2.5"), Decimal("0.0001")]),
        work_date=chance.choice([FIRST, LAST, dt.date(2026, 10, 15), dt.date(2026, 9, 30), dt.date(2026, 11, 1)]),
        assignment_id=chance.choice([None, None, *tasks]), quality_errors=errors,
        excused_errors=chance.randint(0, errors), created_at=NOW,
    )  # fmt: skip


def line_by_line(uow: UnitOfWork, person_id: int) -> tuple[str, list[dict[str, Any]]]:
    """The same facts from single rows: what a score compares with, and its lines as the contract writes them."""
    query = select(Entry).where(Entry.person_id == person_id, Entry.state == "approved").order_by(col(Entry.id))
    done = [row for row in uow.session.exec(query) if FIRST <= row.work_date <= LAST]
    told = [fact for fact in facts(uow, [person_id], FIRST, LAST) if fact.coefficient is not None and fact.assigned > 0]
    lines = _of_plan(told, done) if any(fact.state == "plan" for fact in told) else _of_log(done, told)
    base = "assigned" if any(fact.state == "plan" for fact in told) else "approved"
    case = scoring.Case("x", scoring.Official("x", "cong_chuc"), scoring.Period(FIRST, LAST), tuple(lines))
    return base, scoring.render_case(case)["work"]  # type: ignore[return-value]


def _of_log(done: Iterable[Entry], told: list[Any]) -> list[scoring.Work]:
    groups: dict[tuple[str, Decimal], list[Entry]] = defaultdict(list)
    for row in done:
        if row.item_code and row.coefficient is not None and row.quantity:
            groups[row.item_code, row.coefficient].append(row)
    lines = []
    left = {fact.assignment_id: fact for fact in told if fact.delays}
    for (code, weight), rows in sorted(groups.items()):
        late = [left.pop(row.assignment_id) for row in rows if row.assignment_id in left]
        delays = {
            "delays": sum(fact.delays for fact in late),
            "excused_delays": sum(min(fact.delays, fact.excused_delays) for fact in late),
        }
        several = sum(other == code for other, _ in groups) > 1
        total = sum((row.quantity or Decimal(0) for row in rows), Decimal(0))
        named = {"item": code, "label": rows[0].item_name}
        lines.append(
            scoring.Work(
                f"{code} × {weight}" if several else code, weight, total, total, **_errors(rows), **delays, **named
            )
        )
    return sorted(lines, key=lambda line: (-line.done * line.coefficient, line.ref))


def _of_plan(told: list[Any], done: list[Entry]) -> list[scoring.Work]:
    tasks = {fact.assignment_id for fact in told if fact.assignment_id}
    lines = []
    for fact in told:
        if fact.assignment_id:
            rows = [row for row in done if row.assignment_id == fact.assignment_id]
        else:
            rows = [row for row in done if row.item_code == fact.item and row.assignment_id not in tasks]
        total = sum((row.quantity or Decimal(0) for row in rows), Decimal(0))
        late = {"delays": fact.delays, "excused_delays": fact.excused_delays}
        named = {"item": fact.item, "label": fact.label}
        lines.append(scoring.Work(fact.ref, fact.coefficient, fact.assigned, total, **_errors(rows), **late, **named))
    return lines


def _errors(rows: Iterable[Entry]) -> dict[str, int]:
    rows = list(rows)
    return {
        "quality_errors": sum(row.quality_errors for row in rows),
        "excused_quality_errors": sum(row.excused_errors for row in rows),
    }
