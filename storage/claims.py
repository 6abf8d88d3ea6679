"""Reminders on their way out: claimed by one process, and never in a state from which nobody knows how to go on.

A row is free, then claimed (nothing has left: whoever takes it over sends it), then perhaps doubtful (the request left,
no answer is known: whoever takes it over counts it as sent), then settled by storage/outbox.py.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, func, update
from sqlmodel import col, or_, select

from storage.outbox import PENDING, ready
from storage.tables import Account, Audit, Outbox
from storage.uow import UnitOfWork

UNCONFIRMED = "unconfirmed: the bot was stopped before the answer came"
EXPIRED = "expired"
RECENT = 1000
"""So many of the trail's latest rows are looked at: far more than are written while a transaction lasts."""


def _free(who: str, now: dt.datetime, lease: dt.timedelta, without: Collection[int]) -> Any:
    """Not an answer, and claimed by nobody who lives; a claim from the future is that of a clock that was set back.

    What is claimed by `who` and not `without` (on its way) was dropped by a fault of its own.
    """
    at = col(Outbox.claimed_at)
    nobody = or_(at.is_(None), at <= now - lease, at > now + lease, col(Outbox.claimed_by) == who)
    return ready(now).where(col(Outbox.priority) > 0, nobody, col(Outbox.id).not_in(list(without)))


def free(
    uow: UnitOfWork, who: str, now: dt.datetime, lease: dt.timedelta, limit: int, without: Collection[int] = ()
) -> list[Outbox]:
    """The next that are free, in order; rows that another process works on, and those `without`, are left alone."""
    query = _free(who, now, lease, without).order_by(col(Outbox.priority), col(Outbox.id))
    return list(uow.session.exec(query.limit(limit)).all())


def claim(
    uow: UnitOfWork, who: str, now: dt.datetime, lease: dt.timedelta, ids: Sequence[int], without: Collection[int] = ()
) -> list[Outbox]:
    """Take those of these rows that are still free, in order."""
    query = _free(who, now, lease, without).where(col(Outbox.id).in_(list(ids)))
    query = query.order_by(col(Outbox.priority), col(Outbox.id))
    rows = list(uow.session.exec(query.with_for_update(skip_locked=True, of=Outbox)).all())
    for row in rows:
        row.claimed_by, row.claimed_at = who, now
        uow.add(row)
    uow.flush()
    return rows


def marks(uow: UnitOfWork, people: Collection[int]) -> Mapping[int, int]:
    """The last of the trail that these people did, or that was done to them, as far as this transaction sees.

    Each has a mark of their own: what another transaction commits later may have a lower number than what is there.
    """
    latest = uow.session.exec(select(func.max(Audit.id))).one() or 0
    ids = list(people)
    mine = or_(col(Audit.actor_id).in_(ids), and_(col(Audit.row_table) == "person", col(Audit.row_id).in_(ids)))
    query = select(Audit.id, Audit.actor_id, Audit.row_table, Audit.row_id).where(col(Audit.id) > latest - RECENT, mine)
    found: dict[int | None, int] = dict.fromkeys(ids, max(latest - RECENT, 0))
    for number, actor, table, row in uow.session.exec(query):
        for person in (actor, row if table == "person" else None):
            if person in found:
                found[person] = max(found[person], number or 0)
    return {person: found[person] for person in ids}


def _untouched(mark: int) -> ColumnElement[bool]:
    since = select(Audit.id).where(col(Audit.id) > mark)
    by = exists(since.where(col(Audit.actor_id) == col(Outbox.person_id)))
    about = exists(since.where(col(Audit.row_table) == "person", col(Audit.row_id) == col(Outbox.person_id)))
    return ~by & ~about


def begin(uow: UnitOfWork, row_id: int, who: str, now: dt.datetime, mark: int | None = None) -> bool:
    """Note that this row goes next; False where it is no longer ours, or its person did something after `mark`."""
    mine = [col(Outbox.id) == row_id, col(Outbox.state) == PENDING, col(Outbox.claimed_by) == who]
    mine += [] if mark is None else [_untouched(mark)]
    return uow.session.execute(_set(mine, claimed_at=now).returning(col(Outbox.id))).first() is not None


def doubt(uow: UnitOfWork, row_ids: Sequence[int], who: str) -> None:
    """The requests of these rows left and no answer has come yet."""
    mine = (col(Outbox.id).in_(list(row_ids)), col(Outbox.state) == PENDING, col(Outbox.claimed_by) == who)
    uow.session.execute(_set(mine, doubtful=True))


def give_back(uow: UnitOfWork, row_id: int, not_before: dt.datetime, attempts: int) -> None:
    """Nothing was sent: the row is free again, from `not_before` on."""
    values: dict[str, Any] = {"claimed_by": None, "claimed_at": None, "doubtful": False, "not_before": not_before}
    values["attempts"] = attempts
    uow.session.execute(_set((col(Outbox.id) == row_id, col(Outbox.state) == PENDING), **values))


def release(uow: UnitOfWork, who: str) -> None:
    """A process that stops gives back what it has not begun."""
    mine = (col(Outbox.claimed_by) == who, col(Outbox.state) == PENDING, col(Outbox.doubtful).is_(False))
    uow.session.execute(_set(mine, claimed_by=None, claimed_at=None))


def _set(where: Sequence[Any], **values: Any) -> Any:
    return update(Outbox).where(*where).values(**values).execution_options(synchronize_session=False)


def forget(uow: UnitOfWork, row_id: int) -> None:
    """It need not be said any more, and was not: as if it had never been decided."""
    uow.session.execute(delete(Outbox).where(col(Outbox.id) == row_id, col(Outbox.state) == PENDING))


def reachable(uow: UnitOfWork, rows: Sequence[Outbox]) -> set[int]:
    """Which of these rows still have a chat that is linked to their person and has not blocked the bot."""
    live = (col(Account.channel) == col(Outbox.channel)) & (col(Account.chat_id) == col(Outbox.chat_id))
    query = select(Outbox.id).join(Account, live & (col(Account.person_id) == col(Outbox.person_id)))
    query = query.where(col(Outbox.id).in_([row.id for row in rows]), col(Account.unlinked_at).is_(None))
    query = query.where(col(Account.blocked_at).is_(None))
    return {found for found in uow.session.exec(query) if found is not None}


def unconfirmed(uow: UnitOfWork, since: dt.date) -> int:
    """How many reminders since a day count as sent although no answer came."""
    note = col(Outbox.note).like("unconfirmed%")
    query = select(func.count()).where(col(Outbox.local_day) >= since, col(Outbox.state) == "sent", note)
    return int(uow.session.execute(query).scalar_one())
