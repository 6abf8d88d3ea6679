"""Short forms of the office, read by their neighbours, the writer's post and what the catalogue speaks of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from nlu.lexicon import load, phrases
from nlu.syllables import is_syllable
from nlu.words import Word, accent_fit, folded_words, words

_ONE = 0.72  # from this share on a reading stands alone
_LEAST = 0.12  # readings below this share are not weighed


class Reading(NamedTuple):
    """One meaning of a short form; `share` is its part of one."""

    words: tuple[Word, ...]
    share: float

    @property
    def text(self) -> str:
        """The reading written out."""
        return " ".join(word.lower for word in self.words)


class _Sense(NamedTuple):
    words: tuple[Word, ...]
    prior: float
    near: frozenset[str]
    posts: tuple[str, ...]


class _Short(NamedTuple):
    written: str
    senses: tuple[_Sense, ...]


def _sense(means: str, about: dict[str, object]) -> _Sense:
    near = frozenset(" ".join(folded_words(part)) for part in phrases(str(about.get("near", ""))))
    posts = tuple(" ".join(folded_words(part)) for part in phrases(str(about.get("posts", ""))))
    return _Sense(tuple(words(means)), float(str(about.get("prior", 1.0))), near, posts)


@cache
def short_forms() -> dict[str, tuple[_Short, ...]]:
    """Folded short form → its entries ("hđ" and "hd" fold alike)."""
    table: dict[str, tuple[_Short, ...]] = {}
    for written, senses in load("abbreviations").items():
        short = _Short(written, tuple(_sense(means, about) for means, about in senses.items()))
        key = words(written)[0].folded
        table[key] = (*table.get(key, ()), short)
    return table


def _entry(word: Word) -> _Short | None:
    entries = short_forms().get(word.folded)
    if not entries:
        return None
    exact = [entry for entry in entries if entry.written == word.lower]
    if exact:
        return exact[0]
    if word.lower.isascii() and is_syllable(word.folded) and all(not entry.written.isascii() for entry in entries):
        return None
    if not word.lower.isascii() and all(accent_fit(word.lower, entry.written) < 0.6 for entry in entries):
        return None
    merged = tuple(sense for entry in entries for sense in entry.senses)
    return _Short(word.lower, merged)


def read(
    sentence: Sequence[Word], place: int, *, post: str = "", known: Callable[[str], bool] | None = None
) -> tuple[Reading, ...]:
    """Readings of the word at `place`, best first; empty if it is no short form.

    `post` is folded; `known` tells whether the catalogue has a phrase.
    """
    entry = _entry(sentence[place])
    if entry is None:
        return ()
    around = _around(sentence, place)
    weights = [_weight(sense, around, post, known) for sense in entry.senses]
    total = sum(weights) or 1.0
    ranked = sorted(
        (Reading(s.words, w / total) for s, w in zip(entry.senses, weights, strict=True)),
        key=lambda r: (-r.share, r.text),
    )
    if ranked[0].share >= _ONE:
        return (Reading(ranked[0].words, 1.0),)
    return tuple(reading for reading in ranked if reading.share >= _LEAST)


def _around(sentence: Sequence[Word], place: int) -> frozenset[str]:
    """Words and word pairs near the place; the next ones on each side are named twice with a mark."""
    before = [w.folded for w in sentence[max(0, place - 3) : place]]
    after = [w.folded for w in sentence[place + 1 : place + 4]]
    pairs = [f"{a} {b}" for side in (before, after) for a, b in pairwise(side)]
    return frozenset(before + after + pairs)


def _weight(sense: _Sense, around: frozenset[str], post: str, known: Callable[[str], bool] | None) -> float:
    weight = sense.prior * (1 + 5 * min(2, len(sense.near & around)))
    if post and any(part in post for part in sense.posts):
        weight *= 4
    if known is not None and not known(" ".join(word.folded for word in sense.words)):
        weight *= 0.35
    return weight
