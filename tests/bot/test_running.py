"""Commands as processes of their own, beside a Bot API server: check, invite, run."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest

from tests.bot.conftest import ROOT
from tests.bot.standin import TOKEN, Standin, refusal


async def in_process(*words: str) -> tuple[int, str, str]:
    """Run a command in a process of its own while this loop serves the Bot API."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await process.communicate()
    return process.returncode or 0, out.decode(), err.decode()


async def test_check_passes_when_all_is_there(
    agency: str, server: Standin, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("TELEGRAM_API_URL", server.url)
    code, out, err = await in_process("check")
    assert (code, err) == (0, "")
    assert "@soviec_bot" in out
    code, out, err = await in_process(
        "invite", "--all", "--unit", "Trung tâm Phục vụ hành chính công", "--out", "s.html"
    )
    assert code == 0, err
    page = (home / "s.html").read_text(encoding="utf-8")
    assert "Diễn" in page
    assert "soviec_bot" in page
    code, out, _ = await in_process("invite", "MH09")
    assert "https://t.me/soviec_bot?start=" in out


async def test_a_refused_token_ends_the_run_in_one_line(server: Standin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("TELEGRAM_API_URL", server.url)
    server.script["getMe"].extend([refusal(401, "Unauthorized")] * 2)
    code, out, err = await in_process("run")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "TELEGRAM_TOKEN" in err
    assert TOKEN not in err
    code, out, err = await in_process("check")
    assert code == 1
    assert TOKEN not in out + err


async def test_a_run_against_a_database_that_cannot_be_used_is_one_line(
    server: Standin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("TELEGRAM_API_URL", server.url)
    monkeypatch.setenv("DATABASE_URL", "sqlite:////proc/nowhere/x.db")
    code, out, err = await in_process("run")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "Không mở được" in err


async def test_a_run_waits_for_an_api_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:1")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert "chờ nối được Telegram" in (await process.stdout.readline()).decode()
    process.terminate()
    _, err = await process.communicate()
    assert process.returncode == 0
    assert err.decode().splitlines()[0].startswith("Chưa nối được http://127.0.0.1:1")
    assert TOKEN not in err.decode()
