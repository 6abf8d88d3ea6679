"""What came in: committed before it is acknowledged, handled once, in order per chat."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, literal_column, update
from sqlalchemy.orm import aliased
from sqlmodel import col, func, select

from storage.tables import Inbox
from storage.uow import UnitOfWork
from storage.writing import insert_new

# Written into the statement, not bound: only so may a planner use the partial indexes.
NEW: ColumnElement[str] = literal_column("'new'")
GIVE_UP_AFTER = 3


@dataclass(frozen=True)
class Backlog:
    """How much lies in the inbox; `oldest` is when the first waiting update came."""

    waiting: int
    failed: int
    oldest: dt.datetime | None


def receive(uow: UnitOfWork, channel: str, updates: Sequence[tuple[int, str, dict[str, Any]]], at: dt.datetime) -> int:
    """Keep (update_id, chat_id, payload) rows; those that came before change nothing. Gives the number of new ones."""
    rows = [
        Inbox(channel=channel, update_id=number, chat_id=chat, payload=payload, received_at=at)
        for number, chat, payload in updates
    ]
    return len(insert_new(uow, rows, ("channel", "update_id")))


def next_rows(uow: UnitOfWork, *, limit: int, skip_chats: Collection[str] = ()) -> list[tuple[int, str]]:
    """Give (id, chat_id) of what may be handled now: the first waiting row of each chat, in the order of coming."""
    earlier = aliased(Inbox)
    has_earlier = exists().where(
        col(earlier.state) == NEW, col(earlier.chat_id) == Inbox.chat_id, col(earlier.id) < Inbox.id
    )
    query = select(Inbox.id, Inbox.chat_id).where(col(Inbox.state) == NEW, ~has_earlier)
    if skip_chats:
        query = query.where(col(Inbox.chat_id).not_in(list(skip_chats)))
    rows = uow.session.exec(query.order_by(col(Inbox.id)).limit(limit)).all()
    return [(number, chat) for number, chat in rows if number is not None]


def load(uow: UnitOfWork, row_id: int) -> Inbox | None:
    """Take a waiting row for this transaction; None when it is handled already or another worker has it."""
    query = select(Inbox).where(col(Inbox.id) == row_id, col(Inbox.state) == NEW)
    return uow.session.exec(query if uow.read_only else query.with_for_update(skip_locked=True)).first()


def done(uow: UnitOfWork, row_id: int, at: dt.datetime) -> bool:
    """Mark a row as handled and forget what it said (entries keep what is needed); False if it was marked before."""
    changed = update(Inbox).where(col(Inbox.id) == row_id, col(Inbox.state) == NEW)
    result = uow.session.execute(
        changed.values(state="done", handled_at=at, error=None, payload={}).returning(col(Inbox.id))
    )
    return result.first() is not None


def failed(uow: UnitOfWork, row_id: int, error: str, at: dt.datetime, give_up_after: int = GIVE_UP_AFTER) -> bool:
    """Count a failed attempt; True when it was the last one and the chat goes on without this row."""
    row = uow.session.exec(select(Inbox).where(col(Inbox.id) == row_id).with_for_update()).one()
    row.attempts += 1
    row.error = error[:500]
    if row.attempts >= give_up_after:
        row.state = "failed"
        row.handled_at = at
        row.payload = {}  # what it said is not kept: it may be secret
    uow.flush()
    return row.state == "failed"


def prune(uow: UnitOfWork, before: dt.datetime) -> int:
    """Delete rows handled before an instant (later than Telegram repeats an update: a day); gives their number."""
    gone = delete(Inbox).where(col(Inbox.state) != NEW, col(Inbox.handled_at) < before)
    return len(uow.session.execute(gone.returning(col(Inbox.id))).all())


def backlog(uow: UnitOfWork) -> Backlog:
    """Count what waits and what was given up."""
    waiting, oldest = uow.session.exec(
        select(func.count(), func.min(Inbox.received_at)).where(col(Inbox.state) == NEW)
    ).one()
    lost = uow.session.exec(select(func.count()).where(col(Inbox.state) == literal_column("'failed'"))).one()
    return Backlog(waiting, lost, oldest)
