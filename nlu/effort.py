"""How long work like this usually takes, learned from the standard times of what was meant (ADR 0010).

Where a catalogue has bare levels ("Mức 2") for all that it does not name, little but the effort tells them apart. The
expected effort of a text is a sum over its words, pairs, opening, act and kind of document and over its direction among
all kinds of work (nlu/akin.py), in doublings of a minute. The weights stand in nlu/lexicon/effort.toml, fitted by
benchmarks/nlu/fit_effort.py.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from math import log2
from operator import mul
from typing import NamedTuple

from nlu.lexicon import load_once, weights_in
from nlu.matching import Query

_MOST = 12.0  # squared doublings; what is further off is not worse
_SCALE = -1 / 3
UNKNOWN = -2.0  # an item without a standard time


class Weights(NamedTuple):
    """What every effort begins with, what a signal adds to it, and each number of the direction."""

    base: float
    signals: Mapping[str, float]
    direction: tuple[float, ...]


@cache
def weights() -> Weights:
    """The weights of lexicon/effort.toml."""
    table = load_once("effort")
    return Weights(table["base"] / 100, weights_in(table), tuple(number / 100 for number in table["direction"]))


def signals(query: Query, *, leader: bool) -> Iterator[str]:
    """What a piece shows of its effort, each sign once."""
    folded = [word.folded for word in query.typed]
    spoken = [word for word in folded if word.isalpha()]
    yield from dict.fromkeys(spoken)
    yield from dict.fromkeys([f"{one} {other}" for one, other in pairwise(folded)])
    for place, word in enumerate(spoken[:2]):
        yield f"h{place} {word}"
    if query.action:
        yield f"ACT {query.action}"
    if query.documents:
        yield f"DOC {query.documents[0]}"
    yield "lead" if leader else "no lead"


def expected(query: Query, direction: array[float] | None, *, leader: bool) -> float:
    """The effort of a piece, as the binary logarithm of minutes; `direction` is that of its text (nlu/akin.py)."""
    by = weights()
    total = by.base + sum([by.signals.get(name, 0.0) for name in signals(query, leader=leader)])
    return total + (sum(map(mul, direction, by.direction)) if direction is not None else 0.0)


def nearness(effort: float, standard_minutes: float | None) -> float:
    """How near the standard time of an item is to an effort: 0 the same, below 0 the further the less."""
    if not standard_minutes or standard_minutes <= 0:
        return UNKNOWN
    return min(_MOST, (effort - log2(standard_minutes)) ** 2) * _SCALE
