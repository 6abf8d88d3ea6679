"""The calendar rows of an agency: few queries, whether for one person or for all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement
from sqlalchemy import select as columns
from sqlmodel import col, or_, select

from storage.tables import CalendarDay, Leave, Person, WorkRule
from storage.uow import UnitOfWork

Owned = TypeVar("Owned", CalendarDay, WorkRule)


def _mine(table: type[CalendarDay] | type[WorkRule], person: Person | None) -> list[ColumnElement[bool]]:
    """Only what can concern one person: the agency's, their unit's and their own rows."""
    if person is None:
        return []
    units = or_(col(table.unit_id).is_(None), col(table.unit_id) == person.unit_id)
    return [units, or_(col(table.person_id).is_(None), col(table.person_id) == person.id)]


def days(
    uow: UnitOfWork, agency_id: int, first: dt.date, last: dt.date, person: Person | None = None
) -> list[CalendarDay]:
    """Days of the agency, its units and people from `first` to `last`; with `person` only what concerns them."""
    query = select(CalendarDay).where(CalendarDay.agency_id == agency_id, *_mine(CalendarDay, person))
    query = query.where(CalendarDay.day >= first, CalendarDay.day <= last)
    return list(uow.session.exec(query.order_by(col(CalendarDay.id))).all())


def rules(
    uow: UnitOfWork, agency_id: int, first: dt.date, last: dt.date, person: Person | None = None
) -> list[WorkRule]:
    """Rules in force on any day from `first` to `last`, the newest first."""
    query = select(WorkRule).where(WorkRule.agency_id == agency_id, *_mine(WorkRule, person))
    query = query.where(WorkRule.first_day <= last)
    query = query.where(or_(col(WorkRule.last_day).is_(None), col(WorkRule.last_day) >= first))
    order = (col(WorkRule.first_day).desc(), col(WorkRule.id).desc())
    return list(uow.session.exec(query.order_by(*order)).all())


def all_rules(uow: UnitOfWork, agency_id: int) -> list[WorkRule]:
    """Every rule of an agency, also those that have ended."""
    return list(uow.session.exec(select(WorkRule).where(WorkRule.agency_id == agency_id)).all())


def seats(uow: UnitOfWork, agency_id: int, first: dt.date) -> list[tuple[int, int, dt.date | None]]:
    """(person, unit, day of leaving) of everybody active in an agency, and of who left after a day."""
    query = columns(col(Person.id), col(Person.unit_id), col(Person.left_on)).where(col(Person.agency_id) == agency_id)
    query = query.where(or_(col(Person.active), col(Person.left_on) > first))
    return [(person, unit, left) for person, unit, left in uow.session.execute(query) if person is not None]


def absences(uow: UnitOfWork, agency_id: int, first: dt.date, last: dt.date) -> list[Leave]:
    """Everybody's absences of an agency that touch the days from `first` to `last`, without the cancelled."""
    query = select(Leave).join(Person, col(Person.id) == Leave.person_id).where(Person.agency_id == agency_id)
    query = query.where(Leave.first_day <= last, Leave.last_day >= first, col(Leave.cancelled_at).is_(None))
    return list(uow.session.exec(query.order_by(col(Leave.first_day), col(Leave.id))).all())


def remove(uow: UnitOfWork, rows: Sequence[Owned]) -> None:
    """Take rows out of the calendar; the trail of deeds says that it happened."""
    for row in rows:
        uow.session.delete(row)
    uow.flush()
