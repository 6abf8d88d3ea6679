"""TOML with line numbers: the standard parser keeps none, so a fault's line is looked up by its path afterwards."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from scoring.errors import PolicyFileError, RawNumber, ScoringError

_HEAD = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([A-Za-z0-9_-]+|\"[^\"]+\")\s*=")
_AT = re.compile(r"\(at line (\d+), column \d+\)")


def parse_toml(text: str, file: Path) -> dict[str, object]:
    """Parse a file's text; raises PolicyFileError `toml.syntax` with the line. Floats stay as written (RawNumber)."""
    try:
        return tomllib.loads(text, parse_float=RawNumber)
    except tomllib.TOMLDecodeError as error:
        at = _AT.search(str(error))
        line = int(at[1]) if at else max(1, text.count("\n"))
        fault = ScoringError("toml.syntax", file.name, str(error), "TOML 1.0")
        raise PolicyFileError(file, line, fault) from error


def line_of(text: str, path: str) -> int:
    """Give the line of "group[1].max" in the text, else of the nearest table above it, else 1."""
    lines = _lines(text)
    while path:
        found = lines.get(path) or lines.get(f"{path}[0]")
        if found:
            return found
        path = path.rpartition(".")[0] if not path.endswith("]") else path.rpartition("[")[0]
    return 1


def _lines(text: str) -> dict[str, int]:
    """Map the path of every table and key to its line."""
    found: dict[str, int] = {}
    counts: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        if head := _HEAD.match(line):
            table = _table_path(head[2], is_array=head[1] == "[[", counts=counts)
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            name = key[1].strip('"')
            found.setdefault(f"{table}.{name}" if table else name, number)
    return found


def _table_path(name: str, *, is_array: bool, counts: dict[str, int]) -> str:
    """Turn a header into a path: the second [[grade]] is "grade[1]", a [grade.needs] below it "grade[1].needs"."""
    if is_array:
        counts[name] = counts.get(name, -1) + 1
        return f"{name}[{counts[name]}]"
    first, dot, rest = name.partition(".")
    return f"{first}[{counts[first]}]{dot}{rest}" if first in counts else name
