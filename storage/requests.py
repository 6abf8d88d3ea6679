"""Change requests: what people ask to be changed in approved lines; at most one open a line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, literal_column
from sqlmodel import col, func, select

from storage.plain import to_json, values
from storage.tables import ChangeRequest, Entry
from storage.uow import UnitOfWork
from storage.writing import table_of

OPEN: ColumnElement[str] = literal_column("'open'")


def add(uow: UnitOfWork, row: ChangeRequest, wanted: Mapping[str, Any], now: Mapping[str, Any]) -> ChangeRequest | None:
    """Insert a request for columns of its line; None where one is open already."""
    row.fields = {"to": to_json(wanted), "from": to_json(now)}
    if open_of(uow, row.entry_id) is not None:
        return None
    uow.add(row)
    uow.flush()
    return row


def wanted_of(row: ChangeRequest) -> dict[str, Any]:
    """The columns that a request asks for."""
    return values(row.fields["to"], table_of(Entry))


def before_of(row: ChangeRequest) -> dict[str, Any]:
    """Those columns as they were when it was asked."""
    return values(row.fields["from"], table_of(Entry))


def get(uow: UnitOfWork, request_id: int) -> ChangeRequest | None:
    """A request by id, of anybody."""
    return uow.session.get(ChangeRequest, request_id)


def lock(uow: UnitOfWork, request_id: int) -> ChangeRequest | None:
    """A request as it is now; nobody else decides it before this transaction ends."""
    query = select(ChangeRequest).where(ChangeRequest.id == request_id).with_for_update()
    return uow.session.exec(query.execution_options(populate_existing=True)).first()


def open_of(uow: UnitOfWork, entry_id: int) -> ChangeRequest | None:
    """The open request of a line."""
    query = select(ChangeRequest).where(ChangeRequest.entry_id == entry_id, col(ChangeRequest.state) == OPEN)
    return uow.session.exec(query).first()


def waiting(uow: UnitOfWork, person_ids: Collection[int], limit: int) -> list[ChangeRequest]:
    """Open requests of these people, oldest first."""
    query = select(ChangeRequest).where(col(ChangeRequest.person_id).in_(list(person_ids)))
    query = query.where(col(ChangeRequest.state) == OPEN).order_by(col(ChangeRequest.id)).limit(limit)
    return list(uow.session.exec(query).all())


def count_waiting(uow: UnitOfWork, person_ids: Collection[int]) -> int:
    """How many requests of these people are open."""
    query = select(func.count()).select_from(ChangeRequest).where(col(ChangeRequest.person_id).in_(list(person_ids)))
    return uow.session.exec(query.where(col(ChangeRequest.state) == OPEN)).one()


def settle(uow: UnitOfWork, row: ChangeRequest, state: str, at: dt.datetime, by: int, note: str | None = None) -> None:
    """Put an open request into its last state."""
    row.state, row.decided_at, row.decided_by, row.note = state, at, by, note
    uow.add(row)
    uow.flush()
