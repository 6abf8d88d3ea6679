"""One-edit slips in the words that the rules live on ("chềiu", "nagy", "tiênsg"): corrected before any rule reads them."""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

import unicodedata
from functools import lru_cache

from nlu.syllables import is_syllable

_KEYS = (
    "tiếng chiều sáng trưa ngày tuần tháng chưa xong buổi phút nghỉ phép trước rưỡi người lượt được không hôm làm kiểm thẩm định công văn trình biên báo cáo "
    "quyết thông giấy tiếp nhận hướng dẫn chứng thực trực họp soạn thảo viết giao đoàn khoảng tổng cộng mới đang hoàn thành nguyên nửa đến nhật bao nhiêu điểm"
).split()

# Borrowed words that look like slips of Vietnamese ones.
_FOREIGN = frozenset(
    "scan photo test update video clip file excel word zalo email mail gmail fanpage facebook livestream online offline slide laptop check checklist "
    "reset setup backup server camera team meeting deadline report link form google drive website portal cloud admin user pass password "
    "team group chat call phone drone trend show event sale shop data print copy paste code token ticket".split()
)


@lru_cache(maxsize=1)
def _near() -> dict[str, tuple[str, ...]]:
    """Every form with one letter left out → the key words that it may come from."""
    found: dict[str, list[str]] = {}
    for key in _KEYS:
        for form in _shorter(_plain(key)):
            found.setdefault(form, []).append(key)
    return {form: tuple(keys) for form, keys in found.items()}


def _plain(word: str) -> str:
    return "".join("d" if c == "đ" else unicodedata.normalize("NFD", c)[0] for c in word)


def _shorter(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


@lru_cache(maxsize=8_192)
def corrected(word: str) -> str | None:
    """The key word that a lower-case non-word is one slip away from, typed with or without accents like it; None if there is none."""
    plain = _plain(word)
    if not 4 <= len(plain) <= 8 or word in _FOREIGN or is_syllable(plain):
        return None
    near = _near()
    keys = {key for form in _shorter(plain) for key in near.get(form, ()) if one_slip(plain, _plain(key))}
    if len(keys) != 1:
        return None
    key = keys.pop()
    return key if word != plain else _plain(key)


def one_slip(a: str, b: str) -> bool:
    """Optimal string alignment distance of at most one, the first letter kept."""
    if a[0] != b[0] or abs(len(a) - len(b)) > 1:
        return False
    if len(a) == len(b):
        wrong = [i for i in range(len(a)) if a[i] != b[i]]
        swapped = (
            len(wrong) == 2 and wrong[1] == wrong[0] + 1 and a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]]
        )
        return swapped or len(wrong) <= 1
    long, short = (a, b) if len(a) > len(b) else (b, a)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
