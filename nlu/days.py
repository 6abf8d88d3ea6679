"""Days told in a message: yesterday, weekdays, dates, feasts – each with its past and its future reading."""
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from nlu.lunar import solar_days
from nlu.normalise import fold
from nlu.numbers import WORDS, number
from nlu.patterns import Hit, Rule, Sheet, rx

_WEEKDAYS = {"2": 0, "hai": 0, "3": 1, "ba": 1, "4": 2, "tu": 2, "5": 3, "nam": 3, "6": 4, "sau": 4, "7": 5, "bay": 5, "cn": 6, "nhat": 6}
_BEFORE_NOON = {"sang": "am", "chieu": "pm", "trua": "noon", "toi": "eve", "dem": "night", "khuya": "night"}


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


def _offset(days: int) -> Produce:
    return lambda found, today: fixed(today + timedelta(days))


def _ago(found: re.Match[str], today: date) -> Day | None:
    count = number(found.group("n"))
    return fixed(today - timedelta(int(count))) if count is not None and count < 400 else None


def _ahead(found: re.Match[str], today: date) -> Day | None:
    count = number(found.group("n"))
    return fixed(today + timedelta(int(count))) if count is not None and count < 400 else None


def _monday(today: date, weeks: int = 0) -> date:
    return today - timedelta(today.weekday()) + timedelta(7 * weeks)


def _weekday(found: re.Match[str], today: date) -> Day | None:
    wanted = _WEEKDAYS.get(_last_word(found.group("w")))
    if wanted is None:
        return None
    week = _week_shift(found.groupdict().get("week") or found.groupdict().get("week0"))
    if week is not None:
        return fixed(_monday(today, week) + timedelta(wanted))
    back = (today.weekday() - wanted) % 7
    if rx(r"(?:vừa|mới|hôm|bữa)").match(found.groupdict().get("just") or ""):
        just = today - timedelta(back or 7)
        return fixed(just)
    ahead = (wanted - today.weekday()) % 7 or 7
    if rx(r"(?:tới|đến|này|sau)").match(found.groupdict().get("next") or ""):
        return fixed(today + timedelta(ahead))
    return Day(today - timedelta(back), today + timedelta(ahead), bare=True)


def _last_word(text: str) -> str:
    plain = fold(text).replace(".", "")
    return re.sub(r"^(?:thu|th|t)\s?", "", plain).split()[-1]


def _week_shift(text: str | None) -> int | None:
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


def _week(found: re.Match[str], today: date) -> Day | None:
    shift = _week_shift(found.group("week"))
    monday = _monday(today, shift or 0)
    return fixed(monday if shift else today, last=monday + timedelta(6), grain="week")


def _week_start(found: re.Match[str], today: date) -> Day:
    shift = _week_shift(found.groupdict().get("week")) or 0
    return fixed(_monday(today, shift))


def _week_end(found: re.Match[str], today: date) -> Day:
    shift = _week_shift(found.groupdict().get("week"))
    saturday = _monday(today, shift or 0) + timedelta(5)
    if shift is None and saturday > today:
        return Day(saturday - timedelta(7), saturday, bare=True, guess=True)
    return fixed(saturday, guess=True)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_month(found: re.Match[str], today: date) -> Day | None:
    day, month = int(number(found.group("d")) or 0), int(number(found.group("m")) or 0)
    year = found.groupdict().get("y")
    if year:
        told = _valid(int(year) + (2000 if len(year) == 2 else 0), month, day)
        return fixed(told) if told else None
    return _near(today, month, day)


def _near(today: date, month: int, day: int) -> Day | None:
    here = [told for year in range(today.year - 4, today.year + 5) if (told := _valid(year, month, day))]
    past = [told for told in here if told <= today]
    future = [told for told in here if told >= today]
    return Day(past[-1], future[0]) if past and future else None


