"""What follows a piece of work without being one: how it went, what came of it, what is left for later."""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

import re

from nlu.normalise import fold
from nlu.openers import ALONE, VERBS, WHOLE_VERBS, content, really
from nlu.patterns import TAKEN, Hit, rx

_LATER_DAY = r"(?:(?:sáng|trưa|chiều|tối|đầu giờ|cuối giờ)\s)?(?:ngày mai|mai mốt|mốt|mai|ngày kia|hôm sau|bữa sau|ngày sau|tuần sau|tháng sau|tuần tới|tháng tới|hôm khác|bữa khác|lần sau|kỳ sau|đợt sau|buổi sau|tối nay|đêm nay|chiều nay|lát nữa|lát|chút nữa|tí nữa|thứ\s(?:hai|ba|tư|năm|sáu|bảy|[2-7])(?:\stuần sau|\stới)?|t[2-7](?:\stuần sau|\stới)?)"
_WHO = r"(?:\s(?:em|tôi|tui|mình|e|anh|chị|sẽ|mới|phải|lại|thì|nữa|còn|chắc))*"
_GO_ON = r"(?:(?:làm|viết|soạn|rà|nhập|đi|họp|xử lý|tính|kiểm tra|chỉnh|sửa|gom|tổng hợp|thẩm định|xác minh|đo|scan|quét|lập|ráp|dọn|rà soát|đối chiếu|kiểm)\s)?(?:tiếp|nốt|cho xong|cho hết|tiếp tục|hoàn thiện|hoàn chỉnh|hoàn tất|hoàn thành|chốt|bổ sung|giải quyết nốt|xong)"
_HAND_OVER = r"(?:trình|gửi|gởi|nộp|ký|phát hành|ban hành|báo cáo|trả|giao|đăng|duyệt|chuyển|in|photo|đóng dấu|họp|đi|làm|tính|xử|xử lý|bù|đi tiếp|đi nốt)"
_END = r"(?:\s(?:ký|sếp|lãnh đạo|lđ|duyệt|anh|chị|sở|cho sếp|lên|luôn|nữa|sau|bù|tiếp|nhé|nha|ạ|cho xong|em|e|tiếp tục|phần còn lại|nốt|số còn lại))*\W*$"
LATER = rx(
    rf"^\W*(?:rồi|và|nhưng|thì|hẹn|để|phần này|cái này|chắc|chắc là|có lẽ)?\s?(?:để|hẹn|chờ|qua|sang)?\s?{_LATER_DAY}{_WHO}\s(?:{_GO_ON}|{_HAND_OVER}){_END}"
    rf"|^\W*(?:nên|nhưng|mà)?\s?(?:còn|phần còn|số còn|còn lại|phần còn lại|số còn lại|tồn)(?=\s|\W).{{0,60}}?(?<!\w)(?:{_LATER_DAY})(?!\w)"
    rf"|^\W*\d+\s[^\W\d_]+\s(?:nữa\s|còn lại\s|kia\s)?(?:thì\s)?(?:để|hẹn|dời|chờ|qua|sang)?\s?{_LATER_DAY}(?!\w)"
    rf"|^\W*(?:để|hẹn|dời sang|chuyển sang|qua)(?:\slại|\sgặp lại|\stới|\squa|\ssang)?\s{_LATER_DAY}(?:\s(?:làm|tính|nha|nhé|ạ|họp lại|gặp lại|hòa giải lại|làm lại|làm tiếp|xử|tiếp))*\W*$"
)
_SURELY = rx(
    r"^\W*(?:nên|nhưng|mà)?\s?(?:còn|phần|số còn|tồn|\d+\s)(?!\w)|^\W*(?:nên\s|phải\s)?hẹn(?!\w)|(?<!\w)(?:trình|gửi|gởi|nộp|ký|phát hành|ban hành|báo cáo|trả|giao|đăng|duyệt|chuyển|in|photo|đóng dấu)(?!\w)"
)
_UNFINISHED_LATER = rx(rf"(?<!\w){_LATER_DAY}{_WHO}\s{_GO_ON}(?:\s(?:nữa|nhé|nha|ạ|sau))?(?=\s*(?:$|[,.;)!]))")
_DEPENDS = rx(
    r"^\W*(?:nên|mà|chứ(?!\s(?:tri|toa|tich|ky|dau|quan|nhiem|nhat|the|truong|dong)(?!\w))|vì(?!\s(?:pham|tri|tinh|bang|sinh)(?!\w))|tại(?=\s(?:vì|do|dân|sếp|mạng|máy|nó))|bởi(?!\s(?:thuong|duong|dap)(?!\w))|để kịp|cho kịp|nội dung|biểu mẫu|có mẫu|mẫu có sẵn|có sẵn|đính kèm|ko thêm|không thêm|sửa tới|sửa đi|sửa lên|chỉnh tới|chỉnh đi|gõ số|gõ vô|đếm đi|viết đi viết|"
    r"đi bộ|mỏi|mồ hôi|ướt (?:hết|mem|nhẹp)|khàn|khản|rát|đau (?:lưng|đầu|tay|chân|họng)|chán mà|làm liên tục|làm cật lực|làm miệt mài|làm quần quật|làm xuyên|liên tục|có (?:số liệu|căn cứ|sẵn|kèm|đủ|cả phụ lục|phụ lục|ảnh|sự tham gia)|kể cả|tính cả|đã (?:đếm|đủ|có|lên|vào)|loay hoay|vật lộn|cặm cụi|hì hục|"
    r"xong xuôi|ai cũng|mọi người|bà con (?:vui|đồng|ủng|phấn|đông|rất)|dân (?:vui|đồng|ủng|phấn|đông)|liên hoan|phải .{2,60}(?:nên|mới (?:ra|xong|được)))(?!\w)"
)
_PERHAPS = rx(
    r"^\W*(?:theo(?! dõi)|gồm|bao gồm|trong đó|toàn|rất|hơi|khá|quá|tương đối|đơn giản|phức tạp|dễ|nhanh|cẩn thận|kỹ|lâu|viết lại|làm lại|coi lại|xem lại|mất|tốn|ngốn|hết|nhiều|đếm|bị|được|cũng|mới|vừa|phải|căn cứ|dựa|do|có(?= (?:ký|đóng|gửi|trình|kèm|lưu|chụp|ghi|đủ|xin|mời|hỏi|dân|đại diện|bà con|mặt))|tổng thời gian)(?!\w)\s*(?P<rest>.*)",
)
_OUTCOME = rx(
    r"^\W*(?:thì\s|và\s|trong đó\s|có\s|đã\s|rồi\s|phải\s)?(?:lập (?:biên bản|bb)|nhắc nhở|nhắc|xử phạt|phạt|cảnh cáo|đình chỉ|tạm giữ|thu giữ|tịch thu|vi phạm|không vi phạm|trả lại|trả về|từ chối|bác|loại|cấp phép|cấp gp|đồng ý|đạt|ko đạt|không đạt|rớt|đậu|"
    r"đúng hạn|trễ hạn|trễ|quá hạn|hợp lệ|không hợp lệ|thông qua|hướng dẫn bổ sung|yêu cầu bổ sung|thiếu|sai|ký cam kết|cho ký cam kết|cam kết|thoát nghèo|phát hiện|tồn|vắng|có|chấp nhận|đủ điều kiện|chưa đủ|đề xuất|kiến nghị|đề nghị|phải (?:sửa|làm) lại|trả(?=\s\ue000++[^,;]{2,20}(?:thiếu|sai|không|chưa))|trả về)(?:\s[^\W\d_]+){0,2}\s*\ue000++(?:\s[^\W\d_]+){0,3}\s*$|^\W*(?:trả|trả lại|trả về|phạt|xử phạt|nhắc nhở|loại|bác)\s\ue000++(?:\s[^\W\d_]+){0,2}\s(?:thiếu|sai|không|ko|chưa|vi phạm|bị|do|vì)(?!\w)"
)
_SOME = rx(
    r"^\W*(?:trong đó\s|có\s|còn\s)?\ue000++\s?(?:[^\W\d_]+\s){0,2}?(?:thì\s)?(?:đạt|trả|trả lại|lỗi|hỏng|rớt|đậu|bị|không|ko|thiếu|sai|vi phạm|đồng ý|hợp lệ|đúng hạn|trễ|trễ hạn|khó|hẹn|vắng|thành|không thành|thông qua|từ chối|đang chờ)(?:\s[^\W\d_]+){0,4}\W*$"
)
_YIELD = rx(
    r"^\W*(?:thì\s|và\s|được\s|ra\s|tổng\s)?(?:cung cấp|làm được|soạn được|viết được|làm xong|in ra|in|ký|xong|được|ra|ra được|tổng|tổng cộng|có|gồm|đạt|cho ra|hoàn thành)\s*(?:được\s|tổng\s)?\ue000"
)
_RESULT = rx(
    r"^\W*(?:đã\s|rồi\s|và\s|xong\s|hồ sơ\s|hs\s|văn bản\s|vb\s|báo cáo\s|bc\s|kết quả\s|biên bản\s){0,2}(?:ra|có|gửi|gởi|trình|ký|lên|nộp)\s(?:[^\W\d_]+\s){0,5}(?:rồi|luôn|xong xuôi)\W*$|^\W*(?:đã\s|rồi\s|và\s)?(?:trình|gửi|gởi|ký|ra|nộp|có)\s(?:xong\s|luôn\s)(?:[^\W\d_]+\s?){0,3}\W*$|^\W*có\s(?:ký|đóng dấu|gửi|trình|kèm|lưu|chụp|ghi|xin ý kiến|mời|hỏi|dân|đại diện|bà con|mặt|sự tham gia)(?!\w)|^\W*(?:số điện thoại|số đt|sđt|sdt|đt|địa chỉ|link|email|zalo)(?!\w)"
)
_SAME = (
    ("cong van", "cv"), ("to trinh", "ttr", "tt"), ("bao cao", "bc"), ("ke hoach", "kh"), ("quyet dinh", "qd"), ("thong bao", "tb"), ("giay moi", "gm", "thu moi"),
    ("bien ban", "bb"), ("ho so", "hs"), ("nghi quyet", "nq"), ("van ban", "vb"), ("du toan", "dt"), ("hop dong", "hd"), ("danh sach", "ds"), ("bai", "tin", "tin bai"), ("de an",), ("phuong an",), ("phieu",),
)  # fmt: skip
_KIND = {form: forms[0] for forms in _SAME for form in forms}
GENERIC = frozenset(("", "cai", "bo", "ban", "to", "tap", "quyen", "truong hop", "th", "hs", "ho so", "don vi"))
# Verbs that are whole work without an object.
_WHOLE = (
    ALONE
    | WHOLE_VERBS
    | frozenset(
        "tiep dan|viet tin|dua tin|mo lop|khai giang|be giang|ra quan|du gio|tiep xuc|tiep don|doi thoai|thuyet trinh|huan luyen|giao quan|tuyen quan|cham diem|ra de|coi thi|gac thi|lay mau|xit thuoc|khu khuan|len lich|len luong|noi chuyen|tham|vieng|tuan tra|truc|hop|don dep|ve sinh|lai xe|day|hoc|thi|kham|dien tap|canh gac|giao ban|tap|luyen tap".split(
            "|"
        )
    )
)


