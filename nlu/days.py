"""Days told in a message: yesterday, weekdays, dates, feasts – the rules by name, pattern and production."""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache

from nlu.day_values import (
    Day,
    Produce,
    ahead,
    back,
    day_after,
    day_month,
    day_of_month,
    first_ten,
    fixed,
    lunar,
    lunar_day,
    month_end,
    near,
    offset,
    row,
    same_week,
    three_ago,
    two_days,
    two_of_month,
    week,
    week_end,
    week_start,
    weekday,
    weekday_range,
)
from nlu.needs import Sieve
from nlu.normalise import fold
from nlu.numbers import WORDS, number
from nlu.patterns import Hit, Rule, Sheet, finditer, has_digit, rx

_WD = r"(?:thứ\s(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|th\s?[2-7]|t\s?[2-7]|(?:chủ|chúa)\snhật|c\.?n)"
_WEEKS = r"tuần\s(?:trước nữa|trước|trưc|trươc|tước|rồi|vừa rồi|vừa qua|qua|này|nay|sau|tới|kia)"
_JUST = r"(?:vừa rồi|vừa qua|mới rồi|hôm rồi|rồi)"
_NAME = r"(?<!anh )(?<!chị )(?<!chi )(?<!em )(?<!cô )(?<!bà )(?<!ông )(?<!bác )(?<!@)(?<!\ba )(?<!\bc )"
_MAI = rf"trong\smai|(?:ngày|sáng|trưa|chiều|tối|đêm|bữa|hôm)\smai|{_NAME}mai(?!\s(?:táng|mốt)(?!\w))"

