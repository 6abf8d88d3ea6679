"""Counts in a piece of work: "2 cv", "hai chục hồ sơ", "chứng thực 5", "(2)"."""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from nlu.normalise import fold
from nlu.numbers import DIGITS, TENS, WORDS, meant, number
from nlu.patterns import Sheet, rx
from nlu.syllables import is_syllable

# What is counted, in classes: documents, sessions (things that happen), people, places (units, households, objects of work), things.
_NOUNS = {
    "document": "văn bản,vb,tt,công văn,cv,tờ trình,ttr,báo cáo,bc,kế hoạch,kh,dự thảo,quyết định,qđ,giấy mời,gm,thông báo,tb,tbkl,biên bản,bb,"
    "hồ sơ,hs,giấy,giấy giới thiệu,giấy xác nhận,đơn,đơn thư,phiếu,chứng từ,lệnh chi tiền,lệnh chi,lct,lệnh,tin bài,tin,bài,bài viết,bản,bản sao,"
    "bản ghi,trích lục,hợp đồng,chữ ký,cái,bộ,tập,danh sách,ds,dữ liệu,thư mời,phong bì,tài liệu,bảng,biểu,sổ,nghị quyết,nq,thẻ,phương án,"
    "đề án,ý kiến,tờ,b,chỉ thị,hướng dẫn,quy chế,hóa đơn,hợp đồng,mẫu,mẫu biểu,chuyên đề,tác phẩm,video,clip,infographic,ảnh,poster,thửa,"
    "tài sản,gói thầu,gói,lô,kết quả,kq,chứng thư,bản vẽ,bản án,tin nhắn,giấy phép,gp,gplđ,gpxd,chứng chỉ,cccd,phản ánh,kiến nghị,cuốn,quyển,thùng,tài khoản,hạng mục,bệnh án,toa,toa thuốc,đơn thuốc,học bạ,lý lịch,hóa đơn,chứng nhận,gcn,sơ đồ,bản đồ,bài thi,bài viết,đề thi,biên lai,tờ rơi,tem,tem nhãn,bìa hồ sơ,hộp,hộp hồ sơ,cặp hồ sơ,bản cam kết,cam kết,chứng từ thu,thư,email,thư ngỏ,bản tin,trường hồ sơ,báo giá,bản kiểm điểm,giáo án,thủ tục,quy trình,quy định",
    "session": "lượt,lc,luot,buổi,cuộc,lần,chuyến,ca,ca trực,đợt,vụ,vụ việc,việc,nhiệm vụ,trường hợp,th,tiết,hội nghị,phiên,lớp,khóa,hội thi,"
    "chương trình,hoạt động,giải,trận,sự kiện,cuộc gọi,cuộc họp,ticket,yêu cầu,sự cố,công trình,đám,bữa,mũi,liều,ca mổ,ca đẻ,ca trực đêm,chuyến xe,phiên tòa,suất,phần quà,lượt khám,cuộc thi,hội diễn,mâm",
    "person": "người,bác,chị,anh,anh em,ae,chị em,cháu,em,cô,chú,cụ,ông,bà,đồng chí,đ/c,đc,bạn,cặp,đôi,thanh niên,chuyên viên,cv viên,công dân,"
    "cd,dân,người dân,bà con,học sinh,hs lớp,đại biểu,cán bộ,công chức,viên chức,khách,đối tượng,trẻ,bé,mẹ,học viên,đảng viên,hội viên,đoàn viên,"
    "nhân khẩu,lao động,ứng viên,bệnh nhân,ca bệnh,f0,thí sinh,giáo viên,thành viên,hộ viên,cán bộ hội,mẹ con,cụ già,thương binh,tổ trưởng,đứa,thằng,thầy,sư thầy,sư cô,thợ,vị,chức sắc,tù nhân,hộ kinh doanh,bị can,phạm nhân,người có công,ng,gv,hv,ca nhiễm,bn,bà mẹ,sản phụ,thai phụ,bà bầu,cụ ông,cụ bà,đứa nhỏ,mạnh thường quân,chủ hộ,chủ đầu tư,đoàn viên mới,quần chúng,ba mẹ,phụ huynh,sinh viên,ngư dân,nông dân,tiểu thương,già làng,trưởng bản,người uy tín,hướng dẫn viên,y tá,bác sĩ,điều dưỡng,nhân viên,lái xe,tổ viên,hòa giải viên,đại lý viên",
    "place": "hộ,hộ dân,hộ nghèo,nhà,gia đình,gđ,trường,trường học,quán,quầy,cơ sở,cs,cty,công ty,doanh nghiệp,dn,đơn vị,đv,xã,phường,thôn,tổ,"
    "tổ dân phố,tdp,khu phố,khu,ấp,xóm,dự án,da,ban,sở,phòng,trạm,chợ,cửa hàng,nhóm trẻ,nhóm,điểm,chốt,địa điểm,cơ quan,huyện,sạp,hàng quán,"
    "bệnh viện,hợp tác xã,htx,ks,khách sạn,nhà nghỉ,nhà hàng,bếp ăn,tiệm,chùa,đình,nhà thờ,cây xăng,tàu,ghe,bè,cống,trạm bơm,trạm y tế,ổ dịch,khu đất,nhà trọ,phòng trọ,công trường,trang trại,ao,vườn,ruộng,con,con heo,con bò,con chó,cây,xe,máy,bộ máy,chiếc,camera,"
    "tuyến,tuyến đường,cột,bảng hiệu,chi bộ,chi hội,tổ chức,hội,sân,nhà văn hóa,nvh,nhà thầu,trung tâm,đại lý,chỗ,kho,hồ,đập,cầu,đường,viện,trường mầm non,chi cục,cục,căn,căn nhà,phòng khám,nhà thuốc,hiệu thuốc,lớp học,bãi,bãi rác,mỏ,bến,trụ sở,lò mổ,ki ốt,kiốt,xưởng,nhà máy,homestay,khu trọ,dãy trọ,bè cá,ao tôm,thửa ruộng,thôn buôn,tổ chức đảng,chi đoàn,đảng bộ,nghiệp đoàn,công đoàn,quỹ,câu lạc bộ,clb,giếng,mương,kênh,cánh đồng,rẫy,lồng bè,lồng,chuồng,cột mốc,mốc,đoàn,cụm loa,loa,gian hàng,địa bàn,tụ điểm",
    "other": "trang,chương,đoạn,câu,dòng,mục,phụ lục,slide,nội dung,ý,nghị định,thông tư,luật,phương án lựa chọn,ngàn,tấn,kg,kí,ký lô,km,m2,m,ha,sào,mét,cây số,tỷ,triệu,câu hỏi,tháng,"
    "năm,quý,tuần,ngày,điều,khoản,chỉ tiêu,tiêu chí,lít,khối,bao,thùng rác,bước,phần,cấp,bên,lĩnh vực,ngành,loại,mặt hàng,đại",
}  # fmt: skip


