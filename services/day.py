"""A day's log and its total: told minutes, and the norm's where nothing was told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from services import calendar
from services.calendar import Book
from services.values import DayView
from services.views import entry_view
from storage import entries as store
from storage.tables import Entry
from storage.uow import UnitOfWork

COUNTED = frozenset({"pending", "approved", "returned"})


def view(uow: UnitOfWork, person_id: int, day: date, book: Book | None = None) -> DayView:
    """The day as the person sees it: lines, drafts, totals and the target by calendar and leave."""
    book = book or calendar.book_of(uow, person_id, day, day)
    rows = store.of_day(uow, person_id, day)
    evidence = store.evidence_counts(uow, [row.id for row in rows if row.id is not None])
    views = [entry_view(row, evidence.get(row.id or 0, 0)) for row in rows]
    lines = tuple(line for line in views if line.state in COUNTED)
    return DayView(
        day=day,
        entries=lines,
        drafts=tuple(line for line in views if line.state == "draft"),
        told=sum(line.minutes or 0 for line in lines),
        by_norm=sum(line.counted_minutes for line in lines if line.minutes is None),
        target=book.target(person_id, day),
    )


def target(uow: UnitOfWork, person_id: int, day: date) -> int:
    """Minutes expected of a day by the person's calendar, after leave: 480 on an ordinary one."""
    return calendar.book_of(uow, person_id, day, day).target(person_id, day)


def told_minutes(uow: UnitOfWork, person_id: int, day: date) -> int:
    """Told minutes already stored for a day (drafts do not count)."""
    return sum(row.minutes or 0 for row in store.of_day(uow, person_id, day) if row.state in COUNTED)


def week(uow: UnitOfWork, person_id: int, day: date) -> tuple[DayView, ...]:
    """Monday to Sunday of the week that holds `day`."""
    monday = day - timedelta(days=day.weekday())
    days = [monday + timedelta(days=n) for n in range(7)]
    book = calendar.book_of(uow, person_id, days[0], days[-1])
    return tuple(view(uow, person_id, each, book) for each in days)


def drafts(uow: UnitOfWork, person_id: int) -> Sequence[Entry]:
    """Lines that still wait for the person's answer."""
    return store.open_drafts(uow, person_id)
