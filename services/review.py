"""Duyệt, first form: odd lines first, approve or return; nobody reviews their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import nlu
from services import permissions
from services.errors import Refusal, Stale
from services.values import FULL_DAY, EntryView, Who
from services.views import entry_view
from storage import entries as store
from storage import people, versions
from storage import review as queries
from storage.tables import Entry, Person
from storage.uow import UnitOfWork

FAR_OVER = 3


@dataclass(frozen=True)
class ReviewLine:
    """A line that waits, and why it is odd (code), if it is."""

    entry: EntryView
    person_id: int
    person: str
    odd: str | None


def waiting(uow: UnitOfWork, who: Who) -> tuple[ReviewLine, ...]:
    """Pending lines of the people who report to this manager, odd ones first, then by person and day."""
    reports = people.direct_reports(uow, who.id)
    if not reports:
        raise Refusal("review.nobody")
    rows = queries.pending_of(uow, [p.id for p in reports if p.id is not None])
    names = {p.id: p for p in reports}
    totals = _day_totals(rows)
    lines = [_line(row, names[row.person_id], totals) for row in rows]
    return tuple(sorted(lines, key=lambda line: (line.odd is None, line.person, line.entry.work_date, line.entry.id)))


def _day_totals(rows: Sequence[Entry]) -> dict[tuple[int, date], int]:
    totals: dict[tuple[int, date], int] = defaultdict(int)
    for row in rows:
        totals[row.person_id, row.work_date] += entry_view(row).counted_minutes
    return totals


def _line(row: Entry, person: Person, totals: dict[tuple[int, date], int]) -> ReviewLine:
    view = entry_view(row)
    odd = None
    if view.norm_minutes and view.minutes is not None and view.minutes > FAR_OVER * view.norm_minutes:
        odd = "far_over_norm"
    elif totals[row.person_id, row.work_date] > FULL_DAY * 1.25:
        odd = "long_day"
    elif view.item_code is None:
        odd = "no_item"
    return ReviewLine(view, row.person_id, person.full_name, odd)


def approve(
    uow: UnitOfWork, who: Who, entry_ids: Sequence[int], now: datetime, seen_at: datetime | None = None
) -> tuple[EntryView, ...]:
    """Approve these lines; those no longer pending, or changed since the list was shown, are left out.

    Raises NotFound for a forged id.
    """
    approved = []
    for entry_id in entry_ids:
        entry = permissions.access_entry_below(uow, who, entry_id)
        last = versions.last_version(uow, entry_id)
        if entry.state != "pending" or (last is not None and seen_at is not None and last.at > seen_at):
            continue
        _decide(uow, who, entry, "approved", None, now)
        approved.append(entry_view(entry))
    return tuple(approved)


def give_back(uow: UnitOfWork, who: Who, entry_id: int, reason: str, now: datetime) -> tuple[EntryView, int, str]:
    """Return a line with a reason: (the line, whose it is, their name). The person may change it and it waits again."""
    mark = nlu.classified_mark(reason)
    if mark:
        raise Refusal("entry.secret", mark=mark)
    entry = permissions.access_entry_below(uow, who, entry_id)
    if entry.state != "pending":
        raise Stale
    _decide(uow, who, entry, "returned", reason, now)
    person = people.get(uow, entry.person_id)
    return entry_view(entry), entry.person_id, person.full_name if person else ""


def _decide(uow: UnitOfWork, who: Who, entry: Entry, state: str, note: str | None, now: datetime) -> None:
    person = people.get(uow, entry.person_id)
    if person is not None and store.is_closed(uow, person.unit_id, entry.work_date):
        month = f"{entry.work_date.month}/{entry.work_date.year}"
        raise Refusal("entry.closed", text=entry.text, day=entry.work_date, month=month)
    versions.change(
        uow, entry, operation=state, actor_id=who.id, at=now, state=state, reviewed_at=now, reviewer_id=who.id,
        review_note=note,
    )  # fmt: skip
    uow.audit(f"entry.{state}", actor_id=who.id, table="entry", row_id=entry.id, at=now, version=entry.version)
