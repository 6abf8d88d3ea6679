"""The whole house for a test: the real Application, the stand-in for Telegram, and people who write to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.app import Application, Converse, Remind, StillDue, build_app
from bot.channels.telegram import TelegramChannel
from bot.ratelimit import Pace
from bot.settings import Settings
from bot.simulator import SimClient, Simulator, SimUser
from services import catalogue_import, operators, roster_import
from storage.database import Database
from storage.sheets import read_posts, read_sheet

DATA = Path(__file__).parents[2] / "bot" / "demo" / "data"
AGENCY = "mau-hai"
MONDAY = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
"""10:00 in Viet Nam on a working Monday."""

UNHURRIED = (1000.0, 1000.0)


class Clock:
    """Stands still until a test moves it; the same clock for the bot and for Telegram's `date`."""

    def __init__(self, now: datetime = MONDAY) -> None:
        self._now = now

    def now(self) -> datetime:
        """The present instant."""
        return self._now

    def set(self, now: datetime) -> None:
        """Jump to an instant."""
        self._now = now

    def forward(self, **parts: float) -> None:
        """Move on by days, hours, minutes …"""
        self._now += timedelta(**parts)


@dataclass
class House:
    """Everything a test may touch."""

    app: Application
    simulator: Simulator
    sim: SimClient
    database: Database
    clock: Clock

    async def link(self, user: int, staff_code: str, *, agree: bool = True) -> None:
        """Link a person of the page to a person of the roster by a fresh code, and agree."""
        with self.database.unit_of_work() as uow:
            _, code = operators.invite(uow, staff_code, AGENCY, self.clock.now(), timedelta(hours=1))
            uow.commit()
        await self.sim.ask(user, f"/start {code}")
        if agree:
            await self.sim.ask(user, "đồng ý")

    def make_admin(self, staff_code: str) -> None:
        """As `soviec admin`."""
        with self.database.unit_of_work() as uow:
            operators.make_admin(uow, staff_code, AGENCY, self.clock.now())
            uow.commit()

    def entries(self, staff_code: str | None = None) -> list[dict[str, Any]]:
        """The lines of `soviec entries --json`."""
        with self.database.reading() as uow:
            return list(operators.entry_lines(uow, AGENCY, staff_code, None, None))


def fill(database: Database, now: datetime = MONDAY) -> None:
    """The demo agency without history: people, posts, catalogue."""
    with database.unit_of_work() as uow:
        rows = read_sheet(DATA / "roster.csv", roster_import.REQUIRED)
        posts = read_posts(DATA / "posts.json", AGENCY)
        roster_import.import_roster(uow, rows, agency=AGENCY, now=now, posts=posts)
        items = read_sheet(DATA / "catalogue.csv", catalogue_import.REQUIRED, catalogue_import.OPTIONAL)
        catalogue_import.import_catalogue(uow, items, agency=AGENCY, now=now)
        uow.commit()


def people(count: int = 4, first: int = 101) -> tuple[SimUser, ...]:
    """People of the page, numbered from `first`."""
    return tuple(SimUser(first + n, f"Người {n + 1}") for n in range(count))


@asynccontextmanager
async def open_house(
    url: str,
    *,
    users: tuple[SimUser, ...] = people(),
    clock: Clock | None = None,
    converse: Converse | None = None,
    due: Remind | None = None,
    still: StillDue | None = None,
    pace: Pace | None = None,
    read_timeout: float = 20.0,
    **simulator_options: Any,
) -> AsyncIterator[House]:
    """Start stand-in and bot on a database address; `converse` replaces the conversation, `pace` the brakes."""
    clock = clock or Clock()
    simulator = Simulator(users=users, clock=clock.now, **simulator_options)
    root = await simulator.start()
    database = Database.connect(url)
    app = build_app(
        Settings(_env_file=None, TELEGRAM_API_URL=root),  # type: ignore[call-arg]
        clock=clock,
        database=database,
        channel=TelegramChannel(simulator.token, root, read_timeout=read_timeout),
        converse=converse,
        due=due,
        still=still,
        pace=pace or Pace(1000, UNHURRIED, UNHURRIED),
    )
    await app.start()
    app.jobs.stop()  # a real minute would strike amid a test whose clock stands still; tests tick themselves
    try:
        async with SimClient(root) as sim:
            yield House(app, simulator, sim, database, clock)
    finally:
        await app.stop()
        await simulator.stop()
