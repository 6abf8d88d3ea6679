"""What the bot last said in a chat: which message a number answers, and which lines a reply to a message means."""

from __future__ import annotations

from dataclasses import dataclass

from services.values import EntryView, Who
from services.views import entry_view
from storage import entries as store
from storage import messages, outbox, questions
from storage.uow import UnitOfWork

RECENT = 12


@dataclass(frozen=True)
class Offer:
    """The latest message that offered anything: typed words → actions, the lines it showed, the question it asked."""

    words: dict[str, str]
    entry_ids: tuple[int, ...]
    question_id: int | None
    message_id: str | None
    kind: str


def last_offer(uow: UnitOfWork, channel: str, chat_id: str) -> Offer | None:
    """The latest offer of a chat; None where nothing was offered yet."""
    row = outbox.last_offer(uow, channel, chat_id)
    if row is None:
        return None
    words = {word: action for word, action in row.choices}  # noqa: C416 - rows of two, not pairs
    return Offer(words, tuple(row.entry_ids), row.question_id, row.sent_message_id, row.kind)


def offer_of_message(uow: UnitOfWork, channel: str, chat_id: str, message_id: str) -> Offer | None:
    """What one message of the bot offers; None where it offers nothing or is not the bot's."""
    row = outbox.offer_of_message(uow, channel, chat_id, message_id)
    if row is None:
        return None
    words = {word: action for word, action in row.choices}  # noqa: C416 - rows of two, not pairs
    return Offer(words, tuple(row.entry_ids), row.question_id, row.sent_message_id, row.kind)


def last_of_kind(uow: UnitOfWork, channel: str, chat_id: str, kind: str) -> Offer | None:
    """The latest message of a kind and what it offers: a notice that came after it does not take its answers."""
    row = outbox.last_of_kind(uow, channel, chat_id, kind)
    if row is None:
        return None
    words = {word: action for word, action in row.choices}  # noqa: C416 - rows of two, not pairs
    return Offer(words, tuple(row.entry_ids), row.question_id, row.sent_message_id, row.kind)


def is_ours(uow: UnitOfWork, channel: str, chat_id: str, message_id: str) -> bool:
    """Whether a message of a chat was sent by the bot."""
    return outbox.was_sent(uow, channel, chat_id, message_id)


def last_question(uow: UnitOfWork, who: Who, channel: str, chat_id: str) -> Offer | None:
    """The latest message that asked something still open: a notice that came after it does not take its answers."""
    for row in outbox.latest_asking(uow, channel, chat_id, 1):
        asked = questions.get(uow, row.question_id or 0)
        if asked is not None and asked.closed_at is None and asked.person_id == who.id:
            words = {word: action for word, action in row.choices}  # noqa: C416 - rows of two, not pairs
            return Offer(words, tuple(row.entry_ids), row.question_id, row.sent_message_id, row.kind)
    return None


def lines_of_message(uow: UnitOfWork, who: Who, channel: str, chat_id: str, message_id: str) -> tuple[EntryView, ...]:
    """The person's own lines that a message of the bot, or a message of the person's own, is about."""
    ids = list(outbox.entries_of_message(uow, channel, chat_id, message_id))
    own = messages.find_message(uow, channel, chat_id, message_id)
    if own is not None:
        ids += [row.id for row in messages.of_message(uow, own.id or 0) if row.id is not None]
    rows = [store.get(uow, entry_id) for entry_id in dict.fromkeys(ids)]
    return tuple(entry_view(row) for row in rows if row is not None and row.person_id == who.id)


def lines_by_id(uow: UnitOfWork, who: Who, ids: tuple[int, ...]) -> tuple[EntryView, ...]:
    """The person's own lines by id, in that order."""
    rows = [store.get(uow, entry_id) for entry_id in ids]
    return tuple(entry_view(row) for row in rows if row is not None and row.person_id == who.id)


def latest_lines(uow: UnitOfWork, who: Who, channel: str, chat_id: str, at_least: int) -> tuple[EntryView, ...]:
    """The lines of the latest message that showed so many of them: what «dòng 3» means when the last one had fewer."""
    for row in outbox.latest_with_lines(uow, channel, chat_id, RECENT):
        if len(row.entry_ids) >= at_least:
            return lines_by_id(uow, who, tuple(row.entry_ids))
    return ()
