"""Days that only an absence tells: "hôm nay và mai", "đến hết tuần", "cả tháng 12" – and days that nobody can read.

A day that cannot be read is never taken for today: the writer is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from nlu.day_values import Day, fixed, valid
from nlu.patterns import TAKEN, Hit, Sheet, rx
from nlu.stretches import LONGEST

DAY = timedelta(days=1)
WORK_WEEK = 5

_AND_TOMORROW = re.compile(
    r"(?<!\w)(?P<now>nay)\s?(?:và|va|,|với|voi|cùng|cung)\s?(?:cả\s|ca\s)?(?P<core>(?:ngày |ngay )?mai)(?!\w)"
)
_AND_DAY_AFTER = rx(rf"(?<={TAKEN})\s?(?:và|với|,|lẫn|\+)\s?(?:cả\s|ngày\s)?(?P<core>mốt)(?!\w)")  # "mai và mốt"
_UNTIL = re.compile(r"(?<!\w)(?:đến|den|tới|toi)\s(?:hết|het)?\s?$")
_THIS_WEEK = re.compile(
    r"(?<!\w)(?:đến|den|tới|toi)\s(?:hết|het|cuối|cuoi)\s(?P<core>tuần|tuan)(?:\s(?:này|nay))?(?!\s\w)"
)
_WHOLE_MONTH = re.compile(
    r"(?<!\w)(?P<core>(?:cả|ca|nguyên|nguyen|trọn|tron|suốt|suot|hết|het)\s(?:tháng|thang)\s(?P<n>1[0-2]|0?[1-9]|này|nay|sau|tới|toi))(?!\w|/)"
)
_BARE = re.compile(  # the numbers of days alone: "từ 26 đến 27", "nghỉ phép 28-29", "nghỉ 28, 29", "từ 30 đến 2/12"
    r"(?<!\w)(?:(?:từ|tu)\s(?:ngày\s|ngay\s)?|(?:nghỉ|nghi|phép|phep|off|vắng|vang)\s(?:các\s|cac\s|ngày\s|ngay\s)*)"
    r"(?P<a>\d{1,2})(?P<to>\s?[-–~]\s?|\s(?:đến|den|tới|toi)\s(?:hết\s|het\s)?(?:ngày\s|ngay\s)?|\s?(?:,|và|va|với|voi)\s)(?P<b>\d{1,2})"
    r"(?P<month>\s?/\s?(?:1[0-2]|0?[1-9])(?![\d/]))?(?!\w|[/.,:]\d|\s?(?:,|và|va)\s\d|\s?(?:h|g|giờ|gio|tiếng|tieng|phút|phut|ngày|ngay|buổi|buoi|hôm|hom|tháng|thang)(?!\w))"
)
_LIST_SIGNS = (",", "và", "va", "với", "voi")
_ASKS = rx(r"(?<!\w)(?:xin|cho|sẽ)(?!\w)")
_NEAR_PAST, _FAR_AHEAD = 10, 14  # days
_MONTH = rx(r"(?<!\w)tháng\s(?:\d{1,2}|này|sau|tới|trước)(?!\w)")
_SLASHED = re.compile(
    r"(?<![\d/.])(?!1\s?/\s?2(?![\d/]))\d{1,2}\s?/\s?\d{1,2}(?:/\d{2,4})?(?!\d|\s?(?:ngày|ngay|buổi|buoi))"
)
_WORKED = rx(r"(?<!\w)(?:trực|trực ban|làm|họp|thức|tăng ca|bận|đi làm)\s(?:việc\s)?$")
_WORKED_ON = rx(r"^\s(?:em\s|e\s|tôi\s|mình\s)?(?:trực|làm|họp|thức|tăng ca|đi làm)(?!\w)")
_AWAY = rx(r"(?<!\w)(?:nghỉ|off|vắng)(?!\w)")
_LENGTH = rx(
    r"(?<!\w)(?:nghỉ|phép|ốm|off|vắng|công tác|tập huấn)(?:\s(?:phép|ốm|trong|khoảng|tổng cộng)){0,2}"
    r"\s(?P<n>\d{1,6})\sngày(?!\w|\s\d)"
)
_HALF = rx(r"(?<!\w)(?:nửa|1/2|0[.,]5)\s(?:ngày|buổi)(?!\w)")


def more_days(sheet: Sheet, today: date) -> None:
    """Take what the general rules for days leave; the end of a week told as an end becomes its last day."""
    for found in _AND_TOMORROW.finditer(sheet.text.clean):
        for part, rule, day in (("now", "today", today), ("core", "tomorrow", today + DAY)):
            if TAKEN not in sheet.open[slice(*found.span(part))]:
                sheet.take(*found.span(part), "date", rule, fixed(day))
    for found in _AND_DAY_AFTER.finditer(sheet.open):
        sheet.take(*found.span("core"), "date", "day after tomorrow", fixed(today + 2 * DAY))
    sheet.hits = [_week_as_end(sheet, hit) for hit in sheet.hits]
    for found in _THIS_WEEK.finditer(sheet.open):
        sheet.take(*found.span("core"), "date", "end of the week", fixed(_sunday(today)))


def bare_days(sheet: Sheet, today: date) -> None:
    """«nghỉ từ 26 đến 27»: the numbers of two days, of this month or the next; also of an absence just over."""
    for found in list(_BARE.finditer(sheet.open)):
        first, last = int(found["a"]), int(found["b"])
        if found["month"]:
            end = of_month(today, int(found["month"].strip(" /")), last)
            begin = end and _before(end, first)
        else:
            begin, end = _two_days(today, first, last, asked=bool(_ASKS.search(sheet.text.clean)))
        if begin is None or end is None:
            continue
        if found["to"].strip() in _LIST_SIGNS:
            sheet.take(found.start("a"), found.end("b"), "date", "listed", [begin, end])
        else:
            sheet.take(*found.span("a"), "date", "bare day", fixed(begin))
            sheet.take(found.start("b"), found.end("month" if found["month"] else "b"), "date", "bare day", fixed(end))


def _two_days(today: date, first: int, last: int, *, asked: bool) -> tuple[date | None, date | None]:
    """The days of these numbers that lie ahead or around today; where these are far and others just over, those."""
    spans = []
    for shift in (-1, 0, 1):
        month = (today.month - 1 + shift) % 12 + 1
        year = today.year + (today.month + shift > 12) - (today.month + shift < 1)
        begin = valid(year, month, first)
        end = begin and (valid(year, month, last) if last > first else valid(year + month // 12, month % 12 + 1, last))
        if begin and end:
            spans.append((begin, end))
    ahead = next((span for span in spans if span[1] >= today), (None, None))
    over = [span for span in spans if span[1] < today and (today - span[1]).days <= _NEAR_PAST]
    far = ahead[0] is None or (ahead[0] - today).days > _FAR_AHEAD
    return over[-1] if over and far and not asked else ahead


def of_month(today: date, month: int, day: int) -> date | None:
    """The day of a month that is nearest to today."""
    found = [one for year in (today.year - 1, today.year, today.year + 1) if (one := valid(year, month, day))]
    return min(found, key=lambda one: abs((one - today).days), default=None)


def _before(end: date, day: int) -> date | None:
    """The latest day of this number that is not behind `end`."""
    earlier = end.replace(day=1) - DAY
    return valid(end.year, end.month, day) if day <= end.day else valid(earlier.year, earlier.month, day)


def whole_months(sheet: Sheet, today: date) -> None:
    """«cả tháng 12», before the general rules see a month in it."""
    for found in _WHOLE_MONTH.finditer(sheet.open):
        first, last = _month(found["n"], today)
        sheet.take(*found.span("core"), "date", "whole month", Day(first, first, last))


def _week_as_end(sheet: Sheet, hit: Hit) -> Hit:
    day = hit.value
    if hit.kind != "date" or not isinstance(day, Day) or day.grain != "week" or day.last is None:
        return hit
    return replace(hit, value=fixed(day.last)) if _UNTIL.search(sheet.text.clean[: hit.start]) else hit


def _sunday(day: date) -> date:
    return day + DAY * (6 - day.weekday())


def _month(told: str, today: date) -> tuple[date, date]:
    """This month from today on, the next one, or the next of that number."""
    month = int(told) if told.isdigit() else today.month + (told in ("sau", "tới", "toi"))
    year = today.year + (month > 12 or month < today.month)
    month = (month - 1) % 12 + 1
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return max(first, today), following - DAY


def without_work(sheet: Sheet, hits: list[Hit]) -> list[Hit]:
    """«trực đêm qua, hôm nay nghỉ bù»: the day of the work told before is no day of the absence."""
    away = _AWAY.search(sheet.text.clean)
    if away is None or len(hits) < 2:
        return hits
    return [hit for hit in hits if hit.start > away.start() or not _of_work(sheet.text.clean, hit)] or hits


def _of_work(clean: str, hit: Hit) -> bool:
    return bool(_WORKED.search(clean[: hit.start]) or _WORKED_ON.search(clean[hit.end :]))


def no_length(sheet: Sheet) -> bool:
    """Whether a length is told that no absence has: "nghỉ phép 0 ngày", "400 ngày"; "số 345 ngày 27/11" is none."""
    for found in _LENGTH.finditer(sheet.text.clean):
        dates = [hit for hit in sheet.of("date") if hit.start < found.end() and found.start("n") < hit.end]
        if not dates and not 0 < int(found["n"]) <= LONGEST:
            return True
    return False


def unclear(sheet: Sheet, hits: Sequence[Hit], counted: Decimal | None) -> bool:
    """Whether a day is told that cannot be read: 32/12, «tháng 12» alone, two days of some week."""
    if _SLASHED.search(sheet.open):
        return True
    if not hits:
        months = (hit for hit in sheet.of("date") if isinstance(hit.value, Day) and hit.value.grain == "month")
        return bool(_MONTH.search(sheet.open)) or any(months)
    weeks = all(isinstance(hit.value, Day) and hit.value.grain == "week" for hit in hits)
    few = counted is not None and counted < WORK_WEEK
    return weeks and (few or bool(_HALF.search(sheet.text.clean)))
