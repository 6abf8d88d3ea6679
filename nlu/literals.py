"""Numbers that are names: document numbers, phones, money, addresses, years, quarters. They are taken first and never counted."""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

import re
from typing import Any

from nlu.numbers import NUMBER
from nlu.patterns import Rule, Rules, Sheet, rx

_DOC_LETTERS = r"[^\W\d_]{1,8}(?:[-&][^\W\d_]{1,9}\d?){0,4}"
_LAW = "nghị định|nđ|thông tư liên tịch|thông tư|ttlt|nghị quyết|nq|chỉ thị|quyết định|qđ|luật|kết luận|công văn|cv|quy định|hướng dẫn|pháp lệnh|văn bản|vb|tt"
_PLACES = (
    "số nhà|nhà số|hẻm|ngõ|ngách|kiệt|đường|phố|tổ dân phố|tổ dp|tdp|tổ|thôn|xóm|ấp|khóm|khu phố|khu|kp|buôn|làng|tầng|phòng số|"
    "lô|thửa số|tờ bản đồ số|tờ bản đồ|tờ số|quận|lớp|khối|km|quốc lộ|ql|tỉnh lộ|(?<!hạn )(?<!han )chốt|cụm|dãy|căn hộ"
)
_ORDINALS = (
    "lần|(?<!chữ )kỳ|kì|đợt|khóa|khoá|mức|mức độ|nhóm|loại|hạng|trường cấp|học sinh cấp|hs cấp|tổ công tác|nhà cấp|công trình cấp|đường cấp|dự án cấp|thpt cấp|bước|phần|mục|điều|khoản|giai đoạn|vòng|phiên|nhiệm kỳ|tập|chương|phụ lục|mẫu|"
    "mẫu số|biểu|biểu số|(?<!kho )bậc|(?<!hồ )số|tuần|tuần thứ|bão số|cơn bão số|quầy|cửa số"
)
_UNIT_AFTER = (
    r"(?!\s?(?:cái|bộ|hồ sơ|hs|văn bản|vb|bản|lượt|đơn|người|dự thảo|tờ trình|báo cáo|quyết định|công văn|kế hoạch|giấy|nội dung|"
    r"thông báo|lần|buổi|cuộc|tiếng|giờ|h|g|phút|p|ngày|ca|chứng từ|ctừ|lệnh|phiếu|tin|bài|trường hợp|vụ|tiết|mẫu|em|cháu|học sinh|bệnh nhân|cv|ttr|qđ|bb|gm|hợp đồng|biên bản|anh em|con|mũi|liều|hộ|lô|lá)(?!\w))"
)
_STREET = "đường|phố|phường|quảng trường|trường|chợ|cầu|hẻm|ngõ|khu phố|khu|công viên|tượng đài|nghĩa trang"
_FEAST = (
    "lễ|dịp lễ|dịp|kỷ niệm|kỉ niệm|chào mừng|mừng|mít tinh|ngày lễ|quà|tết|quốc tế phụ nữ|thương binh liệt sĩ|nhà giáo|phong trào|"
    "văn nghệ|hội thi|giải"
)


_DATE_LIKE = re.compile(r"(?:[12]?\d|0\d|3[01])/(?:0?\d|1[0-2])")


def _literal(found: re.Match[str], sheet: Sheet) -> str | None:
    return found.group()


def _number_name(found: re.Match[str], sheet: Sheet) -> str | None:
    """ "đề án 06", "NQ 57" are names; "nghị quyết 2 cái" counts."""
    digits = found.group("n")
    if rx(r"(?:vào sổ|đóng dấu|phát hành|đăng ký|scan|xử lý|nhận)\s$").search(
        sheet.open[max(0, found.start() - 12) : found.start()]
    ):
        return None
    return found.group() if digits.startswith("0") or int(digits) >= 10 else None


def _year(found: re.Match[str], sheet: Sheet) -> str | None:
    return found.group()


def _document(found: re.Match[str], sheet: Sheet) -> dict[str, str] | None:
    letters = found.group("kind")
    if letters in (
        "ngày",
        "ngay",
        "tháng",
        "thang",
        "năm",
        "nam",
        "tuần",
        "tuan",
        "h",
        "g",
        "p",
        "người",
        "nguoi",
        "xã",
        "lượt",
        "buổi",
        "buoi",
        "luot",
    ):
        return None
    return {"number": found.group("core"), "kind": letters}


