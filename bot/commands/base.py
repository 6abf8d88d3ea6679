"""What commands share: the settings, and the database brought to head."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.settings import Settings, load_settings
from storage.database import Database


@contextmanager
def open_database(settings: Settings | None = None) -> Iterator[Database]:
    """The database of the settings, empty or older ones brought to the newest schema first. Raises StorageError."""
    database = Database.connect((settings or load_settings()).database_url)
    try:
        database.upgrade()
        yield database
    finally:
        database.close()
