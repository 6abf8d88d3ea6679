"""Finished, unfinished or not done at all."""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

import re

from nlu.patterns import rx

_UNFINISHED = rx(
    r"(?<!\w)(?:vẫn\schưa|còn\schưa|mà\schưa|nhưng\schưa|chưa)\s(?:xong|hoàn thành|hoàn thiện|hoàn tất|kết luận|khớp|ổn|hết|viết|làm|duyệt xong|đủ|"
    r"ra|thống nhất|ký|chốt|đi tới đâu|đi đến đâu|tới đâu|đâu vào đâu|về đích|nộp|trình|gửi|được|đạt|ra kết quả|có kết quả|có(?!\s(?:quy định|hướng dẫn|tiền lệ|văn bản|nhà|đất|sổ|việc|chồng|vợ|con|trong|tên|chủ trương|gpxd|giấy|phép|ai|ý kiến của bộ|luật))|trả|thông qua|tổng hợp|soạn|ghi|gom|dứt điểm|rõ)"
    r"|(?<!\w)chưa(?=\s*(?:$|[,.;)]))"
    r"|(?<!\w)(?:(?:còn\s|vẫn\s)?đang|vẫn còn)\s(?:làm|dở|viết|soạn|xử lý|tiếp tục|hoàn thiện|tổng hợp|rà|chỉnh|gom|chờ|dang dở|thiếu|lập|thẩm định|xác minh|nhập|sửa|thực hiện|triển khai|tính|đối chiếu|kiểm|scan|quét|check|đọc|coi|xem)(?!\w)(?! (?:việc|ở|tại|trong|cho))"
    r"|(?<!\w)còn\s(?:dở|dang dở|thiếu|chờ|nợ)(?!\w)"
    r"|(?<!\w)(?:làm|viết|soạn|còn|đang|dang|nhập|bỏ|để|dở)\s(?:dở|dang dở|dở dang)(?!\w)"
    r"|(?<!\w)(?:mới|được|xong|chỉ|làm)\s(?:chỉ\s)?(?:được|đc|xong|có|làm|viết|gom)?\s?(?:(?:khoảng|tầm|hơn|gần|cỡ)\s)?(?:một nửa|1 nửa|nửa|phân nửa|một phần|1 phần|phần đầu|[1-9]\d?\s?%|1/2|2/3|1/3|(?:một|hai|ba|1|2|3) phần (?:hai|ba|tư|tám|mười))"
    r"(?!\s?(?:ngày|buổi|tiếng|giờ|chục))(?<!\w\w\w\w\w)"
    r"|(?<!\w)mới\s(?:có|được|xong|lập|phác|ra)\s(?:khung|đề cương|dàn ý|bản nháp|nháp|sườn|phần|bước|dự thảo lần|sơ bộ|bản thảo)"
    r"|(?<!\w)(?:mà|nhưng|vẫn|nhưng mà)\s(?:vẫn\s)?còn\s(?:mỗi\s|cái\s|một\s|mấy\s|vài\s)?(?:phần|mục|phụ lục|chương|khâu|bước|đoạn|biểu|dở|dang|nợ|thiếu)(?!\w)"
    r"|(?<!\w)còn\s(?:mỗi|có|cái|đúng|nguyên)\s(?:phần|mục|phụ lục|chương|khâu|bước|đoạn|biểu|\d+ (?:phần|mục|chương|phụ lục|biểu))(?!\w)"
    r"|(?<!\w)(?:vẫn|còn|đang)\sthiếu\s(?:số liệu|chữ ký|ý kiến|phụ lục|biểu|phần|mục|giấy tờ|hồ sơ|căn cứ)(?!\w)"
    r"|(?<!\w)mới\s(?:\w+\s){0,2}?(?:(?:xong|được|đc|tới|đến)\s)?(?:khoảng\s|tầm\s|hơn\s|gần\s)?\d+\s?(?:/|trên|trong)\s?\d+(?!/|\d)"
    r"|(?<!\w)mới\s(?:viết|soạn|làm|nhập|rà|ráp|tính|xong|được)\s?(?:được\s|xong\s|đc\s)?(?:mấy|vài|\d+)\s(?:trang|mục|chương|phần|đoạn|bước)(?!\w)"
    r"|(?<!\w)còn\s(?:lại\s|khoảng\s|tầm\s|hơn\s)?\d+\s[^\W\d_]+\s(?:nữa\s)?chưa(?!\s(?:gửi|nộp|gặp|đóng|tới|đến))(?!\w)"
    r"|(?<!\w)(?:viết|soạn|làm|nhập|rà|lập|dự thảo|ráp)\s(?:mới\s|được\s)?(?:tới|đến)\s(?:chương|phần|mục|trang|đoạn|bước|số|vần|tổ|điều)\s\w+"
    r"|(?<!\w)mới\s(?:bắt đầu|khởi động|nhập đề|lên khung|dựng khung|phác thảo|xong bước|xong khâu|xong phần|xong khung)(?!\w)"
    r"|(?<!\w)mới\s(?:[^\W\d_]+\s){0,2}?(?:được|đc|xong|tới|đến)\s(?:mấy|vài|\d+)\s(?:trang|mục|chương|phần|đoạn|bước|điều|khoản|phụ lục)(?!\w)"
    r"|(?<!\w)mới\s(?:[^\W\d_]+\s){0,1}?(?:tới|đến)\s(?:chương|phần|mục|trang|đoạn|bước|điều|khoản|vần|tổ|số)\s\w+"
    r"|(?<!\w)(?<!cũng )(?<!góp )xong\s(?:được\s|có\s|mỗi\s)?(?:phần|khâu|chương)(?=\s[^\W\d_])(?!\s(?:việc|mềm|nhiệm|cứng|thưởng|lớn))"
    r"|(?<!\w)(?:tới|đến)\s(?:nay|giờ)\s(?:vẫn\s)?chưa"
    r"|(?<!\w)(?:gần|sắp|suýt|xém)\s(?:xong|hoàn thành|hoàn tất)(?!\w)"
    r"|(?<!\w)(?:dở dang|dang dở|dở dở)(?=\s*(?:$|[,.;)!]))"
    r"|(?<!\w)chưa\s(?:có\s|ra\s)?(?:đâu|gì)\s(?:vào|vô|ra|tới|hết)(?!\w)"
    r"|(?<!\w)(?:mới|xong|được|đc)\s(?:[^\W\d_]+\s){0,2}?(?:(?:có|xong|được|đc|cái|mỗi|là|ra|phần)\s){0,3}(?:sườn|khung|khúc|đoạn|khúc đầu|đoạn đầu|phần đầu|phần thô|cái đầu|mở đầu|bản thô|cái nền|đề cương|dàn bài|dàn ý|lời mở đầu)(?!\w)"
    r"|(?<!\w)mới\s(?:[^\W\d_]+\s){0,2}?(?:tới|đến|được|chừng)\s(?:tới\s|đến\s|chừng\s)?(?:đó|đây|khúc|chỗ|bước|phần)(?!\w)"
    r"|(?<!\w)còn\s(?:lại\s|tới\s|khoảng\s|tầm\s|hơn\s|những\s)?(?:\d+|mấy|vài|một|hai|ba|bốn)\s(?:chương|phần|mục|phụ lục|biểu|trang|đoạn|điều|khâu|bước)(?:\s(?:nữa|lận|chưa|đang))?(?!\w)"
    r"|(?<!\w)(?:còn|vẫn|đang)\s(?:phải\s)?(?:chờ|đợi)(?!\w)(?!\s(?:khách|đoàn|dân|xe|mưa|tạnh|họp|lâu))"
    r"|(?<!\w)mới\s(?:[^\W\d_]+\s){0,1}?(?:xong|được|đc|hết|có)\s(?:cái\s|mỗi\s|được\s)?(?:chuyên đề|(?:chương|phần|mục|trang|tờ|đoạn|bài|tập|quyển|bước)\s(?:\d+(?!\w)|đầu|một|thứ|mở))(?!\w)"
    r"|[,;]\s?(?:mà\s|nhưng\s)?chưa\s(?:đọc|chuyển|in|nhập|phát|đóng|lưu|quét|scan|đối chiếu|cập nhật|công bố|dán|treo)(?:\s[^\W\d_]+){1,3}\W*$"
    r"|[,;]\s?còn\s(?:phần|mục|phụ lục)\s[^\W\d_]+(?:\s[^\W\d_]+){0,2}\W*$"
    r"|(?<!\w)(?:phần|mục|chương|phụ lục)\s(?:[^\W\d_]+\s){0,4}?chưa\s(?:tính|rà|nhập|kiểm|lập|vẽ|in|sửa)(?!\w)"
    r"|(?<!\w)đang\s(?:[^\W\d_]+\s){1,2}dở(?!\w)|(?<!\w)còn\ssót\s(?:một|1|vài|mấy|cái)(?!\w)"
    r"|(?<!\w)được\s\d+\s(?:điều|mục|trang|chương|phần|câu|biểu)\s?(?:/|trên|trong)\s?\d+(?!\w)"
    r"|(?<!\w)(?:còn\s(?:thiếu|lại|nợ|vướng|tồn|chờ))(?!\w)(?=\s(?:phần|mục|số liệu|chữ ký|bổ sung|ý kiến|thuyết minh|một|1|kết))"
)
_LEFT_OFF = re.compile(r"(?<=\w )dở(?=\s*(?:$|[,.;)!]))")  # without accents "do" is mostly "độ"
_PERCENT = rx(
    r"(?<!\w)(?:mới\s)?(?:được|đc|xong|đạt|khoảng|làm|mới)\s(?:được\s|xong\s|khoảng\s|tầm\s|hơn\s|gần\s|cỡ\s)?(?:[1-9]\d?\s?(?:%|phần trăm)|một nửa|1 nửa|phân nửa|nửa|1/2|2/3|1/3|(?:một|hai|ba|1|2|3) phần (?:hai|ba|tư|tám|mười))(?!\s?(?:ngày|buổi|tiếng|giờ|chục))"
)
_NOT_DONE = rx(
    r"^\W*(?:(?:hôm nay|sáng nay|chiều nay|hôm qua|nay|em|tôi|tui|mình|anh|chị|e|a|sáng|chiều|đã|phải|bị|vẫn|còn|cũng|mà|thì)\W+){0,5}"
    r"(?:(?:chưa|không|ko|chẳng|chả|hông|hổng|khỏi|hỏng phải)\s(?!kịp\s(?:ghi|khai|báo|nhập|log))(?:thể\s|kịp\s|phải\s)?(?!xong|hoàn thành|phải chưa|ghi(?!\w)|khai(?!\w))(?:[^\W\d_]+)|hoãn(?!\s(?:thành|thiện|tất|công|nghênh|chỉnh))|hủy(?!\sđộng)|huỷ|bỏ họp|tạm hoãn|lùi lịch|nghỉ họp)(?!\w)"
)
_CALLED_OFF = rx(
    r"^\W*(?:(?:hôm nay|sáng nay|chiều nay|hôm qua|nay|sáng|chiều|cuộc|buổi|lịch|em|đi)\W+){0,4}(?:họp|hội nghị|giao ban|kiểm tra|tập huấn|tiếp dân|hội thảo|làm việc)(?:\s[^\W\d_]+){0,5}?\s(?:bị\s|được\s|phải\s)?(?:hoãn|dời|hủy|huỷ|lùi)(?:\s(?:lại|rồi|lịch|sang|qua|tới|đến|tuần sau|mai|họp|hết|luôn|bữa khác)){0,4}\W*$"
)
_PUT_BACK = rx(
    r"^\W*(?:việc|buổi|cuộc|lịch|vụ|chuyến|đợt|lớp|lễ|kỳ|phiên)\s(?:[^\W\d_]+\s|\ue000++\s){1,9}?(?:bị\s|được\s|phải\s|lại\s)?(?:hoãn|dời|lùi|hủy|huỷ)(?:\s(?:lại|sang|qua|tới|đến|rồi|\ue000)(?!\w)|\W*$)"
    r"|^\W*(?:[^\W\d_]+\s){1,5}?để\s(?:qua\s|sang\s)?(?:\ue000++|ngày mai|mai)\s(?:em\s|tôi\s|mình\s|mới\s)?(?:làm|xử lý|tính|giải quyết|nhập|soạn|viết)(?:\s(?:hết|luôn|cho|xong|bù|tiếp|nha|nhé|sau|một|thể))*\W*$"
    r"|^\W*(?:(?:hôm nay|nay|bữa nay|em|tôi|mình)\s)*(?:[^\W\d_]+\s){0,8}?(?:\ue000++\s)?(?:không|ko|hông|hổng|chẳng|chả)\s(?:làm|giải quyết|nhập|xử lý)\s(?:được|đc|dc)\s(?:gì|việc gì|cái gì)(?!\w)"
)
_HALF_DONE = rx(
    r"^\W*(?:\S+\s){0,3}chưa\s(?:làm|soạn|viết|nhập|rà|tổng hợp|thẩm định|lập|xử lý|\w+)\s(?:được\s)?(?:xong|hết|đủ)(?!\w)"
)
_AWAY = rx(
    r"^\W*(?:(?:em|tôi|tui|mình|e|thì|được|xin)\s){0,3}nghỉ(?:\s(?:phép|ốm|bù|bệnh|làm|ngơi|việc riêng|ở nhà))?\W*$"
)
_DOUBLE = rx(
    r"không\sphải\s(?:là\s)?chưa|chứ\skhông\sphải\schưa|chưa\skể(?!\w)|chưa\stính(?=\s[\w\ue000])|chưa\stừng|chưa\sbao\sgiờ|chưa\scó\stiền\slệ"
)
_ASKED_FOR = rx(
    r"(?<!\w)(?:(?:nhắc|đôn đốc|đòi|thúc|đốc thúc|gọi|điện|tìm|vận động|mời|phạt|báo(?!\scáo)|ghi rõ|nêu|nêu rõ)(?:,?\s[^\W_]+){0,8}?\s(?:còn\s)?chưa\s(?:gửi|nộp|trả|có|đủ|đạt|đóng|khai|báo cáo|đăng ký|làm|được|ký|thực hiện|hoàn thành|tiêm|học|cấp|chịu|dời)"
    r"|(?:thống kê|danh sách|ds|rà|rà soát|kiểm tra|xử lý|lọc|liệt kê)(?:,?\s[^\W_]+){0,8}?\s(?:còn\s)?chưa\s(?:gửi|nộp|trả|có|đủ|đạt|đóng|khai|báo cáo|đăng ký|(?:làm|được)(?!\s*(?:$|[,.;]))|ký|thực hiện|hoàn thành|tiêm|học|cấp|chịu|dời))(?!\s?(?:xong|hết))"
    r"|(?<!\w)(?:nhắc|đòi|réo|hối|giục|gọi|thúc|đôn đốc|điện)(?:\s[^\W_]+){1,6}?\scòn\snợ(?!\w)"
    r"|(?<!\w)(?:coi|xem|hỏi|dò|ngó)\s[^,;.\n]{3,70}?\schưa(?=\s*(?:$|[,;.\n)]))"
)
_SOME_NOT = rx(
    r"(?<=\d)\s(?:[^\W\d_]+\s){0,2}?(?:chưa|không)\s(?:đạt|đủ|nộp|chấp hành|đóng|ký|đồng ý|hợp lệ|khớp hồ sơ|đúng|tới|đến|gặp)(?!\s(?:xong|hết))(?!\w)"
)  # "2 chưa đạt": some of those checked
_FINISHED = rx(r"(?<!\w)(?:mới\sxong|xong\s(?:hết|luôn|rồi|xuôi)|đã\sxong|hoàn thành\s(?:rồi|xong)|xong)(?!\w)")