def _shortened() -> dict[str, str]:
    """ "chứng từ" typed "ctừ", "hồ sơ" typed "hsơ": the first consonants and the second syllable."""
    out: dict[str, str] = {}
    for nouns in _NOUNS.values():
        for noun in nouns.split(","):
            first, _, second = noun.strip().partition(" ")
            head = re.match(r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])", first)
            if head and second and " " not in second:
                short = {head.group()[0] + second, head.group().removesuffix("u") + second}
                out |= {word: noun.strip() for word in short if not is_syllable(fold(word))}
    return out


_SHORT_FORMS = _shortened()
_UNIT_OF = {fold(short): fold(noun) for short, noun in _SHORT_FORMS.items()}
_TYPED = {noun.strip(): kind for kind, nouns in _NOUNS.items() for noun in nouns.split(",")}
CLASS = {fold(noun): kind for noun, kind in _TYPED.items()}
_AMBIGUOUS = frozenset(
    ("dong", "ban", "to", "bo", "ca", "cu", "ho", "mo", "ao", "cong", "chi", "bai", "giay", "doan", "nha")
)
_LISTED = "|".join(
    sorted(
        {n.strip() for nouns in _NOUNS.values() for n in nouns.split(",")} | set(_SHORT_FORMS), key=len, reverse=True
    )
)
_ABOUT = r"(?:khoảng|tầm|cỡ|chừng|độ|gần|hơn|được|đc|dc|x|thêm|tổng|tổng cộng|cả thảy)\s?"
_COUNT = rx(
    rf"(?<![\w.,/%])(?:{_ABOUT})?(?:(?P<n>{DIGITS})\s?|(?P<w>{WORDS}|vài|dăm|mấy|nửa chục)\s)(?P<u>{_LISTED})(?!\w)"
)
_ANY = rx(rf"(?<![\w.,/%])(?:(?P<n>{DIGITS})|(?P<w>{TENS}))\s(?P<u>[^\W\d_]+)(?!\w)")
_GLUED = rx(rf"(?<![\w.,/%])x\s?(?P<n>{DIGITS})(?!\w)|\(\s?(?P<n2>{DIGITS})\s?\)")
_TAIL = rx(
    rf"(?:^|(?<=[\s:=(\ue000]))(?P<n>{DIGITS})(?=\s*(?:[).,;:\n\ue000]|$|\s(?:nha|nhé|nghe|ạ|rồi|luôn|xong|thôi|nữa|hết|ok|nhe|ah|ha|a|nè|đó)(?!\w)|\s?[\u2600-\u27bf\U0001f000-\U0001faff]))"
)
_TAIL_WORDS = rx(rf"(?<=\s)(?P<w>{TENS})(?=\s*(?:[).,;:\n]|$))")  # "trả hai chục"
_EACH = rx(
    r"(?<!\w)mỗi\s(?!(?:ngày|tuần|tháng|năm|lần|sáng|chiều|tối|quý|khi|một|bên|thứ|đêm)(?!\w))(?:[^\W\d_]+|đ/c)(?!\w)"
    r"|(?<=\ue000)\s?(?:/\s?|(?:một|1|mỗi)\s)(?:người|cái|lượt|hồ sơ|hs|việc|đơn vị|hộ|vụ|bộ|ca|văn bản|vb|đơn|nhà|cơ sở|em|cháu|bạn|khách|phiếu|bài|tin|máy|chỗ|điểm|đ/c|ng|con|trường|lớp|tiết|buổi|cuộc)(?!\w)"
    r"|(?<!\w)(?:điểm|chỗ|nơi|nhà|hộ|người|cái|lớp|trường|thôn|xã|bộ|đoàn) nào(?: cũng)?(?=\s\ue000)"
)
_EACH_PLAIN = re.compile(
    r"moi (?:nguoi|cai|ho so|hs|bo|ho|vu|nha|don vi|em|chau|bai|cho|noi|diem|lop|tiet|dc|ca|khach|ban)$"
)
_TIMES = re.compile(r"(?<=\w)\s?[x×*]\s?(?=\ue000)")  # "6 người x 15 phút"
_LESSONS = rx(
    r"(?<!\w)(?:dạy|lên lớp|đứng lớp|dự giờ|thao giảng)(?:\s[^\W\d_]+){0,3}?\s(?P<core>(?P<n>\d{1,2})\s?t)(?![\w/])"
)
_IDIOM = rx(r"(?<!\w)(?:5|năm|ba|3|dăm) (?:lần|lượt) (?:7|bảy|bẩy) (?:lượt|lần)(?!\w)")
_LIST_MARK = re.compile(r"(?:^|(?<=[:;,.\n\ue000]))\s{0,9}(?P<core>\(\s?(?P<n>\d{1,2})\s?\))(?=\s*[^\W\d_])")
_MACHINE = rx(r"(?<!\w)(?:đánh|mua|sửa|xe|thang|nhà|chạy|gõ|vi tính|bảo trì|cài|tắt)\s$")
_ATTENDED = rx(
    r"\s(?:(?:tới|đến|đi|cùng|ngồi|có|về|lại|cùng đến|được|đã|được mời)\s){0,2}(?:dự|tham dự|tham gia|nghe|ngồi nghe|có mặt|đăng ký tham gia|hưởng ứng|xem|theo dõi|ngồi)(?!\w)(?!\s(?:án|toán|giờ|thảo|thi|tuyển|phiên|lớp|đội|ban|đoàn|bị|nguồn|kiến))"
)
_QUARREL_AFTER = rx(
    r"[^,.;\n]{0,40}?(?<!\w)(?:giành|tranh chấp|cãi|kiện|mâu thuẫn|đánh|xích mích|chửi|gây|kình|hục hặc)(?:\s[^\W\d_]+){0,2}?\s(?:nhau|lộn)(?!\w)"
)
_BETWEEN = rx(r"(?<!\w)giữa\s$")  # "mâu thuẫn giữa 2 nhà" counts no product
_VAGUE = {"vai", "dam", "may"}
_APPROXIMATE = re.compile(
    r"mot hai|hai ba|ba bon|bon nam|nam sau|sau bay|bay tam|tam chin|chin muoi"
)  # "năm sáu cái": five or six
_NUMBERED = r"gói|gói thầu|chi bộ|đảng bộ|chi đoàn|chi hội|liên chi|phân hội|tiểu khu|tk|khoảnh|liên ngành|ban chỉ đạo|bcđ|tiểu đoàn|đại đội|trung đội"
_NAME_BEFORE = rx(rf"(?<!\w)(?:{_NUMBERED})\s$")  # these are called by a number
_PERHAPS_NAME_BEFORE = rx(
    rf"(?<!\w)(?:{_NUMBERED}|đoàn|đội|ban|chi nhánh|kho|trạm|cổng|bàn|quầy|cầu|kênh|trục|tuyến|phân xưởng|nhà máy|xe|đề tài|dự án|vụ|chuyên án|hội trường|bệnh viện|"
    r"khoa|cơ sở|ca|đối tượng|nhánh|vành đai|tiểu dự án|hợp phần|ngày thứ)\s$"
)


