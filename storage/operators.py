"""Queries of the command line: which agencies, people and catalogues there are."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import col, func, select

from storage.tables import Agency, Catalogue, CatalogueItem, Person
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


def agency(uow: UnitOfWork, agency_id: int) -> Agency:
    """An agency that must exist."""
    row = uow.session.get(Agency, agency_id)
    assert row is not None
    return row


def people_with_code(
    uow: UnitOfWork, staff_code: str, *, also_left: bool = False
) -> list[tuple[Person, Agency]]:  # fmt: skip
    """The active people (or all) with a staff code, at most one an agency; upper and lower case are one."""
    query = (
        select(Person, Agency)
        .join(Agency, col(Person.agency_id) == col(Agency.id))
        .where(func.lower(Person.staff_code) == staff_code.strip().lower())
        .order_by(col(Agency.code))
    )
    query = query if also_left else query.where(col(Person.active))
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
