"""How a message was read: the same reading, made again from the stored text, for /visao and the demo's panel."""

from __future__ import annotations

from typing import Any

import nlu
from services import entries
from services.office import Office
from services.people import find_who
from services.values import Who
from storage import messages
from storage.uow import UnitOfWork


def latest(uow: UnitOfWork, office: Office, who: Who) -> nlu.Reading | None:
    """The reading of the person's latest stored message; None where there is none."""
    message = messages.latest_message(uow, who.id)
    return entries.understand(uow, office, who, message.text, message.sent_at) if message else None


def item_name(uow: UnitOfWork, office: Office, who: Who, code: str) -> str:
    """An item's name by its index code."""
    item = office.readers.for_agency(uow, who.agency_id).item(code)
    return item.name if item else code


def explain(
    uow: UnitOfWork, office: Office, channel: str, chat_id: str, text: str, sent_at: Any
) -> dict[str, Any] | None:
    """A reading as JSON-able values with the items' names, for the demo's "Vì sao" panel; None for a stranger."""
    who = find_who(uow, channel, chat_id)
    if who is None:
        return None
    reading = entries.understand(uow, office, who, text, sent_at).to_dict()
    for entry in reading["entries"]:
        for candidate in entry["candidates"]:
            candidate["name"] = item_name(uow, office, who, candidate["code"])
    return reading