@dataclass(frozen=True, slots=True)
class Count:
    """So many of something; `kind` is the class of the noun, "bare" for a number alone, "any" for an unlisted noun."""

    value: Decimal
    unit: str
    kind: str
    start: int
    end: int
    vague: bool = False


def lessons(sheet: Sheet) -> None:
    """ "dạy 4t" are four lessons, not four hours: taken before the lengths of time."""
    for found in list(_LESSONS.finditer(sheet.open)):
        start, end = found.span("core")
        sheet.take(start, end, "quantity", "lessons", Count(Decimal(found.group("n")), "tiet", "session", start, end))


def _list_marks(sheet: Sheet) -> None:
    """ "(1) … (2) …" numbers the pieces of work and counts nothing."""
    marks = list(_LIST_MARK.finditer(sheet.open)) if "(" in sheet.open else []
    if [int(found.group("n")) for found in marks] == list(range(1, len(marks) + 1)) and len(marks) > 1:
        for found in marks:
            sheet.take(*found.span("core"), "list", "number in a list", found.group("n"))


def counts(sheet: Sheet) -> None:
    """Take every count; numbers alone only at the end of a clause."""
    _list_marks(sheet)
    for found in list(_IDIOM.finditer(sheet.open)):
        sheet.take(*found.span(), "literal", "idiom", found.group())
    for found in [*_EACH.finditer(sheet.open), *_TIMES.finditer(sheet.open)]:
        if found.group().startswith("moi") and not _EACH_PLAIN.match(found.group()):
            continue
        sheet.take(*found.span(), "each", "each", found.group())
    for found in list(_GLUED.finditer(sheet.open)):
        value = number(found.group("n") or found.group("n2"))
        if value is not None:
            _note(sheet, found.start(), found.end(), Count(value, "", "bare", *found.span()), "number in brackets")
    for found in list(_COUNT.finditer(sheet.open)):
        _take(found, sheet, "number and noun")
    for found in list(_ANY.finditer(sheet.open)):
        _take(found, sheet, "number and word")
    for found in list(_TAIL_WORDS.finditer(sheet.open)):
        value = number(found.group("w"))
        if value is not None:
            _note(sheet, *found.span("w"), Count(value, "", "bare", *found.span("w")), "number alone")
    for found in list(_TAIL.finditer(sheet.open)):
        value = number(found.group("n"))
        if _NAME_BEFORE.search(sheet.open[max(0, found.start("n") - 20) : found.start("n")]):
            sheet.take(*found.span("n"), "literal", "number of a name", found.group("n"))
        elif value is not None and not _bullet(sheet, found):
            _note(sheet, *found.span("n"), Count(value, "", "bare", *found.span("n")), "number alone")


