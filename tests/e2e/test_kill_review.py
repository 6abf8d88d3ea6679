"""SIGKILL at every boundary of changes around a review, of tasks and of lines: all of a turn is kept, or nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from storage.tables import METADATA
from tests.e2e.kill_plays import TASKS

ROOT = Path(__file__).parents[2]


def played(database_url: str, play: str) -> tuple[dict[str, int], dict[str, list[list[str]]]]:
    """Kills by step, and every row at the end."""
    run = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.e2e.kill_turns", database_url, play], cwd=ROOT,
        capture_output=True, text=True, check=False, timeout=1180,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-2000:]
    *steps, last = [json.loads(line) for line in run.stdout.splitlines()]
    return dict(steps), last


@pytest.mark.timeout(600)
def test_a_kill_leaves_all_or_nothing(database_url: str) -> None:
    kills, last = played(database_url, "review")
    assert all(count >= 3 for count in kills.values()), kills
    # Everything happened once in the end: what the steps were meant to do is there.
    states = sorted(row[column("entry", "state")] for row in last["entry"])
    assert states == ["approved"] * 4
    assert [row[column("appeal", "state")] for row in last["appeal"]] == ["upheld"]
    assert [row[column("change_request", "state")] for row in last["change_request"]] == ["agreed"]
    assert len(last["delegation"]) == len(last["period_reopening"]) == 1
    assert last["period_close"] == []
    print(f"{sum(kills.values())} kills in {len(kills)} turns")


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_every_state_of_tasks_and_lines_survives_a_kill(database_url: str) -> None:
    kills, last = played(database_url, "tasks")
    assert len(kills) == len(TASKS)
    assert all(count >= 2 for count in kills.values()), kills
    steps = {row[column("assignment_version", "operation")] for row in last["assignment_version"]}
    assert steps >= {
        "accepted", "progress", "stuck", "due", "quantity", "moved", "changed", "done", "reopened", "returned",
        "approved", "withdrawn",
    }  # fmt: skip
    assert {row[column("assignment_request", "state")] for row in last["assignment_request"]} >= {"declined", "agreed"}
    assert len(last["assignment_delay"]) == 2
    assert len(last["deadline_told"]) >= 1
    print(f"{sum(kills.values())} kills in {len(kills)} turns")


def column(table: str, name: str) -> int:
    """Where a column stands in a row of the dump."""
    return [found.name for found in METADATA.tables[table].columns].index(name)
