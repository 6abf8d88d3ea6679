"""Days of the Vietnamese lunar calendar, for "rằm", "mùng 1 tết": Ho Ngoc Duc's published algorithm, UTC+7."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from math import floor, pi, sin

_ZONE = 7.0
_EPOCH = date(2000, 1, 1).toordinal() - 2451545


def _julian(day: date) -> int:
    return day.toordinal() - _EPOCH


def _new_moon(k: int) -> int:
    """The Julian day (in UTC+7) of new moon number k after 1900-01-01."""
    t = k / 1236.85
    d = pi / 180
    first = 2415020.75933 + 29.53058868 * k + 0.0001178 * t * t - 0.000000155 * t**3
    first += 0.00033 * sin((166.56 + 132.87 * t - 0.009173 * t * t) * d)
    sun = 359.2242 + 29.10535608 * k - 0.0000333 * t * t - 0.00000347 * t**3
    moon = 306.0253 + 385.81691806 * k + 0.0107306 * t * t + 0.00001236 * t**3
    node = 21.2964 + 390.67050646 * k - 0.0016528 * t * t - 0.00000239 * t**3
    shift = (0.1734 - 0.000393 * t) * sin(sun * d) + 0.0021 * sin(2 * d * sun)
    shift += -0.4068 * sin(moon * d) + 0.0161 * sin(2 * d * moon) - 0.0004 * sin(3 * d * moon)
    shift += 0.0104 * sin(2 * d * node) - 0.0051 * sin(d * (sun + moon)) - 0.0074 * sin(d * (sun - moon))
    shift += (
        0.0004 * sin(d * (2 * node + sun)) - 0.0004 * sin(d * (2 * node - sun)) - 0.0006 * sin(d * (2 * node + moon))
    )
    shift += 0.0010 * sin(d * (2 * node - moon)) + 0.0005 * sin(d * (2 * moon + sun))
    delta = -0.000278 + 0.000265 * t + 0.000262 * t * t
    return floor(first + shift - delta + 0.5 + _ZONE / 24)


def _sun_sector(julian: int) -> int:
    """Which twelfth of the zodiac the sun stands in at midnight of that day."""
    t = (julian - 0.5 - _ZONE / 24 - 2451545.0) / 36525
    d = pi / 180
    anomaly = 357.52910 + 35999.05030 * t - 0.0001559 * t * t - 0.00000048 * t**3
    mean = 280.46645 + 36000.76983 * t + 0.0003032 * t * t
    shift = (1.914600 - 0.004817 * t - 0.000014 * t * t) * sin(d * anomaly)
    shift += (0.019993 - 0.000101 * t) * sin(d * 2 * anomaly) + 0.000290 * sin(d * 3 * anomaly)
    turn = (mean + shift) * d
    return floor((turn - pi * 2 * floor(turn / (pi * 2))) / pi * 6)


def _month_eleven(year: int) -> int:
    k = floor((_julian(date(year, 12, 31)) - 2415021) / 29.530588853)
    start = _new_moon(k)
    return _new_moon(k - 1) if _sun_sector(start) >= 9 else start


@lru_cache(maxsize=64)
def _months(year: int) -> tuple[tuple[int, int, int], ...]:
    """(month, first Julian day, length) from month 11 of year − 1 to month 10; a leap month repeats its number."""
    first, after = _month_eleven(year - 1), _month_eleven(year)
    k = floor((first - 2415021.076998695) / 29.530588853 + 0.5)
    starts = [_new_moon(k + i) for i in range(15)]
    starts = [s for s in starts if s <= after]
    leap = _leap(starts) if after - first > 365 else None
    out, month = [], 11
    for i in range(len(starts) - 1):
        if i == leap:
            month -= 1
        out.append(((month - 1) % 12 + 1, starts[i], starts[i + 1] - starts[i]))
        month += 1
    return tuple(out)


def _leap(starts: list[int]) -> int:
    """The first month without a change of the sun's sector."""
    return next((i for i in range(1, len(starts) - 1) if _sun_sector(starts[i]) == _sun_sector(starts[i + 1])), -1)


def solar_days(today: date, month: int | None, day: int) -> list[date]:
    """All solar days of lunar `day` (of `month`, or of every month) within about two years of today, in order."""
    if not 1 <= day <= 30:
        return []
    found = set()
    for year in range(today.year - 1, today.year + 3):
        for number, first, length in _months(year):
            if month in (None, number):
                found.add(date.fromordinal(first + min(day, length) - 1 + _EPOCH))
    return sorted(d for d in found if abs(d - today) < timedelta(800))
