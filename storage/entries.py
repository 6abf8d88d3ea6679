"""The lines of the daily log. A day's lines leave out the withdrawn; drafts are among them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlmodel import col, func, select

from storage.messages import find_message as find_message
from storage.messages import get_message as get_message
from storage.messages import get_or_create_message as get_or_create_message
from storage.messages import of_latest_message as of_latest_message
from storage.messages import of_message as of_message
from storage.messages import set_message_text as set_message_text
from storage.tables import Agency, Entry, Evidence, PeriodClose
from storage.uow import UnitOfWork
from storage.versions import change as change
from storage.versions import last_version as last_version
from storage.versions import snapshot_values as snapshot_values
from storage.versions import versions_of as versions_of

STANDING = ("pending", "approved", "returned")
"""States that count as work of a day."""
CHUNK = 5000


def add(uow: UnitOfWork, entry: Entry) -> Entry:
    """Insert a line; it has its id afterwards."""
    uow.add(entry)
    uow.flush()
    return entry


def get(uow: UnitOfWork, entry_id: int) -> Entry | None:
    """A line by id, of anybody."""
    return uow.session.get(Entry, entry_id)


def of_day(uow: UnitOfWork, person_id: int, day: dt.date) -> list[Entry]:
    """The lines of a day in the order of their first telling, without the withdrawn."""
    return of_range(uow, person_id, day, day)


def of_range(uow: UnitOfWork, person_id: int, first: dt.date, last: dt.date) -> list[Entry]:
    """The lines from `first` to `last`, both included, by day, without the withdrawn."""
    query = select(Entry).where(Entry.person_id == person_id, Entry.work_date >= first, Entry.work_date <= last)
    query = query.where(Entry.state != "withdrawn").order_by(col(Entry.work_date), col(Entry.id))
    return list(uow.session.exec(query).all())


def set_candidates(uow: UnitOfWork, entry: Entry, codes: Sequence[str]) -> None:
    """Keep the items a line could be, best first: what a tapped place in the list means. Not a change of the line."""
    entry.candidates = list(codes)
    uow.add(entry)
    uow.flush()


def set_assignment(uow: UnitOfWork, entry: Entry, assignment_id: int | None) -> None:
    """Tie a line to a task. Not a change of the line: what it says stays as it is, and so do its buttons."""
    entry.assignment_id = assignment_id
    uow.add(entry)
    uow.flush()


def open_drafts(uow: UnitOfWork, person_id: int) -> list[Entry]:
    """Lines that still wait for the person's answer, oldest first."""
    query = select(Entry).where(Entry.person_id == person_id, Entry.state == "draft")
    return list(uow.session.exec(query.order_by(col(Entry.id))).all())


def latest(uow: UnitOfWork, person_id: int, limit: int = 5) -> list[Entry]:
    """The lines told last, newest first, without drafts and the withdrawn."""
    query = select(Entry).where(Entry.person_id == person_id, col(Entry.state).in_(STANDING))
    return list(uow.session.exec(query.order_by(col(Entry.id).desc()).limit(limit)).all())


def frequent_items(uow: UnitOfWork, person_id: int, *, today: dt.date, days: int = 60, limit: int = 5) -> list[str]:
    """Codes of the items that a person did most often in the last days; among equals the more recent first."""
    since = today - dt.timedelta(days=days)
    query = select(Entry.item_code).where(Entry.person_id == person_id, col(Entry.state).in_(STANDING))
    query = query.where(Entry.work_date > since, Entry.work_date <= today, col(Entry.item_code).is_not(None))
    by_use = (func.count().desc(), func.max(Entry.work_date).desc(), col(Entry.item_code))
    codes = uow.session.exec(query.group_by(col(Entry.item_code)).order_by(*by_use).limit(limit)).all()
    return [code for code in codes if code is not None]


def often(uow: UnitOfWork, person_id: int, limit: int) -> list[str]:
    """Codes of the items that a person has done most often ever."""
    query = select(Entry.item_code).where(Entry.person_id == person_id, col(Entry.state).in_(STANDING))
    query = query.where(col(Entry.item_code).is_not(None)).group_by(col(Entry.item_code))
    codes = uow.session.exec(query.order_by(func.count().desc(), col(Entry.item_code)).limit(limit)).all()
    return [code for code in codes if code is not None]


def unfinished_of_item(
    uow: UnitOfWork, person_id: int, item_code: str, *, since: dt.datetime, days: int
) -> Entry | None:
    """The latest unfinished line of an item, told within `days` before the instant `since`."""
    query = select(Entry).where(Entry.person_id == person_id, Entry.item_code == item_code, col(Entry.done).is_(False))
    query = query.where(col(Entry.state).in_(("pending", "returned")), Entry.created_at >= since - dt.timedelta(days))
    return uow.session.exec(query.order_by(col(Entry.id).desc()).limit(1)).first()


def latest_day_with_entries(uow: UnitOfWork, person_id: int, *, before: dt.date, days: int) -> dt.date | None:
    """The last day before `before`, at most `days` back, on which the person told any work."""
    query = select(func.max(Entry.work_date)).where(Entry.person_id == person_id, col(Entry.state).in_(STANDING))
    earliest = before - dt.timedelta(days=days)
    return uow.session.exec(query.where(Entry.work_date < before, Entry.work_date >= earliest)).one()


def of_assignment(uow: UnitOfWork, assignment_id: int) -> list[Entry]:
    """The lines told for a task, without the withdrawn."""
    query = select(Entry).where(Entry.assignment_id == assignment_id, Entry.state != "withdrawn")
    return list(uow.session.exec(query.order_by(col(Entry.id))).all())


def add_evidence(uow: UnitOfWork, row: Evidence) -> Evidence:
    """Tie a file to a line, by reference; the same file on the same line is kept once."""
    same = (Evidence.entry_id == row.entry_id, Evidence.file_unique_id == row.file_unique_id)
    found = uow.session.exec(select(Evidence).where(*same)).first()
    if found is not None:
        return found
    uow.add(row)
    uow.flush()
    return row


def evidence_of(uow: UnitOfWork, entry_id: int) -> list[Evidence]:
    """The files of a line in the order of adding."""
    query = select(Evidence).where(Evidence.entry_id == entry_id).order_by(col(Evidence.id))
    return list(uow.session.exec(query).all())


def evidence_counts(uow: UnitOfWork, entry_ids: Sequence[int]) -> dict[int, int]:
    """How many files each of these lines has; lines without any are left out."""
    query = select(Evidence.entry_id, func.count()).where(col(Evidence.entry_id).in_(list(entry_ids)))
    return dict(uow.session.exec(query.group_by(col(Evidence.entry_id))).all()) if entry_ids else {}


def agency_settings(uow: UnitOfWork, agency_id: int) -> dict[str, Any]:
    """The limits of an agency that differ from the installation's."""
    agency = uow.session.get(Agency, agency_id)
    return dict(agency.settings) if agency is not None else {}


def first_approved(uow: UnitOfWork, person_id: int, first: dt.date, last: dt.date) -> dt.date | None:
    """The earliest day of a range with an approved line."""
    query = select(func.min(Entry.work_date)).where(Entry.person_id == person_id, Entry.state == "approved")
    return uow.session.exec(query.where(col(Entry.work_date).between(first, last))).one()


def is_closed(uow: UnitOfWork, unit_id: int, day: dt.date) -> bool:
    """Whether the month of a day is closed for a unit."""
    query = select(PeriodClose.id).where(
        PeriodClose.unit_id == unit_id, PeriodClose.year == day.year, PeriodClose.month == day.month
    )
    return uow.session.exec(query).first() is not None
