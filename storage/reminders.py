"""What the reminders are decided from: whole agencies in one query each, or only some people of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, literal_column
from sqlalchemy import select as columns
from sqlmodel import col, func, or_, select

from storage.assign import OPEN
from storage.tables import Account, Agency, Assignment, Entry, Outbox, PeriodClose, Person, ReminderChoice
from storage.uow import UnitOfWork

Only = Collection[int] | None
"""Ids of the people that a question is about; None for everybody of the agency."""

DRAFT: ColumnElement[str] = literal_column("'draft'")  # bound, it could not use the partial index


@dataclass(frozen=True)
class Member:
    """An active person and the chat to write to. `link` is ready | blocked | asked (not agreed yet) | none."""

    id: int
    staff_code: str
    name: str
    unit_id: int
    manager_id: int | None
    link: str
    channel: str = ""
    chat_id: str = ""


@dataclass(frozen=True)
class Waiting:
    """Drafts of a person: how many, and when the newest of them was told."""

    count: int
    newest: dt.datetime


def _of(column: Any, only: Only) -> list[ColumnElement[bool]]:
    return [] if only is None else [column.in_(list(only))]


def members(uow: UnitOfWork, agency_id: int, only: Only = None) -> list[Member]:
    """Active people by id, each once: with the chat linked last among those that may be written to."""
    linked = and_(col(Account.person_id) == col(Person.id), col(Account.unlinked_at).is_(None))
    of_person = (Person.id, Person.staff_code, Person.full_name, Person.unit_id, Person.manager_id)
    of_chat = (Account.channel, Account.chat_id, Account.consented_at, Account.blocked_at)
    query = columns(*(col(each) for each in (*of_person, *of_chat))).join(Account, linked, isouter=True)
    query = query.where(col(Person.agency_id) == agency_id, col(Person.active), *_of(col(Person.id), only))
    query = query.order_by(col(Person.id), col(Account.id))
    found: dict[int, Member] = {}
    for person, code, name, unit, manager, channel, chat, agreed, blocked in uow.session.execute(query):
        link = "none" if channel is None else "asked" if agreed is None else "blocked" if blocked else "ready"
        if person not in found or link == "ready" or found[person].link == "none":
            found[person] = Member(person, code, name, unit, manager, link, channel or "", chat or "")
    return list(found.values())


def agreed_at(uow: UnitOfWork, agency_id: int, only: Only = None) -> dict[int, dt.datetime]:
    """When each person first agreed to use the work book, on whatever chat."""
    query = select(Account.person_id, func.min(Account.consented_at))
    query = query.join(Person, col(Person.id) == col(Account.person_id)).where(Person.agency_id == agency_id)
    query = query.where(col(Account.consented_at).is_not(None), *_of(col(Person.id), only))
    return {person: at for person, at in uow.session.exec(query.group_by(col(Account.person_id))) if at is not None}


def choices(uow: UnitOfWork, agency_id: int, only: Only = None) -> dict[int, ReminderChoice]:
    """What people chose, by person; most have chosen nothing."""
    query = select(ReminderChoice).join(Person, col(Person.id) == col(ReminderChoice.person_id))
    query = query.where(Person.agency_id == agency_id, *_of(col(Person.id), only))
    return {row.person_id: row for row in uow.session.exec(query)}


def earliest(uow: UnitOfWork, agency_id: int, now: dt.datetime) -> tuple[str | None, int]:
    """The earliest own time of an agency's people, and how many of them have put a reminder off until now or before."""
    due = case((col(ReminderChoice.again_at) <= now, 1), else_=0)
    query = select(func.min(ReminderChoice.at), func.coalesce(func.sum(due), 0))
    query = query.join(Person, col(Person.id) == col(ReminderChoice.person_id)).where(Person.agency_id == agency_id)
    first, waiting = uow.session.exec(query).one()
    return first, int(waiting)


def choice_of(uow: UnitOfWork, person_id: int) -> ReminderChoice | None:
    """What one person chose, if anything."""
    return uow.session.exec(select(ReminderChoice).where(ReminderChoice.person_id == person_id)).first()


