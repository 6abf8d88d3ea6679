"""The audit trail: written by `UnitOfWork.audit` in the transaction of the deed, read here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlmodel import col, select

from storage import bulk
from storage.plain import to_json
from storage.tables import Audit
from storage.uow import UnitOfWork


def add_all(
    uow: UnitOfWork, code: str, *, actor_id: int, table: str, at: dt.datetime, rows: Mapping[int, Mapping[str, Any]]
) -> None:
    """Note the same deed on many rows, as `UnitOfWork.audit` does for one: row id → numbers, dates and states."""
    common = {"at": at, "actor_id": actor_id, "code": code, "row_table": table}
    bulk.insert_rows(uow, Audit, [{**common, "row_id": row_id, "data": to_json(data)} for row_id, data in rows.items()])


def of_row(uow: UnitOfWork, table: str, row_id: int) -> list[Audit]:
    """What happened to a row, oldest first."""
    query = select(Audit).where(Audit.row_table == table, Audit.row_id == row_id)
    return list(uow.session.exec(query.order_by(col(Audit.id))).all())


def by_actor(uow: UnitOfWork, actor_id: int, limit: int = 100) -> list[Audit]:
    """What a person did, newest first."""
    query = select(Audit).where(Audit.actor_id == actor_id)
    return list(uow.session.exec(query.order_by(col(Audit.id).desc()).limit(limit)).all())


def by_code(uow: UnitOfWork, code: str, limit: int = 100) -> list[Audit]:
    """The latest records of a code, newest first."""
    query = select(Audit).where(Audit.code == code)
    return list(uow.session.exec(query.order_by(col(Audit.id).desc()).limit(limit)).all())
