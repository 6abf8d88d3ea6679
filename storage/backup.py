"""A consistent copy as one SQLite file, and back.

SQLite copies itself (its online backup, safe while the bot runs). PostgreSQL is read in one REPEATABLE READ
transaction, row by row, into a fresh SQLite file of the same schema: readable by anything, and by us. To restore: with
SQLite stop the bot and put the file in the place of the old one (without its -wal and -shm); with PostgreSQL point
DATABASE_URL to an empty database and call `Database.restore(FILE)` after `Database.upgrade()`. Operators of PostgreSQL
will want pg_dump besides.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, Table, bindparam, func, insert, select, text, update

from storage import schema
from storage.engine import READ_ONLY, SCHEMA_CHANGE, build_engine
from storage.errors import Conflict, StorageError
from storage.tables import METADATA
from storage.translate import translated

BATCH = 500
PATIENCE = 15.0


def backup(engine: Engine, path: Path) -> Path:
    """Write the copy beside `path` and put it in place when it is whole; an existing file is replaced."""
    partial = path.with_name(path.name + ".partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove(partial)
        _copy_file(engine, partial) if engine.dialect.name == "sqlite" else _copy_rows(engine, partial)
        os.replace(partial, path)
    except (OSError, sqlite3.Error) as error:
        raise translated(error) or StorageError(reason=str(error)) from error
    finally:
        with suppress(OSError):
            _remove(partial)
    return path


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _copy_file(engine: Engine, target: Path) -> None:
    raw = engine.raw_connection()
    try:
        with closing(sqlite3.connect(target)) as copy:
            source = raw.driver_connection
            assert isinstance(source, sqlite3.Connection)
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
    finally:
        raw.close()


def _copy_rows(engine: Engine, target: Path) -> None:
    other = build_engine(URL.create("sqlite+pysqlite", database=str(target)), PATIENCE)
    try:
        schema.upgrade(other)
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with engine.connect().execution_options(**options) as source:
            _pour(source, other)
        with closing(sqlite3.connect(target)) as copy:
            copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        other.dispose()


def restore(engine: Engine, path: Path) -> int:
    """Copy every row of a backup into an empty database at the same revision; Conflict if either is not so."""
    other = build_engine(_untouched(path), PATIENCE)
    try:
        with other.execution_options(**{READ_ONLY: True}).connect() as source:
            _same_and_empty(source, engine)
            return _pour(source, engine)
    finally:
        other.dispose()


def _untouched(path: Path) -> URL:
    """The address of a file that must be there and stays as it is."""
    query = {"mode": "ro", "uri": "true"}
    return URL.create("sqlite+pysqlite", database=f"file:{quote(str(path))}", query=query)


def _same_and_empty(source: Connection, engine: Engine) -> None:
    with engine.connect() as target:
        ours, theirs = schema.revision_of(target), schema.revision_of(source)
        if ours != theirs:
            raise Conflict("storage.other_revision", ours=ours, theirs=theirs)
        for table in METADATA.sorted_tables:
            if target.execute(select(func.count()).select_from(table)).scalar_one():
                raise Conflict("storage.not_empty", table=table.name)


def _pour(source: Connection, engine: Engine) -> int:
    """Copy all rows in one transaction of the target, parents first."""
    count = 0
    with engine.execution_options(**{SCHEMA_CHANGE: True}).connect() as target:
        try:
            for table in METADATA.sorted_tables:
                for rows in _batches(source, table):
                    target.execute(insert(table), _without_own_links(table, rows))
                    count += len(rows)
                _link(source, target, table)
                _continue_numbers(target, table)
            target.commit()
        finally:
            target.invalidate()
    return count


def _batches(source: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    result = source.execution_options(yield_per=BATCH).execute(select(table).order_by(table.c.id))
    for rows in result.mappings().partitions(BATCH):
        yield [dict(row) for row in rows]


def _own_links(table: Table) -> list[str]:
    return [key.parent.name for key in table.foreign_keys if key.column.table is table]


def _without_own_links(table: Table, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    # A person's manager may come later in id order, so links inside a table are set when all of it is there.
    nothing = dict.fromkeys(_own_links(table))
    return [{**row, **nothing} for row in rows]


def _link(source: Connection, target: Connection, table: Table) -> None:
    for name in _own_links(table):
        column = table.c[name]
        change = update(table).where(table.c.id == bindparam("row")).values({name: bindparam("to")})
        links = source.execute(select(table.c.id, column).where(column.is_not(None))).all()
        if links:
            target.execute(change, [{"row": row, "to": to} for row, to in links])


def _continue_numbers(target: Connection, table: Table) -> None:
    """Let PostgreSQL's sequence go on after the highest id that was copied."""
    if target.dialect.name == "postgresql":
        highest = f'(SELECT max(id) FROM "{table.name}")'
        sequence = f"pg_get_serial_sequence('\"{table.name}\"', 'id')"
        target.execute(text(f"SELECT setval({sequence}, coalesce({highest}, 1), {highest} IS NOT NULL)"))