_MENDED = rx(
    r"^\W*(?:à|ý|ủa|ấy|hì|xin lỗi|quên)?\s?,?\s?(?:nhầm|lộn|sai|ghi nhầm|ghi lộn|viết nhầm)\s?,?\s?(?:rồi\s?,?\s?|là\s|phải là\s|thành\s|có\s|chỉ\s){0,2}(?P<n>\d{1,4}|một|hai|ba|bốn|năm(?!\s(?:sinh|học|nay|trước|sau|ngoái|nào|cấp|tháng|công))|sáu|bảy|tám|chín|mười)(?:\s(?!phút|tiếng|giờ|h|p|ngày)[^\W\d_]+){0,2}\s?(?:thôi|mới đúng)?\W*$"
)


def mended(clean: str) -> str | None:
    """The number in "à nhầm 2 bản": what should have stood before; None where nothing is mended."""
    found = _MENDED.match(clean)
    return found.group("n") if found else None


def later(clean: str) -> bool:
    """ "mai làm tiếp", "còn tổ 6 mai đi": the rest of the work before, put off."""
    return bool(LATER.match(clean))


_TOMORROW = rx(rf"^\W*(?:rồi|và|nhưng|để|chắc|chắc là|có lẽ)?\s?{_LATER_DAY}(?!\w)")
_PUT_OFF = rx(
    rf"(?<=\w)\s(?:mà|nhưng|để|chờ|đợi|kịp)\s{_LATER_DAY}{_WHO}\s(?:{_HAND_OVER}|có|cần|thi|khai mạc|diễn ra)(?:\s(?:ký|sếp|lãnh đạo|duyệt|sở|lên|luôn|nữa|bù|họp|cho kịp|anh|chị))*(?=\s*(?:$|[,.;!)\n]))"
)


