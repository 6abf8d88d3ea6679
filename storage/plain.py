"""Column values as JSON and back: what snapshots and audit records keep."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import Date, Table
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import UTCDateTime

from storage.types import Fixed4


def to_json(value: Any) -> Any:
    """Give a value that JSON can hold: days and instants in ISO form, decimals as text."""
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): to_json(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [to_json(inner) for inner in value]
    return value


def snapshot(row: SQLModel, table: Table) -> dict[str, Any]:
    """All columns of a row as JSON."""
    return {column.name: to_json(getattr(row, column.name)) for column in table.columns}


def values(kept: Mapping[str, Any], table: Table) -> dict[str, Any]:
    """The columns of a snapshot as Python values; columns that the table no longer has are left out."""
    return {column.name: _value(column.type, kept[column.name]) for column in table.columns if column.name in kept}


def _value(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, Fixed4):
        return Decimal(value)
    if isinstance(kind, UTCDateTime):
        return dt.datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return dt.date.fromisoformat(value)
    return value
