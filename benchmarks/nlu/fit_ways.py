"""`python -m benchmarks.nlu.fit_ways [FOLDER …]`: fit what tells which way to cut a message (nlu/ways.py).

Every work message of a gold set that rules and weights may be made with, and that can be cut in more ways than one, is
one choice among these ways; right is one whose reading agrees with the gold in all entries. The weights are those of a
conditional logit, held to those of today as far as little speaks against them; printed to be put into
nlu/lexicon/weights.toml. Prints how many messages are read rightly: cut by the seams alone, by the weights of today, by
weights fitted with the other sets; and how often a way so likely is the right one. Further FOLDERs (messages.jsonl,
catalogue_*.csv, posts.json) may be named. Needs numpy and scipy; nothing else does.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from benchmarks.nlu.fit_weights import named_sets
from benchmarks.nlu.regression import conditional_logit
from benchmarks.nlu.score import FIELDS, align, field_ok, item_rank
from benchmarks.nlu.sets import GoldSet
from nlu.model import Reading
from nlu.understand import every_way
from nlu.ways import NAMES, weights

HELD = 0.3  # how strongly the weights are held to what they are
STEPS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True)
class Choice:
    """The ways to cut one message, that of the seams alone first: what each shows, and which are right."""

    group: str
    fitted: bool
    values: Any
    right: Any


def choices(gold: GoldSet) -> Iterator[Choice]:
    """The work messages of one gold set."""
    import numpy as np

    for line in gold.lines:
        if line["intent"] != "log":
            continue
        index, now = gold.catalogues[line["agency"]], datetime.fromisoformat(line["now"])
        ways = every_way(line["text"], now=now, index=index, post=line["post"])
        yield Choice(
            gold.name,
            gold.fitted,
            np.array([[shown[name] for name in NAMES] for shown, _ in ways]),
            np.array([_agrees(line, Reading(line["text"], "log", entries)) for _, entries in ways]),
        )


def _agrees(line: dict[str, Any], reading: Reading) -> bool:
    pairs = align(line["entries"], reading.to_prediction("")["entries"])
    return all(
        want is not None
        and found is not None
        and item_rank(want, found) == 1
        and all(field_ok(want, found, field) for field in FIELDS)
        for want, found in pairs
    )


def fit(rows: list[Choice], begin: Any) -> Any:
    """The weights that make the right ways likeliest, held to `begin`."""
    import numpy as np

    rows = [row for row in rows if row.right.any() and not row.right.all()]
    return conditional_logit(
        np.vstack([row.values for row in rows]),
        np.concatenate([row.right for row in rows]),
        np.array([len(row.right) for row in rows]),
        begin,
        np.full(len(NAMES), HELD),
    )


def right(rows: list[Choice], weight: Any) -> int:
    """How many messages are read rightly in the way that these weights choose."""
    return sum(bool(row.right[(row.values @ weight).argmax()]) for row in rows)


def main(folders: list[str]) -> int:
    """The weights, and what they are worth."""
    import numpy as np

    rows = [row for gold in named_sets(folders) for row in choices(gold)]
    taught = [row for row in rows if row.fitted]
    begin = np.array([weights()[name] for name in NAMES])
    fitted = fit(taught, begin).round(3)
    print("\n".join(f"{name} = {value:g}" for name, value in zip(NAMES, fitted, strict=True)))
    by_set: dict[str, list[Choice]] = defaultdict(list)
    for row in rows:
        by_set[row.group].append(row)
    total = np.zeros(4, dtype=int)
    for name, part in by_set.items():
        others = fit([row for row in taught if row.group != name], begin)
        plain = sum(bool(row.right[0]) for row in part)
        counts = np.array([len(part), plain, right(part, begin), right(part, others)])
        total += counts
        print("# {}: {} messages, by the seams {}, now {}, by weights of the others {}".format(name, *counts))
    print("# all: {} messages, by the seams {}, now {}, by weights of the others {}".format(*total))
    likely, good = zip(*[_first(row, fitted) for row in rows if len(row.right) > 1 and row.right.any()], strict=True)
    for low, high in pairwise(STEPS):
        inside = [g for share, g in zip(likely, good, strict=True) if low <= share < high]
        print(f"# {len(inside)} ways between {low} and {high} likely: {100 * np.mean(inside or [0]):.0f} % right")
    return 0


def _first(row: Choice, weight: Any) -> tuple[float, bool]:
    import numpy as np

    sums = row.values @ weight
    powers = np.exp(sums - sums.max())
    return float(powers.max() / powers.sum()), bool(row.right[powers.argmax()])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