_MS = re.compile(r"(?<!\w)ms(?=\s(?:đc|dc|được|duoc|có|co|xong|viết|viet|làm|lam|tới|toi|nhập|nhap)(?!\w))")


def unfinished(text: str, raw: str = "") -> bool:
    """Whether a piece says that its work is not finished (clean text; `raw` with nothing blotted out)."""
    raw = _SOME_NOT.sub(" ", _ASKED_FOR.sub(" ", _MS.sub("mới", raw or text)))
    if _DOUBLE.search(raw):
        return False
    return bool(_UNFINISHED.search(raw) or _PERCENT.search(raw) or _LEFT_OFF.search(raw))


def asked_for(text: str) -> str:
    """The text without what others have not done yet ("nhắc các phòng chưa nộp"), nor "chưa" that denies nothing."""
    return _DOUBLE.sub(" ", _ASKED_FOR.sub(" ", text))


def finished(text: str) -> bool:
    """Whether a piece says that its work is over ("lo xong đêm văn nghệ")."""
    return bool(_FINISHED.search(text))


def not_done(text: str) -> bool:
    """Whether a piece says that the work did not happen ("chưa làm được", "hoãn", "không họp")."""
    if _AWAY.match(text[:80]):
        return True
    if _CALLED_OFF.match(text[:120]) or _PUT_BACK.match(text[:120]) or untouched(text[:160]):
        return True
    return bool(_NOT_DONE.search(text[:200])) and not _HALF_DONE.search(text) and not _DOUBLE.search(text)


