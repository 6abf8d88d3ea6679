"""Vietnamese numbers in digits and words: "1.200", "1,5", "hai chục", "hai mốt", "một trăm linh năm"."""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

import re
from decimal import Decimal

from nlu.normalise import fold

_UNITS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
}  # fmt: skip
_WORD = "(?:mười|một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|trăm|chục|nửa chục|tá)"
_NEXT = (
    "(?:mươi|mười|một|mốt|hai|ba|bốn|tư|năm|lăm|nhăm|sáu|bảy|bẩy|tám|chín|trăm|linh|lẻ|chục|nghìn|ngàn|tá|rưỡi|rưởi)"
)
WORDS = rf"{_WORD}(?:\s{_NEXT}){{0,6}}"
_TENS = "(?:hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín)"
_ONES = r"(?:\s(?:mốt|hai|ba|bốn|tư|lăm|nhăm|sáu|bảy|bẩy|tám|chín)(?!\w))"
TENS = (  # number words that can be nothing else: "hai chục", "mười lăm", "ba mươi hai"
    rf"(?:{_TENS}\s(?:mươi|chục)(?:{_ONES}|(?!{_ONES}))|mười\s(?:một|hai|ba|bốn|lăm|sáu|bảy|bẩy|tám|chín))"
)
DIGITS = r"\d{1,7}(?:[.,]\d{1,3})*(?:\schục(?!\w))?"
NUMBER = rf"(?:{DIGITS}|{WORDS})"
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")


def number(text: str) -> Decimal | None:
    """The value of a number in digits or words (any accents), None where it is none."""
    plain = fold(text).strip()
    if plain[:1].isdigit():
        digits, _, tens = plain.partition(" ")
        value = _digits(digits)
        return value * 10 if tens and value is not None else value
    return _words(plain.split())


def _digits(plain: str) -> Decimal | None:
    if _THOUSANDS.fullmatch(plain):
        return Decimal(re.sub("[.,]", "", plain))
    try:
        return Decimal(plain.replace(",", "."))
    except ArithmeticError:
        return None


def _words(parts: list[str]) -> Decimal | None:
    """Reads left to right: `total` holds finished hundreds and thousands, `here` the part below."""
    total, here, last = 0, 0, 0
    for i, word in enumerate(parts):
        if word in ("muoi", "chuc", "ta", "tram", "nghin", "ngan"):
            scale = {"muoi": 10, "chuc": 10, "ta": 12, "tram": 100}.get(word, 1000)
            total, here = _scaled(total, here, scale, first=i == 0)
            last = scale
        elif word in ("linh", "le"):
            last = 1
        elif word == "nua":
            return Decimal(6 if parts[-1] == "ta" else 5)
        elif word in ("ruoi",):
            total += last // 2
        else:
            digit = 1 if word == "mot" else _UNITS.get(word)
            if digit is None:
                return None
            here = here * 10 + digit if 0 < here < 10 and last not in (10, 12, 100, 1000) else here + digit
            last = 0
    return Decimal(total + here)


def _scaled(total: int, here: int, scale: int, *, first: bool) -> tuple[int, int]:
    if scale >= 100:
        return total + (here or 1) * scale, 0
    return total, (1 if first or not here else here) * scale


# Words without accents that are other words in a text with accents ("sau" after, "nam" male, "bay" to fly …).
_ACCENTED_ONLY = frozenset({"mot", "bon", "nam", "sau", "bay", "tam", "chin", "muoi", "tu", "tram", "chuc"})
_YEAR_BEFORE = re.compile(
    r"(?:cuoi|dau|giua|trong|ca|hang|moi|tung|nhieu|qua|het|sang|suot|cac|nua|theo|tung|may|vai|tron|quy|thang|hai|ket|su|du toan|lon|don|toan|da) $"
)

_CHUC_BEFORE = re.compile(r"(?:to|tổ|vien|cong|thuc|don|chuc) $")


def meant(word: str, before: str, *, accented: bool) -> bool:
    """Whether number words are meant as a number: no "sau" or "nam" among accents, no "năm" of "cuối năm" (`before`: the text before it)."""
    first = word.split()[0]
    if (accented and first in _ACCENTED_ONLY) or (first == "chuc" and _CHUC_BEFORE.search(before)):
        return False
    return not (fold(first) == "nam" and _YEAR_BEFORE.search(fold(before[-12:])))
