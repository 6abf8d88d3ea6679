"""When which reminder may come: times of day, strengths, what an office allows. Pure; times are Viet Nam's.

Late ones: each kind has a window; inside it a reminder that was held up is still sent, after it never (written in
docs/operators.md). Nothing leaves before 06:30 or after 21:00, whatever anybody chose.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from services import when
from services.calendar import AROUND, Away, Book, WorkDay, span
from services.leave import LATE_DAYS

OPENS, CLOSES = time(6, 30), time(21, 0)
MORNING, MORNING_ENDS = time(7, 30), time(10, 0)
DESK, DESK_ENDS = time(8, 0), time(10, 30)
"""Deadlines and the manager's digest: when the office sits down."""
LISTS, LISTS_END = time(18, 30), time(20, 30)
"""The manager's evening list: an hour and a half after people were reminded."""
EVENING = time(17, 0)
LATE = time(20, 0)
LASTS = timedelta(hours=2)
APART = timedelta(minutes=90)
NOON = 12

STRENGTHS = ("nhe", "vua", "chat")
PLAIN = frozenset({"end_of_day", "week", "late", "morning", "close", "drafts"})
"""What a person did not ask for and that asks for hours: at most two a day."""
MOST_PLAIN = 2
LAST_DAYS = 3
"""Before a month ends: stronger words on the last three working days."""
FIRST_WARNING = {"nhe": 0, "vua": 5, "chat": 7}
"""On how many working days before the end the milder warning comes, by strength (0: never)."""


@dataclass(frozen=True)
class Limits:
    """What an office allows: usual time and strength, the mildest and the strongest one may choose, the windows."""

    at: time = EVENING
    least: str = "nhe"
    most: str = "chat"
    usual: str = "vua"
    window_days: int = 7
    late_days: int = LATE_DAYS

    def strength(self, chosen: str | None) -> str:
        """The strength in force: what was chosen, brought within the limits."""
        low, high = STRENGTHS.index(self.least), STRENGTHS.index(self.most)
        return STRENGTHS[max(low, min(high, STRENGTHS.index(chosen or self.usual)))]


@dataclass(frozen=True)
class Wishes:
    """What one person chose; the defaults are those of somebody who chose nothing."""

    strength: str = "vua"
    at: time | None = None
    again_at: datetime | None = None
    again_about: date | None = None
    muted_day: date | None = None
    morning_day: date | None = None


@dataclass(frozen=True)
class Slot:
    """A window that is open: which reminder belongs into it (evening and morning hold several kinds), until when."""

    name: str
    until: datetime


def limits_of(settings: Mapping[str, Any], hour: int, window_days: int) -> Limits:
    """An agency's limits from its settings (`reminders`: at, least, most, usual); nonsense falls back to the usual."""
    told = settings.get("reminders") or {}
    pick = {key: told[key] for key in ("least", "most", "usual") if told.get(key) in STRENGTHS}
    at = parse_time(str(told.get("at", ""))) or time(hour, 0)
    late = int(settings.get("late_days", LATE_DAYS))
    return Limits(at=at, window_days=int(settings.get("window_days", window_days)), late_days=late, **pick)


def parse_time(text: str) -> time | None:
    """«17:00» within the hours in which reminders may come; None for anything else."""
    hours, _, minutes = text.partition(":")
    if not (hours.isdigit() and minutes.isdigit() and int(hours) < 24 and int(minutes) < 60):
        return None
    found = time(int(hours), int(minutes))
    return found if OPENS <= found < CLOSES else None


def awake(local: datetime) -> bool:
    """Whether anything at all may leave at this time of day."""
    return OPENS <= local.time() < CLOSES


def away_now(gone: tuple[Away, ...], local: datetime) -> str | None:
    """«trip» or "leave" where somebody is away at this hour; half a day's leave leaves the other half."""
    if any(away.kind == "trip" for away in gone):
        return "trip"
    half = "am" if local.hour < NOON else "pm"
    return "leave" if any(away.half in (None, half) for away in gone) else None


def silent_morning(book: Book, person_id: int, day: date) -> bool:
    """Whether somebody is not asked anything in the morning of a day: no work, a trip, leave of the morning."""
    return book.quiet(person_id, day) or any(away.half == "am" for away in book.absences(person_id, day))


def next_morning(book: Book, person_id: int, day: date) -> date:
    """The first morning after a day on which somebody is at work (the next one where there is none in two months)."""
    coming = span(day + timedelta(days=1), day + AROUND)
    return next((each for each in coming if not silent_morning(book, person_id, each)), day + timedelta(days=1))


def evening_at(wishes: Wishes, limits: Limits, work: WorkDay) -> time:
    """When a person's working day is looked at: the own time, else the office's, but not before the desk closes."""
    if wishes.at is not None:
        return wishes.at
    closes = parse_time(work.closes or "")
    return max(limits.at, closes) if closes else limits.at


def slots(wishes: Wishes, limits: Limits, work: WorkDay, local: datetime) -> tuple[Slot, ...]:
    """The windows of a person that are open now."""
    today = local.date()
    evening = _on(today, evening_at(wishes, limits, work))
    found = [("morning", _on(today, MORNING), _on(today, MORNING_ENDS)), ("evening", evening, evening + LASTS)]
    late = max(_on(today, LATE), evening + APART)
    if wishes.strength != "nhe":
        found.append(("late", late, late + LASTS))
    if wishes.again_at is not None:
        again = when.local(wishes.again_at)
        found.append(("again", again, again + LASTS))
    end = _on(today, CLOSES)
    return tuple(Slot(name, min(until, end)) for name, first, until in found if first <= local < min(until, end))


def desk_slot(local: datetime) -> Slot | None:
    """The window of deadlines and digests."""
    return _fixed("desk", DESK, DESK_ENDS, local)


def list_slot(local: datetime) -> Slot | None:
    """The window of the managers' evening list."""
    return _fixed("list", LISTS, LISTS_END, local)


def _fixed(name: str, first: time, until: time, local: datetime) -> Slot | None:
    today = local.date()
    return Slot(name, _on(today, until)) if _on(today, first) <= local < _on(today, until) else None


def _on(day: date, at: time) -> datetime:
    return datetime.combine(day, at, when.ZONE)
