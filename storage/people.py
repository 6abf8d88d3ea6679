"""People, the tree they stand in, and the chats linked to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import ColumnElement
from sqlmodel import col, func, select

from storage.tables import Account, LinkCode, Person, Unit
from storage.tables import LinkAttempt as LinkAttempt
from storage.tree import below as below
from storage.tree import direct_reports as direct_reports
from storage.tree import ids_above as ids_above
from storage.tree import ids_below as ids_below
from storage.uow import UnitOfWork
from storage.writing import insert_new


def get(uow: UnitOfWork, person_id: int) -> Person | None:
    """A person by id."""
    return uow.session.get(Person, person_id)


def by_ids(uow: UnitOfWork, person_ids: Collection[int]) -> dict[int, Person]:
    """People by id, in one query."""
    if not person_ids:
        return {}
    rows = uow.session.exec(select(Person).where(col(Person.id).in_(list(person_ids)))).all()
    return {row.id: row for row in rows if row.id is not None}


def with_unit(uow: UnitOfWork, person_id: int) -> tuple[Person, Unit]:
    """A person who must exist, with their unit."""
    query = select(Person, Unit).join(Unit, col(Unit.id) == Person.unit_id).where(Person.id == person_id)
    person, unit = uow.session.exec(query).one()
    return person, unit


def by_staff_code(uow: UnitOfWork, agency_id: int, staff_code: str) -> Person | None:
    """A person of an agency by staff code, upper or lower case."""
    same = func.lower(Person.staff_code) == staff_code.strip().lower()
    return uow.session.exec(select(Person).where(Person.agency_id == agency_id, same)).first()


def by_chat(uow: UnitOfWork, channel: str, chat_id: str) -> tuple[Person, Unit, Account] | None:
    """The active person linked to a chat, with unit and account; None for a stranger."""
    query = (
        select(Person, Unit, Account)
        .join(Account, col(Account.person_id) == Person.id)
        .join(Unit, col(Unit.id) == Person.unit_id)
        .where(*_live(channel, chat_id), col(Person.active))
    )
    found = uow.session.exec(query).first()
    return None if found is None else (found[0], found[1], found[2])


def _live(channel: str, chat_id: str) -> tuple[ColumnElement[bool], ...]:
    return col(Account.channel) == channel, col(Account.chat_id) == chat_id, col(Account.unlinked_at).is_(None)


def _account(uow: UnitOfWork, channel: str, chat_id: str) -> Account | None:
    return uow.session.exec(select(Account).where(*_live(channel, chat_id))).first()


def link(uow: UnitOfWork, person_id: int, channel: str, chat_id: str, at: dt.datetime) -> Account:
    """Link a chat to a person; an earlier link of the chat to somebody else ends, one to the same person stays."""
    account = _account(uow, channel, chat_id)
    if account is not None and account.person_id != person_id:
        account.unlinked_at = at
        uow.flush()
        account = None
    if account is None:
        account = Account(person_id=person_id, channel=channel, chat_id=chat_id, linked_at=at)
        uow.add(account)
    account.blocked_at = None
    uow.flush()
    return account


def consent(uow: UnitOfWork, channel: str, chat_id: str, at: dt.datetime) -> None:
    """Note the agreement of a linked chat; the first one counts."""
    account = _account(uow, channel, chat_id)
    if account is not None and account.consented_at is None:
        account.consented_at = at
        uow.flush()


def unblock(uow: UnitOfWork, channel: str, chat_id: str) -> None:
    """The chat speaks again: it has not blocked the bot any more."""
    account = _account(uow, channel, chat_id)
    if account is not None and account.blocked_at is not None:
        account.blocked_at = None
        uow.flush()


def unlink_chat(uow: UnitOfWork, channel: str, chat_id: str, at: dt.datetime) -> bool:
    """End the link of a chat; False where there was none."""
    account = _account(uow, channel, chat_id)
    if account is None:
        return False
    account.unlinked_at = at
    uow.flush()
    return True


def unlink_person(uow: UnitOfWork, person_id: int, at: dt.datetime) -> list[tuple[str, str]]:
    """End every link of a person; gives the (channel, chat_id) that were linked."""
    live = accounts_of(uow, person_id)
    for account in live:
        account.unlinked_at = at
    uow.flush()
    return [(account.channel, account.chat_id) for account in live]


def mentioned(uow: UnitOfWork, channel: str, user_id: str | None, username: str | None) -> int | None:
    """The active person behind a mention: by the platform's number, which is the private chat's, or by short name."""
    query = select(Account.person_id).join(Person, col(Person.id) == Account.person_id)
    query = query.where(Account.channel == channel, col(Account.unlinked_at).is_(None), col(Person.active))
    named = Account.chat_id == user_id if user_id else Account.username == (username or "").lower()
    found = set(uow.session.exec(query.where(named)).all()) if user_id or username else set()
    return found.pop() if len(found) == 1 else None


def name_account(uow: UnitOfWork, account: Account, username: str | None) -> None:
    """Keep the short name that a linked chat goes by now."""
    if account.username != username:
        account.username = username
        uow.add(account)
        uow.flush()


def accounts_of(uow: UnitOfWork, person_id: int) -> list[Account]:
    """The live links of a person."""
    live = select(Account).where(Account.person_id == person_id, col(Account.unlinked_at).is_(None))
    return list(uow.session.exec(live.order_by(col(Account.id))).all())


def open_code(uow: UnitOfWork, code_hash: str, now: dt.datetime) -> LinkCode | None:
    """The code with that hash if it is unused, not revoked and not expired; locked until the transaction ends."""
    query = select(LinkCode).join(Person, col(Person.id) == LinkCode.person_id)
    query = query.where(LinkCode.code_hash == code_hash, LinkCode.expires_at > now, col(Person.active))
    query = query.where(col(LinkCode.used_at).is_(None), col(LinkCode.revoked_at).is_(None))
    return uow.session.exec(query.with_for_update(of=LinkCode)).first()


def reopen_code(uow: UnitOfWork, person_id: int, now: dt.datetime) -> None:
    """Make the code that a person used last usable again, if it has not expired."""
    query = select(LinkCode).where(LinkCode.person_id == person_id, col(LinkCode.used_at).is_not(None))
    query = query.where(LinkCode.expires_at > now, col(LinkCode.revoked_at).is_(None))
    row = uow.session.exec(query.order_by(col(LinkCode.used_at).desc()).limit(1)).first()
    if row is not None:
        row.used_at = None
        uow.flush()


def attempt_of(uow: UnitOfWork, channel: str, chat_id: str) -> LinkAttempt:
    """The count of wrong codes of a chat, made if there is none."""
    insert_new(uow, [LinkAttempt(channel=channel, chat_id=chat_id)], ("channel", "chat_id"))
    query = select(LinkAttempt).where(LinkAttempt.channel == channel, LinkAttempt.chat_id == chat_id)
    return uow.session.exec(query.with_for_update()).one()
