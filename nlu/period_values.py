"""What a stretch of days told in a text means: its latest and its next reading."""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nlu.day_values import in_month, lunar_day, lunar_month, monday, near, valid
from nlu.normalise import fold
from nlu.numbers import number
from nlu.patterns import rx

Bounds = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day of a stretch, as the latest past or running one and as the next; `clock` bounds hours and minutes."""

    past: Bounds
    future: Bounds
    grain: str
    clock: tuple[datetime, datetime] | None = None

    def pick(self, prefer: str) -> Bounds:
        """The reading that suits logs ("past") or deadlines ("future")."""
        return self.past if prefer == "past" else self.future


Produce = Callable[[re.Match[str], datetime], Period | None]

LAST = r"trước nữa|gần đây|trước|vừa rồi|vừa qua|rồi|qua|ngoái"
THIS = r"này|nay|hiện tại|hiện nay"
NEXT = r"sau|kế tiếp|tiếp theo|tiếp|kế|tới(?!\s(?:tháng|quý|năm|tuần|hết|ngày|\d))"
_UNITS = {"giay": "second", "s": "second", "phut": "minute", "tieng": "hour", "gio": "hour", "h": "hour", "ngay": "day", "hom": "day", "tuan": "week", "thang": "month", "quy": "quarter", "nam": "year"}  # fmt: skip
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_CLOCK = {"second": timedelta(seconds=1), "minute": timedelta(minutes=1), "hour": timedelta(hours=1)}


def shift_of(text: str | None) -> int:
    """−1, 0 or 1 (−2 for "trước nữa") periods from the running one."""
    plain = fold(text or "")
    if plain == "truoc nua":
        return -2
    return -1 if rx(LAST).fullmatch(plain) else 0 if rx(THIS).fullmatch(plain) or not plain else 1


def months(start: date, count: int) -> Bounds:
    """`count` whole months from the one of `start`."""
    first = start.replace(day=1)
    after = in_month(first, count, 1) or first
    return first, after - timedelta(1)


def _moved(today: date, by: int) -> date:
    return in_month(today, by, 1) or today


def _fixed(bounds: Bounds, grain: str) -> Period:
    return Period(bounds, bounds, grain)


def _year_of(found: re.Match[str], today: date) -> int | None:
    groups = found.groupdict()
    if groups.get("y"):
        return int(groups["y"])
    return today.year + shift_of(groups["ys"]) if groups.get("ys") else None


def _in_years(today: date, year: int | None, month: int, count: int, grain: str) -> Period:
    """Months that return each year: of the year told, else the latest begun and the next not over."""
    if year is not None:
        return _fixed(months(date(year, month, 1), count), grain)
    every = [months(date(y, month, 1), count) for y in range(today.year - 1, today.year + 2)]
    return Period(max(b for b in every if b[0] <= today), min(b for b in every if b[1] >= today), grain)


def month(found: re.Match[str], now: datetime) -> Period | None:
    month, today = lunar_month(found.group("m")), now.date()
    if month is None or not 1 <= month <= 12:
        return None
    told = found.groupdict().get("shift")
    if told and shift_of(told) != 0:
        every = _in_years(today, None, month, 1, "month")
        return _fixed(every.pick("past" if shift_of(told) < 0 else "future"), "month")
    return _in_years(today, today.year if told else _year_of(found, today), month, 1, "month")


def quarter(found: re.Match[str], now: datetime) -> Period | None:
    text = fold(found.group("q"))
    quarter = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "tu": 4}.get(text) or int(number(text) or 0)
    if not 1 <= quarter <= 4:
        return None
    return _in_years(now.date(), _year_of(found, now.date()), quarter * 3 - 2, 3, "quarter")


def near_now(found: re.Match[str], now: datetime) -> Period:
    """ "tuần này", "tháng trước", "quý sau", "năm tới"."""
    grain, by, today = _UNITS[fold(found.group("unit"))], shift_of(found.group("shift")), now.date()
    if grain == "week":
        start = monday(today, by)
        return _fixed((start, start + timedelta(6)), "week")
    size = _MONTHS[grain]
    return _fixed(months(_moved(_begin(today, grain), by * size), size), grain)


def _begin(today: date, grain: str) -> date:
    """The first day of the running week, month, quarter or year."""
    if grain == "week":
        return monday(today)
    month = {"year": 1, "quarter": (today.month - 1) // 3 * 3 + 1}.get(grain, today.month)
    return date(today.year, month, 1) if grain in _MONTHS else today


def year(found: re.Match[str], now: datetime) -> Period:
    return _fixed(months(date(int(found.group("y")), 1, 1), 12), "year")


def span(found: re.Match[str], now: datetime) -> Period | None:
    """ "3 ngày tới", "2 tháng qua": so many whole units before or after the running one."""
    count, grain = int(number(found.group("n")) or 0), _UNITS[fold(found.group("unit"))]
    if not 0 < count < 1000:
        return None
    back, today = shift_of(found.group("shift")) < 0, now.date()
    if grain in _CLOCK:
        return _clock_span(now, count, grain, back)
    if grain in _MONTHS:
        size, first = _MONTHS[grain], _begin(today, grain)
        return _fixed(months(_moved(first, -count * size if back else size), count * size), grain)
    days = 7 if grain == "week" else 1
    first = _begin(today, grain) + timedelta(-count * days if back else days)
    return _fixed((first, first + timedelta(count * days - 1)), grain)


def _clock_span(now: datetime, count: int, grain: str, back: bool) -> Period:
    unit = _CLOCK[grain]
    here = now.replace(
        microsecond=0, second=0 if grain != "second" else now.second, minute=0 if grain == "hour" else now.minute
    )
    first = here - count * unit if back else here + unit
    last = first + count * unit
    return Period((first.date(), last.date()), (first.date(), last.date()), grain, (first, last))


def away(found: re.Match[str], now: datetime) -> Period | None:
    """ "23 ngày trước", "sau 2 phút nữa", "5 tháng nữa": one instant or day that far away."""
    count, grain = int(number(found.group("n")) or 0), _UNITS[fold(found.group("unit"))]
    if not 0 < count < 1000:
        return None
    sign = -1 if found.groupdict().get("ago") or fold(found.group()).startswith("cach") else 1
    if grain in _CLOCK:
        then = now + sign * count * _CLOCK[grain]
        return Period((then.date(), then.date()), (then.date(), then.date()), grain, (then, then))
    day = _far(now.date(), sign * count, grain)
    return _fixed((day, day), "day") if day else None


def _far(today: date, count: int, grain: str) -> date | None:
    if grain in ("day", "week"):
        return today + timedelta(count * (7 if grain == "week" else 1))
    wanted = count * _MONTHS[grain]
    return next((day for back in range(4) if (day := in_month(today, wanted, today.day - back))), None)


_SEASONS = {"xuan": (3, 21), "he": (6, 21), "thu": (9, 24), "dong": (12, 21)}


def season(found: re.Match[str], now: datetime) -> Period | None:
    names, today = list(_SEASONS), now.date()
    i = names.index(fold(found.group("name")))
    year = _year_of(found, today)
    every = [_season_of(y, i) for y in range(today.year - 1, today.year + 2)]
    if year is not None:
        return _fixed(_season_of(year, i), "season")
    past, future = max(b for b in every if b[0] <= today), min(b for b in every if b[1] >= today)
    told = shift_of(found.groupdict().get("shift"))
    return _fixed(future, "season") if told >= 0 and found.groupdict().get("shift") else Period(past, future, "season")


def _season_of(year: int, i: int) -> Bounds:
    starts = list(_SEASONS.values())
    after = starts[(i + 1) % 4]
    return date(year, *starts[i]), date(year + (i == 3), *after) - timedelta(1)


def iso_week(found: re.Match[str], now: datetime) -> Period | None:
    try:
        start = date.fromisocalendar(_year_of(found, now.date()) or now.year, int(found.group("n")), 1)
    except ValueError:
        return None
    return _fixed((start, start + timedelta(6)), "week")


# Feasts by what they are called: lunar or not, month, day.
_FEASTS = {
    "giang sinh": (False, 12, 25), "noel": (False, 12, 25), "tet": (True, 1, 1), "trung thu": (True, 8, 15), "gio to": (True, 3, 10), "quoc khanh": (False, 9, 2),
    "quoc te lao dong": (False, 5, 1), "giai phong": (False, 4, 30), "duong": (False, 1, 1),
}  # fmt: skip


def named_day(found: re.Match[str], now: datetime) -> Period | None:
    lunar, month, number_ = next(told for name, told in _FEASTS.items() if fold(found.group("name")).startswith(name))
    day = lunar_day(now.date(), month, number_) if lunar else near(now.date(), month, number_)
    return (
        None
        if day is None or day.past is None or day.future is None
        else Period((day.past, day.past), (day.future, day.future), "day")
    )


def part_of_year(found: re.Match[str], now: datetime) -> Period | None:
    """ "6 tháng đầu năm", "3 tháng cuối năm 2025"."""
    count = int(number(found.group("n")) or 0)
    if not 0 < count < 12:
        return None
    first = 1 if fold(found.group("edge")) == "dau" else 13 - count
    return _fixed(months(date(_year_of(found, now.date()) or now.year, first, 1), count), "month")


def whole_week(found: re.Match[str], now: datetime) -> Period:
    start = monday(now.date())
    return _fixed((start, start + timedelta(6)), "week")


def month_of_year(found: re.Match[str], now: datetime) -> Period | None:
    return (
        _fixed(months(date(int(found.group("y")), int(found.group("m")), 1), 1), "month")
        if valid(int(found.group("y")), int(found.group("m")), 1)
        else None
    )
