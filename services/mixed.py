"""One message that tells both an absence and work: «hôm qua nghỉ ốm buổi chiều, sáng làm 3 hồ sơ»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import nlu
from services import entries, when
from services.office import Office
from services.values import Who
from storage.uow import UnitOfWork

_CLAUSES = re.compile(r"\s*[;\n]\s*|[.,]\s+")
_TOLD, _ALONE = 0.5, 0.7
"""How likely a work item must be for a clause to be work: with a number or a time, and without."""


@dataclass(frozen=True)
class Mixed:
    """The words that tell the absence, those that tell work, and whether that may be still to come."""

    away: str
    work: str
    ahead: bool


def apart(uow: UnitOfWork, office: Office, who: Who, text: str, sent_at: datetime) -> Mixed | None:
    """The absence and the work of a message that tells both; None for any other.

    A day told once, with the absence, is that of the work too.
    """
    clauses = [clause.strip() for clause in _CLAUSES.split(text) if clause.strip()]
    if len(clauses) < 2:
        return None
    readings = [entries.understand(uow, office, who, clause, sent_at) for clause in clauses]
    away = [place for place, reading in enumerate(readings) if reading.intent == "leave"]
    work = [
        place
        for place, reading in enumerate(readings)
        if place not in away and _is_work(uow, office, who, clauses[place], reading, sent_at)
    ]
    if not away or not work:
        return None
    today = when.today(sent_at)
    rest = [clause for place, clause in enumerate(clauses) if place not in work]
    done = ", ".join(clauses[place] for place in work)
    days = [span for place in away for span in readings[place].spans if span.kind == "date"]
    if len(days) == 1 and not any(span.kind == "date" for place in work for span in readings[place].spans):
        told = _day(days[0].value)
        if told is not None and told <= today:
            done = f"ngày {told.day}/{told.month} {done}"
            rest = [
                clause.replace(days[0].text, f"{_part(days[0].text)}ngày {told.day}/{told.month}", 1) for clause in rest
            ]
    later = any((told := _day(span.value)) and told > today for span in days)
    return Mixed(", ".join(rest), done, later and not any(map(_counted, _entries(readings, work))))


def _entries(readings: Sequence[nlu.Reading], places: Sequence[int]) -> list[nlu.EntryReading]:
    return [entry for place in places for entry in readings[place].entries]


def _is_work(uow: UnitOfWork, office: Office, who: Who, clause: str, reading: nlu.Reading, sent_at: datetime) -> bool:
    """Whether a clause by itself names work that the catalogue knows, done or to come."""
    if reading.intent not in ("log", "plan"):
        return False
    if reading.intent == "plan":
        reading = entries.understand(uow, office, who, clause, sent_at, worked=True)
    return any(_likely(entry) >= (_TOLD if _counted(entry) else _ALONE) for entry in reading.entries)


def _likely(entry: nlu.EntryReading) -> float:
    return entry.candidates[0].probability if entry.candidates else 0.0


def _counted(entry: nlu.EntryReading) -> bool:
    return entry.quantity_told or entry.minutes is not None or entry.start is not None


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _part(text: str) -> str:
    """The part of day that stands in the words of a day ("chiều qua")."""
    found = re.match(r"\s*(sáng|trưa|chiều|tối|sang|trua|chieu|toi)\b", text, re.I)
    return f"{found[1]} " if found else ""
