"""`python -m benchmarks.nlu.fit_effort [FOLDER …]`: fit what tells how long a piece of work usually takes.

Every piece of a gold set that rules and weights may be made with, and that stands beside a gold entry, is one
observation: what it shows, and the mean of the binary logarithms of the standard minutes of the items that are right.
The weights are those of a ridge regression, kept where they say something, and written to nlu/lexicon/effort.toml.
Further FOLDERs (messages.jsonl, catalogue_*.csv, posts.json) may be named; catalogues with bare levels weigh more, as
they are what the effort is for. Prints, for each set by weights of the others, how the effort goes with the standard
time (correlation). Needs scikit-learn (`pip install scikit-learn`); nothing else does.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import log2
from typing import Any

from benchmarks.nlu.fit_weights import asked, named_sets
from benchmarks.nlu.regression import write_signals
from benchmarks.nlu.sets import HERE, GoldSet
from nlu import akin, effort

TARGET = HERE.parents[1] / "nlu" / "lexicon" / "effort.toml"
PENALTY, LEAST_SEEN, LEAST_WEIGHT = 10.0, 3, 0.1
LEVELS = 3.0  # how much a piece weighs whose catalogue has bare levels
DIRECTION = 2.0  # how much lighter a number of the direction is penalised than a signal


@dataclass(frozen=True)
class Seen:
    """One piece: its signals, its direction, the effort that its items stand for, how much it weighs."""

    group: str
    signals: tuple[str, ...]
    direction: tuple[float, ...]
    effort: float
    weight: float


def seen(gold: GoldSet) -> Iterator[Seen]:
    """The pieces of one gold set whose items have a standard time."""
    for piece in asked(gold):
        setting = piece.setting
        known = [piece.index.items[code].standard_minutes for code in piece.accepted if code in piece.index.items]
        told = [log2(minutes) for minutes in known if minutes > 0]
        if told:
            direction = akin.said(setting.query.typed)
            yield Seen(
                gold.name,
                tuple(effort.signals(setting.query, leader=setting.leader)),
                tuple(direction or [0.0] * akin.size()),
                sum(told) / len(told),
                LEVELS if setting.levels else 1.0,
            )


class Fitted:
    """A fitted sum."""

    def __init__(self, pieces: list[Seen]) -> None:
        from scipy.sparse import csr_matrix, hstack
        from sklearn.feature_extraction import DictVectorizer
        from sklearn.linear_model import Ridge

        often = Counter(name for piece in pieces for name in piece.signals)
        table = DictVectorizer()
        shown = table.fit_transform([{n: 1.0 for n in one.signals if often[n] >= LEAST_SEEN} for one in pieces])
        directions = csr_matrix([[DIRECTION * number for number in one.direction] for one in pieces])
        model = Ridge(alpha=PENALTY)
        model.fit(
            hstack([shown, directions]).tocsr(),
            [one.effort for one in pieces],
            sample_weight=[one.weight for one in pieces],
        )
        names = table.get_feature_names_out()
        self.base = float(model.intercept_)
        self.signals = {
            str(name): float(weight)
            for name, weight in zip(names, model.coef_, strict=False)
            if abs(weight) >= LEAST_WEIGHT
        }
        self.direction = [DIRECTION * float(weight) for weight in model.coef_[len(names) :]]

    def expected(self, piece: Seen) -> float:
        """The effort of a piece."""
        total = self.base + sum(self.signals.get(name, 0.0) for name in piece.signals)
        return total + sum(a * b for a, b in zip(self.direction, piece.direction, strict=True))


def correlation(pieces: list[Seen], fitted: Fitted) -> float:
    """How the fitted effort of pieces goes with the one that they stand for."""
    import numpy as np

    found: Any = np.corrcoef([one.effort for one in pieces], [fitted.expected(one) for one in pieces])
    return float(found[0, 1])


def write(fitted: Fitted) -> int:
    """Put the weights into the TOML file; how many signals."""
    head = (
        "# What a piece of work shows of how long it usually takes (nlu/effort.py), in hundredths of a doubling of a\n"
        "# minute. Written by `python -m benchmarks.nlu.fit_effort`.\n"
        f"base = {round(100 * fitted.base)}\n"
        f"direction = [{', '.join(str(round(100 * number)) for number in fitted.direction)}]\n"
    )
    return write_signals(TARGET, head, [f"{name}|{round(100 * w)}" for name, w in sorted(fitted.signals.items())])


def main(folders: list[str]) -> int:
    """Fit, write; how well each set is told by weights of the others."""
    pieces = [piece for gold in named_sets(folders) if gold.fitted for piece in seen(gold)]
    for name in dict.fromkeys(piece.group for piece in pieces):
        own = [piece for piece in pieces if piece.group == name]
        fitted = Fitted([piece for piece in pieces if piece.group != name])
        print(f"{name}: {len(own)} pieces, correlation {correlation(own, fitted):.2f}")
    print(f"{len(pieces)} pieces, {write(Fitted(pieces))} signals kept")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
