"""What a line that gives work says besides who, what and until when: shares, expected time, repetition, the job above.

`read_order` takes these words out, so that the rest is the plain "giao An, Uyên soạn …" that `understand` reads.
"""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from nlu.normalise import Text, fold, normalise
from nlu.openers import VERBS
from nlu.patterns import rx

_LONGEST = 4_096
_DAY = r"(?:thứ\s?(?P<day>hai|ba|tư|năm|sáu|bảy|[2-7])|(?<!\w)t(?P<short>[2-7])(?!\w)|(?P<sunday>chủ nhật|cn))"
_AT = r"(?:(?P<hour>\d{1,2})\s?(?:h|giờ|:)\s?(?P<minute>\d\d)?\s)?"
_AFTER = r"(?:\s(?:lúc|trước)\s(?P<later>\d{1,2})\s?(?:h|giờ|:)\s?(?P<later_minute>\d\d)?)?"
_EACH = r"(?:hằng|hàng|mỗi)"
_BEFORE = r"[\s,;.]*(?:(?:hạn|nộp|vào|trước|xong)\s)*"
_WEEKLY = (
    rx(rf"{_BEFORE}{_AT}(?:vào\s)?(?<!\w){_DAY}\s{_EACH}\stuần{_AFTER}(?!\w)"),
    rx(rf"{_BEFORE}{_AT}(?<!\w){_EACH}\stuần,?\s(?:vào\s)?{_DAY}{_AFTER}(?!\w)"),
    rx(rf"{_BEFORE}{_AT}(?<!\w)mỗi\s{_DAY}{_AFTER}(?!\w)"),
)
_MONTHLY = (
    rx(rf"{_BEFORE}{_AT}(?:vào\s)?(?<!\w)ngày\s(?P<date>\d{{1,2}}|cuối)\s{_EACH}\stháng{_AFTER}(?!\w)"),
    rx(rf"{_BEFORE}{_AT}(?<!\w){_EACH}\stháng,?\s(?:vào\s)?ngày\s(?P<date>\d{{1,2}}|cuối){_AFTER}(?!\w)"),
    rx(rf"{_BEFORE}{_AT}(?<!\w)(?P<date>cuối)\s(?:tháng\s)?{_EACH}\stháng{_AFTER}(?!\w)"),
)
_OTHER = rx(
    rf"(?<!\w){_EACH}\s(?:\d\s|hai\s|ba\s)?(?:ngày|quý|năm|tuần|tháng)(?!\w)"
    r"|(?<!\w)(?:\d|hai|ba|bốn)\s(?:tuần|tháng)\s(?:một|1)\slần(?!\w)|(?<!\w)cách\s(?:tuần|tháng)(?!\w)"
)
_ANY_DAY = r"(?:thứ\s?(?:hai|ba|tư|năm|sáu|bảy|[2-7])|t[2-7]|chủ nhật|cn|ngày\s\d{1,2}|(?<=,\s)\d{1,2})"
_DAY_BEFORE = rx(rf"(?<!\w){_ANY_DAY}\s?(?:,|;|-|và|hoặc)?\s?(?:(?:hạn|nộp|vào)\s?)?$")
_DAY_BEHIND = rx(rf"^\s?(?:,|;|-|và|hoặc)\s?(?:các\s)?{_ANY_DAY}(?!\w)")
_NUMBERS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}
_ABOVE = (
    rx(r"^\W*(?:thuộc\s|việc\scon\s(?:của\s|thuộc\s)?)?(?:việc|vụ)(?:\ssố)?\s(?P<number>\d{1,6})\s?[:,\-]?\s(?=giao|phân công|nhờ|@)"),
    rx(r"(?<!\w)giao\s(?:thêm\s)?việc\scon\s(?:của\s|cho\s|thuộc\s)?việc(?:\ssố)?\s(?P<number>\d{1,6})\s?[:,\-]?\s(?:cho\s)?"),
    rx(r"^\W*(?:chia|tách|phân)\s(?:(?:một|1)\sphần\s|nhỏ\s)?(?:của\s)?việc(?:\ssố)?\s(?P<number>\d{1,6})(?:\sra)?\s?[:,\-]?\s(?:(?:giao|nhờ)\s)?(?:cho\s)?"),
    rx(r"[\s,;(]*(?<!\w)thuộc\sviệc(?:\ssố)?\s(?P<number>\d{1,6})\)?(?!\w)"),
)  # fmt: skip
_EXPECTED = rx(
    r"[\s,;]*(?<!\w)(?:dự kiến|dự tính|ước tính|ước|tính)\s(?:làm\s|mất\s|khoảng\s|chừng\s|hết\s)*"
    r"(?P<count>\d{1,3}(?:[.,]\d)?)\s?(?P<unit>tiếng|giờ(?!\s\d{1,2}(?!\d?\s?phút))|phút|buổi|ngày(?:\slàm việc|\scông)?(?!\s\d))"
    r"(?:\s(?P<half>rưỡi)|\s(?P<more>\d{1,2})\sphút)?(?!\w)(?!\s(?:sáng|chiều|trưa|tối))"
)
_UNITS = {"tieng": 60, "gio": 60, "phut": 1, "buoi": 240, "ngay": 480}
_TITLE = r"(?:đồng chí|anh|chị|em|cô|chú|bác|ông|bà|đ/c|đc|bạn|thầy)"
_NAMED = rf"(?:{_TITLE}\s)?@?[^\W\d_][\w.]*(?:\s[^\W\d_]+){{0,3}}?"
_LEADS = r"chủ trì|phụ trách chính|làm chính|chịu trách nhiệm chính"
_HELPS = r"phối hợp|hỗ trợ|phụ giúp"
_SHARE = r"(?:chiếm\s)?\(?\s?(?P<share>\d{1,3}(?:[.,]\d{1,2})?)\s?%\s?\)?"
_PART = rx(
    rf"(?P<name>{_NAMED})\s(?:\(?(?P<role>{_LEADS}|{_HELPS})\)?\s?)?{_SHARE}"
    rf"|(?P<lead_name>{_NAMED})\s\(?(?P<lead>{_LEADS})\)?(?=\s?(?:[,;:]|và\s|với\s|cùng\s|phối hợp))"
)
_HELPER = rx(rf"(?<=\w)\s(?:\(?(?:{_HELPS})\)?)(?!\svới|\w)(?=\s?[,;:]|\s)")
_GIVE = rx(r"^\W*(?:(?:tôi|anh|chị|em|mình)\s)?(?:giao|phân công|phân|cử|nhờ|đề nghị|yêu cầu|giao việc)(?:\s(?:việc|nhiệm vụ))?(?:\s(?:cho|đến))?\s?:?\s")  # fmt: skip
_JOIN = rx(r"(?:\s?(?:,|;|\+|&|và\s|với\s|cùng\s|phối hợp với\s|còn\s))*\s?")
_COUNT = rx(r",\s(?P<count>\d{1,5})\s(?:bản|cái|bộ|cuốn|tờ|quyển|chiếc)(?=\s?(?:[,.;]|$)|\s(?:hạn|trước|nộp))")
_JOIN_WORD = rx(r"\s?(?:và|với|cùng|phối hợp|còn)\s")