def put_off(clean: str) -> list[tuple[int, int]]:
    """Stretches inside a piece that tell what will happen to it later ("… mà mai mới duyệt")."""
    return [found.span() for found in _PUT_OFF.finditer(clean)]


def tomorrow(clean: str) -> bool:
    """Whether a text begins with a day to come."""
    return bool(_TOMORROW.match(clean))


def goes_on(clean: str) -> bool:
    """Whether the work itself goes on later ("mai làm nốt"), not only its sending."""
    return bool(_UNFINISHED_LATER.search(clean))


_LOOKED_UP = rx(
    r"^\W*(?:phải\s|ngồi\s|có\s)?(?:tra|lật|lục|dò|mò|đọc|coi|xem)\s(?:lại\s|hết\s|cả\s|tới\s)?(?:\ue000++\s?)?(?:[^\W\d_]+\s){1,3}?(?:mới|nên mới)\s(?:xong|ra|được|trả lời được|viết được|hiểu)\W*$"
)  # "tra 4 nghị định mới xong"


def depends(text: str) -> bool:
    """ "nên 2 tiếng mới ra", "sửa tới sửa lui cả ngày": how the work before went."""
    return bool(_DEPENDS.match(text) or _LOOKED_UP.match(text))


def perhaps(text: str) -> str | None:
    """What follows a word that mostly says how the work went ("rất nhiều mục"); None where no such word opens the text."""
    found = _PERHAPS.match(text)
    return found.group("rest") if found else None


