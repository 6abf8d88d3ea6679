"""What goes out: committed with what was done, sent in order per chat, answers before reminders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, delete, exists, literal_column, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.tables import Account, Outbox
from storage.uow import UnitOfWork
from storage.writing import insert_new

PENDING: ColumnElement[str] = literal_column("'pending'")  # see storage/inbox.py
BLOCKED = "blocked by user"
PAPERS = ("document", "photo")
"""Methods whose payload carries the bytes of a file (`content`) until it is sent."""


@dataclass(frozen=True)
class Queue:
    """How much waits to be sent; `oldest` is when the first waiting message was written."""

    waiting: int
    dropped: int
    oldest: dt.datetime | None


def put(
    uow: UnitOfWork,
    *,
    channel: str,
    chat_id: str,
    method: str,
    payload: dict[str, Any],
    at: dt.datetime,
    kind: str = "answer",
    priority: int = 0,
    dedupe: str | None = None,
    person_id: int | None = None,
    choices: Sequence[Sequence[str]] = (),
    entry_ids: Sequence[int] = (),
    question_id: int | None = None,
    not_before: dt.datetime | None = None,
) -> int | None:
    """Put one message into the outbox and give its id; None when its `dedupe` key was used before."""
    row = Outbox(
        channel=channel,
        chat_id=chat_id,
        method=method,
        kind=kind,
        payload=payload,
        priority=priority,
        dedupe=dedupe,
        person_id=person_id,
        choices=[list(choice) for choice in choices],
        entry_ids=list(entry_ids),
        question_id=question_id,
        not_before=not_before,
        created_at=at,
    )
    ids = put_all(uow, [row])
    return ids[0] if ids else None


def put_all(uow: UnitOfWork, rows: Sequence[Outbox]) -> list[int]:
    """Put many messages at once (reminders); those with a used `dedupe` key are left out. Gives the new ids."""
    uow.flush()  # what they point to must be there first
    return insert_new(uow, rows, ("dedupe",))


def due(uow: UnitOfWork, now: dt.datetime, limit: int, *, answers_only: bool = False) -> list[Outbox]:
    """Give what may be sent now, by priority, then in order of writing.

    Of each chat and priority only the first pending row comes: while that one waits (`not_before`), the later ones do.
    """
    query = ready(now)
    if answers_only:
        query = query.where(col(Outbox.priority) == 0)
    return list(uow.session.exec(query.order_by(col(Outbox.priority), col(Outbox.id)).limit(limit)).all())


def ready(now: dt.datetime) -> SelectOfScalar[Outbox]:
    earlier = aliased(Outbox)
    has_earlier = exists().where(
        col(earlier.state) == PENDING,
        col(earlier.channel) == Outbox.channel,
        col(earlier.chat_id) == Outbox.chat_id,
        col(earlier.priority) == Outbox.priority,
        col(earlier.id) < Outbox.id,
    )
    ready = or_(col(Outbox.not_before).is_(None), col(Outbox.not_before) <= now)
    return select(Outbox).where(col(Outbox.state) == PENDING, ready, ~has_earlier)


def next_due(uow: UnitOfWork) -> dt.datetime | None:
    """Give the earliest `not_before` among pending rows, so that a sender knows how long it may sleep."""
    return uow.session.exec(select(func.min(Outbox.not_before)).where(col(Outbox.state) == PENDING)).one()


def sent(uow: UnitOfWork, row_id: int, message_id: str | None, at: dt.datetime) -> bool:
    """Note that the platform took it; False when it was no longer pending."""
    return _settle(uow, row_id, state="sent", sent_message_id=message_id, sent_at=at)


def retry(uow: UnitOfWork, row_id: int, not_before: dt.datetime, note: str) -> bool:
    """Count a failed attempt and wait until `not_before`."""
    return _settle(uow, row_id, not_before=not_before, note=note[:500])


def dropped(uow: UnitOfWork, row_id: int, note: str) -> bool:
    """Give up on a message and say why."""
    return _settle(uow, row_id, state="dropped", note=note[:500])


def _settle(uow: UnitOfWork, row_id: int, **values: Any) -> bool:
    pending = update(Outbox).where(col(Outbox.id) == row_id, col(Outbox.state) == PENDING)
    changed = pending.values(attempts=Outbox.attempts + 1, **values).returning(col(Outbox.id), col(Outbox.method))
    row = uow.session.execute(changed).first()
    if row is not None and row.method in PAPERS and "state" in values:
        _forget_content(uow, [row_id])
    return row is not None


def _forget_content(uow: UnitOfWork, row_ids: Sequence[int]) -> None:
    """Drop the bytes of files that are out (or never will be): a month's sheet must not lie here for half a year."""
    query = select(Outbox.id, Outbox.payload).where(col(Outbox.id).in_(list(row_ids)))
    for row_id, payload in uow.session.exec(query).all():
        kept = {key: value for key, value in payload.items() if key != "content"}
        uow.session.execute(update(Outbox).where(col(Outbox.id) == row_id).values(payload=kept))


