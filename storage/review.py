"""What waits for a reviewer, and closed periods."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlmodel import col, func, select

from storage.tables import Entry, PeriodClose
from storage.uow import UnitOfWork
from storage.writing import insert_new


def pending_of(uow: UnitOfWork, person_ids: Sequence[int], limit: int | None = None) -> list[Entry]:
    """Lines of these people that wait for review, by person and day."""
    query = select(Entry).where(col(Entry.person_id).in_(list(person_ids)), Entry.state == "pending")
    query = query.order_by(col(Entry.person_id), col(Entry.work_date), col(Entry.id)).limit(limit)
    return list(uow.session.exec(query).all())


def pending_counts(uow: UnitOfWork, person_ids: Sequence[int]) -> dict[int, int]:
    """How many lines wait, by person."""
    query = select(Entry.person_id, func.count()).where(col(Entry.person_id).in_(list(person_ids)))
    return dict(uow.session.exec(query.where(Entry.state == "pending").group_by(col(Entry.person_id))).all())


def find_close(uow: UnitOfWork, unit_id: int, year: int, month: int) -> PeriodClose | None:
    """The close of a unit's month, if it is closed."""
    query = select(PeriodClose).where(
        PeriodClose.unit_id == unit_id, PeriodClose.year == year, PeriodClose.month == month
    )
    return uow.session.exec(query).first()


def close_period(
    uow: UnitOfWork, *, agency_id: int, unit_id: int, year: int, month: int, closed_by: int, at: dt.datetime
) -> bool:
    """Close a unit's month; False when it was closed before."""
    row = PeriodClose(agency_id=agency_id, unit_id=unit_id, year=year, month=month, closed_by=closed_by, closed_at=at)
    return bool(insert_new(uow, [row], ("unit_id", "year", "month")))