_TABLE: tuple[tuple[str, str, Produce], ...] = (
    ("until now", rf"(?<!\w)(?:từ\s)?(?:{_WD}|hôm qua|hôm kia|đầu tuần|tuần trước)\s(?:đến|tới)\s(?:bây giờ|nay|giờ|hôm nay)(?!\w)", offset(0)),
    ("weekdays in a row", r"(?<!\w)(?:thứ|t)\s?(?P<w1>[2-7])(?:\s?(?:,|và|-|&)?\s?(?:thứ\s|t)?[2-7]){0,4}\s?(?:,|và|&)?\s?(?:thứ\s|t)?(?P<w>[2-7])(?!\w|\s?(?:[/.h]|\d|tiếng|giờ|buổi|người|cái|hồ sơ|lượt))", lambda f, t: row(f, t)),
    ("weekday to weekday", rf"(?<!\w)(?:từ\s)?(?P<w>{_WD})\s?(?:đến|tới|-)\s?(?P<w2>{_WD})(?!\w)", weekday_range),
    ("date to date", r"(?<![\w/.,])(?:từ\s)?(?:ngày\s)?(?P<d1>\d{1,2})[/.-](?P<m1>\d{1,2})\s?(?:đến|tới|-|->|~)\s?(?:hết\s)?(?:ngày\s)?(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})(?![\w/])", two_days),
    ("days of a month", r"(?<![\w/.,])(?:từ\s)?(?:ngày\s)?(?P<d1>\d{1,2})\s?(?:đến|tới|và|với|,|-|&)\s?(?:hết\s)?(?:ngày\s)?(?P<d>\d{1,2})[/](?P<m>\d{1,2})(?![\w/])", two_days),
    ("two days of a month", r"(?<!\w)(?:từ\s)?ngày\s(?P<d1>\d{1,2})\s?(?:và|với|đến|tới|,|-|&)\s?(?:hết\s)?(?:ngày\s)?(?P<d>\d{1,2})(?![\w/]|[.,]\d|\s?(?:hồ sơ|hs|văn bản|vb|cv|người|lượt|hộ|cái|bộ|tiếng|giờ|phút|đơn|bản|tờ|cuộc|buổi|tháng))", lambda f, t: two_of_month(f, t)),
    ("weekday of the same week", rf"(?<!\w)(?P<w>{_WD})(?=(?:\s?(?:,|và|với|-|&)\s?{_WD}){{0,2}}\s?(?:,|và|với|-|&)\s?(?P<w2>{_WD})\s(?P<week>{_WEEKS})(?!\w))", same_week),
    ("weekday of a week", rf"(?<!\w)(?P<w>{_WD})(?:\s?,)?\s(?:của\s)?(?P<week>{_WEEKS})(?!\w)", weekday),
    ("week and weekday", rf"(?<!\w)(?P<week0>{_WEEKS})\s?,?\s(?:hôm\s)?(?P<w>{_WD})(?![\w/])", weekday),
    ("last weekday", rf"(?<!\w)(?:hôm\s)?(?P<w>{_WD})\s(?:(?P<just>{_JUST}))(?!\w)", weekday),
    ("coming weekday", rf"(?<!\w)(?P<w>{_WD})\s(?P<next>tới|sau|này)(?!\s(?:nay|giờ))(?!\w)", weekday),
    ("that weekday", rf"(?<!\w)(?P<just>hôm|bữa)\s(?P<w>{_WD})(?![\w/])", weekday),
    ("start of week", rf"(?<!\w)đầu\s(?P<week>{_WEEKS})(?!\w)", week_start),
    ("end of a week", rf"(?<!\w)cuối\s(?P<week>{_WEEKS})(?!\w)", week_end),
    ("dd/mm/yyyy", r"(?<![\w/.,])(?:ngày\s|hôm\s|bữa\s)?(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>(?:19|20)\d\d|\d\d)(?![\w/])", day_month),
    ("day, month, year told", rf"(?<!\w)(?P<d>\d{{1,2}})\s(?:tháng|thg)\s(?P<m>\d{{1,2}}|{WORDS}|tư)\s?[,/-]?\s(?:năm\s)?(?P<y>(?:19|20)\d\d)(?![\w/])", day_month),
    ("day of the first ten", rf"(?<!\w)(?:ngày\s)?(?:mùng|mồng)\s(?P<d>\d{{1,2}}|{WORDS})\stháng\s(?P<m>\d{{1,2}}|{WORDS}|tư)(?![\w/])", lambda f, t: first_ten(f, t)),
    ("day, month, year", rf"(?<!\w)(?:ngày mùng|ngày mồng|ngày|hôm|bữa|mùng|mồng)\s(?P<d>\d{{1,2}}|{WORDS})\s(?:tháng|thg|t)\s?(?P<m>\d{{1,2}}|{WORDS}|tư)(?:\s?,?\s(?:năm\s)?(?P<y>(?:19|20)\d\d))?(?![\w/])", day_month),
    ("lunar full moon", r"(?<!\w)(?<!\d )rằm(?!\sgiấy)(?:\stháng\s(?P<m>giêng|chạp|\d{1,2}|hai|ba|tư|năm|sáu|bảy|tám|chín|mười))?(?!\w)", lunar),
    ("lunar new year", r"(?<!\w)(?:mùng|mồng)\s(?P<d>\d{1,2}|một|hai|ba|bốn|năm)\s(?P<m>tết|giêng|tháng giêng)(?!\w)", lambda f, t: lunar_day(t, 1, int(number(f.group("d")) or 1))),
    ("lunar eve", r"(?<!\w)(?:29|30|ba mươi|giao thừa|đêm giao thừa)(?:\s(?:tháng chạp|tết))(?!\w)|(?<!\w)giao thừa(?!\w)", lambda f, t: lunar_day(t, 12, 30)),
    ("lunar month", r"(?<!\w)(?:ngày\s)?(?P<d>\d{1,2})\stháng\s(?P<m>giêng|chạp)(?!\w)", lunar),
    ("lunar date", r"(?<![\w/])(?:ngày\s|mùng\s)?(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})\s?(?:âm lịch|âl|âm)(?!\w)", lunar),
    ("lunar day", r"(?<!\w)(?:ngày\s|mùng\s|mồng\s)?(?P<d>\d{1,2})\s(?:âm lịch|âl|âm)(?!\w)", lunar),
    ("new year's day", r"(?<!\w)tết\s(?:dương lịch|dương|tây)(?!\w)(?=\s*$|\s?[,;]|\strực)", lambda f, t: near(t, 1, 1)),
    ("autumn feast", r"(?:^|(?<=[,;.\n]\s))(?:hôm\s|đêm\s|tối\s)?trung thu(?=\s(?:tặng|phát|tổ chức|đi|dự|trực|cho|múa|rước|thăm|trao)(?!\w))", lambda f, t: lunar_day(t, 8, 15)),
    ("day and month", r"(?<![\w/.,])(?:ngày|hôm|bữa|trước|hạn|hạn chót|đến|tới|hết|vào|sáng|chiều|tối|trưa|mùng|mồng)\s(?:ngày\s|hết\s)?(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})(?![\w/]|[.,]\d)", day_month),
    ("d/m", r"(?<![\w/.,%-])(?<!mới )(?<!moi )(?<!được )(?<!duoc )(?<!dc )(?<!đạt )(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\w/]|[.,]\d|\s?(?:số|phần|tổng|lớp|hồ sơ|ngày|buổi|đơn vị|xã|dự án|kế hoạch|chỉ tiêu|hộ))", day_month),
    ("d.m", r"(?:^|(?<=\n)|(?<=[,;]\s))(?P<d>\d{1,2})\s?[.-]\s?(?P<m>\d{1,2})(?![\w/]|[.,]\d|\s?(?:tiếng|giờ|h|buổi|triệu|tỷ))", day_month),
    ("day of a month", rf"(?<!\w)(?:ngày\smùng|ngày\smồng|ngày|hôm|bữa|mùng|mồng)\s(?P<d>\d{{1,2}}|{WORDS})(?:\s(?P<month>tháng (?:trước|này|sau)))?(?![\w/]|\s?(?:ngày|hồ sơ|hs|tiếng|tháng))", day_of_month),
    ("part of a day and its number", r"(?<!\w)(?:sáng|trưa|chiều|tối|đêm)\s(?P<d>1[3-9]|2\d|3[01])(?=\s*(?:$|[,.;)\n]))", day_of_month),
    ("three days ago", r"(?<!\w)(?:hôm|bữa)\s(?:kia kìa|kìa kia|kìa)(?!\w)", lambda f, t: three_ago(f, t)),
    ("day before yesterday", r"(?<!\w)(?:(?:ngày\s)?(?:hôm|bữa)\s(?:kia|trước nữa|qua nữa)|(?:sáng|trưa|chiều|tối|đêm)\skia)(?!\w)", offset(-2)),
    ("yesterday", r"(?<!\w)(?:(?:ngày\s)?(?:hôm|bữa|hum)\s(?:qua|wa)|(?:sáng|trưa|chiều|tối|đêm|khuya|ngày)\s(?:hôm\s)?qua)(?!\w)", offset(-1)),
    ("some day", r"(?<!\w)(?:mấy\s)?(?:hôm|bữa|dạo|lần)\s(?:trước|nọ|bữa|hổm)(?!\w)|(?<!\w)(?:mấy|vài)\s(?:hôm|bữa|ngày)\strước(?!\w)", lambda f, t: fixed(t - timedelta(1), guess=True)),
    ("so many days ago", rf"(?<!\w)(?:(?:cách\s(?:đây|nay)\s)(?P<n>\d{{1,3}}|{WORDS})\s(?:ngày|hôm|bữa)|(?P<n2>\d{{1,3}}|{WORDS})\s(?:ngày|hôm|bữa)\strước)(?!\w)", lambda f, t: back(f, t)),
    ("in so many days", rf"(?<!\w)(?P<n>\d{{1,2}}|{WORDS})\s(?:ngày|hôm)\s(?:nữa|tới|sau)(?!\w)", ahead),
    ("day after tomorrow", r"(?<!\w)(?:ngày\s(?:mốt|kia|một)|(?:sáng|trưa|chiều|tối|bữa|hôm)\smốt|mốt(?=\s(?:là|cần|phải|mới|đi|họp|nộp|làm|tập|tiếp|xuống|trực|lên|ra|em|tôi|tui|anh|chị|có (?:kết quả|kq|cho|báo|số)|gửi|báo|trình|đưa|xong)))(?!\w)", lambda f, t: day_after(f, t)),
    ("tomorrow", rf"(?<!\w)(?:{_MAI}|ngày\shôm\ssau)(?!\w)", lambda f, t: fixed(t + timedelta(1))),
    ("today", r"(?<!\w)(?:trong\s)?(?:(?:ngày\s)?(?:hôm|bữa|hum)\snay|(?:sáng|trưa|chiều|tối|đêm|khuya|ngày)\s(?:hôm\s)?nay|(?:sáng|chiều|trưa|tối)\sni|bữa ni|mới nãy|hồi nãy|lúc nãy|vừa nãy|nãy giờ|hồi (?:sáng|trưa|chiều)|(?<!ủy )(?<!uỷ )(?<!uy )(?<!các )(?<!phó )ban (?:sáng|trưa|chiều))(?!\w)", offset(0)),
    ("now", r"(?:^|(?<=[,;.\n]\s)|(?<=[,;\n])|(?<=xong\s))nay(?=\s(?!trở|về sau))(?!\w)", offset(0)),
    ("now accepted", r"(?<!\w)(?<!lâu )(?<!lau )(?<!đến )(?<!den )(?<!xưa )(?<!ngày )(?<!hôm )(?<!tới )(?<!toi )(?<!hiện )(?<!hien )nay(?=\s(?:mới|em|e|tôi|tui|mình|làm|đi|họp|nhận|ký|ngồi|soạn|viết|tiếp|trực|chỉ|được|có))", offset(0)),
    ("weekday", rf"(?<![\w/])(?<!báo cáo )(?<!bc )(?<!kpi )(?<!lương )(?<!phiên họp )(?<!kỳ họp )(?<!lần )(?:(?:sáng|trưa|chiều|tối|đêm|khuya|ngày)\s)?(?P<w>{_WD})(?![\w/]|[.,-]?\d|\s?(?:cái|bộ|văn bản|bc|báo cáo(?!\s(?:tôi|anh|chị|em|lại|sếp|cho|lãnh đạo)(?!\w)|\W*$)|lượt|đơn|người))", weekday),
    ("start of this week", r"(?<!\w)(?<!ban )(?<!họp )(?<!hop )(?<!cờ )(?<!dân )(?<!dan )đầu\stuần(?=\s|,|$)(?!\s(?:trước|sau|tới|kia))", week_start),
    ("end of this week", r"(?<!\w)cuối\stuần(?!\w)", week_end),
    ("whole week", rf"(?<!\w)(?:trong\s|suốt\s|cả\s)?(?P<week>{_WEEKS}|sang tuần sau|sang tuần|qua tuần)(?!\w)", week),
    ("end of month", r"(?<!\w)cuối\stháng(?:\s(?P<month>này|trước|sau|tới|(?:1[0-2]|0?[1-9])(?![\d/.,:]|\s?(?:hồ sơ|hs|người|bản|cái|việc))))?(?!\w)", month_end),
    ("next month", r"(?<!\w)(?:đầu\s|giữa\s)?(?:tháng|quý|năm)\s(?:sau|tới)(?!\w)", lambda f, t: Day(None, t + timedelta(30), grain="month")),
    ("last month", r"(?<!\w)(?:tháng|quý|năm)\s(?:trước|rồi|ngoái)(?!\w)", lambda f, t: Day(t, t, grain="month")),
)  # fmt: skip


