"""`read_when`: the time that a text tells by itself – a day, a clock time, a length, or a stretch of days."""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nlu import clock, days, durations, literals, periods
from nlu.clock import Clock, Range, hhmm
from nlu.day_values import Day
from nlu.durations import Length
from nlu.foreign import foreign
from nlu.normalise import normalise
from nlu.patterns import Hit, Sheet, rx
from nlu.period_values import Period

_LONGEST = 1_000
_CALENDAR_WORDS = frozenset(
    {"year", "bare year", "month of a year", "quarter", "quarter in words", "months of a year", "years of a plan"}
    | {"ordinal", "school year", "quoted", "age", "not a count"}
)
_PROTECTED = tuple(rule for rule in literals.RULES if rule.name not in _CALENDAR_WORDS)
_COARSE = frozenset({"whole week", "next month", "last month", "in so many days", "until now"})
_NOW = rx(
    r"(?<!\w)(?<!quý )(?<!năm )(?<!tháng )(?<!tuần )(?:ngay\s)?(?:bây giờ|bây h|lúc này|hiện giờ|hiện tại|ngay giờ)(?!\w)"
)
_SECONDS = re.compile(r"(?<![\w:])([01]?\d|2[0-3]):([0-5]\d):[0-5]\d(?![\w:])")
_ENGLISH = re.compile(r"(?<![\w:])(1[0-2]|0?[1-9])(?::([0-5]\d))?\s?([ap])\.?m\.?(?!\w)")
_UNTIL_NOW = rx(r"^\s*(?:đến|tới)\s(?:nay|giờ|bây giờ)(?!\w)")
_TO = rx(r"^\s*(?:đến|tới|-|~|->)\s*(?:hết\s)?$")


@dataclass(frozen=True, slots=True)
class Moment:
    """What a text says about time, None where it is silent.

    `day` is the day meant or the first one; `start`, `end` are "HH:MM"; `minutes` whole minutes; `first`, `last` are the
    days at both ends where more than one is meant; `grain` is minute, hour, part, day, week, month, quarter, season or year.
    """

    day: date | None = None
    start: str | None = None
    end: str | None = None
    minutes: int | None = None
    grain: str | None = None
    first: date | None = None
    last: date | None = None

    def to_dict(self) -> dict[str, str | int | None]:
        """JSON-able values; first and last day are called "from" and "to"."""
        return {
            "date": self.day.isoformat() if self.day else None,
            "start": self.start,
            "end": self.end,
            "minutes": self.minutes,
            "grain": self.grain,
            "from": self.first.isoformat() if self.first else None,
            "to": self.last.isoformat() if self.last else None,
        }


def read_when(text: str, *, now: datetime, prefer: str = "past") -> Moment:
    """The time that a text written at `now` tells; `prefer` "past" (logs) or "future" (deadlines) settles what is open."""
    sheet = _scan(text[:_LONGEST], now)
    day, stretches = _day(sheet, prefer), list(sheet.of("period"))
    if day is None and stretches:
        return _of_periods(stretches, prefer, sheet)
    time = _time(sheet)
    first, last = _ends(sheet, day, prefer, now.date())
    told = first or _told_day(day, prefer) or _implied(sheet, time, now, prefer)
    return Moment(told, *_clocked(time), _minutes(sheet, time), _grain(sheet, day, time, first), first, last)


def _scan(text: str, now: datetime) -> Sheet:
    """Like the scan of a message, but weeks, months and years are read, not put aside."""
    sheet = Sheet(normalise(text))
    foreign(sheet)
    sheet.run(_PROTECTED)
    _exact(sheet, now)
    periods.counted(sheet, now)
    clock.ranges(sheet)
    sheet.run(durations.RULES)
    clock.singles(sheet)
    days.days(sheet, now.date(), skip=_COARSE)
    periods.calendar(sheet, now)
    sheet.run((days.PART,))
    return sheet


def _exact(sheet: Sheet, now: datetime) -> None:
    """Instants written out: now, with seconds, on the English clock."""
    for found in list(_NOW.finditer(sheet.open)):
        sheet.take(found.start(), found.end(), "clock", "this minute", Clock(now.hour * 60 + now.minute))
    for found in list(_SECONDS.finditer(sheet.open)):
        value = Clock(int(found.group(1)) * 60 + int(found.group(2)))
        sheet.take(found.start(), found.end(), "clock", "with seconds", value)
    for found in list(_ENGLISH.finditer(sheet.open)):
        hour = int(found.group(1)) % 12 + (12 if found.group(3) == "p" else 0)
        sheet.take(found.start(), found.end(), "clock", "english", Clock(hour * 60 + int(found.group(2) or 0)))