def _bullet(sheet: Sheet, found: re.Match[str]) -> bool:
    """ "1. …" at the head of a line."""
    line = sheet.open.rfind("\n", 0, found.start("n")) + 1
    return not sheet.open[line : found.start("n")].strip() and sheet.open[found.end("n") : found.end("n") + 1] in (
        ".",
        ")",
    )


def _take(found: re.Match[str], sheet: Sheet, rule: str) -> None:
    name = "n" if found.group("n") else "w"
    word, unit = fold(found.group(name)), fold(found.group("u"))
    unit = _UNIT_OF.get(unit, unit)
    if not sheet.text.accented and unit in _CLOSED and _NEXT_IN_LIST.match(sheet.open, found.end()):
        return  # "khai sinh 5 chung tu 2": the noun belongs to the number behind it
    kind = _kind_of(found.group("u"), unit)
    if (
        rule == "number and noun"
        and name == "n"
        and _DAY_OR_COUNT.search(sheet.open[: found.start()][-6:])
        and value_of(word) <= 31
    ):
        _note(
            sheet, *found.span(name), Count(value_of(word), unit, kind, found.start(name), found.end("u"), True), rule
        )
        return
    if found.group("u") == "cho":  # unaccented it is no "chỗ"
        return
    if kind == "any" and _is_number_of_name(found, name, unit, sheet):
        return
    if word in _VAGUE:
        if _MACHINE.search(sheet.open[max(0, found.start() - 12) : found.start()]):
            return
        value, vague = Decimal(1), True
    else:
        told = number(word)
        if told is not None and _APPROXIMATE.fullmatch(word):
            return _note(
                sheet, *found.span(name), Count(_least(word), unit, kind, found.start(name), found.end("u"), True), rule
            )
        if told is None or (not word[0].isdigit() and not _number_word(found, kind, sheet)):
            return
        value, vague = told, False
    if kind == "person" and not sheet.open[: found.start()].strip() and _WORKERS.match(sheet.open, found.end("u")):
        kind = "other"
    if kind in ("person", "place") and _BETWEEN.search(sheet.open[max(0, found.start() - 8) : found.start()]):
        kind = "other"
    if unit == "phuong an" and _OPTIONS_OF.search(sheet.open[max(0, found.start() - 80) : found.start()]):
        kind = "other"
    if (kind == "person" and _ATTENDED.match(sheet.open, found.end("u"))) or (
        kind in ("person", "place") and _QUARREL_AFTER.match(sheet.open, found.end("u"))
    ):
        kind = "other"
    start, end = found.span(name)
    _note(sheet, start, end, Count(value, unit, kind, start, found.end("u"), vague), rule)


