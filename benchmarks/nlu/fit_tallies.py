"""`python -m benchmarks.nlu.fit_tallies [FOLDER …]`: fit the weights that tell which number counts the product.

Every entry of a gold set that rules and weights may be made with is one choice among the quantities that may be meant:
its own piece of the text where the set has it (`piece`), the whole text of a message with one entry, else what the
reader cut beside it. The weights are those of a conditional logit, kept where they say something, and written to
nlu/lexicon/tallies.toml. Further FOLDERs (messages.jsonl, catalogue_*.csv, posts.json) may be named. Prints how many
quantities are wrong, by the rules and decided, and how many of those that would not be asked about, in folds of whole
sets. Needs numpy and scipy; nothing else does.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import exp

from benchmarks.nlu import score
from benchmarks.nlu.fit_weights import named_sets
from benchmarks.nlu.judge import beside
from benchmarks.nlu.regression import conditional_logit, write_signals
from benchmarks.nlu.sets import HERE, GoldSet, Line
from nlu.model import EntryReading
from nlu.tally import SURE

TARGET = HERE.parents[1] / "nlu" / "lexicon" / "tallies.toml"
PENALTY, LEAST_SEEN, LEAST_WEIGHT, FOLDS = 1.0, 2, 0.05, 8


@dataclass(frozen=True)
class Choice:
    """The quantities that may be meant: the signals of each, whether it is right, what the rules say and doubt."""

    group: str
    signals: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    rules: int
    doubtful: bool


def choices(gold: GoldSet) -> Iterator[Choice]:
    """The choices of one gold set."""
    for line in gold.lines:
        for want, entry in _beside(line, gold):
            found = entry.tally()
            if len(found) < 2:
                continue
            names = tuple(tuple(one.feature for one in option.evidence) for option in found)
            right = tuple(_right(want, option.value) for option in found)
            rules = next(place for place, shown in enumerate(names) if "rule True" in shown)
            yield Choice(gold.name, names, right, rules, any("doubtful True" in name for name in names[rules]))


def _beside(line: Line, gold: GoldSet) -> Iterator[tuple[Line, EntryReading]]:
    """The gold entries of a line with what is read for each."""
    wanted = line.get("entries") or []
    pieces = [want.get("piece") or (line["text"] if len(wanted) == 1 else "") for want in wanted]
    if not all(pieces):
        rows = beside(gold, line, worked=True)
        yield from ((want, entry) for want, _, entry in rows if want is not None and entry is not None)
        return
    for want, piece in zip(wanted, pieces, strict=True):
        rows = beside(gold, {**line, "text": piece}, worked=True)
        read = [entry for _, _, entry in rows if entry is not None]
        if len(read) == 1:
            yield want, read[0]


def _right(want: Line, value: Decimal) -> bool:
    return bool(score.field_ok(want, {"quantity": float(value)}, "quantity"))


def fit(rows: Sequence[Choice]) -> dict[str, float]:
    """The weights that make the right quantities likeliest."""
    import numpy as np
    from scipy.sparse import csr_matrix

    rows = [row for row in rows if any(row.right)]
    often = Counter(name for row in rows for shown in row.signals for name in shown)
    place = {name: number for number, name in enumerate(name for name in often if often[name] >= LEAST_SEEN)}
    options = [(shown, right) for row in rows for shown, right in zip(row.signals, row.right, strict=True)]
    columns = [[place[name] for name in shown if name in place] for shown, _ in options]
    starts = np.cumsum([0, *map(len, columns)])
    found = conditional_logit(
        csr_matrix((np.ones(starts[-1]), np.concatenate(columns), starts), shape=(len(options), len(place))),
        np.array([float(right) for _, right in options]),
        np.array([len(row.right) for row in rows]),
        np.zeros(len(place)),
        PENALTY,
    )
    return {name: float(found[number]) for name, number in place.items()}


def decided(row: Choice, weights: dict[str, float]) -> tuple[int, float]:
    """The likeliest quantity and its chance."""
    scores = [sum(weights.get(name, 0.0) for name in shown) for shown in row.signals]
    best = max(range(len(scores)), key=scores.__getitem__)
    return best, 1 / sum(exp(one - scores[best]) for one in scores)


def main(folders: list[str]) -> int:
    """Fit, write; how many quantities are wrong in sets that were not fitted with."""
    rows = [row for gold in named_sets(folders) if gold.fitted for row in choices(gold)]
    fold = {name: number % FOLDS for number, name in enumerate(dict.fromkeys(row.group for row in rows))}
    wrong, unasked, silent = Counter[str](), Counter[str](), Counter[str]()
    for number in range(FOLDS):
        weights = fit([row for row in rows if fold[row.group] != number])
        for row in rows:
            if fold[row.group] == number:
                best, chance = decided(row, weights)
                for name, place, sure in (("rules", row.rules, not row.doubtful), ("decided", best, chance >= SURE)):
                    wrong[name] += not row.right[place]
                    unasked[name] += sure
                    silent[name] += sure and not row.right[place]
    for name in ("rules", "decided"):
        print(f"{name}: {wrong[name]} of {len(rows)} wrong; {unasked[name]} unasked, {silent[name]} of them wrong")
    kept = {name: w for name, w in sorted(fit(rows).items()) if abs(w) >= LEAST_WEIGHT}
    head = (
        "# What a quantity that may be meant shows (nlu/tally.py), and how much it speaks for it (in hundredths).\n"
        "# Written by `python -m benchmarks.nlu.fit_tallies`.\n"
    )
    print(write_signals(TARGET, head, [f"{name}|{round(100 * w)}" for name, w in kept.items()]), "signals kept")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
