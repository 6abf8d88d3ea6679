"""Until when work is given, and what the work is."""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from nlu.assignees import Given
from nlu.clock import Clock, Range, hhmm
from nlu.day_values import Day
from nlu.patterns import Hit, Sheet, rx

_DUE_WORDS = rx(
    r"(?:,|\s-|\.)?\s*(?:hạn chót|hạn|deadline|chậm nhất|xong trước|hoàn thành trước|nộp trước|trình trước|gửi trước|báo cáo (?:tôi|anh|chị|em)? ?trước|trước|trong|nộp|cần|xong)\s*(?:là|vào|lúc|ngày|:)?\s*$"
)


def due(sheet: Sheet, given: Given, now: datetime) -> tuple[str | None, list[Hit]]:
    """The deadline as ISO day or minute, and the hits that told it."""
    today = now.date()
    dates = [hit for hit in sheet.of("date") if hit.value.grain == "day" and hit.rule not in _NO_DAY]
    dates = [hit for hit in dates if not _NOT_THEN.search(sheet.open[: hit.start][-24:])]
    dates = [hit for hit in dates if hit.rule == "that weekday" or hit.value.pick("future") >= today]
    clocks = list(sheet.of("clock", "range"))
    day_hit = _chosen(sheet, dates)
    clock_hit = _chosen(sheet, clocks) if clocks else None
    day = day_hit.value.pick("future") if day_hit else None
    if day and day_hit and _of_long_ago(sheet, day_hit, day, today):
        day, day_hit = None, None  # "làm báo cáo ngày 20/11", told on 30/11
    if day and day_hit and day_hit.value.last and day_hit.value.last > day:
        day = day_hit.value.last  # "trực từ 2/12 đến 5/12"
    if day and day_hit and day < today and day_hit.rule == "that weekday":
        day += timedelta(7)  # "bữa thứ tư có là được"
    minute = _minute(clock_hit) if clock_hit and (day_hit is None or _linked(sheet, clock_hit, day_hit)) else None
    used = [hit for hit in (day_hit, clock_hit) if hit]
    if day is None and (_WITHIN_TODAY.search(sheet.open) or _later_on(sheet, now)):
        day = today
    if day is None and minute is None:
        return None, used
    if minute is None:
        return day.isoformat() if day else None, used
    return f"{_day_for(day, day_hit, minute, now, today).isoformat()}T{hhmm(minute)}", used


def _day_for(day: date | None, hit: Hit | None, minute: int, now: datetime, today: date) -> date:
    if day is not None:
        value = hit.value if hit else None
        same_day = isinstance(value, Day) and value.bare and value.past == today
        return today if same_day and minute > now.hour * 60 + now.minute else day
    return today if minute > now.hour * 60 + now.minute else today + timedelta(1)


def _minute(hit: Hit) -> int | None:
    if isinstance(hit.value, Clock):
        return hit.value.minute
    return hit.value.start if isinstance(hit.value, Range) else None


def _chosen(sheet: Sheet, hits: list[Hit]) -> Hit | None:
    """The one behind a deadline word, else the last one."""
    for hit in hits:
        if _DUE_WORDS.search(sheet.open[max(0, hit.start - 30) : hit.start].replace("\ue000", "")):
            return hit
    return hits[-1] if hits else None


def _linked(sheet: Sheet, clock: Hit, day: Hit) -> bool:
    """Whether an hour is that of the day told: they stand near, or it is told when to report."""
    between = sheet.open[min(clock.end, day.end) : max(clock.start, day.start)]
    return len(between.strip()) < 25 or (clock.start > day.end and bool(_REPORT.match(sheet.open, clock.end)))


_NOT_THEN = rx(r"(?<!\w)(?:không|đừng|chớ|ko)\s(?:có\s)?(?:để|kéo|dây)\s(?:sang|qua|tới|đến)?\s?$")
_WITHIN_TODAY = rx(
    r"(?<!\w)(?:trong|nội trong)\s(?:ngày|buổi|sáng|chiều)(?=\s*(?:nha|nhé|nghe|nhen|giúp|cho|là|,|\.|$))"
)


def _later_on(sheet: Sheet, now: datetime) -> bool:
    """ "…, chiều đưa chị coi": a part of the day that has not come yet, without a day, where the work is wanted."""
    parts = [hit for hit in sheet.of("part_of_day") if now.hour < _PART_ENDS.get(hit.value, 0)]
    lead = [sheet.text.clean[max(0, hit.start - 12) : hit.end] for hit in parts]
    opened = (
        _CLAUSE_PART.search(said) and _WANTED.match(sheet.open, hit.end) for said, hit in zip(lead, parts, strict=True)
    )
    return any(opened)


_PART_ENDS = {"trua": 12, "chieu": 17, "toi": 21}
_CLAUSE_PART = rx(r"[,.;]\s*(?:đầu\s|cuối\s)?(?:giờ\s)?(?:trưa|chiều|tối)$")
_WANTED = rx(r"\s(?:đưa|nộp|gửi|gởi|trình|báo|có|xong|cần|anh|chị|tôi|tui|sếp|họp)(?!\w)")
_FAR = 180  # days


def _of_long_ago(sheet: Sheet, hit: Hit, day: date, today: date) -> bool:
    """Whether a day and month without a year, no deadline by its words, would be one of next year."""
    told = _DUE_WORDS.search(sheet.open[max(0, hit.start - 30) : hit.start].replace("\ue000", ""))
    limit = rx(r"(?:trước|đến|hạn)(?!\w)").match(sheet.text.clean, hit.start)
    return (day - today).days > _FAR and hit.value.past != hit.value.future and not told and not limit


_REPORT = rx(r"\s(?:thì\s|phải\s)?(?:báo|nộp|trình|gửi|gởi|có|đưa|xong|trả)(?!\w)")
_NO_DAY = frozenset({"start of week", "end of a week", "start of this week", "end of this week", "end of month"})


_HAND_IN = rx(
    r"[,.]\s*(?:báo cáo|báo|nộp|gửi|gởi|trình|xong|hoàn thành)(?:\s(?:tôi|anh|chị|em|lại|về|cho|lên|sếp|lãnh đạo)){0,3}\s*(?:trước|vào|lúc|hạn|$|[,.])"
)


def task(sheet: Sheet, given: Given) -> str:
    """The words of the work itself, names and quarters kept, times and numbers not."""
    letters = list(sheet.open[given.start : given.end])
    for hit in sheet.of("literal", "places"):
        if given.start <= hit.start < given.end:
            letters[hit.start - given.start : hit.end - given.start] = sheet.text.clean[hit.start : hit.end]
    text = "".join(letters).replace("\ue000", " ")
    text = rx(
        r"(?<!\w)(?:hạn chót|(?<!trễ )(?<!quá )(?<!đúng )(?<!đến )(?<!gia )(?<!thời )(?<!trước )hạn|deadline|chậm nhất|càng sớm càng tốt|khi nào (?:rảnh|xong)(?: cũng được)?|giúp (?:anh|chị|em|tôi)|giúp|hộ|nhé|nha|nghe em|nghe|nhe|em cần|anh cần|chị cần)(?!\w)"
    ).sub(" ", text)
    text = _HAND_IN.sub(" ", text)
    return re.sub(r"\s+", " ", text).strip(" ,.:-")
