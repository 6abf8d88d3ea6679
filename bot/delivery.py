"""The sender: answers go out, in order per chat, never too fast; bot/herald.py sends the rest of the outbox."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NoReturn

from bot.channels import base
from bot.clock import Clock
from bot.health import Health
from bot.intake import pause
from bot.parcels import Parcel, hushed, remedy
from bot.ratelimit import Pace
from bot.worker import Trouble, Worker
from storage import outbox
from storage.tables import Outbox
from storage.uow import UnitOfWork

log = logging.getLogger(__name__)

IN_FLIGHT = 8
HEADS = 50
IDLE = 1.0
AMBIGUOUS_TRIES = 5
LONGEST_PAUSE = 60.0
TOO_OLD = timedelta(hours=24)


@dataclass(frozen=True)
class Result:
    """What became of a parcel: `state` sent | dropped | retry, and what to note."""

    parcel: Parcel
    state: str
    message_id: str | None = None
    note: str | None = None
    blocked: bool = False


class Sender:
    """Sends the outbox through the channels; `wake` is set when something was put in."""

    def __init__(
        self,
        channels: Mapping[str, base.Channel],
        worker: Worker,
        clock: Clock,
        pace: Pace,
        health: Health,
        wake: asyncio.Event,
        in_flight: int = IN_FLIGHT,
    ) -> None:
        self._channels = channels
        self._worker = worker
        self._clock = clock
        self._pace = pace
        self._health = health
        self._wake = wake
        self._slots = asyncio.Semaphore(in_flight)
        self.busy: set[str] = set()
        """Chats with a message on its way; shared with whoever sends beside (bot/herald.py)."""
        self.urgent = 0
        """Answers that wait for the bot's budget at this moment: everything else lets them go first."""
        self._settled: set[int] = set()  # rows marked since the outbox was last read: what was read may be older
        self._open: dict[int, Parcel] = {}  # parcels changed since they were read: tries, parts already sent
        self._limited: dict[str, float] = {}
        self._outage = Trouble("sending")
        self._results: list[Result] = []
        self._marking: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> NoReturn:
        """Send until cancelled."""
        while True:
            self._wake.clear()
            self._settled.clear()
            now = self._clock.now()
            parcels = await self._worker.look(lambda uow, now=now: _heads(uow, now))  # type: ignore[misc]
            await pause(self._wake, await self._round(_first_of_each_chat(parcels)))

    async def finish(self, seconds: float) -> None:
        """Wait for the requests that are out and note what became of them."""
        waiting = {*self._tasks, *([self._marking] if self._marking else [])}
        if waiting:
            await asyncio.wait(waiting, timeout=seconds)
        if self._marking and not self._marking.done():
            await asyncio.wait({self._marking}, timeout=seconds)

    async def _round(self, parcels: Sequence[Parcel]) -> float:
        """Send what may go; seconds until the next may, unless woken before."""
        idle = IDLE
        for parcel in parcels:
            if parcel.chat in self.busy or parcel.id in self._settled:
                continue
            if (wait := self._pace.wait_chat(parcel.chat, _time())) > 0:
                idle = min(idle, wait)
                continue
            await self._slots.acquire()
            if not await self._turn_of(parcel):
                self._slots.release()
                return 0.0
            idle = 0.0  # what was sent may have hidden the chat's next message: look again
        return idle

    async def _turn_of(self, parcel: Parcel) -> bool:
        """Wait for the bot's budget and start; False where something new came in that may be more urgent."""
        self.urgent += 1
        try:
            while (wait := self._pace.wait_all(_time())) > 0:
                await pause(self._wake, wait)
                if self._wake.is_set() and not self._pace.holding(_time()):
                    return False
                self._wake.clear()
        finally:
            self.urgent -= 1
        self._pace.take(parcel.chat, _time())
        self.busy.add(parcel.chat)
        task = asyncio.create_task(self._send(self._open.get(parcel.id, parcel)))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return True

    async def _send(self, parcel: Parcel) -> None:
        try:
            result = await self.attempt(parcel)
        finally:
            self._slots.release()
        self._settle(result)

    async def attempt(self, parcel: Parcel, left: Callable[[], None] | None = None) -> Result:
        """Send the first part of a parcel once and say what became of it; `left` as in `Channel.deliver`."""
        method, payload = parcel.parts[0]
        try:
            channel = self._channels[parcel.channel]
            message_id = await channel.deliver(parcel.chat_id, method, hushed(payload, self._clock.now()), left)
        except base.ChannelError as error:
            return self._verdict(parcel, error)
        except Exception as error:  # a payload that no channel can read must not stop the others
            log.exception("outbox row %s cannot be sent", parcel.id)
            return Result(parcel, "dropped", note=type(error).__name__)
        self._outage.over()
        return Result(parcel.without_first(), "sent", message_id)

    def _settle(self, result: Result) -> None:
        self._health.counts[result.state] += 1
        parcel = result.parcel
        if result.state == "retry" or (result.state == "sent" and parcel.parts):
            self._open[parcel.id] = parcel
            self.busy.discard(parcel.chat)
            self._wake.set()
            return
        self._open.pop(parcel.id, None)
        self._results.append(result)
        if self._marking is None or self._marking.done():
            self._marking = asyncio.create_task(self._mark())

    async def _mark(self) -> None:
        # The chat stays busy until the row is marked, so that its next message cannot overtake and this one not repeat.
        while self._results:
            results, self._results = self._results, []
            now = self._clock.now()
            await self._worker.persist(lambda uow, results=results, now=now: note(uow, results, now))  # type: ignore[misc]
            self._settled.update(result.parcel.id for result in results)
            self.busy.difference_update(result.parcel.chat for result in results)
            self._wake.set()

    def _verdict(self, parcel: Parcel, error: base.ChannelError) -> Result:
        match error:
            case base.RateLimited():
                return self._limit(parcel, error.retry_after)
            case base.Blocked():
                return Result(parcel, "dropped", note=error.description or "blocked by user", blocked=True)
            case base.Rejected():
                return self._refused(parcel, error)
            case base.Ambiguous():
                return self._doubt(parcel, error)
            case base.ServerFault():
                return self._again(parcel, error)
        if not self._pace.holding(_time()):  # Unreachable, TokenRefused: nothing gets through for anybody
            self._pace.hold(_time() + self._outage.next_delay(error))
        return self._again(parcel, error, wait=0.0)

    def _limit(self, parcel: Parcel, seconds: float) -> Result:
        """429: this chat waits; a second chat within that time means that the whole bot must."""
        now = _time()
        self._limited = {chat: until for chat, until in self._limited.items() if until > now}
        if any(chat != parcel.chat for chat in self._limited) and not parcel.chat.startswith("-"):
            self._pace.hold(now + seconds)
        else:
            self._pace.hold(now + min(seconds, 1.0))
        self._limited[parcel.chat] = now + seconds
        self._pace.hold_chat(parcel.chat, now + seconds)
        log.warning("429: waiting %.0f s for chat of outbox row %s", seconds, parcel.id)
        return Result(parcel, "retry")

    def _refused(self, parcel: Parcel, error: base.Rejected) -> Result:
        part = parcel.parts[0]
        way = remedy(part, error.description)
        if way is None:
            log.error("outbox row %s refused: %s", parcel.id, error.description)
            return Result(parcel, "dropped", note=error.description)
        if way.stands:
            return Result(parcel.without_first(), "sent", str(part[1].get("message_id", "")) or None)
        return Result(replace(parcel, parts=(*way.parts, *parcel.parts[1:])), "retry")

    def _doubt(self, parcel: Parcel, error: base.Ambiguous) -> Result:
        """It may have arrived: an answer is repeated, a reminder is not."""
        if parcel.is_answer and parcel.attempts + 1 < AMBIGUOUS_TRIES:
            return self._again(parcel, error)
        return Result(replace(parcel, parts=()), "sent", note=f"unconfirmed: {error.description}")

    def _again(self, parcel: Parcel, error: base.ChannelError, wait: float | None = None) -> Result:
        if self._clock.now() - parcel.created_at > TOO_OLD:
            return Result(parcel, "dropped", note=f"too old: {error.description}")
        delay = min(LONGEST_PAUSE, 2.0**parcel.attempts) if wait is None else wait
        self._pace.hold_chat(parcel.chat, _time() + delay)
        return Result(replace(parcel, attempts=parcel.attempts + 1), "retry")


