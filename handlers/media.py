"""Everything that is not text gets a fitting line: never silence."""

from __future__ import annotations

from markupsafe import Markup

from handlers import entries, evidence
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


def handle(desk: Desk) -> Reply:
    """Voice, stickers, locations, contacts, forwards; photos and documents with or without a caption."""
    kind = desk.turn.kind
    if kind in {"photo", "document"}:
        return entries.free_text(desk) if desk.turn.text.strip() else evidence.without_caption(desk)
    return Reply.of(LINES.get(kind, texts.UNKNOWN_KIND).format(example=examples.of(desk.uow, desk.office, desk.who)[0]))
