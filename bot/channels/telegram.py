"""Telegram over python-telegram-bot's transport; the only file that imports `telegram`.

Updates and answers stay raw JSON: the library would build objects of a whole batch at once, and one odd update would
then block all others. What it gives is the transport, the parameters' encoding and the mapping of answers to errors.
"""

from __future__ import annotations

import base64
import logging
import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextvars import ContextVar
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
import telegram
from telegram import error as foreign
from telegram.request import HTTPXRequest

from bot.channels import base, turns
from handlers.turn import Turn

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol, httpx.ProxyError)
_FILES = {"photo": ("sendPhoto", "photo"), "document": ("sendDocument", "document")}
_GONE = ("chat not found", "user is deactivated", "peer_id_invalid", "bot was kicked", "group chat was deleted")


class _Bot(telegram.Bot):
    """PTB's bot with one call that gives back the answer's JSON as it is."""

    async def call(self, method: str, data: dict[str, Any], read_timeout: float) -> Any:
        """The `result` of a Bot API method."""
        return await self._post(method, data, read_timeout=read_timeout)


class TelegramChannel:
    """The Bot API at `api_url` (root, as TELEGRAM_API_URL) for one token."""

    name = turns.CHANNEL

    def __init__(self, token: str, api_url: str = "https://api.telegram.org", *, read_timeout: float = 10.0) -> None:
        _quiet()
        root = api_url.rstrip("/")
        self._read_timeout = read_timeout
        self._left: ContextVar[Callable[[], None] | None] = ContextVar("left", default=None)
        self._bot = _Bot(
            token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=_transport(root, read_timeout, connections=32, hook=self._trace),
            get_updates_request=_transport(root, read_timeout, connections=1),
        )

    async def start(self) -> None:
        """Nothing to do: the transport opens connections when they are needed."""

    async def stop(self) -> None:
        """Close all connections."""
        for request in (self._bot._request[0], self._bot.request):
            await request.shutdown()

    async def _trace(self, request: httpx.Request) -> None:
        """Let the transport say when this request has been written out; PTB itself does not tell."""
        left = self._left.get()

        async def written(event: str, info: Mapping[str, Any]) -> None:
            if left is not None and event.endswith("send_request_body.complete"):
                left()

        if left is not None:
            request.extensions = {**request.extensions, "trace": written}

    async def me(self) -> Mapping[str, Any]:
        """The bot's own user (`username`, `first_name` …)."""
        return dict(await self._call("getMe", {}))

    async def updates(self, offset: int | None, timeout: int) -> Sequence[base.Update]:
        """Up to 100 raw updates; waits at most `timeout` seconds for the first."""
        data = {"offset": offset, "timeout": timeout, "limit": 100, "allowed_updates": ALLOWED_UPDATES}
        answer = await self._call("getUpdates", data, read_timeout=timeout + self._read_timeout)
        return [update for update in answer if isinstance(update, dict)] if isinstance(answer, list) else []

    def update_id(self, update: base.Update) -> int | None:
        """`update_id`, or None where the server sent something else."""
        number = update.get("update_id")
        return number if isinstance(number, int) else None

    def chat_of(self, update: base.Update) -> str:
        """The chat of any kind of update; "" where there is none."""
        return turns.chat_of(update)

    def to_turn(self, update: base.Update, received_at: datetime) -> Turn | None:
        """See bot/channels/turns.py."""
        return turns.to_turn(update, received_at)

    async def deliver(
        self, chat_id: str, method: str, payload: Mapping[str, Any], left: Callable[[], None] | None = None
    ) -> str:
        """Send, edit, or send a file; returns the message's id. `left` is called when the request is written out."""
        call, data = _request(chat_id, method, payload)
        token = self._left.set(left)
        try:
            answer = await self._call(call, data)
        finally:
            self._left.reset(token)
        if isinstance(answer, dict) and "message_id" in answer:
            return str(answer["message_id"])
        return str(payload.get("message_id", ""))

    async def fetch(self, file_id: str) -> bytes:
        """Ask where the file lies, then download it; at most 20 MB, as the Bot API allows."""
        about = await self._call("getFile", {"file_id": file_id})
        try:
            url = f"{self._bot.base_file_url}/{quote(about['file_path'])}"
            return await self._bot.request.retrieve(url, read_timeout=self._read_timeout)
        except foreign.TelegramError as error:
            raise translate(error) from error
        except (KeyError, TypeError) as error:
            raise base.Rejected("a file without a path") from error

    async def toast(self, tap_id: str, text: str | None, alert: bool) -> None:
        """Answer a tap with at most 200 characters."""
        data = {"callback_query_id": tap_id, "text": text[:200] if text else None, "show_alert": alert or None}
        await self._call("answerCallbackQuery", data)

    async def typing(self, chat_id: str) -> None:
        """Show "typing …" for about five seconds."""
        await self._call("sendChatAction", {"chat_id": _chat(chat_id), "action": "typing"})

    async def prepare(self, webhook_url: str | None, secret: str | None, commands: Mapping[str, str]) -> None:
        """Set or clear the webhook, and publish the commands; neither ever drops waiting updates."""
        if webhook_url:
            hook = {"url": webhook_url, "secret_token": secret, "allowed_updates": ALLOWED_UPDATES}
            await self._call("setWebhook", hook)
        else:
            await self._call("deleteWebhook", {})
        menu = [{"command": name, "description": text} for name, text in commands.items()]
        await self._call("setMyCommands", {"commands": menu})

    async def _call(self, method: str, data: dict[str, Any], read_timeout: float | None = None) -> Any:
        try:
            return await self._bot.call(method, data, read_timeout or self._read_timeout)
        except foreign.TelegramError as error:
            raise translate(error) from error
        except (KeyError, TypeError) as error:
            raise base.Ambiguous("an answer without a result") from error


