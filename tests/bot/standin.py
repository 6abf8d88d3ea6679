"""The smallest Bot API server: hands out given updates, keeps what was sent, answers as told. Not the simulator."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict, deque
from typing import Any

from aiohttp import web

TOKEN = "1:standin"
Answer = tuple[int, dict[str, Any]]


def refusal(code: int, description: str, retry_after: int | None = None) -> Answer:
    """An answer with an error."""
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    if retry_after is not None:
        body["parameters"] = {"retry_after": retry_after}
    return code, body


def message(update_id: int, chat: int, text: str, **extra: Any) -> dict[str, Any]:
    """An update with a private text message."""
    who = {"id": chat, "is_bot": False, "first_name": f"Người {chat}"}
    body = {"message_id": update_id, "date": 1_795_000_000 + update_id, "text": text, "from": who}
    return {"update_id": update_id, "message": {**body, "chat": {"id": chat, "type": "private"}, **extra}}


class Standin:
    """`updates` wait to be asked for; `script[method]` are answers to give instead, in order ("hang", "drop")."""

    def __init__(self) -> None:
        self.updates: deque[dict[str, Any]] = deque()
        self.script: dict[str, deque[Answer | str]] = defaultdict(deque)
        self.calls: list[tuple[str, dict[str, str]]] = []
        self.url = ""
        self._more = asyncio.Event()
        self._next = 1000
        self._runner: web.AppRunner | None = None

    def put(self, *updates: dict[str, Any]) -> None:
        """Let updates wait for the bot."""
        self.updates.extend(updates)
        self._more.set()

    def sent(self, method: str = "sendMessage") -> list[dict[str, str]]:
        """What the bot has sent with a method, also if it was refused."""
        return [data for name, data in self.calls if name == method]

    async def until(self, method: str, count: int) -> list[dict[str, str]]:
        """Wait until a method was called `count` times."""
        while len(self.sent(method)) < count:
            await asyncio.sleep(0.01)
        return self.sent(method)

    async def __aenter__(self) -> Standin:
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        data = {key: str(value) for key, value in (await request.post()).items()}
        self.calls.append((method, data))
        told = self.script[method].popleft() if self.script[method] else None
        if told == "hang":
            await asyncio.sleep(60)
        if told in ("hang", "drop"):
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        code, body = (
            told if isinstance(told, tuple) else (200, {"ok": True, "result": await self._result(method, data)})
        )
        return web.json_response(body, status=code)

    async def _result(self, method: str, data: dict[str, str]) -> Any:
        if method == "getUpdates":
            return await self._updates(int(data.get("offset", 0)), float(data.get("timeout", 0)))
        if method == "getMe":
            return {"id": 1, "is_bot": True, "first_name": "Sổ Việc", "username": "soviec_bot"}
        if method in ("sendMessage", "editMessageText"):
            self._next += 1
            return {"message_id": int(data.get("message_id", self._next)), "date": 0, "chat": {"id": 1}}
        return True

    async def _updates(self, offset: int, timeout: float) -> list[dict[str, Any]]:
        while self.updates and self.updates[0]["update_id"] < offset:
            self.updates.popleft()
        if not self.updates:
            self._more.clear()
            try:
                await asyncio.wait_for(self._more.wait(), timeout)
            except TimeoutError:
                return []
        return json.loads(json.dumps(list(self.updates)[:100]))
