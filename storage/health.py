"""How the database is, in a few facts for `soviec check` and /health."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, text

from storage import schema
from storage.errors import StorageError


@dataclass(frozen=True)
class Health:
    """`revision` None = empty; `free_bytes` None = not our disk (PostgreSQL); `error` is a StorageError's one line."""

    kind: str
    revision: str | None
    head: str
    writable: bool
    free_bytes: int | None
    error: str | None = None

    @property
    def ok(self) -> bool:
        """At the newest schema, and writable."""
        return self.error is None and self.writable and self.revision == self.head


def health(engine: Engine, file: Path | None) -> Health:
    """Ask the database for its revision and try a write that is rolled back."""
    revision, error = None, None
    try:
        with engine.connect() as connection:
            revision = schema.revision_of(connection)
            connection.execute(text("CREATE TABLE soviec_probe (id INTEGER)"))
            connection.rollback()
        schema.refuse_newer(revision)
    except StorageError as trouble:
        error = str(trouble)
    return Health(engine.dialect.name, revision, schema.head_revision(), error is None, _free(file), error)


def _free(file: Path | None) -> int | None:
    if file is None or not file.parent.exists():
        return None
    return shutil.disk_usage(file.parent).free