def sent_kinds(uow: UnitOfWork, agency_id: int, day: dt.date, only: Only = None) -> dict[int, set[str]]:
    """The kinds of reminders that each person has got, or is about to get, on a day."""
    query = select(Outbox.person_id, Outbox.kind).join(Person, col(Person.id) == col(Outbox.person_id))
    query = query.where(Outbox.local_day == day, Person.agency_id == agency_id, *_of(col(Person.id), only))
    found: dict[int, set[str]] = {}
    for person, kind in uow.session.exec(query):
        found.setdefault(person or 0, set()).add(kind)
    return found


def last_sent(uow: UnitOfWork, agency_id: int, kind: str, since: dt.date, only: Only = None) -> dict[int, dt.datetime]:
    """When each person last got a kind of reminder, not looking further back than `since`."""
    query = select(Outbox.person_id, func.max(Outbox.created_at))
    query = query.join(Person, col(Person.id) == col(Outbox.person_id)).where(Person.agency_id == agency_id)
    query = query.where(col(Outbox.local_day) >= since, Outbox.kind == kind, *_of(col(Person.id), only))
    return {person or 0: at for person, at in uow.session.exec(query.group_by(col(Outbox.person_id)))}


def drafts(uow: UnitOfWork, agency_id: int, only: Only = None) -> dict[int, Waiting]:
    """Lines that wait for an answer, by person."""
    query = select(Entry.person_id, func.count(), func.max(Entry.created_at))
    query = query.where(col(Entry.state) == DRAFT, Entry.agency_id == agency_id, *_of(col(Entry.person_id), only))
    rows = uow.session.exec(query.group_by(col(Entry.person_id)))
    return {person: Waiting(count, newest) for person, count, newest in rows}


def open_tasks(uow: UnitOfWork, agency_id: int) -> list[Assignment]:
    """Every open task of an agency, the nearest deadline first, those without one last."""
    query = select(Assignment).where(Assignment.agency_id == agency_id, col(Assignment.state).in_(OPEN))
    rows = uow.session.exec(query).all()
    return sorted(rows, key=lambda row: (row.due_date or dt.date.max, row.due_time or "24:00", row.number))


def closed_months(uow: UnitOfWork, agency_id: int, first: dt.date, last: dt.date) -> set[tuple[int, int, int]]:
    """(unit, year, month) of what is closed among the months from `first` to `last`."""
    months = or_(
        and_(col(PeriodClose.year) == first.year, col(PeriodClose.month) >= first.month),
        and_(col(PeriodClose.year) == last.year, col(PeriodClose.month) <= last.month),
    )
    query = select(PeriodClose.unit_id, PeriodClose.year, PeriodClose.month)
    return set(uow.session.exec(query.where(PeriodClose.agency_id == agency_id, months)).all())


def history(uow: UnitOfWork, person_id: int, limit: int) -> list[Outbox]:
    """The latest that the bot said to a person of its own accord, or wanted to say, newest first."""
    query = select(Outbox).where(Outbox.person_id == person_id)
    return list(uow.session.exec(query.order_by(col(Outbox.id).desc()).limit(limit)).all())


def told_to(uow: UnitOfWork, person_ids: Collection[int], since: dt.datetime) -> list[tuple[Outbox, Person]]:
    """What the bot said of itself to these people since an instant, newest first, each with who got it."""
    query = select(Outbox, Person).join(Person, col(Person.id) == col(Outbox.person_id))
    query = query.where(col(Outbox.person_id).in_(list(person_ids)), Outbox.created_at >= since)
    return [(row, person) for row, person in uow.session.exec(query.order_by(col(Outbox.id).desc()))]


def agencies(uow: UnitOfWork, only: Only = None) -> Sequence[Agency]:
    """Every agency with active people (or with some of these), by code."""
    people = select(Person.agency_id).where(col(Person.active), *_of(col(Person.id), only))
    return uow.session.exec(select(Agency).where(col(Agency.id).in_(people)).order_by(col(Agency.code))).all()
