"""Absence: dates and halves only; the reason is never kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from services.errors import Refusal
from services.values import Who
from storage import entries as store
from storage import leave as rows
from storage.tables import Leave
from storage.uow import UnitOfWork

MAX_DAYS = 200


@dataclass(frozen=True)
class LeaveView:
    """An absence from `first` to `last`, both included; `half` is "am", "pm" or None for whole days."""

    id: int
    first: date
    last: date
    half: str | None


def record(uow: UnitOfWork, who: Who, first: date, last: date, half: str | None, now: datetime) -> LeaveView:
    """Keep an absence. Raises Refusal leave.range, leave.overlap, leave.closed."""
    if last < first or (last - first).days > MAX_DAYS:
        raise Refusal("leave.range")
    if store.is_closed(uow, who.unit_id, first):
        raise Refusal("leave.closed", month=f"{first.month}/{first.year}")
    overlap = next((row for row in rows.between(uow, who.id, first, last) if _clash(row, half)), None)
    if overlap:
        code = "leave.overlap_day" if overlap.first_day == overlap.last_day else "leave.overlap"
        raise Refusal(code, first=overlap.first_day, last=overlap.last_day)
    row = Leave(person_id=who.id, first_day=first, last_day=last, half=half, created_at=now)
    rows.add(uow, row)
    uow.audit(
        "leave.recorded", actor_id=who.id, table="leave", row_id=row.id, at=now, first=first, last=last, half=half
    )
    return _view(row)


def _clash(row: Leave, half: str | None) -> bool:
    return row.half is None or half is None or row.half == half


def cancel_latest(uow: UnitOfWork, who: Who, now: datetime) -> LeaveView | None:
    """Cancel the absence told last; None where there is none."""
    row = rows.latest(uow, who.id)
    if row is None:
        return None
    rows.cancel(uow, row, now)
    uow.audit("leave.cancelled", actor_id=who.id, table="leave", row_id=row.id, at=now)
    return _view(row)


def cancel(uow: UnitOfWork, who: Who, leave_id: int, now: datetime) -> LeaveView | None:
    """Cancel one absence of the person's own; None where it is not there, not theirs or cancelled already."""
    row = rows.get(uow, leave_id)
    if row is None or row.person_id != who.id or row.cancelled_at is not None:
        return None
    rows.cancel(uow, row, now)
    uow.audit("leave.cancelled", actor_id=who.id, table="leave", row_id=row.id, at=now)
    return _view(row)


def _view(row: Leave) -> LeaveView:
    return LeaveView(row.id or 0, row.first_day, row.last_day, row.half)
