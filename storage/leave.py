"""Absence: which days, never why."""

from __future__ import annotations

import datetime as dt

from sqlmodel import col, select

from storage.tables import Leave
from storage.uow import UnitOfWork


def add(uow: UnitOfWork, row: Leave) -> Leave:
    """Insert an absence; it has its id afterwards."""
    uow.add(row)
    uow.flush()
    return row


def get(uow: UnitOfWork, leave_id: int) -> Leave | None:
    """An absence by id, of anybody, also a cancelled one."""
    return uow.session.get(Leave, leave_id)


def between(uow: UnitOfWork, person_id: int, first: dt.date, last: dt.date) -> list[Leave]:
    """Absences of a person that touch the days from `first` to `last`, without the cancelled."""
    query = select(Leave).where(Leave.person_id == person_id, col(Leave.cancelled_at).is_(None))
    query = query.where(Leave.first_day <= last, Leave.last_day >= first)
    return list(uow.session.exec(query.order_by(col(Leave.first_day), col(Leave.id))).all())


def on_day(uow: UnitOfWork, person_id: int, day: dt.date) -> list[Leave]:
    """Absences of a person on a day (two halves may be two rows)."""
    return between(uow, person_id, day, day)


def latest(uow: UnitOfWork, person_id: int) -> Leave | None:
    """The absence that a person told last and has not cancelled."""
    query = select(Leave).where(Leave.person_id == person_id, col(Leave.cancelled_at).is_(None))
    return uow.session.exec(query.order_by(col(Leave.id).desc()).limit(1)).first()


def of_message(uow: UnitOfWork, person_id: int, said: str) -> list[Leave]:
    """What a chat message of a person told and still stands, in order."""
    query = select(Leave).where(Leave.said == said, Leave.person_id == person_id, col(Leave.cancelled_at).is_(None))
    return list(uow.session.exec(query.order_by(col(Leave.first_day), col(Leave.half))).all())


def of_person(uow: UnitOfWork, person_id: int, since: dt.date) -> list[Leave]:
    """Absences of a person that end on or after a day, without the cancelled."""
    return between(uow, person_id, since, dt.date.max)


def cancel(uow: UnitOfWork, row: Leave, at: dt.datetime) -> None:
    """Cancel an absence; the row stays."""
    row.cancelled_at = at
    uow.add(row)
    uow.flush()
