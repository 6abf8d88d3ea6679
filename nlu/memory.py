"""Wordings that a person confirmed before, found again under the slips of a new day's typing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlu.syllables import is_syllable
from nlu.typos import one_slip

_SHORTEST = 3  # words of a wording that may be recalled with a slip in it
_SURE = 6  # words from which one slip may even make another real syllable ("giùm" – "giun")
_LEVELS = frozenset(
    "tuan thang quy nam ngay phuong xa tinh huyen bo so thon to khu doan dan hoi dang vien cap loai muc".split()
)
_LATE = frozenset(
    "chua xong roi dang con mai do met qua hoi nua luon nhe nha a".split()
)  # how it went, not what it was


def recall(memory: Mapping[str, str], wordings: Sequence[str]) -> str | None:
    """The item confirmed for one of these wordings of the same work: word for word, else with at most two slips.

    A slip is one edit in a word that then is no Vietnamese syllable; in a long wording also one that is, unless the
    word tells a level or a body ("tuần", "đoàn"). Two remembered wordings of different items recall nothing.
    """
    for wording in wordings:
        if (code := memory.get(wording)) is not None:
            return code
    for wording in wordings:
        words = _kept(wording)
        if len(words) >= _SHORTEST:
            found = {code for known, code in memory.items() if _alike(words, known, len(wording))}
            if found:
                return found.pop() if len(found) == 1 else None
    return None


def _kept(wording: str) -> list[str]:
    """The words of a wording without what is said of its end ("… chưa xong, mệt")."""
    words = wording.split()
    while words and words[-1] in _LATE:
        words.pop()
    return words


def _alike(words: list[str], known: str, size: int) -> bool:
    if abs(len(known) - size) > 24 or known[:1] != words[0][0]:
        return False
    others = _kept(known)
    if len(others) != len(words):
        return False
    differ = [(a, b) for a, b in zip(words, others, strict=True) if a != b]
    return len(differ) <= 2 and all(_slip(a, b, len(words)) for a, b in differ)


def _slip(typed: str, known: str, size: int) -> bool:
    if typed in _LEVELS or known in _LEVELS or not one_slip(typed, known):
        return False
    return not is_syllable(typed) or not is_syllable(known) or size >= _SURE
