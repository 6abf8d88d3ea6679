"""The office thesaurus: concept groups of how officials say things, found in messages and in item names."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from copy import copy
from functools import cache, cached_property
from itertools import pairwise
from typing import NamedTuple

from nlu.lexicon import load_once, phrases
from nlu.words import Word, accent_fit, folded_phrases, plain_words

_END = ";"  # between two phrases
_GAP = 3  # words that may stand in the place of "…"


class Group(NamedTuple):
    """One concept: what people say, the catalogue words it means, an example that needs it."""

    number: int
    said: str
    meant: str
    example: str

    @property
    def says(self) -> tuple[str, ...]:
        """What people say, phrase by phrase."""
        return phrases(self.said)

    @property
    def means(self) -> tuple[str, ...]:
        """The catalogue words, phrase by phrase."""
        return phrases(self.meant)

    @property
    def phrases(self) -> tuple[str, ...]:
        """Everything that is found in messages, each once."""
        return tuple(dict.fromkeys((*self.says, *self.means)))


class Said(NamedTuple):
    """A phrase of a group found in a message: words[start:end]."""

    group: int
    phrase: str
    start: int
    end: int
    fit: float


class _Phrase(NamedTuple):
    group: int
    text: str
    parts: tuple[tuple[Word, ...], ...]
    size: int
    third: str  # the folded third word of its first part, "" if that is shorter


class Thesaurus:
    """Finds groups in messages; `groups` in file order. A phrase is taken apart when a message first begins like it."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self.groups = tuple(groups)
        self._silent: frozenset[int] = frozenset()
        texts: list[str] = []
        self._begins = array("i")  # the place of each group's first phrase
        for group in groups:
            self._begins.append(len(texts))
            texts += group.phrases
        self._opened: dict[str, dict[str, tuple[_Phrase, ...]]] = {}
        together = zip(texts, folded_phrases(texts), strict=True)
        folded = [_folded(text) if one is None else one for text, one in together]
        self.size = len(folded)
        self._first, self._next = _chains(folded)
        self._folded = f" {_END} ".join(folded)
        self.vocabulary = set(self._folded.split()) - {_END}

    @cached_property
    def pairs(self) -> frozenset[str]:
        """The folded words that stand side by side in some phrase."""
        return frozenset(map(" ".join, pairwise(self._folded.split())))

    def means(self) -> list[tuple[int, tuple[str, ...]]]:
        """The group and the folded words of every phrase that a group means, in file order."""
        means = [(group.number, text) for group in self.groups for text in group.means]
        folded = folded_phrases([text for _, text in means])
        return [
            (number, tuple(told.split() if told is not None else [word.folded for word in plain_words(text)]))
            for (number, text), told in zip(means, folded, strict=True)
        ]

    def _beginning(self, key: str, third: str) -> tuple[_Phrase, ...]:
        """The phrases that begin with one word or with two, and go on with this third one if they have one."""
        if key not in self._first:
            return ()
        found = self._opened.get(key)
        if found is None:
            listed = tuple(map(self._phrase, self._chain(key)))
            thirds = {"", *(one.third for one in listed)}
            found = self._opened[key] = {
                word: tuple(one for one in listed if one.third in ("", word)) for word in thirds
            }
        return found.get(third, found[""])

    def _chain(self, key: str) -> Iterable[int]:
        place = self._first.get(key, -1)
        while place >= 0:
            yield place
            place = self._next[place]

    def _phrase(self, place: int) -> _Phrase:
        behind = bisect_right(self._begins, place) - 1
        group = self.groups[behind]
        text = group.phrases[place - self._begins[behind]]
        parts = _parts(text)
        third = parts[0][2].folded if len(parts[0]) > 2 else ""
        return _Phrase(group.number, text, parts, sum(map(len, parts)), third)

    def without(self, group: int) -> Thesaurus:
        """The same thesaurus with one group silent."""
        assert self.pairs  # put together once for all copies
        other = copy(self)
        other._silent = self._silent | {group}
        return other

    def find(self, sentence: Sequence[Word]) -> list[Said]:
        """Every phrase in the sentence; a phrase inside a longer one of another group counts less."""
        accented = not "".join([word.lower for word in sentence]).isascii()
        found: list[Said] = []
        for place, word in enumerate(sentence):
            after = sentence[place + 1].folded if place + 1 < len(sentence) else ""
            third = sentence[place + 2].folded if place + 2 < len(sentence) else ""
            phrases = self._beginning(word.folded, third) + self._beginning(f"{word.folded} {after}", third)
            if phrases:
                found += self._at(sentence, place, phrases, accented)
        best: dict[int, Said] = {}
        for said in _outer(found):
            if said.group not in best or said.fit > best[said.group].fit:
                best[said.group] = said
        return list(best.values())

    def _at(self, sentence: Sequence[Word], place: int, phrases: Iterable[_Phrase], accented: bool) -> Iterable[Said]:
        for phrase in phrases:
            found = _match(sentence, place, phrase.parts) if phrase.group not in self._silent else None
            if found is not None:
                certain = _certainty(phrase, sentence[place], accented)
                yield Said(phrase.group, phrase.text, place, found[0], found[1] * certain)


