"""Working time told as a length: "90p", "1 tiếng rưỡi", "2g", "cả buổi sáng", "mất 2 ngày". Values are whole minutes."""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from nlu.normalise import fold
from nlu.numbers import DIGITS, NUMBER, WORDS, meant, number
from nlu.patterns import Rule, Rules, Sheet, rx

DAY, SESSION = 480, 240


@dataclass(frozen=True, slots=True)
class Length:
    """`minutes` None: time is mentioned but not told; `sessions`: told as so many "buổi", which some items count."""

    minutes: int | None
    sessions: Decimal | None = None
    vague: bool = False


# "2 giờ 45 phút" is one length (or one time), which the rules of hours read.
_AFTER_HOURS = rx(r"(?:\d\s?(?:h|g)|giờ)\s?$")


def minutes_of(value: Decimal) -> int:
    """Hours as whole minutes."""
    return int((value * 60).to_integral_value())


def _told(found: re.Match[str], sheet: Sheet) -> Decimal | None:
    """The number of a length; None where its word is no number here ("sau buổi họp", "cuối năm")."""
    word, at = found.group("n"), found.start("n")
    if not word[0].isdigit() and not meant(word, sheet.text.clean[max(0, at - 12) : at], accented=sheet.text.accented):
        return None
    return number(word)


def _hours(found: re.Match[str], sheet: Sheet) -> Length | None:
    hours, more = _told(found, sheet), found.groupdict().get("m")
    if hours is None or (more and not meant(more, "", accented=sheet.text.accented)):
        return None  # "một tiếng sau đó …"
    extra = number(more) if more else None
    half = 30 if found.groupdict().get("half") else 0
    return Length(minutes_of(hours) + int(extra or 0) + half)


def _minutes(found: re.Match[str], sheet: Sheet) -> Length | None:
    value = _told(found, sheet)
    if value is None or (
        value < 60 and _AFTER_HOURS.search(sheet.open[max(0, found.start("n") - 8) : found.start("n")])
    ):
        return None
    return Length(int(value))


def _fixed(minutes: int | None) -> object:
    def produce(found: re.Match[str], sheet: Sheet) -> Length:
        return Length(minutes, vague=minutes is None)

    return produce


def _days(found: re.Match[str], sheet: Sheet) -> Length | None:
    value = _told(found, sheet)
    return None if value is None else Length(int(value * DAY))


