"""`soviec demo`: the demo agency, the stand-in for Telegram with its chat page, and the real bot, in one process."""

from __future__ import annotations

import asyncio
import shutil
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot import texts
from bot.app import Application, build_app, stop_asked
from bot.channels.telegram import TelegramChannel
from bot.clock import Clock, SystemClock
from bot.demo.clock import MOVES, MovableClock
from bot.demo.personas import CHANNEL, sim_users
from bot.settings import Settings
from bot.simulator import Simulator, SimUser
from services import why
from storage import operators
from storage.database import Database

HOST = "127.0.0.1"
CODE_TTL = timedelta(days=30)
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


async def run_demo(settings: Settings, port: int, *, fresh: bool = False) -> None:
    """Run until SIGINT or SIGTERM. Raises OSError where the port is taken, StorageError."""
    asked = stop_asked()
    refuse_busy(port)
    home = settings.data_dir / "demo"
    if fresh:
        shutil.rmtree(home, ignore_errors=True)
    demo = await Demo.start(settings, home, port)
    print(texts.DEMO_READY.format(url=demo.simulator.base_url), flush=True)
    try:
        await asked.wait()
    finally:
        await demo.stop()


class Demo:
    """The stand-in and the bot that talks to it over HTTP."""

    def __init__(self, app: Application, simulator: Simulator) -> None:
        self.app = app
        self.simulator = simulator

    @classmethod
    async def start(cls, settings: Settings, home: Path, port: int, clock: Clock | None = None) -> Demo:
        """Prepare the demo's own database under `home` and start both; a second start goes on with what is there."""
        home.mkdir(parents=True, exist_ok=True)
        clock = MovableClock(clock or SystemClock(), home / "clock")
        database = Database.connect(f"sqlite:///{home / 'soviec.db'}")
        users = await asyncio.to_thread(prepare, database, clock.now())
        panel = Panel()
        simulator = Simulator(users=users, clock=clock.now, why=panel.tell, moves=MOVES, move=panel.move)
        _count_on(simulator, clock.now())
        url = await simulator.start(HOST, port)
        nothing_else = {"webhook_url": None, "webhook_secret": None, "web_port": None, "telegram_api_url": url}
        channel = TelegramChannel(simulator.token, url)
        app = build_app(settings.model_copy(update=nothing_else), clock=clock, database=database, channel=channel)
        await app.start()
        panel.clock, panel.demo = clock, cls(app, simulator)
        return panel.demo

    async def stop(self) -> None:
        """Stop the bot, then the stand-in."""
        await self.app.stop()
        await self.simulator.stop()


def prepare(database: Database, now: datetime) -> list[SimUser]:
    """Migrate; on the first start load the demo agency with its history; give the people of the page."""
    from bot.demo import history

    database.upgrade()
    with database.reading() as uow:
        empty = not operators.agencies(uow)
    if empty:
        print(texts.DEMO_PREPARING, flush=True)
        history.load(database, now)
    with database.unit_of_work() as uow:
        users = sim_users(uow, now, CODE_TTL)
        uow.commit()
    return users


class Panel:
    """What the page asks beside the chat: how a message was read (again, as its writer), and to move the clock."""

    def __init__(self) -> None:
        self.demo: Demo | None = None
        self.clock: MovableClock | None = None

    async def move(self, name: str) -> None:
        """Move the demo's clock on and let the timetable look at once."""
        if self.demo is not None and self.clock is not None:
            self.clock.move(name)
            await self.demo.app.jobs.tick()

    async def tell(self, chat_id: int, message_id: int) -> dict[str, Any] | None:
        """The reading of a person's message; None where there is nothing to explain."""
        if self.demo is None:
            return None
        app, chat = self.demo.app, self.demo.simulator.world.state.chats.get(chat_id)
        message = chat.messages.get(message_id) if chat else None
        if message is None or message.by_bot:
            return None
        text = str(message.wire.get("text") or message.wire.get("caption") or "")
        sent_at = datetime.fromtimestamp(message.wire["date"], UTC)
        return await app.worker.look(lambda uow: why.explain(uow, app.office, CHANNEL, str(chat_id), text, sent_at))


def refuse_busy(port: int) -> None:
    """Raise OSError before anything is prepared where somebody else listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((HOST, port))


def _count_on(simulator: Simulator, now: datetime) -> None:
    """The stand-in forgets its numbers when it stops, the bot does not: begin above all of earlier runs."""
    seconds = int((now - EPOCH).total_seconds())
    simulator.world.state.private_counter = seconds
    simulator.world.updates.next_id = 500_000_001 + seconds
