"""Days told one by one, in rows and from one to another, as stretches of days away with their halves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from nlu.day_values import Day
from nlu.patterns import Hit, Sheet, rx

LONGEST = 200
"""Days beyond which a stretch is taken for one told the wrong way round."""
DAY = timedelta(days=1)

_UNTIL = rx(r"(?<!\w)(?:đến|tới)\s(?:hết\s)?(?:ngày\s)?$")
TO = rx(r"^\s*,?\s*(?:đến|tới|-|–|~|->)\s*(?:hết\s)?(?:ngày\s)?$")
_NEXT_TO = rx(r"^\s*(?:\(|buổi|ngày)?\s*$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days away from `first` to `last`, both included; `half` am | pm | None for whole days."""

    first: date
    last: date
    half: str | None = None


class ReversedError(ValueError):
    """The end of a stretch stands before its start."""


def stretches(sheet: Sheet, hits: Sequence[Hit], today: date) -> Iterator[Stretch]:
    """Each told day or row of days in order; two joined by "đến" are the ends of one."""
    skip = False
    for place, hit in enumerate(hits):
        after = hits[place + 1] if place + 1 < len(hits) else None
        if skip:
            skip = False
        elif isinstance(hit.value, list):
            yield from (Stretch(day, day) for day in hit.value)
        elif hit.rule == "weekdays in a row":
            week = after if after and week_of_row(hit, after) else None
            skip = week is not None
            yield from _weekdays(sheet.text.clean[hit.start : hit.end], week.value.future or today if week else today)
        elif hit.value.last is not None:
            row = _range(hit.value, today)
            yield from _ends(row.first, _half_before(sheet, hit), row.last, None)
        elif after is not None and TO.match(sheet.text.clean[hit.end : after.start]):
            skip = True
            yield from _between(sheet, hit, after, today)
        elif _UNTIL.search(sheet.text.clean[: hit.start]) and near(hit.value, today) > today:
            yield from _ends(today, None, near(hit.value, today), _own_half(sheet, hit))
        else:
            just = hit.value.bare and hit.value.past and _JUST_NOW.search(sheet.text.clean)  # "thứ tư, thứ năm vừa rồi"
            day = hit.value.past if just else near(hit.value, today)
            yield Stretch(day, day, _own_half(sheet, hit))


def week_of_row(row: Hit, after: Hit) -> bool:
    """Whether a week stands right behind a row of weekdays and says which ("thứ 5, thứ 6 tuần sau")."""
    return row.rule == "weekdays in a row" and after.rule == "whole week" and after.start - row.end <= 1


_JUST_NOW = rx(r"(?<!\w)(?:vừa rồi|vừa qua|hôm rồi|mới rồi)(?!\w)")


def near(day: Day, today: date) -> date:
    """The next such day, unless the last one is clearly nearer."""
    past, future = day.past, day.future
    if past and future and (today - past).days * 8 < (future - today).days:
        return past
    return future or past or today


def _range(day: Day, today: date) -> Stretch:
    if day.grain == "week" or day.last is None or day.future is None:
        first = day.future or today
        return Stretch(first, day.last or first)
    length = (day.last - day.future).days
    length = length if 0 <= length <= LONGEST else length % 365
    if length > LONGEST:
        raise ReversedError
    first = near(day, today)
    if not day.bare and day.past and day.past != first and day.past <= today <= day.past + DAY * length:
        first = day.past  # a stretch that is running now
    return Stretch(first, first + DAY * length)


def _between(sheet: Sheet, hit: Hit, after: Hit, today: date) -> Iterator[Stretch]:
    first = near(hit.value, today)
    end: Day = after.value if isinstance(after.value, Day) else Day(after.value[-1], after.value[-1])
    last = end.past if end.past and end.past >= first else end.future
    if last is None or last < first or (last - first).days > LONGEST:
        raise ReversedError
    yield from _ends(first, _own_half(sheet, hit), last, _own_half(sheet, after))


def _ends(first: date, start: str | None, last: date, end: str | None) -> Iterator[Stretch]:
    """A stretch that may begin at noon and may end at noon."""
    if first == last:
        yield Stretch(first, last, start if start == end else None if start and end else start or end)
        return
    if start == "pm":
        yield Stretch(first, first, "pm")
        first += DAY
    noon = last if end == "am" else None
    last = last - DAY if noon else last
    if first <= last:
        yield Stretch(first, last)
    if noon:
        yield Stretch(noon, noon, "am")


def _weekdays(text: str, today: date) -> Iterator[Stretch]:
    """«thứ 2, thứ 4 và thứ 6»: the next of each, today included."""
    for digit in re.findall(r"[2-7]", text):
        day = today + DAY * ((int(digit) - 2 - today.weekday()) % 7)
        yield Stretch(day, day)


def merged(parts: list[Stretch]) -> list[Stretch]:
    """Whole days that follow one another as one stretch, in order."""
    merged: list[Stretch] = []
    for part in sorted(set(parts), key=lambda part: (part.first, part.half or "")):
        before = merged[-1] if merged else None
        if before and before.half is None and part.half is None and part.first <= before.last + DAY:
            merged[-1] = Stretch(before.first, max(before.last, part.last))
        else:
            merged.append(part)
    return merged


def _own_half(sheet: Sheet, hit: Hit) -> str | None:
    """The half told inside a date or right beside it: "chiều mai", "28/11 (sáng)", "buổi sáng 28/11"."""
    clean = sheet.text.clean
    for part in sheet.of("part_of_day"):
        inside = hit.start <= part.start < hit.end
        behind = part.start >= hit.end and _NEXT_TO.match(clean[hit.end : part.start])
        before = part.end <= hit.start and _NEXT_TO.match(clean[part.end : hit.start])
        if part.value in ("sang", "chieu") and (inside or behind or before):
            return "am" if part.value == "sang" else "pm"
    return None


def _half_before(sheet: Sheet, hit: Hit) -> str | None:
    """The half right before a row of days: "từ chiều thứ 6 đến thứ 3"."""
    for part in sheet.of("part_of_day"):
        near_by = part.end <= hit.start and _NEXT_TO.match(sheet.text.clean[part.end : hit.start])
        if part.value in ("sang", "chieu") and near_by:
            return "am" if part.value == "sang" else "pm"
    return None
