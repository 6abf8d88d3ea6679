"""A person and a bot talk: PTB's own Bot on one side, the client of the control API on the other."""

from __future__ import annotations

import asyncio

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.error import BadRequest, Forbidden

from bot.simulator import NoAnswer, SimClient, Toast

AN = 101


async def updates_of(bot: Bot, offset: int = 0) -> tuple[Update, ...]:
    return await bot.get_updates(offset=offset, timeout=2)


async def test_a_message_arrives_and_is_answered(bot: Bot, people: SimClient) -> None:
    sent = await people.say(AN, "/start MA-AN")
    (update,) = await updates_of(bot)
    assert update.message is not None
    assert (update.message.text, update.message.chat.id, update.message.date.year) == ("/start MA-AN", AN, 2026)
    assert update.message.parse_entities() == {update.message.entities[0]: "/start"}
    await bot.send_message(AN, "Chào <b>An</b> 😀 <i>nhé</i>", parse_mode="HTML")
    (reply,) = await people.wait_for_reply(sent)
    assert (reply.text, reply.marked("bold"), reply.marked("italic")) == ("Chào An 😀 nhé", ["An"], ["nhé"])


async def test_a_tap_an_edit_and_a_toast(bot: Bot, people: SimClient) -> None:
    sent = await people.say(AN, "ks 3")
    keyboard = InlineKeyboardMarkup(
        [[InlineKeyboardButton("Sửa", callback_data="e:1"), InlineKeyboardButton("Xoá", callback_data="d:1")]]
    )
    await bot.send_message(AN, "Đã ghi", reply_markup=keyboard)
    (receipt,) = await people.wait_for_reply(sent)
    tapped = await people.tap(AN, receipt.message_id, "Xoá")
    query = (await updates_of(bot))[-1].callback_query
    assert query is not None
    assert isinstance(query.message, Message)
    assert (query.data, query.message.message_id, query.from_user.id) == ("d:1", receipt.message_id, AN)
    await query.answer("Đã xoá", show_alert=True)
    await query.edit_message_text("Đã xoá việc này")
    assert await people.wait_for_toast(tapped) == Toast("Đã xoá", True)
    (after,) = await people.wait_for_reply(tapped)
    assert (after.text, after.edited, after.labels) == ("Đã xoá việc này", True, [])
    assert (await people.messages(AN))[-1]["history"][0]["text"] == "Đã ghi"
    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        await query.answer()


async def test_who_never_pressed_start_or_blocked_the_bot_gets_nothing(bot: Bot, people: SimClient) -> None:
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        await bot.send_message(AN, "a")
    await people.say(AN, "a")
    await people.block(AN)
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(AN, "a")
    update = (await updates_of(bot))[-1]
    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == "kicked"
    await people.unblock(AN)
    await bot.send_message(AN, "a")


async def test_waiting_counts_messages_and_tells_what_was_there(bot: Bot, people: SimClient) -> None:
    sent = await people.say(AN, "một")
    waiting = asyncio.create_task(people.wait_for_reply(sent, 2))
    await bot.send_message(AN, "hai")
    await bot.send_message(AN, "ba")
    assert [message.text for message in await waiting] == ["hai", "ba"]
    with pytest.raises(NoAnswer, match="2 of 3"):
        await people.wait_for_reply(sent, 3, timeout=0.05)
    assert len(await people.wait_for_reply(sent, 1, quiet=0.02)) == 2


async def test_an_edited_message_keeps_its_number_and_date(bot: Bot, people: SimClient) -> None:
    sent = await people.say(AN, "ks 3")
    await people.edit(AN, sent.message_id, "ks 4")
    edited = (await updates_of(bot))[-1].edited_message
    assert edited is not None
    assert (edited.text, edited.message_id) == ("ks 4", sent.message_id)
    await bot.send_message(AN, "x")
    with pytest.raises(AssertionError, match="only an own message"):
        await people.edit(AN, sent.message_id + 1, "y")
