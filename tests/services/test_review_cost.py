"""What /duyet and /donvi read does not grow with the history: the same statements, no scan, no more rows."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection, event, text

from benchmarks.review.world import NOW, build
from handlers.router import handle
from handlers.turn import Turn
from services import review
from services.office import Office
from services.when import today
from storage.database import Database
from storage.uow import UnitOfWork

PEOPLE = 8
SHORT, LONG = 70, 400
"""Days of history: both longer than the stretch in which a habit is looked for."""
MOST_STATEMENTS = {"/duyet": 22, "duyệt hết": 26, "/donvi": 16}


def turn(said: str) -> Turn:
    return Turn("telegram", "head", "head", "1", NOW, text=said)


def statements(uow: UnitOfWork, office: Office, asked: Turn) -> list[tuple[str, Any]]:
    """What a turn sends to the database."""
    sent: list[tuple[str, Any]] = []

    def keep(_connection: Connection, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        sent.append((statement, parameters))

    connection = uow.session.connection()
    event.listen(connection, "before_cursor_execute", keep)
    handle(asked, uow, office)
    uow.flush()
    event.remove(connection, "before_cursor_execute", keep)
    return sent


def filled(database: Database, days: int) -> Database:
    with database.unit_of_work() as uow:
        build(uow, PEOPLE, days)
        uow.commit()
        uow.session.execute(text("ANALYZE"))
        uow.commit()
    return database


@pytest.mark.parametrize("said", MOST_STATEMENTS)
def test_statements_are_few_and_none_reads_the_history(database: Database, said: str) -> None:
    filled(database, LONG)
    with database.unit_of_work() as uow:
        asked = turn(said)
        if not said.startswith("/"):
            handle(turn("/duyet"), uow, Office())
            [say] = handle(asked, uow, Office()).says
            assert say.rows[0][0].label.startswith("Duyệt hết 80")
            asked = replace(asked, text="", kind="tap", action=say.rows[0][0].action, tap_id="1")
        sent = statements(uow, Office(), asked)
        assert len(sent) <= MOST_STATEMENTS[said], [statement[:80] for statement, _ in sent]
        if database.kind == "sqlite":
            plans = "\n".join(
                plan(uow, *one) for one in sent if one[0].lstrip().startswith(("SELECT", "WITH", "UPDATE"))
            )
            assert "SCAN entry\n" not in plans + "\n"
            if said == "/duyet":
                assert "ix_entry_pending" in plans
        uow.rollback()


@pytest.mark.parametrize("said", ["/duyet", "/donvi"])
def test_more_people_take_no_more_statements(
    sqlite_url: str, tmp_path_factory: pytest.TempPathFactory, said: str
) -> None:
    """A unit of sixty is read in the same statements as one of eight: nothing is asked person by person."""
    counts = []
    for people, url in ((PEOPLE, sqlite_url), (60, f"sqlite:///{tmp_path_factory.mktemp('many') / 'soviec.db'}")):
        database = Database.connect(url)
        database.upgrade()
        with database.unit_of_work() as uow:
            build(uow, people, 10)
            uow.commit()
            handle(turn(said), uow, Office())
            counts.append(len(statements(uow, Office(), turn(said))))
            uow.rollback()
        database.close()
    assert counts[1] <= counts[0], counts


def plan(uow: UnitOfWork, statement: str, parameters: Any) -> str:
    rows = uow.session.connection().exec_driver_sql("EXPLAIN QUERY PLAN " + statement, parameters)
    return "\n".join(str(row[-1]) for row in rows)


def steps(url: str, days: int, said: str) -> int:
    """How many thousand steps SQLite's machine takes for a turn: every row read costs some."""
    database = filled(Database.connect(url), days)
    office, counted = Office(), [0]

    def tick() -> int:
        counted[0] += 1
        return 0

    with database.unit_of_work() as uow:
        handle(turn(said), uow, office)
        uow.rollback()
        raw = uow.session.connection().connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.set_progress_handler(tick, 1000)
        handle(turn(said), uow, office)
        raw.set_progress_handler(None, 0)
        uow.rollback()
    database.close()
    return counted[0]


@pytest.mark.parametrize("said", ["/duyet", "/donvi"])
def test_much_more_history_costs_no_more_rows(
    sqlite_url: str, tmp_path_factory: pytest.TempPathFactory, said: str
) -> None:
    other = f"sqlite:///{tmp_path_factory.mktemp('long') / 'soviec.db'}"
    fresh = Database.connect(other)
    fresh.upgrade()
    fresh.close()
    short, long = steps(sqlite_url, SHORT, said), steps(other, LONG, said)
    assert long <= short * 1.3 + 5, (short, long)


def test_facts_and_slow_reviewers_take_few_statements_for_everybody(database: Database) -> None:
    filled(database, 20)
    with database.reading() as uow:
        sent: list[str] = []
        connection = uow.session.connection()
        event.listen(connection, "before_cursor_execute", lambda *args: sent.append(args[2]))
        review.slow_reviewers(uow, NOW)
        assert len(sent) <= 3
        sent.clear()
        review.quality_facts(uow, range(1, 7001), today(NOW), today(NOW))
        assert len(sent) == 1
