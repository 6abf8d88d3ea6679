"""What a handler works with: the turn, the open transaction, the office and the person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.turn import Choice, Turn
from services.entries import Said
from services.office import Office
from services.values import Who

if TYPE_CHECKING:
    from services.office import UnitOfWork

PAYLOAD_LIMIT = 64


@dataclass(frozen=True)
class Desk:
    """One turn on the desk of one person; `uow` is handed on to services and never used here."""

    turn: Turn
    uow: UnitOfWork
    office: Office
    who: Who

    @property
    def said(self) -> Said:
        """The message as services keep it."""
        turn = self.turn
        return Said(turn.channel, turn.chat_id, turn.message_id, turn.text, turn.sent_at)


def action(*parts: object) -> str:
    """A button's payload "verb:arg:arg"; at most 64 bytes, as Telegram allows."""
    payload = ":".join(str(part) for part in parts)
    if len(payload.encode()) > PAYLOAD_LIMIT:
        raise ValueError(f"payload over {PAYLOAD_LIMIT} bytes: {payload!r}")
    return payload


def button(label: str, *parts: object) -> Choice:
    """A button that does an action."""
    return Choice(label, action(*parts))