_PARTS = r"(?:phần|mục|chương|trang|điều|đoạn|bước|khâu|biểu|phụ lục|ý|câu|dòng|nội dung|số liệu|chữ ký|ngày|buổi|tiếng|giờ|phút|tuần|tháng)(?!\w)"
_SO_MANY = r"(?:\ue000++|\d+|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mấy|vài|ít)"
_REST = rx(
    rf"(?:^|[\s,;(])(?:còn|tồn|dư|vẫn còn)\s(?:lại\s|khoảng\s|tầm\s|hơn\s)?{_SO_MANY}\s?(?!{_PARTS})[^\W\d_]+(?:\s[^\W\d_]+){{0,6}}?\s(?:chưa|đang|chờ|thiếu|dở|nợ|vướng|hẹn|để|cho bổ sung|mai)(?!\w)"
    rf"|[,;]\s*{_SO_MANY}\s?(?!{_PARTS})[^\W\d_]+(?:\s[^\W\d_]+){{0,4}}?\s(?:thì\s|còn\s|vẫn\s)*(?:chưa|đang|chờ|thiếu|dở|để mai|hẹn)(?!\w)"
)


def rest(text: str) -> str | None:
    """ "6 lớp xong, còn 2 lớp chưa nhập": the text before the rest that is counted apart; None where there is none.

    Parts of one thing ("còn 3 chương nữa") are no rest: the thing itself is unfinished then.
    """
    found = _REST.search(text)
    return text[: found.start()] if found and found.start() else None


