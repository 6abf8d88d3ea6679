"""Every dialogue of tests/e2e/dialogues runs over the wire through the real Application, on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.dialogue import Stage, load
from tests.e2e.house import House

DIALOGUES = load()


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=[dialogue["id"] for dialogue in DIALOGUES])
async def test_dialogue(house: House, dialogue: dict[str, Any]) -> None:
    await Stage(house, {name: 101 + n for n, name in enumerate(dialogue["people"])}).play(dialogue)
