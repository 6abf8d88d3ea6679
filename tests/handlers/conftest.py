"""A filled office and chats of its people, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from services.office import Office
from storage.database import Database
from tests.handlers.chat import Chat, fill

MONDAY = datetime.fromisoformat("2026-11-23T16:30:00+07:00")
OpenChat = Callable[..., Chat]


@pytest.fixture
def open_chat(database: Database) -> OpenChat:
    """Open the linked chat of a person by staff code."""
    fill(database, MONDAY)
    office = Office()

    def open_(staff_code: str, *, linked: bool = True, consent: bool = True, now: datetime = MONDAY) -> Chat:
        chat = Chat(database, office, staff_code, now)
        if linked:
            chat.link(consent)
        return chat

    return open_


@pytest.fixture
def sqlite_chat(sqlite_url: str) -> Chat:
    """One linked chat on SQLite, kept over many examples."""
    database = Database.connect(sqlite_url)
    fill(database, MONDAY)
    chat = Chat(database, Office(), "MH22", MONDAY)
    chat.link()
    return chat
