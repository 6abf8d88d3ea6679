"""The control API under /sim/…: what the page and the tests use to play people, make faults and look inside."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.simulator.acts import ACTS
from bot.simulator.errors import ControlError, Refused
from bot.simulator.files import IMAGES
from bot.simulator.params import read_params
from bot.simulator.state import Wire
from bot.simulator.world import World

Why = Callable[[int, int], Awaitable[Wire | None]]
Move = Callable[[str], Awaitable[None]]

WAIT_MAX = 120.0
PING_SECONDS = 15.0


class Control:
    """The HTTP side of the control API."""

    def __init__(self, world: World, why: Why | None, zone: str, moves: Wire, move: Move | None) -> None:
        self.world, self.why, self.zone = world, why, zone
        self.moves, self.move = moves, move

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Add every /sim route."""
        router.add_post("/sim/clock", self.move_clock)
        router.add_post("/sim/{act}", self.act)
        for name in ("state", "chat/{chat}", "log", "faults", "events", "wait", "why", "file/{file_id}"):
            router.add_get(f"/sim/{name}", getattr(self, f"get_{name.partition('/')[0]}"))

    async def act(self, request: web.Request) -> web.Response:
        """Do what a person does; answers where the message is and the cursor to wait from."""
        _same_origin(request)
        run = ACTS.get(request.match_info["act"])
        if run is None:
            raise ControlError(f"no such act; there are {', '.join(ACTS)}")
        return web.json_response(run(self.world, await read_params(request)))

    async def move_clock(self, request: web.Request) -> web.Response:
        """POST /sim/clock {to}: where whoever started the stand-in allows it, to one of the instants in /sim/state."""
        _same_origin(request)
        name = (await read_params(request)).text("to")
        if self.move is None or name not in self.moves:
            raise ControlError(f"the clock can be moved to: {', '.join(self.moves) or 'nothing'}")
        await self.move(name)
        return web.json_response({"now": self.world.clock().isoformat()})

    async def get_state(self, request: web.Request) -> web.Response:
        """GET /sim/state: bot, people, chats, cursor."""
        return web.json_response(self._state())

    async def get_chat(self, request: web.Request) -> web.Response:
        """GET /sim/chat/<id>: the messages with their earlier versions."""
        chat = self.world.chat(int(request.match_info["chat"]))
        views = [stored.view() for stored in chat.messages.values()]
        return web.json_response({"chat": chat.wire, "messages": views, "cursor": self.world.events.seq})

    async def get_log(self, request: web.Request) -> web.Response:
        """GET /sim/log?method=&after=: the calls of the bot, oldest first."""
        method, after = request.query.get("method", "").lower(), int(request.query.get("after", 0))
        calls = [call for call in self.world.state.log if call["n"] > after and method in ("", call["method"].lower())]
        return web.json_response({"calls": calls})

    async def get_faults(self, request: web.Request) -> web.Response:
        """GET /sim/faults: the rules in force."""
        return web.json_response({"faults": self.world.faults.shown()})

    async def get_file(self, request: web.Request) -> web.Response:
        """GET /sim/file/<file_id>: a picture to look at, anything else to keep."""
        file = self.world.files.get(request.match_info["file_id"])
        picture = file.mime in (*IMAGES.values(), "image/gif", "image/webp")
        headers = {} if picture else {"Content-Disposition": "attachment"}
        kind = file.mime if picture else "application/octet-stream"
        return web.Response(body=file.content(), content_type=kind, headers=headers)

    async def get_why(self, request: web.Request) -> web.Response:
        """GET /sim/why?chat=&message=: how a message was read, null if nothing is known."""
        if self.why is None:
            return web.json_response(None)
        reading = await self.why(int(request.query["chat"]), int(request.query["message"]))
        return web.json_response(reading)

    async def get_wait(self, request: web.Request) -> web.Response:
        """GET /sim/wait?after=&chat=&count=&types=&message=&query=&timeout=&quiet=: wait for what the bot does."""
        query = request.query
        wait = asyncio.timeout(min(float(query.get("timeout", 10)), WAIT_MAX))
        found: list[Wire] = []
        try:
            async with wait:
                await self._collect(found, dict(query))
            late = False
        except TimeoutError:
            late = True
        return web.json_response({"events": found, "cursor": self.world.events.seq, "timed_out": late})

    async def _collect(self, found: list[Wire], query: dict[str, str]) -> None:
        count, quiet = int(query.get("count", 1)), float(query.get("quiet", 0))
        with self.world.events.listen() as queue:
            found += [event for event in self.world.events.since(int(query.get("after", 0))) if _wanted(event, query)]
            while True:
                enough = len(found) >= count
                if enough and not quiet:
                    return
                try:
                    event: Wire | None = await asyncio.wait_for(queue.get(), quiet if enough else None)
                except TimeoutError:
                    return
                if event is None:
                    raise TimeoutError
                found += [event] if _wanted(event, query) else []

    async def get_events(self, request: web.Request) -> web.StreamResponse:
        """GET /sim/events?after=: everything that happens, as server-sent events."""
        answer = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        with self.world.events.listen() as queue:
            await answer.prepare(request)
            after = request.headers.get("Last-Event-ID") or request.query.get("after") or self.world.events.seq
            try:
                for event in self.world.events.since(int(after)):
                    await answer.write(_frame(event))
                while fresh := await _next(queue):
                    await answer.write(_frame(fresh) if fresh["type"] else b": ping\n\n")
            except ConnectionError:
                pass
        return answer

    def _state(self) -> Wire:
        world, state = self.world, self.world.state
        users = [
            {**vars(user), "started": user.id in state.started, "blocked": user.id in state.blocked}
            for user in world.people
        ]
        groups = [{**chat.wire, "members": sorted(chat.members)} for chat in state.chats.values() if chat.group]
        return {
            "bot": {**world.me(), **state.texts},
            "users": users,
            "groups": groups,
            "commands": state.commands.get("all_private_chats") or state.commands.get("default", []),
            "updates": world.updates.shown(),
            "now": world.clock().isoformat(),
            "zone": self.zone,
            "moves": [{"to": name, "label": label} for name, label in self.moves.items()],
            "why": self.why is not None,
            "cursor": world.events.seq,
        }


def _wanted(event: Wire, query: dict[str, str]) -> bool:
    types = query.get("types", "message,edit").split(",")
    if event["type"] not in types or not event.get("by_bot"):
        return False
    checks = (("chat", event.get("chat_id")), ("query", event.get("query_id")), ("message", _message_of(event)))
    return all(key not in query or query[key] == str(value) for key, value in checks)


def _message_of(event: Wire) -> Any:
    return event.get("message", {}).get("message_id", event.get("message_id"))


async def _next(queue: asyncio.Queue[Wire | None]) -> Wire | None:
    try:
        return await asyncio.wait_for(queue.get(), PING_SECONDS)
    except TimeoutError:
        return {"type": ""}


def _frame(event: Wire) -> bytes:
    return f"id: {event['seq']}\ndata: {json.dumps(event, ensure_ascii=False)}\n\n".encode()


def _same_origin(request: web.Request) -> None:
    """Another site open in the same browser must not play people here."""
    origin = request.headers.get("Origin")
    if origin and origin.partition("://")[2] != request.host:
        raise Refused(403, "Forbidden: foreign origin")
