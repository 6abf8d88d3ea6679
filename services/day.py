"""A day's log and its total: told minutes, and the norm's where nothing was told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from services.values import FULL_DAY, DayView
from services.views import entry_view
from storage import entries as store
from storage import leave as leaves
from storage.tables import Entry
from storage.uow import UnitOfWork

COUNTED = frozenset({"pending", "approved", "returned"})


def view(uow: UnitOfWork, person_id: int, day: date) -> DayView:
    """The day as the person sees it: lines, drafts, totals and the target after leave."""
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
        target=target(uow, person_id, day),
    )


def target(uow: UnitOfWork, person_id: int, day: date) -> int:
    """Minutes expected of a day: 480, half of it on half a day's leave, none on a whole day's."""
    away = leaves.on_day(uow, person_id, day)
    halves = {leave.half for leave in away}
    if None in halves or {"am", "pm"} <= halves:
        return 0
    return FULL_DAY // 2 if halves else FULL_DAY


def told_minutes(uow: UnitOfWork, person_id: int, day: date) -> int:
    """Told minutes already stored for a day (drafts do not count)."""
    return sum(row.minutes or 0 for row in store.of_day(uow, person_id, day) if row.state in COUNTED)


def week(uow: UnitOfWork, person_id: int, day: date) -> tuple[DayView, ...]:
    """Monday to Sunday of the week that holds `day`."""
    monday = day - timedelta(days=day.weekday())
    return tuple(view(uow, person_id, monday + timedelta(days=n)) for n in range(7))


def drafts(uow: UnitOfWork, person_id: int) -> Sequence[Entry]:
    """Lines that still wait for the person's answer."""
    return store.open_drafts(uow, person_id)
