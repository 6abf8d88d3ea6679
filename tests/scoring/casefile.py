"""Cases as data: tests/scoring/cases/*.toml. A file has a `[base]` (a case as the contract writes it) and `[[case]]`s.

A case has a `name`, changes to the base in `[case.set]` (tables are merged, "-" takes a key out), `work` as short lines
"REF COEFFICIENT ASSIGNED DONE [q2 d1 xq1 xd1 +GROUP]" (errors, delays, excused of each, point group), `then` for
what-if (refs regarded as done), and `want`: any of a b c d đ e kpi … (ratios), result, general, extra, total, grade,
`reason`, `notes`, `losses` (each a part of a text, "" for no losses at all).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
POLICIES = HERE / "policies"
FLAGS = {"q": "quality_errors", "d": "delays", "xq": "excused_quality_errors", "xd": "excused_delays"}


@dataclass(frozen=True)
class CaseData:
    """One case of a file: what goes in, and what is wanted."""

    name: str
    given: dict[str, Any]
    then: tuple[str, ...]
    want: Mapping[str, Any]


def load_cases(folder: Path = HERE / "cases") -> Iterator[CaseData]:
    """Read every file of a folder in order."""
    for file in sorted(folder.glob("*.toml")):
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        for told in data["case"]:
            given = merged(data["base"], told.get("set", {}))
            if "work" in told:
                given["work"] = [work_line(line) for line in told["work"]]
            yield CaseData(f"{file.stem}: {told['name']}", given, tuple(told.get("then", ())), told["want"])


def merged(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Lay changes over a base; "-" takes a key out."""
    found = dict(base)
    for name, value in changes.items():
        if value == "-":
            found.pop(name, None)
        elif isinstance(value, dict) and isinstance(found.get(name), dict):
            found[name] = merged(found[name], value)
        else:
            found[name] = value
    return found


def work_line(text: str) -> dict[str, Any]:
    """Read "T1 1.5 20 20 q1 d2": quantities with a point are decimal strings, the others whole numbers."""
    ref, coefficient, assigned, done, *flags = text.split()
    found: dict[str, Any] = {"ref": ref, "coefficient": coefficient}
    found |= {"assigned": _quantity(assigned), "done": _quantity(done)}
    for flag in flags:
        if flag.startswith("+"):
            found["group"] = flag[1:]
        else:
            letters = flag.rstrip("0123456789")
            found[FLAGS[letters]] = int(flag[len(letters) :])
    return found


def _quantity(text: str) -> int | str:
    return text if "." in text else int(text)