def mark_blocked(uow: UnitOfWork, channel: str, chat_id: str, at: dt.datetime) -> int:
    """Note that a chat has blocked the bot and drop what waits for it; gives the number of dropped messages."""
    of_chat = (col(Outbox.channel) == channel, col(Outbox.chat_id) == chat_id, col(Outbox.state) == PENDING)
    drop = update(Outbox).where(*of_chat).values(state="dropped", note=BLOCKED)
    account = (col(Account.channel) == channel, col(Account.chat_id) == chat_id, col(Account.unlinked_at).is_(None))
    uow.session.execute(update(Account).where(*account, col(Account.blocked_at).is_(None)).values(blocked_at=at))
    gone = uow.session.execute(drop.returning(col(Outbox.id), col(Outbox.method))).all()
    _forget_content(uow, [row.id for row in gone if row.method in PAPERS])
    return len(gone)


def last_offer(uow: UnitOfWork, channel: str, chat_id: str) -> Outbox | None:
    """Give the latest message of a chat that offers choices: what a typed number answers."""
    offering = (_of_chat(channel, chat_id), _not_empty(Outbox.choices), col(Outbox.state) != "dropped")
    return uow.session.exec(select(Outbox).where(*offering).order_by(col(Outbox.id).desc()).limit(1)).first()


def offer_of_message(uow: UnitOfWork, channel: str, chat_id: str, message_id: str) -> Outbox | None:
    """Give the latest text of a sent message if it offers choices."""
    said = (_of_chat(channel, chat_id), col(Outbox.sent_message_id) == message_id, _not_empty(Outbox.choices))
    return uow.session.exec(select(Outbox).where(*said).order_by(col(Outbox.id).desc()).limit(1)).first()


def was_sent(uow: UnitOfWork, channel: str, chat_id: str, message_id: str) -> bool:
    """Say whether a message of a chat came from here."""
    said = (_of_chat(channel, chat_id), col(Outbox.sent_message_id) == message_id)
    return uow.session.exec(select(Outbox.id).where(*said).limit(1)).first() is not None


def last_of_kind(uow: UnitOfWork, channel: str, chat_id: str, kind: str) -> Outbox | None:
    """Give the latest message of a kind in a chat: its answers stand though a notice came after it."""
    query = select(Outbox).where(_of_chat(channel, chat_id), col(Outbox.kind) == kind, col(Outbox.state) != "dropped")
    return uow.session.exec(query.order_by(col(Outbox.id).desc()).limit(1)).first()


def latest_with_lines(uow: UnitOfWork, channel: str, chat_id: str, limit: int) -> list[Outbox]:
    """Give the latest messages of a chat that show lines of the log, newest first."""
    query = select(Outbox).where(_of_chat(channel, chat_id), _not_empty(Outbox.entry_ids))
    return list(uow.session.exec(query.order_by(col(Outbox.id).desc()).limit(limit)).all())


def latest_asking(uow: UnitOfWork, channel: str, chat_id: str, limit: int) -> list[Outbox]:
    """Give the latest messages of a chat that asked a question, newest first."""
    query = select(Outbox).where(_of_chat(channel, chat_id), col(Outbox.question_id).is_not(None))
    return list(uow.session.exec(query.order_by(col(Outbox.id).desc()).limit(limit)).all())


def entries_of_message(uow: UnitOfWork, channel: str, chat_id: str, message_id: str) -> list[int]:
    """Give the entries that a sent message is about (the latest text of an edited one); empty for any other."""
    said = (_of_chat(channel, chat_id), col(Outbox.sent_message_id) == message_id, _not_empty(Outbox.entry_ids))
    query = select(Outbox.entry_ids).where(*said).order_by(col(Outbox.id).desc()).limit(1)
    return list(uow.session.exec(query).first() or ())


def _of_chat(channel: str, chat_id: str) -> ColumnElement[bool]:
    return (col(Outbox.channel) == channel) & (col(Outbox.chat_id) == chat_id)


def _not_empty(column: Any) -> ColumnElement[bool]:
    return cast(column, Text) != "[]"


def prune(uow: UnitOfWork, before: dt.datetime) -> int:
    """Delete what was sent or dropped and written before an instant; gives the number."""
    gone = delete(Outbox).where(col(Outbox.state) != PENDING, col(Outbox.created_at) < before)
    return len(uow.session.execute(gone.returning(col(Outbox.id))).all())


def queue(uow: UnitOfWork) -> Queue:
    """Count what waits and what was dropped."""
    waiting, oldest = uow.session.exec(
        select(func.count(), func.min(Outbox.created_at)).where(col(Outbox.state) == PENDING)
    ).one()
    lost = uow.session.exec(select(func.count()).where(col(Outbox.state) == literal_column("'dropped'"))).one()
    return Queue(waiting, lost, oldest)