def tends(clean: str) -> bool:
    """ "mai nộp", "còn tổ 6 mai đi": surely of the work before; "để mai làm" may put off all of it."""
    return goes_on(clean) or bool(_SURELY.search(clean))


def result(text: str) -> bool:
    """ "ra thông báo kết luận rồi": what came of the work before, nothing counted or timed."""
    return TAKEN not in text and bool(_RESULT.match(text)) and len(content(text)) <= 7


def objectless(text: str, words: list[str], *, accented: bool) -> bool:
    """Verbs alone ("ngồi đối chiếu cả buổi", "đóng dấu phát đi"): their object is that of the piece before."""
    typed = {fold(word): word for word in re.findall(r"[^\W\d_]+", text)}
    if "viec" in typed or ("don" in words and not really("don", typed["don"], accented=accented)):
        return False
    if not words or len(words) > 5 or " ".join(words) in _WHOLE:
        return False
    rest = re.sub(
        r"(?: (?:tum lum|lung tung|toi lui|lui|toi|hoai|mai|nhieu lan|suot|lien tuc|lai|di lai|lan cuoi|cuoi|lan|ky|can than|cho ky))+$",
        "",
        " ".join(words),
    ).split()
    while rest:
        if " ".join(rest[:2]) in _WHOLE:
            return False
        size = next((n for n in (2, 1) if " ".join(rest[:n]) in VERBS and " ".join(rest[:n]) not in _WHOLE), 0)
        if not size:
            return False
        rest = rest[size:]
    return True


def shares(text: str, counted: list[Hit], before: list[Hit]) -> bool:
    """ "kiểm tra 5 cơ sở, phạt 1 cơ sở": a part of what the piece before counts (nothing before: an outcome)."""
    if len(counted) != 1 or not (_OUTCOME.match(text) or _SOME.match(text)):
        return False
    if not before:
        return True
    part, whole = counted[0].value, before[0].value
    alike = (
        part.unit.split()[:1] == whole.unit.split()[:1]
        or part.unit in GENERIC
        or part.kind == "any"
        or _kind(part.unit) == _kind(whole.unit)
    )
    return bool(alike and part.value <= whole.value)


_FINDS = rx(
    r"^\W*(?:và\s|đã\s|rồi\s|có\s|thì\s|qua đó\s)?(?:phát hiện|thấy|dò ra|lòi ra|tìm ra|thấy có|lệch|phát sinh|tồn|nhắc nhở|nhắc)\s(?:ra\s|thấy\s|thêm\s|có\s|lệch\s|sai\s)?\ue000++"
)


def finds(text: str) -> bool:
    """ "phát hiện 2 văn bản trái thẩm quyền": what a check brought to light counts no product."""
    return bool(_FINDS.match(text))


def yields(text: str, counted: list[Hit]) -> bool:
    """ "cung cấp 5 bộ": the number that the piece before did not tell."""
    return len(counted) == 1 and counted[0].value.unit in GENERIC and bool(_YIELD.match(text))


