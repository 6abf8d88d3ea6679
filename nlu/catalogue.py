"""What the wording of a catalogue tells about cutting a message: commas inside names, words that open an item."""

from __future__ import annotations

import re
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from nlu.index import Index
from nlu.normalise import fold


@dataclass(frozen=True, slots=True)
class Clues:
    """`pairs`: the two folded words before and after a comma inside a name; `phrases`: the folded aliases."""

    pairs: frozenset[tuple[str, ...]]
    phrases: frozenset[str]

    def knows(self, words: str) -> bool:
        """Whether a folded text is, or begins with, what the catalogue calls an item."""
        parts = words.split()
        return any(" ".join(parts[:size]) in self.phrases for size in range(1, min(6, len(parts)) + 1))


_SEEN: WeakKeyDictionary[Index, Clues] = WeakKeyDictionary()


def clues(index: Index) -> Clues:
    """The clues of a catalogue, read once."""
    found = _SEEN.get(index)
    if found is None:
        found = _SEEN[index] = _read(index)
    return found


def _read(index: Index) -> Clues:
    pairs: set[tuple[str, ...]] = set()
    phrases: set[str] = set()
    for item in index.items.values():
        pairs.update(re.findall(r"(?=(?<!\w)([^\W\d_]+) ([^\W\d_]+) ?, ?([^\W\d_]+) ([^\W\d_]+))", fold(item.name)))
        phrases |= {fold(alias).strip() for alias in item.aliases if len(fold(alias).strip()) > 1}
    return Clues(frozenset(pairs), frozenset(phrases))
