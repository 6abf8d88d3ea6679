"""Word lists as data: what a layman can read, check and extend."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
# The regular form of a long list: blocks of one line a key, comments and empty lines between them.
_TEXT = r'"([^"\\\x00-\x1f\x7f]*)"'
_BLOCK = re.compile(rf"^\[\[group\]\]\nsays = {_TEXT}\nmeans = {_TEXT}\nexample = {_TEXT}\n", re.MULTILINE)
_BETWEEN = re.compile(r"(?:#[^\x00-\x09\x0b-\x1f\x7f]*\n|\n)*")  # what stands outside of the blocks


@cache
def load(name: str) -> dict[str, Any]:
    """The list `name`.toml of this package, kept."""
    return load_once(name)


def load_once(name: str) -> dict[str, Any]:
    """The list `name`.toml of this package, for whoever keeps it in a form of their own."""
    text = (_HERE / f"{name}.toml").read_text(encoding="utf-8")
    return read_blocks(text) or tomllib.loads(text)


def load_weights(name: str) -> dict[str, float]:
    """The fitted weights of `name`.toml, whose lines are "signal|hundredths"."""
    return weights_in(load_once(name))


def weights_in(table: dict[str, Any]) -> dict[str, float]:
    """The fitted weights of such a table."""
    lines = filter(None, table["signals"].splitlines())
    return {signal: hundredths(number) for signal, number in (line.rsplit("|", 1) for line in lines)}


@cache
def hundredths(number: str) -> float:
    """The same number is kept once: thousands of weights are a few hundred values."""
    return int(number) / 100


def load_bytes(name: str) -> memoryview:
    """A fitted table of this package, as it stands in its file; only what is looked at is read."""
    with (_HERE / name).open("rb") as file:
        return memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))


def read_blocks(text: str) -> dict[str, Any] | None:
    """What tomllib makes of a file of nothing but regular [[group]] blocks, much quicker; None for any other."""
    blocks = _BLOCK.findall(text)
    if not blocks or not _BETWEEN.fullmatch(_BLOCK.sub("", text)):
        return None
    return {"group": [{"says": says, "means": means, "example": example} for says, means, example in blocks]}


def phrases(text: str) -> tuple[str, ...]:
    """The parts of a "a; b; c" list."""
    return tuple(filter(None, map(str.strip, text.split(";"))))
