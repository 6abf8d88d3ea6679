"""The database behind everything: one object that opens it, migrates it and hands out transactions."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import Literal

from sqlalchemy import Engine

from storage import backup, health, schema
from storage.engine import POSTGRESQL_WORKERS, READ_ONLY, build_engine, parse_url, sqlite_file
from storage.uow import UnitOfWork

PATIENCE = 15.0
"""Seconds to wait for another writer before DatabaseLocked."""


class Database:
    """A SQLite file or a PostgreSQL database. Opening is lazy: the first to touch it is `upgrade()`."""

    def __init__(self, engine: Engine, patience: float) -> None:
        self._engine = engine
        self._patience = patience
        self._gate = Lock() if self.kind == "sqlite" else None

    @classmethod
    def connect(cls, url: str, *, patience: float = PATIENCE) -> Database:
        """Prepare `sqlite:///FILE` (its directory is made) or `postgresql://…`; BadUrl for anything else."""
        return cls(build_engine(parse_url(url), patience), patience)

    @property
    def kind(self) -> Literal["sqlite", "postgresql"]:
        """Which of the two databases this is."""
        return "sqlite" if self._engine.dialect.name == "sqlite" else "postgresql"

    @property
    def workers(self) -> int:
        """How many threads may handle turns at once: SQLite has one writer."""
        return 1 if self.kind == "sqlite" else POSTGRESQL_WORKERS

    @property
    def file(self) -> Path | None:
        """The SQLite file, None for PostgreSQL."""
        return sqlite_file(self._engine.url) if self.kind == "sqlite" else None

    def upgrade(self) -> None:
        """Bring an empty or older database to the newest schema; SchemaNewer for one from a newer program."""
        schema.upgrade(self._engine)

    def unit_of_work(self) -> UnitOfWork:
        """A new transaction that may write; use it with `with`, in one thread."""
        return UnitOfWork(self._engine, gate=self._gate, patience=self._patience)

    def reading(self) -> UnitOfWork:
        """A new transaction that only reads; it waits for no writer and keeps none waiting."""
        # On PostgreSQL the server itself refuses writes in it.
        engine = self._engine.execution_options(**{READ_ONLY: True, "postgresql_readonly": True})
        return UnitOfWork(engine, gate=None, patience=self._patience, read_only=True)

    def backup(self, path: str | Path) -> Path:
        """Write a consistent copy as one SQLite file, whatever the database is (restoring: storage/backup.py)."""
        return backup.backup(self._engine, Path(path))

    def restore(self, path: str | Path) -> int:
        """Fill this empty, upgraded database from a backup file; gives the number of rows."""
        return backup.restore(self._engine, Path(path))

    def health(self) -> health.Health:
        """Say how the database is: schema revision, writable, free disk; never raises a StorageError."""
        return health.health(self._engine, self.file)

    def close(self) -> None:
        """Close every connection; the object can still be used and opens new ones."""
        self._engine.dispose()
