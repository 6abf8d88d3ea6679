"""What the bot said of itself to somebody and about somebody: when, to whom, and whether it arrived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.values import Who
from storage import people
from storage import reminders as store
from storage.claims import EXPIRED
from storage.tables import Outbox
from storage.uow import UnitOfWork

ABOUT_DAYS = 30


@dataclass(frozen=True)
class Line:
    """One message: when it went (or was decided), of which kind, to whom; `state` sent | unconfirmed | pending |
    expired | dropped.
    """

    at: datetime
    kind: str
    to: str
    state: str


@dataclass(frozen=True)
class Told:
    """Messages to the person, and messages that named the person to somebody else; newest first."""

    own: tuple[Line, ...]
    others: tuple[Line, ...]


def of(uow: UnitOfWork, who: Who, now: datetime, limit: int) -> Told:
    """The latest messages of the bot's own accord to a person, and about a person to those above."""
    own = [_line(row, who.name) for row in store.history(uow, who.id, limit)]
    since = now - timedelta(days=ABOUT_DAYS)
    above = people.ids_above(uow, who.id)
    rows = store.told_to(uow, above, since) if above else []
    others = [_line(row, person.full_name) for row, person in rows if who.id in row.payload.get("about", ())]
    return Told(tuple(own), tuple(others[:limit]))


def _line(row: Outbox, name: str) -> Line:
    note = row.note or ""
    state = row.state
    if state == "sent" and note.startswith("unconfirmed"):
        state = "unconfirmed"
    if state == "dropped" and note == EXPIRED:
        state = "expired"
    return Line(row.sent_at or row.created_at, row.kind, name, state)