# What a rule cannot do without, "#" a digit: saves the search.
_NEEDS = {
    "date to date": "#", "days of a month": "#", "dd/mm/yyyy": "#", "lunar full moon": "ram", "lunar month": "thang", "lunar date": "#", "lunar day": "#",
    "new year's day": "tet", "day and month": "#", "d/m": "#", "d.m": "#", "whole week": "tuan", "end of month": "cuoi", "start of week": "dau",
    "end of a week": "cuoi", "weekday of a week": "tuan", "weekday of the same week": "tuan", "week and weekday": "tuan", "start of this week": "dau", "end of this week": "cuoi", "weekdays in a row": "#",
    "now": "nay", "now accepted": "nay", "day, month, year": "t", "day, month, year told": "#",
}  # fmt: skip


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[str, re.Pattern[str], Produce], ...]:
    return tuple((name, rx(pattern), produce) for name, pattern, produce in _TABLE)


@lru_cache(maxsize=1)
def _sieve() -> Sieve:
    return Sieve(pattern.pattern for _, pattern, _ in _rules())


def days(sheet: Sheet, today: date, skip: Collection[str] = ()) -> None:
    """Take every day that the rules read, except by the rules named in `skip`; values are `Day`."""
    folded, digits = sheet.text.folded, has_digit(sheet.open)
    rules = _rules()
    for name, pattern, produce in [rules[place] for place in _sieve().may(sheet.open)]:
        if name in skip or not (digits if (need := _NEEDS.get(name, "")) == "#" else need in folded):
            continue
        for found in list(finditer(pattern, sheet.open)):
            value = produce(found, today)
            if value is not None and not _is_name(found, sheet, name):
                sheet.hits.append(Hit(found.start(), found.end(), "date", name, value))
                _blot(sheet, found)


