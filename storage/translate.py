"""Driver errors to StorageError: the one place that knows what SQLite and PostgreSQL call their troubles."""

from __future__ import annotations

import errno
import sqlite3

import psycopg
from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext

from storage.errors import (
    Conflict,
    DatabaseDamaged,
    DatabaseLocked,
    DatabaseReadOnly,
    DatabaseUnreachable,
    DiskFull,
    StorageError,
)

# Result codes of https://sqlite.org/rescode.html, longest prefix first.
SQLITE: tuple[tuple[str, type[StorageError]], ...] = (
    ("SQLITE_BUSY", DatabaseLocked),
    ("SQLITE_LOCKED", DatabaseLocked),
    ("SQLITE_READONLY", DatabaseReadOnly),
    ("SQLITE_FULL", DiskFull),
    ("SQLITE_CORRUPT", DatabaseDamaged),
    ("SQLITE_NOTADB", DatabaseDamaged),
    ("SQLITE_CANTOPEN", DatabaseUnreachable),
    ("SQLITE_PERM", DatabaseUnreachable),
    ("SQLITE_IOERR", DatabaseUnreachable),
    ("SQLITE_CONSTRAINT", Conflict),
)

# Classes and codes of PostgreSQL's appendix A, longest prefix first.
POSTGRESQL: tuple[tuple[str, type[StorageError]], ...] = (
    ("53100", DiskFull),
    ("25006", DatabaseReadOnly),
    ("55P03", DatabaseLocked),
    ("57014", DatabaseLocked),
    ("40", DatabaseLocked),
    ("23", Conflict),
    ("08", DatabaseUnreachable),
    ("28", DatabaseUnreachable),
    ("3D", DatabaseUnreachable),
    ("53", DatabaseUnreachable),
    ("57P", DatabaseUnreachable),
    ("58", DatabaseUnreachable),
    ("XX", DatabaseDamaged),
)


OPERATING_SYSTEM: dict[int, type[StorageError]] = {
    errno.ENOSPC: DiskFull,
    errno.EDQUOT: DiskFull,
    errno.EROFS: DatabaseReadOnly,
    errno.EACCES: DatabaseReadOnly,
    errno.EPERM: DatabaseReadOnly,
}


def translated(error: BaseException | None) -> StorageError | None:
    """Give the StorageError for a driver's or a file's error, None for our own mistakes (wrong SQL, wrong type)."""
    if isinstance(error, sqlite3.Error):
        return _first(SQLITE, getattr(error, "sqlite_errorname", None) or "", error)
    if isinstance(error, psycopg.Error):
        known = _first(POSTGRESQL, error.sqlstate or "", error)
        lost = known is None and error.sqlstate is None and isinstance(error, psycopg.OperationalError)
        return DatabaseUnreachable(reason=_line(error)) if lost else known
    if isinstance(error, OSError):
        return OPERATING_SYSTEM.get(error.errno or 0, DatabaseUnreachable)(reason=f"{error.filename}: {error.strerror}")
    return None


def _first(table: tuple[tuple[str, type[StorageError]], ...], code: str, error: Exception) -> StorageError | None:
    for prefix, kind in table:
        if code.startswith(prefix):
            # Only rule names for a conflict: the full text quotes the row.
            return kind(reason=code if kind is Conflict else _line(error))
    return None


def _line(error: Exception) -> str:
    return " ".join(str(error).split("\n")[0].split())


def translate_errors(engine: Engine) -> None:
    """Let every error that the driver raises through this engine come out as a StorageError, chained."""

    @event.listens_for(engine, "handle_error")
    def _translate(context: ExceptionContext) -> None:
        known = translated(context.original_exception)
        if known is not None:
            raise known from context.original_exception
