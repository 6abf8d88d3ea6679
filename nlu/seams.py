"""Where a further piece of work begins: the rules propose, a sum of signals decides.

Every token of a message where a piece could begin shows signals: the sign before it, the words on both sides, what is
told there, what the rules say. Their weights stand in nlu/lexicon/seams.toml, fitted by benchmarks/nlu/fit_seams.py
from messages in which other writers marked the pieces; a positive sum begins a piece.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import takewhile
from math import exp
from typing import NamedTuple

from nlu.lexicon import load_weights
from nlu.openers import opens
from nlu.signals import sort_of

CONNECTING = frozenset(("roi", "xong", "va", "voi"))
_STOPS = frozenset((",", ".", ";", "+", "<line>"))
_TOLD = (
    "<quantity>",
    "<duration>",
    "<range>",
    "<clock>",
    "<date>",
    "<part_of_day>",
    "<today>",
    "<back>",
    "<day>",
    "<ahead>",
    "<literal>",
    "<places>",
    "<docnum>",
)
_DAYS = frozenset(("<date>", "<today>", "<back>", "<day>", "<ahead>", "<part_of_day>"))
_START, _END = "<s>", "</s>"
_SIGNS, _CLAUSE, _PIECE = 4, 16, 24  # how many tokens are looked at


@cache
def weights() -> dict[str, float]:
    """Signal → how much it speaks for a further piece of work."""
    return load_weights("seams")


def begins(found: Iterable[str], by: Mapping[str, float] | None = None) -> float:
    """How likely it is that a piece begins where these signals are shown; `by`: other weights."""
    by = weights() if by is None else by
    total = sum(by[name] for name in found if name in by)
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


class Seam(NamedTuple):
    """What the rules say of a seam: the sign of it, whether they cut there, by which rule."""

    mark: str
    cuts: bool
    rule: str

    @property
    def kept(self) -> bool:
        """Whether the cut stands, whatever speaks against it: what is still to come or was not done stays apart."""
        return self.cuts and self.rule in ("tomorrow", "instead")


def opinion(seam: Seam | None, kind: str, then: str) -> tuple[str, ...]:
    """The signals of what the rules say of a token of some kind; `then`: the sign of the next seam."""
    if seam is None:
        return ("no seam", f"no seam {kind}", f"no seam then {then}")
    mark, said = seam.mark, "rules cut" if seam.cuts else "rules join"
    return (
        said,
        f"{said} {mark}",
        f"{said} {kind}",
        f"{said} {mark} {kind}",
        f"{mark} then {then}",
        f"{said} by {seam.rule}",
        f"{said} {mark} by {seam.rule}",
    )


def first(row: Sequence[tuple[int, str]], place: int) -> int:
    """The number of the first token at or behind a place that is neither a sign nor a word that only connects."""
    number = bisect_left(row, (place,))
    while number < len(row) and _connects(row[number][1]):
        number += 1
    return number


def _connects(token: str) -> bool:
    return token in CONNECTING or token == "<line>" or not (token.isalnum() or token[0] in "<@")


def candidates(tokens: Sequence[str], kinds: Sequence[str]) -> list[int]:
    """The tokens where a piece could begin: behind a sign or something told, at something told or a verb."""
    found = []
    for number in range(1, len(tokens)):
        token, before = tokens[number], tokens[number - 1]
        if (before, token) in _OF_A_MEETING or _heads(tokens, number) or tokens[number - 2 : number] == ["cho", "xong"]:
            continue
        if not _connects(token) and (
            token[0] == "<" or before[0] == "<" or _connects(before) or kinds[number] == "V" or token in _MAY_OPEN
        ):
            found.append(number)
    return found


def _heads(tokens: Sequence[str], number: int) -> bool:
    """Whether nothing but a day or part of it stands before a token, back to a sign: "mai | họp" is one piece."""
    start = number
    while start > 0 and tokens[start - 1] in _DAYS:
        start -= 1
    return start < number and (start == 0 or tokens[start - 1] in _STOPS)


# Words that open work often enough although they are no verbs by themselves, or other words without their accents.
_MAY_OPEN = frozenset("di ve len xuong lay dang nghe rua lau bao sap".split())


# "kết luận họp", "biên bản họp", "tài liệu họp": a paper of a meeting.
_PAPERS = "luan ban moi lieu dung lich trinh bb gm tbkl phong cuoc ky"
_OF_A_MEETING = frozenset((word, "hop") for word in _PAPERS.split())


def kinds_of(tokens: Sequence[str]) -> list[str]:
    """What each token is (`sort_of`); of a verb of several words the first is V, the others v."""
    found = list(map(sort_of, tokens))
    number = 0
    while number < len(tokens):
        size = opens(list(takewhile(str.isalpha, tokens[number : number + 3]))) if tokens[number].isalpha() else 0
        if size > 1:
            found[number : number + size] = ["V", *"v" * (size - 1)]
        number += max(1, size)
    return found


def chances(
    row: Sequence[tuple[int, str]], seams: Mapping[int, Seam], by: Mapping[str, float] | None = None
) -> dict[int, float]:
    """Token → how likely a further piece of work begins there.

    `row`: the tokens with their places; `seams`: token → what the rules say; `by`: other weights.
    """
    return {number: chance(seams.get(number), shown, by) for number, shown in observed(row, seams)}


def chance(seam: Seam | None, shown: Iterable[str], by: Mapping[str, float] | None = None) -> float:
    """How likely a further piece begins where this is shown: certainly where the rules keep the cut."""
    return 1.0 if seam and seam.kept else begins(shown, by)


def observed(row: Sequence[tuple[int, str]], seams: Mapping[int, Seam]) -> Iterator[tuple[int, list[str]]]:
    """Every token where a piece could begin, and what is shown there."""
    tokens = [token for _, token in row]
    kinds = kinds_of(tokens)
    piece, places = 0, sorted(place for place in seams if 0 < place < len(tokens))
    for number in sorted({*candidates(tokens, kinds), *places}):
        seam = seams.get(number)
        behind = places[bisect_right(places, number) :]
        shown = [*signals(tokens, kinds, number), *_piece(tokens, kinds, piece, number)]
        shown += opinion(seam, kinds[number], seams[behind[0]].mark if behind else "end")
        yield number, shown
        if seam and seam.cuts:
            piece = number


def signals(tokens: Sequence[str], kinds: Sequence[str], number: int) -> Iterator[str]:
    """What is shown where a piece would begin with the token of this number."""
    gap = number
    while gap > 0 and _connects(tokens[gap - 1]):
        gap -= 1
    sign = " ".join(tokens[gap:number][-_SIGNS:])
    size = len(tokens)
    after = [tokens[place] if place < size else _END for place in range(number, number + 4)]
    before = [tokens[place] if place >= 0 else _START for place in range(gap - 1, gap - 3, -1)]
    sorts = [kinds[place] if place < size else _END for place in range(number, number + 4)]
    behind = [kinds[place] if place >= 0 else _START for place in range(gap - 1, gap - 4, -1)]
    yield "always"
    yield f"sign {sign}"
    for place, word in enumerate(after):
        yield f"a{place} {word}"
    yield f"z0 {before[0]}"
    yield f"z1 {before[1]}"
    yield f"a {after[0]} {after[1]}"
    yield f"za {before[0]} {after[0]}"
    yield f"sz {sign} {before[0]}"
    for length in (1, 2, 3, 4):
        yield f"k {sign} {' '.join(sorts[:length])}"
    yield f"kk {' '.join(behind)} / {' '.join(sorts[:3])}"
    yield from _clauses(tokens, kinds, gap, number, sign)


def _clauses(tokens: Sequence[str], kinds: Sequence[str], gap: int, number: int, sign: str) -> Iterator[str]:
    """What the stretches up to the next signs on both sides hold."""
    start, end = gap, number
    while start > max(0, gap - _CLAUSE) and tokens[start - 1] not in _STOPS:
        start -= 1
    while end < min(len(tokens), number + _CLAUSE) and tokens[end] not in _STOPS and tokens[end] != "roi":
        end += 1
    left, right = tokens[start:gap], tokens[number:end]
    words = [word for word in right if word.isalpha()]
    few, many = sum(word.isalpha() for word in left), len(words)
    yield f"words {min(few, 6)} {min(many, 6)}"
    yield f"left {sign} {min(few, 4)}"
    yield f"right {sign} {min(many, 4)}"
    for kind in _TOLD:
        had, has = kind in left, kind in right
        if had or has:
            yield f"told {kind} {had:d}{has:d} {sign != ''}"
    act = opens(words[:3]) if words and right[0].isalpha() else 0
    yield f"opens {act} {sign}"
    yield f"opens {act} behind {kinds[gap - 1] if gap else _START}"


def _piece(tokens: Sequence[str], kinds: Sequence[str], start: int, number: int) -> Iterator[str]:
    """What the piece of the rules holds up to a token: how much, what is told, how it opens."""
    held, kind, before = tokens[max(start, number - _PIECE) : number], kinds[number], tokens[number - 1]
    sign = before if not before.isalnum() and before[0] != "<" else ""
    words = [word for word in held if word.isalpha()]
    yield f"held {min(len(words), 8)} {sign}"
    for told in _HELD:
        yield f"held {told} {told in held:d} {kind}"
    yield f"held any {any(told in held for told in _HELD):d} {sign} {kind}"
    yield f"head {kinds[start]} {kind} {sign}"
    if held[0] == tokens[number]:
        yield "same word opens"
    yield f"acts {opens(words[:3]) > 0:d}{opens([w for w in tokens[number : number + 3] if w.isalpha()]) > 0:d}"


_HELD = _TOLD[:4] + _TOLD[5:6]


__all__ = [
    "CONNECTING",
    "begins",
    "candidates",
    "chance",
    "chances",
    "first",
    "observed",
    "opinion",
    "signals",
    "weights",
]
