"""Fixtures of the whole way through, on both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from storage.database import Database
from tests.e2e.house import House, fill, open_house


@pytest.fixture
async def house(database_url: str) -> AsyncIterator[House]:
    """The running bot with the demo agency, without history; nobody is linked yet."""
    database = Database.connect(database_url)
    fill(database)
    database.close()
    async with open_house(database_url) as opened:
        yield opened
