"""What was asked about a line and answered: an undone answer is asked again as it was, not something else."""

from __future__ import annotations

from typing import Any

from services import points
from services.values import Who
from storage import questions as asked
from storage.tables import Entry
from storage.uow import UnitOfWork

ITEM = frozenset({"item", "free_item"})


def answered_part(uow: UnitOfWork, who: Who, entry: Entry) -> dict[str, Any] | None:
    """The latest point but its item that was answered about a line whose item is known.

    None where nothing else was asked: then the item is.
    """
    if entry.item_code is None:
        return None
    for row in asked.since(uow, who.id, entry.created_at):
        for part in reversed(row.parts):
            drafting = part["kind"] in points.DRAFTING - ITEM
            if drafting and not part["open"] and entry.id in (part["entry"], *part.get("also", ())):
                return {**part, "entry": entry.id, "also": [], "text": entry.text, "open": True}
    return None
