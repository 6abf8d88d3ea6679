"""What people said: each chat message once, and the lines that came from it."""

from __future__ import annotations

from sqlmodel import col, func, select

from storage.tables import Entry, Message
from storage.uow import UnitOfWork
from storage.writing import insert_new


def get_or_create_message(uow: UnitOfWork, row: Message) -> tuple[Message, bool]:
    """Keep a message once per (channel, chat, message_id); the flag says whether it is new."""
    new = insert_new(uow, [row], ("channel", "chat_id", "message_id"))
    found = find_message(uow, row.channel, row.chat_id, row.message_id)
    assert found is not None
    return found, bool(new)


def get_message(uow: UnitOfWork, message_row_id: int) -> Message | None:
    """A message by its row id."""
    return uow.session.get(Message, message_row_id)


def find_message(uow: UnitOfWork, channel: str, chat_id: str, message_id: str) -> Message | None:
    """A message as the chat knows it."""
    query = select(Message).where(
        Message.channel == channel, Message.chat_id == chat_id, Message.message_id == message_id
    )
    return uow.session.exec(query).first()


def set_message_text(uow: UnitOfWork, message: Message, text: str) -> None:
    """The person edited the message; the time of sending stays."""
    message.text = text
    uow.add(message)
    uow.flush()


def of_message(uow: UnitOfWork, message_row_id: int) -> list[Entry]:
    """Every line of a message, also the withdrawn, in the order of the text."""
    query = select(Entry).where(Entry.message_row_id == message_row_id)
    return list(uow.session.exec(query.order_by(col(Entry.position), col(Entry.id))).all())


def of_latest_message(uow: UnitOfWork, person_id: int) -> list[Entry]:
    """The lines of the person's latest message that left any line standing."""
    standing = (Entry.person_id == person_id, col(Entry.state).in_(("pending", "approved", "returned")))
    latest = uow.session.exec(select(func.max(Entry.message_row_id)).where(*standing)).one()
    return [] if latest is None else [row for row in of_message(uow, latest) if row.state != "withdrawn"]


def latest_message(uow: UnitOfWork, person_id: int) -> Message | None:
    """The message that a person sent last."""
    query = select(Message).where(Message.person_id == person_id).order_by(col(Message.id).desc()).limit(1)
    return uow.session.exec(query).first()
