"""Absences: "nghỉ phép 2 ngày", "chiều mai em xin nghỉ ốm", "nghỉ phép từ 22/3 đến hết 26/3"."""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

from datetime import date

from nlu import absence
from nlu.model import LeaveReading
from nlu.patterns import Sheet, rx
from nlu.trips import is_cancel

_REASON = rx(
    r"(?<!\w)nghỉ\s(?:phép|ốm|bệnh|việc riêng|không lương|bù|thai sản|cưới|tang|đẻ|chăm|đưa|đi khám|khám|về quê|dưỡng|trông|hưởng|cả ngày|nguyên ngày|nửa ngày|buổi|\d+ ngày|\d+ buổi|một ngày|một buổi|hai ngày|1 bữa)(?!\w)"
)
_PLACE = r"(?:cơ quan|cq|làm|văn phòng|vp|phường|phòng|sở|trụ sở|ủy ban|ubnd|đơn vị|công ty|trường)"
_AWAY_FROM_WORK = rx(
    rf"(?<!\w)(?:không|ko|k|hok|hông|hổng|khỏi|chưa)\s(?:thể\s|kịp\s)?(?:lên|đến|tới|vào|vô|ra|qua|đi)\s(?:được\s)?{_PLACE}(?:\s(?:được|đc|dc|nổi))?(?!\w)(?!\s(?:với|cùng|sổ|thủ|đơn|hồ sơ|báo cáo))"
    rf"|(?<!\w)(?:không|ko|k|hok|hông|hổng)\s(?:có\s)?(?:mặt\s)?(?:ở|tại)\s{_PLACE}(?!\w)"
    rf"|(?<!\w)(?:em|tôi|tui|mình|e|cháu|con)\s(?:mới|sẽ)\s(?:lên|đến|tới|vào|vô)\s{_PLACE}(?!\w)"
    r"|(?<!\w)(?:đưa|chở|chăm|trông|theo|nuôi)\s(?:mẹ|bố|ba|má|cha|con|vợ|chồng|bà|ông|cháu|bé|thằng cu|con bé|ông nội|bà nội|ông ngoại|bà ngoại)(?:\s[^\W\d_]+){0,3}?\s(?:đi khám|khám|viện|nhập viện|mổ|cấp cứu|đi viện|ốm|bệnh|đi học|đi thi|tái khám)(?!\w)"
    r"|(?<!\w)(?:em|tôi|tui|mình|e|cháu)\s(?:xin\s|phải\s|đã\s|được\s|cũng\s)?nghỉ\s(?:mà|vì|do|để|luôn|ở nhà|nguyên|cả|hết|chế độ|mát|đám|giỗ|theo)(?!\w)"
    r"|(?<!\w)(?:nằm|ở)\s(?:bẹp\s|liệt\s|im\s)?(?:ở\s)?(?:nhà|viện|bệnh viện)\s(?:cả|nguyên|từ|suốt|chăm|truyền|theo dõi|vì)(?!\w)|(?<!\w)nằm\s(?:bẹp|liệt|viện)(?!\w)"
    r"|(?<!\w)(?:nên|sẽ|phải|xin phép|xin)\svắng(?!\w)|(?<!\w)(?:em|tôi|tui|mình|e|cháu)\s(?:xin|xin phép)\s(?:được\s)?về(?!\w)|(?<!\w)(?:em|tôi|tui|mình|e)\sđi nghỉ mát(?!\w)"
    r"|(?<!\w)(?:cho|xin)\s(?:em|e|tôi|tui|mình|cháu|con)\s(?:về\s(?:nằm|nghỉ|sớm|trước|quê|nhà)|đi khám|vắng)(?!\w)"
    r"|(?:^|[,.;(]\s*)(?:xin\s|lấy\s|tính\s|trừ\s)?(?:nghỉ\s)?phép(?:\snăm)?\s*[).!]*$"
)
_DAYS_OFF = rx(
    r"(?:^|[,.;:]\s*)(?:(?:em|tôi|tui|mình|xin|cho|anh|chị|e|dạ)\s){0,3}phép(?:\snăm)?\s(?:\d{1,2}|một|hai|ba|nửa)\s(?:ngày|buổi)(?!\w)"
)  # "phép 5 ngày từ 21/6"
_ASK = rx(r"(?<!\w)(?:xin\s(?:phép\s)?(?:được\s)?(?:\w+\s){0,5}?(?:nghỉ|vắng)|nghỉ)(?!\w)")
_SICK = rx(
    r"(?<!\w)(?:bị\s)?(?:sốt(?! xuất)|ốm|bệnh(?!\s(?:nhân|viện|án|xá|binh|dịch|truyền|dại|nặng))|đau \w+|bịnh(?!\s(?:nhân|viện|án))|cảm cúm|cảm|con ốm|con sốt|con bệnh|mệt)(?!\w).{0,30}(?<!\w)(?:nằm nhà|ở nhà(?!\s(?:dân|ông|bà|anh|chị))|nghỉ(?!\s(?:hưu|thai|phép năm cho))|(?:không|ko|k|hông) (?:đi làm|lên cơ quan|vào cơ quan|đến cơ quan|đi được|làm được(?!\s(?:gì|nhiều|mấy|bao))))(?!\w)"
    r"|^\W*(?:(?:em|e|tôi|tui|mình|anh|chị|cháu|nay|hôm nay|mai|sáng|chiều|mai|ngày|cho|xin|phép|dạ|bữa|buổi)\s){0,6}off(?:\s(?:chiều|sáng|nay|mai|cả|nửa|ngày|buổi|1|một|nha|nhé|ạ|phép|sếp|anh|chị|mn|mọi người|bữa|hôm|a|c))*(?:\W*$|\s*,)"
)
_ABSENT = rx(
    r"(?<!\w)(?:xin\s(?:phép\s)?off|(?:em|e|tôi|tui|mình|anh|chị)\soff(?=\s(?:thứ|t\d|hôm|tuần|\d|một|nửa|cả|sáng|chiều|buổi|ngày|mai|nay|nha|nhé|ạ|luôn)|\s*$)|xin\s(?:phép\s)?vắng|vắng mặt)(?!\w)"
)
_PERSON_DAY = r"(?:em|e|tôi|tui|mình|anh|chị|cháu|con|dạ|cho|xin|phép|báo|hôm nay|bữa nay|nay|mai|ngày|ngày mai|hôm qua|qua|sáng|trưa|chiều|buổi|cả|nguyên|thứ|hai|ba|tư|năm|sáu|bảy|\\d{1,2}(?:/\\d{1,2})?|tuần|này|sau|bận|có việc|việc|nhà|riêng|gia đình|đột xuất|do|vì|nên|được|sẽ|phải)"
_NOT_AT_WORK = rx(
    rf"^\W*(?:{_PERSON_DAY}[\s,]+){{0,10}}(?:không|ko|k|hông|hong)\s(?:đi làm|lên cơ quan|vào cơ quan|đến cơ quan|lên phường|lên xã)(?:\s(?:được|ạ|nha|nhé|a|bot|vì|do|bận|có|việc|nhà|riêng))*\W*$"
    rf"|^\W*(?:{_PERSON_DAY}[\s,]+){{0,10}}(?:em|e|tôi|tui|mình|mai|thứ \d|tuần sau)\s(?:xin\s)?(?:(?:chiều|sáng|cả ngày)\s)?vắng(?:\s(?:mặt|cả|ngày|buổi|sáng|chiều|mai|nay|hôm|ạ|nha|nhé))*\W*$"
)
_FEAST = rx(
    rf"^\W*(?:{_PERSON_DAY}[\s,]+){{0,6}}nghỉ\s(?:lễ|tết)(?:\s(?:ạ|nha|nhé|cả|ngày|hôm|nay|mai|\d{{1,2}}(?:/\d{{1,2}})?))*\W*$"
)
_NOT_LEAVE = rx(
    r"(?<!\w)(?:nghỉ\s(?:lại(?=\s(?:đó|đây|qua|một|1|hai|2|đêm|khách|nhà))|lễ|tết|hưu|mát|trưa|việc(?!\s(?:riêng|nhà|gia đình))|giải lao|hè|họp|dưỡng|công tác)|(?:chế độ|đơn|tờ trình|ttr|thông báo|tb|lịch|quyết định|qđ|duyệt|hồ sơ|hs|giải quyết|xin ý kiến|công văn|cv|danh sách)\s(?:\w+\s){0,3}nghỉ)(?!\w)"
)
_OTHERS = rx(  # "chị Hạnh nghỉ ốm nên em trực thay"
    r"(?<!\w)(?:anh|chị|cô|chú|bác|ông|bà|bạn|thằng|đ/c|sếp|con bé|nhỏ)\s(?:(?!xin|em|ơi|cho|được|nghỉ|bị|phải|mệt|ốm|đau|a|ạ|tôi|mình)[^\W\d_]+\s){1,2}(?:bị\s|xin\s|phải\s|đang\s)?(?:nghỉ|ốm|bệnh|bịnh|đau|sốt|vắng|đi vắng)"
    r"[^.;\n]{0,40}?(?<!\w)(?:nên|,)\s?(?:em|e|tôi|tui|mình|anh|chị)?\s?(?!.{0,14}(?:nghỉ|xin|off|vắng))(?:ngồi|trực|làm|thay|phải|lo|gánh|nhận|tiếp|kiêm|dạy|đứng|họp|đi|ôm)"
)
_OFFICE = rx(r"(?<!\w)(?:hội|đề|kiến|hoi|de|kien|tiện|thích)\s(?:nghị|nghi|nghỉ)(?!\w)")
_WHY = rx(r"(?<!\w)(?:ốm|bệnh|đưa|đi|về|việc riêng|khám|cưới|tang|con|để|do|vì|bị|chăm|thai sản)(?!\w)")