def _blot(sheet: Sheet, found: re.Match[str]) -> None:
    """A part of day inside a day ("tối qua") is noted too before both are hidden."""
    part = (
        None
        if rx(r"sang tuần").match(found.group())
        else rx(r"^\s*(sáng|trưa|chiều|tối|đêm|khuya)(?!\w)").match(found.group())
        or rx(r"(?:hồi|ban)\s(sáng|trưa|chiều)").match(found.group())
    )
    if part:
        sheet.hits.append(
            Hit(found.start(), found.start() + part.end(), "part_of_day", "part of a day told", fold(part.group(1)))
        )
    sheet.blot(*found.span())


def _is_name(found: re.Match[str], sheet: Sheet, rule: str) -> bool:
    """ "Mai" in capitals inside a sentence is a person."""
    if rule == "weekday" and (_collecting(found, sheet) or _initials(found, sheet)):
        return True
    if rule == "yesterday" and _goes_over(found, sheet):
        return True
    if rule == "part of a day and its number" and len(_PART_AND_NUMBER.findall(sheet.text.clean)) > 1:
        return True  # "tiếp dân sáng 15, chiều 20": so many each time
    if rule != "tomorrow" or not found.group().startswith("mai"):
        return False
    if _ROOF.search(sheet.open[max(0, found.start() - 9) : found.start()]):
        return True
    cased = sheet.text.cased
    return (
        cased[found.start()] == "M"
        and found.start() > 0
        and not sheet.text.shouting
        and cased[: found.start()].rstrip()[-1:] not in (".", "\n", "-", "!", "")
    )


