"""Giao việc, first form: a leader gives work to people below; each is told privately and takes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import nlu
from services import permissions
from services.errors import NotFound, Refusal, Stale
from services.office import Office
from services.values import TaskView, Who
from storage import assign as store
from storage import people
from storage.tables import Assignment, Person
from storage.uow import UnitOfWork

SURE = 0.7


def give(uow: UnitOfWork, office: Office, who: Who, reading: nlu.AssignReading, now: datetime) -> tuple[TaskView, ...]:
    """Give the work to each named person. Raises Refusal assign.not_leader, .nobody, .unknown, .several."""
    below = permissions.access_people_below(uow, who)
    if not below:
        raise Refusal("assign.not_leader")
    if not reading.assignees:
        raise Refusal("assign.nobody")
    if not reading.text.strip():
        raise Refusal("assign.no_work")
    chosen = {person.id: person for person in (find_assignee(below, name) for name in reading.assignees)}
    return tuple(_give_one(uow, office, who, person, reading, now) for person in chosen.values())


def find_assignee(below: Sequence[Person], name: str) -> Person:
    """The one person below with that name: staff code, full name, or its last words, with or without accents."""
    wanted = nlu.fold(name).split()
    exact = [p for p in below if p.staff_code.lower() == name.lower()]
    found = exact or [p for p in below if nlu.fold(p.full_name).split()[-len(wanted) :] == wanted]
    if not found:
        raise Refusal("assign.unknown", name=name)
    accented = [p for p in found if p.full_name.lower().split()[-len(wanted) :] == name.lower().split()]
    found = accented if len(accented) == 1 else found
    if len(found) > 1:
        raise Refusal("assign.several", count=len(found), name=name, people=", ".join(p.full_name for p in found))
    return found[0]


def _give_one(
    uow: UnitOfWork, office: Office, who: Who, person: Person, reading: nlu.AssignReading, now: datetime
) -> TaskView:
    reader = office.readers.for_agency(uow, who.agency_id)
    sure = reading.candidates and reading.candidates[0].probability >= SURE
    item = reader.item(reading.item) if sure else None
    due_date, due_time = _due(reading.due)
    row = Assignment(
        agency_id=who.agency_id, number=store.next_number(uow, who.agency_id), giver_id=who.id,
        assignee_id=person.id or 0, text=reading.text, item_code=item.code if item else None,
        item_name=item.name if item else None, quantity=reading.quantity, due_date=due_date, due_time=due_time,
        state="given", created_at=now,
    )  # fmt: skip
    store.add(uow, row)
    uow.audit("assignment.given", actor_id=who.id, table="assignment", row_id=row.id, at=now)
    return task_view(uow, row)


def _due(due: str | None) -> tuple[date | None, str | None]:
    if due is None:
        return None, None
    day, _, time = due.partition("T")
    return date.fromisoformat(day), time or None


def task_view(uow: UnitOfWork, row: Assignment) -> TaskView:
    """An assignment as a value, with the names of both sides."""
    giver, assignee = people.get(uow, row.giver_id), people.get(uow, row.assignee_id)
    assert row.id is not None
    assert giver is not None
    assert assignee is not None
    return TaskView(
        id=row.id, number=row.number, version=row.version, text=row.text, item_name=row.item_name,
        quantity=row.quantity, due_date=row.due_date, due_time=row.due_time, state=row.state,
        giver=giver.full_name, giver_id=row.giver_id, assignee=assignee.full_name, assignee_id=row.assignee_id,
        created_at=row.created_at,
    )  # fmt: skip


def move(uow: UnitOfWork, who: Who, assignment_id: int, version: int, state: str, now: datetime) -> TaskView:
    """Take ("accepted"), finish ("done") or take back ("withdrawn") a task. Raises NotFound, Stale, Refusal."""
    row = permissions.access_assignment(uow, who, assignment_id)
    allowed = {"accepted": "given", "done": "accepted", "withdrawn": "given"}
    by_giver = state == "withdrawn"
    if (row.giver_id if by_giver else row.assignee_id) != who.id:
        raise NotFound("assignment")
    if row.version != version:
        raise Stale("assignment")
    if row.state != allowed[state] and not (state == "done" and row.state == "given"):
        raise Refusal("assign.state")
    store.move(uow, row, state, now)
    uow.audit(f"assignment.{state}", actor_id=who.id, table="assignment", row_id=row.id, at=now)
    return task_view(uow, row)


def mine(uow: UnitOfWork, who: Who) -> tuple[TaskView, ...]:
    """Open tasks given to the person, nearest deadline first."""
    return tuple(task_view(uow, row) for row in store.open_for(uow, who.id))


def given(uow: UnitOfWork, who: Who) -> tuple[TaskView, ...]:
    """Open tasks that the person gave."""
    return tuple(task_view(uow, row) for row in store.open_by(uow, who.id))


def find_open(uow: UnitOfWork, who: Who, number: int) -> TaskView | None:
    """An open task by its number, if this person gave or received it."""
    row = store.by_number(uow, who.agency_id, number)
    if row is None or row.state not in store.OPEN or who.id not in (row.giver_id, row.assignee_id):
        return None
    return task_view(uow, row)
