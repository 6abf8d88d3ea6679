"""`python -m benchmarks.nlu.fit_seams`: fit the weights that tell where a further piece of work begins.

Reads seams/*.tsv: time, text with "¦" before every further piece of work.
Every token where a piece could begin is one observation: what it shows, what the rules say, whether it was cut there.
The weights are those of a logistic regression, kept where they say something, and written to nlu/lexicon/seams.toml.
Needs scikit-learn (`pip install scikit-learn`); nothing else does.
"""

from __future__ import annotations

import sys
import tomllib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from benchmarks.nlu.regression import Example, columns, write_signals
from benchmarks.nlu.sets import HERE, load_catalogues, load_lines
from nlu.atoms import atoms_of
from nlu.catalogue import Clues, clues
from nlu.normalise import Text, normalise
from nlu.pieces import begun_in, proposed
from nlu.scan import scan
from nlu.seams import Seam, chances, first, observed
from nlu.signals import placed

TARGET = HERE.parents[1] / "nlu" / "lexicon" / "seams.toml"
CORPUS = HERE.parents[1] / "tests" / "nlu" / "corpus" / "pieces.toml"
CUT = "¦"
STRENGTH, LEAST_SEEN, LEAST_WEIGHT, FOLDS = 0.3, 3, 0.1, 6
# messages as people send them weigh more than those written to be hard to cut
WEIGHTS = {"corpus": 5.0, "worked_on": 3.0, "dev": 3.0} | dict.fromkeys(("sets", *"abclmnopqrstuvw"), 1.0)
OTHERS = 0.3


@dataclass(frozen=True, slots=True)
class Marked:
    """A message in which the pieces are marked: its tokens, what the rules say of them, where pieces begin."""

    file: str
    row: list[tuple[int, str]]
    seams: dict[int, Seam]
    begun: frozenset[int]

    def observed(self) -> Iterator[tuple[list[str], bool]]:
        """What every token shows where a piece could begin, and whether one does; what is put off is left out."""
        for number, shown in observed(self.row, self.seams):
            begins = number in self.begun
            if begins or not (number in self.seams and self.seams[number].kept):
                yield shown, begins


def read(file: Path, known: Clues) -> Iterator[Marked]:
    """The messages of a file."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip():
            now, text = line.split("\t")
            yield marked(file.stem, now, text.replace("\\n", "\n"), known)


def taught(known: Clues) -> Iterator[Marked]:
    """The examples of our own lists, where the rules cut as many pieces as are meant."""
    corpus = tomllib.loads(CORPUS.read_text(encoding="utf-8"))
    listed = [(corpus["now"], text, case["pieces"]) for case in corpus["case"] for text in case["say"]]
    seeds = load_lines(HERE / "seed_categories.jsonl")
    listed += [(seed["now"], seed["text"], seed["expect"]["n"]) for seed in seeds if "n" in seed["expect"]]
    for now, text, meant in listed:
        one = marked("corpus", now[:16], text, known)
        cuts = frozenset(number for number, seam in one.seams.items() if seam.cuts)
        if len(cuts) + 1 == meant:
            yield replace(one, begun=cuts)


def marked(file: str, now: str, text: str, known: Clues) -> Marked:
    """A message with a sign before every further piece."""
    clean = normalise(text.replace(CUT, ""))
    sheet = scan(clean, datetime.fromisoformat(f"{now}:00+07:00").date())
    row = placed(sheet)
    found = proposed(sheet, atoms_of(sheet), row, known.pairs, known.knows)
    places, gone = [], 0
    for place, letter in enumerate(text):
        if letter == CUT:
            places.append(place - gone)
            gone += 1
    begun = {first(row, _inside(clean, place)) for place in places}
    return Marked(file, row, found, frozenset(number for number in begun if 0 < number < len(row)))


def _inside(clean: Text, place: int) -> int:
    """The place in the clean text of a place in the original."""
    return bisect_left(range(len(clean.clean)), place, key=lambda at: clean.origin(at, at + 1)[0])


def fit(messages: Iterable[Marked]) -> dict[str, float]:
    """The weights of a logistic regression."""
    examples: list[Example] = [
        (shown, begins, WEIGHTS.get(one.file, OTHERS)) for one in messages for shown, begins in one.observed()
    ]
    found = columns(examples, strength=STRENGTH, least_seen=LEAST_SEEN)
    return {name: float(column[0]) for name, column in found.items()}


def write(weights: dict[str, float]) -> int:
    """Put the weights that say something into the TOML file; how many."""
    kept = {name: w for name, w in sorted(weights.items()) if abs(w) >= LEAST_WEIGHT or name == "always"}
    head = (
        "# What a token of a message shows (nlu/seams.py), and how much it speaks for a further piece of work\n"
        "# that begins there (in hundredths). Written by `python -m benchmarks.nlu.fit_seams`.\n"
    )
    return write_signals(TARGET, head, [f"{name}|{round(100 * weight)}" for name, weight in kept.items()])


def main() -> int:
    """Fit, write; how many messages of files that were not fitted are cut rightly."""
    known = clues(load_catalogues()["phuong"])
    messages = [one for file in sorted((HERE / "seams").glob("*.tsv")) for one in read(file, known)]
    right = Counter[str]()
    for fold in range(FOLDS):
        weights = fit(one for place, one in enumerate(messages) if place * FOLDS // len(messages) != fold)
        for place, one in enumerate(messages):
            if place * FOLDS // len(messages) == fold:
                right["rules"] += {number for number, seam in one.seams.items() if seam.cuts} == one.begun
                right["decided"] += begun_in(chances(one.row, one.seams, weights)) == one.begun
    shares = {name: 100 * count / len(messages) for name, count in right.items()}
    print(f"{len(messages)} messages, {sum(len(one.begun) for one in messages)} further pieces")
    print(f"{FOLDS} folds: cut rightly by the rules {shares['rules']:.1f} %, decided {shares['decided']:.1f} %")
    print(f"{write(fit([*messages, *taught(known)]))} signals kept")
    return 0


if __name__ == "__main__":
    sys.exit(main())
