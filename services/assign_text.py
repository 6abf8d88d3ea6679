"""What short messages about a task say: a later deadline, a reason, a percentage – values from words, no database."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import nlu
from services import when

REASON = re.compile(r"(?:^|[\s,;(])(?:vì|vi|do|bởi|boi|tại|tai|lý do|ly do|lí do)(?:\s+là|\s*:)?\s+(.+)$", re.I | re.S)
LATER = re.compile(r"(?:^|\s)(?:thêm|them)\s+(\d{1,2})\s+(ngày|ngay|tuần|tuan)\b", re.I)
END_OF_WEEK = re.compile(r"(?:^|\s)(?:hết|het|cuối|cuoi)\s+(?:tuần|tuan)(?:\s+(?:này|nay))?(?:\s|,|$)", re.I)


def without_reason(text: str) -> str:
    """The words in front of "vì …"."""
    found = REASON.search(text)
    return text[: found.start()] if found else text


def reason_of(text: str) -> str | None:
    """The words behind "vì", "do" …; None where no reason is told."""
    found = REASON.search(text)
    return found[1].strip() if found else None


def due_of(
    text: str, now: datetime, before: date | None = None, clock: str | None = None
) -> tuple[date, str | None] | None:
    """A deadline to come; "thêm 2 ngày" counts from `before`, the present one, or today. None where none is told."""
    words = without_reason(text)
    later = LATER.search(words)
    if later:
        days = int(later[1]) * (7 if nlu.fold(later[2]) == "tuan" else 1)
        return max(before or when.today(now), when.today(now)) + timedelta(days), clock
    if END_OF_WEEK.search(words):
        today = when.today(now)
        return today + timedelta((4 - today.weekday()) % 7), None
    moment = nlu.read_when(words, now=when.local(now), prefer="future")
    day = moment.day or (when.today(now) if moment.start else None)
    return (day, moment.start) if day is not None else None
