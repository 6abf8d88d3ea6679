"""Engines for the two databases: what is set on every connection, and how a transaction begins."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import BadUrl, DatabaseUnreachable
from storage.translate import translate_errors, translated

READ_ONLY = "soviec_read_only"
SCHEMA_CHANGE = "soviec_schema_change"
POSTGRESQL_WORKERS = 4


def parse_url(url: str) -> URL:
    """Turn `sqlite:///FILE` or `postgresql://…` into an address with our drivers; BadUrl for anything else."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise BadUrl(url=url.split("@")[-1]) from error
    kind = parsed.get_backend_name()
    if kind == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return parsed.set(drivername="sqlite+pysqlite")
    if kind in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    raise BadUrl(url=parsed.render_as_string(hide_password=True))


def sqlite_file(url: URL) -> Path:
    """Give the file of an SQLite address (also of the `file:…?uri=true` form)."""
    return Path((url.database or "").removeprefix("file:"))


def build_engine(url: URL, patience: float) -> Engine:
    """Build the engine of a parsed address; `patience` is how many seconds to wait for another writer."""
    engine = _sqlite(url, patience) if url.get_backend_name() == "sqlite" else _postgresql(url, patience)
    translate_errors(engine)
    return engine


def _sqlite(url: URL, patience: float) -> Engine:
    _make_directory(sqlite_file(url).parent)
    engine = create_engine(url, connect_args={"timeout": patience}, pool_size=8, max_overflow=8, hide_parameters=True)

    # SQLAlchemy's own recipe ("Using SQLAlchemy to emit BEGIN in lieu of SQLite's transaction control"):
    # the driver begins nothing, we begin; IMMEDIATE, so that no reader has to turn into a writer half-way.
    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=FULL")
        # What is taken out (a secret, a forgotten message) is overwritten in the pages that are written anyway.
        connection.execute("PRAGMA secure_delete=FAST")
        _use_wal(connection, patience)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get(SCHEMA_CHANGE):
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("BEGIN" if options.get(READ_ONLY) else "BEGIN IMMEDIATE")

    return engine


def _make_directory(directory: Path) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise translated(error) or DatabaseUnreachable(reason=str(directory)) from error


def _use_wal(connection: sqlite3.Connection, patience: float) -> None:
    """Switch to WAL once; the switch needs the file alone and does not wait by itself, so we do."""
    deadline = time.monotonic() + patience
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname.startswith("SQLITE_READONLY"):
                return  # to be read as it is; the first write will say so
            if not error.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _postgresql(url: URL, patience: float) -> Engine:
    wait = int(patience * 1000)
    settings = f"-c timezone=UTC -c lock_timeout={wait} -c idle_in_transaction_session_timeout=120000"
    arguments = {"connect_timeout": 5, "options": settings, "application_name": "soviec"}
    return create_engine(
        url,
        connect_args=arguments,
        pool_pre_ping=True,
        pool_size=POSTGRESQL_WORKERS + 2,
        max_overflow=8,
        hide_parameters=True,  # what people wrote must not stand in a log
    )
