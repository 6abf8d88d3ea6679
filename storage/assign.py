"""Việc được giao: numbered within the agency, one row a person, found by both sides, every state kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, update
from sqlalchemy import select as columns_of
from sqlmodel import col, func, or_, select

from storage import plain
from storage.errors import StaleVersion
from storage.tables import Agency, Assignment, AssignmentRequest, AssignmentVersion, Person, Unit
from storage.uow import UnitOfWork
from storage.writing import table_of

OPEN = ("given", "accepted", "doing", "returned")
"""States in which somebody still has to do something; such a row has no `closed_at`."""
FACTS = (
    "id", "assignee_id", "item_code", "item_name", "text", "coefficient", "quantity", "share", "due_date", "state",
    "item_measure", "item_unit",
)  # fmt: skip
CHUNK = 10_000
"""Ids in one question; far below what either database allows."""


def next_number(uow: UnitOfWork, agency_id: int) -> int:
    """The next number of an agency; nobody else gets it, for the agency is locked until the transaction ends."""
    uow.session.exec(select(Agency.id).where(Agency.id == agency_id).with_for_update()).one()
    highest = uow.session.exec(select(func.max(Assignment.number)).where(Assignment.agency_id == agency_id)).one()
    return (highest or 0) + 1


def add(uow: UnitOfWork, row: Assignment) -> Assignment:
    """Insert a task; it has its id afterwards."""
    uow.add(row)
    uow.flush()
    return row


def has_occurrence(uow: UnitOfWork, rule_id: int, day: dt.date) -> bool:
    """Whether a rule gave its work for a day already; two at once are kept apart by the index of the table."""
    query = select(Assignment.id).where(Assignment.rule_id == rule_id, Assignment.rule_day == day)
    return uow.session.exec(query.limit(1)).first() is not None


def get(uow: UnitOfWork, assignment_id: int) -> Assignment | None:
    """A task by id, of anybody."""
    return uow.session.get(Assignment, assignment_id)


def of_number(uow: UnitOfWork, agency_id: int, number: int) -> list[Assignment]:
    """Every row of a job, by its number in the agency, also closed ones."""
    query = select(Assignment).where(Assignment.agency_id == agency_id, Assignment.number == number)
    return list(uow.session.exec(query.order_by(col(Assignment.id))).all())


def of_numbers(uow: UnitOfWork, agency_id: int, numbers: Sequence[int]) -> list[Assignment]:
    """Every row of several jobs."""
    query = select(Assignment).where(Assignment.agency_id == agency_id, col(Assignment.number).in_(list(set(numbers))))
    return list(uow.session.exec(query.order_by(col(Assignment.id))).all())


def of_message(uow: UnitOfWork, message_row_id: int) -> list[Assignment]:
    """Every row that came from one message, in order."""
    query = select(Assignment).where(Assignment.message_row_id == message_row_id)
    return list(uow.session.exec(query.order_by(col(Assignment.id))).all())


def open_for(uow: UnitOfWork, assignee_id: int) -> list[Assignment]:
    """Open tasks given to a person, nearest deadline first, those without one last."""
    return _open(uow, Assignment.assignee_id == assignee_id)


def open_by(uow: UnitOfWork, giver_id: int) -> list[Assignment]:
    """Open tasks that a person gave, nearest deadline first, those without one last."""
    return _open(uow, Assignment.giver_id == giver_id)


def handed_in(uow: UnitOfWork, giver_id: int) -> list[Assignment]:
    """Tasks that a person gave and that wait for acceptance, the oldest first."""
    query = select(Assignment).where(Assignment.giver_id == giver_id, Assignment.state == "done")
    return list(uow.session.exec(query.order_by(col(Assignment.done_at), col(Assignment.id))).all())


def _open(uow: UnitOfWork, whose: bool) -> list[Assignment]:
    query = select(Assignment).where(whose, col(Assignment.closed_at).is_(None), col(Assignment.state).in_(OPEN))
    rows = uow.session.exec(query).all()
    return sorted(rows, key=lambda row: (row.due_date or dt.date.max, row.due_time or "24:00", row.number))


def change(
    uow: UnitOfWork, row: Assignment, operation: str, *, actor_id: int | None, at: dt.datetime, **fields: Any
) -> None:
    """Set `fields`, keep the state before and raise the version. Raises StaleVersion where somebody was first."""
    uow.flush()
    before = row.version
    kept = AssignmentVersion(
        assignment_id=row.id or 0, version=before, operation=operation,
        snapshot=plain.snapshot(row, table_of(Assignment)), actor_id=actor_id, at=at,
    )  # fmt: skip
    same = (col(Assignment.id) == row.id, col(Assignment.version) == before)
    changed = update(Assignment).where(*same).values(**fields, version=before + 1).returning(col(Assignment.id))
    moved = uow.session.execute(changed, execution_options={"synchronize_session": False}).first()
    uow.session.refresh(row)
    if moved is None:
        raise StaleVersion(table="assignment", row_id=row.id, expected=before, found=row.version)
    uow.add(kept)
    uow.flush()


def history(uow: UnitOfWork, assignment_id: int) -> list[AssignmentVersion]:
    """The states before each change, oldest first."""
    query = select(AssignmentVersion).where(AssignmentVersion.assignment_id == assignment_id)
    return list(uow.session.exec(query.order_by(col(AssignmentVersion.version))).all())


def kept_values(version: AssignmentVersion) -> dict[str, Any]:
    """A kept state as column values (days, decimals, instants)."""
    return plain.values(version.snapshot, table_of(Assignment))


def numbers(uow: UnitOfWork, ids: Sequence[int]) -> dict[int, int]:
    """The numbers that people know tasks by, by row id."""
    query = select(Assignment.id, Assignment.number).where(col(Assignment.id).in_(list(ids)))
    return {id_: number for id_, number in uow.session.exec(query).all() if id_ is not None}


def names(uow: UnitOfWork, ids: Sequence[int]) -> dict[int, str]:
    """Full names by person id."""
    query = select(Person.id, Person.full_name).where(col(Person.id).in_(list(set(ids))))
    return {id_: name for id_, name in uow.session.exec(query).all() if id_ is not None}


def units(uow: UnitOfWork, ids: Sequence[int]) -> dict[int, str]:
    """Names of the units of people, by person id."""
    query = select(Person.id, Unit.name).join(Unit, col(Unit.id) == Person.unit_id)
    return {id_: name for id_, name in uow.session.exec(query.where(col(Person.id).in_(list(set(ids))))).all() if id_}


def open_request(uow: UnitOfWork, assignment_id: int) -> AssignmentRequest | None:
    """What the assignee asks and the giver has not answered."""
    query = select(AssignmentRequest).where(AssignmentRequest.assignment_id == assignment_id)
    return uow.session.exec(query.where(AssignmentRequest.state == "open")).first()


def get_request(uow: UnitOfWork, request_id: int) -> AssignmentRequest | None:
    """A request by id, of anybody."""
    return uow.session.get(AssignmentRequest, request_id)


def requested(uow: UnitOfWork, assignment_ids: Sequence[int]) -> set[int]:
    """Which of these tasks have an open request."""
    query = select(AssignmentRequest.assignment_id).where(AssignmentRequest.state == "open")
    return set(uow.session.exec(query.where(col(AssignmentRequest.assignment_id).in_(list(assignment_ids)))).all())


def add_request(uow: UnitOfWork, row: AssignmentRequest) -> AssignmentRequest:
    """Insert a request; it has its id afterwards."""
    uow.add(row)
    uow.flush()
    return row


def settle_request(uow: UnitOfWork, row: AssignmentRequest, state: str, at: dt.datetime) -> None:
    """Answer or drop a request; the first answer counts."""
    row.state, row.answered_at = state, at
    uow.add(row)
    uow.flush()


def children(uow: UnitOfWork, parent_ids: Sequence[int]) -> list[Assignment]:
    """The sub-tasks of these rows that still stand."""
    query = select(Assignment).where(col(Assignment.parent_id).in_(list(parent_ids)))
    return list(uow.session.exec(query.where(col(Assignment.state).not_in(("withdrawn", "moved")))).all())


def facts(
    uow: UnitOfWork, person_ids: Sequence[int], first: dt.date, last: dt.date, since: dt.datetime, until: dt.datetime
) -> list[Row[Any]]:
    """Standing tasks due from `first` to `last`, or without a deadline and given from `since` until before `until`.

    Plain columns, not objects, for whole offices are asked for: those that `services.assign_facts` names.
    """
    rows: list[Row[Any]] = []
    task = table_of(Assignment).c
    undated = task.due_date.is_(None) & (task.created_at >= since) & (task.created_at < until)
    query = columns_of(*(task[name] for name in FACTS)).where(task.state.not_in(("withdrawn", "moved")))
    query = query.where(or_(task.due_date.between(first, last), undated)).order_by(task.assignee_id, task.id)
    for start in range(0, len(person_ids), CHUNK):
        some = query.where(task.assignee_id.in_(list(person_ids[start : start + CHUNK])))
        rows += uow.session.execute(some).all()
    return rows
