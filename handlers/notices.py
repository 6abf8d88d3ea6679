"""A message to another person's chats, with buttons that answer to words as well."""

from __future__ import annotations

from markupsafe import Markup

from handlers.desk import Desk
from handlers.turn import Choice, Say
from services import people

Rows = tuple[tuple[Choice, ...], ...]
Words = tuple[tuple[str, str], ...]


def notify(
    desk: Desk, person_id: int, text: Markup, rows: Rows = (), words: Words = (), entry_ids: tuple[int, ...] = ()
) -> tuple[Say, ...]:
    """The same message to every live chat of a person, without a sound at night; empty where nobody is reached."""
    return tuple(
        Say(
            text, rows=rows, words=words, channel=channel, chat_id=chat, person_id=person_id, kind="notice",
            entry_ids=entry_ids, quiet=True,
        )
        for channel, chat in people.chats_of(desk.uow, person_id)
    )  # fmt: skip


def answered(desk: Desk, text: Markup, rows: Rows = (), words: Words = (), **more: object) -> Say:
    """The answer to a tap in its place, to words as a new message."""
    return Say(text, rows=rows, words=words, replaces=desk.turn.message_id if desk.turn.action else None, **more)  # type: ignore[arg-type]
