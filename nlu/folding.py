"""Folding of lower-case composed text – accents away, đ → d, letter for letter – quick enough for every word."""

from __future__ import annotations

import unicodedata
from codecs import charmap_build, charmap_decode, charmap_encode
from functools import lru_cache

LETTERS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"
_SIGNS = "…–—“”‘’"  # stand between words and stay what they are


def _base(letter: str) -> str:
    return "d" if letter == "đ" else unicodedata.normalize("NFD", letter)[0]


# A code of our own with one byte a letter: encoded by the letters, decoded by what they fold to.
_KNOWN = "".join(map(chr, range(128))) + "".join(c for c in LETTERS if not c.isascii()) + _SIGNS
_ENCODED = charmap_build(_KNOWN + "\ufffe" * (256 - len(_KNOWN)))
_DECODED = "".join(map(_base, _KNOWN)) + "\ufffe" * (256 - len(_KNOWN))
_FOLD = {ord(c): _base(c) for c in LETTERS}


def _by_codes(text: str) -> str:
    """Folded at once; UnicodeEncodeError where a letter has no code."""
    return charmap_decode(charmap_encode(text, "strict", _ENCODED)[0], "strict", _DECODED)[0]


def fold_letters(text: str) -> str:
    """Any text with its lower-case Vietnamese letters folded; all else stays."""
    try:
        return _by_codes(text)
    except UnicodeEncodeError:
        return text.translate(_FOLD)


@lru_cache(maxsize=16_384)
def fold_plain(word: str) -> str:
    """A lower-case word without accents of any language."""
    try:
        return _by_codes(word)
    except UnicodeEncodeError:
        return "".join(map(_base, word))
