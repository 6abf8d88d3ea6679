"""Clock times and ranges, and which "Nh" is a length of time ("họp 3h" = 180 minutes, "họp 15h" = at 15:00)."""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

import re

from nlu.durations import Length
from nlu.hours import Clock, Range, fits, hhmm, joined, part_of, resolve
from nlu.normalise import fold
from nlu.numbers import WORDS, number
from nlu.patterns import Sheet, rx

PARTS = "sáng sớm|sáng|trưa|chiều|tối|đêm|khuya"


def _hour(n: str, *, unit: bool = True) -> str:
    """An hour expression with groups h/u/m/half/less numbered n."""
    need = "" if unit else "?"
    return (
        rf"(?P<h{n}>\d{{1,2}}|{WORDS})(?:(?P<u{n}>(?<=\d)\s?(?:hh|h|g|:)|\s?giờ|(?=\s(?:rưỡi|rưởi)(?!\w)))"
        rf"(?:\s?(?P<m{n}>[0-5]\d|(?<=[hgờeo])[0-9]|[1-9](?=\s?(?:phút|ph|p)(?!\w)))(?!\d)(?:\s?(?:phút|ph|p)(?!\w))?|\s(?P<half{n}>rưỡi|rưởi)(?!\w)"
        rf"|(?P<less{n}>\ském\s(?:\d{{1,2}}|{WORDS}))|(?<=giờ)\s(?P<w{n}>{WORDS})(?=\s(?:phút|sáng|chiều|tối|đến|tới)|\s*$)(?:\sphút)?)?){need}"
    )


