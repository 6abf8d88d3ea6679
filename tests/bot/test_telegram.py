"""The edge: every answer of the server becomes one of our errors, and the token never shows."""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.channels import base
from bot.channels.telegram import TelegramChannel
from tests.bot.standin import TOKEN, Answer, Standin, refusal

ANSWERS: list[tuple[Answer | str, type[base.ChannelError]]] = [
    (refusal(429, "Too Many Requests", retry_after=7), base.RateLimited),
    (refusal(403, "Forbidden: bot was blocked by the user"), base.Blocked),
    (refusal(400, "Bad Request: chat not found"), base.Blocked),
    (refusal(400, "Bad Request: message text is empty"), base.Rejected),
    (refusal(401, "Unauthorized"), base.TokenRefused),
    (refusal(404, "Not Found"), base.TokenRefused),
    (refusal(409, "Conflict: terminated by other getUpdates request"), base.Conflict),
    (refusal(500, "Internal Server Error"), base.ServerFault),
    ((502, {"not": "an answer"}), base.ServerFault),
    (refusal(429, "Too Many Requests"), base.ServerFault),
    ("drop", base.Ambiguous),
    ("hang", base.Ambiguous),
    ((200, {"ok": True}), base.Ambiguous),
    ((400, {"ok": False, "parameters": {"migrate_to_chat_id": -100}}), base.Rejected),
]


@pytest.fixture
async def channel(server: Standin) -> AsyncIterator[TelegramChannel]:
    opened = TelegramChannel(TOKEN, server.url, read_timeout=0.3)
    yield opened
    await opened.stop()


@pytest.mark.parametrize(("answer", "kind"), ANSWERS, ids=str)
async def test_an_answer_becomes_our_error(
    server: Standin, channel: TelegramChannel, answer: Answer | str, kind: type[base.ChannelError]
) -> None:
    server.script["sendMessage"].append(answer)
    with pytest.raises(base.ChannelError) as caught:
        await channel.deliver("5", "send", {"text": "a"})
    assert type(caught.value) is kind
    assert caught.value.__cause__ is not None
    if isinstance(caught.value, base.RateLimited):
        assert caught.value.retry_after == 7


async def test_no_connection_means_not_sent() -> None:
    channel = TelegramChannel(TOKEN, "http://127.0.0.1:1")
    with pytest.raises(base.Unreachable):
        await channel.deliver("5", "send", {"text": "a"})
    await channel.stop()


async def test_the_token_stays_out_of_the_log(
    server: Standin, channel: TelegramChannel, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.script["sendMessage"].append(refusal(401, "Unauthorized"))
    with pytest.raises(base.TokenRefused) as caught:
        await channel.deliver("5", "send", {"text": "a"})
    await channel.me()
    assert TOKEN not in caplog.text + str(caught.value) + repr(channel)


def wire(**data: Any) -> dict[str, str]:
    return {key: value if isinstance(value, str) else json.dumps(value) for key, value in data.items()}


async def test_what_goes_over_the_wire(server: Standin, channel: TelegramChannel) -> None:
    rows = [[{"label": "Sửa", "action": "e:1"}]]
    payload = {"text": "<b>a</b>", "rows": rows, "reply_to": "7"}
    message_id = await channel.deliver("5", "send", payload)
    keyboard = {"inline_keyboard": [[{"text": "Sửa", "callback_data": "e:1"}]]}
    sent = server.sent()[0]
    assert json.loads(sent["reply_markup"]) == keyboard
    assert json.loads(sent["reply_parameters"]) == {"message_id": 7, "allow_sending_without_reply": True}
    assert (sent["chat_id"], sent["text"], sent["parse_mode"]) == ("5", "<b>a</b>", "HTML")
    await channel.deliver("5", "edit", {"text": "b", "message_id": message_id})
    [edit] = server.sent("editMessageText")
    assert (edit["message_id"], "reply_markup" in edit) == (message_id, False)


async def test_a_file_goes_out_with_its_name(server: Standin, channel: TelegramChannel) -> None:
    content = base64.b64encode(b"so,viec").decode()
    await channel.deliver("5", "document", {"content": content, "name": "bang.csv", "text": "Bảng tháng"})
    await channel.deliver("5", "photo", {"file_id": "abc"})
    [document], [photo] = server.sent("sendDocument"), server.sent("sendPhoto")
    assert document["caption"] == "Bảng tháng"
    assert "bang.csv" in document["document"]
    assert photo["photo"] == "abc"


async def test_a_toast_is_cut_to_what_telegram_takes(server: Standin, channel: TelegramChannel) -> None:
    await channel.toast("7", "x" * 300, alert=False)
    await channel.toast("8", None, alert=False)
    first, second = server.sent("answerCallbackQuery")
    assert len(first["text"]) == 200
    assert second == {"callback_query_id": "8"}
