"""What is left out of a run is said, and only that is left out."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT_CONFTEST = Path(__file__).with_name("conftest.py")


@pytest.fixture(scope="module")
def rules() -> ModuleType:
    """Load the root conftest as a plain module, so that its functions can be asked."""
    spec = importlib.util.spec_from_file_location("root_conftest", ROOT_CONFTEST)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("markers", "long", "browser", "runs"),
    [
        (set(), False, None, True),
        ({"postgres"}, False, None, True),
        ({"long"}, False, "/usr/bin/chromium", False),
        ({"long"}, True, None, True),
        ({"browser"}, False, "/usr/bin/chromium", False),
        ({"browser"}, True, None, False),
        ({"browser"}, True, "/usr/bin/chromium", True),
        ({"short"}, False, None, True),
        ({"short"}, True, None, False),
    ],
)
def test_what_is_left_out(rules: ModuleType, markers: set[str], long: bool, browser: str | None, runs: bool) -> None:
    assert (rules.reason_to_skip(markers, long=long, browser=browser) is None) is runs


def test_the_closing_line_counts_each_reason(rules: ModuleType) -> None:
    assert rules.left_out([]) == "left out: nothing"
    assert rules.left_out(["slow", "slow", "no browser"]) == "left out: 3 – 2 × slow; 1 × no browser"
