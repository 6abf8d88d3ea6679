"""A running stand-in, a person's client and PTB's own Bot for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from telegram import Bot

from bot.simulator import SimClient, Simulator, SimUser

AN = SimUser(101, "An", "Nguyễn", "an_nguyen", "Công chức hộ tịch", "Ghi một dòng là đủ.", "MA-AN", ("ks 3",))
BINH = SimUser(102, "Bình <b>&", role_label_vi="Trưởng phòng")


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **parts: float) -> None:
        """Move on."""
        self.now += timedelta(**parts)


class Wire:
    """Calls of a bot over plain HTTP: `await wire.call("sendMessage", chat_id=…)` gives the answer as it stands."""

    def __init__(self, session: aiohttp.ClientSession, simulator: Simulator) -> None:
        self.session, self.simulator = session, simulator

    async def call(self, method: str, /, token: str | None = None, **values: object) -> dict:
        """POST JSON and give the body; the HTTP status must be the error code."""
        url = f"{self.simulator.base_url}/bot{token or self.simulator.token}/{method}"
        async with self.session.post(url, json=values) as answer:
            body = await answer.json()
            assert answer.status == body.get("error_code", 200)
            return body

    async def error(self, method: str, /, **values: object) -> str:
        """Give the description of a refusal."""
        body = await self.call(method, **values)
        assert body["ok"] is False, body
        return body["description"]

    async def result(self, method: str, /, **values: object) -> object:
        """Give the result of a call that goes through."""
        body = await self.call(method, **values)
        assert body["ok"] is True, body
        return body["result"]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def simulator(clock: Clock) -> AsyncIterator[Simulator]:
    running = Simulator(users=(AN, BINH), clock=clock)
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
async def people(simulator: Simulator) -> AsyncIterator[SimClient]:
    async with SimClient(simulator.base_url) as client:
        yield client


@pytest.fixture
async def wire(simulator: Simulator) -> AsyncIterator[Wire]:
    async with aiohttp.ClientSession() as session:
        yield Wire(session, simulator)


@pytest.fixture
async def bot(simulator: Simulator) -> AsyncIterator[Bot]:
    root = simulator.base_url
    async with Bot(simulator.token, base_url=f"{root}/bot", base_file_url=f"{root}/file/bot") as made:
        yield made
