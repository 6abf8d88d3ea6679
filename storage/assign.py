"""Việc được giao: numbered within the agency, found by both sides."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import update
from sqlmodel import col, func, select

from storage.errors import StaleVersion
from storage.tables import Agency, Assignment
from storage.uow import UnitOfWork

OPEN = ("given", "accepted")


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


def get(uow: UnitOfWork, assignment_id: int) -> Assignment | None:
    """A task by id, of anybody."""
    return uow.session.get(Assignment, assignment_id)


def by_number(uow: UnitOfWork, agency_id: int, number: int) -> Assignment | None:
    """A task by its number in the agency."""
    query = select(Assignment).where(Assignment.agency_id == agency_id, Assignment.number == number)
    return uow.session.exec(query).first()


def open_for(uow: UnitOfWork, assignee_id: int) -> list[Assignment]:
    """Open tasks given to a person, nearest deadline first, those without one last."""
    return _open(uow, Assignment.assignee_id == assignee_id)


def open_by(uow: UnitOfWork, giver_id: int) -> list[Assignment]:
    """Open tasks that a person gave, nearest deadline first, those without one last."""
    return _open(uow, Assignment.giver_id == giver_id)


def _open(uow: UnitOfWork, whose: bool) -> list[Assignment]:
    query = select(Assignment).where(whose, col(Assignment.state).in_(OPEN))
    rows = uow.session.exec(query).all()
    return sorted(rows, key=lambda row: (row.due_date or dt.date.max, row.due_time or "24:00", row.number))


def move(uow: UnitOfWork, row: Assignment, state: str, at: dt.datetime) -> None:
    """Put a task into a state and raise its version. Raises StaleVersion where somebody else was first."""
    values: dict[str, object] = {"state": state, "version": row.version + 1}
    if state == "accepted":
        values["accepted_at"] = at
    if state in ("done", "withdrawn"):
        values["closed_at"] = at
    same = (col(Assignment.id) == row.id, col(Assignment.version) == row.version)
    moved = uow.session.execute(update(Assignment).where(*same).values(**values).returning(col(Assignment.id))).first()
    if moved is None:
        raise StaleVersion(table="assignment", row_id=row.id, expected=row.version, found=None)
    uow.session.refresh(row)
