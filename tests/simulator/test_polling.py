"""getUpdates: waits, confirms, keeps, refuses a second poller."""

from __future__ import annotations

import asyncio

from bot.simulator import SimClient, Simulator
from tests.simulator.conftest import Wire

AN = 101


async def test_a_poll_waits_for_the_next_message(wire: Wire, people: SimClient, simulator: Simulator) -> None:
    poll = asyncio.create_task(wire.result("getUpdates", timeout=30))
    while not simulator.world.updates.shown()["polling"]:
        await asyncio.sleep(0)
    await people.say(AN, "a")
    assert [update["message"]["text"] for update in await poll] == ["a"]


async def test_updates_are_kept_until_a_higher_offset_confirms_them(wire: Wire, people: SimClient) -> None:
    for text in "abc":
        await people.say(AN, text)
    first = await wire.result("getUpdates")
    assert await wire.result("getUpdates") == first
    assert len(await wire.result("getUpdates", limit=2)) == 2
    left = await wire.result("getUpdates", offset=first[0]["update_id"] + 1)
    assert [update["message"]["text"] for update in left] == ["b", "c"]
    assert [update["message"]["text"] for update in await wire.result("getUpdates", offset=-1)] == ["c"]
    assert await wire.result("getUpdates", offset=first[-1]["update_id"] + 1) == []


async def test_a_second_poller_ends_the_first(wire: Wire, people: SimClient, simulator: Simulator) -> None:
    first = asyncio.create_task(wire.call("getUpdates", timeout=30))
    while not simulator.world.updates.shown()["polling"]:
        await asyncio.sleep(0)
    second = asyncio.create_task(wire.call("getUpdates", timeout=30))
    ended = await first
    assert ended["error_code"] == 409
    assert "terminated by other getUpdates request" in ended["description"]
    await people.say(AN, "a")
    assert len((await second)["result"]) == 1


async def test_an_empty_poll_ends_in_time(wire: Wire) -> None:
    assert await wire.result("getUpdates", timeout=0) == []
    assert await wire.result("getUpdates", timeout=1) == []


async def test_no_polling_beside_a_webhook(wire: Wire) -> None:
    assert "HTTPS" in await wire.error("setWebhook", url="http://a.vn")
    assert await wire.result("setWebhook", url="https://a.vn/x") is True
    assert (await wire.result("getWebhookInfo"))["url"] == "https://a.vn/x"
    refused = await wire.call("getUpdates")
    assert refused["error_code"] == 409
    await wire.result("deleteWebhook")
    assert await wire.result("getUpdates") == []


async def test_only_the_kinds_that_were_asked_for(wire: Wire, people: SimClient) -> None:
    await wire.result("getUpdates", allowed_updates=["edited_message"])
    sent = await people.say(AN, "a")
    await people.edit(AN, sent.message_id, "b")
    (update,) = await wire.result("getUpdates")
    assert update["edited_message"]["text"] == "b"


async def test_stop_lets_a_waiting_poll_go(simulator: Simulator, wire: Wire) -> None:
    poll = asyncio.create_task(wire.result("getUpdates", timeout=50))
    while not simulator.world.updates.shown()["polling"]:
        await asyncio.sleep(0)
    await simulator.stop()
    assert await poll == []
