"""`python -m benchmarks.reminders [--quick] [--json] [--kills N]`: reminders against the stand-in with its limits.

Everybody is due at 17:00: how long to the last delivery against people ÷ rate (answers to those who write taken out of
both), the 429s provoked, how long an answer takes meanwhile; how long the decision takes and how many queries; and
SIGKILLs in the middle. In full 7,000 people at 25 a second (five minutes); `--quick` 500 people and three kills.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.reminders import measure

GOALS = {
    "ratio_to_limit": "≤ 1.05", "answers_429": "0", "reply_p99_s": "≤ 2", "decide_s": "≤ 2", "lost": "0",
    "repeated": "≤ kills",
}  # fmt: skip


def everything(*, quick: bool, kills: int | None = None) -> dict[str, Any]:
    """All figures as one JSON-able object."""
    people, rate = (500, 25.0) if quick else (7000, 25.0)
    times = kills if kills is not None else 3 if quick else 20
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        decided = measure.decide(home, 7000, 3 if quick else 10)
        fan_out = asyncio.run(measure.fan_out(home, people, rate))
        killed = asyncio.run(measure.kills(f"sqlite:///{home / 'kills.db'}", 120 + 40 * times, rate, times, 7))
    return {
        "ratio_to_limit": fan_out["ratio_to_limit"],
        "answers_429": fan_out["answers_429"],
        "reply_p99_s": fan_out["reply_p99_s"],
        "decide_s": max(one["seconds"] for one in decided.values()),
        "decide_queries": max(one["queries"] for one in decided.values()),
        "lost": killed["lost"],
        "repeated": killed["repeated"],
        "kills": times,
        "fan_out": fan_out,
        "decide": decided,
        "killed": killed,
    }


def table(found: dict[str, Any]) -> str:
    """The figures beside their goals, then what they come from."""
    lines = [f"{name:16} {found[name]!s:>8}   goal {goal}" for name, goal in GOALS.items()]
    parts = [f"{name}: {json.dumps(found[name], ensure_ascii=False)}" for name in ("fan_out", "decide", "killed")]
    return "\n".join([*lines, "", *parts])


def main(argv: list[str]) -> int:
    """Run and print; the exit code tells only whether it ran."""
    kills = int(argv[argv.index("--kills") + 1]) if "--kills" in argv else None
    found = everything(quick="--quick" in argv, kills=kills)
    print(json.dumps(found, ensure_ascii=False) if "--json" in argv else table(found))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
