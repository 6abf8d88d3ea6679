"""Why a line deserves a second look: pure judgements over what stands beside it and what is usual."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import nlu
from services import when
from services.values import FULL_DAY
from services.views import norm_minutes
from storage import entries as store
from storage import review as queries
from storage.review import Usual
from storage.tables import Entry, Person
from storage.uow import UnitOfWork

FAR_OVER = 3
"""Told time beyond three times what the norm allows."""
HABIT_DAYS = 60
OWN_LINES, OTHER_LINES = 5, 10
"""From so many approved lines on there is a habit to compare with."""
OWN_TIMES, OTHER_TIMES = 3, 4


@dataclass(frozen=True)
class Odd:
    """A reason (code) with the numbers that its sentence names."""

    code: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Surroundings:
    """What lines are judged by: totals and longest line of each day, repetitions, habits, the window of logging."""

    totals: Mapping[tuple[int, date], int]
    longest: frozenset[int]
    repeated: frozenset[int]
    habits: Mapping[tuple[int, str], Mapping[int, Usual]]
    units: Mapping[int, int]
    window: int


def surroundings(
    uow: UnitOfWork, agency_id: int, rows: Sequence[Entry], people: Mapping[int, Person], window: int, now: datetime
) -> Surroundings:
    """Everything that the judgement of these lines needs, in three queries however many lines and years there are."""
    ids = [row.id for row in rows if row.id is not None]
    beside = queries.beside(uow, ids) if ids else []
    units = {person_id: person.unit_id for person_id, person in people.items()}
    wanted = {row.person_id for row in rows}
    items = sorted({row.item_code for row in rows if row.item_code})
    today = when.today(now)
    unit_ids = sorted({units[person_id] for person_id in wanted})
    habits = queries.habits(uow, unit_ids, items, today - timedelta(days=HABIT_DAYS), today) if items else {}
    allowed = int(store.agency_settings(uow, agency_id).get("window_days", window))
    totals, longest = _days(beside)
    return Surroundings(totals, longest, _repeated(beside), _by_item(habits), units, allowed)


def _by_item(habits: Mapping[tuple[int, int, str], Usual]) -> dict[tuple[int, str], dict[int, Usual]]:
    """(unit, item) → person → what is usual."""
    found: dict[tuple[int, str], dict[int, Usual]] = defaultdict(dict)
    for (unit, person, item), usual in habits.items():
        found[unit, item][person] = usual
    return found


def _days(beside: Sequence[Any]) -> tuple[dict[tuple[int, date], int], frozenset[int]]:
    """Each day's minutes, and of each day the longest line that waits: it alone speaks for a day that is too long.

    Of all lines of the day, so that each page of a list says the same.
    """
    totals: dict[tuple[int, date], int] = defaultdict(int)
    longest: dict[tuple[int, date], tuple[int, int]] = {}
    for row in beside:
        minutes = _minutes(row)
        day = row.person_id, row.work_date
        totals[day] += minutes
        if row.state == "pending":
            longest[day] = max(longest.get(day, (-1, 0)), (minutes, row.id))
    return totals, frozenset(entry_id for _, entry_id in longest.values())


def _minutes(row: Any) -> int:
    if row.minutes is not None:
        return int(row.minutes)
    if not row.done or row.quantity is None or row.standard_minutes is None or row.item_measure == "hours":
        return 0
    return int((row.quantity * Decimal(row.standard_minutes)).to_integral_value(ROUND_HALF_UP))


def _repeated(beside: Sequence[Any]) -> frozenset[int]:
    """The later ones of lines that say the same of the same day."""
    seen: set[tuple[Any, ...]] = set()
    again: set[int] = set()
    for row in beside:
        same = (row.person_id, row.work_date, row.item_code, row.quantity, row.minutes, row.start, row.end, row.done)
        key = (*same, nlu.fold(row.text) if row.item_code is None or row.start is None else "")
        if key in seen:
            again.add(row.id)
        seen.add(key)
    return frozenset(again)


def reasons(row: Entry, around: Surroundings) -> tuple[Odd, ...]:
    """Why this line is odd, the weightiest reason first; empty for a normal one."""
    found = [_edited(row), _far_over(row), _unusual(row, around), _long_day(row, around)]
    found += [Odd("duplicate") if row.id in around.repeated else None, _late(row, around)]
    found.append(Odd("no_item") if row.item_code is None else None)
    return tuple(odd for odd in found if odd)


def _edited(row: Entry) -> Odd | None:
    """A line that was decided before and changed since."""
    return Odd("edited", {"note": row.review_note or ""}) if row.reviewed_at is not None else None


def _far_over(row: Entry) -> Odd | None:
    norm = norm_minutes(row)
    if not norm or row.minutes is None or row.minutes <= FAR_OVER * norm:
        return None
    return Odd("far_over_norm", {"told": row.minutes, "norm": norm})


def _long_day(row: Entry, around: Surroundings) -> Odd | None:
    total = around.totals.get((row.person_id, row.work_date), 0)
    return Odd("long_day", {"total": total}) if total > FULL_DAY and row.id in around.longest else None


def _late(row: Entry, around: Surroundings) -> Odd | None:
    days = (when.today(row.created_at) - row.work_date).days
    return Odd("outside_window", {"days": days}) if days > around.window else None


def _unusual(row: Entry, around: Surroundings) -> Odd | None:
    """Far above what this person, or the others of the unit, usually do of this item at once."""
    if row.quantity is None or row.item_code is None:
        return None
    people = around.habits.get((around.units.get(row.person_id, 0), row.item_code), {})
    own = people.get(row.person_id)
    if own and own.lines >= OWN_LINES and _high(row.quantity, own.mean, own.most, OWN_TIMES):
        return Odd("above_own", {"usual": own.mean})
    others = [usual for person, usual in people.items() if person != row.person_id]
    lines = sum(usual.lines for usual in others)
    if lines < OTHER_LINES:
        return None
    mean = sum((usual.mean * usual.lines for usual in others), Decimal(0)) / lines
    high = _high(row.quantity, mean, max(usual.most for usual in others), OTHER_TIMES)
    return Odd("above_unit", {"usual": mean}) if high else None


def _high(quantity: Decimal, mean: Decimal, most: Decimal, times: int) -> bool:
    return quantity > most and quantity > times * mean
