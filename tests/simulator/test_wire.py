"""What Telegram refuses, in its own words, over plain HTTP."""

from __future__ import annotations

import aiohttp
import pytest

from bot.simulator import FloodLimits, SimClient, Simulator
from bot.simulator.errors import Refused
from tests.simulator.conftest import Clock, Wire

AN = 101


def keyboard(*data: str) -> dict:
    return {"inline_keyboard": [[{"text": f"Nút {one[:3]}", "callback_data": one} for one in data]]}


@pytest.fixture(autouse=True)
async def open_chat(people: SimClient) -> None:
    await people.say(AN, "/start")


async def test_wrong_token_and_unknown_method(wire: Wire) -> None:
    assert await wire.call("getMe", token="1:wrong") == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert await wire.call("sendNothing") == {"ok": False, "error_code": 404, "description": "Not Found"}
    assert (await wire.result("GETME"))["is_bot"] is True


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"chat_id": 999}, "chat not found"),
        ({"chat_id": "@ai_do"}, "chat not found"),
        ({"chat_id": ""}, "chat_id is empty"),
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "a" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "<b>a", "parse_mode": "HTML"}, "can't parse entities: Can't find end tag corresponding to start tag"),
        ({"parse_mode": "Wiki"}, "unsupported parse_mode"),
        ({"reply_parameters": {"message_id": 4711}}, "message to be replied not found"),
        ({"reply_markup": keyboard("đ" * 33)}, "BUTTON_DATA_INVALID"),
        ({"reply_markup": keyboard("")}, "BUTTON_DATA_INVALID"),
        ({"reply_markup": {"inline_keyboard": [[{"text": "a"}]]}}, "Text buttons are unallowed"),
        ({"reply_markup": {"inline_keyboard": [[{"text": " ", "callback_data": "a"}]]}}, "must be non-empty"),
        ({"reply_markup": keyboard(*["a"] * 101)}, "REPLY_MARKUP_TOO_LONG"),
        ({"reply_markup": "{"}, "can't parse reply markup JSON object"),
    ],
)
async def test_a_message_that_is_refused(wire: Wire, values: dict, says: str) -> None:
    description = await wire.error("sendMessage", **{"chat_id": AN, "text": "a", **values})
    assert description.startswith("Bad Request: ")
    assert says in description


async def test_the_longest_that_pass(wire: Wire) -> None:
    await wire.result("sendMessage", chat_id=AN, text="<b>" + "ă" * 4096 + "</b>", parse_mode="HTML")
    await wire.result("sendMessage", chat_id=AN, text="a", reply_markup=keyboard("đ" * 32))
    lenient = {"message_id": 4711, "allow_sending_without_reply": True}
    sent = await wire.result("sendMessage", chat_id=AN, text="  a\n", reply_parameters=lenient)
    assert sent["text"] == "a"
    assert "reply_to_message" not in sent


async def test_an_edit_must_change_something(wire: Wire) -> None:
    sent = await wire.result("sendMessage", chat_id=AN, text="<b>a</b>", parse_mode="HTML", reply_markup=keyboard("x"))
    place = {"chat_id": AN, "message_id": sent["message_id"]}
    same = {"text": "<strong>a</strong>", "parse_mode": "HTML", "reply_markup": keyboard("x")}
    assert "message is not modified" in await wire.error("editMessageText", **place, **same)
    assert "message is not modified" in await wire.error("editMessageReplyMarkup", **place, reply_markup=keyboard("x"))
    without = await wire.result("editMessageText", **place, text="a")
    assert "reply_markup" not in without
    assert "message is not modified" in await wire.error("editMessageReplyMarkup", **place)


async def test_an_edit_needs_an_own_message_with_text(wire: Wire, people: SimClient) -> None:
    assert "message to edit not found" in await wire.error("editMessageText", chat_id=AN, message_id=99, text="a")
    theirs = (await people.messages(AN))[0]["message_id"]
    assert "message can't be edited" in await wire.error("editMessageText", chat_id=AN, message_id=theirs, text="a")
    assert "message identifier is not specified" in await wire.error("editMessageText", chat_id=AN, text="a")


async def test_a_message_is_deleted_once_and_only_for_two_days(wire: Wire, clock: Clock) -> None:
    first, second = [(await wire.result("sendMessage", chat_id=AN, text="a"))["message_id"] for _ in range(2)]
    assert await wire.result("deleteMessage", chat_id=AN, message_id=first) is True
    assert "message to delete not found" in await wire.error("deleteMessage", chat_id=AN, message_id=first)
    clock.forward(hours=49)
    assert "can't be deleted" in await wire.error("deleteMessage", chat_id=AN, message_id=second)