_ROOF = re.compile(r"(?<!\w)(?:tren|duoi|lop|thay|ap) $")  # "pin mat troi tren mai": a roof without its accent
_PART_AND_NUMBER = rx(r"(?<!\w)(?:sáng|trưa|chiều|tối|đêm)\s\d")
_OVER = rx(
    r"\s?(?:bên\s|mấy\s|các\s)?(?:nhà|phường|xã|sở|trường|công ty|cty|ubnd|ủy ban|uỷ ban|ngân hàng|kho bạc|chợ|khu|tổ|thôn|bên|chỗ|trạm|bệnh viện|tòa|huyện|tỉnh|phòng|ban|cơ quan|trung tâm|hội trường|công an|chùa|họp|dự|coi|xem|kiểm tra|gặp|dò|lấy|nộp|làm việc)(?!\w)"
)


def _goes_over(found: re.Match[str], sheet: Sheet) -> bool:
    """ "sáng …, chiều qua nhà máy": "qua" goes over to a place, after an earlier part of the same day."""
    said = rx(r"(sáng|trưa|chiều|tối)\squa").fullmatch(found.group())
    if said is None or not _OVER.match(sheet.open, found.end()):
        return False
    before = sheet.text.clean[: found.start()]
    return bool(rx(r"(?<!\w)(?:sáng|trưa|hồi sáng|chiều)(?!\squa)(?!\w)").search(before))


