"""`python -m benchmarks.nlu.fit_seams`: fit the weights that tell where a message is cut.

Reads seams/*.tsv: time, text with "¦" before every further piece of work, by writers who had not seen the rules.
Every place where a cut is possible is one observation: what it shows, what the rules say, whether the writer cut there.
The weights are those of a logistic regression, kept where they say something, and written to nlu/lexicon/seams.toml.
Needs scikit-learn (`pip install scikit-learn`); nothing else does.
"""

from __future__ import annotations

import sys
import tomllib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from benchmarks.nlu.regression import Example, columns, write_signals
from benchmarks.nlu.sets import HERE, Line, gold_sets, load_catalogues
from nlu.atoms import Atom, atoms_of
from nlu.catalogue import Clues, clues
from nlu.index import Index
from nlu.normalise import Text, normalise
from nlu.patterns import Hit
from nlu.pieces import Joiner
from nlu.scan import scan
from nlu.seams import opinion

TARGET = HERE.parents[1] / "nlu" / "lexicon" / "seams.toml"
CORPUS = HERE.parents[1] / "tests" / "nlu" / "corpus" / "pieces.toml"
CUT = "¦"
STRENGTH, LEAST_SEEN, LEAST_WEIGHT = 0.3, 4, 0.1


@dataclass(frozen=True)
class Seam:
    """A place where a cut is possible: what it shows, what the rules say, whether both sides are one piece."""

    group: str
    shown: tuple[str, ...]
    ruled: bool
    joined: bool
    taught: bool  # the rules were made with the message: their opinion is left out


class Watcher(Joiner):
    """Cuts where the writer cut, and remembers what was to be seen there."""

    def watch(self, group: str, cuts: list[int] | None) -> list[Seam]:
        """The seams of a message that was cut at these places of the clean text; None: where the rules cut."""
        self.group, self.cuts, self.by_rules = group, cuts or [], cuts is None
        self.seen: list[Seam] = []
        self.join(atoms_of(self.sheet))
        return self.seen

    def _belongs(self, atom: Atom, text: str, words: list[str], told: list[Hit], after: Atom | None) -> bool:
        if not self.pieces:
            self.cuts = [place for place in self.cuts if place >= atom.end - 1]
            return False
        begun = max(start for start, _ in self.pieces[-1].work)
        open_cuts = [place for place in self.cuts if begun < place < atom.end - 1]
        self.cuts = [place for place in self.cuts if place >= atom.end - 1]
        ruled = self._joins(atom, text, words, told, after)
        joined = ruled if self.by_rules else not open_cuts
        self.seen.append(Seam(self.group, tuple(self._signals(atom, words, after)), ruled, joined, self.by_rules))
        return joined


def seams_of(file: Path, known: Clues) -> Iterator[Seam]:
    """The seams of every message of a file."""
    for row in file.read_text(encoding="utf-8").splitlines():
        if not row.strip():
            continue
        now, text = row.split("\t")
        marked = text.replace("\\n", "\n")
        plain = marked.replace(CUT, "")
        clean = normalise(plain)
        places, gone = [], 0
        for place, letter in enumerate(marked):
            if letter == CUT:
                places.append(place - gone)
                gone += 1
        sheet = scan(clean, datetime.fromisoformat(f"{now}:00+07:00").date())
        cuts = [_inside(clean, place) for place in places]
        yield from Watcher(sheet, known.pairs, known.knows).watch(file.stem, cuts)


def taught() -> Iterator[Seam]:
    """The seams of messages that the rules were made with, where they cut as many pieces as are meant."""
    for group in gold_sets():
        for line in group.lines if group.fitted else ():
            yield from _ruled(group.name, line, group.catalogues[line["agency"]], len(line.get("entries") or ()))
    corpus = tomllib.loads(CORPUS.read_text(encoding="utf-8"))
    ward = load_catalogues()["phuong"]
    for case in corpus["case"]:
        for text in case["say"]:
            if text not in case.get("skip", ()):
                yield from 3 * list(_ruled("corpus", {"text": text, "now": corpus["now"]}, ward, case["pieces"]))


def _ruled(group: str, line: Line, index: Index, wanted: int) -> Iterator[Seam]:
    """The seams of a message as the rules cut it, none where they do not cut `wanted` pieces."""
    now, known = datetime.fromisoformat(line["now"]), clues(index)
    watcher = Watcher(scan(normalise(line["text"]), now.date()), known.pairs, known.knows)
    seen = watcher.watch(group, None)
    if wanted and len(watcher.pieces) == wanted:
        yield from seen


def _inside(clean: Text, place: int) -> int:
    """The place in the clean text of a place in the original."""
    return bisect_left(range(len(clean.clean)), place, key=lambda at: clean.origin(at, at + 1)[0])


def fit(rows: list[Seam]) -> dict[str, float]:
    """The weights of a logistic regression; a seam is read with and without the opinion of the rules."""
    examples: list[Example] = [(row.shown, row.joined, 1.0) for row in rows]
    examples += [((*row.shown, opinion(row.ruled)), row.joined, 1.0) for row in rows if not row.taught]
    found = columns(examples, strength=STRENGTH, least_seen=LEAST_SEEN)
    return {name: float(column[0]) for name, column in found.items()}


def write(weights: dict[str, float]) -> int:
    """Put the weights that say something into the TOML file; how many."""
    kept = {name: w for name, w in sorted(weights.items()) if abs(w) >= LEAST_WEIGHT or name == "always"}
    head = (
        "# What a seam between two stretches of a message shows (nlu/seams.py), and how much it speaks for one piece\n"
        "# of work (in hundredths; below 0 for two). Written by `python -m benchmarks.nlu.fit_seams`.\n"
    )
    lines = [f"{name}|{round(100 * weight)}" for name, weight in kept.items()]
    return write_signals(TARGET, head, lines)


def main() -> int:
    """Fit, write; what a fifth of the lines gains by the other four."""
    known = clues(load_catalogues()["phuong"])
    rows = [seam for file in sorted((HERE / "seams").glob("*.tsv")) for seam in seams_of(file, known)]
    others = list(taught())
    right = Counter[str]()
    for fold in range(5):
        weights = fit([row for place, row in enumerate(rows) if place * 5 // len(rows) != fold] + others)
        for place, row in enumerate(rows):
            if place * 5 // len(rows) == fold:
                total = sum(weights.get(name, 0.0) for name in (*row.shown, opinion(row.ruled)))
                right["rules"] += row.ruled == row.joined
                right["decided"] += (total > 0) == row.joined
    shares = {name: 100 * count / len(rows) for name, count in right.items()}
    print(f"{len(rows)} seams, {len(others)} more of messages that the rules were made with")
    print(f"five folds: rules {shares['rules']:.1f} %, decided {shares['decided']:.1f} %")
    print(f"{write(fit(rows + others))} signals kept")
    return 0


if __name__ == "__main__":
    sys.exit(main())