def translate(error: foreign.TelegramError) -> base.ChannelError:
    """PTB's error as ours; the order of the tests is the order of PTB's own tree."""
    if isinstance(error, foreign.RetryAfter):
        return base.RateLimited(error._retry_after.total_seconds())
    if isinstance(error, foreign.Forbidden):
        return base.Blocked(error.message)
    if isinstance(error, foreign.InvalidToken):
        return base.TokenRefused(error.message)
    if isinstance(error, foreign.Conflict):
        return base.Conflict(error.message)
    if isinstance(error, foreign.ChatMigrated):
        return base.Rejected(f"the group moved to {error.new_chat_id}")
    if isinstance(error, foreign.BadRequest):
        gone = any(mark in error.message.lower() for mark in _GONE)
        return base.Blocked(error.message) if gone else base.Rejected(error.message)
    return _network(error)


def _network(error: foreign.TelegramError) -> base.ChannelError:
    cause = error.__cause__
    if isinstance(cause, _NOT_SENT):
        return base.Unreachable(type(cause).__name__)
    if isinstance(cause, httpx.HTTPError) or isinstance(error, foreign.TimedOut):
        return base.Ambiguous(type(cause or error).__name__)
    if isinstance(error, foreign.NetworkError):
        return base.ServerFault(error.message)
    return base.Ambiguous(error.message)  # 200 with something that is not JSON


def _request(chat_id: str, method: str, payload: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    data: dict[str, Any] = {"chat_id": _chat(chat_id), "reply_markup": _keyboard(payload.get("rows") or ())}
    mode = None if payload.get("plain") else "HTML"
    if method in _FILES:
        call, field = _FILES[method]
        data |= {field: _file(payload), "caption": payload.get("text") or None, "parse_mode": mode}
    else:
        call = "editMessageText" if method == "edit" else "sendMessage"
        data |= {"text": payload["text"], "parse_mode": mode, "link_preview_options": {"is_disabled": True}}
    if payload.get("silent") and method != "edit":
        data["disable_notification"] = True
    if method == "edit":
        data["message_id"] = int(payload["message_id"])
    elif payload.get("reply_to"):
        data["reply_parameters"] = {"message_id": int(payload["reply_to"]), "allow_sending_without_reply": True}
    return call, data


def _keyboard(rows: Sequence[Sequence[Mapping[str, str]]]) -> dict[str, Any] | None:
    keys = [[{"text": key["label"], "callback_data": key["action"]} for key in row] for row in rows if row]
    return {"inline_keyboard": keys} if keys else None


def _file(payload: Mapping[str, Any]) -> object:
    if payload.get("file_id"):
        return payload["file_id"]
    content = base64.b64decode(payload["content"])
    return telegram.InputFile(content, filename=payload.get("name"), attach=False)


def _chat(chat_id: str) -> int | str:
    return int(chat_id) if chat_id.lstrip("-").isdigit() else chat_id


Hook = Callable[[httpx.Request], Awaitable[None]]


def _transport(root: str, read_timeout: float, connections: int, hook: Hook | None = None) -> HTTPXRequest:
    # A proxy of the environment must never see what is meant for this very machine (demo, tests, own Bot API server).
    local = urlsplit(root).hostname in ("127.0.0.1", "localhost", "::1")
    return HTTPXRequest(
        connection_pool_size=connections,
        read_timeout=read_timeout,
        connect_timeout=5.0,
        pool_timeout=5.0,
        httpx_kwargs={"event_hooks": {"request": [hook] if hook else []}} | ({"trust_env": False} if local else {}),
    )


def _quiet() -> None:
    # httpx writes every URL at INFO, and the URL holds the token; PTB writes the parameters at DEBUG.
    for name in ("httpx", "httpcore", "telegram"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # Without it PTB warns (and under `-W error` fails) while it builds RetryAfter.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