def _kind_of(typed: str, unit: str) -> str:
    """The class of a noun as it was typed: "tờ" is no "tổ", "đống" no "dòng"; without accents the first that it may be."""
    if typed.isascii() or typed in _SHORT_FORMS:
        return _TYPED.get(typed) or CLASS.get(unit, "any")
    return _TYPED.get(typed) or ("any" if fold(typed) in _AMBIGUOUS else CLASS.get(unit, "any"))


_OPTIONS_OF = rx(
    r"(?<!\w)(?:tờ trình|ttr|quyết định|qđ|đề án|báo cáo|bc|văn bản|công văn|cv|đề xuất|so|so sánh|chọn|có|gồm|tính|cân nhắc)(?!\w)[^,;.\n]{0,60}$"
)  # "tờ trình vốn trung hạn hai phương án" is one paper
_DAY_OR_COUNT = rx(r"(?<!\w)ngày\s$")  # "ngày 12 hồ sơ": twelve of them, or on the 12th


def value_of(word: str) -> Decimal:
    """The value of digits."""
    return number(word) or Decimal(0)


_WORKERS = rx(
    r"\s(?:cùng\s|ngồi\s|chia nhau\s)?(?:soạn|viết|làm|lập|rà|nhập|dọn|kiểm tra|ký|chấm|photo|in|đo|sắp xếp|chỉnh lý|xử lý|thẩm định)\s(?:[^\W\d_]+\s){0,3}?\d"
)  # "2 người soạn 3 văn bản"
_CLOSED = frozenset(("chung tu", "khai sinh", "khai tu", "ket hon", "chung thuc"))
_NEXT_IN_LIST = re.compile(r" \d{1,4}(?= |$)")
_GOES_ON = frozenset(
    "lam di theo co thi la cua o tai cho va voi de roi xong ma nhung ve den tu toi khi se da dang duoc bi ra len xuong vao hop truc ghe khai mac sinh hoat hoc tap gom trong tren duoi ve ngay sang chieu trua dem".split()
)