_ON_DUTY_AWAY = rx(r"(?<!\w)đi (?:công tác|tập huấn|kiểm tra|cơ sở|họp)(?!\w)")
_WORKED_TOO = rx(r"(?<!\w)(?:soạn|viết|ký|duyệt|tiếp|kiểm tra|thẩm định|họp|chứng thực|nhận|trả)\s(?:\d|được|xong)")


def is_leave(sheet: Sheet) -> bool:
    """Whether the writer says that they are or were absent."""
    text = _OFFICE.sub(lambda found: " " * len(found.group()), sheet.text.clean)
    if _NOT_AT_WORK.match(text) or _FEAST.match(text):
        return True
    if _DAYS_OFF.search(text) and not is_cancel(sheet):
        return True
    if _AWAY_FROM_WORK.search(text) and not is_cancel(sheet) and not _OTHERS.search(text):
        return not (_WORKED_TOO.search(text) or _ON_DUTY_AWAY.search(text))
    if _NOT_LEAVE.search(text) or _OTHERS.search(text) or is_cancel(sheet):
        return False
    if _ABSENT.search(text) or _REASON.search(text) or _SICK.search(text):
        return True
    found = _ASK.search(text)
    return bool(found) and ("xin" in found.group() or _opens(text[: found.start()], sheet))  # type: ignore[union-attr]


def _opens(before: str, sheet: Sheet) -> bool:
    """Only a day, a part of day and the person stand before "nghỉ"."""
    rest = sheet.open[: len(before)].replace("\ue000", " ")
    allowed = {
        "em",
        "e",
        "tôi",
        "toi",
        "tui",
        "mình",
        "minh",
        "cháu",
        "chau",
        "anh",
        "chị",
        "chi",
        "con",
        "được",
        "duoc",
        "sẽ",
        "se",
        "phải",
        "cho",
        "bot",
        "ơi",
        "a",
        "c",
        "báo",
        "bao",
        "xin",
        "hôm",
        "dạ",
        "thì",
        "đang",
        "dang",
        "vẫn",
    }
    return all(word in allowed for word in rest.replace(",", " ").split()) and (bool(sheet.hits) or bool(rest.split()))


def read_leave(sheet: Sheet, today: date) -> LeaveReading:
    """From when to when, and which half of the day; nlu/absence.py tells the single stretches."""
    away = absence.read(sheet.text, today)
    half = away.stretches[0].half if away.first == away.last and len(away.stretches) == 1 else None
    return LeaveReading(away.first, away.last, half, bool(_WHY.search(sheet.text.clean)))