@dataclass(frozen=True, slots=True)
class Part:
    """What one person of a job is told: `name` folded, `role` lead or helper, `share` in per cent; None where untold."""

    name: str
    role: str | None = None
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Every:
    """Repetition: each week on a day (0 = Monday) or each month on a day (31 = the last); `time` is "HH:MM"."""

    kind: str
    day: int
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """The line without the words that were understood, and what they said; `odd_every`: a repetition we do not know.

    `above` is the number of the job that this one is a part of, `count` a count of copies ("2 bản").
    """

    plain: str
    parts: tuple[Part, ...] = ()
    minutes: int | None = None
    every: Every | None = None
    odd_every: bool = False
    above: int | None = None
    count: int | None = None


def read_order(text: str) -> Order:
    """Take shares, expected minutes, repetition and the number of the job above out of a line that gives work."""
    text = text[:_LONGEST]
    above, text = _above(text)
    every, text = _every(text)
    clean = normalise(text).clean
    odd = every is None and any(pattern.search(clean) for pattern in (_OTHER, *_WEEKLY, *_MONTHLY))
    minutes, text = _minutes(text)
    parts, text = _parts(text)
    counted = _COUNT.search(normalise(text).clean)
    return Order(text, parts, minutes, every, odd, above, int(counted["count"]) if counted else None)


def _cut(text: Text, start: int, end: int, put: str = " ") -> str:
    a, b = text.origin(start, end)
    return (text.original[:a] + put + text.original[b:]).strip()


