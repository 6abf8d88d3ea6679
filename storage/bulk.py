"""Many new rows at once, for history and restores: one statement for a table, no ids given back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert
from sqlmodel import SQLModel

from storage import plain
from storage.tables import Entry
from storage.uow import UnitOfWork
from storage.writing import table_of


def add_all(uow: UnitOfWork, rows: Sequence[SQLModel]) -> None:
    """Insert rows that need their ids afterwards."""
    uow.session.add_all(rows)
    uow.flush()


def insert_rows(uow: UnitOfWork, kind: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows of one table, given as columns, that nothing refers to; several times faster than one by one."""
    if rows:
        uow.session.execute(insert(table_of(kind)), [dict(row) for row in rows])


def entry_snapshot(entry: Entry) -> dict[str, Any]:
    """A line's state as a kept version holds it."""
    return plain.snapshot(entry, table_of(Entry))
