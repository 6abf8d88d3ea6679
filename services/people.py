"""Who is behind a chat: linking by one-time code, agreement, unlinking."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services import permissions
from services.errors import Refusal
from services.values import Who
from services.views import who_view
from storage import leaving, outbox
from storage import people as store
from storage.uow import UnitOfWork

MAX_FAILURES = 5
BLOCK_FOR = timedelta(hours=1)


def find_who(uow: UnitOfWork, channel: str, chat_id: str, username: str | None = None) -> Who | None:
    """The person linked to a chat, None for a stranger; the platform's short name is kept where it is new."""
    found = store.by_chat(uow, channel, chat_id)
    if found is None:
        return None
    person, unit, account = found
    if account.blocked_at is not None:
        store.unblock(uow, channel, chat_id)
    if username is not None:
        store.name_account(uow, account, username)
    return who_view(person, unit, account.consented_at is not None)


def find_former(uow: UnitOfWork, channel: str, chat_id: str) -> tuple[Who, date] | None:
    """Who left and is still linked to a chat, with the day from which they do not work here; None for anybody else."""
    found = leaving.by_chat(uow, channel, chat_id)
    if found is None or found[0].left_on is None:
        return None
    person, unit, account = found
    return who_view(person, unit, account.consented_at is not None), found[0].left_on


def get_who(uow: UnitOfWork, person_id: int) -> Who:
    """A person by id (for jobs and the command line)."""
    person, unit = store.with_unit(uow, person_id)
    return who_view(person, unit)


def hash_code(code: str) -> str:
    """SHA-256 of a code as it is stored: upper case, no separators."""
    return hashlib.sha256(code.strip().upper().replace("-", "").encode()).hexdigest()


def link(uow: UnitOfWork, channel: str, chat_id: str, code: str, now: datetime) -> Who:
    """Link a chat by its one-time code. Raises Refusal people.blocked, people.bad_code, people.other."""
    attempt = store.attempt_of(uow, channel, chat_id)
    if attempt.blocked_until and attempt.blocked_until > now:
        raise Refusal("people.blocked", minutes=-(-(attempt.blocked_until - now).seconds // 60))
    found = store.open_code(uow, hash_code(code), now)
    if found is None:
        _count_failure(uow, attempt, now)
        return _bad_code(attempt, now)
    current = find_who(uow, channel, chat_id)
    if current and current.id != found.person_id:
        raise Refusal("people.other", name=current.name)
    attempt.failures, attempt.blocked_until = 0, None
    found.used_at = now
    store.link(uow, found.person_id, channel, chat_id, now)
    uow.audit("people.linked", actor_id=found.person_id, table="account", row_id=None, at=now)
    linked = find_who(uow, channel, chat_id)
    assert linked is not None
    return linked


def _count_failure(uow: UnitOfWork, attempt: store.LinkAttempt, now: datetime) -> None:
    if attempt.blocked_until and attempt.blocked_until <= now:
        attempt.failures, attempt.blocked_until = 0, None
    attempt.failures += 1
    if attempt.failures >= MAX_FAILURES:
        attempt.blocked_until = now + BLOCK_FOR
    uow.flush()


def _bad_code(attempt: store.LinkAttempt, now: datetime) -> Who:
    if attempt.blocked_until and attempt.blocked_until > now:
        raise KeptRefusal("people.blocked", minutes=60)
    raise KeptRefusal("people.bad_code")


class KeptRefusal(Refusal):
    """A refusal whose count of wrong codes must be committed all the same."""


def consent(uow: UnitOfWork, who: Who, channel: str, chat_id: str, now: datetime) -> None:
    """The person agrees; from now on their words are stored."""
    store.consent(uow, channel, chat_id, now)
    uow.audit("people.consented", actor_id=who.id, table="account", row_id=None, at=now)


def decline(uow: UnitOfWork, who: Who, channel: str, chat_id: str, now: datetime) -> None:
    """The person does not agree: the link goes, and their code can be used again while it lasts."""
    unlink(uow, who, channel, chat_id, now)
    store.reopen_code(uow, who.id, now)


def unlink(uow: UnitOfWork, who: Who, channel: str, chat_id: str, now: datetime) -> None:
    """The person leaves on this chat; the log stays with the agency."""
    store.unlink_chat(uow, channel, chat_id, now)
    uow.audit("people.unlinked", actor_id=who.id, table="account", row_id=None, at=now)


@dataclass(frozen=True)
class Linked:
    """Somebody with the chats that are linked to them."""

    id: int
    staff_code: str
    name: str
    chats: tuple[tuple[str, str], ...]


def linked(uow: UnitOfWork, who: Who, staff_code: str) -> Linked:
    """A person of an administrator's agency, by staff code, and what is linked to them. Raises NotFound."""
    person = permissions.access_as_admin(uow, who, staff_code)
    chats = tuple((account.channel, account.chat_id) for account in store.accounts_of(uow, person.id or 0))
    return Linked(person.id or 0, person.staff_code, person.full_name, chats)


def unlink_other(uow: UnitOfWork, who: Who, person_id: int, now: datetime) -> Linked:
    """An administrator ends every link of a person: those that there were. Raises NotFound."""
    person = permissions.access_person_as_admin(uow, who, person_id)
    chats = tuple(store.unlink_person(uow, person_id, now))
    if chats:
        uow.audit(
            "people.unlinked_by_admin", actor_id=who.id, table="person", row_id=person_id, at=now, count=len(chats)
        )
    return Linked(person_id, person.staff_code, person.full_name, chats)


def chats_of(uow: UnitOfWork, person_id: int) -> list[tuple[str, str]]:
    """(channel, chat) of a person's live, agreed and not blocked accounts; nobody writes to who left."""
    person = store.get(uow, person_id)
    accounts = store.accounts_of(uow, person_id) if person is not None and person.active else []
    return [(a.channel, a.chat_id) for a in accounts if a.consented_at is not None and a.blocked_at is None]


def blocked(uow: UnitOfWork, channel: str, chat_id: str, now: datetime) -> None:
    """The person blocked the bot: nothing more is sent there until they write again."""
    outbox.mark_blocked(uow, channel, chat_id, now)
