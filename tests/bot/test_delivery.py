"""Messages out, against the stand-in for Telegram with faults: nothing lost, in order, never too fast."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from markupsafe import Markup

from bot.outgoing import outbox_row
from bot.ratelimit import Pace
from bot.simulator import FloodLimits
from handlers.turn import Choice, Reply, Say
from storage import outbox
from storage.tables import Outbox
from tests.e2e.house import House, open_house, people

CHAT = 101


def put(house: House, *says: Say, chat: int = CHAT) -> list[int]:
    """Put messages into the outbox as another process would, and wake the sender."""
    with house.database.unit_of_work() as uow:
        rows = [outbox_row(say, "telegram", str(chat), house.clock.now()) for say in says]
        ids = outbox.put_all(uow, rows)
        uow.commit()
    house.app.said.set()
    return ids


def row(house: House, number: int) -> Outbox:
    with house.database.reading() as uow:
        found = uow.session.get(Outbox, number)
        assert found is not None
        return found


async def settled(house: House, number: int) -> Outbox:
    """Wait until a row is no longer pending."""
    while (found := row(house, number)).state == "pending":
        await asyncio.sleep(0.01)
    return found


def text(words: str, **options: Any) -> Say:
    return Say(Markup(words), **options)


def texts(messages: list[dict[str, Any]]) -> list[str]:
    return [message["text"] for message in messages if message["by_bot"]]


def silence(*_: object) -> Reply:
    """Hear everything, say nothing."""
    return Reply()


async def open_chat(house: House, chat: int = CHAT) -> None:
    await house.sim.say(chat, "chào")


@pytest.fixture
async def quiet(sqlite_url: str) -> AsyncIterator[House]:
    """A bot that says nothing by itself."""
    async with open_house(sqlite_url, converse=silence) as house:
        await open_chat(house)
        yield house


async def test_a_row_becomes_a_message_with_its_buttons(quiet: House) -> None:
    say = text("<b>Đã ghi</b> &lt;b&gt;", rows=((Choice("Sửa", "e:1"), Choice("Xoá", "x:1")),))
    [number] = put(quiet, say)
    done = await settled(quiet, number)
    message = await quiet.sim.last(CHAT)
    assert (message.text, message.labels, message.marked("bold")) == ("Đã ghi <b>", ["Sửa", "Xoá"], ["Đã ghi"])
    assert (done.state, done.sent_message_id) == ("sent", str(message.message_id))


@pytest.mark.parametrize("answer", ["429", "500", "502", "drop"])
async def test_an_answer_is_repeated_and_the_chat_keeps_its_order(quiet: House, answer: str) -> None:
    quiet.simulator.faults.add("sendMessage", answer, times=1, retry_after=1)
    numbers = put(quiet, text("một"), text("hai"), text("ba"))
    for number in numbers:
        assert (await settled(quiet, number)).state == "sent"
    assert texts(await quiet.sim.messages(CHAT)) == ["một", "hai", "ba"]


async def test_an_answer_whose_fate_is_unknown_is_said_again(quiet: House) -> None:
    quiet.simulator.faults.add("sendMessage", "drop", after_work=True)
    [number] = put(quiet, text("biên nhận"))
    assert (await settled(quiet, number)).state == "sent"
    assert texts(await quiet.sim.messages(CHAT)) == ["biên nhận", "biên nhận"]


async def test_a_reminder_whose_fate_is_unknown_is_not_said_again(quiet: House) -> None:
    quiet.simulator.faults.add("sendMessage", "drop", after_work=True)
    [number] = put(quiet, text("nhắc", priority=1))
    done = await settled(quiet, number)
    assert (done.state, (done.note or "").split(":")[0]) == ("sent", "unconfirmed")
    assert texts(await quiet.sim.messages(CHAT)) == ["nhắc"]


async def test_a_refused_token_is_waited_out(quiet: House) -> None:
    quiet.simulator.faults.add("sendMessage", "401", times=1)
    [number] = put(quiet, text("vẫn tới"))
    assert (await settled(quiet, number)).state == "sent"


async def test_who_blocked_the_bot_is_marked_and_no_longer_written_to(quiet: House) -> None:
    await quiet.sim.block(CHAT)
    first, second = put(quiet, text("một"), text("hai"))
    assert (await settled(quiet, first)).state == "dropped"
    assert "blocked" in ((await settled(quiet, second)).note or "")
    [other] = put(quiet, text("ba"), chat=CHAT + 1)
    assert (await settled(quiet, other)).state == "dropped"


async def test_an_edit_that_changes_nothing_counts_as_done(quiet: House) -> None:
    [number] = put(quiet, text("như cũ"))
    message_id = (await settled(quiet, number)).sent_message_id
    [again] = put(quiet, text("như cũ", replaces=message_id))
    done = await settled(quiet, again)
    assert (done.state, done.sent_message_id) == ("sent", message_id)


async def test_an_edit_of_a_message_that_is_gone_becomes_a_new_one(quiet: House) -> None:
    [number] = put(quiet, text("bản mới", replaces="999999"))
    done = await settled(quiet, number)
    message = await quiet.sim.last(CHAT)
    assert (done.state, message.text, done.sent_message_id) == ("sent", "bản mới", str(message.message_id))


async def test_bad_entities_are_sent_as_plain_words(quiet: House) -> None:
    [number] = put(quiet, text("<b>dở dang &lt;3"))
    assert (await settled(quiet, number)).state == "sent"
    assert (await quiet.sim.last(CHAT)).text == "dở dang <3"


async def test_a_text_that_is_too_long_comes_in_parts_with_the_buttons_last(quiet: House) -> None:
    lines = "\n".join(f"<b>Dòng {n}</b> 👍" for n in range(700))
    [number] = put(quiet, text(lines, rows=((Choice("Xong", "x"),),)))
    assert (await settled(quiet, number)).state == "sent"
    messages = [message for message in await quiet.sim.messages(CHAT) if message["by_bot"]]
    assert "\n".join(texts(messages)) == "\n".join(f"Dòng {n} 👍" for n in range(700))
    assert ["reply_markup" in message for message in messages] == [False] * (len(messages) - 1) + [True]


async def test_buttons_that_telegram_refuses_are_left_out(quiet: House) -> None:
    [number] = put(quiet, text("chọn", rows=((Choice("Dài", "x" * 65),),)))
    assert (await settled(quiet, number)).state == "sent"
    assert (await quiet.sim.last(CHAT)).labels == []


async def test_a_message_that_will_never_be_accepted_is_dropped_with_a_note(quiet: House) -> None:
    nothing, something = put(quiet, text(""), text("tiếp"))
    assert (await settled(quiet, nothing)).note
    assert (await settled(quiet, something)).state == "sent"


async def test_answers_go_before_reminders(sqlite_url: str) -> None:
    slow = Pace(20)
    async with open_house(sqlite_url, converse=silence, pace=slow) as house:
        for chat in range(101, 105):
            await open_chat(house, chat)
        reminders = [number for n in range(6) for number in put(house, text(f"nhắc {n}", priority=1), chat=101 + n % 4)]
        answers = put(house, text("trả lời"), chat=104)
        await settled(house, answers[0])
        pending = [number for number in reminders if row(house, number).state == "pending"]
        assert pending


async def test_a_server_with_telegrams_limits_never_has_to_say_429(sqlite_url: str) -> None:
    crowd = people(45)
    async with open_house(
        sqlite_url, users=crowd, converse=silence, pace=Pace(25), limits=FloodLimits(overall=30)
    ) as house:
        for user in crowd:
            await open_chat(house, user.id)
        numbers = [number for user in crowd for number in put(house, text("một tin"), chat=user.id)]
        numbers += put(house, *[text(str(n)) for n in range(4)])
        for number in numbers:
            await settled(house, number)
        log = await house.sim.log("sendMessage")
    assert [call["status"] for call in log] == [200] * 49


async def test_a_dead_server_is_waited_for(sqlite_url: str) -> None:
    async with open_house(sqlite_url, converse=silence) as house:
        await open_chat(house)
        port = int(house.simulator.base_url.rpartition(":")[2])
        await house.simulator.stop()
        [number] = put(house, text("sau khi nối lại"))
        await asyncio.sleep(0.2)
        assert row(house, number).state == "pending"
        await house.simulator.start(port=port)
        assert (await settled(house, number)).state == "sent"
