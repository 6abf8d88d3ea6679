"""Health, metrics and the webhook over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.telegram import TelegramChannel
from bot.health import Health
from bot.intake import Intake
from bot.web import SECRET_HEADER, WEBHOOK_PATH, Web
from bot.worker import Worker
from storage import inbox
from storage.database import Database
from tests.bot.standin import TOKEN, message
from tests.e2e.house import Clock

SECRET = "s3cret-enough"


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 11, 23, tzinfo=UTC))


@pytest.fixture
async def web(database: Database, clock: Clock) -> AsyncIterator[TestClient]:  # type: ignore[type-arg]
    channel, worker = TelegramChannel(TOKEN), Worker(database)
    health = Health(clock.now())
    intake = Intake(channel, worker, clock, health, asyncio.Event())
    async with TestClient(TestServer(Web(health, clock, worker, intake, SECRET).app())) as client:
        yield client
    await channel.stop()
    worker.close()


def waiting(database: Database) -> int:
    with database.reading() as uow:
        return inbox.backlog(uow).waiting


async def test_silence_of_ninety_seconds_is_illness(web: TestClient, clock: Clock) -> None:  # type: ignore[type-arg]
    clock.forward(seconds=90)
    assert (await web.get("/health")).status == 200
    clock.forward(seconds=1)
    answer = await web.get("/health")
    assert answer.status == 503
    assert (await answer.json())["silent_seconds"] == 91


async def test_an_update_is_safe_before_telegram_hears_so(web: TestClient, database: Database) -> None:  # type: ignore[type-arg]
    for _ in range(2):
        answer = await web.post(WEBHOOK_PATH, json=message(1, 5, "a"), headers={SECRET_HEADER: SECRET})
        assert answer.status == 200
        assert waiting(database) == 1
    text = await (await web.get("/metrics")).text()
    assert "soviec_inbox_waiting 1" in text
    assert 'soviec_events_total{event="received"} 1' in text


@pytest.mark.parametrize("headers", [{}, {SECRET_HEADER: "wrong"}, {SECRET_HEADER: "mật khẩu"}])
async def test_nobody_else_may_bring_updates(
    web: TestClient,  # type: ignore[type-arg]
    database: Database,
    headers: dict[str, str],
) -> None:
    answer = await web.post(WEBHOOK_PATH, json=message(1, 5, "a"), headers=headers)
    assert (answer.status, waiting(database)) == (403, 0)


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff"])
async def test_what_is_no_update_is_refused(web: TestClient, body: bytes) -> None:  # type: ignore[type-arg]
    assert (await web.post(WEBHOOK_PATH, data=body, headers={SECRET_HEADER: SECRET})).status == 400


def test_with_a_webhook_silence_is_no_illness(clock: Clock) -> None:
    assert Health(clock.now(), webhook=True).alive(clock.now() + timedelta(days=1))