def _day(sheet: Sheet, prefer: str) -> Hit | None:
    """The day told; one with a month says more than a weekday beside it."""
    hits = [hit for hit in sheet.of("date") if isinstance(hit.value, Day) and hit.value.pick(prefer)]
    return next((hit for hit in hits if not hit.value.bare), hits[0] if hits else None)


def _told_day(hit: Hit | None, prefer: str) -> date | None:
    picked: date | None = hit.value.pick(prefer) if hit else None
    return picked


def _time(sheet: Sheet) -> Clock | Range | None:
    span = next((hit.value for hit in sheet.of("range")), None)
    return span or next((hit.value for hit in sheet.of("clock")), None)


def _implied(sheet: Sheet, time: Clock | Range | None, now: datetime, prefer: str) -> date | None:
    """A clock time or part of day without a day: the latest or the next one; nothing for a length alone."""
    if time is None:
        return now.date() if any(sheet.of("part_of_day")) else None
    minute, here = time.minute if isinstance(time, Clock) else time.start, now.hour * 60 + now.minute
    if any(hit.rule == "this minute" for hit in sheet.of("clock")):
        return now.date()
    if prefer == "future":
        return now.date() + timedelta(minute <= here)
    return now.date() - timedelta(minute > here)


def _clocked(time: Clock | Range | None) -> tuple[str | None, str | None]:
    if isinstance(time, Range):
        return hhmm(time.start), hhmm(time.end) if time.end is not None else None
    return (hhmm(time.minute), None) if time else (None, None)


def _minutes(sheet: Sheet, time: Clock | Range | None) -> int | None:
    if isinstance(time, Range):
        return time.minutes
    return next((hit.value.minutes for hit in sheet.of("duration") if isinstance(hit.value, Length)), None)


def _ends(sheet: Sheet, hit: Hit | None, prefer: str, today: date) -> tuple[date | None, date | None]:
    """First and last day where two are joined by "đến" or one rule read both."""
    if hit is None:
        return None, None
    day: Day = hit.value
    if day.last is not None and day.past is not None and day.future is not None:
        return _stretch(day, prefer, today)
    if _UNTIL_NOW.match(sheet.open[hit.end :]) and (begun := day.pick("past")):
        return begun, today
    others = [h for h in sheet.of("date") if h.start >= hit.end and _TO.match(sheet.open[hit.end : h.start])]
    last = others[0].value.pick(prefer) if others else None
    first = day.pick(prefer)
    return (first, last) if first and last and last >= first else (None, None)


def _stretch(day: Day, prefer: str, today: date) -> tuple[date | None, date | None]:
    """Both ends of a stretch read by one rule; one that is running now is neither last year's nor next year's."""
    if day.past is None or day.future is None or day.last is None:
        return None, None
    length = (day.last - day.future).days % 365
    running = not day.bare and day.past + timedelta(length) >= today
    first = day.past if running or prefer == "past" else day.future
    return first, first + timedelta(length)


def _grain(sheet: Sheet, day: Hit | None, time: Clock | Range | None, first: date | None) -> str | None:
    if time is not None:
        return "minute" if _to_the_minute(sheet) else "hour"
    if any(sheet.of("part_of_day")):
        return "part"
    return "day" if day is not None or first is not None else None


def _to_the_minute(sheet: Sheet) -> bool:
    hit = next(iter(sheet.of("range", "clock")))
    value = hit.value
    exact = value.minute if isinstance(value, Clock) else value.start + (value.end or 0)
    return hit.rule == "this minute" or exact % 60 != 0 or ":" in sheet.text.clean[hit.start : hit.end]


def _of_periods(hits: list[Hit], prefer: str, sheet: Sheet) -> Moment:
    first, last = hits[0].value.pick(prefer)
    if len(hits) > 1 and _TO.match(sheet.open[hits[0].end : hits[1].start]):
        other: Period = hits[1].value
        last = next((ends[1] for ends in (other.past, other.future) if ends[0] >= first), last)
    return _of_period(hits[0].value, first, last)


def _of_period(period: Period, first: date, last: date) -> Moment:
    if period.clock:
        start, end = period.clock
        point = start == end
        minutes = None if point else max(1, int((end - start).total_seconds() // 60))
        return Moment(first, f"{start:%H:%M}", None if point else f"{end:%H:%M}", minutes, period.grain)
    if period.grain == "day" and first == last:
        return Moment(first, grain="day")
    return Moment(first, grain=period.grain, first=first, last=last)
