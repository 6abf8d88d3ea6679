"""Which days somebody is away: stretches with halves, "2 ngày từ thứ 6", taking leave back, trips to be logged later.

`read` gives the days of a message that tells an absence; `told` says whether a message takes leave back ("cancel") or puts
off the log of a trip or a course ("trip", "study") – kinds that the intents of messages do not know.
"""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from nlu.away_days import more_days, unclear, whole_months, without_work
from nlu.day_values import Day
from nlu.days import PART, days
from nlu.foreign import foreign
from nlu.normalise import Text, fold, normalise
from nlu.numbers import NUMBER, number
from nlu.patterns import TAKEN, Hit, Sheet, rx

LONGEST = 200
"""Days beyond which a stretch is taken for one told the wrong way round."""
DAY = timedelta(days=1)

_COUNT = rx(rf"(?<![\w/])(?P<n>{NUMBER})\s(?:ngày|hôm|bữa)(?P<more>\s(?:rưỡi|rưởi))?(?!\w)")
_LIST = re.compile(r"(?<![\d/])(\d{1,2}(?:\s?(?:,|và|va)\s?\d{1,2})+)\s?(?:/|tháng|thang)\s?(\d{1,2})(?![\d/])")
_LIST_NEAR = re.compile(
    r"(?<![\d/])(?:ngày|ngay|hôm|hom)\s(\d{1,2}(?:\s?(?:,|và|va)\s?\d{1,2}){1,6})(?:\s(?:này|nay|tới|toi|tháng này|thang nay))?(?![\d/]|\s?(?:/|tiếng|giờ|h))"
)
_UNTIL = rx(r"(?<!\w)(?:đến|tới)\s(?:hết\s)?(?:ngày\s)?$")
_TO = rx(r"^\s*,?\s*(?:đến|tới|-|–|~|->)\s*(?:hết\s)?(?:ngày\s)?$")
_NEXT_TO = rx(r"^\s*(?:\(|buổi|ngày)?\s*$")
_AWAY = rx(r"(?<!\w)(?:nghỉ|off|vắng)(?!\w)")
_ALL_DAY = rx(r"(?<!\w)(?:cả|nguyên|trọn|suốt)\s(?:ngày|buổi sáng (?:lẫn|và) chiều)(?!\w)")
_ALL_WEEK = rx(r"(?<!\w)(?:cả|nguyên|trọn|suốt|hết)\stuần(?!\w)")
_HALF = rx(r"(?<!\w)(?:nửa|1/2|0[.,]5)\s(?:ngày|buổi)(?!\w)|(?<!\w)(?:một|1)\sbuổi(?!\w)")
_BACK = rx(r"(?<!\w)(?:đi làm lại|làm lại|vào lại|có mặt|làm bù|đi làm|vẫn làm|làm bình thường)(?!\w)")
_BIRTH = rx(r"(?<!\w)(?:thai sản|sinh con|đẻ)(?!\w)")
_BIRTH_MONTHS = 6
"""Bộ luật Lao động 2019, Điều 139."""

