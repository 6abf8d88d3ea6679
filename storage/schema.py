"""Bringing a database to the newest schema: once, in one transaction, also when two processes start together."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from storage.engine import READ_ONLY, SCHEMA_CHANGE
from storage.errors import DatabaseDamaged, SchemaNewer

SCRIPTS = Path(__file__).parent / "migrations"
ADVISORY_KEY = 0x50F1EC  # any number that no other program on the server uses
_ALEMBIC = Lock()  # alembic keeps its context in module globals


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    return config


def head_revision() -> str:
    """Give the newest revision that this program knows."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def revision_of(connection: Connection) -> str | None:
    """Give the revision of the database, or None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def refuse_newer(found: str | None) -> None:
    """Raise SchemaNewer for a revision that this program has never heard of."""
    scripts = ScriptDirectory.from_config(_config())
    known = {script.revision for script in scripts.walk_revisions()}
    if found is not None and found not in known:
        raise SchemaNewer(found=found, known=scripts.get_current_head())


def upgrade(engine: Engine, target: str = "head") -> None:
    """Bring the database to `target`; SchemaNewer if it is already beyond what we know."""
    with engine.execution_options(**{READ_ONLY: True}).connect() as connection:
        found = revision_of(connection)
    refuse_newer(found)
    if target == "head" and found == head_revision():
        return
    with _ALEMBIC, engine.execution_options(**{SCHEMA_CHANGE: True}).connect() as connection:
        try:
            _alone(connection)
            refuse_newer(revision_of(connection))
            _run(connection, target)
            connection.commit()
        finally:
            connection.invalidate()  # on SQLite its foreign keys are switched off


def _alone(connection: Connection) -> None:
    """Wait until no other process migrates: SQLite's BEGIN IMMEDIATE does it, PostgreSQL takes an advisory lock."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL lock_timeout = '60s'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_KEY})
    else:
        connection.execute(text("SELECT 1"))


def _run(connection: Connection, target: str) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, target)
    if connection.dialect.name == "sqlite":
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
        if broken:
            raise DatabaseDamaged(reason=f"{len(broken)} rows point to nothing after the migration")
