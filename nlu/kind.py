"""Which kind of message it is: the rules propose, one additive score of named signals has the last word.

The score of a kind is the sum of the weights of what the message shows (nlu/signals.py) and of what the rules say; the
weights stand in nlu/lexicon/kinds.toml, fitted by benchmarks/nlu/fit_kinds.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from math import exp

from nlu.lexicon import hundredths, load_once
from nlu.model import Evidence
from nlu.patterns import Sheet
from nlu.signals import signals, tokens

KINDS = ("log", "assign", "plan", "leave", "query", "other")
Weights = tuple[float, ...]


@cache
def weights() -> dict[str, Weights]:
    """Signal → its weight for each of KINDS."""
    return dict(map(_weight, filter(None, load_once("kinds")["signals"].splitlines())))


def _weight(line: str) -> tuple[str, Weights]:
    name, numbers = line.split("|")
    return name, tuple(map(hundredths, numbers.split()))


def chances(sheet: Sheet, proposed: str) -> dict[str, float]:
    """How likely each kind is, `proposed` being what the rules say; the likeliest first."""
    return judged(shown(sheet, proposed))


def shown(sheet: Sheet, proposed: str) -> list[str]:
    """Every signal of a message, the opinion of the rules among them."""
    return [*signals(tokens(sheet)), f"rule {proposed}", "always"]


def judged(found: Iterable[str]) -> dict[str, float]:
    """The chances of the kinds from their signals, the likeliest first."""
    by = weights()
    rows = [by[name] for name in found if name in by]
    scores = [sum(column) for column in zip(*rows, strict=True)]
    highest = max(scores)
    shares = [exp(score - highest) for score in scores]
    whole = sum(shares)
    ranked = sorted(zip(KINDS, shares, strict=True), key=lambda pair: -pair[1])
    return {kind: share / whole for kind, share in ranked}


_SAID = {
    "u": "có", "b": "có cụm", "s0": "mở đầu bằng", "s1": "gần đầu có", "e0": "kết thúc bằng", "e1": "gần cuối có",
    "cs": "dạng mở đầu", "ce": "dạng kết", "length": "độ dài", "rule": "luật cho là", "always": "thường gặp",
}  # fmt: skip


def reasons(sheet: Sheet, proposed: str, meant: str, most: int = 5) -> tuple[Evidence, ...]:
    """The signals that speak most for or against a kind, with their weights."""
    by, place = weights(), KINDS.index(meant)
    found = [(name, by[name][place]) for name in shown(sheet, proposed) if name in by]
    found.sort(key=lambda pair: -abs(pair[1]))
    return tuple(Evidence(name, weight, _words(name)) for name, weight in found[:most])


def _words(name: str) -> str:
    first, _, rest = name.partition(" ")
    return f"{_SAID[first]} {rest}".strip()
