"""What short messages about a task say: a later deadline, a reason, a percentage – values from words, no database."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import nlu
from services import when

REASON = re.compile(r"(?:^|[\s,;(])(?:vì|vi|do|bởi|boi|tại|tai|lý do|ly do|lí do)(?:\s+là|\s*:)?\s+(.+)$", re.I | re.S)
LATER = re.compile(r"(?:^|\s)(?:thêm|them)\s+(\d{1,2})\s+(ngày|ngay|tuần|tuan)\b", re.I)
END_OF_WEEK = re.compile(r"(?:^|\s)(?:hết|het|cuối|cuoi)\s+(?:tuần|tuan)(?:\s+(?:này|nay))?(?:\s|,|$)", re.I)


_MONTH_END = re.compile(r"(?<![a-z])cuoi thang(?: (?P<month>1[0-2]|[1-9])(?![\d/])| (?P<next>sau|toi)| nay)?(?! ?\d)")
_WEEK_END = re.compile(r"(?<![a-z])(?:het|cuoi|trong) tuan(?: (?P<next>sau|toi))?(?![a-z])")
_WEEK_START = re.compile(r"(?<![a-z])dau tuan (?:sau|toi)(?![a-z])")
_FRIDAY = 4


def end_of(text: str, now: datetime) -> date | None:
    """The day of a deadline told as a stretch: «cuối tháng» its last day, «trong tuần» its Friday; None for others."""
    words, today = nlu.fold(text), when.today(now)
    monday = today - timedelta(today.weekday())
    if _WEEK_START.search(words):
        return monday + timedelta(7)
    week = _WEEK_END.search(words)
    if week:
        late = week["next"] or today.weekday() > _FRIDAY
        return monday + timedelta(_FRIDAY + (7 if late else 0))
    month = _MONTH_END.search(words)
    if month is None:
        return None
    number = int(month["month"]) if month["month"] else today.month + bool(month["next"])
    year = today.year + (number > 12 or number < today.month)
    number = (number - 1) % 12 + 1
    return date(year + number // 12, number % 12 + 1, 1) - timedelta(1)


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
