"""Weeks, months, quarters, years, seasons and spans counted from now, for `read_when`; a log or a deadline has no use for them."""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache

from nlu.day_values import monday
from nlu.normalise import fold
from nlu.numbers import WORDS, number
from nlu.patterns import Sheet, rx
from nlu.period_values import (
    LAST,
    NEXT,
    THIS,
    Bounds,
    Period,
    Produce,
    away,
    iso_week,
    month,
    month_of_year,
    named_day,
    near_now,
    part_of_year,
    quarter,
    season,
    span,
    whole_week,
    year,
)

_SHIFT = rf"(?P<shift>{LAST}|{THIS}|{NEXT})"
_N = rf"(?P<n>\d{{1,3}}|{WORDS})"
_MONTH = r"(?P<m>1[0-2]|0?[1-9]|giêng|chạp|mười hai|mười một|mười|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín)"
_YEAR = r"(?:\s?[,/-]?\s?(?:của\s)?(?:năm\s)?(?P<y>(?:19|20)\d\d)(?!\d)|\snăm\s(?P<ys>nay|ngoái|trước|sau|tới))?"
_UNIT = r"(?P<unit>giây|s|phút|tiếng|giờ|h|ngày|hôm|tuần|tháng|quý|năm)(?:\sđồng hồ)?"


def _edge_day(found: re.Match[str], now: datetime) -> Period | None:
    """ "ngày đầu tiên của tháng 3", "ngày cuối cùng của quý này"."""
    period = _inner(found, now)
    end = 1 if fold(found.group("edge")).startswith("cuoi") else 0
    if period is None:
        return None
    return Period((period.past[end],) * 2, (period.future[end],) * 2, "day")


def _edge_week(found: re.Match[str], now: datetime) -> Period | None:
    """ "tuần đầu tiên của tháng 9", "tuần thứ hai của tháng này": weeks that begin in the month."""
    period, edge = _inner(found, now), fold(found.group("edge"))
    if period is None:
        return None
    nth = 1 if edge.startswith("dau") else int(number(edge.removeprefix("thu ").replace("nhat", "mot")) or 0)
    return Period(_week_in(period.past, nth), _week_in(period.future, nth), "week")


def _week_in(bounds: Bounds, nth: int) -> Bounds:
    """Week number `nth` (0: the last) of those whose Monday lies in the bounds."""
    first = bounds[0] + timedelta(-bounds[0].weekday() % 7)
    start = first + timedelta(7 * (nth - 1)) if nth else monday(bounds[1])
    return start, start + timedelta(6)


def _inner(found: re.Match[str], now: datetime) -> Period | None:
    """The month, quarter or year after "của"."""
    return next(
        (
            value
            for _, pattern, produce in _calendar()
            if (inside := pattern.fullmatch(found.group("of"))) and (value := produce(inside, now))
        ),
        None,
    )


