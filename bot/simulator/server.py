"""The local stand-in for the Telegram Bot API: one aiohttp server for the bot, the tests and the chat page."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.simulator.control import Control, Move, Why
from bot.simulator.errors import ControlError, Refused
from bot.simulator.faults import Faults, Silence
from bot.simulator.limits import FloodLimits
from bot.simulator.methods import METHODS
from bot.simulator.params import Params, read_params
from bot.simulator.rules import UPLOAD_MAX
from bot.simulator.state import SimUser
from bot.simulator.world import World

TOKEN = "7000000001:SIMULATED-not-a-real-token-000000000"
PAGE = Path(__file__).parent / "page"
POLICY = "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
HEADERS = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": POLICY, "Cache-Control": "no-store"}


class Simulator:
    """A Bot API server with made-up people.

    `clock` gives the (aware) time of messages; `why(chat_id, message_id)` tells how a message was read, for the page;
    `moves` (name → label) are the instants to which `move` can take the clock;
    `limits` turns on Telegram's flood limits; a tap must be answered within `query_seconds` of the clock.
    """

    def __init__(
        self,
        token: str = TOKEN,
        users: Sequence[SimUser] = (),
        *,
        clock: Callable[[], datetime],
        why: Why | None = None,
        bot_name: str = "Sổ Việc",
        bot_username: str = "soviec_thu_bot",
        limits: FloodLimits | None = None,
        query_seconds: int = 60,
        zone: str = "Asia/Ho_Chi_Minh",
        moves: Mapping[str, str] | None = None,
        move: Move | None = None,
    ) -> None:
        self.world = World(token, tuple(users), clock, bot_name, bot_username, limits, query_seconds)
        self._control = Control(self.world, why, zone, dict(moves or {}), move)
        self._closing: asyncio.Event = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self.base_url = ""

    @property
    def token(self) -> str:
        """Give the token that the bot has to use."""
        return self.world.token

    @property
    def faults(self) -> Faults:
        """Give the faults, to add some from a test in the same process."""
        return self.world.faults

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen and give the root address; port 0 takes a free one."""
        self._closing.clear()
        self._runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=2, keepalive_timeout=75)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        bound = self._runner.addresses[0]
        self.base_url = f"http://{host}:{bound[1]}"
        return self.base_url

    async def stop(self) -> None:
        """Answer whoever waits and close."""
        self._closing.set()
        self.world.updates.release()
        self.world.events.close()
        if self._runner:
            await self._runner.cleanup()

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=UPLOAD_MAX + 2**20, middlewares=[_errors])
        self._control.add_routes(app.router)
        app.router.add_route("*", "/bot{token:[^/]+}/{method}", self._call)
        app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", self._file)
        app.router.add_get("/", _index)
        app.router.add_static("/page", PAGE)
        app.on_response_prepare.append(_safe_headers)
        return app

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method, began = request.match_info["method"], time.perf_counter()
        params, status, body = Params({}), 200, {"ok": True, "result": None}
        try:
            params = await read_params(request)
            body["result"] = await self._answer(request, method, params)
        except Refused as refused:
            status, body = refused.code, refused.body()
        except Silence as silence:
            self._log(method, params, 0, {"description": str(silence)}, began)
            return await self._vanish(request, str(silence))
        self._log(method, params, status, body, began)
        return web.json_response(body, status=status)

    async def _answer(self, request: web.Request, method: str, params: Params) -> Any:
        if request.match_info["token"] != self.world.token:
            raise Refused(401, "Unauthorized")
        run = METHODS.get(method.lower())
        if run is None:
            raise Refused(404, "Not Found")
        fault = self.faults.draw(method, params.text("chat_id"))
        if fault and not fault.after_work:
            raise fault.failure()
        result = await run(self.world, params)
        if fault:
            raise fault.failure()
        return result

    async def _vanish(self, request: web.Request, how: str) -> web.StreamResponse:
        if how == "hang":
            await self._closing.wait()
        if request.transport:
            request.transport.abort()
        return web.Response()

    async def _file(self, request: web.Request) -> web.Response:
        file = self.world.files.by_path.get(request.match_info["path"])
        if request.match_info["token"] != self.world.token or file is None:
            raise Refused(404, "Not Found")
        return web.Response(body=file.content(), content_type="application/octet-stream")

    def _log(self, method: str, params: Params, status: int, body: dict[str, Any], began: float) -> None:
        state = self.world.state
        state.call_counter += 1
        took = round((time.perf_counter() - began) * 1000, 1)
        call = {"n": state.call_counter, "method": method, "params": params.shown(), "status": status, "ms": took}
        note = {"error": body["description"]} if status != 200 else {}
        state.log.append({**call, **note, "time": self.world.clock().isoformat()})


async def _index(request: web.Request) -> web.StreamResponse:
    return web.FileResponse(PAGE / "index.html")


async def _safe_headers(request: web.Request, response: web.StreamResponse) -> None:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)


@web.middleware
async def _errors(request: web.Request, handler: Callable[[web.Request], Any]) -> web.StreamResponse:
    try:
        answer: web.StreamResponse = await handler(request)
        return answer
    except Refused as refused:
        return web.json_response(refused.body(), status=refused.code)
    except (ControlError, KeyError, TypeError, ValueError) as error:
        if not request.path.startswith("/sim/"):
            raise
        return web.json_response({"error": str(error)}, status=400)