_DAYWORD = r"(?:\s(?:nay|qua|mai|hôm qua|hôm nay|hôm kia|hôm trước|hôm sau|kia))?"
_PART_AFTER = rf"(?P<{{0}}>\s?(?:{PARTS}){_DAYWORD}|\s(?:hôm qua|hôm nay|hôm kia|ngày mai|hôm sau))?"
_RANGE = rx(
    rf"(?<![\w.,/])(?:(?P<pre>{PARTS})\s)?(?:(?:từ|tu)\s)?(?:(?P<pre2>{PARTS})\s)?(?:lúc\s|hồi\s)?(?P<one>{_hour('1')}){_PART_AFTER.format('p1')}"
    rf"\s*(?P<to>đến|tới|toi|den|->|-|~|>|→)\s*(?:lúc\s|hết\s|tận\s|gần\s)?(?:(?P<q1>{PARTS})\s)?(?P<two>{_hour('2')}){_PART_AFTER.format('p2')}"
    r"(?![^\W\d_]|\d)"
)
_RANGE_SHORT = rx(
    rf"(?<![\w.,/-])(?:từ\s)?(?P<h1>\d{{1,2}})\s?(?P<to>->|-|đến|tới|~)\s?(?P<two>{_hour('2')})(?P<p2>\s(?:{PARTS}))?(?![^\W\d_]|\d)"
)
_MONTH_BEFORE = re.compile(r"(?:tháng|thang|quý|quy) $")  # "khóa sổ tháng 11 tới 6h"
# "ra chốt 13h30 17h"
_RANGE_BESIDE = rx(rf"(?<![\w.,/-])(?P<one>{_hour('1')}) (?P<two>{_hour('2')})(?=\s*(?:$|[,.;\n]))")
_RANGE_WORDS = rx(
    rf"(?<!\w)từ\s(?:lúc\s|hồi\s)?(?P<h1>\d{{1,2}}|{WORDS})\s(?P<to>đến|tới)\s(?:gần\s|hết\s)?(?P<two>{_hour('2')})(?P<p2>\s(?:{PARTS}))?(?![^\W\d_]|\d)"
)
_RANGE_HALF_TOLD = rx(
    rf"(?<![\w.,/-])(?:(?P<pre>{PARTS})\s)?(?:từ\s)?(?P<one>{_hour('1')})(?P<p1>\s(?:{PARTS}))?\s*(?P<to>->|-|đến|tới|~)\s*(?:gần\s|hết\s)?(?P<two>(?P<h2>\d{{1,2}}|{WORDS}))"
    rf"(?:(?P<p2>\s(?:{PARTS}))(?!\w)|(?=\s*(?:$|[,.;:)\n])(?!\s*[.,/]\d)))"
)
_RANGE_POINTS = rx(
    r"(?<![\w.,/-])(?P<h1>\d{1,2})[.](?P<m1>00|15|20|30|40|45)\s?(?P<to>-|đến|tới|~)\s?(?P<two>(?P<h2>\d{1,2})[.](?P<m2>00|15|20|30|40|45))(?![\w/.,-])"
)
_UNTIL_WORD = rx(
    rf"(?<![\w.,/])(?:từ\s)?(?P<one>{_hour('1')})(?P<p1>\s(?:{PARTS}){_DAYWORD})?\s(?P<to>(?:đến|tới)\s(?P<end>trưa|giờ|chiều|tối|hết giờ|nay))(?!\w)(?!\s\d)"
)
_SINGLE = rx(rf"(?<![\w.,/])(?P<one>{_hour('1')})(?P<p1>\s?(?:{PARTS}))?(?![^\W\d_]|\d)")
_BEFORE_CLOCK = rx(
    r"(?:lúc|vào|từ|hồi|đến|tới|trước|sau|bắt đầu|hạn|hạn chót|chậm nhất|deadline|lịch|mốc|khoảng lúc|tầm lúc|cỡ lúc)\s*$"
)
_DUE_BY = rx(
    r"(?<!\w)(?:trước|hạn|hạn chót|chậm nhất|deadline)(?:\s(?:là|lúc|vào)){0,2}\s*$"
)  # no time of the work itself
_BEFORE_END = rx(
    r"(?<!\w)(?:tới|đến|(?:xong|về|tan|nghỉ|ra về)\s(?:vào\s)?lúc|(?:kết thúc|tan họp|tan|bế mạc|mãn)(?:\s(?:vào|lúc|hồi|khoảng|tầm|là)){0,2})\s*$"
)
_BEFORE_END_AFTER_START = rx(r"(?<!\w)(?:xong|ra về|về|ra|nghỉ|hết)(?:\s(?:khoảng|tầm|gần|là))?\s*$")
_DONE_AT = rx(r"(?<!\w)xong\s*$")
_AFTER_END = rx(
    r"^(?:\s(?:sáng|trưa|chiều|tối|đêm)(?:\snay)?)?\s(?:thì\s|là\s)?(?:(?:mới|đã)\s)?(?:xong|kết thúc|tan|về|nghỉ|bế mạc)(?!\w)(?!\s(?:vào\s|lúc\s|khoảng\s)?\d)"
)
_AFTER_END_ALONE = rx(
    r"^(?:\s(?:sáng|trưa|chiều|tối|đêm)(?:\snay)?)?\s(?:mới\s(?:xong|về|tan|nghỉ)|(?:thì\s|là\s)?(?:kết thúc|bế mạc|tan họp))(?!\w)(?!\s(?:vào\s|lúc\s|khoảng\s)?\d)"
)
_SETS_OUT = rx(r"(?<!\w)(?:đi|ra|ra đi|xuất phát|khởi hành|vô|vào|vô họp|vào họp|bắt đầu|mở màn|lên đường|khai mạc)\s$")
_SETS_OUT_AFTER = rx(r"^\s(?:đi|xuất phát|khởi hành|vô|vào|bắt đầu|khai mạc|ra khỏi)(?!\w)")
_ENDS_LATER = rx(
    rf"^[^;\n]{{0,40}}?[\s,](?:tới|đến|mới)?\s?{_hour('3')}(?:\s(?:{PARTS}))?\s(?:thì\s|là\s|mới\s|đã\s){{0,2}}(?:xong|kết thúc|tan|về|nghỉ|bế mạc)(?!\w)"
)
_BEFORE_LENGTH = rx(
    r"(?:mất|hết|trong|khoảng|tầm|gần|cỡ|chừng|độ|được|kéo dài|tổng|tổng cộng|mỗi|thêm|hơn|trọn|suốt|tốn|ngốn|làm|cộng|cả thảy|vị chi)\s*$"
)
_BEFORE_PART = rx(rf"(?<!\w)(?P<part>{PARTS})(?:\s(?:nay|qua|hôm qua|mai|hôm nay|thứ \w+|t\d|cn))?[\s:,]*$")


def _minute(found: re.Match[str], n: str) -> int | None:
    """Minutes after midnight of hour expression n, as written (12-hour clock unresolved)."""
    hour = number(found.group(f"h{n}"))
    if hour is None or not 0 <= hour <= 24:
        return None
    groups = found.groupdict()
    minute = int(groups.get(f"m{n}") or 0) + (30 if groups.get(f"half{n}") else 0)
    if groups.get(f"w{n}"):
        minute += int(number(groups[f"w{n}"]) or 0)
    if groups.get(f"less{n}"):
        minute -= int(number(fold(groups[f"less{n}"]).replace("kem", "").strip()) or 0)
    return int(hour) * 60 + minute if minute < 60 else None


