"""Updates as data: what comes over the wire and the Turn that it must become."""

from __future__ import annotations

import json
import tomllib
from dataclasses import astuple
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.channels.turns import chat_of, to_turn
from handlers.turn import Turn

CASES = tomllib.loads((Path(__file__).parent / "updates.toml").read_text(encoding="utf-8"))["case"]
RECEIVED = datetime.fromtimestamp(1795000999, UTC)


def shown(turn: Turn, name: str) -> Any:
    """A field as the data file writes it."""
    value = getattr(turn, name)
    if name == "mentions":
        return [["" if part is None else part for part in astuple(one)] for one in value]
    if name in ("sent_at", "edited_at"):
        return int(value.timestamp())
    if name == "file" and value:
        *reference, content = astuple(value)
        assert content is None  # an update never carries the file itself
        return ["" if part is None else part for part in reference]
    return value


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_an_update_becomes_a_turn(case: dict[str, Any]) -> None:
    turn = to_turn(json.loads(case["update"]), RECEIVED)
    expected = case.get("turn")
    if expected is None:
        assert turn is None
        return
    assert turn is not None
    assert {name: shown(turn, name) for name in expected} == expected
    assert turn.sent_at.tzinfo is not None


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_an_update_is_ordered_in_the_chat_it_belongs_to(case: dict[str, Any]) -> None:
    update = json.loads(case["update"])
    turn = to_turn(update, RECEIVED)
    if turn is not None:
        assert chat_of(update) == turn.chat_id


def test_an_update_of_no_chat_has_no_order() -> None:
    assert chat_of({"update_id": 1, "poll": {"id": "1"}}) == ""
