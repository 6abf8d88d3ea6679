"""The command line as the contract has it: a process, JSON in, JSON out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CONTRACT = (HERE / "contract.json").read_text(encoding="utf-8")


def run(
    *arguments: str, text: str | bytes = "", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run `python -m scoring …` with this standard input."""
    raw = text.encode("utf-8") if isinstance(text, str) else text
    command = [sys.executable, "-m", "scoring", *arguments]
    return subprocess.run(command, input=raw, capture_output=True, cwd=ROOT, env=env, check=False)


def answer(*arguments: str, data: object = None) -> Any:
    """Run a call that must succeed silently, and give what it printed."""
    done = run(*arguments, text="" if data is None else json.dumps(data, ensure_ascii=False))
    assert (done.returncode, done.stderr) == (0, b"")
    return json.loads(done.stdout)


def contract(**changes: object) -> dict[str, Any]:
    """Give the contract's case with top keys replaced; None takes a key out."""
    found: dict[str, Any] = json.loads(CONTRACT) | changes
    return {name: value for name, value in found.items() if value is not None}


def work(ref: str, coefficient: str, assigned: int | str, done: int | str, errors: int = 0, delays: int = 0) -> Any:
    """Give one line of work as the contract writes it."""
    quantities = {"coefficient": coefficient, "assigned": assigned, "done": done}
    return {"ref": ref, **quantities, "quality_errors": errors, "delays": delays}


PLAN_UNDONE = [work("T1", "1", 20, 20, 1, 2), work("T2", "1.5", 2, 2), work("T3", "3", 1, 0)]
PLAN_DONE = [*PLAN_UNDONE[:2], work("T3", "3", 1, 1)]
HEAD = {
    "official": {"id": "P001", "kind": "cong_chuc", "leader": True},
    "general": {"points": "28.5"},
    "leadership": {"d": "0.5", "đ": "1", "e": "1"},
    "work": [work("T1", "1", 10, 10, 0, 1), work("T2", "2", 4, 4, 1, 0)],
}
