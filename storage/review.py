"""What waits for a reviewer: pending lines, what stands beside them, what is usual; lists, decisions, closed months."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Row, delete, literal_column, type_coerce, update
from sqlmodel import col, func, select

from storage import bulk
from storage.tables import Entry, EntryVersion, PeriodClose, Person, ReviewList, Unit
from storage.types import SCALE
from storage.uow import UnitOfWork
from storage.writing import insert_new

PENDING: ColumnElement[str] = literal_column("'pending'")  # the small index is found (storage/inbox.py says why)
STANDING = ("pending", "approved", "returned")


@dataclass(frozen=True)
class Usual:
    """How often and how much of an item: number of lines, their mean quantity, the highest one."""

    lines: int
    mean: Decimal
    most: Decimal


def pending_of(uow: UnitOfWork, person_ids: Sequence[int], limit: int | None = None) -> list[Entry]:
    """Lines of these people that wait for review, the oldest days first."""
    query = select(Entry).where(col(Entry.person_id).in_(list(person_ids)), col(Entry.state) == PENDING)
    query = query.order_by(col(Entry.work_date), col(Entry.person_id), col(Entry.id)).limit(limit)
    return list(uow.session.exec(query).all())


def pending_counts(uow: UnitOfWork, person_ids: Sequence[int]) -> dict[int, int]:
    """How many lines wait, by person."""
    query = select(Entry.person_id, func.count()).where(col(Entry.person_id).in_(list(person_ids)))
    return dict(uow.session.exec(query.where(col(Entry.state) == PENDING).group_by(col(Entry.person_id))).all())


def waiting_since(
    uow: UnitOfWork, before: dt.datetime | None, agency_id: int | None = None
) -> list[tuple[int, int, dt.date]]:
    """(person, lines, oldest day) of everybody (or of an agency) with lines that wait, since before an instant if one
    is given: one query for all."""
    oldest = func.min(Entry.work_date)
    query = select(Entry.person_id, func.count(), oldest).where(col(Entry.state) == PENDING)
    query = query.where(Entry.created_at < before) if before is not None else query
    query = query.where(Entry.agency_id == agency_id) if agency_id is not None else query
    query = query.group_by(col(Entry.person_id)).order_by(col(Entry.person_id))
    return [(person, count, day) for person, count, day in uow.session.execute(query).all()]


def beside(uow: UnitOfWork, entry_ids: Sequence[int]) -> list[Row[Any]]:
    """Every standing line of the days of these lines: what their totals and repetitions are judged by."""
    days = (
        select(col(Entry.person_id), col(Entry.work_date))
        .where(col(Entry.id).in_(list(entry_ids)))
        .distinct()
        .subquery()
    )
    same = (col(Entry.person_id) == days.c.person_id) & (col(Entry.work_date) == days.c.work_date)
    columns = (
        Entry.id, Entry.person_id, Entry.work_date, Entry.item_code, Entry.quantity, Entry.minutes, Entry.start,
        Entry.end, Entry.done, Entry.standard_minutes, Entry.item_measure, Entry.text, Entry.state,
    )  # fmt: skip
    query = select(*columns).join(days, same).where(col(Entry.state).in_(STANDING))  # type: ignore[call-overload]
    return list(uow.session.execute(query.order_by(col(Entry.id))).all())


def habits(
    uow: UnitOfWork, unit_ids: Sequence[int], items: Sequence[str], first: dt.date, last: dt.date
) -> dict[tuple[int, int, str], Usual]:
    """What the people of some units usually do of some items by approved lines: (unit, person, item) → how much."""
    people = select(Person.id).where(col(Person.unit_id).in_(list(unit_ids)))
    quantity: Any = type_coerce(col(Entry.quantity), BigInteger)
    columns = (col(Person.unit_id), col(Entry.person_id), col(Entry.item_code))
    query = select(*columns, func.count(quantity), func.sum(quantity), func.max(quantity))  # type: ignore[call-overload]
    query = query.join(Person, col(Person.id) == Entry.person_id).where(col(Entry.person_id).in_(people))
    query = query.where(Entry.state == "approved", col(Entry.work_date).between(first, last))
    query = query.where(col(Entry.item_code).in_(list(items)), col(Entry.quantity).is_not(None))
    rows = uow.session.execute(query.group_by(*columns)).all()
    return {
        (unit, person, item): Usual(count, Decimal(int(total)) / count / SCALE, Decimal(int(most)) / SCALE)
        for unit, person, item, count, total, most in rows
    }


# lists


def add_list(uow: UnitOfWork, row: ReviewList) -> ReviewList:
    """Keep a list that a reviewer is shown; it has its number afterwards."""
    uow.add(row)
    uow.flush()
    return row


def get_list(uow: UnitOfWork, list_id: int) -> ReviewList | None:
    """A list by its number, of anybody."""
    return uow.session.get(ReviewList, list_id)


def last_list(uow: UnitOfWork, reviewer_id: int, channel: str, chat_id: str) -> ReviewList | None:
    """The list that a reviewer saw last in a chat."""
    query = select(ReviewList).where(ReviewList.reviewer_id == reviewer_id, ReviewList.channel == channel)
    query = query.where(ReviewList.chat_id == chat_id).order_by(col(ReviewList.id).desc()).limit(1)
    return uow.session.exec(query).first()


def turn_page(uow: UnitOfWork, row: ReviewList, lines: list[list[int]], shown: int) -> None:
    """Note what a reviewer has been shown by now, and in which version."""
    row.lines, row.shown = lines, shown
    uow.add(row)
    uow.flush()


def forget_lists(uow: UnitOfWork, reviewer_id: int, before: dt.datetime) -> None:
    """Drop a reviewer's old lists: their numbers mean nothing any more."""
    uow.session.execute(
        delete(ReviewList).where(col(ReviewList.reviewer_id) == reviewer_id, col(ReviewList.created_at) < before)
    )


