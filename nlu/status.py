"""Finished, unfinished or not done at all."""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

from nlu.patterns import rx

_UNFINISHED = rx(
    r"(?<!\w)(?:vẫn\schưa|còn\schưa|mà\schưa|nhưng\schưa|chưa)\s(?:xong|hoàn thành|hoàn thiện|hoàn tất|kết luận|khớp|ổn|hết|viết|làm|duyệt xong|đủ|"
    r"ra|thống nhất|ký|chốt|đi tới đâu|đi đến đâu|tới đâu|đâu vào đâu|về đích|nộp|trình|gửi|được|đạt|ra kết quả|có kết quả|có|trả|thông qua|tổng hợp|soạn|ghi|gom|dứt điểm|rõ)"
    r"|(?<!\w)chưa(?=\s*(?:$|[,.;)]))"
    r"|(?<!\w)(?:còn\s|vẫn\s|đang\s)?(?:đang|còn)\s(?:làm|dở|viết|soạn|xử lý|tiếp tục|hoàn thiện|tổng hợp|rà|chỉnh|gom|chờ|dang dở|thiếu|lập|thẩm định|xác minh|nhập|sửa|thực hiện|triển khai)(?!\w)(?! (?:việc|ở|tại|trong|cho))"
    r"|(?<!\w)(?:làm|viết|soạn|còn|đang|dang|nhập|bỏ|để|dở)\s(?:dở|dang dở|dở dang)(?!\w)"
    r"|(?<!\w)(?:mới|được|xong|chỉ|làm)\s(?:chỉ\s)?(?:được|đc|xong|có|làm|viết|gom)?\s?(?:(?:khoảng|tầm|hơn|gần|cỡ)\s)?(?:một nửa|1 nửa|nửa|phân nửa|một phần|1 phần|phần đầu|[1-9]\d?\s?%|1/2|2/3|1/3)"
    r"(?!\s?(?:ngày|buổi|tiếng|giờ|chục))(?<!\w\w\w\w\w)"
    r"|(?<!\w)mới\s(?:có|được|xong|lập|phác|ra)\s(?:khung|đề cương|dàn ý|bản nháp|nháp|sườn|phần|bước|dự thảo lần|sơ bộ|bản thảo)"
    r"|(?<!\w)(?:tới|đến)\s(?:nay|giờ)\s(?:vẫn\s)?chưa"
    r"|(?<!\w)(?:còn\s(?:thiếu|lại|nợ|vướng|tồn|chờ))(?!\w)(?=\s(?:phần|mục|số liệu|chữ ký|bổ sung|ý kiến|thuyết minh|một|1|kết))"
)
_PERCENT = rx(
    r"(?<!\w)(?:mới\s)?(?:được|đc|xong|đạt|khoảng|làm|mới)\s(?:được\s|xong\s|khoảng\s|tầm\s|hơn\s|gần\s|cỡ\s)?(?:[1-9]\d?\s?(?:%|phần trăm)|một nửa|1 nửa|phân nửa|nửa|1/2|2/3|1/3)(?!\s?(?:ngày|buổi|tiếng|giờ|chục))"
)
_NOT_DONE = rx(
    r"^\W*(?:(?:hôm nay|sáng nay|chiều nay|hôm qua|nay|em|tôi|tui|mình|anh|chị|e|a|sáng|chiều|đã|phải|bị)\W+){0,4}"
    r"(?:(?:chưa|không|ko|chẳng)\s(?:thể\s|kịp\s|phải\s)?(?!xong|hoàn thành|phải chưa)(?:[^\W\d_]+)|hoãn(?!\s(?:thành|thiện|tất|công|nghênh|chỉnh))|hủy(?!\sđộng)|huỷ|bỏ họp|tạm hoãn|lùi lịch|nghỉ họp)(?!\w)"
)
_HALF_DONE = rx(
    r"^\W*(?:\S+\s){0,3}chưa\s(?:làm|soạn|viết|nhập|rà|tổng hợp|thẩm định|lập|xử lý|\w+)\s(?:được\s)?(?:xong|hết|đủ)(?!\w)"
)
_AWAY = rx(
    r"^\W*(?:(?:em|tôi|tui|mình|e|thì|được|xin)\s){0,3}nghỉ(?:\s(?:phép|ốm|bù|bệnh|làm|ngơi|việc riêng|ở nhà))?\W*$"
)
_DOUBLE = rx(
    r"không\sphải\s(?:là\s)?chưa|chứ\skhông\sphải\schưa|chưa\skể(?!\w)|chưa\stính(?!\w)|chưa\stừng|chưa\sbao\sgiờ|chưa\scó\stiền\slệ"
)
_FINISHED = rx(r"(?<!\w)(?:mới\sxong|xong\s(?:hết|luôn|rồi|xuôi)|đã\sxong|hoàn thành\s(?:rồi|xong)|xong)(?!\w)")


def unfinished(text: str, raw: str = "") -> bool:
    """Whether a piece says that its work is not finished (clean text; `raw` with nothing blotted out)."""
    raw = raw or text
    if _DOUBLE.search(raw):
        return False
    return bool(_UNFINISHED.search(raw) or _PERCENT.search(raw))


def not_done(text: str) -> bool:
    """Whether a piece says that the work did not happen ("chưa làm được", "hoãn", "không họp")."""
    if _AWAY.match(text[:80]):
        return True
    return bool(_NOT_DONE.search(text[:200])) and not _HALF_DONE.search(text) and not _DOUBLE.search(text)


def without_status(text: str) -> str:
    """The text without the words that tell its status."""
    return _PERCENT.sub(" ", _UNFINISHED.sub(" ", text))
