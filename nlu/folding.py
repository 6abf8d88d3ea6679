"""Folding of a lower-case composed word, quick enough to be called for every word."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=16_384)
def fold_plain(word: str) -> str:
    """A lower-case word without accents, đ → d, letter for letter."""
    return "".join("d" if c == "đ" else unicodedata.normalize("NFD", c)[0] for c in word)
