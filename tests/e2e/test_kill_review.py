"""SIGKILL at every boundary of every change around a review: all of a turn is kept, or nothing of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from storage.tables import METADATA

ROOT = Path(__file__).parents[2]


@pytest.mark.timeout(600)
def test_a_kill_leaves_all_or_nothing(database_url: str) -> None:
    run = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.e2e.kill_turns", database_url], cwd=ROOT, capture_output=True,
        text=True, check=False, timeout=580,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-2000:]
    *steps, last = [json.loads(line) for line in run.stdout.splitlines()]
    kills = dict(steps)
    assert all(count >= 3 for count in kills.values()), kills
    # Everything happened once in the end: what the steps were meant to do is there.
    states = sorted(row[column("entry", "state")] for row in last["entry"])
    assert states == ["approved"] * 4
    assert [row[column("appeal", "state")] for row in last["appeal"]] == ["upheld"]
    assert [row[column("change_request", "state")] for row in last["change_request"]] == ["agreed"]
    assert len(last["delegation"]) == len(last["period_reopening"]) == 1
    assert last["period_close"] == []
    print(f"{sum(kills.values())} kills in {len(kills)} turns")


def column(table: str, name: str) -> int:
    """Where a column stands in a row of the dump."""
    return [found.name for found in METADATA.tables[table].columns].index(name)