_CANCEL = rx(
    r"(?<!\w)(?:huỷ|hủy|bỏ|rút|xoá|xóa|thôi)\s(?:đơn\s|báo\s|lịch\s|ngày\s|đăng ký\s|xin\s|lần\s|buổi\s|việc\s){0,3}(?:nghỉ|phép|vắng|(?:đi\s)?(?:công tác|cơ sở|tập huấn|học))(?!\w)"
    r"|(?<!\w)(?:không|ko|k|khỏi|thôi)\s(?:xin\s)?(?:nghỉ(?:\s(?:phép|ốm))?|đi (?:công tác|cơ sở|tập huấn|học))\s(?:nữa|rồi)(?!\w)"
)
_TRIP = rx(
    r"(?<!\w)(?:đi\s(?:công tác|cơ sở|địa bàn|thực địa|thực tế|xuống (?:cơ sở|địa bàn|thôn|xã|phường|bản|ấp|tổ)|thôn|bản|xã|huyện|tỉnh)|(?:xuống|về)\s(?:cơ sở|địa bàn|thôn|bản)|công tác\s(?:tại|ở|ngoài|xa))(?!\w)"
)
_STUDY = rx(
    r"(?<!\w)(?:đi|dự|tham gia|theo)\s(?:lớp\s|khoá\s|khóa\s)?(?:tập huấn|học(?!\s(?:sinh|phí|bạ|viên|đường))|bồi dưỡng|đào tạo|ôn thi|thi (?:cao học|nâng ngạch|tuyển))(?!\w)"
)
_FAR = rx(r"(?<!\w)công tác(?!\w)")
_ELSEWHERE = rx(r"(?<!\w)(?:đi|dự|họp|công tác|theo đoàn|lên|xuống)(?!\w)")
_ONLY_COURSE = frozenset(
    "tap huan boi duong nghiep vu chinh tri ca nguyen tron suot tuan ngay nay sau toi tu den het em e toi minh va o tai tinh a".split()
)
_COURSE = rx(
    r"(?<!\w)(?:tập huấn|bồi dưỡng|đào tạo|lớp|khoá|khóa|thi (?:cao học|nâng ngạch|tuyển)|cao học|trung cấp|cao cấp)(?!\w)"
)
_LATER = rx(
    r"(?<!\w)(?:(?:ghi|khai|nhập|kê)\s(?:khai\s|bù\s|lại\s)?sau|(?:khi\s|lúc\s)?về\s(?:rồi\s|em\s|tôi\s|mình\s|sẽ\s|mới\s|thì\s|tới\s|nhà\s){0,3}(?:ghi|khai|nhập|kê)|(?:sẽ\s)?(?:ghi|khai|nhập)\sbù)(?!\w)"
)
_HOURS = rx(r"(?<![\w,.])\d{1,2}(?:[.,]\d)?\s?(?:tiếng|giờ|h|phút|p)(?!\w)")
_COUNTED = rx(
    r"(?<![\w,./])\d{1,4}\s(?:hộ|hồ sơ|hs|lượt|người|văn bản|vb|cv|công văn|cuộc|buổi họp|vụ|đơn|biên bản|bb|cơ sở|điểm|trường)(?!\w)"
)
_NTH_DAY = rx(r"(?<!\w)(?:ngày|buổi)\sthứ\s(?:\d|nhất|hai|ba|tư|năm)(?!\w)")
_ASKED = re.compile(
    r"\?|(?<!\w)(?:bao nhieu|the nao|kieu gi|cach nao|lam sao|nhu nao|duoc khong|con may|may ngay)(?!\w)"
)
_BEFORE_LEAVE = frozenset(
    "thoi nham roi em e toi tui minh chau anh chi con a c ban ay duoc se phai cho bot oi bao xin hom nay da thi den tu ngay het co lich cu dang lai vua moi sep lanh dao va gio vang".split()
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days away from `first` to `last`, both included; `half` am | pm | None for whole days."""

    first: date
    last: date
    half: str | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    """What a message says of being away.

    `days` is the told length where it alone says how long (half days as .5), counted from the first stretch. `dated` False:
    no day was told. `doubt`: reversed (the end stands before the start), half (which half is not told), day (a day is told
    that cannot be read).
    """

    stretches: tuple[Stretch, ...]
    days: Decimal | None = None
    dated: bool = True
    doubt: str | None = None

    @property
    def first(self) -> date:
        """The earliest day."""
        return min(part.first for part in self.stretches)

    @property
    def last(self) -> date:
        """The latest day, a told length counted in plain days."""
        last = max(part.last for part in self.stretches)
        return last + DAY * max(0, int(self.days) - 1) if self.days is not None else last


def told(text: str, today: date) -> str | None:
    """«cancel», "trip" or "study" where a message says so; None for any other message."""
    clean = normalise(text[:1_000])
    named = any(pattern.search(clean.clean) for pattern in (_CANCEL, _TRIP, _STUDY, _COURSE, _LATER))
    if not named or _ASKED.search(clean.folded):
        return None
    sheet = _scan(clean, today)
    if is_cancel(sheet):
        return "cancel"
    for kind, pattern in (("trip", _TRIP), ("study", _STUDY)):
        found = pattern.search(clean.clean)
        if found and _opens(sheet, found.start()) and _put_off(clean, today):
            return kind
    return "trip" if _logged_later(sheet, today) else "study" if _only_a_course(sheet, today) else None


def _logged_later(sheet: Sheet, today: date) -> bool:
    """«đi họp trên tỉnh cả ngày mai, ghi sau»: a day or more elsewhere, and the log is expressly put off."""
    clean = sheet.text
    found = _ELSEWHERE.search(clean.clean)
    if not found or not _LATER.search(clean.clean) or not _opens(sheet, found.start()) or _HOURS.search(clean.clean):
        return False
    away = read(clean, today)
    whole = found.group() == "công tác" or found.group() == "cong tac" or _ALL_DAY.search(clean.clean)
    return away.doubt is None and (bool(whole) or away.days is not None or away.last > away.first)


def _only_a_course(sheet: Sheet, today: date) -> bool:
    """«tập huấn cả tuần này»: nothing but the course and its days, several of them."""
    words = re.findall(r"[^\W\d_]+", fold(sheet.open.replace(TAKEN, " ")))
    if not {"tap", "huan"} <= set(words) or not all(word in _ONLY_COURSE for word in words):
        return False
    return _put_off(sheet.text, today)


def is_cancel(sheet: Sheet) -> bool:
    """Whether the writer takes an absence back."""
    found = _CANCEL.search(sheet.text.clean)
    return bool(found) and _opens(sheet, found.start())  # type: ignore[union-attr]


def _opens(sheet: Sheet, end: int) -> bool:
    """Only days, parts of day and the person stand before."""
    words = re.findall(r"[^\W\d_]+", fold(sheet.open[:end].replace(TAKEN, " ")))
    return all(word in _BEFORE_LEAVE for word in words)


def _put_off(clean: Text, today: date) -> bool:
    """Whether work elsewhere is only announced: told to be logged later, several days long, or still to come."""
    if _LATER.search(clean.clean):
        return True
    if any(pattern.search(clean.clean) for pattern in (_HOURS, _COUNTED, _NTH_DAY)):
        return False
    away = read(clean, today)
    if away.last < today:
        return False
    long = away.last > away.first or bool(_ALL_WEEK.search(clean.clean))
    whole = any(pattern.search(clean.clean) for pattern in (_ALL_DAY, _FAR, _COURSE))
    return long or (away.first > today and whole)


# days


def _scan(clean: Text, today: date) -> Sheet:
    """Only the days and parts of day of a message, lists like "28, 29 và 30/11" first."""
    sheet = Sheet(clean)
    foreign(sheet)
    for found in list(_LIST.finditer(sheet.open)):
        listed = [_of_month(today, int(found[2]), int(day)) for day in re.findall(r"\d{1,2}", found[1])]
        last = _of_month(today, int(found[2]), int(re.findall(r"\d{1,2}", found[0])[-2]))
        if last and all(listed):
            sheet.take(*found.span(), "date", "listed", [day for day in listed if day])
    for found in list(_LIST_NEAR.finditer(sheet.open)):
        listed = [_next_such(today, int(day)) for day in re.findall(r"\d{1,2}", found[1])]
        if all(listed):
            sheet.take(*found.span(), "date", "listed", [day for day in listed if day])
    whole_months(sheet, today)
    days(sheet, today)
    sheet.run((PART,))
    more_days(sheet, today)
    return sheet


def _next_such(today: date, day: int) -> date | None:
    """The day of this month or of a neighbour that is nearest to today."""
    found = [_of_month(today, (today.month - 1 + shift) % 12 + 1, day) for shift in (-1, 0, 1)]
    return min((one for one in found if one), key=lambda one: abs((one - today).days), default=None)


def _of_month(today: date, month: int, day: int) -> date | None:
    """The day of a month that is nearest to today."""
    found = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return min(found, key=lambda one: abs((one - today).days), default=None)


def read(text: str | Text, today: date) -> Absence:
    """The days of an absence; without any told day it is today."""
    clean = normalise(text[:1_000]) if isinstance(text, str) else text
    sheet = _scan(clean, today)
    _forget(sheet, today)
    hits, back = _without_return(sheet, without_work(sheet, _days_of_absence(sheet)))
    if unclear(sheet, hits, _counted(sheet)):
        return Absence((Stretch(today, today),), doubt="day")
    try:
        parts = list(_stretches(sheet, hits, today))
    except ReversedError:
        return Absence((Stretch(today, today),), doubt="reversed")
    dated = bool(parts)
    if back and not parts and near(back.value, today) > today:
        parts = [Stretch(today, near(back.value, today) - DAY)]
    parts = merged(parts) or [_whole_week(clean, today) or Stretch(today, today)]
    counted = _counted(sheet) if len(parts) == 1 and parts[0].first == parts[0].last else None
    if len(parts) == 1 and parts[0].first == parts[0].last and parts[0].half is None:
        parts = [Stretch(parts[0].first, parts[0].last, _loose_half(sheet, hits))]
    return _absence(clean, parts, counted, dated)


_SAID_NOW = rx(
    r"(?<!\w)(?:hôm nay|bữa nay|nay|giờ|bây giờ)\s(?:em\s|tôi\s|mình\s|xin\s|mới\s){0,3}(?:bổ sung|báo|ghi|khai|xin phép|trình|nộp|viết|làm đơn|nhắn|đi làm|lên cơ quan|vào)(?!\w)"
)
_REASON = rx(r"(?<!\w)(?:do|vì|tại|bởi|bù cho|thay cho|lý do)(?!\w)")


def _forget(sheet: Sheet, today: date) -> None:
    """Days that are none of the absence: "nay bổ sung", "… do bữa chủ nhật tôi trực"."""
    dates = [hit for hit in sheet.hits if hit.kind in ("date", "part_of_day")]
    for found in _SAID_NOW.finditer(sheet.text.clean):
        others = [hit for hit in dates if not found.start() <= hit.start < found.end() and hit.kind == "date"]
        if others:
            sheet.hits = [hit for hit in sheet.hits if not found.start() <= hit.start < found.end()]
    reason = _REASON.search(sheet.text.clean)
    if reason and any(hit.end <= reason.start() and hit.kind == "date" for hit in dates):
        sheet.hits = [
            hit
            for hit in sheet.hits
            if hit.end <= reason.start() or "," in sheet.text.clean[reason.start() : hit.start]
        ]


def _absence(clean: Text, parts: list[Stretch], counted: Decimal | None, dated: bool) -> Absence:
    alone = parts[0] if len(parts) == 1 and parts[0].first == parts[0].last else None
    if alone and counted is None and _BIRTH.search(clean.clean):
        return Absence((Stretch(alone.first, _months_later(alone.first, _BIRTH_MONTHS)),), dated=dated)
    if counted is not None and counted <= 1:
        half = counted < 1
        counted = None
        if half and alone and alone.half is None:
            return Absence(tuple(parts), dated=dated, doubt="half")
    if counted is None and alone and alone.half is None and _HALF.search(clean.clean):
        return Absence(tuple(parts), dated=dated, doubt="half")
    return Absence(tuple(parts), counted, dated)


class ReversedError(ValueError):
    """The end of a stretch stands before its start."""


def _days_of_absence(sheet: Sheet) -> list[Hit]:
    """The dates that say when; "hôm nay" beside another day only says when it was written."""
    hits = [hit for hit in sheet.of("date") if isinstance(hit.value, list) or hit.value.grain in ("day", "week")]
    if any(not isinstance(hit.value, list) and hit.value.grain == "week" for hit in hits) and len(hits) > 1:
        hits = [hit for hit in hits if isinstance(hit.value, list) or hit.value.grain == "day"]
    now = {"today", "now", "now accepted"}
    if len(hits) > 1 and hits[0].rule in now and hits[1].rule not in now:
        between = sheet.text.clean[hits[0].end : hits[1].start]
        if not _TO.match(between) and not rx(r"^\s*(?:,|và|với)\s*$").match(between):
            return hits[1:]
    return hits


def _without_return(sheet: Sheet, hits: list[Hit]) -> tuple[list[Hit], Hit | None]:
    """The days without the one of coming back ("thứ 2 đi làm lại"), and that one."""
    for found in _BACK.finditer(sheet.text.clean):
        for hit in hits:
            between = sheet.text.clean[hit.end : found.start()] if hit.end <= found.start() else None
            between = sheet.text.clean[found.end() : hit.start] if found.end() <= hit.start else between
            if between is not None and len(between) <= 12 and "," not in between and isinstance(hit.value, Day):
                return [other for other in hits if other is not hit], hit
    return hits, None


def _stretches(sheet: Sheet, hits: list[Hit], today: date) -> Iterator[Stretch]:
    """Each told day or row of days in order; two joined by "đến" are the ends of one."""
    skip = False
    for place, hit in enumerate(hits):
        after = hits[place + 1] if place + 1 < len(hits) else None
        if skip:
            skip = False
        elif isinstance(hit.value, list):
            yield from (Stretch(day, day) for day in hit.value)
        elif hit.rule == "weekdays in a row":
            yield from _weekdays(sheet.text.clean[hit.start : hit.end], today)
        elif hit.value.last is not None:
            row = _range(hit.value, today)
            yield from _ends(row.first, _half_before(sheet, hit), row.last, None)
        elif after is not None and _TO.match(sheet.text.clean[hit.end : after.start]):
            skip = True
            yield from _between(sheet, hit, after, today)
        elif _UNTIL.search(sheet.text.clean[: hit.start]) and near(hit.value, today) > today:
            yield from _ends(today, None, near(hit.value, today), _own_half(sheet, hit))
        else:
            day = near(hit.value, today)
            yield Stretch(day, day, _own_half(sheet, hit))


def near(day: Day, today: date) -> date:
    """The next such day, unless the last one is clearly nearer."""
    past, future = day.past, day.future
    if past and future and (today - past).days * 8 < (future - today).days:
        return past
    return future or past or today


def _range(day: Day, today: date) -> Stretch:
    if day.grain == "week" or day.last is None or day.future is None:
        first = day.future or today
        return Stretch(first, day.last or first)
    length = (day.last - day.future).days
    length = length if 0 <= length <= LONGEST else length % 365
    if length > LONGEST:
        raise ReversedError
    first = near(day, today)
    if not day.bare and day.past and day.past != first and day.past <= today <= day.past + DAY * length:
        first = day.past  # a stretch that is running now
    return Stretch(first, first + DAY * length)


def _between(sheet: Sheet, hit: Hit, after: Hit, today: date) -> Iterator[Stretch]:
    first = near(hit.value, today)
    end: Day = after.value if isinstance(after.value, Day) else Day(after.value[-1], after.value[-1])
    last = end.past if end.past and end.past >= first else end.future
    if last is None or last < first or (last - first).days > LONGEST:
        raise ReversedError
    yield from _ends(first, _own_half(sheet, hit), last, _own_half(sheet, after))


def _ends(first: date, start: str | None, last: date, end: str | None) -> Iterator[Stretch]:
    """A stretch that may begin at noon and may end at noon."""
    if first == last:
        yield Stretch(first, last, start if start == end else None if start and end else start or end)
        return
    if start == "pm":
        yield Stretch(first, first, "pm")
        first += DAY
    noon = last if end == "am" else None
    last = last - DAY if noon else last
    if first <= last:
        yield Stretch(first, last)
    if noon:
        yield Stretch(noon, noon, "am")


def _weekdays(text: str, today: date) -> Iterator[Stretch]:
    """«thứ 2, thứ 4 và thứ 6»: the next of each, today included."""
    for digit in re.findall(r"[2-7]", text):
        day = today + DAY * ((int(digit) - 2 - today.weekday()) % 7)
        yield Stretch(day, day)


def merged(parts: list[Stretch]) -> list[Stretch]:
    """Whole days that follow one another as one stretch, in order."""
    merged: list[Stretch] = []
    for part in sorted(set(parts), key=lambda part: (part.first, part.half or "")):
        before = merged[-1] if merged else None
        if before and before.half is None and part.half is None and part.first <= before.last + DAY:
            merged[-1] = Stretch(before.first, max(before.last, part.last))
        else:
            merged.append(part)
    return merged


def _whole_week(clean: Text, today: date) -> Stretch | None:
    """«cả tuần» without a date: the rest of this week; at the weekend the next one."""
    if not _ALL_WEEK.search(clean.clean):
        return None
    monday = today - DAY * today.weekday()
    first = today if today.weekday() < 5 else monday + DAY * 7
    return Stretch(first, first - DAY * first.weekday() + DAY * 6)


def _own_half(sheet: Sheet, hit: Hit) -> str | None:
    """The half told inside a date or right beside it: "chiều mai", "28/11 (sáng)", "buổi sáng 28/11"."""
    clean = sheet.text.clean
    for part in sheet.of("part_of_day"):
        inside = hit.start <= part.start < hit.end
        behind = part.start >= hit.end and _NEXT_TO.match(clean[hit.end : part.start])
        before = part.end <= hit.start and _NEXT_TO.match(clean[part.end : hit.start])
        if part.value in ("sang", "chieu") and (inside or behind or before):
            return "am" if part.value == "sang" else "pm"
    return None


def _half_before(sheet: Sheet, hit: Hit) -> str | None:
    """The half right before a row of days: "từ chiều thứ 6 đến thứ 3"."""
    for part in sheet.of("part_of_day"):
        near_by = part.end <= hit.start and _NEXT_TO.match(sheet.text.clean[part.end : hit.start])
        if part.value in ("sang", "chieu") and near_by:
            return "am" if part.value == "sang" else "pm"
    return None


def _loose_half(sheet: Sheet, hits: list[Hit]) -> str | None:
    """The one half that a message tells of its one day, not the half of coming back."""
    if _ALL_DAY.search(sheet.text.clean):
        return None
    back = _BACK.search(sheet.text.clean)
    parts = [part for part in sheet.of("part_of_day") if part.value in ("sang", "chieu")]
    kept = [part for place, part in enumerate(parts) if not (back and place and part.end > back.start() - 12)]
    halves = {"am" if part.value == "sang" else "pm" for part in kept}
    return halves.pop() if len(halves) == 1 else _half_of_clause(sheet)


def _half_of_clause(sheet: Sheet) -> str | None:
    """ "xin nghỉ buổi sáng, chiều em lên": the half told in the clause of the absence, where another clause tells of the other."""
    away: set[str] = set()
    there: set[str] = set()
    start = 0
    for end in [*(i for i, sign in enumerate(sheet.open) if sign in ",;.\n"), len(sheet.open)]:
        halves = away if _AWAY.search(sheet.text.clean[start:end]) else there
        for hit in sheet.of("part_of_day"):
            if start <= hit.start < end and hit.value in ("sang", "chieu"):
                halves.add("am" if hit.value == "sang" else "pm")
        start = end
    return next(iter(away)) if len(away) == 1 and there and away != there else None


def _counted(sheet: Sheet) -> Decimal | None:
    """«2 ngày», "1,5 ngày", "2 ngày rưỡi" – not the number of "2 ngày nữa", which is a date."""
    for found in _COUNT.finditer(sheet.text.clean):
        if any(hit.start <= found.start() < hit.end for hit in sheet.of("date")):
            continue
        count = number(found.group("n"))
        if count is not None and 0 < count <= LONGEST:
            return count + (Decimal("0.5") if found.group("more") else 0)
    return None


def _months_later(day: date, months: int) -> date:
    """The day before the same date some months later."""
    index = day.year * 12 + day.month - 1 + months
    try:
        later = date(index // 12, index % 12 + 1, day.day)
    except ValueError:
        later = date((index + 1) // 12, (index + 1) % 12 + 1, 1)
    return later - DAY
