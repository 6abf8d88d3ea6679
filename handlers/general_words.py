"""What is typed about tiêu chí chung: «nhóm 2: 8», "8 8 9", "đ 100, e 50", with its reason."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal

import nlu

NUMBER = r"\d{1,3}(?:[.,]\d{1,4})?"
NAMED = re.compile(
    rf"\bnhom\s*(\d{{1,2}})\s*(?:con|la|thanh|xuong|len|:|=|->|→)?\s*({NUMBER})(?:\s*diem)?(?![\d.,]*\d)"
)
LIST = re.compile(rf"{NUMBER}(?:(?:\s*[,;·+/-]\s+|\s*[;·+/-]\s*|\s+){NUMBER})*")
SHARE = re.compile(r"(?<!\w)([dđe])\s*(?:là|la|còn|con|:|=)?\s*(\d{1,3})\s*%?(?!\w)")
WHY = re.compile(r"(?:[\s,;]|^)(?:vì|vi|do|lý do|ly do)\s*:?\s+", re.I)
BETWEEN = " ,;.&"
WHOM = re.compile(
    r"^(?:(?:sửa|sua|đổi|doi|chấm|cham)\s*(?:số\s*|so\s*)?(\d{1,3})\s*[:,.]?|(\d{1,3})\s*:)\s*(?=\S)", re.I
)
CASE_WHY = re.compile(
    r"(?:suy tho[áa]i|k[ỷy] lu[ậa]t|tham nh[ũu]ng|tham [ôo]|l[ãa]ng ph[íi])"
    r"\s*[:,;]?\s*(?:(?:vì|vi|do|lý do|ly do)\b\s*:?)?\s*(.*)$",
    re.I | re.S,
)
CASE = re.compile(r"^(bo )?(?:khong hoan thanh|kht)(?:\s*(?:vi|do|:|,|-))?\s+(?:bi )?(.+)$")
CASE_WORDS = {"suy thoai": "degradation", "ky luat": "discipline", "tham nhung": "corruption", "tham o": "corruption",
              "lang phi": "corruption"}  # fmt: skip
Entered = tuple[str, bool, str | None]
"""A case: its code ("" for none that is known), whether it is entered or taken back, the reason."""


@dataclass(frozen=True)
class Typed:
    """What a message gives: points by group number (`listed`: all of them in a row), shares by code, the reason."""

    points: dict[int, Decimal] = field(default_factory=dict)
    listed: bool = False
    shares: dict[str, Decimal] = field(default_factory=dict)
    reason: str | None = None


def read(text: str) -> Typed | None:
    """Points and shares of a message, nothing else in it but a reason; None for any other message."""
    text = unicodedata.normalize("NFC", text).strip()
    parts = WHY.split(text, maxsplit=1)
    body, reason = parts[0].lower(), parts[1].strip() if len(parts) > 1 else None
    shares = {code: Decimal(percent) / 100 for code, percent in SHARE.findall(body)}
    rest = nlu.fold(SHARE.sub(" ", body)).strip(BETWEEN)
    named = {int(number): _decimal(points) for number, points in NAMED.findall(rest)}
    left = re.sub(r"\bva\b", " ", NAMED.sub(" ", rest)).strip(BETWEEN)
    if named and not left:
        return Typed(named, False, shares, reason)
    if rest and not named and LIST.fullmatch(rest):
        return Typed(dict(enumerate(map(_decimal, re.findall(NUMBER, rest)), 1)), True, shares, reason)
    return Typed({}, False, shares, reason) if shares and not left else None


def whom(text: str) -> tuple[int, str] | None:
    """«sửa 3: nhóm 2 còn 7 vì …», "3: đ 100": the number of a list's line and the rest."""
    text = unicodedata.normalize("NFC", text).strip()
    found = WHOM.match(text)
    return (int(found[1] or found[2]), text[found.end() :]) if found else None


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def case(text: str) -> Entered | None:
    """«không hoàn thành do kỷ luật: QĐ 15» → (discipline, entered, the reason); "bỏ không hoàn thành do …" takes back.

    The grade is named on purpose: "kỷ luật" alone may mean points. "" for a case that is none.
    """
    text = unicodedata.normalize("NFC", text).strip()
    found = CASE.match(nlu.fold(text))
    if found is None:
        return None
    code = next((code for words, code in CASE_WORDS.items() if found[2].startswith(words)), "")
    why = CASE_WHY.search(text)
    return code, not found[1], (why[1].strip() or None) if why else None
