"""Every dialogue of tests/e2e/dialogues runs over the wire through the real Application, every second on both bases.

What PostgreSQL does otherwise is the storage's business, whose tests all run on both.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.dialogue import Stage, load
from tests.e2e.house import House

DIALOGUES = load()
PLAYS = [pytest.param("sqlite", dialogue, id=f"sqlite-{dialogue['id']}") for dialogue in DIALOGUES] + [
    pytest.param("postgresql", dialogue, id=f"postgresql-{dialogue['id']}", marks=pytest.mark.postgres)
    for dialogue in DIALOGUES[::2]
]


@pytest.mark.parametrize(("database_url", "dialogue"), PLAYS, indirect=["database_url"])
async def test_dialogue(house: House, dialogue: dict[str, Any]) -> None:
    await Stage(house, {name: 101 + n for n, name in enumerate(dialogue["people"])}).play(dialogue)
