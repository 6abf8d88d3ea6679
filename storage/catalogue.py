"""Catalogues in force: an agency sees its own first, then the shared ones of others."""

from __future__ import annotations

from sqlmodel import col, or_, select

from storage.tables import Catalogue, CatalogueItem, Post
from storage.uow import UnitOfWork


def visible_catalogues(uow: UnitOfWork, agency_id: int) -> list[Catalogue]:
    """Active catalogues an agency may use: its own, its own shared ones, then other agencies' shared ones."""
    query = select(Catalogue).where(col(Catalogue.active), or_(Catalogue.agency_id == agency_id, col(Catalogue.shared)))
    rows = uow.session.exec(query.order_by(col(Catalogue.id))).all()
    return sorted(rows, key=lambda row: (row.agency_id != agency_id, row.shared))


def items_of(uow: UnitOfWork, catalogue_id: int) -> list[CatalogueItem]:
    """The items of a catalogue version in the order of the file."""
    query = select(CatalogueItem).where(CatalogueItem.catalogue_id == catalogue_id)
    return list(uow.session.exec(query.order_by(col(CatalogueItem.position), col(CatalogueItem.id))).all())


def posts_of(uow: UnitOfWork, agency_id: int) -> list[Post]:
    """The posts of an agency by code."""
    return list(uow.session.exec(select(Post).where(Post.agency_id == agency_id).order_by(col(Post.code))).all())