_SOME_GO_ON = rx(
    rf"^\W*{_SO_MANY}\s?(?!{_PARTS})[^\W\d_]+(?:\s[^\W\d_]+){{0,4}}?\s(?:thì\s|còn\s|vẫn\s)*(?:(?:đang|còn)\s(?:dở|dang dở|làm|xử lý|chờ|xem|thẩm định|đợi|soạn|viết)|chưa xong|dở dang|dang dở)(?!\w)"
)
_SETTLED = rx(r"(?<!\w)đã\s(?:nộp|gửi|gởi|trình|ký|duyệt|ra|ban hành)(?!\w)|(?<!\w)(?:nộp|gửi|trình|ký)\srồi(?!\w)")
_LEAD = rx(r"^\W*(?:(?:còn|mà|nhưng|riêng|thì|cái|phần|phần còn|số)\s)*")
_IN_PART = rx(rf"^{_PARTS}|^(?:ký|duyệt|kết luận|bước|cái|sếp|lãnh đạo|anh|chị|thuyết minh|bảng)(?!\w)")


def some_go_on(text: str) -> bool:
    """ "…, 5 em hồ sơ còn đang dở": so many others are in work."""
    return bool(_SOME_GO_ON.match(text))


def settled(text: str) -> bool:
    """Whether a piece says that it is over: "xong", "đã nộp"."""
    return finished(text) or bool(_SETTLED.search(text))