def _day_of_month(found: re.Match[str], today: date) -> Day | None:
    day = int(number(found.group("d")) or 0)
    when = fold(found.groupdict().get("month") or "")
    if "truoc" in when or "sau" in when or "nay" in when:
        told = _in_month(today, -1 if "truoc" in when else 1 if "sau" in when else 0, day)
        return fixed(told) if told else None
    months = [told for shift in range(-12, 13) if (told := _in_month(today, shift, day))]
    past = [told for told in months if told <= today]
    future = [told for told in months if told >= today]
    return Day(past[-1], future[0]) if past and future else None


def _in_month(today: date, shift: int, day: int) -> date | None:
    index = today.year * 12 + today.month - 1 + shift
    return _valid(index // 12, index % 12 + 1, day)


def _month_end(found: re.Match[str], today: date) -> Day:
    shift = {"truoc": -1, "sau": 1}.get(fold(found.groupdict().get("month") or "").split(" ")[-1], 0)
    index = today.year * 12 + today.month + shift
    last = date(index // 12, index % 12 + 1, 1) - timedelta(1)
    return fixed(last, guess=True, grain="month end")


def _two_days(found: re.Match[str], today: date) -> Day | None:
    """"14 và 15/1", "từ 22/3 đến hết 26/3", "ngày 14-15/1"."""
    month = int(found.group("m"))
    last = _near(today, month, int(found.group("d")))
    first = _near(today, int(found.groupdict().get("m1") or month), int(found.group("d1")))
    if last is None or first is None:
        return None
    return Day(first.past, first.future, last=last.future)


def _lunar(found: re.Match[str], today: date) -> Day | None:
    groups = found.groupdict()
    day = 15 if fold(found.group()).startswith("ram") else int(number(groups.get("d") or "") or 0)
    month = _lunar_month(groups.get("m"))
    return _lunar_day(today, month, day)


def _lunar_month(text: str | None) -> int | None:
    plain = fold(text or "").strip()
    if not plain:
        return None
    return {"gieng": 1, "chap": 12, "tet": 1}.get(plain) or int(number(plain) or 0) or None


def _lunar_day(today: date, month: int | None, day: int) -> Day | None:
    days = solar_days(today, month, day)
    past, future = [d for d in days if d <= today], [d for d in days if d >= today]
    return Day(past[-1], future[0], guess=True) if past and future else None


def _feast(month: int, day: int) -> Produce:
    return lambda found, today: _lunar_day(today, month, day)


def _weekday_range(found: re.Match[str], today: date) -> Day | None:
    first, last = _WEEKDAYS.get(_last_word(found.group("w"))), _WEEKDAYS.get(_last_word(found.group("w2")))
    if first is None or last is None:
        return None
    start = today - timedelta((today.weekday() - first) % 7)
    ahead = today + timedelta((first - today.weekday()) % 7)
    return Day(start, ahead, last=ahead + timedelta((last - first) % 7), bare=True)


_WD = r"(?:thứ\s(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|th\s?[2-7]|t\s?[2-7]|chủ\snhật|c\.?n)"
_WEEKS = r"tuần\s(?:trước nữa|trước|rồi|vừa rồi|vừa qua|qua|này|nay|sau|tới|kia)"
_JUST = r"(?:vừa rồi|vừa qua|mới rồi|hôm rồi|rồi)"
_NAME = r"(?<!anh )(?<!chị )(?<!chi )(?<!em )(?<!cô )(?<!bà )(?<!ông )(?<!bác )(?<!@)(?<!a )(?<!c )"
_MAI = rf"(?:ngày|sáng|trưa|chiều|tối|bữa|hôm)\smai|{_NAME}mai"

_TABLE: tuple[tuple[str, str, Produce], ...] = (
    ("until now", rf"(?<!\w)(?:từ\s)?(?:{_WD}|hôm qua|hôm kia|đầu tuần|tuần trước)\s(?:đến|tới)\s(?:bây giờ|nay|giờ|hôm nay)(?!\w)", _offset(0)),
    ("weekdays in a row", r"(?<!\w)(?:thứ|t)\s?(?P<w1>[2-7])(?:\s?(?:,|và|-|&)?\s?(?:thứ\s|t)?[2-7]){0,4}\s?(?:,|và|&)?\s?(?:thứ\s|t)?(?P<w>[2-7])(?!\w|\s?(?:[/.h]|\d|tiếng|giờ|buổi|người|cái|hồ sơ|lượt))", lambda f, t: _row(f, t)),
    ("weekday to weekday", rf"(?<!\w)(?:từ\s)?(?P<w>{_WD})\s?(?:đến|tới|-)\s?(?P<w2>{_WD})(?!\w)", _weekday_range),
    ("date to date", r"(?<![\w/.,])(?:từ\s)?(?:ngày\s)?(?P<d1>\d{1,2})[/.-](?P<m1>\d{1,2})\s?(?:đến|tới|-|->|~)\s?(?:hết\s)?(?:ngày\s)?(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})(?![\w/])", _two_days),
    ("days of a month", r"(?<![\w/.,])(?:từ\s)?(?:ngày\s)?(?P<d1>\d{1,2})\s?(?:đến|tới|và|với|,|-|&)\s?(?:hết\s)?(?:ngày\s)?(?P<d>\d{1,2})[/](?P<m>\d{1,2})(?![\w/])", _two_days),
    ("weekday of a week", rf"(?<!\w)(?P<w>{_WD})(?:\s?,)?\s(?:của\s)?(?P<week>{_WEEKS})(?!\w)", _weekday),
    ("week and weekday", rf"(?<!\w)(?P<week0>{_WEEKS})\s?,?\s(?:hôm\s)?(?P<w>{_WD})(?![\w/])", _weekday),
    ("last weekday", rf"(?<!\w)(?:hôm\s)?(?P<w>{_WD})\s(?:(?P<just>{_JUST}))(?!\w)", _weekday),
    ("coming weekday", rf"(?<!\w)(?P<w>{_WD})\s(?P<next>tới|sau|này)(?!\s(?:nay|giờ))(?!\w)", _weekday),
    ("that weekday", rf"(?<!\w)(?P<just>hôm|bữa)\s(?P<w>{_WD})(?![\w/])", _weekday),
    ("start of week", rf"(?<!\w)đầu\s(?P<week>{_WEEKS})(?!\w)", _week_start),
    ("end of a week", rf"(?<!\w)cuối\s(?P<week>{_WEEKS})(?!\w)", _week_end),
    ("dd/mm/yyyy", r"(?<![\w/.,])(?:ngày\s|hôm\s|bữa\s)?(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>20\d\d|\d\d)(?![\w/])", _day_month),
    ("day, month, year", rf"(?<!\w)(?:ngày|hôm|bữa|mùng|mồng|ngày mùng)\s(?P<d>\d{{1,2}}|{WORDS})\s(?:tháng|thg|t)\s?(?P<m>\d{{1,2}}|{WORDS})(?:\s(?:năm\s)?(?P<y>20\d\d))?(?![\w/])", _day_month),
    ("lunar full moon", r"(?<!\w)rằm(?:\stháng\s(?P<m>giêng|chạp|\d{1,2}|hai|ba|tư|năm|sáu|bảy|tám|chín|mười))?(?!\w)", _lunar),
    ("lunar new year", r"(?<!\w)(?:mùng|mồng)\s(?P<d>\d{1,2}|một|hai|ba|bốn|năm)\s(?P<m>tết|giêng|tháng giêng)(?!\w)", lambda f, t: _lunar_day(t, 1, int(number(f.group("d")) or 1))),
    ("lunar eve", r"(?<!\w)(?:29|30|ba mươi|giao thừa|đêm giao thừa)(?:\s(?:tháng chạp|tết))(?!\w)|(?<!\w)giao thừa(?!\w)", lambda f, t: _lunar_day(t, 12, 30)),
    ("lunar month", r"(?<!\w)(?:ngày\s)?(?P<d>\d{1,2})\stháng\s(?P<m>giêng|chạp)(?!\w)", _lunar),
    ("lunar date", r"(?<![\w/])(?:ngày\s|mùng\s)?(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})\s?(?:âm lịch|âl|âm)(?!\w)", _lunar),
    ("lunar day", r"(?<!\w)(?:ngày\s|mùng\s|mồng\s)?(?P<d>\d{1,2})\s(?:âm lịch|âl|âm)(?!\w)", _lunar),
    ("new year's day", r"(?<!\w)tết\s(?:dương lịch|dương|tây)(?!\w)(?=\s*$|\s?[,;])", lambda f, t: _near(t, 1, 1)),
    ("day and month", r"(?<![\w/.,])(?:ngày|hôm|bữa|trước|hạn|hạn chót|đến|tới|hết|vào|sáng|chiều|tối|trưa|mùng|mồng)\s(?:ngày\s|hết\s)?(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})(?![\w/]|[.,]\d)", _day_month),
    ("d/m", r"(?<![\w/.,%-])(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\w/]|[.,]\d|\s?(?:số|phần|tổng|lớp|hồ sơ|ngày|buổi|đơn vị|xã|dự án|kế hoạch|chỉ tiêu|hộ))", _day_month),
    ("d.m", r"(?:^|(?<=\n)|(?<=[,;]\s))(?P<d>\d{1,2})\s?[.-]\s?(?P<m>\d{1,2})(?![\w/]|[.,]\d|\s?(?:tiếng|giờ|h|buổi|triệu|tỷ))", _day_month),
    ("day of a month", rf"(?<!\w)(?:ngày\smùng|ngày|hôm|bữa|mùng|mồng)\s(?P<d>\d{{1,2}}|{WORDS})(?:\s(?P<month>tháng (?:trước|này|sau)))?(?![\w/]|\s?(?:ngày|hồ sơ|hs|tiếng|tháng))", _day_of_month),
    ("three days ago", r"(?<!\w)(?:hôm|bữa)\s(?:kia kìa|kìa kia|kìa)(?!\w)", lambda f, t: _three_ago(f, t)),
    ("day before yesterday", r"(?<!\w)(?:(?:ngày\s)?(?:hôm|bữa)\s(?:kia|trước nữa|qua nữa)|(?:sáng|trưa|chiều|tối|đêm)\skia)(?!\w)", _offset(-2)),
    ("yesterday", r"(?<!\w)(?:(?:ngày\s)?(?:hôm|bữa|hum)\s(?:qua|wa)|(?:sáng|trưa|chiều|tối|đêm|khuya|ngày)\s(?:hôm\s)?qua)(?!\w)", _offset(-1)),
    ("some day", r"(?<!\w)(?:mấy\s)?(?:hôm|bữa|dạo|lần)\s(?:trước|nọ|bữa|hổm)(?!\w)|(?<!\w)(?:mấy|vài)\s(?:hôm|bữa|ngày)\strước(?!\w)", lambda f, t: fixed(t - timedelta(1), guess=True)),
    ("so many days ago", rf"(?<!\w)(?:(?:cách\s(?:đây|nay)\s)(?P<n>\d{{1,3}}|{WORDS})\s(?:ngày|hôm|bữa)|(?P<n2>\d{{1,3}}|{WORDS})\s(?:ngày|hôm|bữa)\strước)(?!\w)", lambda f, t: _back(f, t)),
    ("in so many days", rf"(?<!\w)(?P<n>\d{{1,2}}|{WORDS})\s(?:ngày|hôm)\s(?:nữa|tới|sau)(?!\w)", _ahead),
    ("day after tomorrow", r"(?<!\w)(?:ngày\s(?:mốt|kia|một)|(?:sáng|chiều|bữa|hôm)\smốt|mốt(?=\s(?:đi|họp|nộp|làm|tập|tiếp|xuống|trực|lên|ra|em|tôi|tui|anh|chị)))(?!\w)", lambda f, t: _day_after(f, t)),
    ("tomorrow", rf"(?<!\w)(?:{_MAI}|ngày\shôm\ssau)(?!\w)", lambda f, t: fixed(t + timedelta(1))),
    ("today", r"(?<!\w)(?:trong\s)?(?:(?:ngày\s)?(?:hôm|bữa|hum)\snay|(?:sáng|trưa|chiều|tối|đêm|khuya|ngày)\s(?:hôm\s)?nay|(?:sáng|chiều|trưa|tối)\sni|bữa ni|mới nãy|hồi nãy|lúc nãy|vừa nãy|nãy giờ|hồi (?:sáng|trưa|chiều)|ban (?:sáng|trưa|chiều))(?!\w)", _offset(0)),
    ("now", r"(?:^|(?<=[,;.\n]\s)|(?<=[,;\n])|(?<=xong\s))nay(?=\s(?!trở|về sau))(?!\w)", _offset(0)),
    ("now accepted", r"(?<!\w)(?<!lâu )(?<!lau )(?<!đến )(?<!den )(?<!xưa )(?<!ngày )(?<!hôm )(?<!tới )(?<!toi )(?<!hiện )(?<!hien )nay(?=\s(?:mới|em|e|tôi|tui|mình|làm|đi|họp|nhận|ký|ngồi|soạn|viết|tiếp|trực|chỉ|được|có))", _offset(0)),
    ("weekday", rf"(?<![\w/])(?<!báo cáo )(?<!bc )(?<!kpi )(?<!lương )(?<!phiên họp )(?<!kỳ họp )(?<!lần )(?:(?:sáng|trưa|chiều|tối|đêm|khuya|ngày)\s)?(?P<w>{_WD})(?![\w/]|[.,-]?\d|\s?(?:cái|bộ|văn bản|bc|báo cáo|lượt|đơn|người))", _weekday),
    ("start of this week", r"(?<!\w)(?<!ban )(?<!họp )(?<!hop )(?<!cờ )(?<!dân )(?<!dan )đầu\stuần(?=\s|,|$)(?!\s(?:trước|sau))", _week_start),
    ("end of this week", r"(?<!\w)cuối\stuần(?!\w)", _week_end),
    ("whole week", rf"(?<!\w)(?:trong\s|suốt\s|cả\s)?(?P<week>{_WEEKS}|sang tuần sau|sang tuần|qua tuần)(?!\w)", _week),
    ("end of month", r"(?<!\w)cuối\stháng(?:\s(?P<month>này|trước|sau))?(?!\w)", _month_end),
    ("next month", r"(?<!\w)(?:đầu\s|giữa\s)?(?:tháng|quý|năm)\s(?:sau|tới)(?!\w)", lambda f, t: Day(None, t + timedelta(30), grain="month")),
    ("last month", r"(?<!\w)(?:tháng|quý|năm)\s(?:trước|rồi|ngoái)(?!\w)", lambda f, t: Day(t, t, grain="month")),
)  # fmt: skip


def _row(found: re.Match[str], today: date) -> Day | None:
    """"thứ 2, 3, 4": the last of them that is not in the future."""
    wanted = [int(d) - 2 for d in re.findall(r"[2-7]", found.group())]
    days = sorted(today - timedelta((today.weekday() - day) % 7) for day in wanted)
    return Day(days[-1], today + timedelta((wanted[0] - today.weekday()) % 7), bare=True)


def _three_ago(found: re.Match[str], today: date) -> Day | None:
    """"hôm kìa" only with its accent: unaccented it is "hôm kia"."""
    return fixed(today - timedelta(3)) if "kìa" in found.group() else None


def _back(found: re.Match[str], today: date) -> Day | None:
    count = number(found.group("n") or found.group("n2"))
    return fixed(today - timedelta(int(count))) if count is not None and count < 400 else None


def _day_after(found: re.Match[str], today: date) -> Day | None:
    """Without accents "mot" is first of all the number one."""
    return None if found.group() == "mot" else fixed(today + timedelta(2))


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[str, re.Pattern[str], Produce], ...]:
    return tuple((name, rx(pattern), produce) for name, pattern, produce in _TABLE)


def days(sheet: Sheet, today: date) -> None:
    """Take every day that the rules read; values are `Day`."""
    for name, pattern, produce in _rules():
        for found in list(pattern.finditer(sheet.open)):
            value = produce(found, today)
            if value is not None and not _is_name(found, sheet, name):
                sheet.hits.append(Hit(found.start(), found.end(), "date", name, value))
                _blot(sheet, found)


def _blot(sheet: Sheet, found: re.Match[str]) -> None:
    """A part of day inside a day ("tối qua") is noted too before both are hidden."""
    part = None if rx(r"sang tuần").match(found.group()) else rx(r"^\s*(sáng|trưa|chiều|tối|đêm|khuya)(?!\w)").match(found.group()) or rx(r"(?:hồi|ban)\s(sáng|trưa|chiều)").match(found.group())
    if part:
        sheet.hits.append(Hit(found.start(), found.start() + part.end(), "part_of_day", "part of a day told", fold(part.group(1))))
    sheet.blot(*found.span())


def _is_name(found: re.Match[str], sheet: Sheet, rule: str) -> bool:
    """"Mai" in capitals inside a sentence is a person."""
    if rule != "tomorrow" or not found.group().startswith("mai"):
        return False
    cased = sheet.text.cased
    return cased[found.start()] == "M" and found.start() > 0 and not sheet.text.shouting and cased[: found.start()].rstrip()[-1:] not in (".", "\n", "-", "!", "")


PART = Rule(
    "part of day",
    "part_of_day",
    rx(r"(?<!\w)(?:(?:vào|hồi|lúc|đầu giờ|cuối giờ|đầu|cuối|giữa|buổi|ban|gần)\s){0,2}(?P<part>sáng sớm|sáng|trưa|chiều tối|chiều|tối|đêm|khuya)(?:\s(?:mịt|muộn|giờ))?(?!\w)"),
    lambda found, sheet: _part(found, sheet),
)


def _part(found: re.Match[str], sheet: Sheet) -> str | None:
    """Unaccented "toi" is "tôi" unless something around makes it the evening; "sáng tạo", "chiếu sáng" are no mornings."""
    word, after = found.group("part"), sheet.open[found.end() : found.end() + 9]
    before = sheet.open[max(0, found.start() - 8) : found.start()]
    if rx(r"\s?(?:tạo|kiến|suốt|chế|cao|rộng|thế|mật|đa|thiểu)(?!\w)").match(after) or rx(r"(?:chiếu|đèn|thắp|theo|ánh|điện|thắp)\s$").search(before):
        return None
    if word in ("chieu", "sang") and re.search(r"(?:doi|trinh|tham|dan|phan|anh|chieu|xuong|di|len|chuyen|buoc) $", before) and not found.group()[0:2] == "bu":
        return None
    if word == "dem" and not re.match(r"\s?(?:\ue000|\d|truc|tuan|cu|,|$)", after) and not re.search(r"(?:ban|ca|suot|trong|truc|buoi) $", before):
        return None
    if word == "toi" and not found.group().startswith(("buoi", "hoi", "luc", "cuoi", "dau")) and not re.match(r"\s?(?:\ue000|thu|t\d|cn|\d)", after):
        return None
    return fold(word).split()[0]
