"""Units and who belongs to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import exists
from sqlmodel import col, or_, select

from storage.tables import Assignment, Person, Unit
from storage.uow import UnitOfWork


def get(uow: UnitOfWork, unit_id: int) -> Unit | None:
    """A unit by id."""
    return uow.session.get(Unit, unit_id)


def of_agency(uow: UnitOfWork, agency_id: int) -> list[Unit]:
    """The units of an agency in which anybody is active, in the order of their making."""
    used = select(Person.unit_id).where(Person.agency_id == agency_id, col(Person.active))
    query = select(Unit).where(Unit.agency_id == agency_id, col(Unit.id).in_(used))
    return list(uow.session.exec(query.order_by(col(Unit.id))).all())


def members(uow: UnitOfWork, unit_ids: Collection[int]) -> list[Person]:
    """The active people of some units, by staff code."""
    query = select(Person).where(col(Person.unit_id).in_(list(unit_ids)), col(Person.active))
    return list(uow.session.exec(query.order_by(col(Person.staff_code))).all())


def members_since(uow: UnitOfWork, unit_ids: Collection[int], first: dt.date) -> list[Person]:
    """The people of some units who work there or did so on a day or after it, by staff code."""
    query = select(Person).where(col(Person.unit_id).in_(list(unit_ids)))
    query = query.where(or_(col(Person.active), col(Person.left_on) > first))
    return list(uow.session.exec(query.order_by(col(Person.staff_code))).all())


def members_and_left(uow: UnitOfWork, unit_ids: Collection[int]) -> list[Person]:
    """The active people of some units, and who left open tasks behind, by staff code."""
    tasks = exists().where(col(Assignment.assignee_id) == Person.id, col(Assignment.closed_at).is_(None))
    query = select(Person).where(col(Person.unit_id).in_(list(unit_ids)), or_(col(Person.active), tasks))
    return list(uow.session.exec(query.order_by(col(Person.staff_code))).all())


def covered_by(uow: UnitOfWork, agency_id: int, person_id: int, below: Collection[int]) -> frozenset[int]:
    """Units of an agency all whose active people are this person or below, at least one of them below."""
    query = select(Person.unit_id, Person.id).where(Person.agency_id == agency_id, col(Person.active))
    inside: dict[int, set[int]] = {}
    for unit_id, member in uow.session.exec(query):
        inside.setdefault(unit_id, set()).add(member or 0)
    known = set(below)
    return frozenset(unit for unit, all_ in inside.items() if all_ - {person_id} <= known and all_ & known)
