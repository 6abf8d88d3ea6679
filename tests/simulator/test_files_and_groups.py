"""Files in both directions, odd messages, groups with privacy mode, and PTB's view of them."""

from __future__ import annotations

import pytest
from telegram import Bot, InputFile
from telegram.error import BadRequest

from bot.simulator import SimClient, Simulator
from bot.simulator.files import blank_png
from tests.simulator.conftest import Wire

AN, BINH = 101, 102


async def last_message(bot: Bot):
    return (await bot.get_updates())[-1].message


async def test_a_photo_with_its_caption(bot: Bot, people: SimClient) -> None:
    first = await people.say(AN, "ks 3")
    await people.photo(AN, "hiện trường", reply_to=first.message_id)
    message = await last_message(bot)
    assert (message.caption, message.reply_to_message.text) == ("hiện trường", "ks 3")
    assert [size.width for size in message.photo] == [90, 320]
    file = await bot.get_file(message.photo[-1])
    assert bytes(await file.download_as_bytearray()) == blank_png()


async def test_a_document_that_is_only_told(bot: Bot, people: SimClient) -> None:
    await people.document(AN, "bien-ban.pdf", 21 * 2**20)
    document = (await last_message(bot)).document
    assert (document.file_name, document.file_size) == ("bien-ban.pdf", 21 * 2**20)
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(document)


async def test_the_bot_sends_files(bot: Bot, people: SimClient) -> None:
    await people.say(AN, "/start")
    sent = await bot.send_document(
        AN, InputFile("họ tên;điểm".encode(), "bang.csv"), caption="<b>Bảng</b>", parse_mode="HTML"
    )
    assert sent.document is not None
    assert (sent.document.file_name, sent.caption) == ("bang.csv", "Bảng")
    again = await bot.send_document(AN, sent.document.file_id)
    assert again.document == sent.document
    picture = await bot.send_photo(AN, blank_png())
    assert picture.photo[-1].height == 240
    edited = await bot.edit_message_caption(AN, sent.message_id, caption="Khác")
    assert edited.caption == "Khác"
    for call, says in (
        (bot.send_photo(AN, b"not a picture"), "Image_process_failed"),
        (bot.send_document(AN, "https://a.vn/a.pdf"), "Failed to get http url content"),
        (bot.send_document(AN, "AAA"), "Wrong file identifier"),
        (bot.send_document(AN, sent.document.file_id, caption="a" * 1025), "caption is too long"),
    ):
        with pytest.raises(BadRequest, match=f"(?i){says}"):
            await call


async def test_odd_messages_are_parsed_by_ptb(bot: Bot, people: SimClient) -> None:
    for kind in ("voice", "sticker", "location", "contact"):
        await people.special(kind, AN)
        assert getattr(await last_message(bot), kind) is not None
    assert (await last_message(bot)).contact.user_id == AN
    await people.say(AN, "chuyển", forward="Ông Ba")
    assert (await last_message(bot)).forward_origin.sender_user_name == "Ông Ba"
    chat = await bot.get_chat(AN)
    assert (chat.first_name, chat.type) == ("An", "private")


async def test_a_group_hides_what_is_not_for_the_bot(bot: Bot, people: SimClient, simulator: Simulator) -> None:
    group = await people.group("Tổ một cửa", [AN, BINH])
    assert group < -1_000_000_000_000
    posted = await bot.send_message(group, "Chào")
    for text in ("chuyện riêng", "/homnay", "/homnay@bot_khac", f"nhờ @{simulator.world.bot_username}"):
        await people.say(AN, text, chat=group)
    await people.say(BINH, "trả lời", chat=group, reply_to=posted.message_id)
    updates = await bot.get_updates()
    seen = [update.message.text for update in updates if update.message and update.message.text]
    assert seen == ["/homnay", f"nhờ @{simulator.world.bot_username}", "trả lời"]
    assert updates[0].my_chat_member.new_chat_member.status == "member"


async def test_numbers_of_messages_collide_between_groups_as_at_telegram(wire: Wire, people: SimClient) -> None:
    group = await people.group("Tổ", [AN])
    private = await people.say(AN, "a")
    first = (await people.messages(group))[0]
    assert first["message_id"] == private.message_id == 1


async def test_the_log_and_reset(wire: Wire, people: SimClient) -> None:
    await people.say(AN, "/start")
    await wire.result("sendMessage", chat_id=AN, text="a")
    (call,) = await people.log("sendMessage")
    assert (call["status"], call["params"]) == (200, {"chat_id": AN, "text": "a"})
    await people.post("reset")
    assert await people.messages(AN) == []
    assert await wire.result("getUpdates") == []
