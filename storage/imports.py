"""Queries of the imports: what an agency already has of a catalogue, a roster and its posts."""

from __future__ import annotations

from sqlmodel import col, func, select

from storage.tables import Agency, Catalogue, Person, Post, Unit
from storage.uow import UnitOfWork


def find_agency(uow: UnitOfWork, code: str) -> Agency | None:
    """The agency of a code."""
    return uow.session.exec(select(Agency).where(Agency.code == code)).first()


def ensure_agency(uow: UnitOfWork, code: str, name: str | None = None) -> int:
    """The id of an agency, made with its code as its name if it is new; a told name replaces the old one."""
    agency = find_agency(uow, code) or Agency(code=code, name=name or code)
    agency.name = name or agency.name
    uow.add(agency)
    uow.flush()
    return agency.id or 0


def active_catalogue(uow: UnitOfWork, agency_id: int, name: str) -> Catalogue | None:
    """The version in force of an agency's catalogue ("own" or "shared")."""
    mine = select(Catalogue).where(Catalogue.agency_id == agency_id, Catalogue.name == name, col(Catalogue.active))
    return uow.session.exec(mine).first()


def last_version(uow: UnitOfWork, agency_id: int, name: str) -> int:
    """The highest version ever imported; 0 for none."""
    newest = select(func.max(Catalogue.version)).where(Catalogue.agency_id == agency_id, Catalogue.name == name)
    return uow.session.exec(newest).one() or 0


def people_by_code(uow: UnitOfWork, agency_id: int) -> dict[str, Person]:
    """Everyone of an agency, also the inactive, by staff code."""
    people = uow.session.exec(select(Person).where(Person.agency_id == agency_id))
    return {person.staff_code: person for person in people}


def units_by_name(uow: UnitOfWork, agency_id: int) -> dict[str, Unit]:
    """The units of an agency by name."""
    units = uow.session.exec(select(Unit).where(Unit.agency_id == agency_id))
    return {unit.name: unit for unit in units}


def posts_by_code(uow: UnitOfWork, agency_id: int) -> dict[str, Post]:
    """The posts of an agency by code."""
    posts = uow.session.exec(select(Post).where(Post.agency_id == agency_id))
    return {post.code: post for post in posts}


def declared_posts(uow: UnitOfWork, agency: str) -> set[str] | None:
    """The post codes of an agency whose posts a posts.json has declared; None where they only came from a roster.

    A post that only a roster has named carries its code as its title.
    """
    found = find_agency(uow, agency)
    posts = posts_by_code(uow, found.id or 0).values() if found else ()
    return {post.code for post in posts} if any(post.title != post.code for post in posts) else None