def _time() -> float:
    return asyncio.get_running_loop().time()


def _heads(uow: UnitOfWork, now: datetime) -> list[Parcel]:
    return [parcel_of(row) for row in outbox.due(uow, now, HEADS, answers_only=True)]


def parcel_of(row: Outbox) -> Parcel:
    """A row of the outbox as a value."""
    assert row.id is not None
    part = (row.method, dict(row.payload))
    return Parcel(row.id, row.channel, row.chat_id, row.priority, row.attempts, row.created_at, (part,))


def _first_of_each_chat(parcels: Sequence[Parcel]) -> list[Parcel]:
    first: dict[str, Parcel] = {}
    for parcel in sorted(parcels, key=lambda parcel: (parcel.priority, parcel.id)):
        first.setdefault(parcel.chat, parcel)
    return list(first.values())


def note(uow: UnitOfWork, results: Sequence[Result], now: datetime) -> None:
    """Keep what became of parcels."""
    for result in results:
        parcel = result.parcel
        if result.state == "sent":
            if result.note:
                outbox.retry(uow, parcel.id, now, result.note)
            outbox.sent(uow, parcel.id, result.message_id, now)
        else:
            outbox.dropped(uow, parcel.id, result.note or "")
        if result.blocked:
            outbox.mark_blocked(uow, parcel.channel, parcel.chat_id, now)
