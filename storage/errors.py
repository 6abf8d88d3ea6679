"""Why the database says no. Foreign errors are translated at the edge (storage/engine.py) and chained.

    StorageError
    ├── BadUrl               the address is not one of sqlite:///FILE or postgresql://…
    ├── SchemaNewer          a newer version of the program has already changed this database
    ├── DatabaseLocked       somebody else holds it for longer than we wait; try again
    ├── DatabaseReadOnly     the file, its directory or the server refuses to write
    ├── DatabaseUnreachable  it cannot be opened, does not answer, or refuses us; try again
    ├── DatabaseDamaged      it is not a database, or its content contradicts itself
    ├── DiskFull             no room is left
    ├── Conflict             the row breaks a uniqueness or foreign-key rule
    └── StaleVersion         the row has changed since it was read

An error is a code with data; the sentence a person reads stands elsewhere.
"""

from __future__ import annotations

from typing import Any, ClassVar


class StorageError(Exception):
    """Something the database could not do; nothing of the transaction is kept. `code` is dotted and never reused."""

    default: ClassVar[str] = "storage.failed"

    def __init__(self, code: str | None = None, **data: Any) -> None:
        self.code = code or self.default
        self.data = data
        super().__init__(self.code)

    def __str__(self) -> str:
        """One line: the code and its data, for logs and operators."""
        told = ", ".join(f"{key}={value}" for key, value in self.data.items())
        return f"{self.code} ({told})" if told else self.code


class BadUrl(StorageError):
    """The address of the database cannot be used; `url` without its password."""

    default = "storage.bad_url"


class SchemaNewer(StorageError):
    """`found` is a revision that this program does not know; `known` is its newest."""

    default = "storage.newer"


class DatabaseLocked(StorageError):
    """Another writer holds the database, or this transaction lost against one; it may be repeated."""

    default = "storage.locked"


class DatabaseReadOnly(StorageError):
    """Reading may work, writing does not."""

    default = "storage.read_only"


class DatabaseUnreachable(StorageError):
    """No connection, a broken one, or a refused one; it may be repeated."""

    default = "storage.unreachable"


class DatabaseDamaged(StorageError):
    """The file is no database or is corrupt; restore a backup."""

    default = "storage.damaged"


class DiskFull(StorageError):
    """The disk of the database is full; it may be repeated when there is room."""

    default = "storage.full"


class Conflict(StorageError):
    """A uniqueness or foreign-key rule is broken; the transaction must be given up."""

    default = "storage.conflict"


class StaleVersion(StorageError):
    """`table` and `row_id`: the row is no longer at version `expected` (it is at `found`)."""

    default = "storage.stale"
