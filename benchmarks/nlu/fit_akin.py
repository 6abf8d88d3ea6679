"""`python -m benchmarks.nlu.fit_akin [FOLDER …]`: learn how alike a text and the name of a work item are.

Reads wordings/*.tsv: a kind of work, N (a name as a catalogue prints it) or W (a wording of somebody), the text. Every
sign of a text (nlu/akin.py) gets a row of numbers for messages and one for names, so that the sum of a wording's rows
points where the sum of its names' rows does and away from the names of all other kinds of work (softmax over all kinds,
Adagrad). So do the pieces of gold messages that weights may be fitted with, each among the names of its own catalogue,
but for the development lines (further FOLDERs: messages.jsonl, catalogue_*.csv, posts.json).
Several such fits from different beginnings are laid beside one another and pressed into one small table by a singular
value decomposition; the signs seen most are kept. Written to nlu/lexicon/akin.bin. Prints how often the name of the
right kind is the nearest one, for wordings that were not fitted with (a fifth of each kind's).
Needs numpy and scipy (`pip install numpy scipy`); nothing else does.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from struct import pack
from typing import Any

from benchmarks.nlu.fit_weights import asked, named_sets
from benchmarks.nlu.sets import HERE
from nlu.akin import HEAD, MARK, hash_of, signs_of
from nlu.words import words

TARGET = HERE.parents[1] / "nlu" / "lexicon" / "akin.bin"
FITS, WIDTH, ROUNDS, BATCH = 6, 64, 20, 256
RATE, SHARPNESS, LEAVE_OUT, LEAVE_OUT_GOLD, BEGIN, PULL = 0.1, 10.0, 0.4, 0.3, 0.3, 1e-4
LEAST_SEEN, KEPT, SIZE = 2, 8_000, 48
GOLD = 2.0  # how much a piece of a gold message weighs beside a wording
MOST_RIGHT = 3  # pieces that more items would be right for say little


@dataclass(frozen=True)
class Wordings:
    """Names and wordings by kind of work; the numbers of kinds in the order of their files."""

    names: list[list[str]]
    said: list[tuple[int, str]]


@dataclass(frozen=True)
class Catalogue:
    """The names of one catalogue, and what was said with the numbers of the names that are right."""

    names: list[str]
    said: list[tuple[str, list[int]]]


def catalogues(folders: list[str]) -> list[Catalogue]:
    """The catalogues of the gold sets, those with the same names as one.

    The development lines are left out, what is measured with them stays honest; other writers' lines for their two
    catalogues are not.
    """
    found: dict[tuple[str, ...], Catalogue] = {}
    for gold in named_sets(folders):
        for piece in asked(gold) if gold.fitted and gold.name != "dev" else ():
            items = {code: number for number, code in enumerate(piece.index.items)}
            names = tuple(item.name for item in piece.index.items.values())
            right = [items[code] for code in piece.accepted if code in items]
            if 0 < len(right) <= MOST_RIGHT:
                text = " ".join(word.lower for word in piece.setting.query.typed)
                found.setdefault(names, Catalogue(list(names), [])).said.append((text, right))
    return list(found.values())


def read(folder: Path = HERE / "wordings") -> Wordings:
    """All kinds of work of all files."""
    names: dict[str, list[str]] = defaultdict(list)
    said: dict[tuple[str, str], None] = {}
    for file in sorted(folder.glob("*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines():
            kind, sort, text = line.split("\t")
            key = f"{file.stem}/{kind}"
            if sort == "N":
                names[key].append(text)
            else:
                said[key, text] = None
    place = {key: number for number, key in enumerate(names)}
    return Wordings(list(names.values()), [(place[key], text) for key, text in said if key in place])


def table(texts: list[str], place: dict[str, int], rarity: Any) -> Any:
    """One row a text: the rarity of each of its signs."""
    from scipy.sparse import csr_matrix

    rows, columns = [], []
    for number, text in enumerate(texts):
        for sign in signs_of(words(text)):
            if sign in place:
                rows.append(number)
                columns.append(place[sign])
    return csr_matrix((rarity[columns], (rows, columns)), shape=(len(texts), len(place)), dtype="float32")


def _unit(matrix: Any) -> tuple[Any, Any]:
    import numpy as np

    length = np.linalg.norm(matrix, axis=1, keepdims=True) + 1e-6
    return matrix / length, length


class Learner:
    """The rows of all signs for messages and for names, while they are learned (Adagrad)."""

    def __init__(self, signs: int, chance: Any) -> None:
        import numpy as np

        begin = BEGIN * chance.normal(size=(signs, WIDTH)) / WIDTH**0.5
        self.sides = [begin.astype("float32"), begin.astype("float32")]
        self.seen = [np.full((signs, 1), 1e-6, dtype="float32") for _ in self.sides]

    def step(self, said: Any, names: Any, right: Any, rate: float, weight: float) -> None:
        """Turn what is said towards the right ones of some names (`right`: texts × names) and away from the others."""
        import numpy as np

        (one, one_length), (other, other_length) = _unit(said @ self.sides[0]), _unit(names @ self.sides[1])
        share = SHARPNESS * one @ other.T
        share = np.exp(share - share.max(1, keepdims=True))
        share /= share.sum(1, keepdims=True)
        good = share * right
        share -= good / (good.sum(1, keepdims=True) + 1e-9)
        share *= SHARPNESS * weight
        pulls = (share @ other, share.T @ one)
        for side, sums, rows, unit, length, pull in zip(
            self.sides, self.seen, (said, names), (one, other), (one_length, other_length), pulls, strict=True
        ):
            slope = rows.T @ ((pull - (pull * unit).sum(1, keepdims=True) * unit) / length)
            slope += PULL * side * (np.abs(slope).sum(1, keepdims=True) > 0)
            sums += (slope**2).mean(1, keepdims=True)
            side -= rate * slope / np.sqrt(sums + 1e-8)


def fit(
    texts: Any, kinds: Any, named: Any, groups: list[list[int]], gold: list[tuple[Any, Any, Any]], seed: int
) -> tuple[Any, Any]:
    """The rows of all signs for messages and for names, from one beginning; `gold`: texts, names, what is right."""
    import numpy as np

    chance = np.random.default_rng(seed)
    learner = Learner(texts.shape[1], chance)
    count, step = len(kinds), 0
    steps = ROUNDS * (count // BATCH)
    for _ in range(ROUNDS):
        order = chance.permutation(count)
        for first in range(0, count - BATCH // 2, BATCH):
            here = order[first : first + BATCH]
            names = named[[group[chance.integers(len(group))] for group in groups]]
            right = np.zeros((len(here), len(groups)), dtype="float32")
            right[np.arange(len(here)), kinds[here]] = 1
            rate = RATE * (1 - step / steps) + 0.005
            learner.step(_with_gaps(texts[here], chance, LEAVE_OUT), names, right, rate, 1 / len(here))
            if gold:
                said, names, right = gold[step % len(gold)]
                learner.step(_with_gaps(said, chance, LEAVE_OUT_GOLD), names, right, rate, GOLD / BATCH)
            step += 1
    return learner.sides[0], learner.sides[1]


def _with_gaps(rows: Any, chance: Any, share: float) -> Any:
    """The rows with a share of their signs left out."""
    rows = rows.copy()
    rows.data *= chance.random(len(rows.data)) > share
    return rows


def learned(all_of: Wordings, gold: list[Catalogue], fits: int = FITS) -> tuple[list[str], Any, Any]:
    """The signs kept, and their rows of whole numbers from -127 to 127 for messages and for names."""
    import numpy as np

    flat = [(number, name) for number, names in enumerate(all_of.names) for name in names]
    groups: list[list[int]] = [[] for _ in all_of.names]
    for place, (number, _) in enumerate(flat):
        groups[number].append(place)
    texts = [text for _, text in all_of.said] + [name for _, name in flat]
    shown = [text for one in gold for text in (*(said for said, _ in one.said), *one.names)]
    often = Counter(sign for text in (*texts, *shown) for sign in signs_of(words(text)))
    place = {sign: number for number, sign in enumerate(sign for sign in often if often[sign] >= LEAST_SEEN)}
    rarity = np.log(1 + len(texts) / np.array([often[sign] for sign in place], dtype="float32"))
    rarity /= rarity.max()
    rows = table(texts, place, rarity)
    named = rows[len(all_of.said) :]
    kinds = np.array([number for number, _ in all_of.said] + [number for number, _ in flat])
    told = [tables for one in gold for tables in _tables(one, place, rarity)]
    sides_of = [fit(rows, kinds, named, groups, told, seed) for seed in range(fits)]
    wide = [
        np.concatenate([side[k] / np.linalg.norm(beside @ side[k], axis=1).mean() for side in sides_of], 1)
        * rarity[:, None]
        for k, beside in ((0, rows[: len(all_of.said)]), (1, named))
    ]
    signs = sorted(place, key=lambda sign: (-often[sign], sign))[:KEPT]
    kept = [place[sign] for sign in signs]
    (q_one, r_one), (q_other, r_other) = (np.linalg.qr(side[kept]) for side in wide)
    left, strength, right = np.linalg.svd(r_one @ r_other.T)
    root = np.sqrt(strength[:SIZE])
    pressed = (q_one @ left[:, :SIZE] * root, q_other @ right[:SIZE].T * root)
    one, other = (_whole(side) for side in pressed)
    return signs, one, other


def _tables(one: Catalogue, place: dict[str, int], rarity: Any) -> Iterator[tuple[Any, Any, Any]]:
    """What was said about one catalogue, its names, and which are right, a batch at a time."""
    import numpy as np

    names = table(one.names, place, rarity)
    for first in range(0, len(one.said), BATCH):
        part = one.said[first : first + BATCH]
        right = np.zeros((len(part), len(one.names)), dtype="float32")
        for number, (_, places) in enumerate(part):
            right[number, places] = 1
        yield table([text for text, _ in part], place, rarity), names, right


def _whole(side: Any) -> Any:
    import numpy as np

    return np.clip(np.round(side / np.percentile(np.abs(side), 99.9) * 127), -127, 127).astype("int8")


def write(signs: list[str], one: Any, other: Any, target: Path = TARGET) -> int:
    """The table as nlu/akin.py reads it; its size in bytes."""
    import numpy as np

    order = sorted(range(len(signs)), key=lambda number: hash_of(signs[number]))
    hashes = np.array([hash_of(signs[number]) for number in order], dtype="<u4")
    data = pack(HEAD, MARK, len(signs), SIZE) + hashes.tobytes() + one[order].tobytes() + other[order].tobytes()
    target.write_bytes(data)
    return len(data)


def nearest(all_of: Wordings, fitted: tuple[list[str], Any, Any], tried: list[tuple[int, str]]) -> float:
    """How many of the wordings have a name of their own kind as the nearest of all names, in percent."""
    import numpy as np

    signs, one, other = fitted
    place = {sign: number for number, sign in enumerate(signs)}
    even = np.ones(len(signs), dtype="float32")
    flat = [(number, name) for number, names in enumerate(all_of.names) for name in names]
    said, _ = _unit(table([text for _, text in tried], place, even) @ one.astype("float32"))
    named, _ = _unit(table([name for _, name in flat], place, even) @ other.astype("float32"))
    best = (said @ named.T).argmax(1)
    return 100 * sum(flat[b][0] == number for b, (number, _) in zip(best, tried, strict=True)) / len(tried)


def main(folders: list[str]) -> int:
    """What four fifths of the wordings tell about the rest; then fit with all and write."""
    all_of, gold = read(), catalogues(folders)
    rest = [one for place, one in enumerate(all_of.said) if place % 5 == 0]
    most = Wordings(all_of.names, [one for place, one in enumerate(all_of.said) if place % 5])
    kinds, said = len(all_of.names), len(all_of.said)
    print(f"{kinds} kinds of work, {said} wordings, {sum(map(len, all_of.names))} names")
    print(f"{len(gold)} catalogues, {sum(len(one.said) for one in gold)} pieces of gold messages")
    share = nearest(all_of, learned(most, gold, 2), rest)
    print(f"nearest name of all is the right kind's, for the {len(rest)} wordings left out (two fits): {share:.1f} %")
    signs, one, other = learned(all_of, gold)
    print(f"{write(signs, one, other)} bytes, {len(signs)} signs")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