def _address(found: re.Match[str], sheet: Sheet) -> str | None:
    """A bare house number needs a name in capitals after it ("45 Lê Lợi")."""
    a, b = found.span("name")
    name = sheet.text.cased[a:b]
    told = "/" in found.group("n") and not _DATE_LIKE.fullmatch(found.group("n"))
    capitals = name[:1].isupper() and not sheet.text.shouting
    return found.group("core") if told or (capitals and name.split()[-1][:1].isupper()) else None


def _number_said(found: re.Match[str], sheet: Sheet) -> str | None:
    """ "đơn thư số 15" is a name, "cấp số 30 văn bản" counts, "cho quầy 3" names a desk."""
    before = sheet.open[max(0, found.start() - 6) : found.start()]
    desk = found.group().startswith(("quầy", "quay"))
    return None if not desk and rx(r"(?:cấp|vào|lấy|cho|ký|ghi)\s*$").search(before) else found.group()


def _place(found: re.Match[str], sheet: Sheet) -> str | None:
    """ "lô 10" is a plot; among accents "lo 10" takes care of ten."""
    typed = sheet.text.clean[found.start() : found.start() + 3]
    return None if typed == "lo " and sheet.text.accented else found.group()


def _ordinal(found: re.Match[str], sheet: Sheet) -> str | None:
    """ "thứ 14" is one of a row; among accents "thu 14" collects fourteen."""
    typed = sheet.text.clean[found.start() : found.start() + 3]
    return None if typed == "thu" and sheet.text.accented else found.group()


def _date_of_document(found: re.Match[str], sheet: Sheet) -> str:
    return found.group("core")


def _rule(name: str, pattern: str, produce: Any = _literal, kind: str = "literal", *, digits: bool = True) -> Rule:
    return Rule(name, kind, rx(pattern), produce, digits)


