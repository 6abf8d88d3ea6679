"""`python -m benchmarks.nlu.fit_weights [FOLDER …]`: fit the weights of the features of a match.

Every piece of a gold set that rules and weights may be made with, and that stands beside a gold entry, is one choice
among the candidates the index compares. The weights are those of a conditional logit, held to the weights now in
nlu/lexicon/weights.toml as far as little speaks against them. A catalogue with bare levels ("Mức 2") has its own
table; further FOLDERs (messages.jsonl, catalogue_*.csv, posts.json) may be named for it. Prints both tables and how
often the right item comes first and among the first three: now, fitted, and for each set by weights of the others.
Last the calibration with the weights as they are: a logistic of the first candidate being right, each input only in the
direction that it can mean, three by hand (levels that a text does not tell and slips that are only guessed are asked
about), and its bias lowered, because what is stored unasked must be right also where the fields of an entry are shaky.
Needs numpy and scipy; nothing else does.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.nlu.fit import recorder
from benchmarks.nlu.judge import beside
from benchmarks.nlu.regression import conditional_logit
from benchmarks.nlu.sets import GoldSet, gold_sets, load_catalogues, load_lines
from nlu import confidence
from nlu.features import NAMES, Setting, weights
from nlu.index import Index

HELD = 1.0  # how strongly the weights are held to what they are
FIXED = {"effort": 1e6}  # fitted with the same pieces, it looks better here than it is
JUDGED = 8  # candidates that share the probability
LOWERED = 0.8  # of the bias of the calibration
SPEAKS_FOR = {"share": 0.8, "margin": 0.0, "score": 0.0}  # at least
SPEAKS_AGAINST = {"strange": 0.0, "unknown": 0.0, "against": 0.0, "fallback": 0.0}  # at most
BY_HAND = {"family": -1.0, "levels": -0.6, "guess": -5.5}


@dataclass(frozen=True)
class Choice:
    """The candidates of one piece: their features, and which of them are right."""

    group: str
    levels: bool
    values: Any
    right: Any
    inputs: dict[str, float]  # of the calibration


class Asked(NamedTuple):
    """A piece as the index was asked about it, and the gold entry beside it."""

    index: Index
    setting: Setting
    want: dict[str, Any]

    @property
    def accepted(self) -> list[str]:
        """The codes of the items that are right."""
        return list(self.want.get("accept") or [self.want["item"]])


def asked(gold: GoldSet) -> Iterator[Asked]:
    """The pieces of one gold set."""
    recorders = {agency: recorder(index) for agency, index in gold.catalogues.items()}
    recorded = replace(gold, catalogues=recorders)
    for line in gold.lines:
        index = recorders[line["agency"]]
        for want, _, entry in beside(recorded, line):
            if want is None or entry is None or not entry.candidates or entry.candidates not in index.asked:
                continue
            text, told = index.asked[entry.candidates]
            setting = index.setting(text, **{name: value for name, value in told.items() if name != "limit"})
            yield Asked(index, setting, want)


def choices(gold: GoldSet) -> Iterator[Choice]:
    """The choices of one gold set."""
    import numpy as np

    for piece in asked(gold):
        rows = piece.index.compare(piece.setting)
        yield Choice(
            gold.name,
            piece.setting.levels,
            np.array([[row[2].get(name, 0.0) for name in NAMES] for row in rows]),
            np.array([row[1].item.code in piece.accepted for row in rows]),
            confidence.inputs(rows[:JUDGED], piece.setting),
        )


def named_sets(folders: list[str]) -> list[GoldSet]:
    """The gold sets of this folder, and those of other folders, which may be fitted with."""
    others = [(folder, load_lines(folder / "messages.jsonl")) for folder in map(Path, folders)]
    return gold_sets() + [GoldSet(f.name, lines, load_catalogues(f), fitted=True) for f, lines in others]


def fit(rows: list[Choice], begin: Any) -> Any:
    """The weights that make the right candidates likeliest, held to `begin`."""
    import numpy as np

    rows = [row for row in rows if row.right.any()]
    return conditional_logit(
        np.vstack([row.values for row in rows]),
        np.concatenate([row.right for row in rows]),
        np.array([len(row.right) for row in rows]),
        begin,
        np.array([FIXED.get(name, HELD) for name in NAMES]),
    )


def calibrated(rows: list[Choice]) -> dict[str, float]:
    """The coefficients of the calibration; what is not among the inputs that speak is 0."""
    import numpy as np
    from scipy.optimize import minimize

    names = ["bias", *SPEAKS_FOR, *SPEAKS_AGAINST, *BY_HAND]
    values = np.array([[row.inputs[name] for name in names] for row in rows])
    right = np.array([float(row.right[(row.values @ _now(row)).argmax()]) for row in rows])
    scale = values.std(0) + 1e-9
    bounds: list[tuple[float | None, float | None]] = [(None, None)]
    bounds += [(least, None) for least in SPEAKS_FOR.values()] + [(None, most) for most in SPEAKS_AGAINST.values()]
    bounds += [(fixed, fixed) for fixed in BY_HAND.values()]

    def loss(weight: Any) -> tuple[float, Any]:
        chance = 1 / (1 + np.exp(-np.clip(values @ weight, -30, 30)))
        held = np.concatenate([[0.0], (weight * scale)[1:]])
        told = right * np.log(chance + 1e-9) + (1 - right) * np.log(1 - chance + 1e-9)
        return float(-told.sum() + (held**2).sum()), values.T @ (chance - right) + 2 * held * scale

    begin = np.array([0.0, *SPEAKS_FOR.values(), *SPEAKS_AGAINST.values(), *BY_HAND.values()])
    found = minimize(loss, begin, jac=True, method="L-BFGS-B", bounds=bounds).x
    return {name: float(value) - (LOWERED if name == "bias" else 0.0) for name, value in zip(names, found, strict=True)}


def _now(row: Choice) -> Any:
    import numpy as np

    return np.array([weights(levels=row.levels)[name] for name in NAMES])


def _silent(row: Choice) -> Choice:
    """The choice as it looks without what was learned from wordings."""
    values = row.values.copy()
    values[:, NAMES.index("akin")] = 0.0
    return replace(row, values=values)


def shares(rows: list[Choice], weight: Any) -> str:
    """How often a right candidate is the first, and among the first three, in percent."""
    one = three = 0
    for row in rows:
        first = (-(row.values @ weight)).argsort(kind="stable")[:3]
        one += bool(row.right[first[0]])
        three += bool(row.right[first].any())
    return f"{100 * one / len(rows):.1f} / {100 * three / len(rows):.1f}"


def main(folders: list[str]) -> int:
    """Both tables."""
    import numpy as np

    sets = named_sets(folders)
    taught = [row for gold in sets if gold.fitted for row in choices(gold)]
    unread = [row for gold in sets if not gold.fitted for row in choices(gold)]
    for levels in (False, True):
        rows = [row for row in taught if row.levels == levels]
        if not rows:
            continue
        begin = np.array([weights(levels=levels)[name] for name in NAMES])
        fitted = fit(rows, begin).round(2)
        by_set: dict[str, list[Choice]] = defaultdict(list)
        for row in rows:
            by_set[row.group].append(row)
        print("[levels]" if levels else "[features]")
        print("\n".join(f"{name} = {value:g}" for name, value in zip(NAMES, fitted, strict=True)))
        print(f"# {len(rows)} choices: now {shares(rows, begin)}, fitted {shares(rows, fitted)}")
        for name, part in by_set.items():
            others = fit([row for row in rows if row.group != name], begin) if len(by_set) > 1 else begin
            print(f"# {name}: now {shares(part, begin)}, by weights of the others {shares(part, others)}")
        beside = [row for row in unread if row.levels == levels]
        if beside:
            print(f"# {len(beside)} held out: now {shares(beside, begin)}, fitted {shares(beside, fitted)}")
            silent = fit([_silent(row) for row in rows], begin)
            print(f"# the same, fitted without the likeness: {shares([_silent(row) for row in beside], silent)}")
    print("[probability]")
    print("\n".join(f"{name} = {value:.3f}" for name, value in calibrated(taught).items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
