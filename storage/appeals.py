"""Objections to a returned line or a month's score, each once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import ColumnElement, literal_column
from sqlmodel import col, func, select

from storage.tables import Appeal, Person
from storage.uow import UnitOfWork
from storage.writing import insert_new

OPEN: ColumnElement[str] = literal_column("'open'")


def add(uow: UnitOfWork, row: Appeal) -> Appeal | None:
    """Insert an objection; None where the line or the month was objected to before."""
    unique = ("entry_id",) if row.entry_id is not None else ("person_id", "year", "month")
    new = insert_new(uow, [row], unique)
    return uow.session.get(Appeal, new[0]) if new else None


def get(uow: UnitOfWork, appeal_id: int) -> Appeal | None:
    """An objection by id, of anybody."""
    return uow.session.get(Appeal, appeal_id)


def lock(uow: UnitOfWork, appeal_id: int) -> Appeal | None:
    """An objection as it is now; nobody else answers it before this transaction ends."""
    query = select(Appeal).where(Appeal.id == appeal_id).with_for_update()
    return uow.session.exec(query.execution_options(populate_existing=True)).first()


def of_entry(uow: UnitOfWork, entry_id: int) -> Appeal | None:
    """The objection to a line."""
    return uow.session.exec(select(Appeal).where(Appeal.entry_id == entry_id)).first()


def waiting(uow: UnitOfWork, judge_id: int, limit: int) -> list[Appeal]:
    """Open objections that somebody has to answer, oldest first."""
    query = select(Appeal).where(Appeal.judge_id == judge_id, col(Appeal.state) == OPEN)
    return list(uow.session.exec(query.order_by(col(Appeal.id)).limit(limit)).all())


def left_behind(uow: UnitOfWork, limit: int, *, lock: bool) -> list[Appeal]:
    """Open objections whose judge is no longer active, oldest first; locked where they are to be changed."""
    query = select(Appeal).join(Person, col(Person.id) == col(Appeal.judge_id))
    query = query.where(col(Appeal.state) == OPEN, col(Person.active).is_(False)).order_by(col(Appeal.id))
    query = query.limit(limit)
    return list(uow.session.exec(query.with_for_update(of=Appeal, skip_locked=True) if lock else query).all())


def hand_over(uow: UnitOfWork, row: Appeal, judge_id: int) -> None:
    """Give an open objection to another judge."""
    row.judge_id = judge_id
    uow.add(row)
    uow.flush()


def count_waiting(uow: UnitOfWork, judge_id: int) -> int:
    """How many open objections somebody has to answer."""
    query = select(func.count()).select_from(Appeal).where(Appeal.judge_id == judge_id, col(Appeal.state) == OPEN)
    return uow.session.exec(query).one()


def of_person(uow: UnitOfWork, person_id: int, limit: int) -> list[Appeal]:
    """A person's own objections, newest first."""
    query = select(Appeal).where(Appeal.person_id == person_id).order_by(col(Appeal.id).desc()).limit(limit)
    return list(uow.session.exec(query).all())


def count_of_people(uow: UnitOfWork, person_ids: Collection[int]) -> int:
    """How many open objections these people have."""
    query = select(func.count()).select_from(Appeal).where(col(Appeal.person_id).in_(list(person_ids)))
    return uow.session.exec(query.where(col(Appeal.state) == OPEN)).one()


def settle(uow: UnitOfWork, row: Appeal, state: str, at: dt.datetime, by: int, answer: str | None) -> None:
    """Answer an open objection."""
    row.state, row.decided_at, row.decided_by, row.answer = state, at, by, answer
    uow.add(row)
    uow.flush()
