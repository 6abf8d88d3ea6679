"""`python -m benchmarks.nlu.fit_kinds`: fit the weights that tell kinds of messages.

Reads the development lines, the corpora of the rules, the hard cases, what was worked on in heldout/, and kinds/*.tsv
(kind, time, text: short messages by writers who had not seen the rules). The weights are those of a softmax regression,
kept where they say something, and written to nlu/lexicon/kinds.toml. Every line is read twice, with and without the
opinion of the rules: where they were made with the line, it is better than it will ever be again. The table shows the
held-out sets: by the rules alone, then decided. Needs scikit-learn (`pip install scikit-learn`); nothing else does.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from math import log

from benchmarks.nlu.regression import Example, columns, write_signals
from benchmarks.nlu.sets import HERE, gold_sets, load_catalogues, load_lines
from nlu import kind
from nlu.index import Index
from nlu.normalise import normalise
from nlu.scan import scan
from nlu.understand import by_rules

TARGET = HERE.parents[1] / "nlu" / "lexicon" / "kinds.toml"
CORPUS = HERE.parents[1] / "tests" / "nlu" / "corpus"
USUAL = {"log": 0.72, "assign": 0.09, "plan": 0.05, "leave": 0.05, "query": 0.05, "other": 0.04}
"""How often each kind comes in a day's messages (ANNOTATION.md)."""

STRENGTH, LEAST_SEEN, LEAST_WEIGHT = 0.5, 6, 0.2
"""Inverse of the penalty on large weights; signals seen less often or worth less are left out."""

DAILY = 3.0  # how much a line of an everyday set weighs beside one of a set that looks for the hard borders
TOWARDS_USUAL = 0.5


@dataclass(frozen=True)
class Seen:
    """One message: what it shows (without the rules' opinion), what the rules say, what it is."""

    group: str
    shown: tuple[str, ...]
    proposed: str
    meant: str
    fitted: bool
    weight: float


def seen() -> Iterator[Seen]:
    """Every labelled message."""
    for group in gold_sets():
        for line in group.lines:
            yield _seen(group.name, line, group.catalogues[line["agency"]], line["intent"], group.fitted)
    index = load_catalogues()["phuong"]
    for file in sorted((HERE / "kinds").glob("*.tsv")):
        for row in file.read_text(encoding="utf-8").splitlines():
            meant, now, text = row.split("\t")
            line = {"text": text.replace("\\n", "\n"), "now": f"{now}:00+07:00", "post": None}
            yield _seen(f"kinds/{file.stem}", line, index, meant, fitted=False)
    yield from taught(index)


def taught(ward: Index) -> Iterator[Seen]:
    """The phrases of the rules' own corpora and the hard cases: their makers knew the rules."""
    for name, meant in (("intents", None), ("pieces", "log"), ("fields", "log")):
        corpus = tomllib.loads((CORPUS / f"{name}.toml").read_text(encoding="utf-8"))
        for case in corpus["case"]:
            for text in case["say"]:
                kept = text.strip() and not text.startswith("/") and text not in case.get("skip", ())
                if kept and case.get("pieces", 1) and case.get("fields", True):
                    line = {"text": text, "now": corpus["now"]}
                    yield _seen(f"corpus/{name}", line, ward, meant or case["intent"], fitted=True)
    for line in load_lines(HERE / "seed_categories.jsonl"):
        if line["expect"].get("i") in kind.KINDS:
            yield _seen("seeds", line, ward, line["expect"]["i"], fitted=True)


def _seen(group: str, line: dict[str, str], index: Index, meant: str, fitted: bool) -> Seen:
    now = datetime.fromisoformat(line["now"])
    proposed = by_rules(line["text"], now=now, index=index, post=line.get("post")).intent
    sheet = scan(normalise(line["text"]), now.date())
    found = tuple(name for name in kind.shown(sheet, proposed) if not name.startswith("rule "))
    daily = not group.startswith(("orders", "kinds", "corpus", "seeds"))
    return Seen(group, found, proposed, meant, fitted, DAILY if daily else 1.0)


def fit(rows: list[Seen]) -> dict[str, list[float]]:
    """The weights of a softmax regression, those of a signal adding up to 0."""
    examples: list[Example] = [(row.shown, kind.KINDS.index(row.meant), row.weight) for row in rows]
    examples += [((*row.shown, f"rule {row.proposed}"), kind.KINDS.index(row.meant), row.weight) for row in rows]
    by_signal = columns(examples, strength=STRENGTH, least_seen=LEAST_SEEN)
    found = {
        name: [float(column[n] - column.mean()) for n in range(len(kind.KINDS))] for name, column in by_signal.items()
    }
    return _towards_usual(found, rows)


def _towards_usual(weights: dict[str, list[float]], rows: list[Seen]) -> dict[str, list[float]]:
    """The lines hold more orders than a day does."""
    held: Counter[str] = Counter()
    for row in rows:
        held[row.meant] += int(row.weight)
    for k, name in enumerate(kind.KINDS):
        weights["always"][k] += TOWARDS_USUAL * log(USUAL[name] / (held[name] / held.total()))
    return weights


def write(weights: dict[str, list[float]]) -> int:
    """Put the weights that say something into the TOML file; how many."""
    lines = []
    for name in sorted(weights):
        numbers = [round(100 * weight) for weight in weights[name]]
        if name == "always" or max(map(abs, numbers)) >= 100 * LEAST_WEIGHT:
            lines.append(f"{name}|{' '.join(map(str, numbers))}")
    head = (
        "# What a message shows of its kind (nlu/signals.py) and how much that speaks, in hundredths, for each kind:\n"
        f"# {' '.join(kind.KINDS)}. Written by `python -m benchmarks.nlu.fit_kinds`; the scores add up (nlu/kind.py).\n"
        "# u: a word, b: two words, s0 s1: first, second and third, e0 e1: last, cs ce: the kinds of words\n"
        "# that open and close it, rule: what the rules say.\n"
    )
    return write_signals(TARGET, head, lines)


def report(rows: Iterable[Seen]) -> None:
    """Per held-out set: right by the rules alone, right when decided."""
    kind.weights.cache_clear()
    groups: dict[str, list[Seen]] = {}
    for row in rows:
        if not row.fitted and not row.group.startswith("kinds"):
            groups.setdefault(row.group, []).append(row)
    for name, group in groups.items():
        rules = sum(row.proposed == row.meant for row in group)
        decided = sum(next(iter(kind.judged((*row.shown, f"rule {row.proposed}")))) == row.meant for row in group)
        right = 100 * rules / len(group), 100 * decided / len(group)
        print(f"{name:28} {len(group):4} messages  rules {right[0]:5.1f} %  decided {right[1]:5.1f} %")


def main() -> int:
    """Fit, write, report."""
    rows = list(seen())
    used = [row for row in rows if row.fitted or row.group.startswith("kinds")]
    print(f"{len(used)} messages, {write(fit(used))} signals kept")
    report(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