def _span(start: int, end: int, p1: str | None, p2: str | None) -> Range:
    """Both ends on the 24-hour clock: an end that would lie before the start moves to the afternoon or the next day."""
    first, last = _first(start, end, p1, p2), end
    if p2 is not None:
        last = resolve(end, p2)
        if p2 == "sang" and last >= 720:
            last = end
    elif p1 in ("toi", "chieu") and start < end < 720 and first == start + 720:
        last = end + 720  # "tối … từ 7h tới 9h"
    elif start >= 1020 and 240 <= end <= 480 and p1 != "chieu":
        last = end  # "17h-6h": a night's shift; who writes 17h would write 18h
    elif (end <= 720 and end <= first and first < end + 720 <= first + 600 and first < 1080) or (
        end < 360 and first >= 720 and end + 720 > first and first < 1080
    ):
        last = end + 720
    backwards = p1 is None and p2 is None and end < start and last - first > 480  # "10h-8h"
    last %= 1440
    over_night = last <= first and not (first >= 1020 or p2 == "sang")
    return Range(first, last, odd=over_night or backwards)


def _first(start: int, end: int, p1: str | None, p2: str | None) -> int:
    if p1 is not None:
        return resolve(start, p1)
    if start < 360 and p2 in ("sang", "dem", "khuya"):
        return start
    if (
        p2 in ("toi", "chieu")
        and start < 720
        and start + 720 < resolve(end, p2)
        and start // 60 < (6 if p2 == "chieu" else 11)
    ):
        return start + 720
    if start < 360 and 420 <= end <= 720:
        return start
    return resolve(start, None) if start < 360 else start


def ranges(sheet: Sheet) -> None:
    """ "8h-10h30", "từ 13h30 đến 15h", "sáng 8h đến chiều 4h", "8-10h", "9h đến trưa", "18h đến giờ"."""
    if not rx(r"\d|giờ|rưỡi|rưởi").search(sheet.open):
        return
    for found in list(_RANGE.finditer(sheet.open)):
        _take_range(found, sheet)
    for found in list(_RANGE_BESIDE.finditer(sheet.open)):
        start, end = _minute(found, "1"), _minute(found, "2")
        if start is not None and end is not None and 360 <= start < end <= start + 360:
            sheet.take(found.start(), found.end(), "range", "two hours beside one another", Range(start, end))
    for found in list(_RANGE_SHORT.finditer(sheet.open)):
        if _MONTH_BEFORE.search(sheet.open, 0, found.start()):
            continue
        start, end = int(found.group("h1")) * 60, _minute(found, "2")
        if end is not None and start <= 1440 and found.group("u2").strip() != ":":
            before = _part_before(sheet, found.start())
            part = part_of(found.group("p2")) or before
            sheet.take(found.start(), found.end(), "range", "short range", _span(start, end, before, part))
    for found in list(_RANGE_WORDS.finditer(sheet.open)):
        _take_words(found, sheet)
    for found in list(_RANGE_HALF_TOLD.finditer(sheet.open)):
        _take_half_told(found, sheet)
    for found in list(_RANGE_POINTS.finditer(sheet.open)):
        first, last = _minute(found, "1"), _minute(found, "2")
        if first is not None and last is not None and 300 <= first < last <= 1320:
            sheet.take(found.start("h1"), found.end("two"), "range", "hours with points", Range(first, last))
    for found in list(_UNTIL_WORD.finditer(sheet.open)):
        _take_until(found, sheet)


def _take_words(found: re.Match[str], sheet: Sheet) -> None:
    """ "từ bảy tới chín rưỡi"."""
    start, end = _minute(found, "1"), _minute(found, "2")
    if start is not None and end is not None and (found.group("u2").strip() != ":" or found.group("m2")):
        before = _part_before(sheet, found.start())
        value = _span(start, end, before, part_of(found.group("p2")) or before)
        sheet.take(found.start("h1"), found.end("two"), "range", "range in words", value)


def _bare_colon(found: re.Match[str]) -> bool:
    """ "8:" without minutes is no hour."""
    return found.group("u1").strip() == ":" and found.group("m1") is None