async def test_a_tap_is_answered_once_soon_and_briefly(wire: Wire, people: SimClient, clock: Clock) -> None:
    sent = await wire.result("sendMessage", chat_id=AN, text="a", reply_markup=keyboard("x"))
    first, second = [(await people.tap(AN, sent["message_id"], data="x")).query_id for _ in range(2)]
    assert "MESSAGE_TOO_LONG" in await wire.error("answerCallbackQuery", callback_query_id=first, text="a" * 201)
    assert await wire.result("answerCallbackQuery", callback_query_id=first, text="a" * 200) is True
    assert "query is too old" in await wire.error("answerCallbackQuery", callback_query_id=first)
    clock.forward(seconds=61)
    assert "query is too old" in await wire.error("answerCallbackQuery", callback_query_id=second)
    assert "query is too old" in await wire.error("answerCallbackQuery", callback_query_id="0")


async def test_a_button_that_is_not_there_cannot_be_tapped(wire: Wire, people: SimClient) -> None:
    sent = await wire.result("sendMessage", chat_id=AN, text="a", reply_markup=keyboard("x"))
    with pytest.raises(AssertionError, match="no button"):
        await people.tap(AN, sent["message_id"], "Khác")


async def test_commands_and_profile(wire: Wire) -> None:
    commands = [{"command": "homnay", "description": "Hôm nay"}]
    assert await wire.result("setMyCommands", commands=commands) is True
    assert await wire.result("getMyCommands") == commands
    assert await wire.result("getMyCommands", scope={"type": "all_private_chats"}) == []
    assert "BOT_COMMAND_INVALID" in await wire.error("setMyCommands", commands=[{"command": "Hôm", "description": "a"}])
    await wire.result("setMyDescription", description="Ghi việc")
    assert await wire.result("getMyDescription") == {"description": "Ghi việc"}


async def test_every_way_of_sending_parameters(wire: Wire, simulator: Simulator) -> None:
    url = f"{simulator.base_url}/bot{simulator.token}/sendMessage"
    markup = '{"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}'
    ways = ({"params": {"chat_id": AN, "text": "a"}}, {"data": {"chat_id": AN, "text": "a", "reply_markup": markup}})
    for way in ways:
        async with wire.session.post(url, **way) as answer:
            assert (await answer.json())["result"]["text"] == "a"
    async with wire.session.get(url, params={"chat_id": AN, "text": "ă"}) as answer:
        assert (await answer.json())["result"]["text"] == "ă"
    async with wire.session.post(url, data=b"{", headers={"Content-Type": "application/json"}) as answer:
        assert answer.status == 400


async def test_answers_have_telegrams_shape(wire: Wire, clock: Clock) -> None:
    sent = await wire.result("sendMessage", chat_id=str(AN), text="/homnay và @an_nguyen")
    assert sent["date"] == int(clock().timestamp())
    assert sent["chat"] == {
        "id": AN,
        "first_name": "An",
        "last_name": "Nguyễn",
        "username": "an_nguyen",
        "type": "private",
    }
    assert [(entity["type"], entity["offset"]) for entity in sent["entities"]] == [("bot_command", 0), ("mention", 11)]


async def test_flood_limits_are_an_option(wire: Wire, simulator: Simulator) -> None:
    simulator.world.limits = FloodLimits(chat_burst=2)
    for _ in range(2):
        await wire.result("sendMessage", chat_id=AN, text="a")
    refused = await wire.call("sendMessage", chat_id=AN, text="a")
    assert refused["error_code"] == 429
    assert refused["parameters"] == {"retry_after": 1}
    assert refused["description"] == "Too Many Requests: retry after 1"


def test_flood_limits_refill() -> None:
    now = [0.0]
    limits = FloodLimits(monotonic=lambda: now[0])
    for chat in range(30):
        limits.check(chat, group=False)
    with pytest.raises(Refused):
        limits.check(31, group=False)
    now[0] = 1.0
    for chat in range(30):
        limits.check(chat, group=False)
    group = FloodLimits(monotonic=lambda: now[0], overall=1000)
    for _ in range(20):
        group.check(-5, group=True)
    with pytest.raises(Refused) as refused:
        group.check(-5, group=True)
    assert refused.value.parameters == {"retry_after": 3}


async def test_another_site_cannot_play_people(simulator: Simulator) -> None:
    url, values = f"{simulator.base_url}/sim/message", {"user": AN, "text": "a"}
    async with aiohttp.ClientSession() as session:
        async with session.post(url, json=values, headers={"Origin": "http://evil.example"}) as answer:
            assert answer.status == 403
        async with session.post(url, json=values, headers={"Origin": simulator.base_url}) as answer:
            assert answer.status == 200
