"""Updates in: committed before they are confirmed, handled once, in order per chat, concurrently across chats."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NoReturn

from bot.channels.base import Channel, ChannelError, RateLimited, Update
from bot.clock import Clock
from bot.health import Health
from bot.outgoing import outbox_row
from bot.worker import PASSING, Trouble, Worker
from handlers.texts import common
from handlers.turn import File, Reply, Say, Turn
from storage import inbox, outbox
from storage.uow import UnitOfWork

log = logging.getLogger(__name__)

POLL_SECONDS = 25
SLOTS = 16
HEADS = 200
TYPING_AFTER = 0.6
IDLE = 1.0

Handle = Callable[[Turn, UnitOfWork], Reply]


@dataclass
class Intake:
    """Puts raw updates into the inbox; used by the poll loop and by the webhook."""

    channel: Channel
    worker: Worker
    clock: Clock
    health: Health
    wake: asyncio.Event

    def __post_init__(self) -> None:
        # One batch at a time: the inbox's ids are then given in the order in which they are committed.
        self._lock = asyncio.Lock()

    async def receive(self, updates: Sequence[Update]) -> None:
        """Commit a batch; returns only when it is safe on disk. What was there already is left alone."""
        rows: list[tuple[int, str, dict[str, Any]]] = []
        for update in updates:
            number = self.channel.update_id(update)
            if number is None:
                log.error("an update without a number was skipped")
                continue
            rows.append((number, self.channel.chat_of(update), dict(update)))
        name, now = self.channel.name, self.clock.now()
        async with self._lock:
            fresh = await self.worker.persist(lambda uow: inbox.receive(uow, name, rows, now))
        self.health.counts["received"] += fresh
        self.wake.set()


class Poller:
    """Asks for updates for ever: no answer of the server ends it."""

    def __init__(self, intake: Intake, *, seconds: int = POLL_SECONDS, first_pause: float = 1.0) -> None:
        self._intake = intake
        self._seconds = seconds
        self._offset: int | None = None
        self._trouble = Trouble("getUpdates", first_pause)

    async def run(self) -> NoReturn:
        """Poll until cancelled."""
        while True:
            try:
                await self._once()
                self._trouble.over()
            except RateLimited as error:
                await asyncio.sleep(error.retry_after)
            except ChannelError as error:
                await self._trouble.pause(error)

    async def _once(self) -> None:
        intake = self._intake
        batch = await intake.channel.updates(self._offset, self._seconds)
        intake.health.last_ok = intake.clock.now()
        numbers = [n for n in map(intake.channel.update_id, batch) if n is not None]
        # An empty answer has confirmed all before it. To start afresh then costs nothing and survives that
        # Telegram chooses its numbers anew, perhaps lower, after a week of silence.
        self._offset = max(numbers) + 1 if numbers else None
        if batch:
            await intake.receive(batch)


@dataclass(frozen=True)
class Head:
    """The oldest unhandled row of a chat."""

    id: int
    chat_id: str


@dataclass(frozen=True)
class Outcome:
    """What is left to do after the commit of a turn."""

    turn: Turn
    reply: Reply


class Dispatcher:
    """Takes the oldest unhandled row of each chat, at most `slots` at once, and handles each in one transaction."""

    def __init__(
        self,
        channels: Mapping[str, Channel],
        worker: Worker,
        clock: Clock,
        handle: Handle,
        health: Health,
        wake: asyncio.Event,
        wake_sender: asyncio.Event,
        slots: int = SLOTS,
    ) -> None:
        self._channels = channels
        self._worker = worker
        self._clock = clock
        self._handle = handle
        self._health = health
        self._wake = wake
        self._wake_sender = wake_sender
        self._slots = asyncio.Semaphore(slots)
        self._busy: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> NoReturn:
        """Handle rows until cancelled; rows left over from the last run come first."""
        while True:
            self._wake.clear()
            busy = tuple(self._busy)
            heads = await self._worker.look(lambda uow, busy=busy: inbox.next_rows(uow, limit=HEADS, skip_chats=busy))  # type: ignore[misc]
            for head in heads:
                await self._slots.acquire()
                self._start(Head(*head))
            if not heads:
                await pause(self._wake, IDLE)

    async def finish(self, seconds: float) -> None:
        """Wait for the turns that run; the others stay in the inbox."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)

    def _start(self, head: Head) -> None:
        self._busy.add(head.chat_id)
        task = asyncio.create_task(self._one(head))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _one(self, head: Head) -> None:
        typing = asyncio.get_running_loop().call_later(TYPING_AFTER, self._typing, head)
        try:
            outcome = await self._until_settled(head)
        finally:
            typing.cancel()
            self._busy.discard(head.chat_id)
            self._slots.release()
            self._wake.set()
        self._wake_sender.set()
        if outcome:
            await self._toast(outcome)

    async def _until_settled(self, head: Head) -> Outcome | None:
        trouble = Trouble(f"inbox row {head.id}")
        file: File | None = None
        while True:
            try:
                outcome = await self._worker.run(lambda uow, file=file: self._turn(uow, head, file))  # type: ignore[misc]
                if outcome and outcome.reply.wants and file is None:
                    file = await self._fetch(outcome.turn, outcome.reply.wants)
                    continue
            except PASSING as error:  # the disk's fault, not the message's: never counted
                await trouble.pause(error)
            except Exception as error:
                log.exception("inbox row %s could not be handled", head.id)
                if await self._worker.persist(lambda uow, error=error: self._failed(uow, head, error)):  # type: ignore[misc]
                    self._health.counts["failed"] += 1
                    return None
            else:
                self._health.counts["handled"] += 1
                return outcome

    async def _fetch(self, turn: Turn, file: File) -> File:
        """The file with its content, outside of any transaction; empty where it could not be had."""
        try:
            return replace(file, content=await self._channels[turn.channel].fetch(file.file_id))
        except ChannelError as error:
            log.warning("a file could not be fetched: %s", error)
            return replace(file, content=b"")

    def _turn(self, uow: UnitOfWork, head: Head, file: File | None = None) -> Outcome | None:
        row = inbox.load(uow, head.id)
        if row is None:
            return None
        channel = row.channel
        turn = self._channels[channel].to_turn(row.payload, row.received_at)
        turn = replace(turn, file=file) if turn and file else turn
        reply = self._handle(turn, uow) if turn else Reply()
        if turn and reply.wants and file is None:
            return Outcome(turn, reply)  # not done: it comes again with the file
        now = self._clock.now()
        outbox.put_all(uow, [outbox_row(say, channel, head.chat_id, now) for say in reply.says])
        inbox.done(uow, head.id, now)
        return Outcome(turn, reply) if turn else None

    def _failed(self, uow: UnitOfWork, head: Head, error: Exception) -> bool:
        """Count a failure; at the last one the person is told. Only the error's kind is kept: words may be private."""
        now = self._clock.now()
        row = inbox.load(uow, head.id)
        if row is None:
            return True
        final = inbox.failed(uow, head.id, type(error).__name__, now)
        if final and head.chat_id and not head.chat_id.startswith("-"):
            outbox.put_all(uow, [outbox_row(Say(common.SOMETHING_WRONG), row.channel, head.chat_id, now)])
        return final

    async def _toast(self, outcome: Outcome) -> None:
        turn, reply = outcome.turn, outcome.reply
        if turn.tap_id is None:
            return
        try:
            await self._channels[turn.channel].toast(turn.tap_id, reply.toast, reply.alert)
        except ChannelError as error:  # a toast that comes too late is worth nothing
            log.info("toast not shown: %s", error)

    def _typing(self, head: Head) -> None:
        if head.chat_id:
            task = asyncio.create_task(self._show_typing(head))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _show_typing(self, head: Head) -> None:
        try:
            await next(iter(self._channels.values())).typing(head.chat_id)
        except ChannelError as error:
            log.debug("typing not shown: %s", error)


async def pause(wake: asyncio.Event, seconds: float) -> None:
    """Wait until `wake` is set, at most `seconds`."""
    try:
        async with asyncio.timeout(seconds):
            await wake.wait()
    except TimeoutError:
        return
