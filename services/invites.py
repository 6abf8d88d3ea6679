"""One-time codes that link a chat to a person, and the deep links that carry them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.errors import NotFound
from services.people import hash_code
from services.values import Who
from storage import invites as store
from storage.tables import LinkCode, Person
from storage.uow import UnitOfWork

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""32 letters and digits that no one confuses on paper: without 0 and O, 1 and I. All are allowed in a start payload
(https://core.telegram.org/bots/features#deep-linking: A-Z a-z 0-9 _ -, at most 64)."""

LENGTH = 10
"""Ten of 32: 50 random bits."""


@dataclass(frozen=True)
class Invitation:
    """A code for one person, in plain text: it exists only here and on the paper that is printed from it."""

    staff_code: str
    name: str
    unit: str
    code: str
    expires_at: datetime


def new_code(
    uow: UnitOfWork, person: Person | Who, *, now: datetime, ttl: timedelta, actor_id: int | None = None
) -> str:
    """A fresh one-time code; the person's older open ones stop working. Only its SHA-256 is stored. Does not commit."""
    if person.id is None:
        raise NotFound("person")
    store.revoke(uow, store.open_codes(uow, person.id), now)
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    row = LinkCode(person_id=person.id, code_hash=hash_code(code), created_at=now, expires_at=now + ttl)
    uow.add(row)
    uow.flush()
    uow.audit("invite.created", actor_id=actor_id, table="link_code", row_id=row.id, at=now, person_id=person.id)
    return code


def invite_all(
    uow: UnitOfWork, agency: str, *, now: datetime, ttl: timedelta, unit: str | None = None, actor_id: int | None = None
) -> list[Invitation]:
    """A fresh code for every active person of an agency or of one unit, by unit; NotFound if there is nobody."""
    people = store.active_people(uow, agency, unit)
    if not people:
        raise NotFound("unit" if unit else "agency")
    return [
        Invitation(
            staff_code=person.staff_code,
            name=person.full_name,
            unit=home.name,
            code=new_code(uow, person, now=now, ttl=ttl, actor_id=actor_id),
            expires_at=now + ttl,
        )
        for person, home in people
    ]


def deep_link(bot_username: str, code: str) -> str:
    """The link that opens the bot and hands it the code."""
    return f"https://t.me/{bot_username.lstrip('@')}?start={code}"


def spoken(code: str) -> str:
    """A code as it is printed, in two halves; the dash may be typed or left out."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"
