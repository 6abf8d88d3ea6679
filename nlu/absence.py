"""Which days somebody is away, as a message that tells an absence says it: "2 ngày từ thứ 6", halves, days of return."""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from nlu.away_days import bare_days, more_days, no_length, of_month, unclear, whole_months, without_work
from nlu.day_values import Day
from nlu.days import PART, days
from nlu.foreign import foreign
from nlu.normalise import Text, normalise
from nlu.numbers import NUMBER, number
from nlu.patterns import Hit, Sheet, rx
from nlu.stretches import DAY, LONGEST, TO, ReversedError, Stretch, merged, near, stretches, week_of_row

_COUNT = rx(rf"(?<![\w/])(?P<n>{NUMBER})\s(?:ngày|hôm|bữa)(?P<more>\s(?:rưỡi|rưởi))?(?!\w)")
_LIST = re.compile(r"(?<![\d/])(\d{1,2}(?:\s?(?:,|và|va)\s?\d{1,2})+)\s?(?:/|tháng|thang)\s?(\d{1,2})(?![\d/])")
_LIST_NEAR = re.compile(
    r"(?<![\d/])(?:ngày|ngay|hôm|hom)\s(\d{1,2}(?:\s?(?:,|và|va)\s?\d{1,2}){1,6})(?:\s(?:này|nay|tới|toi|tháng này|thang nay))?(?![\d/]|\s?(?:/|tiếng|giờ|h))"
)
_UP_TO_NOW = rx(rf"(?<!\w)(?P<n>{NUMBER})\s(?:ngày|hôm|bữa)\s(?:ni|nay)(?!\w)")
_SHORT = 10  # days
_AWAY = rx(r"(?<!\w)(?:nghỉ|off|vắng)(?!\w)")
ALL_DAY = rx(r"(?<!\w)(?:cả|nguyên|trọn|suốt)\s(?:ngày|buổi sáng (?:lẫn|và) chiều)(?!\w)")
ALL_WEEK = rx(r"(?<!\w)(?:cả|nguyên|trọn|suốt|hết)\stuần(?!\w)")
_HALF = rx(r"(?<!\w)(?:nửa|1/2|0[.,]5)\s(?:ngày|buổi)(?!\w)|(?<!\w)(?:một|1)\sbuổi(?!\w)")
_BACK = rx(
    r"(?<!\w)(?:đi làm lại|làm lại|vào lại|lên bù|lên làm|lên lại|có mặt|làm bù|đi làm(?!\s(?:căn cước|cccd|giấy|thủ tục|sổ|hộ chiếu|passport|bằng|răng|hồ sơ|thẻ))|vẫn làm|làm bình thường)(?!\w)"
)
_BIRTH = rx(r"(?<!\w)(?:thai sản|sinh con|đẻ)(?!\w)")
_OF_WIFE = rx(r"(?<!\w)(?:đưa|chở|vợ|vk|chăm)(?!\w)")
_BIRTH_MONTHS = 6
"""Bộ luật Lao động 2019, Điều 139."""


@dataclass(frozen=True, slots=True)
class Absence:
    """What a message says of being away.

    `days` is the told length where it alone says how long (half days as .5), counted from the first stretch. `dated` False:
    no day was told. `doubt`: reversed (the end stands before the start), half (which half is not told), day (a day is told
    that cannot be read).
    """

    stretches: tuple[Stretch, ...]
    days: Decimal | None = None
    dated: bool = True
    doubt: str | None = None

    @property
    def first(self) -> date:
        """The earliest day."""
        return min(part.first for part in self.stretches)

    @property
    def last(self) -> date:
        """The latest day, a told length counted in plain days."""
        last = max(part.last for part in self.stretches)
        return last + DAY * max(0, int(self.days) - 1) if self.days is not None else last


def scan_days(clean: Text, today: date) -> Sheet:
    """Only the days and parts of day of a message, lists like "28, 29 và 30/11" first."""
    sheet = Sheet(clean)
    foreign(sheet)
    for found in list(_LIST.finditer(sheet.open)):
        listed = [of_month(today, int(found[2]), int(day)) for day in re.findall(r"\d{1,2}", found[1])]
        last = of_month(today, int(found[2]), int(re.findall(r"\d{1,2}", found[0])[-2]))
        if last and all(listed):
            sheet.take(*found.span(), "date", "listed", [day for day in listed if day])
    for found in list(_LIST_NEAR.finditer(sheet.open)):
        listed = [_next_such(today, int(day)) for day in re.findall(r"\d{1,2}", found[1])]
        if all(listed):
            sheet.take(*found.span(), "date", "listed", [day for day in listed if day])
    for found in _UP_TO_NOW.finditer(sheet.open):  # "hai bữa ni tui nghỉ ốm"
        back = int(number(found["n"]) or 0)
        if 1 < back <= _SHORT:
            sheet.take(*found.span(), "date", "listed", [today - DAY * ago for ago in range(back - 1, -1, -1)])
    bare_days(sheet, today)
    whole_months(sheet, today)
    days(sheet, today)
    sheet.run((PART,))
    more_days(sheet, today)
    return sheet


