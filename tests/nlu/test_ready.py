"""Warming makes beforehand what the first message would wait for."""

from __future__ import annotations

import subprocess
import sys

SEEN = """
import sys, nlu
before = "dateparser" in sys.modules
nlu.warm()
print(before, "dateparser" in sys.modules)
"""


def test_warming_imports_what_reading_needs() -> None:
    run = subprocess.run([sys.executable, "-c", SEEN], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "True"]
