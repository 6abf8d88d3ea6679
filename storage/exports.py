"""Lines as a stream, for `soviec entries --json` and sheets: never all of them in memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sqlmodel import col, func, select

from storage.tables import Entry, Person
from storage.uow import UnitOfWork

BATCH = 500


def lines(
    uow: UnitOfWork,
    *,
    agency_id: int | None = None,
    staff_code: str | None = None,
    first: dt.date | None = None,
    last: dt.date | None = None,
) -> Iterator[tuple[str, Entry]]:
    """(staff code, line) in the order of telling, every state; days from `first` to `last`, both included."""
    query = select(Person.staff_code, Entry).join(Person, col(Person.id) == Entry.person_id)
    if agency_id is not None:
        query = query.where(Entry.agency_id == agency_id)
    if staff_code is not None:
        query = query.where(func.lower(Person.staff_code) == staff_code.strip().lower())
    if first is not None:
        query = query.where(Entry.work_date >= first)
    if last is not None:
        query = query.where(Entry.work_date <= last)
    yield from uow.session.exec(query.order_by(col(Entry.id)).execution_options(yield_per=BATCH))
