"""Whether a stretch of a message belongs to the piece of work before it: the rules propose, a sum of signals decides.

The weights stand in nlu/lexicon/seams.toml, fitted by benchmarks/nlu/fit_seams.py; a positive sum joins.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from math import exp

from nlu.atoms import Atom
from nlu.beside import Piece
from nlu.lexicon import load
from nlu.openers import WHOLE_VERBS, opens
from nlu.patterns import Sheet
from nlu.signals import sort_of

_FEW = 5


@cache
def weights() -> dict[str, float]:
    """Signal → how much it speaks for joining."""
    lines = filter(None, load("seams")["signals"].splitlines())
    return {name: int(number) / 100 for name, number in (line.rsplit("|", 1) for line in lines)}


def opinion(ruled: bool) -> str:
    """The signal of what the rules say."""
    return "rule joins" if ruled else "rule cuts"


def joins(found: Iterable[str]) -> float:
    """How likely it is that both are one piece, from the signals of the seam."""
    by = weights()
    total = sum(by[name] for name in found if name in by)
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def signals(
    sheet: Sheet,
    row: Sequence[tuple[int, str]],
    piece: Piece,
    atom: Atom,
    after: Atom | None,
    *,
    first: bool,
    known: bool,
) -> Iterator[str]:
    """What a seam shows: the sign between, the words around it, what is told on both sides.

    `row`: the tokens of the message with their places; `first`: only one piece stands before the seam; `known`: the
    catalogue knows the words behind it.
    """
    here = _between(row, atom.start, atom.end)
    before = _between(row, max(piece.start, piece.end - 60), piece.end)
    head = _between(row, piece.start, min(piece.end, piece.start + 40))
    yield "always"
    yield f"mark {atom.mark}"
    yield f"mark {atom.mark} then {after.mark if after else 'end'}"
    for n, word in enumerate(here[:4]):
        yield f"a{n} {word}"
        yield f"u {word}"
    yield f"am {atom.mark} {here[0] if here else ''}"
    yield f"a2 {' '.join(here[:2])}"
    for n, word in enumerate(before[:-3:-1]):
        yield f"z{n} {word}"
    if here:
        yield f"last {here[-1]}"
    kinds, ends = [sort_of(word) for word in here], [sort_of(word) for word in before]
    for size in (1, 2, 3):
        yield f"ka {atom.mark} {' '.join(kinds[:size])}"
    yield f"kz {' '.join(ends[-2:])} / {' '.join(kinds[:2])}"
    yield f"kh {' '.join(sort_of(word) for word in head[:2])} / {' '.join(kinds[:2])}"
    words = [word for word in here if word.isalpha()]
    yield f"size {min(len(words), _FEW)}"
    yield f"size {atom.mark} {min(len(words), 3)}"
    if head and here and words and words[0] in head[:3]:
        yield "same word opens"
    yield f"opens {opens(words[:3]) if words else 0}"
    if any(" ".join(words[:n]) in WHOLE_VERBS for n in (2, 3)):
        yield "whole verb"
    told = {hit.kind for hit in sheet.within((atom.start, atom.end))}
    had = {hit.kind for hit in sheet.within(*piece.parts)}
    for kind in _TOLD:
        if kind in told or kind in had:
            yield f"told {kind} {int(kind in had)}{int(kind in told)}"
    yield f"told any {int(bool(had))}{int(bool(told))} {atom.mark}"
    if known:
        yield "known"
    if first:
        yield "first"


def _between(row: Sequence[tuple[int, str]], start: int, end: int) -> list[str]:
    return [token for _, token in row[bisect_left(row, (start,)) : bisect_left(row, (end,))]]


_TOLD = ("quantity", "duration", "range", "clock", "date", "part_of_day", "literal", "places")
