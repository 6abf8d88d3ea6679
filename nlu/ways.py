"""Which way to cut a message: where the cuts are in doubt, every way is read, and what the readings are worth decides.

The sum for cuts (nlu/seams.py) sees words and signs, not the catalogue. Where it is in doubt, the message is read with
and without a cut at each of the most doubtful places, and one sum of a few signs of the whole reading chooses: how
likely the cuts are, how well the pieces match work items, whether neighbours match the same one, how much would have
to be asked. Its weights stand in nlu/lexicon/weights.toml, fitted by benchmarks/nlu/fit_ways.py (ADR 0012). Where the
ways are still close, the entries on both sides are asked about.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import pairwise, product
from math import exp, log
from typing import NamedTuple

from nlu.index import Index
from nlu.lexicon import load
from nlu.model import EntryReading, Evidence, WayRead
from nlu.pieces import begun_in

NAMES = ("cuts", "entries", "score", "same", "doubts", "fallback", "told")
_DOUBTFUL = 0.15  # a place at least as likely as this to be cut, or not to be, may be tried
_MOST = 2  # places that are tried
_LONG = 60  # a message with more places is read in one way only
_BEST = 12.0  # points of a match beyond which it is no better
_LEAST = 1e-3
_AGREED = 0.65  # how likely a cut must be, or none, for nothing to be asked


class Way(NamedTuple):
    """The tokens where further pieces begin, and the logarithm of how likely the cuts are."""

    begun: frozenset[int]
    likely: float


class Ways(NamedTuple):
    """The ways to cut a message, that of the seams alone first, and the tokens in which they differ."""

    tried: tuple[int, ...]
    ways: tuple[Way, ...]


@cache
def weights() -> dict[str, float]:
    """What each sign of a reading is worth."""
    table = load("weights")["ways"]
    return {name: float(table[name]) for name in NAMES}


def ways_of(chance: Mapping[int, float]) -> Ways:
    """The ways that the doubtful places of a message allow; `chance`: token → how likely a piece begins there."""
    plain = begun_in(chance)
    doubtful = [token for token, likely in chance.items() if _DOUBTFUL < likely < 1 - _DOUBTFUL]
    most = _MOST if len(chance) <= _LONG else 0
    tried = tuple(sorted(sorted(doubtful, key=lambda token: (abs(chance[token] - 0.5), token))[:most]))
    kept = plain.difference(tried)
    found = [kept.union(chosen) for chosen in _choices(tried)]
    found.sort(key=lambda begun: begun != plain)
    return Ways(tried, tuple(Way(begun, _likely(begun, tried, chance)) for begun in found))


def _choices(tried: Sequence[int]) -> list[list[int]]:
    return [
        [token for token, begins in zip(tried, chosen, strict=True) if begins]
        for chosen in product((False, True), repeat=len(tried))
    ]


def _likely(begun: Collection[int], tried: Sequence[int], chance: Mapping[int, float]) -> float:
    return sum(log(max(_LEAST, chance[token] if token in begun else 1 - chance[token])) for token in tried)


def signs(way: Way, entries: Sequence[EntryReading], index: Index) -> dict[str, float]:
    """What the reading of one way shows; names as in NAMES."""
    first = [entry.candidates[0] for entry in entries if entry.candidates]
    told = [entry.quantity_told or entry.minutes is not None or entry.start is not None for entry in entries]
    return {
        "cuts": way.likely,
        "entries": float(len(entries)),
        "score": sum(min(_BEST, one.score) for one in first),
        "same": float(sum(one.item == other.item for one, other in pairwise(entries))),
        "doubts": float(sum(len(entry.doubts) for entry in entries)),
        "fallback": float(sum(index.is_fallback(one.code) for one in first)),
        "told": sum(told) / max(1, len(told)),
    }


def shares(shown: Sequence[Mapping[str, float]]) -> list[float]:
    """How likely each of the ways is the right one."""
    by = weights()
    sums = [sum(by[name] * value for name, value in one.items()) for one in shown]
    powers = [exp(one - max(sums)) for one in sums]
    return [power / sum(powers) for power in powers]


def judged(found: Ways, share: Sequence[float]) -> dict[int, float]:
    """Each token that was tried → how likely a piece begins there, now that all ways are read."""
    return {
        token: sum(part for way, part in zip(found.ways, share, strict=True) if token in way.begun)
        for token in found.tried
    }


_SAID = {
    "cuts": "các chỗ tách hợp lẽ", "entries": "số việc", "score": "khớp danh mục",
    "same": "hai việc liền nhau trùng đầu việc", "doubts": "điều phải hỏi lại",
    "fallback": "phải dùng đầu việc khác", "told": "việc có số lượng hoặc thời gian",
}  # fmt: skip


def told_ways(
    entries: Sequence[Sequence[EntryReading]], shown: Sequence[Mapping[str, float]], share: Sequence[float], chosen: int
) -> tuple[WayRead, ...]:
    """The ways that were compared, the likeliest first; none where there was but one."""
    if len(entries) < 2:
        return ()
    by = weights()
    told = [
        WayRead(
            tuple((entry.text, entry.item) for entry in read),
            likely,
            place == chosen,
            tuple(Evidence(name, by[name] * value, _SAID[name]) for name, value in signs_of.items() if value),
        )
        for place, (read, signs_of, likely) in enumerate(zip(entries, shown, share, strict=True))
    ]
    return tuple(sorted(told, key=lambda way: -way.chance))


def open_places(likely: Mapping[int, float]) -> list[int]:
    """The tokens where the ways are still close."""
    return [token for token, one in likely.items() if max(one, 1 - one) < _AGREED]
