"""Who reviews in whose place, and from when to when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.tables import Delegation, Person
from storage.uow import UnitOfWork


def add(uow: UnitOfWork, row: Delegation) -> Delegation:
    """Insert a delegation; it has its id afterwards."""
    uow.add(row)
    uow.flush()
    return row


def get(uow: UnitOfWork, delegation_id: int) -> Delegation | None:
    """A delegation by id, of anybody, also an ended one."""
    return uow.session.get(Delegation, delegation_id)


def given(uow: UnitOfWork, giver_id: int, since: dt.date) -> list[Delegation]:
    """What a person gave away that is not over before a day, without the ended."""
    query = select(Delegation).where(Delegation.giver_id == giver_id, Delegation.last_day >= since)
    return _live(uow, query)


def received(uow: UnitOfWork, delegate_id: int, since: dt.date) -> list[Delegation]:
    """What a person was given that is not over before a day, without the ended."""
    query = select(Delegation).where(Delegation.delegate_id == delegate_id, Delegation.last_day >= since)
    return _live(uow, query)


def on_day(uow: UnitOfWork, day: dt.date, giver_ids: Sequence[int] | None = None) -> list[Delegation]:
    """What is in force on a day, of everybody or of some givers."""
    query = select(Delegation).where(Delegation.first_day <= day, Delegation.last_day >= day)
    if giver_ids is not None:
        query = query.where(col(Delegation.giver_id).in_(list(giver_ids)))
    return _live(uow, query)


def givers_to(uow: UnitOfWork, delegate_id: int, day: dt.date) -> list[Person]:
    """Active people in whose place somebody reviews on a day."""
    query = select(Person).join(Delegation, col(Delegation.giver_id) == col(Person.id))
    query = query.where(Delegation.delegate_id == delegate_id, Delegation.first_day <= day, Delegation.last_day >= day)
    query = query.where(col(Delegation.ended_at).is_(None), col(Person.active))
    return list(uow.session.exec(query.order_by(col(Person.staff_code))).all())


def end(uow: UnitOfWork, row: Delegation, at: dt.datetime) -> None:
    """End a delegation; the row stays."""
    row.ended_at = at
    uow.add(row)
    uow.flush()


def _live(uow: UnitOfWork, query: SelectOfScalar[Delegation]) -> list[Delegation]:
    query = query.where(col(Delegation.ended_at).is_(None)).order_by(col(Delegation.first_day), col(Delegation.id))
    return list(uow.session.exec(query).all())
