"""A province's month: from approved entries in the database to everybody's kept score, on both databases.

Beside it, in the same run, the plain SQL aggregation over the same rows; and the peak memory of a process of its own,
once for a quarter of the people and once for all of them.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

from benchmarks.review.__main__ import postgresql, sqlite
from benchmarks.scoring import office
from benchmarks.scoring.measure import Measure
from storage.database import Database

PEOPLE, QUICK = 7_000, 1_000
LIMIT_RATIO, LIMIT_SECONDS = 15.0, 30.0
LIMIT_FLAT = 1.2
"""Four times the people may cost this much of the peak: what is flat still jitters."""
ROUNDS = 3


def measure(*, quick: bool) -> list[Measure]:
    """Measure both databases; a missing PostgreSQL is said."""
    people = QUICK if quick else PEOPLE
    found: list[Measure] = []
    for name, source in (("sqlite", sqlite), ("postgresql", postgresql)):
        with source() as url:
            if url is None:
                found.append(Measure(f"{name}: left out, no server", 0, "people"))
            else:
                found += _measured(name, url, people)
    return found


def _measured(name: str, url: str, people: int) -> Iterator[Measure]:
    few_people = people // 4 // office.UNIT * office.UNIT
    database = Database.connect(url)
    try:
        database.upgrade()
        office.build(database, people)
        office.close_months(database, few_people)
        few = _run(url)
        office.forget_scores(database)
        office.close_months(database, people)
        plain = statistics.median(_plain(database) for _ in range(ROUNDS))
        whole = _run(url)
        entries = office.count_entries(database)
    finally:
        database.close()
    if (few["kept"], whole["kept"]) != (few_people, people):
        raise RuntimeError(f"{few['kept']} and {whole['kept']} scores kept of {few_people} and {people}")
    what = f"{name}, {people} people, {entries} entries"
    yield Measure(f"{what}: plain SQL aggregation, median of {ROUNDS}", plain, "s")
    yield Measure(f"{what}: to kept scores", whole["seconds"], "s", LIMIT_SECONDS)
    yield Measure(f"{what}: to kept scores ÷ plain SQL", whole["seconds"] / plain, "×", LIMIT_RATIO)
    yield Measure(f"{what}: processor time of this process", whole["own_seconds"], "s")
    yield Measure(f"{name}, {few_people} people: peak memory", few["peak_mb"], "MB")
    yield Measure(f"{name}, {people} people: peak memory", whole["peak_mb"], "MB")
    flat = whole["peak_mb"] / few["peak_mb"]
    yield Measure(f"{name}: peak memory, {people} ÷ {few_people} people", flat, "×", LIMIT_FLAT)


def _plain(database: Database) -> float:
    with database.reading() as uow:
        started = time.perf_counter()
        office.plain_aggregation(uow.session.connection())
        return time.perf_counter() - started


def _run(url: str) -> dict[str, Any]:
    """Keep the month in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.scoring.run"]
    done = subprocess.run(command, input=url, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found
