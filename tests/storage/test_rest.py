"""Tasks, leave, questions, wordings and the trail of deeds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from storage import assign, audit, leave, questions, wordings
from storage.database import Database
from storage.tables import Assignment, Leave, Person, Question
from storage.uow import UnitOfWork
from tests.storage.office import DAY, NOW, a_person, an_agency

LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def uow(database: Database) -> Iterator[UnitOfWork]:
    with database.unit_of_work() as opened:
        yield opened


@pytest.fixture
def person(uow: UnitOfWork) -> Person:
    return a_person(uow, an_agency(uow))


def a_task(uow: UnitOfWork, giver: Person, to: Person, **more: Any) -> Assignment:
    values: dict[str, Any] = {"text": "dự thảo tờ trình", "quantity": Decimal(1), "state": "given"} | more
    number = assign.next_number(uow, giver.agency_id)
    row = Assignment(
        agency_id=giver.agency_id, number=number, giver_id=giver.id, assignee_id=to.id, created_at=NOW, **values
    )
    return assign.add(uow, row)


def test_tasks_are_numbered_in_their_agency(uow: UnitOfWork, person: Person) -> None:
    other = a_person(uow, an_agency(uow, "PH02"))
    first, second, elsewhere = a_task(uow, person, person), a_task(uow, person, person), a_task(uow, other, other)
    assert (first.number, second.number, elsewhere.number) == (1, 2, 1)
    assert assign.of_number(uow, person.agency_id, 2) == [second]
    assert assign.of_number(uow, person.agency_id, 3) == []


def test_open_tasks_by_deadline(uow: UnitOfWork, person: Person) -> None:
    giver = a_person(uow, an_agency(uow, "PH02"))
    whenever = a_task(uow, giver, person)
    evening = a_task(uow, giver, person, due_date=DAY, due_time="17:00")
    morning = a_task(uow, giver, person, due_date=DAY, due_time="08:00")
    a_task(uow, giver, person, state="done")
    assert assign.open_for(uow, person.id or 0) == [morning, evening, whenever]
    assert assign.open_by(uow, giver.id or 0) == [morning, evening, whenever]
    assert assign.open_for(uow, giver.id or 0) == []


def test_a_task_moves_on(uow: UnitOfWork, person: Person) -> None:
    task = a_task(uow, person, person)
    assign.change(uow, task, "accepted", actor_id=person.id, at=NOW, state="accepted", accepted_at=NOW)
    assign.change(uow, task, "done", actor_id=person.id, at=LATER, state="done", closed_at=LATER)
    assert (task.state, task.version, task.accepted_at, task.closed_at) == ("done", 3, NOW, LATER)
    kept = assign.history(uow, task.id or 0)
    assert [(v.operation, assign.kept_values(v)["state"]) for v in kept] == [
        ("accepted", "given"),
        ("done", "accepted"),
    ]


def absence(uow: UnitOfWork, person: Person, first: dt.date, last: dt.date, half: str | None = None) -> Leave:
    return leave.add(uow, Leave(person_id=person.id or 0, first_day=first, last_day=last, half=half, created_at=NOW))


def test_leave_covers_its_days(uow: UnitOfWork, person: Person) -> None:
    day = dt.timedelta(days=1)
    week = absence(uow, person, DAY, DAY + 4 * day)
    half = absence(uow, person, DAY + 7 * day, DAY + 7 * day, "am")
    assert leave.on_day(uow, person.id or 0, DAY + 4 * day) == [week]
    assert leave.on_day(uow, person.id or 0, DAY + 5 * day) == []
    assert leave.between(uow, person.id or 0, DAY + 4 * day, DAY + 9 * day) == [week, half]
    assert leave.latest(uow, person.id or 0) is half
    leave.cancel(uow, half, NOW)
    assert leave.latest(uow, person.id or 0) is week
    assert leave.of_person(uow, person.id or 0, DAY) == [week]


def test_a_question_waits_until_every_point_is_answered(uow: UnitOfWork, person: Person) -> None:
    def ask(chat: str) -> Question:
        parts = [{"kind": "item", "open": True}, {"kind": "date", "open": True}]
        row = Question(person_id=person.id or 0, channel="t", chat_id=chat, kind="item", parts=parts, asked_at=NOW)
        return questions.add(uow, row)

    first, second, elsewhere = ask("a"), ask("a"), ask("b")
    assert questions.latest_open(uow, person.id or 0, "t", "a") is second
    questions.update(uow, second, [{"kind": "item", "open": False}, {"kind": "date", "open": True}], LATER)
    uow.session.refresh(second)
    assert (second.parts[0]["open"], second.closed_at) == (False, None)
    questions.update(uow, second, [{"kind": "item", "open": False}, {"kind": "date", "open": False}], LATER)
    assert second.closed_at == LATER
    assert questions.latest_open(uow, person.id or 0, "t", "a") is first
    questions.close(uow, first, LATER)
    assert questions.all_open(uow, person.id or 0) == [elsewhere]


def test_the_latest_meaning_of_a_wording_counts(uow: UnitOfWork, person: Person) -> None:
    wordings.put(uow, person.id or 0, "soạn công văn", "B.01", NOW)
    wordings.put(uow, person.id or 0, "soạn công văn", "B.02", LATER)
    wordings.put(uow, person.id or 0, "họp", "B.03", NOW)
    assert wordings.of_person(uow, person.id or 0) == {"soạn công văn": "B.02", "họp": "B.03"}
    assert wordings.forget(uow, person.id or 0, "họp") == 1
    assert wordings.forget(uow, person.id or 0) == 1
    assert wordings.of_person(uow, person.id or 0) == {}


def test_the_trail_is_found_by_row_person_and_code(uow: UnitOfWork, person: Person) -> None:
    for code, row in (("entry.recorded", 1), ("entry.edit", 1), ("entry.recorded", 2)):
        uow.audit(code, actor_id=person.id, table="entry", row_id=row, at=NOW)
    assert [record.code for record in audit.of_row(uow, "entry", 1)] == ["entry.recorded", "entry.edit"]
    assert [record.row_id for record in audit.by_actor(uow, person.id or 0)] == [2, 1, 1]
    assert [record.row_id for record in audit.by_code(uow, "entry.recorded")] == [2, 1]