def _day_and_half(found: re.Match[str], sheet: Sheet) -> Length | None:
    value = _told(found, sheet)
    return None if value is None else Length(int(value * DAY) + DAY // 2)


def _sessions(found: re.Match[str], sheet: Sheet) -> Length | None:
    value = _told(found, sheet)
    return None if value is None else Length(int(value * SESSION), value)


def _fraction(found: re.Match[str], sheet: Sheet) -> Length | None:
    a, b = int(found.group("a")), int(found.group("b"))
    whole = DAY if fold(found.group("unit")) == "ngay" else SESSION
    return Length(whole * a // b) if a < b else None


def _one_session(found: re.Match[str], sheet: Sheet) -> Length:
    return Length(SESSION)


def _whole_part(found: re.Match[str], sheet: Sheet) -> Length | None:
    """ "ca đêm" among accents is a shift."""
    return None if found.group().startswith("ca ") and sheet.text.accented else Length(SESSION)


_NEEDS = ("tieng", "buoi", "phut", "ngay", "dong ho", "thoi gian")


def _needs(pattern: str) -> str:
    """The one key word of a pattern, if it stands outside of every choice."""
    bare = re.sub(r"\((?:[^()]|\([^()]*\))*\)[?]?|\[[^\]]*\]", " ", fold(pattern))
    return next((word for word in _NEEDS if word in bare), "")


def _rule(name: str, pattern: str, produce: object, *, digits: bool = False) -> Rule:
    return Rule(name, "duration", rx(pattern), produce, digits, _needs(pattern))  # type: ignore[arg-type]


_MORE = r"(?:(?:mất|hết|khoảng|tầm|gần|cỡ|chừng|độ|hơn|trong|suốt|trọn|đúng|thêm|cũng)\s+){0,3}"
_PART = "sáng|chiều|tối|trưa|đêm"
_END = r"(?![^\W\d_]|\d)"
WHOLE = "cả|nguyên|trọn|suốt|hết|trọn cả|hết cả|gần cả|mất cả"

RULES = Rules((
    _rule("hours and a half", rf"(?<![\w.,/]){_MORE}(?P<n>{NUMBER})\s?(?:tiếng|t)(?:\sđồng hồ)?\s(?P<half>rưỡi|rưởi)(?!\w)", _hours),
    _rule("tiếng rưỡi", r"(?<!\w)(?P<core>tiếng\s(?:rưỡi|rưởi))(?!\w)", _fixed(90)),
    _rule("half an hour", rf"(?<!\w){_MORE}nửa\s(?:tiếng|giờ)(?:\sđồng hồ)?(?!\w)", _fixed(30)),
    _rule("hours and minutes", rf"(?<![\w.,/]){_MORE}(?P<n>{NUMBER})\s?tiếng(?:\sđồng hồ)?\s?(?P<m>\d{{1,2}}|{WORDS})\s?(?:phút|ph|p|')?{_END}(?!\s?(?:hs|hồ sơ|lượt|cái|bộ|người|văn bản|vb|bản))", _hours),
    _rule("hours", rf"(?<![\w.,/]){_MORE}(?P<n>{NUMBER})\s?tiếng(?:\sđồng hồ)?(?!\w)", _hours),
    _rule("clock hours", rf"(?<![\w.,/]){_MORE}(?P<n>{NUMBER})\s?(?:giờ|h)\sđồng hồ(?!\w)", _hours),
    _rule("decimal hours", rf"(?<![\w.,/]){_MORE}(?P<n>\d{{1,2}}[.,]\d{{1,2}})\s?(?:h|g|giờ|tiếng){_END}", _hours, digits=True),
    _rule("chat hours", r"(?<![\w.,/])(?P<n>(?:1[0-2]|[1-9]))\s?t(?![\w/])", _hours, digits=True),
    _rule("minutes", rf"(?<![\w.,/]){_MORE}(?P<n>{DIGITS})\s?(?:phút|phut|ph|p|'){_END}", _minutes, digits=True),
    _rule("minutes in words", rf"(?<!\w){_MORE}(?P<n>{WORDS})\sphút(?!\w)", _minutes),
    _rule("fraction of a day", r"(?<![\w/.,])(?P<a>[123])/(?P<b>[34])\s(?P<unit>ngày|buổi)(?!\w)", _fraction, digits=True),
    _rule("half a day", r"(?<!\w)(?:(?:hết|mất)\s)?(?:nửa|1/2)\sngày(?!\w)", _fixed(240)),
    _rule("half a session", rf"(?<!\w)(?:(?:hết|mất)\s)?(?:nửa|1/2)\sbuổi(?:\s(?:{_PART}))?(?!\w)", _fixed(120)),
    _rule("nearly a session", rf"(?<!\w)(?:gần hết|gần|hơn)\s(?:cả\s|một\s|1\s)?buổi(?:\s(?=(?:{_PART})(?!\w)))?(?!\w)", _fixed(None)),
    _rule("day and night", r"(?<!\w)(?:cả ngày lẫn đêm|suốt ngày đêm|cả ngày cả đêm|nguyên tuần|cả tuần|suốt tuần|mấy ngày|mấy hôm)(?:\s(?:nay|liền|qua|này))?(?!\w)", _fixed(None)),
    _rule("whole day", rf"(?<!\w)(?:{WHOLE}|đủ)\s(?:cả\s)?(?:một\s|1\s)?ngày(?:\strời|\sluôn)?(?!\w)(?!\s(?:rưỡi|rưởi))", _fixed(DAY)),
    _rule("days until now", rf"(?<!\w){NUMBER}\s(?:ngày|hôm|bữa)\snay(?!\w)", _fixed(None)),
    _rule("days and a half", rf"(?<!\w){_MORE}(?P<n>{NUMBER})\sngày\s(?:rưỡi|rưởi)(?!\w)", _day_and_half),
    _rule("days it took", rf"(?<!\w)(?:mất|hết|tốn|trong|suốt|ngốn|làm|kéo dài)\s(?:khoảng\s|gần\s|đúng\s|cả\s|tới\s|đến\s)?(?P<n>{NUMBER})\sngày(?!\w)(?!\s?\d)", _days),
    _rule("days alone", rf"(?:^|[,;.:(\n])\s*(?P<core>(?P<n>{NUMBER})\sngày)(?=\s*(?:$|[,;.)\n]))", _days),
    _rule("days vague", rf"(?<!\w)(?<!đây )(?<!day )(?<!cách nay ){NUMBER}\s(?:ngày|hôm|bữa)(?=\s*(?:$|[,;.)\n]))", _fixed(None)),
    _rule("whole session", rf"(?<!\w)(?:{WHOLE})\s(?:cả\s)?buổi(?:\s(?=(?:{_PART})(?!\w)))?(?!\w)", _one_session),
    _rule("took one session", rf"(?<!\w)(?:(?:mất|hết|trọn|tốn)\s)(?:một|1)\sbuổi(?:\s(?=(?:{_PART})(?!\w)))?(?!\w)", _one_session),
    _rule("session of a part", rf"(?<![\w.,/])(?:một|1)\sbuổi\s(?=(?:{_PART})(?!\w))", _one_session),
    _rule("sessions", rf"(?<![\w.,/])(?:khoảng\s|gần\s|chừng\s|tầm\s)?(?P<n>{NUMBER})\s?buổi(?!\w)", _sessions),
    _rule("from morning", r"(?<!\w)(?:làm\s|đi\s)?(?:từ\s)?(?:đầu\s)?(?:sáng|trưa|chiều)(?:\ssớm)?\s(?:đến|tới)\s(?:giờ|(?:gần\s)?(?:trưa|chiều|tối|khuya|đêm)(?!\s\d))(?:\s(?:nay|luôn|mịt|muộn))?(?!\w)", _fixed(None)),
    _rule("whole part of day", rf"(?<!\w)(?:cả|nguyên|trọn|suốt)\s(?=(?:{_PART})(?!\w))", _whole_part),
    _rule("a while", r"(?<!\w)(?:một\s|1\s)?(?:chút xíu|xíu|chút|tí|lát)(?!\w)(?!\s(?:nữa|nua))", _fixed(None)),
    _rule("long", r"(?<!\w)(?:hết|mất|tốn|suốt)\s(?:nhiều|khá nhiều|bao nhiêu|cả đống)?\s?thời gian(?!\w)", _fixed(None)),
))  # fmt: skip
