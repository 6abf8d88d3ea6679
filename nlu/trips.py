"""What the intents of messages do not know: taking leave back, and trips and courses whose log is put off."""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

import re
from datetime import date

from nlu.absence import ALL_DAY, ALL_WEEK, read, scan_days
from nlu.normalise import Text, fold, normalise
from nlu.patterns import TAKEN, Sheet, rx

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


def told(text: str, today: date) -> str | None:
    """«cancel», "trip" or "study" where a message says so; None for any other message."""
    clean = normalise(text[:1_000])
    named = any(pattern.search(clean.clean) for pattern in (_CANCEL, _TRIP, _STUDY, _COURSE, _LATER))
    if not named or _ASKED.search(clean.folded):
        return None
    sheet = scan_days(clean, today)
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
    whole = found.group() == "công tác" or found.group() == "cong tac" or ALL_DAY.search(clean.clean)
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
    long = away.last > away.first or bool(ALL_WEEK.search(clean.clean))
    whole = any(pattern.search(clean.clean) for pattern in (ALL_DAY, _FAR, _COURSE))
    return long or (away.first > today and whole)
