# ruff: noqa: E501 – a pattern reads best on one line
"""Which of the numbers in a piece counts the product of its work item."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from nlu.clock import Range
from nlu.durations import Length
from nlu.entries import is_level
from nlu.model import Doubt, WorkItem
from nlu.normalise import fold
from nlu.openers import content
from nlu.patterns import TAKEN, Hit, Sheet, rx
from nlu.pieces import Piece
from nlu.quantity import Count
from nlu.tails import document
from nlu.tally import SURE, WORTH, Heard, chances, options
from nlu.units import ADDRESS, DOCS, fit, units_of

_ORGS = rx(
    r"(?<!\w)(?:sở|trường|xã|phường|bệnh viện|bv|công ty|cty|trung tâm|tt|ban|phòng|trạm|chi cục|cục|đơn vị|hợp tác xã|htx|huyện|quỹ|viện|đài|báo|thôn|ấp|tổ)\s(?=[^\W\d_])"
)
_ROW = rx(r"(?:,|và|với|&|\+)\s*(?:của\s)?$")
_HOMES = rx(r"(?<!\w)(?:hộ|nhà|gia đình|gđ)\s(?:(?:của\s)?(?:ông|bà|anh|chị|cô|chú|bác|cụ|em|a|c)\s)?(?=[^\W\d_])")
_PEOPLE = rx(r"(?<!\w)(?:ông|bà|anh|chị|cô|chú|bác|cụ)\s(?=[^\W\d_])")
_NOT_ITS_OWN = rx(
    r"(?<!\w)(?:theo|căn cứ|của|trả lời|triển khai|thực hiện|phúc đáp|về|tại|sau|quán triệt|góp ý|xử lý|đến|nhận)(?:\s[^\W\d_]+){0,2}(?:\ssố)?\s*$"
)
_QUARREL = rx(r"(?<!\w)(?:vụ|giữa|mâu thuẫn|tranh chấp|hòa giải|hoà giải|giành|cãi|kiện|vs|đối thoại)(?!\w)")
_NEXT_NUMBER = rx(r"\s*(?:,|và|với|&|\+|cùng)\s*(?:[^\W\d_]+\s){0,3}(?:số\s)?")
_SOFT_UNITS = frozenset(
    {"ho so", "ho", "vu viec", "co so", "don vi", "luot", "truong hop", "ho dan", "nguoi", "dia diem", "diem"}
)


class Quantity(NamedTuple):
    """How many of the product there are, whether it was told, a doubt about it, and what was heard of it."""

    value: Decimal
    told: bool
    doubt: Doubt | None
    heard: Heard | None = None


def product_count(
    counted: list[Count], item: WorkItem | None, piece: Piece, sheet: Sheet, length: Length | None, hits: list[Hit]
) -> Quantity:
    """The quantity of a piece: the likeliest of what the rules say and the numbers told."""
    value, told, doubt = by_rules(counted, item, piece, sheet, length, hits)
    proposed = Quantity(value, told, doubt)
    if not counted or item is None or item.measure == "hours":
        return proposed
    start, end = min(a for a, _ in piece.parts), max(b for _, b in piece.parts)
    heard = Heard(tuple(counted), item.unit, sheet.open, start, end, value, told, doubt is not None)
    found = options(heard)
    if len(found) < 2:
        return proposed
    likely = dict(zip([option.value for option in found], chances(found), strict=True))
    best, second = sorted(likely, key=lambda one: -likely[one])[:2]
    vague = any(count.vague for option in found if option.value == best for count in option.counts)
    if likely[best] >= SURE and not vague:
        doubt = None
    elif best != value or doubt is None:
        doubt = _count_doubt({one for one in likely if likely[one] >= WORTH} | {best, second})
    return Quantity(best, told if best == value else best != 1, doubt, heard)


_MANY = 60  # numbers of one piece that are weighed; what holds more is the unread rest of a list


def by_rules(
    counted: list[Count], item: WorkItem | None, piece: Piece, sheet: Sheet, length: Length | None, hits: list[Hit]
) -> tuple[Decimal, bool, Doubt | None]:
    """The quantity, whether it was told, and a doubt about it, as the rules see it."""
    counted = counted[:_MANY]
    level = item is not None and is_level(item.name)  # stands for anything, so whatever is told is counted
    gathers = level and _gathers(piece, sheet)
    unit = "lượt" if level and not gathers else item.unit if item else ""
    if item and item.measure == "hours":
        return Decimal(1), False, None
    if (
        length
        and length.sessions is not None
        and fold(unit) == "buoi"
        and not any(isinstance(h.value, Range) for h in hits)
    ):
        return length.sessions, True, None
    names = (
        frozenset(fold(" ".join((item.name, item.product, *item.aliases))).replace(",", " ").split())
        if item
        else frozenset()
    )
    scored = [(fit(count, unit, names), -i, count) for i, count in enumerate(counted)]
    good = [row for row in scored if row[0] > 0 and not _detail(row[2], counted, sheet)]
    good = [row for row in good if not _on_paper(unit) or not _of_things(row[2], piece, sheet)]
    good = [row for row in good if not gathers or row[2].unit in _OCCASIONS]
    good = [row for row in good if not row[2].vague] or good
    named = _named(piece, sheet, item)
    if named > 1 and not any(row[0] >= (1.2 if _clearly(unit, hits) else 0.5) for row in good):
        return Decimal(named), True, None if _clearly(unit, hits) else _count_doubt({Decimal(1), Decimal(named)})
    if not good and (places := _each_place(hits, piece, sheet)) > 1:
        return Decimal(places), True, _count_doubt({Decimal(1), Decimal(places)})
    if not good and (visited := _visited(counted, unit, piece, sheet)) is not None:
        return visited, True, _count_doubt({Decimal(1), visited})
    if not good and (listed := _listed(piece, sheet)) > 1:
        return Decimal(listed), True, _count_doubt({Decimal(1), Decimal(listed)})
    if not good:
        return Decimal(1), False, _unused(counted, unit)
    named_counts = [row for row in good if row[2].kind not in ("bare", "any") and row[0] >= 1.0]
    good = [row for row in good if row[2].kind != "bare"] if named_counts else good
    best = max(good)
    if best[2].kind == "any" and best[0] < 1 and not _direct(best[2], piece, sheet) and not _only(good, unit):
        return Decimal(1), False, _quantity_doubt(best, good) or _unused(counted, unit)
    total = _in_row(best, good, unit, sheet)
    if total is not None:
        return (
            total,
            True,
            None if total == best[2].value or _plainly(good, sheet) else _count_doubt({best[2].value, total}),
        )
    return best[2].value, True, _quantity_doubt(best, good)


_GATHERS = rx(
    r"(?<!\w)(?:họp|hop|giao ban|gb|hội nghị|hội thảo|tọa đàm|mít tinh|lễ|tập huấn|huấn luyện|diễn tập|chủ trì|dự(?!\s(?:thảo|án|toán|trù|báo|kiến))|tham dự|học(?!\s(?:sinh|bạ|phí))|dạy|nói chuyện|làm việc với|nghe|hòa giải|hoà giải|sinh hoạt|trực|chào cờ)(?!\w)"
)


_OCCASIONS = frozenset(("cuoc", "buoi", "phien", "lan", "hoi nghi", "cuoc hop", "lop", "dot"))


def _gathers(piece: Piece, sheet: Sheet) -> bool:
    """Whether a piece opens with a meeting or the like, which is one however many come or are spoken about."""
    start = min((a for a, _ in piece.work or piece.parts), default=0)
    opening = [word for word in sheet.open[start : start + 60].split() if TAKEN not in word][:3]
    return bool(_GATHERS.search(" ".join(opening)))


_WHAT_OF_THEM = rx(
    r"(?<!\w)(?:có|trong đó|riêng|lỗi|thiếu|hỏng|hư|dính|sai|vắng|rớt|trả lại|trả về|còn|kẹt|treo|trễ|quá hạn)\s$"
)


def _detail(count: Count, counted: list[Count], sheet: Sheet) -> bool:
    """ "đi 13, có 2 cái gửi lại", "22 chiếc, dính 4 chiếc": what is said of some of those counted before."""
    before = [other for other in counted if other.end <= count.start and other.value >= count.value]
    return bool(before) and bool(_WHAT_OF_THEM.search(sheet.open[before[-1].end : count.start]))


_BOUGHT = rx(
    r"(?<!\w)(?:tờ trình|ttr|công văn|cv|biên bản|bb|thông báo|báo cáo|bc|quyết định|qđ|kế hoạch|hồ sơ|hs|quyết toán|dự toán|hợp đồng)\s(?:[^\W\d_]+\s){0,3}?"
    r"(?:mua|mua sắm|sắm|trang bị|sửa|sửa chữa|thay|lắp|thanh lý|bàn giao|cấp phát)\s(?:[^\W\d_]+\s){0,3}$"
)


def _on_paper(unit: str) -> bool:
    """Whether papers are counted: documents or files."""
    return any(one in DOCS or one.startswith("ho so") for one in units_of(unit))


def _of_things(count: Count, piece: Piece, sheet: Sheet) -> bool:
    """ "tờ trình xin mua 2 cái máy lạnh": how many things one paper is about."""
    start = max((a for a, b in piece.parts if a <= count.start < b), default=piece.start)
    return count.kind != "bare" and bool(_BOUGHT.search(sheet.open[start : count.start]))


def _listed(piece: Piece, sheet: Sheet) -> int:
    """ "báo cáo tuần, báo cáo tháng": documents of one kind told one by one, though one item names both."""
    kinds = [document(" ".join(content(sheet.open[a:b])[:2])) for a, b in piece.work]
    return len(kinds) if len(kinds) > 1 and kinds[0] and len(set(kinds)) == 1 else 0


def _only(good: list[tuple[float, int, Count]], unit: str) -> bool:
    """A single number with a noun that no list knows: it counts the product sooner than nothing (and is asked about)."""
    return len(good) == 1 and fold(unit) not in ADDRESS and good[0][2].value < 1000


_GOES_TO = rx(
    r"^[\s,.;(-]*(?:(?:em|tôi|tui|mình|anh|chị|hôm nay|sáng|chiều|sáng nay|chiều nay|hôm qua|nay|đã|đi|ra|về|lên|qua|\ue000++)\s?){0,8}(?:kiểm tra|ktra|kt|giám sát|khảo sát|thanh tra|hậu kiểm|nghiệm thu|thăm|viếng|tuyên truyền|truyền thông|nói chuyện|tập huấn|"
    r"giấy giới thiệu|giấy xác nhận|giấy chứng nhận|thẻ|viết giấy|cấp giấy|làm giấy|đi|xuống|ghé|vào)(?!\w)"
)


def _visited(counted: list[Count], unit: str, piece: Piece, sheet: Sheet) -> Decimal | None:
    """ "kiểm tra đột xuất 2 phường" where checks are counted, "giấy giới thiệu cho 2 đứa": one for each, if nothing else is counted."""
    if fold(unit) not in ADDRESS or len(counted) != 1 or counted[0].vague or not 1 < counted[0].value <= 30:
        return None
    start = min(a for a, _ in piece.parts)
    paper = counted[0].kind == "person" and fold(unit) in DOCS
    place = counted[0].kind == "place" and fold(unit) not in DOCS
    return counted[0].value if (paper or place) and _GOES_TO.match(sheet.open[start : counted[0].start]) else None


def _unused(counted: list[Count], unit: str) -> Doubt | None:
    """A number that counts nothing the item is counted in may all the same be meant; people and places are addressed by documents and meetings."""
    addressed = ("person", "place") if fold(unit) in ADDRESS else ()
    told = {
        count.value
        for count in counted
        if count.value > 1 and not count.vague and count.kind not in ("other", *addressed)
    }
    return _count_doubt({Decimal(1), *sorted(told)[:3]}) if told else None


_GAP = rx(r"(?P<a>(?:\s[^\W\d_]+){0,4})\s?(?:,|và|với|\+|&|cùng|rồi|;)\s?(?P<b>(?:[^\W\d_]+[\s-]){0,4})\s?")
_DETAIL = rx(
    r"(?<!\w)(?:trong đó|gồm|bao gồm|có|còn|được|riêng|bị|chưa|thì|mà|không|nhưng|lỗi|sai|thiếu|trễ|tồn|mỗi|trên|tổng|tổng cộng|cả thảy|trả|nhận|giao|xử lý|giải quyết|chuyển|gửi|hủy|hẹn|dính|hỏng|hư|nghỉ|rớt|vắng|thoát|kẹt|treo)(?!\w)"
)


def _in_row(
    best: tuple[float, int, Count], good: list[tuple[float, int, Count]], unit: str, sheet: Sheet
) -> Decimal | None:
    """The sum of "22 hồ sơ, 15 hồ sơ" or "9 quyết định với 4 tờ trình"; a total told before its parts stays the total."""
    alike = [r[2] for r in good if _alike(r, best) and r[2].kind != "bare" and not r[2].vague]
    row = sorted(alike, key=lambda count: count.start)
    if len(row) < 2:
        return None
    rest = sum((count.value for count in row[1:]), Decimal(0))
    if len(row) > 2 and row[0].value == rest:
        return rest
    again = any(h.kind in ("part_of_day", "date") and row[0].start < h.start < row[-1].start for h in sheet.hits)
    if not again and all(_joined(sheet.open[a.end : b.start]) for a, b in pairwise(row)):
        return row[0].value + rest
    return None


def _plainly(good: list[tuple[float, int, Count]], sheet: Sheet) -> bool:
    """Whether at most two words of their own part the numbers that are added up."""
    row = sorted((r[2] for r in good), key=lambda count: count.start)
    gaps = (content(sheet.open[a.end : b.start].replace(TAKEN, " ")) for a, b in pairwise(row))
    return all(len(gap) <= 1 for gap in gaps)


def _alike(one: tuple[float, int, Count], best: tuple[float, int, Count]) -> bool:
    same_kind = one[2].kind == best[2].kind and (
        one[2].kind == "place" or (one[0] == best[0] and one[2].kind in ("person", "document"))
    )
    return one[2].unit == best[2].unit or same_kind


def _joined(gap: str) -> bool:
    found = _GAP.fullmatch(re.sub(r"\s*\ue000++", "", gap))
    return bool(found) and not _DETAIL.search(gap)


def _direct(count: Count, piece: Piece, sheet: Sheet) -> bool:
    """Whether a number stands right behind the verb ("chấm 42 …"), not behind the thing that it measures ("bệnh viện 500 giường")."""
    start = max((a for a, b in piece.parts if a <= count.start), default=0)
    words = re.findall(r"[^\W\d_]+", sheet.open[start : count.start])
    return len(words) <= 2 or words[-1] in ("được", "duoc", "thêm", "them", "xong", "cho", "hết", "đủ")


def _clearly(unit: str, hits: list[Hit]) -> bool:
    """Whether places named one by one are certainly so many products: the unit is such a place, or each is told a time."""
    row = [hit for hit in hits if hit.rule == "places in a row"]
    return not row or fold(str(row[0].value)).split()[0] in unit.split() or any(hit.kind == "each" for hit in hits)


def _each_place(hits: list[Hit], piece: Piece, sheet: Sheet) -> int:
    """ "chùa A với nhà thờ B, mỗi chỗ 1 tiếng" are two."""
    each = next(
        (
            hit
            for hit in hits
            if hit.kind == "each" and rx(r"mỗi\s(?:nơi|chỗ|điểm|bên|nhà|trường|cơ sở)").match(str(hit.value))
        ),
        None,
    )
    if each is None:
        return 0
    start = min(a for a, _ in piece.parts)
    head = sheet.open[start : each.start].rstrip(" ,.;:")
    return len(re.findall(rx(r"(?<!\w)(?:và|với)(?!\w)|[,+&]").pattern, head)) + 1 if head else 0


def _count_doubt(values: set[Decimal]) -> Doubt:
    return Doubt("quantity", tuple((str(value), f"{value} sản phẩm") for value in sorted(values)[:4]))


def _quantity_doubt(best: tuple[float, int, Count], good: list[tuple[float, int, Count]]) -> Doubt | None:
    count = best[2]
    values = {row[2].value for row in good if row[0] >= best[0] - 0.6}
    if count.vague or best[0] < 1.0 or len(values) > 1:
        listed = sorted({count.value, Decimal(1), *values})
        return Doubt("quantity", tuple((str(value), f"{value} sản phẩm") for value in listed[:4]))
    return None


def _named(piece: Piece, sheet: Sheet, item: WorkItem | None) -> int:
    """Units named one by one ("tổ 3, tổ 9", "Sở Y tế, Sở Xây dựng") where the item counts such units."""
    if item is None:
        return 0
    unit = fold(item.unit)
    for hit in sheet.told("places", piece.parts):
        if hit.rule == "places in a row" and unit not in DOCS:
            return len(re.findall(r"\d+", str(hit.value)))
    numbered = _numbered(piece, sheet) if unit in DOCS else 0
    if numbered > 1 or item.measure == "hours" or not piece.work:
        return numbered
    text = sheet.text.clean[min(a for a, _ in piece.work) : max(b for _, b in piece.work)]
    if unit not in ADDRESS and not _QUARREL.search(text) and (named := _same_head(text)) > 1:
        return named
    if unit in ("ho so", "don vi", "xa", "co so", "doanh nghiep") and (named := _heads(_ORGS, text)) > 1:
        return named
    if unit not in _SOFT_UNITS or _QUARREL.search(text):
        return 0
    return max(_heads(_HOMES, text), _heads(_PEOPLE, text))


_PLACE_HEADS = rx(
    r"(?<!\w)(hồ|đập|dự án|công trình|gói thầu|gói|cty|công ty|doanh nghiệp|dn|chợ|cầu|đường|tuyến|tuyến đường|kênh|mương|cống|trạm|chùa|nhà thờ|đình|quán|nhà hàng|khách sạn|cửa hàng|tiệm|bếp|trường|bệnh viện|xã|phường|thôn|ấp|xóm|"
    r"buôn|khóm|hợp tác xã|htx|mỏ|bãi|bến|cảng|khu|cụm|nhà máy|trại|trang trại|vườn|phòng khám|nhà thuốc|đại lý|chi bộ|chi hội|chi đoàn|câu lạc bộ|clb|sở|chi cục|trung tâm|quỹ|đề án|quy hoạch|lễ hội|giải|lớp|tổ|hẻm|bản|rừng|trụ sở)\s(?=[^\W\d_])|(?<!\w)(gói(?: thầu)?)\s(?=(?:số )?\d)"
)


def _same_head(text: str) -> int:
    """ "hồ Suối Trầu với hồ Đá Bàn": how often the same kind of place is named in a row, 0 for once."""
    heads = list(_PLACE_HEADS.finditer(text))
    for i, head in enumerate(heads):
        row = [
            other
            for other in heads[i + 1 :]
            if other.group().split()[0] == head.group().split()[0] and _ROW.search(text[: other.start()])
        ]
        if row and len(text[head.end() : row[0].start()].split()) <= 6:
            return len(row) + 1
    return 0


def _heads(pattern: re.Pattern[str], text: str) -> int:
    """How many of such names stand in a row, 0 for a single one."""
    heads = list(pattern.finditer(text))
    row = [head for head in heads[1:] if _ROW.search(text[: head.start()])]
    return len(row) + 1 if row else 0


def _numbered(piece: Piece, sheet: Sheet) -> int:
    """ "phát hành CV 456/UBND và TB 78/TB-UBND" are two; numbers that something else is based on are none."""
    hits = sheet.told("docnum", piece.parts)
    if len(hits) < 2 or _NOT_ITS_OWN.search(sheet.open[max(0, hits[0].start - 40) : hits[0].start]):
        return 0
    row = all(_NEXT_NUMBER.fullmatch(sheet.open[a.end : b.start]) for a, b in pairwise(hits))
    return len(hits) if row else 0
