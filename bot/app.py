"""The composition root: everything that runs is built and wired here, with replaceable parts."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.channels.base import Channel, ChannelError, Rejected, TokenRefused
from bot.claiming import Key, Still
from bot.clock import Clock
from bot.delivery import Sender
from bot.health import Health
from bot.herald import Bell, Herald
from bot.intake import Dispatcher, Handle, Intake, Poller
from bot.jobs import NOTHING, Chores, Due, Jobs
from bot.ratelimit import Pace
from bot.settings import Settings
from bot.texts import COMMANDS
from bot.web import Web
from bot.worker import Trouble, Worker
from handlers.turn import Reply, Say, Turn
from services.office import Office, Readers, warm
from storage.database import Database
from storage.uow import UnitOfWork

log = logging.getLogger(__name__)

Converse = Callable[[Turn, UnitOfWork, Office], Reply]
Remind = Callable[[UnitOfWork, Office, datetime], Sequence[Say]]
StillDue = Callable[[UnitOfWork, Office, datetime, Sequence[Key]], Mapping[tuple[int, str], Say | None]]

GRACE = 1.5
"""Seconds for turns that run, then for requests that are out; with the rest below the 5 s a supervisor waits."""


class Application:
    """The running bot. `start` returns when it works, `stop` within 5 seconds; nothing is lost in between."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        database: Database,
        channel: Channel,
        office: Office,
        handle: Handle,
        due: Due,
        pace: Pace,
        still: Still,
        chores: Chores = NOTHING,
    ) -> None:
        self.settings = settings
        self.database = database
        self.channel = channel
        self.office = office
        self.health = Health(clock.now(), webhook=bool(settings.webhook_url))
        self.worker = Worker(database)
        self.came, self.decided = asyncio.Event(), asyncio.Event()
        self.said = Bell(self.decided)
        channels = {channel.name: channel}
        self.intake = Intake(channel, self.worker, clock, self.health, self.came)
        self.poller = Poller(self.intake)
        self.dispatcher = Dispatcher(channels, self.worker, clock, handle, self.health, self.came, self.said)
        self.sender = Sender(channels, self.worker, clock, pace, self.health, self.said)
        self.herald = Herald(self.sender, self.worker, clock, pace, self.health, self.decided, still)
        self.jobs = Jobs(self.worker, clock, due, self.said, chores)
        secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else None
        self.web = Web(self.health, clock, self.worker, self.intake, secret)
        self._secret = secret
        self._tasks: list[asyncio.Task[None]] = []
        self.warming: asyncio.Task[None] | None = None
        """What the first message would otherwise wait for; the bot works meanwhile."""

    async def start(self) -> None:
        """Migrate, connect, and run; raises StorageError or OSError (port taken) before anything has begun."""
        await asyncio.to_thread(self.database.upgrade)
        if self.settings.web_port:
            await self.web.start(self.settings.web_host, self.settings.web_port)
        await self.channel.start()
        runs = [self.dispatcher.run, self.sender.run, self.herald.run]
        if not self.settings.webhook_url:
            runs.append(self.poller.run)
        self._tasks = [asyncio.create_task(_for_ever(run)) for run in runs]
        self._tasks.append(asyncio.create_task(self._introduce()))
        self.warming = asyncio.create_task(asyncio.to_thread(warm))
        self._tasks.append(self.warming)
        self.jobs.start()

    async def stop(self) -> None:
        """Ask for nothing more, finish what runs, leave the rest in the inbox and the outbox."""
        self.jobs.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.web.stop()
        await self.dispatcher.finish(GRACE)
        await asyncio.gather(self.sender.finish(GRACE), self.herald.finish(GRACE))
        await self.channel.stop()
        await asyncio.to_thread(self.worker.close)
        self.database.close()

    async def _introduce(self) -> None:
        """Learn the bot's own name and publish its commands; the bot works meanwhile."""
        trouble = Trouble("introduction")
        while True:
            try:
                me = await self.channel.me()
                self.office.bot_username = str(me.get("username") or self.office.bot_username)
                await self.channel.prepare(self.settings.webhook_url, self._secret, COMMANDS)
                return trouble.over()
            except (Rejected, TokenRefused) as error:
                # A server that does not know one of these methods can still carry messages.
                return log.error("the server declined the introduction: %s", error)
            except ChannelError as error:
                await trouble.pause(error)


def stop_asked() -> asyncio.Event:
    """An event that SIGINT and SIGTERM set; to be called before anything says that it runs."""
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, asked.set)
    return asked


def build_office(settings: Settings) -> Office:
    """The limits of the settings as services know them."""
    return Office(
        readers=Readers(settings.sure),
        window_days=settings.window_days,
        code_ttl=timedelta(hours=settings.code_hours),
    )


def build_app(
    settings: Settings,
    *,
    clock: Clock,
    database: Database,
    channel: Channel,
    converse: Converse | None = None,
    due: Remind | None = None,
    pace: Pace | None = None,
    still: StillDue | None = None,
) -> Application:
    """The real bot over the given parts; `converse`, `due` and `pace` may be replaced in tests of the edges."""
    from handlers import reminders, router

    answer, remind, ask = converse or router.handle, due or reminders.due, still or reminders.still
    office = build_office(settings)

    def handle(turn: Turn, uow: UnitOfWork) -> Reply:
        return answer(turn, uow, office)

    def due_now(uow: UnitOfWork) -> Sequence[Say]:
        return remind(uow, office, clock.now())

    def still_now(uow: UnitOfWork, now: datetime, rows: Sequence[Key]) -> Mapping[tuple[int, str], Say | None]:
        return ask(uow, office, now, rows)

    pace = pace or Pace(settings.send_rate)
    chores = assigned_work(office, clock)
    return Application(settings, clock, database, channel, office, handle, due_now, pace, still_now, chores)


def assigned_work(office: Office, clock: Clock) -> Chores:
    """What the tick does about assigned work, beside the reminders."""
    from handlers import appeal_tick, assign_tick, leaving

    ticks = (leaving, assign_tick, appeal_tick)
    return Chores(
        lambda uow: any(tick.waits(uow, office, clock.now()) for tick in ticks),
        lambda uow: [say for tick in ticks for say in tick.run(uow, office, clock.now())],
    )


async def _for_ever(run: Callable[[], Awaitable[None]]) -> None:
    """A fault in one of the loops is logged and the loop begins anew: the process never lives on half dead."""
    while True:
        try:
            await run()
        except Exception:
            log.exception("%s failed; it starts again", getattr(run, "__qualname__", run))
            await asyncio.sleep(1)