def _above(text: str) -> tuple[int | None, str]:
    read = normalise(text)
    for place, pattern in enumerate(_ABOVE):
        found = pattern.search(read.clean)
        if found:
            return int(found["number"]), _cut(read, *found.span(), put="giao " if place in (1, 2) else " ")
    return None, text


def _every(text: str) -> tuple[Every | None, str]:
    read = normalise(text)
    for kind, patterns in (("week", _WEEKLY), ("month", _MONTHLY)):
        for pattern in patterns:
            found = pattern.search(read.clean)
            day = _weekday(found) if found and kind == "week" else _month_day(found) if found else None
            if found and (
                _DAY_BEFORE.search(read.clean[: found.start()]) or _DAY_BEHIND.match(read.clean[found.end() :])
            ):
                return None, text  # two days of a week are two repetitions
            if found and day is not None:
                return Every(kind, day, _time(found)), _cut(read, *found.span())
    return None, text


def _weekday(found: re.Match[str]) -> int | None:
    if found["sunday"]:
        return 6
    word = fold(found["day"] or found["short"])
    return int(word) - 2 if word.isdigit() else _NUMBERS[word]


def _month_day(found: re.Match[str]) -> int | None:
    day = found["date"]
    if not day.isdigit():
        return 31
    return int(day) if 1 <= int(day) <= 31 else None


def _time(found: re.Match[str]) -> str | None:
    hour, minute = found["hour"] or found["later"], found["minute"] or found["later_minute"]
    if hour is None or int(hour) > 23 or int(minute or 0) > 59:
        return None
    return f"{int(hour):02}:{int(minute or 0):02}"


def _minutes(text: str) -> tuple[int | None, str]:
    read = normalise(text)
    found = _EXPECTED.search(read.clean)
    if not found:
        return None, text
    unit = _UNITS[fold(found["unit"]).split()[0]]
    count = Decimal(found["count"].replace(",", "."))
    count += Decimal("0.5") if found["half"] else 0
    return int(count * unit) + int(found["more"] or 0), _cut(read, *found.span())


def _parts(text: str) -> tuple[tuple[Part, ...], str]:
    """ "An chủ trì 60%, Uyên 40% soạn" → An lead 60, Uyên 40, and "An, Uyên soạn"."""
    read = normalise(text)
    give = _GIVE.match(read.clean)
    place = give.end() if give else 0
    found: list[tuple[Part, int, int]] = []
    while part := _PART.match(read.clean, place):
        if not _is_a_name(part["name"] or part["lead_name"]):
            break
        name_end = part.end("name") if part["name"] else part.end("lead_name")
        found.append((_part(part), name_end, part.end()))
        joined = _JOIN.match(read.clean, part.end())
        place = joined.end() if joined else part.end()
    if not found:
        return (), text
    return tuple(part for part, _, _ in found), _without(read, [(a, b) for _, a, b in found])


def _part(found: re.Match[str]) -> Part:
    name = re.sub(rf"^{_TITLE}\s", "", found["name"] or found["lead_name"]).lstrip("@")
    role = found["lead"] or found["role"]
    kind = None if role is None else "lead" if fold(role) in map(fold, _LEADS.split("|")) else "helper"
    share = Decimal(found["share"].replace(",", ".")) if found["share"] else None
    return Part(fold(name), kind, share)


def _is_a_name(words: str) -> bool:
    """No verb among the words: "rà soát 50%" names nobody."""
    listed = fold(re.sub(rf"^{_TITLE}\s", "", words).lstrip("@")).split()
    return len(listed) <= 4 and not any(word in VERBS for word in listed[1:])


def _without(read: Text, cuts: list[tuple[int, int]]) -> str:
    """The text without these stretches; behind a lead a bare "phối hợp" in front of the work goes too."""
    text = read.original
    for place, (start, end) in reversed(list(enumerate(cuts))):
        a, b = read.origin(start, end)
        bare = text[b : b + 1].isalnum() or text[b : b + 2].strip()[:1].isalnum() or text[b : b + 2].strip()[:1] == "@"
        between = ", " if place < len(cuts) - 1 and not _JOIN_WORD.match(read.clean, end) else " "
        text = text[:a] + (between if bare else "") + text[b:].lstrip(" " if bare else "")
    again = normalise(text)
    helper = _HELPER.search(again.clean[:80])
    return _cut(again, *helper.span()) if helper else text.strip()
