"""The hot queries stay fast beside a long history: none of them reads it, whatever its length."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event, text

from storage import claims, inbox, outbox, reminders
from storage.database import Database
from storage.uow import UnitOfWork
from tests.storage.office import DAY, NOW, a_linked_person

OLD = 100_000
LEASE = timedelta(minutes=1)
CHATS = 500
COUNT = {
    "sqlite": f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {OLD}) SELECT i FROM n",
    "postgresql": f"SELECT i FROM generate_series(1, {OLD}) AS n(i)",
}
OUTBOX = """
INSERT INTO outbox (channel, chat_id, method, kind, payload, choices, entry_ids, priority, created_at, state, attempts,
                    sent_message_id)
SELECT 'telegram', CAST(i % {chats} AS TEXT), 'send', 'answer', '{{}}', '[]', '[]', 0, '2026-01-01', 'sent', 1,
       CAST(i AS TEXT)
FROM ({numbers}) AS old
"""
INBOX = """
INSERT INTO inbox (channel, update_id, chat_id, payload, received_at, state, attempts, handled_at)
SELECT 'telegram', i, CAST(i % {chats} AS TEXT), '{{}}', '2026-01-01', 'done', 0, '2026-01-01' FROM ({numbers}) AS old
"""
HOT: dict[str, Callable[[UnitOfWork], Any]] = {
    "outbox.due": lambda uow: outbox.due(uow, NOW, 50),
    "outbox.last_offer": lambda uow: outbox.last_offer(uow, "telegram", "7"),
    "outbox.entries_of_message": lambda uow: outbox.entries_of_message(uow, "telegram", "7", "7"),
    "outbox.sent": lambda uow: outbox.sent(uow, 1, "1", NOW),
    "outbox.mark_blocked": lambda uow: outbox.mark_blocked(uow, "telegram", "7", NOW),
    "outbox.queue": lambda uow: outbox.next_due(uow),
    "claims.free": lambda uow: claims.free(uow, "me", NOW, LEASE, 25, [1]),
    "claims.claim": lambda uow: claims.claim(uow, "me", NOW, LEASE, [2, 3], [1]),
    "claims.begin": lambda uow: claims.begin(uow, 1, "me", NOW, OLD - 900),
    "claims.marks": lambda uow: claims.marks(uow, [1, 2]),
    "claims.doubt": lambda uow: claims.doubt(uow, [1, 2], "me"),
    "claims.unconfirmed": lambda uow: claims.unconfirmed(uow, DAY),
    "reminders.sent_kinds": lambda uow: reminders.sent_kinds(uow, 1, DAY),
    "reminders.history": lambda uow: reminders.history(uow, 1, 10),
    "inbox.next_rows": lambda uow: inbox.next_rows(uow, limit=50),
    "inbox.done": lambda uow: inbox.done(uow, 1, NOW),
    "inbox.receive": lambda uow: inbox.receive(uow, "telegram", [(1, "7", {})], NOW),
}
AUDIT = """
INSERT INTO audit (at, actor_id, code, row_table, row_id, data)
SELECT '2026-01-01', CASE WHEN i % 2 = 0 THEN {person} END, 'entry.recorded', 'entry', i, '{{}}' FROM ({numbers}) AS old
"""


@pytest.fixture
def long_used(database: Database) -> Database:
    numbers = COUNT[database.kind]
    with database.unit_of_work() as uow:
        for statement in (OUTBOX, INBOX):
            uow.session.execute(text(statement.format(chats=CHATS, numbers=numbers)))
        person = a_linked_person(uow, chat="7")
        uow.flush()
        uow.session.execute(text(AUDIT.format(person=person.id, numbers=numbers)))
        for number in range(20):
            outbox.put(uow, channel="telegram", chat_id=str(number), method="send", payload={}, at=NOW)
        inbox.receive(uow, "telegram", [(OLD + n, str(n), {}) for n in range(1, 21)], NOW)
        uow.commit()
        uow.session.execute(text("ANALYZE"))
        uow.commit()
    return database


def statements(uow: UnitOfWork, query: Callable[[UnitOfWork], Any]) -> Iterator[tuple[str, Any]]:
    """Run a query and give what it sent to the database."""
    sent: list[tuple[str, Any]] = []
    connection = uow.session.connection()

    def keep(_connection: Connection, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        sent.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", keep)
    query(uow)
    uow.flush()
    event.remove(connection, "before_cursor_execute", keep)
    yield from sent


def plan(uow: UnitOfWork, statement: str, parameters: Any) -> str:
    """The database's own plan of a statement."""
    explain = "EXPLAIN QUERY PLAN " if uow.kind == "sqlite" else "EXPLAIN "
    rows = uow.session.connection().exec_driver_sql(explain + statement, parameters)
    return "\n".join(str(row[-1]) for row in rows)


def test_no_hot_query_reads_the_history(long_used: Database) -> None:
    plans: dict[str, str] = {}
    with long_used.unit_of_work() as uow:
        for name, query in HOT.items():
            plans[name] = "\n".join(plan(uow, *sent) for sent in statements(uow, query)) + "\n"
    for table in ("outbox", "inbox", "audit"):
        reading = {name: found for name, found in plans.items() if _reads_all(found, table)}
        assert reading == {}
    if long_used.kind == "sqlite":  # PostgreSQL chooses among several good ones by its statistics
        assert "ix_outbox_waiting" in plans["outbox.due"]
        assert "ix_inbox_waiting" in plans["inbox.next_rows"]


def _reads_all(found: str, table: str) -> bool:
    return f"SCAN {table}\n" in found or f"Seq Scan on {table}" in found
