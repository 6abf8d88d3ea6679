"""The next reminders and lists to go out: claimed for this process, each decided once more in the words of now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.clock import Clock
from bot.delivery import Result, note, parcel_of
from bot.health import Health
from bot.outgoing import outbox_row
from bot.parcels import Parcel
from bot.worker import Worker
from handlers.turn import Say
from storage import claims, outbox
from storage.tables import Outbox
from storage.uow import UnitOfWork

BATCH = 25
"""Claimed and decided once more together: a second's worth at the default rate."""
LEASE = timedelta(seconds=60)
"""After so long without a sign another process takes over; longer than any request may last."""
UNREACHABLE = "unlinked"

Key = tuple[int, str, date]
Still = Callable[[UnitOfWork, datetime, Sequence[Key]], Mapping[tuple[int, str], Say | None]]
"""Of (person, kind, day): what is still to be said, in today's words or (None) as it stands; the rest is forgotten."""


@dataclass(frozen=True)
class Judged:
    """What was seen of the next batch: its rows, those whose chat is still theirs, and what is still to be said.

    `marks` are the last doings of each person that this decision knows of: whoever did more since is decided anew.
    """

    ids: list[int]
    live: set[int]
    wanted: Mapping[tuple[int, str], Say | None]
    marks: Mapping[int, int]


@dataclass(frozen=True)
class Claimer:
    """Claims for the process `who`; whether a reminder is `still` to be said is the services' to say."""

    worker: Worker
    clock: Clock
    health: Health
    still: Still
    who: str

    async def next(self, busy: Sequence[int]) -> list[tuple[Parcel, int | None]]:
        """The next batch without the rows that are `busy` here, reminders with the mark of their decision.

        It is decided in a transaction that only reads, so that the one that claims is short.
        """
        now = self.clock.now()
        seen = await self.worker.look(lambda uow: self._judged(uow, now, busy))
        if not seen.ids:
            return []
        found = await self.worker.persist(lambda uow: self._take(uow, now, seen, busy))
        return [(parcel, seen.marks.get(parcel.id)) for parcel in found]

    def _judged(self, uow: UnitOfWork, now: datetime, busy: Sequence[int]) -> Judged:
        rows = claims.free(uow, self.who, now, LEASE, BATCH, busy)
        reminders = [row for row in rows if row.local_day is not None and not row.doubtful]
        live = claims.reachable(uow, reminders) if reminders else set()
        keys = [_key(row) for row in reminders]
        done = claims.marks(uow, {person for person, _, _ in keys}) if keys else {}  # first: what comes later is news
        marks = {row.id or 0: done[row.person_id or 0] for row in reminders}
        return Judged([row.id or 0 for row in rows], live, self.still(uow, now, keys) if keys else {}, marks)

    def _take(self, uow: UnitOfWork, now: datetime, seen: Judged, busy: Sequence[int]) -> list[Parcel]:
        """Claim a batch; settle what needs no sending; give the rest in the words of this moment."""
        rows = claims.claim(uow, self.who, now, LEASE, seen.ids, busy)
        rows = [row for row in rows if not self._over(uow, row, now)]
        return [parcel_of(row) for row in rows if row.local_day is None or _stands(uow, row, seen)]

    def _over(self, uow: UnitOfWork, row: Outbox, now: datetime) -> bool:
        """A dead process left it in doubt (it counts as sent), or its time is over."""
        number = row.id or 0
        if row.doubtful:
            note(uow, [Result(parcel_of(row), "sent", note=claims.UNCONFIRMED)], now)
            self.health.counts["unconfirmed"] += 1
            return True
        if row.not_after is not None and row.not_after <= now:
            outbox.dropped(uow, number, claims.EXPIRED)
            self.health.counts["expired"] += 1
            return True
        return False


def _stands(uow: UnitOfWork, row: Outbox, seen: Judged) -> bool:
    number = row.id or 0
    if number not in seen.live:
        outbox.dropped(uow, number, UNREACHABLE)
        return False
    key = (row.person_id or 0, row.kind)
    if key not in seen.wanted:
        claims.forget(uow, number)  # not needed any more: the next minute decides anew, as if it had never been
        return False
    say = seen.wanted[key]
    if say is not None:
        fresh = outbox_row(say, row.channel, row.chat_id, row.created_at)
        row.payload, row.choices = fresh.payload, fresh.choices
        uow.add(row)
    return True


def _key(row: Outbox) -> Key:
    assert row.local_day is not None
    return row.person_id or 0, row.kind, row.local_day
