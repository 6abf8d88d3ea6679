"""Photos and documents: evidence for a line, kept by reference."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.render import entry_name
from handlers.texts import entries as texts
from handlers.turn import Reply
from services import evidence as service
from services import examples, said
from services.values import EntryView


def attach(desk: Desk, entry_id: int) -> EntryView | None:
    """Keep the turn's file with a line; None where the turn carries no file."""
    file = desk.turn.file
    if file is None:
        return None
    return service.attach(
        desk.uow, desk.who, entry_id, channel=desk.turn.channel, file_id=file.file_id, unique_id=file.unique_id,
        kind=file.kind, name=file.name, size=file.size, now=desk.turn.sent_at,
    )  # fmt: skip


def to_receipt(desk: Desk) -> Reply | None:
    """Attach the turn's file to the line it replies to; None where it replies to none of this person's lines."""
    turn = desk.turn
    lines = (
        said.lines_of_message(desk.uow, desk.who, turn.channel, turn.chat_id, turn.reply_to) if turn.reply_to else ()
    )
    if not lines:
        return None
    line = attach(desk, lines[0].id)
    name = (turn.file.name if turn.file else None) or texts.PHOTO
    return Reply.of(texts.EVIDENCE_ADDED.format(name=name, item=entry_name(line or lines[0])), entry_ids=(lines[0].id,))


def without_caption(desk: Desk) -> Reply:
    """A file alone: evidence for the line that it replies to; else the person is told how to attach it."""
    return to_receipt(desk) or Reply.of(
        texts.EVIDENCE_WHERE.format(example=examples.of(desk.uow, desk.office, desk.who)[0])
    )
