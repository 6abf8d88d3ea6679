"""What every test shares: which tests are left out, and a closing line that says so."""

from __future__ import annotations

import os
import shutil
from collections import Counter

import pytest

from tests.databases import (  # noqa: F401 – fixtures of every room
    database,
    database_url,
    empty_database_url,
    empty_postgresql_url,
    postgresql_server,
    postgresql_url,
    sqlite_template,
    sqlite_url,
)

LONG = os.environ.get("SOVIEC_LONG") == "1"
NOT_LONG = "long: runs with `sh scripts/test --long`"
PART_OF_LONG = "short: a part of a long test of this run"
NO_BROWSER = "no chromium on this machine: apt-get install chromium"


def chromium() -> str | None:
    """Give the path of the installed browser, or None."""
    return os.environ.get("SOVIEC_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def reason_to_skip(markers: set[str], *, long: bool, browser: str | None) -> str | None:
    """Say why a test with these markers is left out of this run, or None when it runs."""
    if not long and markers & {"long", "browser"}:
        return NOT_LONG
    if long and "short" in markers:
        return PART_OF_LONG
    if "browser" in markers and browser is None:
        return NO_BROWSER
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what this run or this machine cannot do, each with its reason."""
    browser = chromium()
    for item in items:
        reason = reason_to_skip({mark.name for mark in item.iter_markers()}, long=LONG, browser=browser)
        if reason:
            item.add_marker(pytest.mark.skip(reason=reason))


def left_out(reasons: list[str]) -> str:
    """Say in one line how many tests were left out and why."""
    if not reasons:
        return "left out: nothing"
    counted = Counter(reasons).most_common()
    return f"left out: {len(reasons)} – " + "; ".join(f"{count} × {reason}" for reason, count in counted)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Close with the zone of this run and what it did not run."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = [str(report.longrepr[2]).removeprefix("Skipped: ") for report in skipped]
    zone = os.environ.get("TZ") or "the machine's zone"
    terminalreporter.write_line(f"[{zone}, {'long' if LONG else 'short'}] {left_out(reasons)}")


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Give the browser's path to a test marked `browser`."""
    path = chromium()
    if path is None:
        pytest.skip(NO_BROWSER)
    return path