_CALENDAR: tuple[tuple[str, str, Produce], ...] = (
    ("month near now", rf"(?<!\w)(?P<unit>tuần|tháng|quý|năm)\s{_SHIFT}(?!\w)", near_now),
    ("quarter", rf"(?<!\w)(?:quý|qúy)\s?(?P<q>[1-4]|i{{1,3}}|iv|một|hai|ba|tư|bốn){_YEAR}(?!\w)", quarter),
    ("month of a year", r"(?<!\w)(?:tháng|thg|t)\s?(?P<m>1[0-2]|0?[1-9])\s?[/.-]\s?(?P<y>(?:19|20)\d\d)(?!\d)", month_of_year),
    ("month", rf"(?<!\w)tháng\s{_MONTH}(?:\s{_SHIFT}(?!\w)|{_YEAR})(?!\w|/)", month),
    ("week of the year", rf"(?<!\w)tuần\s(?:thứ\s)?(?P<n>\d{{1,2}}){_YEAR}(?!\w)", iso_week),
    ("this week", r"(?<!\w)(?:trong|cả|suốt|nguyên)\stuần(?!\w)", whole_week),
    ("year", r"(?<!\w)năm\s(?P<y>(?:19|20)\d\d)(?!\w|/)", year),
)  # fmt: skip
_EDGE = r"(?P<edge>đầu(?:\stiên)?|cuối(?:\scùng)?|thứ\s(?:nhất|hai|ba|tư|[1-5]))\s(?:của\s)?(?P<of>(?:tháng|quý|năm)\s[^,.;\n]{1,24})"
_COUNTED: tuple[tuple[str, str, Produce], ...] = (
    ("day at an edge", rf"(?<!\w)ngày\s{_EDGE}$", _edge_day),
    ("week at an edge", rf"(?<!\w)tuần\s{_EDGE}$", _edge_week),
    ("so far ago", rf"(?<!\w){_N}\s?{_UNIT}\s(?P<ago>trước)(?!\w)|(?<!\w)cách\s(?:đây|nay)\s(?P<n2>\d{{1,3}}|{WORDS})\s?(?P<unit2>giờ|tiếng|phút|tuần|tháng|năm)(?!\w)", lambda f, n: away(_Named(f), n)),  # type: ignore[arg-type]
    ("so far ahead", rf"(?<!\w)(?:sau\s)?{_N}\s?{_UNIT}\snữa(?!\w)", away),
    ("span from now", rf"(?<!\w)(?<!thứ )(?<!thu )(?<!lúc )(?<!luc )(?:trong\s)?{_N}\s?{_UNIT}\s(?P<shift>vừa rồi|vừa qua|qua|gần đây|tiếp theo|kế tiếp|tới|tiếp)(?!\w|\s(?:nay|mai|qua|hôm)(?!\w))", span),
    ("season", rf"(?<!\w)mùa\s(?P<name>xuân|hè|hạ|thu|đông)(?:\s{_SHIFT}(?!\w)|{_YEAR})(?!\w)", season),
    ("months of a year's half", rf"(?<!\w){_N}\stháng\s(?P<edge>đầu|cuối)\snăm{_YEAR}(?!\w)", part_of_year),
    ("feast", r"(?<!\w)(?<!mùng \d )(?<!mồng \d )(?<!\d )(?:(?:ngày|lễ|dịp|tết)\s)*(?P<name>giáng sinh|noel|trung thu|giỗ tổ(?:\shùng vương)?|quốc khánh|quốc tế lao động|giải phóng miền nam|(?<=tết )dương lịch|tết(?:\s(?:nguyên đán|âm lịch|ta))?)(?!\w|\s(?:dương|tây|trung thu))", named_day),
)  # fmt: skip


class _Named:
    """A match whose second spelling of a group stands in for the first."""

    def __init__(self, found: re.Match[str]) -> None:
        self._groups = {k: found.group(k) or found.groupdict().get(f"{k}2") for k in ("n", "unit", "ago")}
        self._all = found.group()

    def group(self, name: str = "") -> str:
        return (self._groups[name] if name else self._all) or ""

    def groupdict(self) -> dict[str, str | None]:
        return self._groups


@lru_cache(maxsize=1)
def _calendar() -> tuple[tuple[str, re.Pattern[str], Produce], ...]:
    return tuple((name, rx(pattern), produce) for name, pattern, produce in _CALENDAR)


@lru_cache(maxsize=1)
def _counted() -> tuple[tuple[str, re.Pattern[str], Produce], ...]:
    return tuple((name, rx(pattern), produce) for name, pattern, produce in _COUNTED)


def counted(sheet: Sheet, now: datetime) -> None:
    """Take spans counted from now and edges of months; they hold words that the rules of days would take."""
    _run(sheet, now, _counted())


def calendar(sheet: Sheet, now: datetime) -> None:
    """Take the weeks, months, quarters and years that are left once the days are taken."""
    _run(sheet, now, _calendar())


def _run(sheet: Sheet, now: datetime, rules: tuple[tuple[str, re.Pattern[str], Produce], ...]) -> None:
    for name, pattern, produce in rules:
        for found in list(pattern.finditer(sheet.open)):
            value = produce(found, now)
            if value is not None:
                sheet.take(found.start(), found.end(), "period", name, value)
