"""The tick of assigned work: two schedulers, run twice each, at the same instant, do and say everything once."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlmodel import select

from bot.app import assigned_work
from bot.jobs import Jobs
from bot.worker import Worker
from handlers.turn import Say
from services.office import Office
from storage.database import Database
from storage.tables import Assignment, AssignmentDelay, Outbox
from tests.e2e.house import Clock
from tests.handlers.chat import Chat, fill

GIVEN = datetime.fromisoformat("2026-11-16T09:00:00+07:00")
NOW = datetime.fromisoformat("2026-11-26T17:30:00+07:00")
TEAM = ("MH22", "MH23", "MH24", "MH25")


def nothing(uow: object) -> Sequence[Say]:
    """No reminders here."""
    return ()


async def test_two_schedulers_at_once(database_url: str) -> None:
    databases = [Database.connect(database_url) for _ in range(2)]
    fill(databases[0], GIVEN)
    head = Chat(databases[0], Office(), "MH21", GIVEN)
    head.link()
    for code in TEAM:
        Chat(databases[0], Office(), code, GIVEN).link()
        for day in ("27/11", "25/11"):
            head.say(f"giao {code} soạn công văn đôn đốc, hạn {day}".replace("giao MH", "giao @MH"))
    head.say("giao @Kiên soạn công văn đôn đốc, thứ 6 hằng tuần")
    with databases[0].reading() as uow:
        before = {row.id for row in uow.session.exec(select(Outbox)).all()}
    workers = [Worker(database) for database in databases]
    jobs = [
        Jobs(worker, Clock(NOW), nothing, asyncio.Event(), assigned_work(Office(), Clock(NOW)))  # type: ignore[arg-type]
        for worker in workers
    ]
    for _ in range(3):
        await asyncio.gather(*(one.tick() for one in jobs for _ in range(2)))
    with databases[0].reading() as uow:
        said = Counter(row.kind for row in uow.session.exec(select(Outbox)).all() if row.id not in before)
        repeated = [row for row in uow.session.exec(select(Assignment)).all() if row.rule_id is not None]
        late = len(uow.session.exec(select(AssignmentDelay)).all())
    for worker, database in zip(workers, databases, strict=True):
        worker.close()
        database.close()
    assert said == {"remind.deadline": len(TEAM), "task": 1}
    assert len(repeated) == 1
    assert late == len(TEAM)
