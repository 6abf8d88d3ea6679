"""What is still open about a reading before it may be stored: pure decisions over values, no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

import nlu
from services import when
from storage.tables import CatalogueItem

NIGHT_ENDS = 4
LONG_DAY = 12 * 60
WHOLE_DAY = 24 * 60
MAX_CHOICES = 4
DRAFTING = frozenset({"item", "free_item", "time", "date", "hours", "reason", "quantity"})
"""Kinds that keep the line a draft; a missing trace does not."""

SOFT = ("dân vận", "giám sát", "phản biện", "đoàn thể", "mặt trận", "đại đoàn kết", "vận động", "cơ sở", "công đoàn")
NATURAL_TRACES = ("cuộc", "hội nghị", "đợt", "ca")
"""Units that an event of one meeting counts by itself: nothing is left to ask."""


@dataclass(frozen=True)
class Point:
    """One open point: its kind and the choices (value, Vietnamese label; labels may be filled in by the handlers)."""

    kind: str
    choices: tuple[tuple[str, str], ...] = ()


def open_points(reading: nlu.EntryReading, item: CatalogueItem | None, sent_at: datetime) -> list[Point]:
    """The points to ask about one piece, in the order a person would ask them."""
    points = [_item_point(reading), _time_point(reading), _date_point(reading, sent_at), _quantity_point(reading)]
    if item is not None:
        points += [hours_point(item, reading.minutes, reading.done), trace_point(item, reading)]
        points += [many_point(item, reading)] if not any(p and p.kind == "quantity" for p in points) else []
    return [point for point in points if point]


def _item_point(reading: nlu.EntryReading) -> Point | None:
    kinds = {doubt.kind for doubt in reading.doubts}
    if reading.item is not None and (reading.sure or (kinds and "item" not in kinds)):
        return None
    return Point("item", tuple((candidate.code, "") for candidate in reading.candidates[:MAX_CHOICES]))


def _time_point(reading: nlu.EntryReading) -> Point | None:
    point = _from_doubt(reading, "time", ("clock_or_duration", "time", "minutes", "clock"))
    return Point("time", tuple((_time_value(value), "") for value, _ in point.choices)) if point else None


def _time_value(value: str) -> str:
    """«90» → "minutes:90", "15:00" → "clock:15:00", "" → "none"."""
    if not value:
        return "none"
    return f"minutes:{value}" if value.isdigit() else f"clock:{value}"


def _quantity_point(reading: nlu.EntryReading) -> Point | None:
    point = _from_doubt(reading, "quantity", ("quantity",))
    return point if point and len({Decimal(value) for value, _ in point.choices}) > 1 else None


def many_point(item: CatalogueItem, reading: nlu.EntryReading) -> Point | None:
    """A count that the norm would make longer than a whole day is asked about: nobody does 800 of these in a day."""
    estimate = reading.quantity * item.standard_minutes
    if item.measure == "hours" or not reading.done or reading.quantity <= 1 or estimate <= WHOLE_DAY:
        return None
    return Point("quantity", ((str(reading.quantity), ""),))


def _from_doubt(reading: nlu.EntryReading, kind: str, doubts: tuple[str, ...]) -> Point | None:
    found = next((doubt for doubt in reading.doubts if doubt.kind in doubts), None)
    return Point(kind, found.choices[:MAX_CHOICES]) if found else None


def _date_point(reading: nlu.EntryReading, sent_at: datetime) -> Point | None:
    today = when.today(sent_at)
    if reading.date > today:
        return Point("date", _days(today, today - timedelta(days=1), drop=True))
    if when.local(sent_at).hour < NIGHT_ENDS and not reading.date_told:
        return Point("date", _days(today - timedelta(days=1), today))
    found = next((doubt for doubt in reading.doubts if doubt.kind == "date"), None)
    return Point("date", tuple(c for c in found.choices if c[0] <= today.isoformat())[:MAX_CHOICES]) if found else None


def _days(*days: date, drop: bool = False) -> tuple[tuple[str, str], ...]:
    choices = tuple((day.isoformat(), "") for day in days)
    return (*choices, ("drop", "")) if drop else choices


def hours_point(item: CatalogueItem, minutes: int | None, done: bool) -> Point | None:
    """Work counted in hours needs its hours: asked where untold."""
    return Point("hours") if item.measure == "hours" and minutes is None and done else None


def trace_point(item: CatalogueItem, reading: nlu.EntryReading) -> Point | None:
    """Soft work leaves no product of its own: its trace (lượt, buổi, biên bản) is asked once where none is told."""
    told = reading.quantity_told or reading.trace or reading.minutes is not None or not reading.done
    if item.measure != "event" or told or not is_soft(item):
        return None
    return Point("trace")


def is_soft(item: CatalogueItem) -> bool:
    """Dân vận, giám sát, đoàn thể: events whose unit is not simply one meeting."""
    words = f"{item.name} {item.field}".lower()
    return item.unit not in NATURAL_TRACES and any(word in words for word in SOFT)
