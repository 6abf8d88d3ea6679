"""State secrets do not belong in a chat: a document that is marked mật, tối mật or tuyệt mật is recognised before anything is stored."""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

import re

from nlu.normalise import fold, normalise
from nlu.patterns import rx

_MARKS = {"tuyet mat": "tuyệt mật", "toi mat": "tối mật", "mat": "mật"}
# "bảo mật", "mật khẩu", "mật độ", "bí mật", "mật ong", "thân mật", "gương mặt" name no secret document; unaccented "mat" is also mất, mặt, mắt.
_NUMBERED = re.compile(
    r"(?<!\w)\d{1,6}\s?[/-]\s?(?:[a-z]{1,8}[-/&]){0,4}(?:mat|toimat|tuyetmat|tm|tmat)(?![a-z])|(?<!\w)\d{1,6}[/-][^\W\d_]{1,8}(?:-[^\W\d_]{1,8}){0,3}\s?\(\s?(?:do )?(?:toi |tuyet )?mat\s?\)"
)
_LEVEL = rx(
    r"(?<!\w)(?:độ|chế độ|mức độ|đóng dấu|dấu|đóng|tài liệu|văn bản|công văn|cv|vb|hồ sơ|báo cáo|bc|kế hoạch|kh|phương án|nghị quyết|quyết định|qđ|biên bản|tờ trình|thông báo|bản đồ|số liệu|nội dung|cuộc họp|phiếu|đề án|điện|công điện)\s(?P<mark>tuyệt mật|tối mật|mật)(?!\w)(?!\s(?:khẩu|độ|ong|thiết|vụ|mã))"
)
_ALONE = rx(r"(?<!\w)(?P<mark>tuyệt mật|tối mật)(?!\w)")
_ACCENTED_ALONE = re.compile(
    r"(?<![^\W\d_])(?<!bảo )(?<!bí )(?<!thân )(?<!cơ )(?<!mật )(?P<mark>mật)(?!\s(?:khẩu|độ|ong|thiết|vụ|mã|mía|thư viện))(?![^\W\d_])\s*[:–-]"
)
_LAWFUL = rx(
    r"(?<!\w)(?:phát hành|tiếp nhận|nhận|chuyển|vào sổ|đóng dấu|cấp số|quản lý|sao|photo|xử lý|lưu|gửi|trình|đăng ký|bàn giao|giao nhận|đi|đến)?\s*(?:\d+|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mấy|vài|các)?\s*"
    r"(?:lượt\s|bộ\s|cái\s)?(?:văn bản|vb|công văn|cv|tài liệu|hồ sơ|hs)\s(?:đi\s|đến\s|theo chế độ\s|chế độ\s|độ\s)?(?:tuyệt mật|tối mật|mật)\s*(?:\d+\s*(?:cái|bộ|văn bản|vb|bản|lượt)?|đi|đến|theo chế độ|đúng quy định|theo quy định|xong|rồi|hết|\W)*(?:(?:\d+|một|nửa)\s?(?:h|g|giờ|tiếng|phút|p|buổi|')(?:\s?\d+)?)?\s*\W*$"
)
# A document's number and a mark in one piece: the number itself is what must not be kept.
_DOCUMENT = re.compile(r"(?<![\w/])\d{1,6}\s?[-/]\s?[a-z][a-z/&-]+")
_MARKED = re.compile(
    r"(?<!bảo )(?<!bí )(?<!thân )(?<!cơ )(?<![^\W\d_])(?:tuyệt mật|tối mật|mật)(?![^\W\d_])(?!\s(?:khẩu|độ|ong|thiết|vụ|mã|mía|thư viện))|(?<![^\W\d_])(?:tuyet|toi) mat(?![^\W\d_])|\((?:tuyet |toi )?mat\)"
)
_PIECES = re.compile(r"[,;\n]|\.\s|\s(?:rồi|roi)\s")


def classified_mark(text: str) -> str | None:
    """The secrecy mark that a text carries ("mật", "tối mật", "tuyệt mật"), None where it carries none.

    A lawful work item with a count and no content ("phát hành 3 văn bản mật") and the everyday words "bảo mật", "mật khẩu", "mật độ"
    pass. Nothing is kept of the text.
    """
    clean = normalise(text[:4096])
    plain = clean.folded
    if not re.search(r"mat|\btm\b", plain):
        return None
    if found := _NUMBERED.search(plain):
        return _mark(found.group())
    if any(_DOCUMENT.search(fold(piece)) and _MARKED.search(piece) for piece in _PIECES.split(clean.clean)):
        return _mark(plain)
    level = _LEVEL.search(clean.clean) or _ALONE.search(clean.clean)
    if level and _really(level.group("mark"), clean.accented):
        return None if _lawful(clean.clean) else _MARKS[fold(level.group("mark"))]
    if _ACCENTED_ALONE.search(clean.clean):
        return "mật"
    return None


def _mark(found: str) -> str:
    return "tuyệt mật" if "tuyet" in found else "tối mật" if "toi" in found else "mật"


def _really(mark: str, accented: bool) -> bool:
    """Unaccented "mat" in an accented text is a typo for something else, not a mark."""
    return not (accented and mark == "mat")


def _lawful(text: str) -> bool:
    """Every piece with a mark is only a count of documents handled."""
    pieces = [piece for piece in re.split(r"[,;\n.]|\s(?:rồi|và)\s", text) if re.search(r"m[ậa]t(?!\w)", piece)]
    return bool(pieces) and all(_LAWFUL.fullmatch(piece.strip()) for piece in pieces)