def _take_half_told(found: re.Match[str], sheet: Sheet) -> None:
    """ "8h-10", "từ 8 rưỡi đến 10": the second hour without its unit."""
    start, end = _minute(found, "1"), _minute(found, "2")
    if start is None or end is None or _bare_colon(found):
        return
    before = part_of(found.group("p1")) or part_of(found.group("pre")) or _part_before(sheet, found.start())
    value = _span(start, end, before if before and _plausible(start, before) else None, part_of(found.group("p2")))
    if value.minutes is not None and value.minutes <= 720 and not value.odd:
        sheet.take(found.start("one"), found.end("two"), "range", "range half told", value)


def _take_range(found: re.Match[str], sheet: Sheet) -> None:
    start, end = _minute(found, "1"), _minute(found, "2")
    if start is None or end is None:
        return
    p1 = (
        part_of(found.group("p1"))
        or part_of(found.group("pre2"))
        or part_of(found.group("pre"))
        or _part_before(sheet, found.start())
    )
    p2 = part_of(found.group("p2"))
    if p2 is not None and not _plausible(end, p2):
        p2 = None  # "đến mười một giờ rưỡi chiều về ký": the afternoon belongs to what follows
    p2 = p2 or part_of(found.group("q1"))
    value = _span(start, end, p1 if p1 is None or _plausible(start, p1) else None, p2)
    a, b = found.start("one"), found.end("two")
    sheet.take(a, b, "range", "range", value)
    _reopen(sheet, found, "p1", "q1")


def _reopen(sheet: Sheet, found: re.Match[str], *groups: str) -> None:
    """Day words inside a range ("17h hôm qua tới 6h sáng nay") stay readable for the rules of days."""
    for group in groups:
        a, b = found.span(group)
        if a >= 0:
            sheet.open = sheet.open[:a] + sheet.text.clean[a:b] + sheet.open[b:]


def _plausible(minute: int, part: str) -> bool:
    hour = minute // 60
    return fits(hour, part) or (part in ("dem", "khuya", "toi") and hour <= 5)


def _take_until(found: re.Match[str], sheet: Sheet) -> None:
    start = _minute(found, "1")
    if start is None or found.group("to") == "toi nay":  # without accents first of all "tối nay"
        return
    part = part_of(found.group("p1")) or _part_before(sheet, found.start())
    first = resolve(start, part) if part or start < 360 else start
    end = {"trua": 720, "chieu": None, "toi": None}.get(fold(found.group("end")))
    sheet.take(
        found.start("one"), found.end("one"), "range", "until", Range(first, end if end and end > first else None)
    )
    sheet.blot(*found.span("to"))


def _part_before(sheet: Sheet, at: int) -> str | None:
    found = _BEFORE_PART.search(sheet.open[max(0, at - 24) : at])
    if found:
        return part_of(found.group("part"))
    clause = re.split(r"[,;.\n:]", sheet.open[max(0, at - 80) : at])[-1]
    parts = _EVENING.findall(clause) if "t" in clause else []
    return "toi" if len(parts) == 1 and parts[0][0] in "tTbh" and not _DAYTIME.search(clause) else None


# An evening told at the head of the clause ("hồi tối đi họp chi bộ từ 7h tới 9h"); without accents "toi" alone is "tôi".
_EVENING = re.compile(r"(?<!\w)(?:hồi tối|hoi toi|buổi tối|buoi toi|tối|toi (?:qua|nay|hôm|hom))(?!\w)")
_DAYTIME = rx(r"(?<!\w)(?:sáng|trưa|chiều)(?!\w)")


def _afternoon(sheet: Sheet, at: int) -> str | None:
    """ "chiều khóa sổ tới 6h": the part of day at the head of the clause, where it is the only one."""
    clause = re.split(r"[,;.\n:]", sheet.open[max(0, at - 80) : at])[-1]
    parts = [part.group(1) for part in _OF_DAY.finditer(clause)]
    return "chieu" if len(parts) == 1 and parts[0][0] == "c" else None


_OF_DAY = rx(r"(?<!\w)(?<!đối )(?<!doi )(?<!trình )(sáng|trưa|chiều|tối)(?!\w)")
_AFTER_HOURS = rx(r"sau giờ(?!\w)(?:\s(?:học|làm|hành chính|nghỉ|tan|cơm|trưa|dạy|chơi|chào cờ|lên lớp))")


def singles(sheet: Sheet) -> None:
    """Every remaining hour: at that time, or that long."""
    if not rx(r"\d|giờ|rưỡi|rưởi").search(sheet.open):
        return
    for found in list(_SINGLE.finditer(sheet.open)):
        minute = _minute(found, "1")
        if minute is None or (found.group("u1").strip() == ":" and not found.group("m1")):
            continue
        if _AFTER_HOURS.match(sheet.open, found.start()):
            continue
        _take_single(found, sheet, minute)