def _certainty(phrase: _Phrase, typed: Word, accented: bool) -> float:
    """One syllable says little, and still less where its accents were left out."""
    if phrase.size > 1:
        return 1.0
    if typed.lower == phrase.parts[0][0].lower:
        return 0.8
    return 0.1 if accented or typed.folded in _LITTLE else 0.4


# Syllables that mean anything when their accents are left out.
_LITTLE = frozenset("cho nha mo ma to so do tu co bo con may di ve ra vao len nay lam viec hop can".split())


def _match(sentence: Sequence[Word], place: int, parts: tuple[tuple[Word, ...], ...]) -> tuple[int, float] | None:
    """End and accent fit of the parts from `place` on, with at most `_GAP` words between two parts."""
    fit = _run(sentence, place, parts[0])
    end = place + len(parts[0])
    for part in parts[1:]:
        for gap in range(_GAP + 1):
            more = _run(sentence, end + gap, part) if fit else 0.0
            if more:
                end, fit = end + gap + len(part), min(fit, more)
                break
        else:
            return None
    return (end, fit) if fit else None


def _run(sentence: Sequence[Word], place: int, part: tuple[Word, ...]) -> float:
    """The weakest accent fit of the part at `place`; 0 where a word differs."""
    if place + len(part) > len(sentence):
        return 0.0
    fit = 1.0
    for i, want in enumerate(part):
        have = sentence[place + i]
        if have.folded != want.folded:
            return 0.0
        if have.lower != want.lower:
            fit = min(fit, accent_fit(have.lower, want.lower))
            if fit < 0.5:
                return 0.0
    return fit


def _outer(found: list[Said]) -> Iterable[Said]:
    if len(found) < 2:
        yield from found
        return
    for said in found:
        size = said.end - said.start
        inside = any(
            other.group != said.group
            and other.start <= said.start
            and said.end <= other.end
            and other.end - other.start > size
            for other in found
        )
        yield said._replace(fit=said.fit * 0.45) if inside else said


def _folded(text: str) -> str:
    """The folded words of a phrase with its parts kept apart."""
    return f" {_END} ".join(" ".join(word.folded for word in part) for part in _parts(text))


def _chains(folded: Sequence[str]) -> tuple[dict[str, int], array[int]]:
    """The word, or the two words, that phrases begin with → the first such phrase; each phrase → the next such one."""
    first: dict[str, int] = {}
    after = array("i", [-1]) * len(folded)
    for place in range(len(folded) - 1, -1, -1):
        begin = folded[place].split(" ", 2)
        key = begin[0] if len(begin) < 2 or begin[1] == _END else f"{begin[0]} {begin[1]}"
        after[place] = first.get(key, -1)
        first[key] = place
    return first, after


def _parts(text: str) -> tuple[tuple[Word, ...], ...]:
    return tuple(filter(None, (tuple(plain_words(part)) for part in text.split("…"))))


@cache
def thesaurus() -> Thesaurus:
    """The thesaurus of lexicon/thesaurus.toml."""
    listed = enumerate(load_once("thesaurus")["group"])
    return Thesaurus([Group(number, about["says"], about["means"], about["example"]) for number, about in listed])
