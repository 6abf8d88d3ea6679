"""Queries of the invitations: who gets a code, and which codes are still open."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, select

from storage.tables import Agency, LinkCode, Person, Unit
from storage.uow import UnitOfWork


def open_codes(uow: UnitOfWork, person_id: int) -> list[LinkCode]:
    """The codes of a person that nobody has used or revoked, also the expired ones."""
    unused = select(LinkCode).where(
        LinkCode.person_id == person_id, col(LinkCode.used_at).is_(None), col(LinkCode.revoked_at).is_(None)
    )
    return list(uow.session.exec(unused))


def revoke(uow: UnitOfWork, codes: list[LinkCode], now: datetime) -> None:
    """Close codes so that they never open anything again."""
    for code in codes:
        code.revoked_at = now
        uow.add(code)


def active_people(uow: UnitOfWork, agency: str, unit: str | None) -> list[tuple[Person, Unit]]:
    """The active people of an agency, or of one of its units, by unit and staff code."""
    people = (
        select(Person, Unit)
        .join(Unit, col(Person.unit_id) == col(Unit.id))
        .join(Agency, col(Person.agency_id) == col(Agency.id))
        .where(Agency.code == agency, col(Person.active))
        .order_by(col(Unit.id), col(Person.staff_code))
    )
    if unit is not None:
        people = people.where(Unit.name == unit)
    return [(person, home) for person, home in uow.session.exec(people)]
