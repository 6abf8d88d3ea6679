"""Words of names and messages as matching compares them: folded, with a measure of how well accents agree."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from nlu.folding import LETTERS, fold_letters
from nlu.lexicon import load, phrases

_TONES = "\u0300\u0301\u0309\u0303\u0323"


def _toneless(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    return unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))


def _tone(letter: str) -> str:
    return next((c for c in unicodedata.normalize("NFD", letter) if c in _TONES), "")


_PLAIN = {ord(c): _toneless(c) for c in LETTERS}
_TONE_OF = {c: _tone(c) for c in LETTERS}
_LONG_BODY = re.compile(r"uy ban |hoi dong nhan|mat tran to|ban quan ly|kho bac nha|kiem toan nha|ubmttq")
_BODY_WORDS = frozenset("uy hoi mat ban kho kiem ubmttq".split())  # what `_LONG_BODY` begins with
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")


class Word(NamedTuple):
    """One syllable or number: as written (lower case) and folded."""

    lower: str
    folded: str


def words(text: str) -> list[Word]:
    """The words of a text, composed and lower-cased; the long names of bodies become one word ("ubnd")."""
    lower = (text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)).lower()
    found = list(map(_word, _WORD.findall(lower)))
    if _BODY_WORDS.isdisjoint([word.folded for word in found]) or not _LONG_BODY.search(fold_letters(lower)):
        return found
    return _shortened(found, _bodies())


@cache
def _bodies() -> dict[str, tuple[tuple[tuple[str, ...], Word], ...]]:
    """First folded word → the rest of each long name, with its one-word form."""
    table: dict[str, tuple[tuple[tuple[str, ...], Word], ...]] = {}
    for short, names in load("signs")["bodies"].items():
        for name in phrases(names):
            parts = tuple(map(fold_letters, name.split()))
            table[parts[0]] = (*table.get(parts[0], ()), (parts, Word(short, fold_letters(short))))
    return table


def _shortened(found: list[Word], starts: dict[str, tuple[tuple[tuple[str, ...], Word], ...]]) -> list[Word]:
    out: list[Word] = []
    place = 0
    while place < len(found):
        for parts, word in starts.get(found[place].folded, ()):
            if tuple(w.folded for w in found[place : place + len(parts)]) == parts:
                out.append(word)
                place += len(parts)
                break
        else:
            out.append(found[place])
            place += 1
    return out


def plain_words(text: str) -> list[Word]:
    """The same for phrases of our own lists – composed, lower case, parted by single spaces – and much quicker."""
    folded = fold_letters(text)
    if _LONG_BODY.search(folded) or not text.replace(" ", "").isalpha():
        return words(text)
    return list(map(_word, text.split()))


def folded_phrases(texts: Sequence[str]) -> list[str | None]:
    """Phrases of our own lists folded all at once; None for those whose words are not simply what the spaces part."""
    whole = fold_letters("\n".join(texts))
    simple = map(str.isalpha, "\n".join(texts).replace(" ", "").split("\n"))
    folded: list[str | None] = [one if plain else None for one, plain in zip(whole.split("\n"), simple, strict=True)]
    for found in _LONG_BODY.finditer(whole):
        folded[whole.count("\n", 0, found.start())] = None
    return folded


@lru_cache(maxsize=16_384)
def _word(lower: str) -> Word:
    """One object for each word, however many phrases hold it."""
    return Word(lower, fold_letters(lower))


def folded_words(text: str) -> tuple[str, ...]:
    """The folded words of a text."""
    return tuple(word.folded for word in words(text))


@lru_cache(maxsize=16_384)
def accent_fit(typed: str, meant: str) -> float:
    """How well two spellings of a folded syllable agree: 1 the same, 0.9 typed bare, 0.7 in part, 0 against."""
    if typed == meant:
        return 1.0
    if typed.isascii() or meant.isascii():
        return 0.9 if typed.isascii() else 0.6
    plain_typed, plain_meant = typed.translate(_PLAIN), meant.translate(_PLAIN)
    tone_typed, tone_meant = _tone_in(typed), _tone_in(meant)
    if plain_typed == plain_meant:
        return (
            1.0
            if tone_typed == tone_meant
            else 0.7
            if not tone_typed or {tone_typed, tone_meant} == {"\u0309", "\u0303"}
            else 0.1
        )
    if plain_typed.isascii() and tone_typed == tone_meant:
        return 0.7
    return 0.0


def _tone_in(word: str) -> str:
    return next((tone for tone in map(_TONE_OF.get, word) if tone), "")


class Spelling:
    """Finds the known words that a mistyped word is one edit away from (symmetric deletes)."""

    def __init__(self, known: Iterable[str]) -> None:
        self.known = frozenset(word for word in known if word.isalpha())
        self._by_delete: dict[str, list[str]] = {}
        self._seen: dict[str, list[str]] = {}

    def near(self, folded: str) -> list[str]:
        """Known words within one edit (also two letters swapped), at most four, in alphabetical order."""
        if len(folded) < 3 or len(folded) > 12:
            return []
        if folded not in self._seen:
            if len(self._seen) > 20_000:
                self._seen.clear()
            self._seen[folded] = self._near(folded)
        return self._seen[folded]

    def _near(self, folded: str) -> list[str]:
        if not self._by_delete:
            self._fill()
        found = {word for part in (folded, *_deletes(folded)) for word in self._by_delete.get(part, ())}
        return sorted(word for word in found if _one_edit(folded, word))[:4]

    def _fill(self) -> None:
        for word in self.known:
            if len(word) < 3:
                continue
            for part in (word, *_deletes(word)):
                self._by_delete.setdefault(part, []).append(word)


def _deletes(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


def _one_edit(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 1:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rest_a, rest_b = a[start:], b[start:]
    if len(a) == len(b):
        return rest_a[1:] == rest_b[1:] or (rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:])
    return rest_a[1:] == rest_b if len(a) > len(b) else rest_a == rest_b[1:]
