"""`python -m benchmarks.scoring [--quick] [--json]`: one table from one run; exit status 1 where a limit is broken.

A part is a function `measure(*, quick) -> list[Measure]` in a module of its own, named in PARTS.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Protocol

from benchmarks.scoring import months, pure
from benchmarks.scoring.measure import Measure, table


class Part(Protocol):
    """One part of the run."""

    def __call__(self, *, quick: bool) -> list[Measure]: ...


PARTS: dict[str, Part] = {"pure": pure.measure, "months": months.measure}


def main() -> int:
    """Run every part and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scoring", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer repeats, 1,000 people instead of 7,000")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of the table")
    told = parser.parse_args()
    found = {name: part(quick=told.quick) for name, part in PARTS.items()}
    measures = [measure for part in found.values() for measure in part]
    if told.json:
        shown = {name: [measure.as_table() for measure in part] for name, part in found.items()}
        print(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        print(table(measures))
    return int(any(measure.passed is False for measure in measures))


if __name__ == "__main__":
    sys.exit(main())
