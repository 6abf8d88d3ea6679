"""Which number of a piece counts its product: the rules propose, a sum of signals decides (ADR 0011).

What may be meant are the numbers of the piece, what the rules make of them, and one, where none of them counts the
product. Each shows signals: what the rules say, what is counted and in what the item is measured, the words before and
behind the number, what stands between it and the head of the piece. The weights stand in nlu/lexicon/tallies.toml,
fitted by benchmarks/nlu/fit_tallies.py from the quantities of gold messages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from math import exp

from nlu.lexicon import load_weights
from nlu.model import Evidence, Tally
from nlu.normalise import fold
from nlu.quantity import CLASS, Count
from nlu.units import ADDRESS, DOCS, SAME, fit, units_of

SURE = 0.85  # a number less likely than this is asked about
WORTH = 0.04  # one less likely than this is not offered


@dataclass(frozen=True, slots=True)
class Heard:
    """What was told of one piece: the numbers, what the item is measured in, the text without what was taken."""

    counted: tuple[Count, ...]
    unit: str
    text: str
    start: int
    end: int
    value: Decimal  # by the rules
    told: bool
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Option:
    """One quantity that may be meant, the counts that tell it (if any do), its signals."""

    value: Decimal
    counts: tuple[Count, ...]
    signals: tuple[str, ...]


def options(heard: Heard) -> list[Option]:
    """Everything that may be meant, one first, then in the order of the text."""
    told: dict[Decimal, tuple[Count, ...]] = {Decimal(1): ()}
    for count in heard.counted:
        if not told.get(count.value):
            told[count.value] = (count,)
    if heard.value not in told:
        whole = sum((count.value for count in heard.counted), Decimal(0)) == heard.value
        told[heard.value] = heard.counted if whole else ()
    return [Option(value, counts, tuple(_signals(heard, value, counts))) for value, counts in told.items()]


def chances(found: Sequence[Option], by: Mapping[str, float] | None = None) -> list[float]:
    """How likely each option is meant; `by`: other weights."""
    by = weights() if by is None else by
    scores = [sum([by.get(name, 0.0) for name in option.signals]) for option in found]
    highest = max(scores)
    shares = [exp(score - highest) for score in scores]
    whole = sum(shares)
    return [share / whole for share in shares]


@cache
def weights() -> dict[str, float]:
    """Signal → how much it speaks for an option."""
    return load_weights("tallies")


def tallies(heard: Heard | None) -> tuple[Tally, ...]:
    """Why a quantity was taken: every option with its chance and all its signals, the likeliest first."""
    if heard is None:
        return ()
    found, by = options(heard), weights()
    rows = (
        Tally(option.value, chance, tuple(Evidence(name, by.get(name, 0.0), _said(name)) for name in option.signals))
        for option, chance in zip(found, chances(found), strict=True)
    )
    return tuple(sorted(rows, key=lambda row: -row.chance))


def _said(name: str) -> str:
    """A signal in words."""
    first, _, rest = name.partition(" ")
    if first == "rule":
        return "luật chọn số này" if rest.startswith("True") else "luật chọn số khác"
    if first.isdigit():
        return f"số thứ {int(first) + 1} trong câu"
    return f"{_SAID.get(first, first)} {rest}".strip()


_SAID = {
    "one": "không số nào đếm sản phẩm", "worked": "số do luật tính ra", "count": "số được nêu",
    "sum": "cộng các số lại",
    "fit": "mức hợp với đơn vị tính", "kind": "loại được đếm", "counts": "được đếm là", "comma": "có dấu phía trước",
    "far": "cách đầu việc", "before": "ngay trước là", "further": "phía trước có", "since": "phía trước có",
    "behind": "ngay sau là", "last": "số đứng cuối", "opens": "việc mở đầu bằng", "size": "độ lớn",
    "vague": "số phỏng chừng",
    "better": "hợp hơn các số khác", "worse": "kém hợp hơn số khác", "as": "hợp như số khác",
    "smaller": "nhỏ hơn số đầu", "the": "cùng đếm một thứ",
}  # fmt: skip


def _signals(heard: Heard, value: Decimal, counts: tuple[Count, ...]) -> Iterator[str]:
    units = units_of(heard.unit)
    measured = _measured(units)
    rule = f"rule {heard.value == value}"
    yield rule
    yield f"{rule} doubtful {heard.doubtful} told {heard.told}"
    opening = _words(heard.text[heard.start : heard.start + _OPENING])[:2]
    if counts:
        if len(counts) > 1:
            yield from ("sum", f"sum {measured}", f"sum {rule}")
        yield from _of_count(heard, counts[0], units[0], measured, rule, opening)
    else:
        yield from _of_none(heard, value, units[0], measured, rule, opening)


def _of_none(
    heard: Heard, value: Decimal, unit: str, measured: str, rule: str, opening: Sequence[str]
) -> Iterator[str]:
    """What speaks for no number of the text."""
    kind, many = ("one" if value == 1 else "worked out"), min(len(heard.counted), 3)
    yield from (kind, f"{kind} {measured}", f"{kind} of {many}", f"{kind} unit {unit}", f"{kind} {rule}")
    yield f"{kind} {measured} of {many} {rule}"
    if opening:
        yield f"{kind} opens {opening[0]}"
        yield f"{kind} opens {' '.join(opening)}"
    if heard.counted:
        best = max(fit(count, heard.unit) for count in heard.counted)
        yield f"{kind} best fit {_step(best)}"


def _of_count(heard: Heard, count: Count, unit: str, measured: str, rule: str, opening: Sequence[str]) -> Iterator[str]:
    """What speaks for a number of the text."""
    place, many = heard.counted.index(count), len(heard.counted)
    number, of = min(place, 2), min(many, 3)
    head = heard.text[heard.start : count.start]
    before, behind = _words(head), _words(heard.text[count.end : min(heard.end, count.end + _BEHIND)])
    comma = f"comma {_STOP.search(head) is not None}"
    fits, far = f"fit {_step(fit(count, heard.unit))}", f"far {min(len(before), 6)}"
    kind, counted = f"kind {count.kind}", f"counts {count.unit}"
    yield from ("count", fits, f"{fits} {measured}", f"{kind} {measured}", f"{kind} unit {unit}")
    yield from (counted, f"{counted} {measured}", f"{counted} unit {unit}", f"{number} of {of}")
    yield from (comma, f"{comma} {number}", far, f"{far} {measured}")
    yield from (f"{rule} {fits}", f"{rule} {kind} {measured}", f"{rule} {comma} {measured}")
    last = before[-1] if before else "^"
    yield from (f"before {last}", f"before {last} {measured}", f"before {' '.join(before[-2:])} +")
    if len(before) > 1:
        yield f"further before {before[-2]}"
    since = heard.counted[place - 1].end if place else heard.start
    for word in dict.fromkeys(_words(heard.text[max(since, heard.start) : count.start])[-3:]):
        yield f"since {word}"
    if behind:
        yield from (f"behind {behind[0]}", f"behind {behind[0]} {measured}")
    else:
        yield from ("last", f"last {measured}")
    if opening:
        yield from (f"opens {opening[0]} {comma}", f"opens {opening[0]} {kind}")
    yield from (size := f"size {_size(count.value)}", f"{size} {measured}")
    if count.vague:
        yield "vague"
    if many > 1:
        yield from _beside(heard, count, number)


def _beside(heard: Heard, count: Count, number: int) -> Iterator[str]:
    """How a number stands to the others of its piece."""
    others = [other for other in heard.counted if other is not count]
    own, best = fit(count, heard.unit), max(fit(other, heard.unit) for other in others)
    better = "better" if own > best else "worse" if own < best else "as good"
    yield from (better, f"{better} {number}")
    first = heard.counted[0]
    if number and first.value >= count.value:
        yield "smaller than the first"
        if first.unit == count.unit:
            yield "smaller than the first, the same"
    if others[0].unit == count.unit:
        yield "the same counted"


def _measured(units: Sequence[str]) -> str:
    """The class of what an item is measured in."""
    if any(unit in DOCS for unit in units):
        return "doc"
    return "event" if any(unit in ADDRESS for unit in units) else CLASS.get(units[0], "?")


def _step(fits: float) -> float:
    """How well a count fits, in halves."""
    return SAME if fits >= _NEARLY else round(min(fits, 2.5) * 2) / 2


def _size(value: Decimal) -> str:
    return next((name for most, name in _SIZES if value <= most), "many")


def _words(text: str) -> list[str]:
    return [fold(word) for word in _LETTERS.findall(text)]


_LETTERS = re.compile(r"[^\W\d_]+")
_STOP = re.compile(r"[,;:.(\n]")
_OPENING, _BEHIND, _NEARLY = 60, 40, 4.0
_SIZES = ((1, "1"), (3, "2-3"), (9, "4-9"), (29, "10-29"), (99, "30-99"))