def _next_such(today: date, day: int) -> date | None:
    """The day of this month or of a neighbour that is nearest to today."""
    found = [of_month(today, (today.month - 1 + shift) % 12 + 1, day) for shift in (-1, 0, 1)]
    return min((one for one in found if one), key=lambda one: abs((one - today).days), default=None)


def read(text: str | Text, today: date) -> Absence:
    """The days of an absence; without any told day it is today."""
    clean = normalise(text[:1_000]) if isinstance(text, str) else text
    sheet = scan_days(clean, today)
    _forget(sheet)
    hits, back = _without_return(sheet, without_work(sheet, _days_of_absence(sheet)))
    if no_length(sheet) or unclear(sheet, hits, _counted(sheet)):
        return Absence((Stretch(today, today),), doubt="day")
    try:
        parts = list(stretches(sheet, hits, today))
    except ReversedError:
        return Absence((Stretch(today, today),), doubt="reversed")
    dated = bool(parts)
    if back and not parts and near(back.value, today) > today:
        parts = [Stretch(today, near(back.value, today) - DAY)]
    parts = merged(parts) or [_whole_week(clean, today) or Stretch(today, today)]
    counted = _counted(sheet) if len(parts) == 1 and parts[0].first == parts[0].last else None
    if len(parts) == 1 and parts[0].first == parts[0].last and parts[0].half is None:
        parts = [Stretch(parts[0].first, parts[0].last, _loose_half(sheet, hits))]
    return _absence(clean, parts, counted, dated)


_SAID_NOW = rx(
    r"(?<!\w)(?:hôm nay|bữa nay|nay|giờ|bây giờ)\s(?:em\s|tôi\s|mình\s|xin\s|mới\s){0,3}(?:bổ sung|báo|ghi|khai|xin phép|trình|nộp|viết|làm đơn|nhắn|đi làm|lên cơ quan|vào)(?!\w)"
)
_REASON = rx(r"(?<!\w)(?:do|vì|tại|bởi|bù cho|thay cho|lý do)(?!\w)")


def _forget(sheet: Sheet) -> None:
    """Days that are none of the absence: "nay bổ sung", "… do bữa chủ nhật tôi trực"."""
    dates = [hit for hit in sheet.hits if hit.kind in ("date", "part_of_day")]
    for found in _SAID_NOW.finditer(sheet.text.clean):
        others = [hit for hit in dates if not found.start() <= hit.start < found.end() and hit.kind == "date"]
        if others:
            sheet.hits = [hit for hit in sheet.hits if not found.start() <= hit.start < found.end()]
    reason = _REASON.search(sheet.text.clean)
    if reason and any(hit.end <= reason.start() and hit.kind == "date" for hit in dates):
        sheet.hits = [
            hit
            for hit in sheet.hits
            if hit.end <= reason.start() or "," in sheet.text.clean[reason.start() : hit.start]
        ]


def _absence(clean: Text, parts: list[Stretch], counted: Decimal | None, dated: bool) -> Absence:
    alone = parts[0] if len(parts) == 1 and parts[0].first == parts[0].last else None
    if alone and counted is None and _BIRTH.search(clean.clean) and not _OF_WIFE.search(clean.clean):
        return Absence((Stretch(alone.first, _months_later(alone.first, _BIRTH_MONTHS)),), dated=dated)
    if counted is not None and counted <= 1:
        half = counted < 1
        counted = None
        if half and alone and alone.half is None:
            return Absence(tuple(parts), dated=dated, doubt="half")
    if counted is None and alone and alone.half is None and _HALF.search(clean.clean):
        return Absence(tuple(parts), dated=dated, doubt="half")
    return Absence(tuple(parts), counted, dated)


