"""Faults on demand, also those where the work was done and the answer lost."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import aiohttp
import pytest
from telegram import Bot
from telegram.error import InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.simulator import SimClient, Simulator
from bot.simulator.errors import ControlError
from bot.simulator.faults import Faults
from tests.simulator.conftest import Wire

AN = 101


@pytest.fixture(autouse=True)
async def open_chat(people: SimClient) -> None:
    await people.say(AN, "/start")


async def test_errors_the_next_times(bot: Bot, people: SimClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # PTB 22.8 warns about the plain number otherwise
    await people.fault("sendMessage", 429, retry_after=7)
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(AN, "a")
    assert refused.value.retry_after == timedelta(seconds=7)
    await people.fault("sendMessage", 502, times=2)
    for _ in range(2):
        with pytest.raises(NetworkError):
            await bot.send_message(AN, "a")
    await people.fault("*", 401)
    with pytest.raises(InvalidToken):
        await bot.get_updates()
    await bot.send_message(AN, "a")


async def test_no_answer_at_all_after_the_work_was_done(bot: Bot, people: SimClient) -> None:
    await people.fault("sendMessage", "hang", after_work=True)
    with pytest.raises(TimedOut):
        await bot.send_message(AN, "một lần", read_timeout=0.2)
    assert (await people.last(AN)).text == "một lần"
    assert (await people.log("sendMessage"))[-1]["error"] == "hang"


async def test_a_dropped_connection(wire: Wire, people: SimClient) -> None:
    await people.fault("sendMessage", "drop")
    with pytest.raises(aiohttp.ClientError):
        await wire.call("sendMessage", chat_id=AN, text="a")
    assert all(not message["by_bot"] for message in await people.messages(AN))


async def test_faults_of_one_chat_and_how_to_clear_them(wire: Wire, people: SimClient, simulator: Simulator) -> None:
    await people.say(102, "/start")
    await people.fault("sendMessage", 403, times=None, chat_id=AN)
    assert await wire.error("sendMessage", chat_id=AN, text="a") == "Forbidden: bot was blocked by the user"
    await wire.result("sendMessage", chat_id=102, text="a")
    await people.post("faults", clear=True)
    await wire.result("sendMessage", chat_id=AN, text="a")
    assert simulator.faults.shown() == []


def test_chance_is_seeded() -> None:
    def hits(seed: int) -> list[bool]:
        faults = Faults(seed)
        faults.add("a", "500", times=None, probability=0.5)
        return [faults.draw("a", "") is not None for _ in range(50)]

    assert hits(1) == hits(1)
    assert hits(1) != hits(2)
    assert 10 < sum(hits(1)) < 40


def test_a_fault_that_makes_no_sense() -> None:
    with pytest.raises(ControlError, match="answer must be one of"):
        Faults().add("a", "418")
    with pytest.raises(ControlError, match="unexpected keyword"):
        Faults().add("a", "500", often=3)


async def test_hanging_calls_end_when_the_stand_in_stops(wire: Wire, people: SimClient, simulator: Simulator) -> None:
    await people.fault("getMe", "hang")
    call = asyncio.create_task(wire.call("getMe"))
    while not (await people.log("getMe")):
        await asyncio.sleep(0)
    await simulator.stop()
    with pytest.raises(aiohttp.ClientError):
        await call
