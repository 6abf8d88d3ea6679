"""Giving work in a unit's group: privacy mode on, one short line there, everything else privately."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.e2e.house import House, open_house

HEAD, LIEN, VAN, STRANGER = 101, 102, 103, 104
PRIVATE_WORDS = ("giờ", "phút", "điểm", "Dự kiến", "%")


@asynccontextmanager
async def unit(url: str) -> AsyncIterator[tuple[House, int]]:
    """Three linked people and a stranger in one group with the bot."""
    from tests.e2e.house import fill

    async with open_house(url) as house:
        fill(house.database)
        for user, code in ((HEAD, "MH16"), (LIEN, "MH18"), (VAN, "MH19")):
            await house.link(user, code)
        yield house, await house.sim.group("Phòng Văn hóa", [HEAD, LIEN, VAN, STRANGER])


async def bot_lines(house: House, chat: int) -> list[str]:
    """What the bot has said in a chat."""
    return [str(m.get("text")).replace("\u00a0", " ") for m in await house.sim.messages(chat) if m["by_bot"]]


async def test_a_command_in_a_group_gives_work(database_url: str) -> None:
    async with unit(database_url) as (house, group):
        lien = await house.sim.cursor()
        sent = await house.sim.say(
            HEAD, f"/giao@{house.simulator.world.bot_username} @Liên khảo sát 15 hộ nghèo, hạn thứ 6", chat=group
        )
        [line] = await house.sim.wait_for_reply(sent)
        assert line.text == "📌 Đã giao việc số 1 cho Cao Thị Diễn Liên, đã nhắn riêng."
        assert line.labels == []
        await house.sim.wait(LIEN, lien)
        assert "giao anh/chị việc số 1" in (await house.sim.last(LIEN)).text
        await house.sim.wait(HEAD, lien)
        card = await house.sim.last(HEAD)
        assert "Dự kiến" in card.text
        assert card.labels == ["Thu hồi"]
        assert not any(word in text for text in await bot_lines(house, group) for word in PRIVATE_WORDS)


async def test_a_reply_and_a_mention_in_a_group(database_url: str) -> None:
    async with unit(database_url) as (house, group):
        name = house.simulator.world.bot_username
        sent = await house.sim.say(HEAD, f"@{name} giao @Liên khảo sát 15 hộ nghèo, hạn thứ 6", chat=group)
        [first] = await house.sim.wait_for_reply(sent)
        assert "Đã giao việc số 1" in first.text
        sent = await house.sim.say(HEAD, "giao chị Vân khảo sát 5 hộ nghèo", chat=group, reply_to=first.message_id)
        [second] = await house.sim.wait_for_reply(sent)
        assert second.text == "📌 Đã giao việc số 2 cho Dương Thị Diễn Vân, đã nhắn riêng."


async def test_what_is_unclear_or_refused_is_said_privately(database_url: str) -> None:
    async with unit(database_url) as (house, group):
        before = await house.sim.cursor()
        sent = await house.sim.say(HEAD, "/giao @Liên báo cáo, mai nộp", chat=group)
        [line] = await house.sim.wait_for_reply(sent)
        assert line.text == "Việc này còn chỗ chưa rõ, đã nhắn riêng để hỏi."
        await house.sim.wait(HEAD, before)
        [card] = await house.sim.ask(HEAD, "1")
        assert "Đã giao việc số 1" in card.text
        before = await house.sim.cursor()
        sent = await house.sim.say(LIEN, "/giao @Vân khảo sát 15 hộ nghèo", chat=group)
        [line] = await house.sim.wait_for_reply(sent)
        assert line.text == "Chưa giao được, đã nhắn riêng lý do."
        await house.sim.wait(LIEN, before)
        assert "Chỉ người quản lý mới giao việc" in (await house.sim.last(LIEN)).text


async def test_strangers_other_commands_and_talk(database_url: str) -> None:
    async with unit(database_url) as (house, group):
        sent = await house.sim.say(STRANGER, "/giao @Liên khảo sát 15 hộ nghèo", chat=group)
        [line] = await house.sim.wait_for_reply(sent)
        assert "Mời nhắn riêng cho bot" in line.text
        sent = await house.sim.say(HEAD, "/diem", chat=group)
        [help_line] = await house.sim.wait_for_reply(sent)
        assert "/giao" in help_line.text
        await house.sim.say(HEAD, "cảm ơn", chat=group, reply_to=help_line.message_id)
        await house.sim.say(HEAD, "khai sinh 3", chat=group)
        await house.sim.say(HEAD, "/giao@bot_khac @Liên khảo sát 15 hộ nghèo", chat=group)
        sent = await house.sim.say(HEAD, "/giao @Liên khảo sát 15 hộ nghèo", chat=group)
        [given] = await house.sim.wait_for_reply(sent)
        assert "Đã giao việc số 1" in given.text
        assert len(await bot_lines(house, group)) == 3


async def test_an_edit_in_a_group_changes_the_task(database_url: str) -> None:
    async with unit(database_url) as (house, group):
        sent = await house.sim.say(HEAD, "/giao @Liên khảo sát 15 hộ nghèo, hạn thứ 6", chat=group)
        await house.sim.wait_for_reply(sent)
        await house.sim.wait(HEAD, sent.cursor)
        await house.sim.wait(LIEN, sent.cursor)
        before = await house.sim.cursor()
        await house.sim.edit(HEAD, sent.message_id, "/giao @Liên khảo sát 20 hộ nghèo, hạn thứ 6", chat=group)
        await house.sim.wait(HEAD, before)
        assert "số lượng: 15 hộ → 20 hộ" in (await house.sim.last(HEAD)).text
        await house.sim.wait(LIEN, before)
        assert len(await bot_lines(house, group)) == 1


async def test_a_mentioned_account_wins_over_the_name(database_url: str) -> None:
    """The text says An; the entity names Vân's account: Vân gets the task."""
    async with unit(database_url) as (house, _):
        text = "giao Liên ơi khảo sát 15 hộ nghèo, hạn thứ 6"
        update = {
            "update_id": 900001,
            "message": {
                "message_id": 900, "date": int(house.clock.now().timestamp()), "text": text,
                "chat": {"id": HEAD, "type": "private"}, "from": {"id": HEAD, "is_bot": False, "first_name": "H"},
                "entities": [{"type": "text_mention", "offset": 5, "length": 7, "user": {"id": VAN}}],
            },
        }  # fmt: skip
        before = await house.sim.cursor()
        await house.app.intake.receive([update])
        await house.sim.wait(VAN, before)
        assert "việc số 1" in (await house.sim.last(VAN)).text


@pytest.mark.parametrize(
    ("hour", "silent"), [(5, "true"), (6, "true"), (7, None), (20, None), (21, "true"), (23, "true")]
)
async def test_at_night_a_notice_makes_no_sound(sqlite_url: str, hour: int, silent: str | None) -> None:
    async with unit(sqlite_url) as (house, _):
        house.clock.set(house.clock.now().replace(hour=(hour - 7) % 24, minute=29))
        before = await house.sim.cursor()
        await house.sim.ask(HEAD, "giao @Liên khảo sát 15 hộ nghèo, hạn 30/11")
        await house.sim.wait(LIEN, before)
        calls = [c for c in await house.sim.log("sendMessage") if str(c["params"]["chat_id"]) == str(LIEN)]
        assert calls[-1]["params"].get("disable_notification") == silent, calls[-1]
        own = [c for c in await house.sim.log("sendMessage") if str(c["params"]["chat_id"]) == str(HEAD)]
        assert "disable_notification" not in own[-1]["params"], "an answer to who just wrote is no disturbance"
