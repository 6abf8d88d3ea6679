"""Health, metrics and the webhook over HTTP; started only where SOVIEC_WEB_PORT is set."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable

from aiohttp import web

from bot.clock import Clock
from bot.health import Health
from bot.intake import Intake
from bot.worker import Worker
from storage import inbox, outbox
from storage.uow import UnitOfWork

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
WEBHOOK_PATH = "/telegram"


class Web:
    """`/health` (503 when updates no longer come through), `/metrics` (Prometheus text), `/telegram` (webhook)."""

    def __init__(self, health: Health, clock: Clock, worker: Worker, intake: Intake, secret: str | None) -> None:
        self._health = health
        self._clock = clock
        self._worker = worker
        self._intake = intake
        self._secret = secret
        self._runner: web.AppRunner | None = None

    def app(self) -> web.Application:
        """The aiohttp application."""
        app = web.Application(client_max_size=4 * 2**20)
        app.router.add_get("/health", self._get_health)
        app.router.add_get("/metrics", self._get_metrics)
        if self._secret:
            app.router.add_post(WEBHOOK_PATH, self._post_update)
        return app

    async def start(self, host: str, port: int) -> None:
        """Listen; raises OSError where the port is taken."""
        self._runner = web.AppRunner(self.app(), access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()

    async def stop(self) -> None:
        """Stop listening."""
        if self._runner:
            await self._runner.cleanup()

    async def _get_health(self, _: web.Request) -> web.Response:
        now = self._clock.now()
        alive = self._health.alive(now)
        body = {
            "ok": alive,
            "last_update_check": self._health.last_ok.isoformat() if self._health.last_ok else None,
            "silent_seconds": round(self._health.silent_for(now).total_seconds(), 1),
        }
        return web.json_response(body, status=200 if alive else 503)

    async def _get_metrics(self, _: web.Request) -> web.Response:
        waiting = await self._worker.look(_waiting)
        return web.Response(text="\n".join(self._lines(*waiting)) + "\n", content_type="text/plain")

    def _lines(self, unhandled: int, unsent: int) -> Iterable[str]:
        now = self._clock.now()
        yield "# TYPE soviec_events_total counter"
        for name in sorted(self._health.counts):
            yield f'soviec_events_total{{event="{name}"}} {self._health.counts[name]}'
        yield "# TYPE soviec_inbox_waiting gauge"
        yield f"soviec_inbox_waiting {unhandled}"
        yield "# TYPE soviec_outbox_waiting gauge"
        yield f"soviec_outbox_waiting {unsent}"
        yield "# TYPE soviec_silent_seconds gauge"
        yield f"soviec_silent_seconds {self._health.silent_for(now).total_seconds():.1f}"

    async def _post_update(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), (self._secret or "").encode()):
            return web.Response(status=403)
        try:
            update = json.loads(await request.read())
        except ValueError:
            return web.Response(status=400)
        if not isinstance(update, dict):
            return web.Response(status=400)
        # Telegram repeats until it hears 200, so 200 is said only when the update is safe on disk.
        await self._intake.receive([update])
        self._health.last_ok = self._clock.now()
        return web.Response()


def _waiting(uow: UnitOfWork) -> tuple[int, int]:
    return inbox.backlog(uow).waiting, outbox.queue(uow).waiting
