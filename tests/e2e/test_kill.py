"""SIGKILL at random instants under load: every message has its entry exactly once and its receipt at least once."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from sqlmodel import col, select

from bot.simulator import SimClient, Simulator
from services import operators
from storage import inbox, outbox, people
from storage.database import Database
from storage.tables import Entry, Message, Outbox
from tests.e2e.house import AGENCY, MONDAY, fill
from tests.e2e.house import people as page_people

ROOT = Path(__file__).parents[2]
USERS = page_people(25)
EVERY = 0.12
"""Seconds between messages: 8 a second, a third of what the province will write at its busiest."""
READY = "Ctrl+C"


class Bot:
    """`soviec run` in a process of its own."""

    def __init__(self, url: str, simulator: Simulator, home: Path) -> None:
        self._home = home
        self._env = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("SOVIEC_", "TELEGRAM_"))},
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            "DATABASE_URL": url,
            "TELEGRAM_TOKEN": simulator.token,
            "TELEGRAM_API_URL": simulator.base_url,
            "SOVIEC_SEND_RATE": "200",
        }

    async def start(self) -> asyncio.subprocess.Process:
        """Start it and wait until it says that it runs."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env=self._env, cwd=self._home, stdout=asyncio.subprocess.PIPE
        )
        assert process.stdout is not None
        assert READY in (await process.stdout.readline()).decode()
        return process


def link_everybody(database: Database) -> None:
    """Every chat of the page belongs to a person who has agreed."""
    fill(database)
    with database.unit_of_work() as uow:
        for number, user in enumerate(USERS, 1):
            person = operators.the_person(uow, f"MH{number:02}", AGENCY)
            people.link(uow, person.id, "telegram", str(user.id), MONDAY)
            people.consent(uow, "telegram", str(user.id), MONDAY)
        uow.commit()


async def write(sim: SimClient, random: Random, sent: list[tuple[int, int]]) -> None:
    """Messages without pause, each of one piece of work, until cancelled."""
    while True:
        user = random.choice(USERS).id
        message = await sim.say(user, f"tiếp nhận {random.randint(2, 9)} hồ sơ")
        sent.append((user, message.message_id))
        await asyncio.sleep(EVERY)


async def all_said(database: Database) -> None:
    """Wait until nothing waits in the inbox and the outbox."""
    while True:
        with database.reading() as uow:
            if not inbox.backlog(uow).waiting and not outbox.queue(uow).waiting:
                return
        await asyncio.sleep(0.1)


@asynccontextmanager
async def telegram() -> AsyncIterator[Simulator]:
    """The stand-in on a clock that starts on a Monday morning and runs as fast as ours."""
    began = datetime.now(UTC)
    simulator = Simulator(users=USERS, clock=lambda: MONDAY + (datetime.now(UTC) - began))
    await simulator.start()
    try:
        yield simulator
    finally:
        await simulator.stop()


async def kill_often(bot: Bot, kills: int, random: Random) -> None:
    """Start, let it work for a random while, SIGKILL; again and again."""
    for _ in range(kills):
        process = await bot.start()
        await asyncio.sleep(random.uniform(0.05, 2.5))
        process.send_signal(signal.SIGKILL)
        await process.wait()


def entries_by_message(database: Database) -> Counter[tuple[int, int]]:
    """How many entries each chat message has."""
    with database.reading() as uow:
        query = select(Message.chat_id, Message.message_id).join(Entry, col(Entry.message_row_id) == col(Message.id))
        rows = uow.session.exec(query).all()
        return Counter((int(chat), int(message)) for chat, message in rows)


@pytest.mark.parametrize(
    ("kills", "seed"),
    [
        pytest.param(3, 20261123, id="short", marks=pytest.mark.short),
        pytest.param(20, 7, id="long", marks=pytest.mark.long),
    ],
)
@pytest.mark.timeout(600)
async def test_nothing_lost_nothing_twice(database_url: str, tmp_path: Path, kills: int, seed: int) -> None:
    random = Random(seed)
    database = Database.connect(database_url)
    link_everybody(database)
    sent: list[tuple[int, int]] = []
    async with telegram() as simulator, SimClient(simulator.base_url) as sim:
        bot = Bot(database_url, simulator, tmp_path)
        writing = asyncio.create_task(write(sim, random, sent))
        await kill_often(bot, kills, random)
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)
        last = await bot.start()
        while simulator.world.updates.pending:
            await asyncio.sleep(0.05)
        await all_said(database)
        last.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(last.wait(), 10) == 0
        shown = {(user.id, message["message_id"]) for user in USERS for message in await sim.messages(user.id)}
    entries = entries_by_message(database)
    receipts = receipts_by_entry(database)
    database.close()
    assert [message for message in sent if entries[message] != 1] == []
    assert set(entries) == set(sent)
    assert len(receipts) == len(sent)
    assert all(where & shown for where in receipts.values())
    print(f"{kills} kills: {len(sent)} messages, {sum(entries.values())} entries, {len(receipts)} receipts")


def receipts_by_entry(database: Database) -> dict[int, set[tuple[int, int]]]:
    """Where each entry's receipts stand: (chat, message)."""
    found: dict[int, set[tuple[int, int]]] = {}
    with database.reading() as uow:
        rows = uow.session.exec(select(Outbox).where(Outbox.state == "sent")).all()
        for row in rows:
            for entry in row.entry_ids:
                found.setdefault(entry, set()).add((int(row.chat_id), int(row.sent_message_id or 0)))
    return found
