"""What short messages about a task say: a later deadline, a reason, a percentage – values from words, no database."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import nlu
from services import when

REASON = re.compile(r"(?:^|[\s,;(])(?:vì|vi|do|bởi|boi|tại|tai|lý do|ly do|lí do)(?:\s+là|\s*:)?\s+(.+)$", re.I | re.S)
LATER = re.compile(r"(?:^|\s)(?:thêm|them)\s+(\d{1,2})\s+(ngày|ngay|tuần|tuan)\b", re.I)
_WEEK = re.compile(r"(?<![a-z])(?:het|cuoi|trong) tuan(?: (?P<next>sau|toi))?(?![a-z])")
_OTHER_STRETCH = re.compile(
    r"(?<![a-z])(?:cuoi thang(?: (?:sau|toi|nay|1[0-2]|[1-9])(?![\d/]))?(?! ?\d)|dau tuan (?:sau|toi))(?![a-z])"
)
_FRIDAY = 4


def end_of(text: str, now: datetime) -> date | None:
    """The day of a deadline told as a stretch: «cuối tháng» its last day, «trong tuần» its Friday; None for others."""
    words = nlu.fold(text)
    stretch = _OTHER_STRETCH.search(words)
    if stretch is None or _WEEK.search(words):
        return _friday(words, when.today(now))
    return nlu.read_when(stretch.group(), now=when.local(now), prefer="future").day


def _friday(words: str, today: date) -> date | None:
    """The Friday of the week that folded words name; on a weekend that of the next one."""
    week = _WEEK.search(words)
    if week is None:
        return None
    later = week["next"] or today.weekday() > _FRIDAY
    return today + timedelta(_FRIDAY - today.weekday() + (7 if later else 0))


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
    friday = _friday(nlu.fold(words), when.today(now))
    if friday is not None:
        return friday, None
    moment = nlu.read_when(words, now=when.local(now), prefer="future")
    day = moment.day or (when.today(now) if moment.start else None)
    return (day, moment.start) if day is not None else None