_PASSES = rx(
    r"^\W*(?:(?:em|tôi|tui|mình|anh|chị|sáng|chiều|hôm nay|nay|hôm qua|đã|vừa|rồi|và|xong|có|ngồi)[\s,]+|\ue000++\s?){0,8}(?:lấy số|vào số|vô số|cấp số|vào sổ|vô sổ|đóng dấu|phát hành|scan|quét|photo|in|chuyển|gửi|gởi|ký số|ký|duyệt|phê duyệt|nhận|tiếp nhận|trả|số hóa|lưu|trình ký|trình|rà|rà soát|sao y|đăng|nhập|đọc|sửa|cho số|giao|phát)(?!\w)"
)


def passes(text: str) -> bool:
    """Whether a text opens with an act that takes documents of any kind ("đóng dấu 9 quyết định với 4 tờ trình")."""
    return bool(_PASSES.match(text))


_REPORTS = rx(
    r"^\W*(?:và|với|,)?\s?(?:phân tích|đánh giá|đề xuất|kiến nghị|dự báo|nhận định|so sánh|phương hướng|giải pháp|thuyết minh|tổ chức thực hiện|tổ chức triển khai|triển khai thực hiện|hướng dẫn thực hiện)(?!\w)"
)


def reports(text: str) -> bool:
    """ "… và phân tích số liệu": what a report holds."""
    return bool(_REPORTS.match(text))


_ABOUT = rx(
    r"(?<!\w)(?:về việc|bàn về|bàn việc|họp bàn|bàn|về công tác|về phương án|phương án|tham mưu|nhằm|chủ trương|quy định|hướng dẫn về|quán triệt)(?!\w)"
)


def about(text: str) -> bool:
    """ "họp bàn về việc giải tỏa chợ và bố trí tái định cư": what is talked about goes on behind "và"."""
    return bool(_ABOUT.search(text))


_RECORDS = rx(
    r"^\W*(?:rồi\s|và\s|có\s|đã\s)?(?:lập|ghi|làm|viết|kí|ký)\s\ue000++\s?(?:biên bản|bb)(?:\s[^\W\d_]+)?\W*$|^\W*(?:rồi\s|và\s|về\s|có\s|đã\s|xong\s)*(?:kí|ký|lập|viết|ghi)\s(?:biên bản|bb|phiếu)(?:\s(?!đề|xử|bàn|họp|xin|kiến|vi)[^\W\d_]+){0,2}(?:\s\ue000++\s?(?:bản|cái|bộ|tờ)?)?\W*$"
)
_RECORDED = rx(
    r"(?<!\w)(?:kiểm tra|ktra|kt|nghiệm thu|xác minh|xử phạt|hòa giải|đo|đo đạc|thẩm tra|khảo sát|làm việc|cưỡng chế|bàn giao|kiểm kê|xuống|đi xem|đi coi|thăm|gặp|tuần tra|xem)(?!\w)"
)


_ORDERS = rx(r"^\W*(?:rồi\s|và\s|có\s|đã\s)?(?:chỉ đạo|yêu cầu|nhắc nhở|nhắc|đề nghị|căn dặn|dặn|động viên)(?!\w)")
_LOOKED = rx(
    r"^\W*(?:(?:em|tôi|tui|mình|sáng|chiều|hôm nay|nay|hôm qua|đã)[\s,]+|\ue000++\s?){0,8}(?:đi kiểm tra|kiểm tra|ktra|đi thực tế|đi cơ sở|xuống|thị sát|thăm|đi xem|đi coi|khảo sát|giám sát|tuần tra)(?!\w)"
)


def orders(text: str, before: str) -> bool:
    """ "chỉ đạo rào lại ngay" on the spot."""
    return TAKEN not in text and bool(_ORDERS.match(text)) and bool(_LOOKED.match(before)) and not documents(text)


def records(text: str, before: str) -> bool:
    """ "lập 2 biên bản" after a check that is written down in records."""
    return bool(_RECORDS.match(text)) and bool(_RECORDED.search(before))


def document(text: str) -> str:
    """The kind of document that a text begins with, "" where it begins with none."""
    words = [fold(word) for word in re.findall(r"[^\W\d_]+", text)[:2]]
    return next((_KIND[" ".join(words[:n])] for n in (2, 1) if " ".join(words[:n]) in _KIND), "")


def documents(text: str) -> set[str]:
    """All kinds of documents that a text names."""
    words = [fold(word) for word in re.findall(r"[^\W\d_]+", text)]
    pairs = [" ".join(words[i : i + 2]) for i in range(len(words))]
    return {_KIND[form] for form in (*words, *pairs) if form in _KIND}