def named_beside(text: str) -> str | None:
    """What is said to be unfinished ("kế hoạch mới có khung" → "kế hoạch …"); None for a part of the work before it."""
    rest_of = _LEAD.sub("", text, count=1)
    return None if not rest_of.strip() or _IN_PART.match(rest_of) else without_status(rest_of)


_UNTOUCHED = rx(
    r"^\W*(?!(?:mà|nhưng|chưa|mới)\s)(?!.*(?<!\w)(?:phần|phụ lục|mục|chương|mới\s(?:gom|lấy|thu|có|xong|được|rà))(?!\w))(?:còn\s(?:lại\s)?\ue000++\s)?(?:[^\W\d_]++[:\s]\s?){1,8}?(?:thì\s|vẫn\s|còn\s|em\s|tôi\s|mình\s){0,3}chưa\s(?:làm|đụng|động|bắt đầu|thẩm định|kiểm tra|số hóa|soạn|viết|mó|rờ|sờ|coi|xem|nhập|rà|kịp)"
    r"(?:\s(?:được|đc|dc|tới|gì|đến|vào|vô|nổi|cái|nào|mô|hết|đâu|cả|nữa|làm|viết|soạn|rồi|luôn|chữ))*(?:[\s,]+(?:thôi\s)?(?:để|chờ|hẹn)\s[^\n]{2,40})?[\s.!]*$"
)


