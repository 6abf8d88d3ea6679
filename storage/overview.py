"""Many people at a glance: states of lines, what lies unfinished, open tasks – each one query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import case
from sqlmodel import col, func, or_, select

from storage.tables import Assignment, Entry
from storage.uow import UnitOfWork


def states_by_person(
    uow: UnitOfWork, person_ids: Collection[int], first: dt.date, last: dt.date
) -> dict[tuple[int, str], int]:
    """How many lines of each person are in each state."""
    query = select(col(Entry.person_id), col(Entry.state), func.count())
    query = query.where(col(Entry.person_id).in_(list(person_ids)), col(Entry.work_date).between(first, last))
    rows = uow.session.execute(query.group_by(col(Entry.person_id), col(Entry.state))).all()
    return {(person, state): count for person, state, count in rows}


def left_lying(
    uow: UnitOfWork, person_ids: Collection[int], first: dt.date, last: dt.date, before: dt.date
) -> dict[int, tuple[int, int]]:
    """By person: lines returned and not corrected yet, and unfinished ones of days before `before`."""
    returned = func.sum(case((col(Entry.state) == "returned", 1), else_=0))
    open_ = col(Entry.done).is_(False) & col(Entry.state).in_(("pending", "approved")) & (col(Entry.work_date) < before)
    unfinished = func.sum(case((open_, 1), else_=0))
    query = select(col(Entry.person_id), returned, unfinished).where(or_(col(Entry.state) == "returned", open_))
    query = query.where(col(Entry.person_id).in_(list(person_ids)), col(Entry.work_date).between(first, last))
    rows = uow.session.execute(query.group_by(col(Entry.person_id))).all()
    return {person: (int(back), int(lying)) for person, back, lying in rows}


def open_tasks(uow: UnitOfWork, person_ids: Collection[int], limit: int) -> list[Assignment]:
    """Open tasks of some people, nearest deadline first, those without one last."""
    query = select(Assignment).where(col(Assignment.assignee_id).in_(list(person_ids)))
    query = query.where(col(Assignment.closed_at).is_(None))
    ordered = query.order_by(col(Assignment.due_date).is_(None), col(Assignment.due_date), col(Assignment.id))
    return list(uow.session.exec(ordered.limit(limit)).all())
