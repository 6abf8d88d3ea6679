"""A bot without a conversation: every text is answered with itself, over the smallest Bot API server."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from markupsafe import escape

from bot.app import Application, build_app
from bot.channels.telegram import TelegramChannel
from bot.cli import main
from bot.clock import SystemClock
from bot.ratelimit import Pace
from bot.settings import ALLOWED, Settings
from handlers.turn import Reply, Say, Turn
from storage.database import Database
from tests.bot.standin import TOKEN, Standin

ROOT = Path(__file__).parents[2]
DATA = ROOT / "bot" / "demo" / "data"
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


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory of its own, without .env and settings."""
    for name in ALLOWED:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def agency(capsys: pytest.CaptureFixture[str]) -> str:
    """The demo agency, brought in by the command line."""
    posts = ["--posts", str(DATA / "posts.json")]
    assert main(["import", "roster", str(DATA / "roster.csv"), "--agency", "mau-hai", *posts]) == 0
    assert main(["import", "catalogue", str(DATA / "catalogue.csv")]) == 0
    capsys.readouterr()
    return "mau-hai"
