"""The office thesaurus: concept groups of how officials say things, found in messages and in item names."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from nlu.lexicon import load, phrases
from nlu.words import Word, accent_fit, words

_GAP = 3  # words that may stand in the place of "…"


class Group(NamedTuple):
    """One concept: what people say, which catalogue words it means, and an example that needs it."""

    number: int
    says: tuple[str, ...]
    means: tuple[str, ...]
    example: str


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


class Thesaurus:
    """Finds groups in messages; `groups` in file order."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self.groups = tuple(groups)
        self._by_start: dict[str, list[_Phrase]] = {}
        for group in groups:
            for text in (*group.says, *group.means):
                self._add(group.number, text)

    def _add(self, number: int, text: str) -> None:
        parts = tuple(tuple(words(part)) for part in text.replace("...", "…").split("…"))
        parts = tuple(part for part in parts if part)
        if parts and "+" not in text:
            phrase = _Phrase(number, text, parts, sum(map(len, parts)))
            self._by_start.setdefault(parts[0][0].folded, []).append(phrase)

    def find(self, sentence: Sequence[Word]) -> list[Said]:
        """Every phrase in the sentence; a phrase inside a longer one of another group counts less."""
        found = [said for place, word in enumerate(sentence) for said in self._at(sentence, place, word)]
        best: dict[int, Said] = {}
        for said in _outer(found):
            if said.group not in best or said.fit > best[said.group].fit:
                best[said.group] = said
        return list(best.values())

    def _at(self, sentence: Sequence[Word], place: int, word: Word) -> Iterable[Said]:
        for phrase in self._by_start.get(word.folded, ()):
            found = _match(sentence, place, phrase.parts)
            if found is not None:
                yield Said(phrase.group, phrase.text, place, found[0], found[1] * _certainty(phrase))


def _certainty(phrase: _Phrase) -> float:
    return 0.8 if phrase.size == 1 else 1.0


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
    for said in found:
        size = said.end - said.start
        inside = any(
            other.group != said.group and other.start <= said.start and said.end <= other.end and other.end - other.start > size
            for other in found
        )
        yield said._replace(fit=said.fit * 0.45) if inside else said


def _texts(value: object) -> tuple[str, ...]:
    return phrases(value) if isinstance(value, str) else tuple(str(part) for part in value)  # type: ignore[attr-defined]


@cache
def thesaurus() -> Thesaurus:
    """The thesaurus of lexicon/thesaurus.toml."""
    groups = load("thesaurus").get("group", [])
    return Thesaurus([Group(i, _texts(g["says"]), _texts(g["means"]), str(g["example"])) for i, g in enumerate(groups)])
