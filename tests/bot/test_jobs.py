"""The timetable: what is due is said once, and a fault does not end the ticking."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from markupsafe import Markup
from sqlmodel import select

from benchmarks.reminders import office
from bot.jobs import Jobs
from bot.worker import Worker
from handlers import reminders
from handlers.turn import Say
from services.office import Office
from storage import inbox, outbox
from storage.database import Database
from storage.tables import Outbox
from tests.e2e.house import Clock

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def reminder(*_: object) -> Sequence[Say]:
    return [Say(Markup("nhắc"), channel="telegram", chat_id="5", priority=1, dedupe="remind.day:1:2026-11-23")]


async def test_a_tick_that_comes_twice_says_it_once(database: Database) -> None:
    worker, wake = Worker(database), asyncio.Event()
    jobs = Jobs(worker, Clock(NOW), reminder, wake)
    await jobs.tick()
    assert wake.is_set()
    wake.clear()
    await jobs.tick()
    worker.close()
    assert not wake.is_set()
    with database.reading() as uow:
        [row] = outbox.due(uow, NOW, 10)
    assert (row.chat_id, row.priority, row.payload["text"]) == ("5", 1, "nhắc")


async def test_a_fault_is_logged_and_the_next_tick_works(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    faults = [RuntimeError("once")]

    def brittle(uow: object) -> Sequence[Say]:
        if faults:
            raise faults.pop()
        return reminder()

    worker, wake = Worker(database), asyncio.Event()
    jobs = Jobs(worker, Clock(NOW), brittle, wake)
    await jobs.tick()
    assert "tick failed" in caplog.text
    await jobs.tick()
    worker.close()
    assert wake.is_set()


async def test_handled_updates_are_forgotten_after_two_weeks(database: Database) -> None:
    with database.unit_of_work() as uow:
        inbox.receive(uow, "telegram", [(1, "5", {}), (2, "5", {})], NOW)
        [(first, _)] = inbox.next_rows(uow, limit=9)
        inbox.done(uow, first, NOW)
        uow.commit()
    worker, clock = Worker(database), Clock(NOW)
    jobs = Jobs(worker, clock, reminder, asyncio.Event())
    for days, left in ((13, 1), (2, 0)):
        clock.forward(days=days)
        await jobs.clear()
        with database.unit_of_work() as uow:
            assert inbox.receive(uow, "telegram", [(1, "5", {})], NOW) == 1 - left
    worker.close()


async def test_the_timetable_starts_and_stops(database: Database) -> None:
    worker = Worker(database)
    jobs = Jobs(worker, Clock(NOW + timedelta(0)), reminder, asyncio.Event())
    jobs.start()
    assert {job.id for job in jobs._scheduler.get_jobs()} == {"tick", "clear"}
    assert all(job.misfire_grace_time is None and job.coalesce for job in jobs._scheduler.get_jobs())
    jobs.stop()
    worker.close()


async def test_two_schedulers_at_once_say_everything_once(database_url: str) -> None:
    databases = [Database.connect(database_url) for _ in range(2)]
    office.fill(databases[0], 130)
    workers = [Worker(database) for database in databases]
    jobs = [
        Jobs(worker, Clock(office.DUE), lambda uow: reminders.due(uow, Office(), office.DUE), asyncio.Event())
        for worker in workers
    ]
    await asyncio.gather(*(one.tick() for one in jobs for _ in range(2)))
    with databases[0].reading() as uow:
        told = [row.person_id for row in uow.session.exec(select(Outbox)).all()]
    for worker, database in zip(workers, databases, strict=True):
        worker.close()
        database.close()
    assert sorted(told) == list(range(1, 131))