_WRITES = rx(
    r"^\W*(?:em\s|tôi\s|sáng\s|chiều\s|hôm nay\s)*(?:đề nghị|xin|góp ý|trả lời|đôn đốc|thông báo|mời|nhắc|hướng dẫn|kiến nghị|đề xuất|triển khai|phúc đáp|soạn|dự thảo|tham mưu|viết|phân công|triệu tập|báo cáo|chấn chỉnh|yêu cầu|hỏi|đòi|thúc)(?!\w)"
)


def writes(text: str) -> bool:
    """Whether a text opens with what is done by writing a document."""
    return bool(_WRITES.match(text))


_ABOUT_IT = rx(
    r"^\W*(?:rồi\s|và\s|nên\s|xong\s)?(?:viết|soạn|làm|ra|lập|có|gửi)\s(?:\ue000++\s?)?(?P<kind>[^\W\d_]+(?:\s[^\W\d_]+)?)(?:\s(?:chung|xong|rồi|luôn|gửi|cho|các|đơn vị|tất cả|hết))*[\W\ue000]*$"
)


def writes_it(text: str, before: str) -> bool:
    """ "viết cv xong" after "hỏi Bộ …": the document by which the work before was done."""
    found = _ABOUT_IT.match(text)
    kind = document(found.group("kind")) if found else ""
    head = " ".join(fold(word) for word in (found.group("kind").split() if found else ())) if kind else ""
    return (
        bool(kind)
        and head in (*_KIND, *(f"{form} xong" for form in _KIND), *(f"{form} chung" for form in _KIND))
        and writes(before)
        and not documents(before)
    )


_OBJECTS = frozenset(
    "chung tu|so sach|tai lieu|ho so|hs|chu ky|hop dong|hoa don|giay to|bang bieu|so lieu|bien lai|du lieu".split("|")
)


def only_objects(text: str) -> bool:
    """ "soát sổ sách, chứng từ": a thing, no act, no document of its own."""
    words = [fold(word) for word in re.findall(r"[^\W\d_]+", text)[:2]]
    return any(" ".join(words[:n]) in _OBJECTS for n in (1, 2))


_WAY = rx(r"(?<!\w)(?:văn bản|vb|công văn|cv|thư|bưu phẩm|hồ sơ|hs)\s(?:\ue000++\s)?(?P<way>đến|đi)(?!\w)")
_OTHER_WAY = rx(
    r"^\W*(?:và\s|còn\s|với\s)?(?:(?:văn bản|vb|công văn|cv)\s)?(?P<way>đi|đến|đén)\s?[:=]?\s?\ue000++(?:\s(?:cái|vb|cv|văn bản|công văn|bản))?(?:\s(?:nữa|nhé|ạ|luôn))*\W*$"
)


def way_at(text: str) -> tuple[int, int] | None:
    """Where "đến" or "đi" of documents stands in a text."""
    found = _WAY.search(text)
    return found.span("way") if found else None


_MAIL = rx(r"^\W*(?:vb|văn bản|cv|công văn)?\W*(?:đến|đi)[\s:]*\ue000++\s?(?:cái|vb|văn bản|cv|công văn)?\W*$")


def mail(text: str) -> bool:
    """ "đến: 34 cái": documents that came in or went out, and nothing else."""
    return bool(_MAIL.match(text))


def other_way(text: str, before: str) -> bool:
    """ "đi: 12" after documents that came in."""
    found, last = _OTHER_WAY.match(text), _WAY.search(before)
    return bool(found and last and fold(found.group("way"))[:2] != fold(last.group("way"))[:2])


_LISTED = re.compile(r"^\W*(?:\d+\s?[a-z]\d?|[a-z]\d{1,2})\W*$")


def listed(text: str) -> bool:
    """ "8B" in "dạy toán 8A, 8B"."""
    return bool(_LISTED.match(text))


_BOUND = rx(
    r"^\W*(?:của|cho|ở|tại|với|theo|gồm|trong|từ|về|bên|mỗi|cả|các|mấy|riêng|khoảng|cỡ|tầm|và|có|được|tổng|là|thêm|còn|vẫn|chưa|không|ko|bị|nhưng|mà|hơn|gần)(?!\w)"
)


def free(text: str) -> bool:
    """Whether a text does not begin with a word that binds it to what stands before."""
    return not _BOUND.match(text)


def _kind(unit: str) -> str:
    return _KIND.get(unit, unit)