def _is_number_of_name(found: re.Match[str], name: str, unit: str, sheet: Sheet) -> bool:
    """ "tk 150 làm giấy tờ", "chi bộ 7 theo chương trình": a number in a name, followed by what goes on."""
    before = sheet.open[max(0, found.start(name) - 20) : found.start(name)]
    if _NAME_BEFORE.search(before) or (unit in _GOES_ON and _PERHAPS_NAME_BEFORE.search(before)):
        sheet.take(*found.span(name), "literal", "number of a name", found.group(name))
        return True
    return False


def _least(word: str) -> Decimal:
    """The smaller of the two numbers of "năm sáu"."""
    return number(word.split()[0]) or Decimal(1)


def _number_word(found: re.Match[str], kind: str, sheet: Sheet) -> bool:
    """A number word needs a listed noun; unaccented "ba", "nam", "sau", "bay" need one that is not a person ("ba Lan" is "bà Lan")."""
    word = found.group("w")
    if not meant(
        word, sheet.text.clean[max(0, found.start("w") - 12) : found.start("w")], accented=sheet.text.accented
    ):
        return False
    if word == "ta" or (word == "ba" and fold(found.group("u")) == "con"):
        return False
    if (kind == "any" and " " not in word) or (
        word in ("tram", "ta", "chuc", "nghin", "ngan") and kind in ("other", "person", "place")
    ):
        return False
    if fold(word) in ("ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi", "hai") and _capital(found, sheet):
        return False
    return sheet.text.accented or not (
        word in ("ba", "nam", "sau", "bay", "chin", "tu")
        and kind == "person"
        and fold(found.group("u")) not in ("nguoi", "luot", "dan", "cong dan", "nguoi dan")
    )


def _capital(found: re.Match[str], sheet: Sheet) -> bool:
    if re.search(
        r"(?<!\w)(?:anh|chi|chị|chu|chú|bac|bác|ong|ông|ba|bà|co|cô|em|a|c) $",
        sheet.text.clean[: found.start("w")][-6:],
    ):
        return True
    return not sheet.text.shouting and (
        sheet.text.cased[found.start("u")].isupper()
        or (found.start("w") > 0 and sheet.text.cased[found.start("w")].isupper())
    )


def _note(sheet: Sheet, start: int, end: int, value: Count, rule: str) -> None:
    sheet.take(start, end, "quantity", rule, value)
