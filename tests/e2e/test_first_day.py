"""The whole way through: link, agree, log, receipt, entry."""

from __future__ import annotations

from tests.e2e.house import House

OFFICIAL = 101


async def test_a_message_becomes_an_entry_and_a_receipt(house: House) -> None:
    await house.link(OFFICIAL, "MH24")
    receipt = (await house.sim.ask(OFFICIAL, "tiếp nhận 12 hồ sơ"))[0]
    [entry] = house.entries("MH24")
    assert (entry["quantity"], entry["state"], entry["date"]) == (12, "pending", "2026-11-23")
    assert "12 hồ sơ" in receipt.text
    assert receipt.labels


async def test_a_stranger_learns_nothing(house: House) -> None:
    [answer] = await house.sim.ask(102, "tiếp nhận 12 hồ sơ")
    assert "Mẫu Hải" not in answer.text
    assert house.entries() == []


async def test_an_edited_message_changes_the_entry(house: House) -> None:
    await house.link(OFFICIAL, "MH24")
    sent = await house.sim.say(OFFICIAL, "tiếp nhận 12 hồ sơ")
    await house.sim.wait_for_reply(sent)
    edited = await house.sim.edit(OFFICIAL, sent.message_id, "tiếp nhận 13 hồ sơ")
    await house.sim.wait_for_reply(edited)
    assert [entry["quantity"] for entry in house.entries("MH24") if entry["state"] == "pending"] == [13]
