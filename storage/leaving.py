"""Who leaves and when, and what hung on them: few rows each."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement
from sqlmodel import col, or_, select

from storage.delegation import end
from storage.tables import Account, Assignment, AssignmentVersion, Delegation, Person, Unit
from storage.uow import UnitOfWork


def due(uow: UnitOfWork, today: dt.date, limit: int, *, lock: bool = False) -> list[Person]:
    """Active people whose day of leaving has come, by id; locked where it is to take effect, so that it does once."""
    query = select(Person).where(col(Person.left_on) <= today, col(Person.active))
    query = query.order_by(col(Person.id)).limit(limit)
    return list(uow.session.exec(query.with_for_update() if lock else query).all())


def administrators(uow: UnitOfWork, agency_id: int) -> list[int]:
    """The active administrators of an agency, by id."""
    query = select(Person.id).where(Person.agency_id == agency_id, col(Person.active), col(Person.is_admin))
    return [found for found in uow.session.exec(query.order_by(col(Person.id))).all() if found is not None]


def by_chat(uow: UnitOfWork, channel: str, chat_id: str) -> tuple[Person, Unit, Account] | None:
    """Who left on a known day and is still linked to a chat, with unit and account."""
    mine: tuple[ColumnElement[bool], ...] = (
        col(Account.channel) == channel, col(Account.chat_id) == chat_id, col(Account.unlinked_at).is_(None),
    )  # fmt: skip
    query = select(Person, Unit, Account).join(Account, col(Account.person_id) == Person.id)
    query = query.join(Unit, col(Unit.id) == Person.unit_id)
    query = query.where(*mine, col(Person.active).is_(False), col(Person.left_on).is_not(None))
    found = uow.session.exec(query).first()
    return None if found is None else (found[0], found[1], found[2])


def end_delegations(uow: UnitOfWork, person_id: int, today: dt.date, at: dt.datetime) -> int:
    """End what somebody gave or was given to stand in, from today on; gives how many."""
    query = select(Delegation).where(col(Delegation.ended_at).is_(None), Delegation.last_day >= today)
    query = query.where(or_(Delegation.giver_id == person_id, Delegation.delegate_id == person_id))
    rows = uow.session.exec(query).all()
    for row in rows:
        end(uow, row, at)
    return len(rows)


def inherited(uow: UnitOfWork, giver_id: int, step: str) -> list[Assignment]:
    """Tasks that went from a giver to somebody else by `step` and have not changed since, by number."""
    query = select(Assignment, AssignmentVersion).join(
        AssignmentVersion,
        (col(AssignmentVersion.assignment_id) == Assignment.id)
        & (col(AssignmentVersion.version) == Assignment.version - 1),
    )
    agency = select(Person.agency_id).where(Person.id == giver_id).scalar_subquery()
    query = query.where(AssignmentVersion.operation == step, Assignment.agency_id == agency)
    rows = uow.session.exec(query.order_by(col(Assignment.number), col(Assignment.id))).all()
    return [row for row, before in rows if before.snapshot.get("giver_id") == giver_id]
