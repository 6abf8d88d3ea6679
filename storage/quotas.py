"""The month's plan: what is asked of a person, item by item."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, delete
from sqlalchemy import select as columns_of
from sqlmodel import and_, col, func, or_, select

from storage.assign import CHUNK
from storage.tables import Entry, Quota
from storage.uow import UnitOfWork
from storage.writing import table_of

FACTS = ("id", "person_id", "item_code", "item_name", "coefficient", "quantity", "item_measure", "item_unit")


def of_person(uow: UnitOfWork, person_id: int, year: int, month: int) -> list[Quota]:
    """A person's plan of a month, by item."""
    query = select(Quota).where(Quota.person_id == person_id, Quota.year == year, Quota.month == month)
    return list(uow.session.exec(query.order_by(col(Quota.item_code))).all())


def of_months(uow: UnitOfWork, person_ids: Sequence[int], months: Sequence[tuple[int, int]]) -> list[Row[Any]]:
    """The plans of many people for some months, by person and month: the columns FACTS."""
    rows: list[Row[Any]] = []
    if not months:
        return rows
    plan = table_of(Quota).c
    query = columns_of(*(plan[name] for name in FACTS))
    query = query.where(or_(*(and_(plan.year == year, plan.month == month) for year, month in months)))
    query = query.order_by(plan.person_id, plan.year, plan.month, plan.item_code)
    for start in range(0, len(person_ids), CHUNK):
        some = query.where(plan.person_id.in_(list(person_ids[start : start + CHUNK])))
        rows += uow.session.execute(some).all()
    return rows


def planned_items(uow: UnitOfWork, person_ids: Sequence[int], year: int, month: int) -> dict[int, int]:
    """How many items each person's plan of a month has; people without one are left out."""
    query = select(Quota.person_id, func.count()).where(Quota.year == year, Quota.month == month)
    query = query.where(col(Quota.person_id).in_(list(person_ids))).group_by(col(Quota.person_id))
    return dict(uow.session.exec(query).all())


def done_by_item(
    uow: UnitOfWork, person_id: int, first: dt.date, last: dt.date
) -> dict[str, tuple[Decimal, Decimal]]:  # fmt: skip
    """(approved, still waiting) quantity by item of a person's log from `first` to `last`."""
    query = select(Entry.item_code, Entry.state, func.sum(Entry.quantity)).where(Entry.person_id == person_id)
    query = query.where(Entry.work_date >= first, Entry.work_date <= last, col(Entry.item_code).is_not(None))
    query = query.where(col(Entry.state).in_(("approved", "pending"))).group_by(col(Entry.item_code), col(Entry.state))
    found: dict[str, tuple[Decimal, Decimal]] = {}
    for code, state, total in uow.session.exec(query).all():
        approved, waiting = found.get(code or "", (Decimal(0), Decimal(0)))
        amount = Decimal(total or 0)
        found[code or ""] = (approved + amount, waiting) if state == "approved" else (approved, waiting + amount)
    return found


def put(uow: UnitOfWork, row: Quota) -> None:
    """Add or update one line of a plan."""
    uow.add(row)
    uow.flush()


def remove(uow: UnitOfWork, row: Quota) -> None:
    """Take one line out of a plan."""
    uow.session.execute(delete(Quota).where(col(Quota.id) == row.id))
    uow.session.expunge(row)
