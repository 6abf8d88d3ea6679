"""What is expected of many people on many days: working days less leave, in minutes; one query for all."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from services import when
from services.values import FULL_DAY
from storage import overview as store
from storage.uow import UnitOfWork


def targets(uow: UnitOfWork, person_ids: Collection[int], first: date, last: date) -> Mapping[tuple[int, date], int]:
    """Minutes expected of each person on each working day: 480, half of it on half a day's leave, else 0."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    working = [day for day in days if when.is_working_day(day)]
    halves: dict[tuple[int, date], set[str | None]] = {}
    for row in store.absences(uow, person_ids, first, last):
        for day in working:
            if row.first_day <= day <= row.last_day:
                halves.setdefault((row.person_id, day), set()).add(row.half)
    return {(person, day): _minutes(halves.get((person, day), set())) for person in person_ids for day in working}


def _minutes(halves: set[str | None]) -> int:
    if None in halves or {"am", "pm"} <= halves:
        return 0
    return FULL_DAY // 2 if halves else FULL_DAY