def _days_of_absence(sheet: Sheet) -> list[Hit]:
    """The dates that say when; "hôm nay" beside another day only says when it was written."""
    hits = [hit for hit in sheet.of("date") if isinstance(hit.value, list) or hit.value.grain in ("day", "week")]
    if any(not isinstance(hit.value, list) and hit.value.grain == "week" for hit in hits) and len(hits) > 1:
        kept = {after.start for row, after in pairwise(hits) if week_of_row(row, after)}  # "thứ 5, thứ 6 tuần sau"
        hits = [hit for hit in hits if isinstance(hit.value, list) or hit.value.grain == "day" or hit.start in kept]
    now = {"today", "now", "now accepted"}
    if len(hits) > 1 and hits[0].rule in now and (hits[1].rule not in now or _away_then(sheet, hits[1])):
        between = sheet.text.clean[hits[0].end : hits[1].start]
        if not TO.match(between) and not rx(r"^\s*(?:,|và|với)\s*$").match(between):
            return hits[1:]
    return hits


def _away_then(sheet: Sheet, hit: Hit) -> bool:
    """Whether the clause of a day tells of the absence itself ("bữa nay con em sốt, em xin nghỉ sáng nay")."""
    clause = re.split(r"[,;.\n]", sheet.text.clean[: hit.start])[-1]
    return bool(_AWAY.search(clause)) and clause != sheet.text.clean[: hit.start]


def _without_return(sheet: Sheet, hits: list[Hit]) -> tuple[list[Hit], Hit | None]:
    """The days without the one of coming back ("thứ 2 đi làm lại"), and that one."""
    for found in _BACK.finditer(sheet.text.clean):
        for hit in hits:
            between = sheet.text.clean[hit.end : found.start()] if hit.end <= found.start() else None
            between = sheet.text.clean[found.end() : hit.start] if found.end() <= hit.start else between
            if between is not None and len(between) <= 12 and "," not in between and isinstance(hit.value, Day):
                return [other for other in hits if other is not hit], hit
    return hits, None


def _whole_week(clean: Text, today: date) -> Stretch | None:
    """«cả tuần» without a date: the rest of this week; at the weekend the next one."""
    if not ALL_WEEK.search(clean.clean):
        return None
    monday = today - DAY * today.weekday()
    first = today if today.weekday() < 5 else monday + DAY * 7
    return Stretch(first, first - DAY * first.weekday() + DAY * 6)


def _loose_half(sheet: Sheet, hits: list[Hit]) -> str | None:
    """The one half that a message tells of its one day, not the half of coming back."""
    if ALL_DAY.search(sheet.text.clean):
        return None
    back = _BACK.search(sheet.text.clean)
    parts = [part for part in sheet.of("part_of_day") if part.value in ("sang", "chieu")]
    kept = [part for place, part in enumerate(parts) if not (back and place and part.end > back.start() - 12)]
    halves = {"am" if part.value == "sang" else "pm" for part in kept}
    return halves.pop() if len(halves) == 1 else _half_of_clause(sheet)


def _half_of_clause(sheet: Sheet) -> str | None:
    """ "xin nghỉ buổi sáng, chiều em lên": the half told in the clause of the absence, where another clause tells of the other."""
    away: set[str] = set()
    there: set[str] = set()
    start = 0
    for end in [*(i for i, sign in enumerate(sheet.open) if sign in ",;.\n"), len(sheet.open)]:
        halves = away if _AWAY.search(sheet.text.clean[start:end]) else there
        for hit in sheet.of("part_of_day"):
            if start <= hit.start < end and hit.value in ("sang", "chieu"):
                halves.add("am" if hit.value == "sang" else "pm")
        start = end
    return next(iter(away)) if len(away) == 1 and there and away != there else None


def _counted(sheet: Sheet) -> Decimal | None:
    """«2 ngày», "1,5 ngày", "2 ngày rưỡi" – not the number of "2 ngày nữa", which is a date."""
    for found in _COUNT.finditer(sheet.text.clean):
        if any(hit.start <= found.start() < hit.end for hit in sheet.of("date")):
            continue
        count = number(found.group("n"))
        if count is not None and 0 < count <= LONGEST:
            return count + (Decimal("0.5") if found.group("more") else 0)
    return None


def _months_later(day: date, months: int) -> date:
    """The day before the same date some months later."""
    index = day.year * 12 + day.month - 1 + months
    try:
        later = date(index // 12, index % 12 + 1, day.day)
    except ValueError:
        later = date((index + 1) // 12, (index + 1) % 12 + 1, 1)
    return later - DAY
