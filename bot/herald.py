"""Reminders and lists out, beside the answers and after them: claimed, decided once more, sent, marked.

At any instant at most one request may have arrived without the database knowing: before the next one starts, the one
before is either settled or noted as doubtful, in the commit that begins the next. So a SIGKILL repeats at most one and
loses none: what is claimed goes out again, what is doubtful counts as sent and is shown as such by /nhac.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import NoReturn
from uuid import uuid4

from bot.claiming import LEASE, Claimer, Still
from bot.clock import Clock
from bot.delivery import Result, Sender, note
from bot.health import Health
from bot.intake import pause
from bot.parcels import Parcel
from bot.ratelimit import Pace
from bot.worker import Worker
from storage import claims
from storage.uow import UnitOfWork

log = logging.getLogger(__name__)

AHEAD = 12
"""So many before the end of a batch the next one is claimed: half a second, for a slow disk and a busy machine."""
STALE = LEASE.total_seconds() / 2
SOON = 0.25
"""Seconds that a beginning waits at most for the answer to the message before."""
IN_FLIGHT = 24
IDLE = 1.0
YIELD = 0.005
PATIENCE = 1.0
"""Seconds that one chat may keep the others waiting; after that it comes later."""


class Bell(asyncio.Event):
    """An event that wakes others with it: a turn may have said an answer, a notice for somebody else, or both."""

    def __init__(self, *others: asyncio.Event) -> None:
        super().__init__()
        self._others = others

    def set(self) -> None:
        """Wake everybody."""
        super().set()
        for other in self._others:
            other.set()


@dataclass
class Flight:
    """A message on its way: has the request left, is it known to the database as doubtful, is the answer there?"""

    parcel: Parcel
    left: asyncio.Event = field(default_factory=asyncio.Event)
    done: asyncio.Event = field(default_factory=asyncio.Event)
    doubtful: bool = False


class Herald:
    """Sends what is no answer, one start after the other; `wake` is set when something was put into the outbox."""

    def __init__(
        self,
        sender: Sender,
        worker: Worker,
        clock: Clock,
        pace: Pace,
        health: Health,
        wake: asyncio.Event,
        still: Still,
    ) -> None:
        self._sender = sender
        self._worker = worker
        self._clock = clock
        self._pace = pace
        self._health = health
        self._wake = wake
        self._who = uuid4().hex
        self._claimer = Claimer(worker, clock, health, still, self._who)
        self._flights: dict[int, Flight] = {}
        self._held: dict[int, int | None] = {}  # claimed, not yet started; a reminder with the mark of its decision
        self._coming: asyncio.Task[list[Parcel]] | None = None
        self._results: list[Result] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._one_commit = asyncio.Lock()
        self._collecting = False  # a beginning is at hand: results wait for its commit

    async def run(self) -> NoReturn:
        """Send until cancelled; after a fault of its own it begins here again, with whatever it had claimed."""
        if self._coming:
            await asyncio.wait({self._coming})
        self._held.clear()
        batch: Sequence[Parcel] = ()
        while True:
            self._wake.clear()
            batch = await self._round(batch)
            if not batch:
                await pause(self._wake, IDLE)

    async def _round(self, batch: Sequence[Parcel]) -> Sequence[Parcel]:
        """Send a batch and give the next one, which is claimed while the last of this one go out."""
        coming: asyncio.Task[list[Parcel]] | None = None
        for place, parcel in enumerate(batch):
            if place == max(len(batch) - AHEAD, 0):
                coming = self._coming = asyncio.create_task(self._claim())
            await self._one(parcel)
            self._held.pop(parcel.id, None)
        if coming is None:
            return await self._claim()
        return await asyncio.shield(coming)  # a stop waits for it (`finish`): what it claims must be given back

    async def finish(self, seconds: float) -> None:
        """Wait for the requests that are out, note what became of them, give back what never left."""
        waiting = {*self._tasks, *([self._coming] if self._coming else [])}
        if waiting:
            await asyncio.wait(waiting, timeout=seconds)
        await self._commit()
        gone = [number for number, flight in self._flights.items() if flight.left.is_set()]
        await self._worker.persist(lambda uow: self._lay_down(uow, gone))

    def _lay_down(self, uow: UnitOfWork, gone: Sequence[int]) -> None:
        claims.doubt(uow, gone, self._who)
        claims.release(uow, self._who)

    async def _claim(self) -> list[Parcel]:
        found = await self._claimer.next([*self._flights, *self._held])
        self._held.update((parcel.id, mark) for parcel, mark in found)
        return [parcel for parcel, _ in found]

    async def _one(self, parcel: Parcel) -> None:
        """Begin in the database while the budget fills again, wait for the turn, start.

        What did not begin stays claimed and comes with the next batch, decided anew (or is another process's by now).
        """
        begun = await self._begin(parcel)
        while begun and await self._turn(parcel):
            if _time() - begun < STALE:
                return self._start(parcel)
            begun = await self._begin(parcel)  # held up so long that another process may have taken it over

    async def _begin(self, parcel: Parcel) -> float:
        """One commit settles the message before and begins this one; 0 where it is not ours, else the instant."""
        self._collecting = True
        for flight in [flight for flight in self._flights.values() if not flight.doubtful]:  # one at most
            await pause(flight.done, min(max(self._pace.wait_all(_time()), YIELD), SOON))
            await flight.left.wait()  # not yet written out: it could not be called doubtful
        return _time() if await self._commit(parcel) else 0.0

    def _start(self, parcel: Parcel) -> None:
        flight = self._flights[parcel.id] = Flight(parcel)
        self._sender.busy.add(parcel.chat)
        task = asyncio.create_task(self._fly(flight))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _turn(self, parcel: Parcel) -> bool:
        """Take a token of the bot's budget after all answers; False where this chat must wait on its own."""
        waited = 0.0
        while True:
            now = _time()
            chat = self._pace.wait_chat(parcel.chat, now) or (YIELD if parcel.chat in self._sender.busy else 0.0)
            if chat > PATIENCE or waited > PATIENCE:
                await self._later(parcel, max(chat, PATIENCE))
                return False
            everybody = self._pace.wait_all(now)
            if self._sender.urgent or len(self._flights) >= IN_FLIGHT:
                everybody = max(everybody, YIELD)
            if not chat and not everybody:
                self._pace.take(parcel.chat, now)
                return True
            waited += chat
            await asyncio.sleep(max(chat, everybody))

    async def _later(self, parcel: Parcel, seconds: float) -> None:
        not_before = self._clock.now() + timedelta(seconds=seconds)
        await self._worker.persist(lambda uow: claims.give_back(uow, parcel.id, not_before, parcel.attempts))

    async def _fly(self, flight: Flight) -> None:
        parcel = flight.parcel
        try:
            result = await self._sender.attempt(parcel, flight.left.set)
            while _goes_on(parcel, result):  # the rest of a long text, or in other words
                parcel = result.parcel
                await asyncio.sleep(max(self._pace.wait_all(_time()), self._pace.wait_chat(parcel.chat, _time())))
                self._pace.take(parcel.chat, _time())
                result = await self._sender.attempt(parcel)
        finally:
            flight.left.set()
        self._results.append(result)
        flight.done.set()
        if not self._collecting:  # else the next one's beginning takes it along
            await self._commit()

    async def _commit(self, begin: Parcel | None = None) -> bool:
        """Keep all results; where one is to begin, note the others as doubtful first. False where it is not ours."""
        async with self._one_commit:
            results, self._results = self._results, []
            self._collecting = self._collecting and begin is None
            done = {result.parcel.id for result in results}
            open_ = [flight for number, flight in self._flights.items() if number not in done and not flight.doubtful]
            if not results and begin is None:
                return False
            waits = {result.parcel.id: self._pace.wait_chat(result.parcel.chat, _time()) for result in results}
            doubtful = open_ if begin else []
            try:
                begun = await self._worker.persist(lambda uow: self._keep(uow, results, waits, doubtful, begin))
            except BaseException:  # stopped meanwhile: what was sent must still be noted, by `finish`
                self._results = [*results, *self._results]
                raise
            for flight in doubtful:
                flight.doubtful = True
            self._landed(results)
            return begun

    def _keep(
        self,
        uow: UnitOfWork,
        results: Sequence[Result],
        waits: Mapping[int, float],
        doubtful: Sequence[Flight],
        begin: Parcel | None,
    ) -> bool:
        now = self._clock.now()
        note(uow, [result for result in results if result.state != "retry"], now)
        for result in results:
            if result.state == "retry":
                not_before = now + timedelta(seconds=waits[result.parcel.id])
                claims.give_back(uow, result.parcel.id, not_before, result.parcel.attempts)
        if doubtful:
            claims.doubt(uow, [flight.parcel.id for flight in doubtful], self._who)
        return begin is not None and claims.begin(uow, begin.id, self._who, now, self._held.get(begin.id))

    def _landed(self, results: Sequence[Result]) -> None:
        for result in results:
            self._health.counts[result.state] += 1
            self._health.counts["unconfirmed"] += 1 if (result.note or "").startswith("unconfirmed") else 0
            self._flights.pop(result.parcel.id, None)
            self._sender.busy.discard(result.parcel.chat)
        if results:
            self._wake.set()


def _goes_on(before: Parcel, result: Result) -> bool:
    changed = result.state == "retry" and result.parcel.parts != before.parts
    return changed or (result.state == "sent" and bool(result.parcel.parts))


def _time() -> float:
    return asyncio.get_running_loop().time()
