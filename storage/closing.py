"""Months of a unit: opened again with a reason, which is kept."""

from __future__ import annotations

import datetime as dt

from sqlmodel import col, select

from storage.tables import PeriodClose, PeriodReopening
from storage.uow import UnitOfWork


def reopen(uow: UnitOfWork, row: PeriodClose, *, by: int | None, reason: str, at: dt.datetime) -> PeriodReopening:
    """Take a close away and keep that it was there, who took it away and why."""
    kept = PeriodReopening(
        agency_id=row.agency_id, unit_id=row.unit_id, year=row.year, month=row.month, closed_at=row.closed_at,
        closed_by=row.closed_by, reopened_at=at, reopened_by=by, reason=reason,
    )  # fmt: skip
    uow.add(kept)
    uow.session.delete(row)
    uow.flush()
    return kept


def reopenings(uow: UnitOfWork, unit_id: int, year: int, month: int) -> list[PeriodReopening]:
    """How often a month was opened again, oldest first."""
    query = select(PeriodReopening).where(PeriodReopening.unit_id == unit_id, PeriodReopening.year == year)
    query = query.where(PeriodReopening.month == month).order_by(col(PeriodReopening.id))
    return list(uow.session.exec(query).all())


def closed_units(uow: UnitOfWork, agency_id: int, year: int, month: int) -> set[int]:
    """The units of an agency whose month is closed."""
    query = select(PeriodClose.unit_id).where(PeriodClose.agency_id == agency_id, PeriodClose.year == year)
    return set(uow.session.exec(query.where(PeriodClose.month == month)).all())
