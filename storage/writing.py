"""Inserts that a repetition does not change: one statement, the same on both databases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel

from storage.uow import UnitOfWork

CHUNK = 500
"""Rows in one statement; far below the 32,766 variables that SQLite allows."""


def table_of(row: SQLModel | type[SQLModel]) -> Table:
    """Give the table behind a model."""
    kind = row if isinstance(row, type) else type(row)
    table = inspect(kind).local_table
    assert isinstance(table, Table)
    return table


def values_of(row: SQLModel) -> dict[str, Any]:
    """Give a new row's columns without its id."""
    return {column.name: getattr(row, column.key) for column in table_of(row).columns if column.name != "id"}


def insert_new(uow: UnitOfWork, rows: Sequence[SQLModel], unique: Sequence[str]) -> list[int]:
    """Insert rows of one table, leaving out those whose `unique` columns are there already; gives the new ids."""
    ids: list[int] = []
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        table = table_of(chunk[0])
        insert = postgresql.insert(table) if uow.kind == "postgresql" else sqlite.insert(table)
        statement = insert.on_conflict_do_nothing(index_elements=list(unique)).returning(table.c.id)
        ids += uow.session.execute(statement, [values_of(row) for row in chunk]).scalars().all()
    return ids
