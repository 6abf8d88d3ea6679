"""Dates that are names: "treo cờ 30/4-1/5", "giấy khen 8/3", "bài dự thi 22/12" – not the day of the work."""

from __future__ import annotations

from datetime import date

from nlu.day_values import Day
from nlu.patterns import TAKEN, Hit, Sheet, rx

# ruff: noqa: E501 – a list of dates reads best on few lines
_BARE = frozenset({"d/m", "date to date", "days of a month", "d.m", "day and month"})
_YEARLY = frozenset(
    {(1, 1), (3, 2), (27, 2), (8, 3), (26, 3), (19, 3), (30, 4), (1, 5), (7, 5), (15, 5), (19, 5), (1, 6), (5, 6)}
    | {(21, 6), (26, 6), (28, 6), (27, 7), (28, 7), (19, 8), (2, 9), (1, 10), (10, 10), (13, 10), (14, 10), (15, 10)}
    | {(17, 10), (20, 10), (9, 11), (18, 11), (20, 11), (23, 11), (25, 11), (1, 12), (3, 12), (22, 12), (24, 12), (25, 12), (9, 1), (6, 1)}
)  # fmt: skip
_ON_DUTY = rx(r"(?<!\w)(?:trực|nghỉ|canh|gác|phép|ốm)(?:\s(?:lễ|tết|ngày|ca|đêm|cơ quan|bảo vệ|bù|phép)){0,2}\s*$")
_TIME_BEFORE = rx(
    r"(?<!\w)(?:ngày|hôm|bữa|từ|đến|tới|vào|hết|sáng|chiều|tối|trưa|trước|sau|hạn|nộp|xong|hoàn thành|chốt)\s*$"
)
_LIMIT = rx(r"(?:trước|đến|tới|hạn|chậm nhất)(?!\w)")
_FAR_BACK, _FAR_AHEAD, _FEAST_BACK = 31, 45, 12
_LONG_BACK = 120  # days; nobody writes down work of so long ago: "kế hoạch ra quân ngày 22/4" is of what will be


def names(sheet: Sheet, today: date) -> None:
    """Bare dates inside a piece of work that cannot well be its day become literals."""
    sheet.hits = [
        Hit(hit.start, hit.end, "literal", "date in a name", sheet.text.clean[hit.start : hit.end])
        if hit.kind == "date" and hit.rule in _BARE and _is_name(hit, sheet, today)
        else hit
        for hit in sheet.hits
    ]


def _is_name(hit: Hit, sheet: Sheet, today: date) -> bool:
    day: Day = hit.value
    if day.past is None or day.future is None or day.past == today:
        return False
    before = sheet.open[max(0, hit.start - 30) : hit.start]
    if hit.rule == "day and month" and (today - day.past).days <= _LONG_BACK:
        return False
    if hit.rule != "day and month" and rx(r"^(?:từ|ngày|hôm)(?!\w)").match(sheet.text.clean[hit.start : hit.end]):
        return False
    if _LIMIT.match(sheet.text.clean[hit.start : hit.end]):
        return False
    if not _inside(before) or _TIME_BEFORE.search(before) or _ON_DUTY.search(before):
        return False
    back, ahead = (today - day.past).days, (day.future - today).days
    last = day.last or day.future
    yearly = any((one.day, one.month) in _YEARLY for one in (day.future, last)) and (last - day.future).days <= 3
    return (yearly and back > _FEAST_BACK) or (back > _FAR_BACK and ahead > _FAR_AHEAD)


def _inside(before: str) -> bool:
    """Whether a word of the work stands right before the date, not the start of a clause or another time."""
    head = before.rstrip(" ")
    return bool(head) and head[-1] != TAKEN and (head[-1].isalnum() or head[-1] in "\"'“(")
