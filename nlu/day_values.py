"""What a day told in a message means: its past and its future reading."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from nlu.lunar import solar_days
from nlu.normalise import fold
from nlu.numbers import number
from nlu.patterns import rx

_WEEKDAYS = {
    "2": 0,
    "hai": 0,
    "3": 1,
    "ba": 1,
    "4": 2,
    "tu": 2,
    "5": 3,
    "nam": 3,
    "6": 4,
    "sau": 4,
    "7": 5,
    "bay": 5,
    "cn": 6,
    "nhat": 6,
}


@dataclass(frozen=True, slots=True)
class Day:
    """A day as told: its reading as the latest past one and as the next one; `last` ends a stretch of several days."""

    past: date | None
    future: date | None
    last: date | None = None
    bare: bool = False
    guess: bool = False
    grain: str = "day"

    def pick(self, prefer: str) -> date | None:
        """The reading that suits logs ("past") or deadlines ("future")."""
        first, second = (self.past, self.future) if prefer == "past" else (self.future, self.past)
        return first or second


def fixed(day: date, **more: object) -> Day:
    """A day with one reading."""
    return Day(day, day, **more)  # type: ignore[arg-type]


Produce = Callable[[re.Match[str], date], Day | None]


def offset(days: int) -> Produce:
    return lambda found, today: fixed(today + timedelta(days))


def ago(found: re.Match[str], today: date) -> Day | None:
    count = number(found.group("n"))
    return fixed(today - timedelta(int(count))) if count is not None and count < 400 else None


def ahead(found: re.Match[str], today: date) -> Day | None:
    count = number(found.group("n"))
    return fixed(today + timedelta(int(count))) if count is not None and count < 400 else None


def monday(today: date, weeks: int = 0) -> date:
    return today - timedelta(today.weekday()) + timedelta(7 * weeks)


def weekday(found: re.Match[str], today: date) -> Day | None:
    wanted = _WEEKDAYS.get(_last_word(found.group("w")))
    if wanted is None:
        return None
    week = week_shift(found.groupdict().get("week") or found.groupdict().get("week0"))
    if week is not None:
        return fixed(monday(today, week) + timedelta(wanted))
    back = (today.weekday() - wanted) % 7
    if rx(r"(?:vừa|mới|hôm|bữa)").match(found.groupdict().get("just") or ""):
        just = today - timedelta(back or 7)
        return fixed(just)
    ahead = (wanted - today.weekday()) % 7 or 7
    if rx(r"(?:tới|đến|này|sau)").match(found.groupdict().get("next") or ""):
        return fixed(today + timedelta(ahead))
    return Day(today - timedelta(back), today + timedelta(ahead), bare=True)


def same_week(found: re.Match[str], today: date) -> Day | None:
    """ "thứ năm, thứ sáu tuần sau": the earlier day of a week told behind the later one; "t6, t2 tuần sau" is none."""
    first, last = (_WEEKDAYS.get(_last_word(found.group(name))) for name in ("w", "w2"))
    return weekday(found, today) if first is not None and last is not None and first < last else None


def _last_word(text: str) -> str:
    plain = fold(text).replace(".", "")
    return re.sub(r"^(?:thu|th|t)\s?", "", plain).split()[-1]


def week_shift(text: str | None) -> int | None:
    if not text:
        return None
    plain = fold(text)
    if re.fullmatch("(?:sang|qua) tuan(?: sau| toi)?", plain):
        return 1
    if re.search("truoc nua|kia", plain):
        return -2
    if re.search("truoc|roi|qua|vua", plain):
        return -1
    return 1 if re.search("sau|toi", plain) else 0


def week(found: re.Match[str], today: date) -> Day | None:
    shift = week_shift(found.group("week"))
    start = monday(today, shift or 0)
    return fixed(start if shift else today, last=start + timedelta(6), grain="week")


def week_start(found: re.Match[str], today: date) -> Day:
    shift = week_shift(found.groupdict().get("week")) or 0
    return fixed(monday(today, shift))


def week_end(found: re.Match[str], today: date) -> Day:
    shift = week_shift(found.groupdict().get("week"))
    saturday = monday(today, shift or 0) + timedelta(5)
    if shift is None and saturday > today:
        return Day(saturday - timedelta(7), saturday, bare=True, guess=True)
    return fixed(saturday, guess=True)


def valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_month(found: re.Match[str], today: date) -> Day | None:
    day, month = int(number(found.group("d")) or 0), int(number(found.group("m")) or 0)
    year = found.groupdict().get("y")
    if year:
        told = valid(_full_year(year), month, day)
        return fixed(told) if told else None
    return near(today, month, day)


def first_ten(found: re.Match[str], today: date) -> Day | None:
    """ "mùng 5 tháng 3" may be of the sun or of the moon: a guess."""
    day = near(today, int(number(found.group("m")) or 0), int(number(found.group("d")) or 0))
    return replace(day, guess=True) if day else None


def _full_year(year: str) -> int:
    """Two digits mean 1970–2069."""
    return int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= 70 else 2000)


def near(today: date, month: int, day: int) -> Day | None:
    here = [told for year in range(today.year - 4, today.year + 5) if (told := valid(year, month, day))]
    past = [told for told in here if told <= today]
    future = [told for told in here if told >= today]
    return Day(past[-1], future[0]) if past and future else None


_AFTER_TET = 10  # days for which "mùng 2" is that of Tết


def day_of_month(found: re.Match[str], today: date) -> Day | None:
    day = int(number(found.group("d")) or 0)
    when = fold(found.groupdict().get("month") or "")
    if "truoc" in when or "sau" in when or "nay" in when:
        told = in_month(today, -1 if "truoc" in when else 1 if "sau" in when else 0, day)
        return fixed(told) if told else None
    tet = lunar_day(today, 1, day) if fold(found.group()).startswith(("mung", "mong")) else None
    if tet and tet.past and (today - tet.past).days <= _AFTER_TET:
        return tet  # "hôm qua mùng 2 trực", in the days of Tết
    months = [told for shift in range(-12, 13) if (told := in_month(today, shift, day))]
    past = [told for told in months if told <= today]
    future = [told for told in months if told >= today]
    return Day(past[-1], future[0]) if past and future else None


def two_of_month(found: re.Match[str], today: date) -> Day | None:
    """ "ngày 18 và 19": the latest such days that are not in the future, and the next ones."""
    one, two = int(found.group("d1")), int(found.group("d"))
    if not 1 <= one < two <= 31:
        return None
    rows = [
        (first, last)
        for shift in range(-12, 13)
        if (first := in_month(today, shift, one)) and (last := in_month(today, shift, two))
    ]
    past = [row for row in rows if row[0] <= today]
    future = [row for row in rows if row[0] >= today]
    return Day(past[-1][0], future[0][0], last=future[0][1]) if past and future else None


def in_month(today: date, shift: int, day: int) -> date | None:
    index = today.year * 12 + today.month - 1 + shift
    return valid(index // 12, index % 12 + 1, day)


def month_end(found: re.Match[str], today: date) -> Day:
    told = fold(found.groupdict().get("month") or "").split(" ")[-1]
    shift = {"truoc": -1, "sau": 1, "toi": 1}.get(told, 0)
    if told.isdigit():
        shift = (int(told) - today.month + 6) % 12 - 6  # the nearest month of this number
    index = today.year * 12 + today.month + shift
    last = date(index // 12, index % 12 + 1, 1) - timedelta(1)
    return fixed(last, guess=True, grain="month end")


def two_days(found: re.Match[str], today: date) -> Day | None:
    """ "14 và 15/1", "từ 22/3 đến hết 26/3", "ngày 14-15/1"."""
    month = int(found.group("m"))
    last = near(today, month, int(found.group("d")))
    first = near(today, int(found.groupdict().get("m1") or month), int(found.group("d1")))
    if last is None or first is None:
        return None
    return Day(first.past, first.future, last=last.future)


def lunar(found: re.Match[str], today: date) -> Day | None:
    groups = found.groupdict()
    day = 15 if fold(found.group()).startswith("ram") else int(number(groups.get("d") or "") or 0)
    month = lunar_month(groups.get("m"))
    return lunar_day(today, month, day)


def lunar_month(text: str | None) -> int | None:
    plain = fold(text or "").strip()
    if not plain:
        return None
    return {"gieng": 1, "chap": 12, "tet": 1}.get(plain) or int(number(plain) or 0) or None


def lunar_day(today: date, month: int | None, day: int) -> Day | None:
    days = solar_days(today, month, day)
    past, future = [d for d in days if d <= today], [d for d in days if d >= today]
    return Day(past[-1], future[0], guess=True) if past and future else None


def feast(month: int, day: int) -> Produce:
    return lambda found, today: lunar_day(today, month, day)


def weekday_range(found: re.Match[str], today: date) -> Day | None:
    first, last = _WEEKDAYS.get(_last_word(found.group("w"))), _WEEKDAYS.get(_last_word(found.group("w2")))
    if first is None or last is None:
        return None
    start = today - timedelta((today.weekday() - first) % 7)
    ahead = today + timedelta((first - today.weekday()) % 7)
    return Day(start, ahead, last=ahead + timedelta((last - first) % 7), bare=True)


def row(found: re.Match[str], today: date) -> Day | None:
    """ "thứ 2, 3, 4": from the first to the last, which is not in the future."""
    wanted = [int(d) - 2 for d in re.findall(r"[2-7]", found.group())]
    length = timedelta((wanted[-1] - wanted[0]) % 7)
    latest = today - timedelta((today.weekday() - wanted[-1]) % 7)
    next_one = today + timedelta((wanted[0] - today.weekday()) % 7)
    return Day(latest - length, next_one, last=next_one + length, bare=True)


def three_ago(found: re.Match[str], today: date) -> Day | None:
    """ "hôm kìa" only with its accent: unaccented it is "hôm kia"."""
    return fixed(today - timedelta(3)) if "kìa" in found.group() else None


def back(found: re.Match[str], today: date) -> Day | None:
    count = number(found.group("n") or found.group("n2"))
    return fixed(today - timedelta(int(count))) if count is not None and count < 400 else None


def day_after(found: re.Match[str], today: date) -> Day | None:
    """Without accents "mot" is first of all the number one."""
    return None if found.group() == "mot" else fixed(today + timedelta(2))