# decisions


def lock(uow: UnitOfWork, entry_ids: Sequence[int]) -> dict[int, Entry]:
    """These lines as they are now; nobody else changes them before this transaction ends."""
    query = select(Entry).where(col(Entry.id).in_(list(entry_ids))).order_by(col(Entry.id)).with_for_update()
    rows = uow.session.exec(query.execution_options(populate_existing=True)).all()
    return {row.id: row for row in rows if row.id is not None}


def lines_by_id(uow: UnitOfWork, entry_ids: Sequence[int]) -> dict[int, Entry]:
    """Lines by id, of anybody, in one query."""
    rows = uow.session.exec(select(Entry).where(col(Entry.id).in_(list(entry_ids)))).all() if entry_ids else ()
    return {row.id: row for row in rows if row.id is not None}


def decide(
    uow: UnitOfWork, rows: Sequence[Entry], *, operation: str, actor_id: int, at: dt.datetime, **fields: Any
) -> None:
    """Set `fields` of locked lines at once and keep the state before each: three statements, however many lines."""
    if not rows:
        return
    kept = [
        {"entry_id": row.id, "version": row.version, "operation": operation, "snapshot": bulk.entry_snapshot(row),
         "actor_id": actor_id, "at": at}
        for row in rows
    ]  # fmt: skip
    bulk.insert_rows(uow, EntryVersion, kept)
    ids = [row.id for row in rows if row.id is not None]
    change = update(Entry).where(col(Entry.id).in_(ids)).values(version=Entry.version + 1, **fields)
    uow.session.execute(change, execution_options={"synchronize_session": False})
    lock(uow, ids)


def latest_changes(uow: UnitOfWork, entry_ids: Sequence[int]) -> dict[int, EntryVersion]:
    """The state before the latest change of each of these lines; lines never changed are left out."""
    newest = (
        select(EntryVersion.entry_id, func.max(EntryVersion.version).label("version"))
        .where(col(EntryVersion.entry_id).in_(list(entry_ids)))
        .group_by(col(EntryVersion.entry_id))
        .subquery()
    )
    same = (col(EntryVersion.entry_id) == newest.c.entry_id) & (col(EntryVersion.version) == newest.c.version)
    return {row.entry_id: row for row in uow.session.exec(select(EntryVersion).join(newest, same)).all()}


def quality(uow: UnitOfWork, person_ids: Sequence[int], first: dt.date, last: dt.date) -> list[Row[Any]]:
    """(person, entry, assignment, errors, excused) of the approved lines in which a review found any error."""
    columns = (Entry.person_id, Entry.id, Entry.assignment_id, Entry.quality_errors, Entry.excused_errors)
    query = select(*columns).where(Entry.state == "approved", col(Entry.work_date).between(first, last))  # type: ignore[call-overload]
    query = query.where(Entry.quality_errors > 0)
    found: list[Row[Any]] = []
    for start in range(0, len(person_ids), CHUNK):
        some = query.where(col(Entry.person_id).in_(list(person_ids[start : start + CHUNK])))
        found += uow.session.execute(some.order_by(col(Entry.id))).all()
    return found


CHUNK = 10_000
"""People in one query; SQLite allows 32,766 values."""


# closed months


def find_close(uow: UnitOfWork, unit_id: int, year: int, month: int) -> PeriodClose | None:
    """The close of a unit's month, if it is closed."""
    query = select(PeriodClose).where(
        PeriodClose.unit_id == unit_id, PeriodClose.year == year, PeriodClose.month == month
    )
    return uow.session.exec(query).first()


def closed_months(uow: UnitOfWork, unit_ids: Sequence[int], first: dt.date) -> set[tuple[int, int, int]]:
    """(unit, year, month) of what is closed since the month of a day."""
    since = first.year * 12 + first.month
    query = select(PeriodClose.unit_id, PeriodClose.year, PeriodClose.month)
    query = query.where(
        col(PeriodClose.unit_id).in_(list(unit_ids)), PeriodClose.year * 12 + PeriodClose.month >= since
    )
    return {(unit, year, month) for unit, year, month in uow.session.exec(query).all()}


def hold_units(uow: UnitOfWork, unit_ids: Sequence[int], *, alone: bool = False) -> None:
    """Let nobody close these units' months while lines are decided (`alone`: nobody decides while a month closes)."""
    query = select(Unit.id).where(col(Unit.id).in_(sorted(set(unit_ids)))).order_by(col(Unit.id))
    uow.session.execute(query.with_for_update(read=not alone)).all()


def close_period(
    uow: UnitOfWork, *, agency_id: int, unit_id: int, year: int, month: int, closed_by: int, at: dt.datetime
) -> bool:
    """Close a unit's month; False when it was closed before."""
    row = PeriodClose(agency_id=agency_id, unit_id=unit_id, year=year, month=month, closed_by=closed_by, closed_at=at)
    return bool(insert_new(uow, [row], ("unit_id", "year", "month")))
