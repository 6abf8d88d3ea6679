"""A client of the control API for end-to-end tests: play a person, then wait for the bot without sleeping."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import Any

import aiohttp


class NoAnswer(AssertionError):
    """The bot did not do in time what was waited for; the text shows the end of the chat."""


@dataclass(frozen=True)
class Sent:
    """A message of a person; `cursor` is the point in time to wait from."""

    chat_id: int
    message_id: int
    cursor: int


@dataclass(frozen=True)
class Tapped:
    """A tap of a person."""

    query_id: str
    chat_id: int
    message_id: int
    cursor: int


@dataclass(frozen=True)
class Toast:
    """What answers a tap: a short line, or an alert with OK."""

    text: str
    alert: bool


@dataclass(frozen=True)
class BotMessage:
    """A message of the bot, new or edited in place (`edited`); `raw` is the Message object."""

    raw: dict[str, Any]
    edited: bool = False

    @property
    def message_id(self) -> int:
        """Give its number."""
        return int(self.raw["message_id"])

    @property
    def text(self) -> str:
        """Give text or caption."""
        return str(self.raw.get("text") or self.raw.get("caption") or "")

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """Give the inline buttons in reading order."""
        return [button for row in self.raw.get("reply_markup", {}).get("inline_keyboard", []) for button in row]

    @property
    def labels(self) -> list[str]:
        """Give what the buttons say."""
        return [str(button["text"]) for button in self.buttons]

    def marked(self, kind: str) -> list[str]:
        """Give the parts of the text that carry an entity: "bold", "italic", "code" …"""
        raw = self.text.encode("utf-16-le")
        entities = self.raw.get("entities") or self.raw.get("caption_entities") or []
        places = [(entity["offset"] * 2, entity["length"] * 2) for entity in entities if entity["type"] == kind]
        return [raw[start : start + length].decode("utf-16-le") for start, length in places]


class SimClient:
    """Plays people over HTTP; use as `async with SimClient(base_url) as sim`."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url.rstrip("/")
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> SimClient:
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=180))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        if self._session:
            await self._session.close()

    async def post(self, act: str, **values: Any) -> Any:
        """POST /sim/<act>; a refusal becomes AssertionError."""
        given = {key: value for key, value in values.items() if value is not None}
        return await self._json("POST", f"/sim/{act}", json=given)

    async def get(self, path: str, **query: Any) -> Any:
        """GET /sim/<path>."""
        given = {key: str(value) for key, value in query.items() if value is not None}
        return await self._json("GET", f"/sim/{path}", params=given)

    async def say(
        self, user: int, text: str, *, chat: int | None = None, reply_to: int | None = None, forward: bool | str = False
    ) -> Sent:
        """Send a text as `user`."""
        return Sent(**await self.post("message", user=user, text=text, chat=chat, reply_to=reply_to, forward=forward))

    async def edit(self, user: int, message_id: int, text: str, *, chat: int | None = None) -> Sent:
        """Edit an own message."""
        return Sent(**await self.post("edit", user=user, message_id=message_id, text=text, chat=chat))

    async def tap(
        self, user: int, message_id: int, label: str | None = None, *, data: str | None = None, chat: int | None = None
    ) -> Tapped:
        """Tap a button by what it says, or by data (also stale data)."""
        values = await self.post("tap", user=user, message_id=message_id, label=label, data=data, chat=chat)
        return Tapped(**values)

    async def photo(
        self,
        user: int,
        caption: str = "",
        *,
        reply_to: int | None = None,
        chat: int | None = None,
        size: int | None = None,
    ) -> Sent:
        """Send a (grey) photo."""
        values = {"user": user, "caption": caption, "reply_to": reply_to, "chat": chat, "size": size}
        return Sent(**await self.post("photo", **values))

    async def document(
        self,
        user: int,
        name: str,
        size: int,
        caption: str = "",
        *,
        reply_to: int | None = None,
        chat: int | None = None,
    ) -> Sent:
        """Send a document of which only name and size exist."""
        values = {"user": user, "name": name, "size": size, "caption": caption, "reply_to": reply_to, "chat": chat}
        return Sent(**await self.post("document", **values))

    async def upload(self, user: int, name: str, data: bytes, caption: str = "") -> Sent:
        """Send a document with its content."""
        form = aiohttp.FormData({"user": str(user), "caption": caption})
        form.add_field("file", data, filename=name, content_type="application/octet-stream")
        return Sent(**await self._json("POST", "/sim/document", data=form))

    async def special(self, kind: str, user: int, **values: Any) -> Sent:
        """Send a "voice", "sticker", "location" or "contact"."""
        return Sent(**await self.post(kind, user=user, **values))

    async def block(self, user: int) -> None:
        """Block the bot."""
        await self.post("block", user=user)

    async def unblock(self, user: int) -> None:
        """Lift the block."""
        await self.post("unblock", user=user)

    async def group(self, title: str, members: list[int]) -> int:
        """Make a group with the bot in it and give its chat id."""
        return int((await self.post("group", title=title, members=members))["chat_id"])

    async def fault(self, method: str, answer: str | int, **options: Any) -> None:
        """Make calls fail, see bot.simulator.faults.Fault."""
        await self.post("faults", method=method, answer=str(answer), **options)

    async def cursor(self) -> int:
        """Give the present point in time, to wait from."""
        return int((await self.get("state"))["cursor"])

    async def messages(self, chat: int) -> list[dict[str, Any]]:
        """Give every message of a chat as the page shows it."""
        return list((await self.get(f"chat/{chat}"))["messages"])

    async def last(self, chat: int) -> BotMessage:
        """Give the bot's latest message in a chat."""
        found = [message for message in await self.messages(chat) if message["by_bot"]]
        if not found:
            raise NoAnswer(f"the bot has said nothing in chat {chat}")
        return BotMessage(found[-1])

    async def log(self, method: str | None = None, after: int = 0) -> list[dict[str, Any]]:
        """Give the bot's calls, oldest first."""
        return list((await self.get("log", method=method, after=after))["calls"])

    async def wait(
        self,
        chat: int,
        after: int,
        *,
        count: int = 1,
        types: str = "message,edit",
        quiet: float = 0,
        timeout: float = 10,
        **where: Any,
    ) -> list[dict[str, Any]]:
        """Wait until the bot did `count` things of these types in `chat`, then until `quiet` seconds are still."""
        query = {"chat": chat, "after": after, "count": count, "types": types, "quiet": quiet, "timeout": timeout}
        answer = await self.get("wait", **query, **where)
        if len(answer["events"]) < count:
            raise NoAnswer(await self._transcript(chat, f"{len(answer['events'])} of {count} ({types}) in {timeout} s"))
        return list(answer["events"])

    async def wait_for_reply(
        self, sent: Sent | Tapped, count: int = 1, *, quiet: float = 0, timeout: float = 10, chat: int | None = None
    ) -> list[BotMessage]:
        """Wait for messages of the bot, new or edited, after what a person did (in `chat`, by default the same one)."""
        events = await self.wait(chat or sent.chat_id, sent.cursor, count=count, quiet=quiet, timeout=timeout)
        return [BotMessage(event["message"], event["type"] == "edit") for event in events]

    async def wait_for_toast(self, tapped: Tapped, *, timeout: float = 10) -> Toast:
        """Wait for the answer to a tap."""
        events = await self.wait(tapped.chat_id, tapped.cursor, types="answer", timeout=timeout, query=tapped.query_id)
        return Toast(events[0]["text"], events[0]["alert"])

    async def ask(
        self,
        user: int,
        text: str,
        *,
        count: int = 1,
        quiet: float = 0,
        timeout: float = 10,
        reply_to: int | None = None,
    ) -> list[BotMessage]:
        """Say something and wait for the answer."""
        sent = await self.say(user, text, reply_to=reply_to)
        return await self.wait_for_reply(sent, count, quiet=quiet, timeout=timeout)

    async def press(self, user: int, message: BotMessage, label: str, *, timeout: float = 10) -> list[BotMessage]:
        """Tap a button and wait for the new or edited message that follows."""
        tapped = await self.tap(user, message.message_id, label, chat=message.raw["chat"]["id"])
        return await self.wait_for_reply(tapped, timeout=timeout)

    async def _transcript(self, chat: int, missing: str) -> str:
        lines = [
            f"{'bot' if one['by_bot'] else '  >'} {one['message_id']}: {one.get('text') or one.get('caption')}"
            for one in (await self.messages(chat))[-6:]
        ]
        calls = [call for call in await self.log() if call["status"] != 200]
        failed = [f"{call['method']} {call['status']} {call.get('error')}" for call in calls]
        return "\n".join([f"chat {chat}: got {missing}", *lines, *failed[-4:]])

    async def _json(self, verb: str, path: str, **options: Any) -> Any:
        if self._session is None:
            raise RuntimeError("use `async with SimClient(…)`")
        async with self._session.request(verb, self.base_url + path, **options) as answer:
            body = await answer.json()
            assert answer.status == 200, f"{verb} {path}: {body}"
            return body