RULES = Rules((
    _rule("dossier code", r"(?<!\w)[a-z]{1,3}\d{1,3}(?:[.-]\d{1,8}){2,5}(?!\w)"),
    _rule("document number", rf"(?<![\w/])(?P<core>\d{{1,6}}\s?(?:/\s?\d{{4}}\s?/|/|-)\s?(?P<kind>{_DOC_LETTERS})(?:\s?/\s?{_DOC_LETTERS}){{0,2}})(?![\w/])", _document, "docnum"),
    _rule("date of a document", r"(?<=\ue000)\s*(?P<core>(?:ký\s)?ngày\s+\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?)", _date_of_document),
    _rule("law and year", rf"(?<!\w)(?:{_LAW})\s*(?:số\s*)?(?P<core>\d{{1,4}}/(?:19|20)\d\d)(?!\d)", _date_of_document),
    _rule("letter and its date", r"(?<!\w)(?:cv|công văn|giấy mời|gm|văn bản|vb|kế hoạch|kh|thông báo|tb|tờ trình|ttr|báo cáo|bc|quyết định|qđ|đơn|chỉ thị|nghị quyết|nq|hợp đồng|phiếu chuyển)\s(?P<core>(?:số\s?)?\d{1,5}\s(?:ký\s)?ngày\s\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?)(?![\w/])", _date_of_document),
    _rule("number of a letter", r"(?<!\w)(?<!vào sổ )(?<!phát hành )(?<!đóng dấu )(?<!nhận )(?<!xử lý )(?<!ký )(?<!duyệt )(?<!số hóa )(?<!scan )(?:cv|công văn|quyết định|qđ|thông báo|tb|tờ trình|ttr|kế hoạch|nghị quyết|nq)\s(?P<core>(?:số\s?)?[2-9]\d{2,4})(?![\w/]|[.,]\d|\s?(?:cái|bản|bộ|tờ|trang))", _date_of_document),
    _rule("date of a letter", r"(?<!\w)(?:cv|công văn|giấy mời|gm|văn bản|vb|kế hoạch|thông báo|tb|đơn)(?:\s(?!họp)\w+){0,4}\s(?P<core>số\s?\d+\s+ngày\s+\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?)", _date_of_document),
    _rule("money", rf"(?<!\w){NUMBER}\s?(?:tỷ|tỉ|triệu|tr|nghìn đồng|ngàn đồng|ngàn|nghìn|đồng(?!\s(?:chí|bào|nghiệp|đội|môn|hương|hồ|cỏ|ruộng|phục|thau|hành))|vnđ|vnd|usd|đ(?!/)|k)(?:\s?(?:\d{{1,3}}|rưỡi|đồng(?!\s(?:chí|bào|nghiệp|đội)))){{0,2}}(?!\w)", digits=False),
    _rule("percent", rf"(?<!\w){NUMBER}\s?(?:%|phần trăm(?!\w))", digits=False),
    _rule("phone", r"(?<![\w.])(?:\+84|0)\d(?:[\s.-]?\d){7,10}(?!\d)"),
    _rule("plate", r"(?<!\w)\d{2}[a-z]\d?-?\d{3}\.?\d{2}(?!\d)"),
    _rule("long number", r"(?<!\w)\d{6,}(?!\w)"),
    _rule("name with a number", rf"(?<!\w)(?:{_LAW}|đề án|chương trình|nghị định|ct(?=\s\d{{3}}))\s(?:số\s)?(?P<n>\d{{1,5}})(?!\w|[/.,]\d){_UNIT_AFTER}", _number_name),
    _rule("legal reference", r"(?<!\w)(?:điểm\s[a-zđ]\s)?(?:khoản\s\d+\s)?điều\s\d+[a-z]?(?!\w)"),
    _rule("land plot", rf"(?<!\w)thửa(?:\sđất)?(?:\ssố)?\s\d+(?:\s?,?\s?tờ(?:\sbản đồ)?(?:\ssố)?\s\d+)?(?!\w){_UNIT_AFTER}"),
    _rule("house number", r"(?<!\w)(?:nhà\s)?(?:số|sn|sô)\s?(?P<core>\d{1,4}[a-z]?(?:/\d{1,4}[a-z]?){1,3})(?![\w/]|[.,]\d)"),
    _rule("street of a date", rf"(?<!\w)(?:{_STREET})\s\d{{1,2}}\s?[/.-]\s?\d{{1,2}}(?![\w/])"),
    _rule("feast", rf"(?<!\w)(?:{_FEAST})\s\d{{1,2}}[/.-]\d{{1,2}}(?:\s?[-,&]\s?\d{{1,2}}[/.-]\d{{1,2}})?(?![\w/])"),
    _rule("places in a row", rf"(?<!\w)(?:{_PLACES})\s\d{{1,3}}[a-e]?(?:\s?(?:,|và|với|cùng|-|\+|&)\s?(?:{_PLACES})?\s?\d{{1,3}}){{1,6}}(?![\w/]){_UNIT_AFTER}", kind="places"),
    _rule("address", r"(?<![\w/])(?<!ngày )(?<!ngay )(?!\d{1,2}/\d{1,2}/\d{4}(?!\d))(?P<core>(?:(?P<at>ở|tại)\s)?(?P<n>\d{1,4}[a-z]?(?:/\d{1,4}[a-z]?){0,3}))(?=\s(?P<name>[^\W\d_]+\s[^\W\d_]+))", _address),
    _rule("place", rf"(?<!\w)(?:{_PLACES})\s\d{{1,4}}[a-e]?(?:/\d{{1,4}}[a-z]?){{0,3}}(?!\w){_UNIT_AFTER}", _place, kind="places"),
    _rule("ordinal", rf"(?<!\w)(?<!biên )(?<!danh )(?:{_ORDINALS})\s(?:thứ\s)?(?:\d{{1,3}}|[ivx]{{1,5}}|nhất)(?![\w/]){_UNIT_AFTER}", _number_said, digits=False),
    _rule("ordinal number", r"(?<!\w)thứ\s(?:[89]|\d{2,3})(?!\w)", _ordinal),
    _rule("lesson", r"(?<!\w)(?:tiết|dạy|môn|bài|đề|ôn|giờ)\s(?:(?:cuối|giữa|học) kỳ\s|kiểm tra\s|thi\s|(?:một|1) tiết\s){0,2}(?P<core>(?:toán|lý|lí|hóa|hoá|văn|ngữ văn|sử|địa|anh|tiếng anh|sinh|tin|tin học|gdcd|khtn|nhạc|thể dục|công nghệ)\s(?:1[0-2]|[1-9])(?:[a-h]\d?)?)(?![\w/]|[.,:]\d|\s?(?:tiếng|giờ|h|p|phút|bài|tin|tiết|người|lượt|cái|lần|buổi|lớp)(?!\w))"),
    _rule("test of so many minutes", r"(?<!\w)(?:bài\s(?:kt|kiểm tra)|đề\s(?:kt|kiểm tra|thi)|kiểm tra miệng|bài test|bài(?=\s15\s?p))\s\d{1,3}\s?(?:phút|p|')(?!\w)"),
    _rule("size", r"(?<!\w)(?P<core>\d{1,6}(?:[.,]\d{1,3})?\s?(?:giường bệnh|giường|chỗ ngồi|tầng|mw|kva|kv|m2|m3|mét vuông|mét khối|héc ta|phòng học))(?!\w)"),
    _rule("seats", r"(?<!\w)(?:xe|ô tô|ôtô|hội trường|rạp|phòng họp|phòng|xe khách|xe buýt)(?:\s[^\W\d_]+)?\s(?P<core>\d{1,4}\schỗ)(?!\w)"),
    _rule("room or block", rf"(?<!\w)phòng\s\d{{3}}(?:\s?(?:,|và|-|với)\s?\d{{3}}){{0,6}}(?!\w){_UNIT_AFTER}"),
    _rule("one-stop desk", r"(?<!\w)(?:một|1)\s?cửa(?!\w)", digits=False),
    _rule("not a count", r"(?<!\w)(?<!mười )(?<!mươi )(?<!linh )(?<!lẻ )(?:một số|một phần|một mình|1 mình|một chút|một ít|một vài|một tí|một lát|1 chút|1 ít|1 số|một lúc|1 lúc|2 cấp|hai cấp|một nửa|1 nửa|một người|một hôm|một bạn|mỗi một)(?!\w)", digits=False),
    _rule("school year", r"(?<!\w)(?:19|20)\d\d\s?[-–]\s?(?:19|20)?\d\d(?!\w)"),
    _rule("year", r"(?<!\w)năm\s(?:(?:19|20)\d\d|[789]\d)(?!\w|/)", _year),
    _rule("month of a year", r"(?<!\w)(?:t|tháng|thg|th)\s?\d{1,2}\s?[/.-]\s?(?:19|20)?\d\d(?!\d)"),
    _rule("bare year", rf"(?<![\w/.,-])(?:19|20)\d\d(?![\w/]|[.,]\d){_UNIT_AFTER}", _year),
    _rule("quarter", r"(?<!\w)(?:quý|qúy|q)\s?(?:[1-4]|i{1,3}|iv)(?:\s?/\s?\d{2,4})?(?!\w)"),
    _rule("quarter in words", r"(?<!\w)(?:quý|qúy)\s(?:i{1,3}|iv|một|hai|ba|bốn)(?!\w)", digits=False),
    _rule("months of a year", r"(?<!\w)(?:3|6|9|sáu|chín)\stháng(?:\s(?:đầu|cuối)\snăm)?(?!\w)", digits=False),
    _rule("years of a plan", rf"(?<![\w/.-])(?<!tháng )(?:{NUMBER})(?<!linh)(?<!lẻ)(?<!mươi)\snăm(?!\s(?:sau|trước|nay|ngoái|tới)(?!\w))(?!\w|\s(?:mươi|trăm|nghìn|ngàn))", digits=False),
    _rule("age", r"(?<!\w)\d{2,3}\s?(?:tuổi|t)(?!\w)|(?<!\w)(?:mừng thọ|thượng thọ|đại thọ|thọ|tròn|ngoài|hơn|trên|dưới)\s(?P<core>(?:[6789]\d|1[01]\d))(?=\s(?:tuổi|với|và|ở|của|tại|xuân|cho)|\s?[,.;]|\s*$)|(?<!\w)(?:mừng thọ|thượng thọ|đại thọ|thọ)\s(?:[6789]\d|1[01]\d)(?!\w)"),
    _rule("vneid level", r"(?<!\w)(?:định danh\s)?mức\s(?:độ\s)?[1-4](?!\w)"),
    _rule("quoted", r"[\"“]([^\"”]{2,120})[\"”]", digits=False),
))  # fmt: skip

MONTH = _rule("month named", r"(?<!\w)(?:t|tháng|thg)\s?(?:1[0-2]|0?[1-9]|giêng|chạp)(?!\w|[/.]\d)", digits=False)