def _collecting(found: re.Match[str], sheet: Sheet) -> bool:
    """ "nghiệm thu 2 bản", "tạm thu 3 hộ": "thu" is no "thứ" in a text with accents, nor after such a word."""
    if not re.match(r"thu\s?[2-7]", found.group("w")):
        return False
    if re.search(
        r"(?:nghiem|tam|truy|phi|muc|thuc|trung|tong|ke hoach|da|di|can|con|moi) $", sheet.text.folded[: found.start()]
    ):
        return True
    return sheet.text.accented and not re.match(r"\s*(?:$|[,:;.])", sheet.open[found.end() :])


def _initials(found: re.Match[str], sheet: Sheet) -> bool:
    """ "tổ cn số" (công nghệ), "khu cn" (công nghiệp): "cn" that is no Sunday."""
    if fold(found.group("w")).replace(".", "") != "cn":
        return False
    before, after = sheet.text.folded[: found.start("w")], sheet.text.folded[found.end() :]
    return bool(
        re.search(
            r"(?:to|khu|cum|nganh|phong|doan|truong|so|khcn|kh va|kh &|nguoi|san pham|linh vuc|khoa hoc|cap|anh|chi|nghe nghiep|suc khoe|ksk|luong|cac) $",
            before,
        )
        or re.match(
            r"\s?(?:so|tt|cao|hung|gcn|qsd|thong tin|sinh hoc|moi|cty|cong ty|nha may|xuong|kcn|khu cong nghiep|dn|doanh nghiep)(?!\w)",
            after,
        )
    )


PART = Rule(
    "part of day",
    "part_of_day",
    rx(
        r"(?<!\w)(?:(?:vào|hồi|lúc|đầu giờ|cuối giờ|đầu|cuối|giữa|buổi|(?<!ủy )(?<!uỷ )(?<!uy )(?<!các )(?<!phó )ban|gần)\s){0,2}(?P<part>sáng sớm|sáng|trưa|chiều tối|chiều|tối|đêm|khuya)(?:\s(?:mịt|muộn|giờ))?(?!\w)"
    ),
    lambda found, sheet: _part(found, sheet),
)


def _part(found: re.Match[str], sheet: Sheet) -> str | None:
    """Unaccented "toi" is "tôi" unless something around makes it the evening; "sáng tạo", "chiếu sáng" are no mornings."""
    word, after = found.group("part"), sheet.open[found.end() : found.end() + 9]
    before = sheet.open[max(0, found.start() - 12) : found.start()]
    if rx(r"\s?(?:tạo|kiến|suốt|chế|cao|rộng|thế|mật|đa|thiểu)(?!\w)").match(after) or rx(
        r"(?:chiếu|đèn|thắp|theo|ánh|điện|thắp)\s$"
    ).search(before):
        return None
    if (
        word in ("chieu", "sang")
        and re.search(
            r"(?:doi|trinh|tham|(?<!tiep )(?<!gap )(?<!hop )(?<!nguoi )(?<!cho )dan|phan|anh|chieu|xuong|di|len|chuyen|buoc) $",
            before,
        )
        and found.group()[0:2] != "bu"
    ):
        return None
    if (
        word in ("dem", "đem")
        and not re.match(r"\s?(?:\ue000|\d{1,2}\s?(?:h|g|/|:)|truc|tuan|cu|,|$)", after)
        and not re.search(r"(?:ban|ca|suot|trong|truc|buoi) $", before)
    ):
        return None
    if (
        word == "toi"
        and not found.group().startswith(("buoi", "hoi", "luc", "cuoi", "dau"))
        and not re.match(r"\s?(?:\ue000|thu|t\d|cn|\d)", after)
    ):
        return None
    return fold(word).split()[0]
