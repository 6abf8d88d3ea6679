"""A bot without a conversation: every text is answered with itself, over the smallest Bot API server."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from markupsafe import escape

from bot.app import Application, build_app
from bot.channels.telegram import TelegramChannel
from bot.clock import SystemClock
from bot.ratelimit import Pace
from bot.settings import Settings
from handlers.turn import Reply, Say, Turn
from storage.database import Database
from tests.bot.standin import TOKEN, Standin

UNHURRIED = (1000.0, 1000.0)


def echo(turn: Turn, uow: object, office: object) -> Reply:
    """Say the same."""
    return Reply((Say(escape(turn.text)),))


Run = Callable[..., AbstractAsyncContextManager[Application]]


@pytest.fixture
async def server() -> AsyncIterator[Standin]:
    """A running Bot API server that does as it is told."""
    async with Standin() as standin:
        yield standin


@pytest.fixture
def run(server: Standin) -> Run:
    """`async with run(url, converse=…)`: the bot on that database, without brakes."""

    @asynccontextmanager
    async def start(url: str, *, read_timeout: float = 20.0, **parts: Any) -> AsyncIterator[Application]:
        options: dict[str, Any] = {"converse": echo, "due": lambda *_: (), "pace": Pace(1000, UNHURRIED, UNHURRIED)}
        app = build_app(
            Settings(_env_file=None, TELEGRAM_API_URL=server.url),  # type: ignore[call-arg]
            clock=SystemClock(),
            database=Database.connect(url),
            channel=TelegramChannel(TOKEN, server.url, read_timeout=read_timeout),
            **{**options, **parts},
        )
        await app.start()
        try:
            yield app
        finally:
            await app.stop()

    return start