def _take_single(found: re.Match[str], sheet: Sheet, minute: int) -> None:
    a, b = found.start("one"), found.end("one")
    kind, rule, value = _decide(found, sheet, minute)
    sheet.take(a, b, kind, rule, value)


def _decide(found: re.Match[str], sheet: Sheet, minute: int) -> tuple[str, str, Clock | Length]:
    before = sheet.open[max(0, found.start() - 20) : found.start()]
    hour, length = minute // 60, Length(minute)
    after, ahead = part_of(found.group("p1")), _part_before(sheet, found.start())
    if found.group("u1").strip() == ":" or found.group("less1"):
        return "clock", "written clock", Clock(resolve(minute, after or ahead) if after or ahead else minute)
    if hour == 24:
        return "duration", "a day and a night", length
    if _ends(sheet, found, before):
        return "clock", "until then", Clock(_office(minute, after or ahead or _afternoon(sheet, found.start())))
    if not found.group("u1"):
        return "clock", "half past", Clock(_office(minute, after or ahead))
    if _DUE_BY.search(before):
        return "clock", "due by", Clock(_office(minute, after or ahead))
    if _BEFORE_CLOCK.search(before):
        return "clock", "at", Clock(_office(minute, after or ahead), guess=1 <= hour <= 4 and not (after or ahead))
    if _begins(sheet, found, before, minute):
        return "clock", "set out at", Clock(_office(minute, after or ahead))
    if after:
        if fits(hour, after):
            return "clock", "hour and part of day", Clock(resolve(minute, after))
        return "duration", "hours in a part of day", length
    if _BEFORE_LENGTH.search(before):
        return "duration", "took so many hours", length
    if ahead and fits(hour, ahead):
        return "clock", "part of day and hour", Clock(resolve(minute, ahead), guess=hour < 7)
    if hour >= 7:
        return "clock", "too long for a length", Clock(minute % 1440, guess=hour <= 12)
    leading = not before.strip() and _followed(sheet, found.end())
    return "duration", "leading hours" if leading else "hours after the work", length


def _begins(sheet: Sheet, found: re.Match[str], before: str, minute: int) -> bool:
    """ "đi 6h rưỡi, 11h về tới": an hour at which one set out, where a later one tells the return."""
    rest = sheet.open[found.end("one") : found.end("one") + 70]
    if not (_SETS_OUT.search(before) or _SETS_OUT_AFTER.match(rest)):
        return False
    end = _ENDS_LATER.match(rest)
    until = _minute(end, "3") if end else None
    return until is not None and (until > minute or until + 720 > minute >= 360)


def _ends(sheet: Sheet, found: re.Match[str], before: str) -> bool:
    """ "kết thúc 11h", "11h mới xong"; after an earlier clock time also "ra 11h", "11h về"."""
    rest = sheet.open[found.end("one") : found.end("one") + 30]
    if _BEFORE_END.search(before) or _AFTER_END_ALONE.match(rest) or _done_at(before, rest, found):
        return True
    if not (_BEFORE_END_AFTER_START.search(before) or _AFTER_END.match(rest)):
        return False
    return bool(_FROM_PART.search(before)) or any(
        _near(sheet, hit.end, found.start())
        for hit in sheet.within((found.start() - 90, found.start()))
        if hit.kind == "clock"
    )


_FROM_PART = rx(r"từ\s(?:sáng|trưa|chiều|tối)(?:\ssớm)?[\s,]*$")


def _done_at(before: str, rest: str, found: re.Match[str]) -> bool:
    """ "…, xong 15h30"; "xong 2h" took two hours."""
    hour = number(found.group("h1")) or 0
    return hour >= 7 and bool(_DONE_AT.search(before)) and not rest.strip(" ")[:1].isalnum()


def _near(sheet: Sheet, end: int, start: int) -> bool:
    """Whether two places lie in one sentence, not too far apart."""
    return 0 <= start - end <= 60 and not re.search(r"[;\n]|\.\s", sheet.open[end:start])


def _office(minute: int, part: str | None) -> int:
    return resolve(minute, part) if part or minute < 360 else minute


def _followed(sheet: Sheet, end: int) -> bool:
    return bool(sheet.open[end : end + 8].strip(" ,.;:-\n"))


__all__ = ["Clock", "Range", "hhmm", "joined", "ranges", "singles"]
