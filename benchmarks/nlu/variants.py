"""The same messages as others type them: without accents, decomposed, in capitals, with one slip. Seeded."""

# ruff: noqa: E501 – a list of words reads best on one line
from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.nlu.sets import Line

# Letters beside each other on the keyboard.
_NEAR = {a: row[max(0, i - 1) : i] + row[i + 1 : i + 2] for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm") for i, a in enumerate(row)}  # fmt: skip


def stripped(text: str) -> str:
    """Without accents, đ → d, capitals kept."""
    plain = unicodedata.normalize("NFD", text).translate({ord("đ"): "d", ord("Đ"): "D"})
    return "".join(c for c in plain if not unicodedata.combining(c))


def decomposed(text: str) -> str:
    """NFD, as some telephones send."""
    return unicodedata.normalize("NFD", text)


def slipped(text: str, seed: str, spared: Sequence[str] = ()) -> str:
    """One slip of the fingers in one word of four letters or more; numbers, codes and the `spared` words stay."""
    dice = random.Random(f"slip {seed}")
    words = [
        found
        for found in re.finditer(r"(?<![\w@./-])[^\W\d_]{4,}(?![\w@/-])", text)
        if found.group().lower() not in spared and not found.group().isupper()
    ]
    if not words:
        return text
    found = dice.choice(words)
    return text[: found.start()] + slip(found.group(), dice) + text[found.end() :]


def slip(word: str, dice: random.Random) -> str:
    """A word with one edit: two letters swapped, one left out, doubled, or its neighbour on the keyboard."""
    at = dice.randrange(1, len(word))
    kind = dice.choice("swap drop double near".split())
    if kind == "swap" and at + 1 < len(word) and word[at] != word[at + 1]:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == "drop":
        return word[:at] + word[at + 1 :]
    near = _NEAR.get(stripped(word[at]).lower(), "")
    if kind == "near" and near:
        return word[:at] + dice.choice(near) + word[at + 1 :]
    return word[:at] + word[at] + word[at:]


def _spared(line: Line) -> list[str]:
    return [word for name in (line.get("assign") or {}).get("assignees", []) for word in name.split()]


def _changed(line: Line, text: str, *, fold_names: bool = False) -> Line:
    """The line with another text; names of people are gold as they are written."""
    out: dict[str, Any] = {**line, "text": text}
    if fold_names and line.get("assign"):
        out["assign"] = {**line["assign"], "assignees": [stripped(name) for name in line["assign"]["assignees"]]}
    return out


VARIANTS: dict[str, Callable[[Line], Line]] = {
    "accents stripped": lambda line: _changed(line, stripped(line["text"]), fold_names=True),
    "NFD": lambda line: _changed(line, decomposed(line["text"])),
    "upper case": lambda line: _changed(line, line["text"].upper()),
    "one typo": lambda line: _changed(line, slipped(line["text"], line["id"], _spared(line))),
}
