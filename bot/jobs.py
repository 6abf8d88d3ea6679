"""What runs when: one tick a minute that asks the services what is due, and a daily clearing of inbox and outbox."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.outgoing import outbox_row
from bot.worker import Worker
from handlers.turn import Say
from storage import inbox, outbox
from storage.uow import UnitOfWork

log = logging.getLogger(__name__)

ZONE = "Asia/Ho_Chi_Minh"
KEEP_INBOX = timedelta(days=14)
KEEP_OUTBOX = timedelta(days=180)
"""A reply to an old receipt is understood for as long as its row is kept."""

BATCH = 100
"""Reminders put into the outbox in one transaction."""

Due = Callable[[UnitOfWork], Sequence[Say]]
MOST_ROUNDS = 200
"""Batches of chores in one tick; what is left waits for the next minute."""


@dataclass(frozen=True)
class Chores:
    """What must be done and said in one transaction: `waits` only looks, `run` does a batch."""

    waits: Callable[[UnitOfWork], bool]
    run: Due


NOTHING = Chores(lambda uow: False, lambda uow: ())


class Jobs:
    """The timetable; what is due is decided by `due`, which the services give."""

    def __init__(
        self, worker: Worker, clock: Clock, due: Due, wake_sender: asyncio.Event, chores: Chores = NOTHING
    ) -> None:
        self._worker = worker
        self._clock = clock
        self._due = due
        self._chores = chores
        self._wake_sender = wake_sender
        # Late is better than never: APScheduler's own default drops a run that starts a second late.
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._scheduler = AsyncIOScheduler(timezone=ZONE, job_defaults=defaults)

    def start(self) -> None:
        """Start the timetable in the running loop."""
        self._scheduler.add_job(self.tick, "cron", second=0, id="tick")
        self._scheduler.add_job(self.clear, "cron", hour=2, minute=30, id="clear")
        self._scheduler.start()

    def stop(self) -> None:
        """Start nothing more."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def tick(self) -> None:
        """Put what is due into the outbox; said twice, it is still sent once (`dedupe`)."""
        try:
            says = await self._worker.study(self._due)
            for start in range(0, len(says), BATCH):
                await self._enqueue(says[start : start + BATCH])
        except Exception:  # the next minute tries again
            log.exception("the minute's tick failed")
        try:
            await self._do_chores()
        except Exception:
            log.exception("the tick of assigned work failed")

    async def _do_chores(self) -> None:
        """Batch after batch, each with what it says in one transaction; people's turns come in between."""
        for _ in range(MOST_ROUNDS):
            if not await self._worker.study(self._chores.waits):
                return
            if not await self._worker.persist(self._batch):
                return
            self._wake_sender.set()

    def _batch(self, uow: UnitOfWork) -> int:
        says = self._chores.run(uow)
        now = self._clock.now()
        outbox.put_all(uow, [outbox_row(say, "telegram", say.chat_id, now) for say in says if say.chat_id])
        return len(says)

    async def clear(self) -> None:
        """Forget handled updates after two weeks, and what was said after half a year."""
        now = self._clock.now()
        try:
            await self._worker.persist(lambda uow: inbox.prune(uow, now - KEEP_INBOX))
            await self._worker.persist(lambda uow: outbox.prune(uow, now - KEEP_OUTBOX))
        except Exception:
            log.exception("clearing inbox and outbox failed")

    async def _enqueue(self, says: Sequence[Say]) -> None:
        # Thousands at once would keep the one writer from the turns of people for seconds.
        rows = [outbox_row(say, "telegram", say.chat_id, self._clock.now()) for say in says if say.chat_id]
        if await self._worker.persist(lambda uow: outbox.put_all(uow, rows)):
            self._wake_sender.set()