def untouched(text: str) -> bool:
    """ "bc tháng chưa làm", "kế hoạch thì chưa đụng tới": named, but nothing of it was begun."""
    text = asked_for(text[:200])
    return bool(_UNTOUCHED.match(text)) and not finished(text)


_NOT_BEGUN = rx(
    r"^\W*(?:(?:mà|nhưng|còn|với|và|riêng)\s)*(?:chưa\s(?:kịp\s)?(?:làm|viết|soạn|lập|xong|gõ|trình)\s(?:được\s|đc\s|xong\s)?(?:cái\s|\ue000++\s)?(?P<what>[^\n,;]{2,60})"
    r"|còn\s(?:lại\s)?(?:cái\s|\ue000++\s)*(?P<named>[^\W\d_]+(?:\s[^\W\d_]+){0,6}?)\s(?:thì\s|vẫn\s)?chưa\s(?:làm|viết|soạn|lập|gõ|đụng tới)(?:\s(?:được|đc|xong|gì))*)\W*$"
)


def not_begun(text: str) -> str | None:
    """What is said not to be begun ("chưa làm báo cáo", "còn 1 biên bản chưa viết"); None where nothing is."""
    found = _NOT_BEGUN.match(text)
    return (found["what"] or found["named"]) if found else None


def without_status(text: str) -> str:
    """The text without the words that tell its status."""
    return _PERCENT.sub(" ", _UNFINISHED.sub(" ", text))
