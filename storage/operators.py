"""Queries of the command line: which agencies, people and catalogues there are, and the log of an agency."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlmodel import col, func, select

from storage.tables import Account, Agency, Catalogue, CatalogueItem, Entry, LinkCode, Message, Person
from storage.uow import UnitOfWork


@dataclass(frozen=True)
class InForce:
    """A catalogue in force: whose it is, which version, how many items."""

    agency: str
    name: str
    version: int
    items: int


def agencies(uow: UnitOfWork, *, with_people: bool = False) -> list[Agency]:
    """Every agency, or only those with active people, by code."""
    query = select(Agency).order_by(col(Agency.code))
    if with_people:
        query = query.where(col(Agency.id).in_(select(Person.agency_id).where(col(Person.active))))
    return list(uow.session.exec(query).all())


def people_with_code(uow: UnitOfWork, staff_code: str) -> list[tuple[Person, Agency]]:
    """The active people with a staff code, at most one an agency; upper and lower case are one."""
    query = (
        select(Person, Agency)
        .join(Agency, col(Person.agency_id) == col(Agency.id))
        .where(func.lower(Person.staff_code) == staff_code.strip().lower(), col(Person.active))
        .order_by(col(Agency.code))
    )
    return [(person, agency) for person, agency in uow.session.exec(query)]


def catalogues_in_force(uow: UnitOfWork) -> list[InForce]:
    """Every catalogue in force with its number of items."""
    query = (
        select(Agency.code, Catalogue.name, Catalogue.version, func.count(col(CatalogueItem.id)))
        .join(Catalogue, col(Catalogue.agency_id) == col(Agency.id))
        .join(CatalogueItem, col(CatalogueItem.catalogue_id) == col(Catalogue.id), isouter=True)
        .where(col(Catalogue.active))
        .group_by(Agency.code, Catalogue.name, col(Catalogue.version))
        .order_by(Agency.code, Catalogue.name)
    )
    return [InForce(*row) for row in uow.session.exec(query).all()]


def entries_of(
    uow: UnitOfWork, agency_id: int, person_id: int | None, first: dt.date | None, last: dt.date | None
) -> list[tuple[Entry, str]]:
    """The entries of an agency, or of one of its people, with the staff code; by day, then in order of writing."""
    query = (
        select(Entry, Person.staff_code)
        .join(Person, col(Entry.person_id) == col(Person.id))
        .where(Entry.agency_id == agency_id)
        .order_by(col(Entry.work_date), col(Entry.id))
    )
    if person_id is not None:
        query = query.where(Entry.person_id == person_id)
    if first is not None:
        query = query.where(Entry.work_date >= first)
    if last is not None:
        query = query.where(Entry.work_date <= last)
    return [(entry, code) for entry, code in uow.session.exec(query)]


def message_said(uow: UnitOfWork, channel: str, chat_id: str, message_id: str) -> tuple[Message, Person] | None:
    """What a person said in one chat message, and who it was."""
    query = (
        select(Message, Person)
        .join(Person, col(Message.person_id) == col(Person.id))
        .where(Message.channel == channel, Message.chat_id == chat_id, Message.message_id == message_id)
    )
    found = uow.session.exec(query).first()
    return (found[0], found[1]) if found else None


def is_linked(uow: UnitOfWork, person_id: int) -> bool:
    """Whether a chat is linked to the person at present."""
    live = select(Account.id).where(Account.person_id == person_id, col(Account.unlinked_at).is_(None))
    return uow.session.exec(live).first() is not None


def count_codes(uow: UnitOfWork) -> int:
    """How many codes were ever made; tells a new database from a used one."""
    return int(uow.session.exec(select(func.count(col(LinkCode.id)))).one())
