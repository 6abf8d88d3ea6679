"""How near a text is to the name of a work item, learned from how officials say their work (ADR 0009).

nlu/lexicon/akin.bin holds two rows of small numbers for every sign – a syllable, a pair of syllables, a syllable with
its accents –: what it means in a message and what it means in a name. A text is the sum of the rows of its signs; the
cosine of two sums is how alike they are. Fitted by benchmarks/nlu/fit_akin.py from benchmarks/nlu/wordings.
"""

from __future__ import annotations

from array import array
from binascii import crc32
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from math import sqrt
from operator import add, mul
from struct import calcsize, unpack_from
from typing import NamedTuple

from nlu.lexicon import load_bytes
from nlu.words import Word, words

HEAD = "<4sII"  # mark, signs, numbers in a row
MARK = b"AKIN"


class _Table(NamedTuple):
    """The hashes of the signs in order, and their rows, one after the other: in messages, then in names."""

    hashes: memoryview
    rows: memoryview
    size: int


@cache
def _table() -> _Table:
    data = load_bytes("akin.bin")
    mark, count, size = unpack_from(HEAD, data)
    if mark != MARK:
        raise ValueError("nlu/lexicon/akin.bin is not what benchmarks/nlu/fit_akin.py writes")
    start = calcsize(HEAD)
    rows = start + 4 * count
    return _Table(data[start:rows].cast("I"), data[rows:].cast("b"), size)


def signs_of(typed: Sequence[Word]) -> Iterator[str]:
    """The signs of a text, each once: folded syllables and their pairs, and syllables with the accents they have."""
    kept = [word for word in typed if word.folded.isalpha()]
    yield from {word.folded: None for word in kept}
    yield from {f"{a.folded} {b.folded}": None for a, b in pairwise(kept)}
    yield from {f"@{word.lower}": None for word in kept if not word.lower.isascii()}


def hash_of(sign: str) -> int:
    """The 32-bit number that stands for a sign in the table."""
    return crc32(sign.encode())


def said(typed: Sequence[Word]) -> array[float] | None:
    """The direction of a piece of a message, of length 1; None where no sign of it is known."""
    return _direction(typed, 0)


def named(name: str) -> array[float] | None:
    """The direction of the name of a work item, of length 1; None where no sign of it is known."""
    return _direction(words(name), 1)


def likeness(one: array[float], other: array[float]) -> float:
    """The cosine of two directions, not below 0."""
    return max(0.0, float(sum(map(mul, one, other))))


def _direction(typed: Sequence[Word], side: int) -> array[float] | None:
    hashes, rows, size = _table()
    count = len(hashes)
    total: Sequence[int] = [0] * size
    for sign in signs_of(typed):
        number = hash_of(sign)
        place = bisect_left(hashes, number)
        if place < count and hashes[place] == number:
            start = (side * count + place) * size
            total = list(map(add, total, rows[start : start + size]))
    length = sqrt(sum(map(mul, total, total)))
    return array("f", [part / length for part in total]) if length else None


def size() -> int:
    """How many numbers a direction has."""
    return _table().size
