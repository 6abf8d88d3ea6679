"""`python -m benchmarks.nlu.fit [GOLD.jsonl=CATALOGUE.csv[=POSTS.json] …] [--errors N]`: fit the calibration.

Reads the open benchmark and the gold sets of the command line (form of ANNOTATION.md). Every piece that the reader cut
and that stands beside a gold entry is one observation: was the first candidate right, and what did the calibration see?
Prints reliability bins, item@1/@3 and what would be stored, each set judged by coefficients fitted on the others.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from math import exp
from pathlib import Path
from typing import Any
from zlib import crc32

from benchmarks.nlu import score
from benchmarks.nlu.__main__ import HERE, load_catalogues, load_items
from nlu import confidence, understand
from nlu.index import Index, build_index
from nlu.model import Candidate, Post

SEEDS, FORGOTTEN = 2, 30  # how often each set is read, and the part of the thesaurus (in percent) silent in each
STEPS, RATE, PENALTY = 700, 0.25, 2.0
FOR = ("share", "margin", "cover", "score")
AGAINST = ("unknown", "strange", "family", "thin", "post_other", "guess", "against")
LEVELS = (0.7, 0.75, 0.8, 0.85, 0.9, 0.95)


@dataclass(frozen=True)
class Seen:
    """One piece beside its gold entry; `inputs` is what the calibration looks at."""

    group: str
    text: str
    inputs: dict[str, float]
    rank: int
    given: float
    want: str
    got: str


class Recorder(Index):
    """An index that remembers what it was asked."""

    asked: dict[tuple[Candidate, ...], tuple[str, dict[str, Any]]]

    def candidates(self, piece: str, **told: Any) -> tuple[Candidate, ...]:
        """The candidates as always, with the question kept."""
        found = super().candidates(piece, **told)
        self.__dict__.setdefault("asked", {})[found] = (piece, told)
        return found


def recorder(index: Index) -> Recorder:
    """The same index, remembering."""
    other = Recorder.__new__(Recorder)
    other.__dict__.update(index.__dict__)
    other.__dict__["asked"] = {}
    return other


def pieces(group: str, gold: Path, indexes: dict[str, Index]) -> Iterator[Seen]:
    """Observations of one gold file."""
    recorders = {agency: recorder(index) for agency, index in indexes.items()}
    for row in map(json.loads, filter(str.strip, gold.read_text(encoding="utf-8").splitlines())):
        index = recorders[row["agency"]]
        reading = understand(row["text"], now=datetime.fromisoformat(row["now"]), index=index, post=row.get("post"))
        predicted = reading.to_prediction(row["id"]).get("entries") or []
        wants = row.get("entries") or []
        place = {id(entry): number for number, entry in enumerate(predicted)}
        accepted = {code for want in wants for code in want.get("accept") or [want["item"]]}
        for want, got in score.align(wants, predicted):
            if got is None or (want is None and got.get("item") in accepted):
                continue  # missing, or a piece torn off: not for the index to know
            entry = reading.entries[place[id(got)]]
            if entry.candidates in index.asked and entry.candidates:
                yield _seen(group, index, entry.candidates, want)


def _seen(group: str, index: Recorder, found: tuple[Candidate, ...], want: dict[str, Any] | None) -> Seen:
    text, told = index.asked[found]
    codes = [candidate.code for candidate in found]
    accept = set(want.get("accept") or [want["item"]]) if want else set()
    rank = next((number for number, code in enumerate(codes, 1) if code in accept), 99)
    inputs = index.calibration(text, **{name: value for name, value in told.items() if name != "limit"})
    return Seen(group, text, inputs, rank, found[0].probability, "/".join(sorted(accept)), codes[0])


def forgetful(index: Index, seed: int) -> Index:
    """The index with a part of the thesaurus silent: a writer whose ways of saying nobody has collected."""
    for group in index.thesaurus.groups:
        if crc32(f"{seed}/{group.example}".encode()) % 100 < FORGOTTEN:
            index = index.without(group.number)
    return index


def fit(rows: list[Seen], names: tuple[str, ...]) -> dict[str, float]:
    """Logistic regression by gradient descent on scaled inputs, each set weighing alike."""
    sizes: dict[str, int] = defaultdict(int)
    for row in rows:
        sizes[row.group] += 1
    weight = [min(3.0, len(rows) / len(sizes) / sizes[row.group]) for row in rows]
    scale = {n: max(1e-6, sum(row.inputs[n] ** 2 for row in rows) / len(rows)) ** 0.5 for n in names}
    table = [[row.inputs[n] / scale[n] for n in names] for row in rows]
    w = [0.0] * len(names)
    total = sum(weight)
    for _ in range(STEPS):
        grad = [PENALTY * v / total * (n != "bias") for v, n in zip(w, names, strict=True)]
        for x, row, part in zip(table, rows, weight, strict=True):
            off = part * (_chance(w, x) - (row.rank == 1)) / total
            for k, v in enumerate(x):
                if v:
                    grad[k] += off * v
        w = [_bounded(a - RATE * g, n) for a, g, n in zip(w, grad, names, strict=True)]
    return {n: v / scale[n] for n, v in zip(names, w, strict=True)}


def _bounded(value: float, name: str) -> float:
    """What can only speak for a reading never counts against it, and the other way round."""
    return max(0.0, value) if name in FOR else min(0.0, value) if name in AGAINST else value


def _chance(w: list[float], x: list[float]) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, sum(a * b for a, b in zip(w, x, strict=True))))))


def report(title: str, rows: list[Seen], chances: list[float]) -> None:
    """item@1, item@3, reliability bins and stored / wrong at several thresholds."""
    one, three = (100 * sum(r.rank <= k for r in rows) / max(1, len(rows)) for k in (1, 3))
    print(f"## {title}: {len(rows)} pieces, item@1 {one:.1f}, item@3 {three:.1f}")
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for row, chance in zip(rows, chances, strict=True):
        bins[min(9, int(chance * 10))].append((chance, row.rank == 1))
    for number, seen in sorted(bins.items()):
        said, was = (100 * sum(float(s[k]) for s in seen) / len(seen) for k in (0, 1))
        print(f"   {number / 10:.1f}–{number / 10 + 0.1:.1f}: {len(seen):4}  said {said:5.1f}  right {was:5.1f}")
    for level in LEVELS:
        kept = [row for row, chance in zip(rows, chances, strict=True) if chance >= level]
        wrong = sum(row.rank > 1 for row in kept)
        share, off = 100 * len(kept) / max(1, len(rows)), 100 * wrong / max(1, len(kept))
        print(f"   ≥ {level}: stored {share:5.1f} %, wrong {off:4.1f} %")


def gather(arguments: list[str]) -> list[Seen]:
    """Observations of the open benchmark and of every set named."""
    rows: list[Seen] = []
    for seed in range(SEEDS):
        known = load_catalogues()
        rows += pieces("open", HERE / "dev_messages.jsonl", {a: forgetful(i, seed) for a, i in known.items()})
    for argument in arguments:
        gold, catalogue, *posts = map(Path, argument.split("="))
        agency = catalogue.stem.removeprefix("catalogue_")
        known = json.loads(posts[0].read_text(encoding="utf-8")).get(agency, []) if posts else []
        index = build_index(load_items(catalogue), [Post(p["code"], p["title_vi"], p["is_leader"]) for p in known])
        for seed in range(SEEDS):
            rows += pieces(gold.stem, gold, {agency: forgetful(index, seed)})
    return rows


def main(argv: list[str]) -> int:
    """Fit, judge each set by the others, print the coefficients for lexicon/weights.toml; `--now` only looks."""
    global SEEDS, FORGOTTEN
    if "--now" in argv:
        SEEDS, FORGOTTEN = 1, 0
    shown = int(argv[argv.index("--errors") + 1]) if "--errors" in argv else 0
    rows = gather([a for a in argv if "=" in a])
    groups = sorted({row.group for row in rows})
    if "--now" in argv:
        for group in groups:
            part = [row for row in rows if row.group == group]
            report(f"{group}, as it is", part, [row.given for row in part])
    else:
        _cross(rows, groups)
    for row in [r for r in rows if r.rank > 1][:shown]:
        print(f"{row.group} {row.given:.2f} {row.text!r} {row.want} → {row.got} ({row.rank})")
    return 0


def _cross(rows: list[Seen], groups: list[str]) -> None:
    names = confidence.INPUTS
    judged: list[tuple[Seen, float]] = []
    for group in groups:
        by = fit([row for row in rows if row.group != group] or rows, names)
        part = [row for row in rows if row.group == group]
        chances = [_chance([by[n] for n in names], [row.inputs[n] for n in names]) for row in part]
        report(f"{group}, fitted on the others", part, chances)
        judged += zip(part, chances, strict=True)
    report("all, each set by the others", [row for row, _ in judged], [chance for _, chance in judged])
    for name, value in fit(rows, names).items():
        print(f"{name} = {value:.3f}")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
