"""Sums over many people in one query, exact on both databases: decimals are whole ten-thousandths."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import BigInteger, ColumnElement, and_, case, cast, func, select, type_coerce
from sqlmodel import col

from storage.entries import STANDING
from storage.tables import Entry
from storage.types import SCALE, unscaled
from storage.uow import UnitOfWork
from storage.writing import table_of


@dataclass(frozen=True)
class DaySum:
    """A person's day: minutes told, minutes by the norm of lines without told time, and the number of lines."""

    told: int
    by_norm: int
    lines: int

    @property
    def total(self) -> int:
        """Told minutes plus minutes by the norm."""
        return self.told + self.by_norm


def day_sums(
    uow: UnitOfWork, person_ids: Sequence[int], first: dt.date, last: dt.date, states: Sequence[str] = STANDING
) -> dict[tuple[int, dt.date], DaySum]:
    """Sums by (person, day) from `first` to `last`; days without any line are left out.

    The norm counts for finished lines without told time whose item is not counted in hours; quantity × standard
    minutes is rounded half up to whole minutes line by line, as the receipts show it.
    """
    return _day_sums(uow, first, last, states, col(Entry.person_id).in_(list(person_ids)))


def agency_day_sums(
    uow: UnitOfWork, agency_id: int, first: dt.date, last: dt.date, person_ids: Collection[int] | None = None
) -> dict[tuple[int, dt.date], DaySum]:
    """As `day_sums`, of everybody in an agency, or of some of them."""
    if person_ids is not None:
        return day_sums(uow, list(person_ids), first, last)
    return _day_sums(uow, first, last, STANDING, col(Entry.agency_id) == agency_id)


def _day_sums(
    uow: UnitOfWork, first: dt.date, last: dt.date, states: Sequence[str], whose: ColumnElement[bool]
) -> dict[tuple[int, dt.date], DaySum]:
    by_norm = and_(col(Entry.minutes).is_(None), col(Entry.done), func.coalesce(Entry.item_measure, "") != "hours")
    scaled = type_coerce(col(Entry.quantity), BigInteger) * cast(col(Entry.standard_minutes), BigInteger)
    rounded = case((by_norm, func.coalesce((scaled + SCALE // 2) // SCALE, 0)), else_=0)
    told = func.coalesce(func.sum(Entry.minutes), 0)
    query = select(col(Entry.person_id), col(Entry.work_date), told, func.sum(rounded), func.count())
    query = query.where(whose, col(Entry.state).in_(list(states)), col(Entry.work_date).between(first, last))
    rows = uow.session.execute(query.group_by(col(Entry.person_id), col(Entry.work_date)))
    return {(person, day): DaySum(int(told), int(norm), lines) for person, day, told, norm, lines in rows}


class WorkSum(NamedTuple):
    """Approved lines that are one for a score: of a person, task, item, coefficient and name, with or without quantity.

    `told_first` is the lowest id among them; of the `errors` that a review found, `excused` had an objective cause.
    """

    person_id: int
    assignment_id: int | None
    item_code: str | None
    coefficient: Decimal | None
    item_name: str | None
    counted: bool
    told_first: int
    quantity: Decimal
    errors: int
    excused: int


def work_sums(uow: UnitOfWork, person_ids: Sequence[int], first: dt.date, last: dt.date) -> Iterator[WorkSum]:
    """Approved work of some people from `first` to `last`, in one question and in no particular order."""
    line = table_of(Entry).c
    coefficient = type_coerce(line.coefficient, BigInteger)
    units = func.coalesce(type_coerce(line.quantity, BigInteger), 0)
    fewer = case((line.excused_errors < line.quality_errors, line.excused_errors), else_=line.quality_errors)
    keys = (line.person_id, line.assignment_id, line.item_code, coefficient, line.item_name, units != 0)
    sums = (cast(func.sum(column), BigInteger) for column in (units, line.quality_errors, fewer))
    query = select(*keys, func.min(line.id), *sums).where(line.person_id.in_(list(person_ids)))
    query = query.where(line.state == "approved", line.work_date.between(first, last)).group_by(*keys)
    for person, task, item, weight, name, has, told, total, found, let in uow.session.execute(query).all():
        known = None if weight is None else unscaled(weight)
        yield WorkSum(person, task, item, known, name, bool(has), told, unscaled(total), found, let)


def converted(
    uow: UnitOfWork, person_ids: Sequence[int], first: dt.date, last: dt.date, states: Sequence[str] = ("approved",)
) -> dict[int, Decimal]:
    """Σ quantity × coefficient by person, with all eight places; people without any line are left out."""
    product = type_coerce(col(Entry.quantity), BigInteger) * type_coerce(col(Entry.coefficient), BigInteger)
    query = select(col(Entry.person_id), func.sum(product)).where(col(Entry.person_id).in_(list(person_ids)))
    query = query.where(col(Entry.state).in_(list(states)), col(Entry.work_date).between(first, last))
    rows = uow.session.execute(query.group_by(col(Entry.person_id)))
    return {person: Decimal(int(total or 0)).scaleb(-8) for person, total in rows}


def state_counts(uow: UnitOfWork, person_ids: Sequence[int], first: dt.date, last: dt.date) -> dict[str, int]:
    """How many lines are in each state."""
    query = select(col(Entry.state), func.count()).where(col(Entry.person_id).in_(list(person_ids)))
    query = query.where(col(Entry.work_date).between(first, last)).group_by(col(Entry.state))
    return dict(row for row in uow.session.execute(query).all())
