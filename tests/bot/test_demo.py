"""`soviec demo`: the page's people, their codes, a log with history, and a second start that goes on."""

from __future__ import annotations

import socket
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.demo.clock import MOVES, MovableClock, target
from bot.demo.personas import FIRST_ID, read_personas
from bot.demo.server import Demo, refuse_busy
from bot.settings import Settings
from bot.simulator import SimClient, Simulator
from services import operators
from services.when import ZONE
from tests.e2e.house import Clock


def settings() -> Settings:
    return Settings(_env_file=None)  # type: ignore[call-arg]


@pytest.mark.timeout(180)
async def test_a_newcomer_links_logs_and_finds_it_again_after_a_restart(tmp_path: Path) -> None:
    clock = Clock()
    _, personas = read_personas()
    demo = await Demo.start(settings(), tmp_path / "demo", 0, clock)
    async with SimClient(demo.simulator.base_url) as sim:
        users = (await sim.get("state"))["users"]
        assert len(users) == len(personas)
        await sim.ask(FIRST_ID, f"/start {users[0]['start_payload']}")
        await sim.ask(FIRST_ID, "đồng ý")
        sent = await sim.say(FIRST_ID, "tiếp nhận 12 hồ sơ")
        await sim.wait_for_reply(sent)
        why = await sim.get("why", chat=FIRST_ID, message=sent.message_id)
        assert why["entries"][0]["quantity"] == 12
    await demo.stop()

    clock.forward(minutes=5)
    again = await Demo.start(settings(), tmp_path / "demo", 0, clock)
    async with SimClient(again.simulator.base_url) as sim:
        assert (await sim.get("state"))["users"][0]["started"]
        await sim.ask(FIRST_ID, "trả kết quả 9 hồ sơ")
    with again.app.database.reading() as uow:
        lines = list(operators.entry_lines(uow, None, personas[0].staff_code, None, None))
    await again.stop()
    today = [line for line in lines if line["date"] == "2026-11-23"]
    assert {line["text"] for line in today} >= {"tiếp nhận 12 hồ sơ", "trả kết quả 9 hồ sơ"}
    assert len({line["date"] for line in lines}) > 20


def test_a_taken_port_is_told_before_anything_is_prepared() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(OSError):
            refuse_busy(other.getsockname()[1])


@pytest.mark.parametrize(
    ("name", "at", "to"),
    [
        ("evening", "2026-11-23T10:00", "2026-11-23T17:00"),
        ("evening", "2026-11-23T17:00", "2026-11-24T17:00"),
        ("morning", "2026-11-23T10:00", "2026-11-24T08:00"),
        ("monday", "2026-11-23T07:00", "2026-11-30T08:00"),
        ("monday", "2026-11-29T20:00", "2026-11-30T08:00"),
        ("month_end", "2026-11-23T10:00", "2026-11-30T08:00"),
        ("month_end", "2026-11-30T08:00", "2026-12-31T08:00"),
    ],
)
def test_the_demos_clock_goes_on_to_the_next_such_instant(name: str, at: str, to: str) -> None:
    assert target(name, datetime.fromisoformat(f"{at}+07:00")) == datetime.fromisoformat(f"{to}+07:00")


@pytest.mark.timeout(180)
async def test_the_page_moves_the_clock_and_reminders_come(tmp_path: Path) -> None:
    demo = await Demo.start(settings(), tmp_path / "demo", 0, Clock())
    async with SimClient(demo.simulator.base_url) as sim:
        state = await sim.get("state")
        assert [move["label"] for move in state["moves"]] == list(MOVES.values())
        await sim.ask(FIRST_ID, f"/start {state['users'][0]['start_payload']}")
        await sim.ask(FIRST_ID, "đồng ý")
        cursor = await sim.cursor()
        await sim.post("clock", to="evening")
        [event] = await sim.wait(FIRST_ID, cursor)
        assert "Hôm nay mới" in event["message"]["text"]
        assert "T17:00" in datetime.fromisoformat((await sim.get("state"))["now"]).astimezone(ZONE).isoformat()
        with pytest.raises(AssertionError, match="can be moved to"):
            await sim.post("clock", to="yesterday")
    await demo.stop()
    again = MovableClock(Clock(), tmp_path / "demo" / "clock")
    assert again.now() - Clock().now() == timedelta(hours=7)


async def test_where_nobody_allows_it_the_clock_stands() -> None:
    simulator = Simulator(clock=Clock().now)
    async with SimClient(await simulator.start()) as sim:
        assert (await sim.get("state"))["moves"] == []
        with pytest.raises(AssertionError, match="nothing"):
            await sim.post("clock", to="evening")
    await simulator.stop()
