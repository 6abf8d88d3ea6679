"""Everything that is not text gets a fitting line: never silence."""

from __future__ import annotations

from markupsafe import Markup

from handlers import entries, evidence, imports, quotas, repair
from handlers.desk import Desk
from handlers.texts import day as texts
from handlers.turn import Reply
from services import examples

LINES: dict[str, Markup] = {
    "voice": texts.VOICE,
    "sticker": texts.STICKER,
    "location": texts.LOCATION,
    "contact": texts.CONTACT,
    "forward": texts.FORWARD,
    "other": texts.UNKNOWN_KIND,
}


def _file(desk: Desk) -> Reply:
    """An administrator's sheet; evidence alone, evidence with work, or – in reply to a receipt – with a correction."""
    sheet = imports.sheet(desk) or quotas.sheet(desk)
    if sheet:
        return sheet
    if not desk.turn.text.strip():
        return evidence.without_caption(desk)
    attached = evidence.to_receipt(desk)
    if attached and repair.looks_like_fields(desk, desk.turn.text):
        return repair.reply_to_receipt(desk) or attached
    return attached or entries.free_text(desk)


def handle(desk: Desk) -> Reply:
    """Voice, stickers, locations, contacts, forwards; photos and documents with or without a caption."""
    kind = desk.turn.kind
    if kind in {"photo", "document"}:
        return _file(desk)
    return Reply.of(LINES.get(kind, texts.UNKNOWN_KIND).format(example=examples.of(desk.uow, desk.office, desk.who)[0]))
