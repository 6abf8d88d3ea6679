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
from datetime import datetime
from decimal import Decimal
from math import exp
from typing import Any

from benchmarks.nlu import score
from benchmarks.nlu.fit_weights import named_sets
from benchmarks.nlu.regression import write_signals
from benchmarks.nlu.sets import HERE, GoldSet
from nlu import understand
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


def _beside(line: dict[str, Any], gold: GoldSet) -> Iterator[tuple[dict[str, Any], EntryReading]]:
    """The gold entries of a line with what is read for each."""
    wanted = line.get("entries") or []
    pieces = [want.get("piece") or (line["text"] if len(wanted) == 1 else "") for want in wanted]
    if all(pieces):
        for want, piece in zip(wanted, pieces, strict=True):
            entries = _read(piece, line, gold)
            if len(entries) == 1:
                yield want, entries[0]
        return
    entries = _read(line["text"], line, gold)
    told = [entry_of(entry) for entry in entries]
    place = {id(one): number for number, one in enumerate(told)}
    for want, got in score.align(wanted, told):
        if want is not None and got is not None:
            yield want, entries[place[id(got)]]


def _read(text: str, line: dict[str, Any], gold: GoldSet) -> tuple[EntryReading, ...]:
    now, index = datetime.fromisoformat(line["now"]), gold.catalogues[line["agency"]]
    return understand(text, now=now, index=index, post=line.get("post"), worked=True).entries


def entry_of(entry: EntryReading) -> dict[str, Any]:
    """An entry as the judge compares it."""
    told: dict[str, Any] = {
        "item": entry.item, "candidates": [c.code for c in entry.candidates], "quantity": float(entry.quantity),
        "minutes": entry.minutes, "date": entry.date.isoformat(), "start": entry.start, "end": entry.end,
        "done": entry.done,
    }  # fmt: skip
    return told


def _right(want: dict[str, Any], value: Decimal) -> bool:
    return bool(score.field_ok(want, {"quantity": float(value)}, "quantity"))


def fit(rows: Sequence[Choice]) -> dict[str, float]:
    """The weights that make the right quantities likeliest."""
    import numpy as np
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    rows = [row for row in rows if any(row.right)]
    often = Counter(name for row in rows for shown in row.signals for name in shown)
    place = {name: number for number, name in enumerate(name for name in often if often[name] >= LEAST_SEEN)}
    options = [(shown, right) for row in rows for shown, right in zip(row.signals, row.right, strict=True)]
    columns = [[place[name] for name in shown if name in place] for shown, _ in options]
    starts_of = np.cumsum([0, *map(len, columns)])
    shown = csr_matrix((np.ones(starts_of[-1]), np.concatenate(columns), starts_of), shape=(len(options), len(place)))
    right = np.array([float(one) for _, one in options])
    sizes = np.array([len(row.right) for row in rows])
    starts = np.cumsum([0, *sizes[:-1]])

    def loss(weight: Any) -> tuple[float, Any]:
        scores = shown @ weight
        powers = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        whole, good = np.add.reduceat(powers, starts), np.add.reduceat(powers * right, starts)
        slope = shown.T @ (powers / np.repeat(whole, sizes) - powers * right / np.repeat(good, sizes))
        return float(np.log(whole / good).sum() + PENALTY * (weight @ weight)), slope + 2 * PENALTY * weight

    found = minimize(loss, np.zeros(len(place)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
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
