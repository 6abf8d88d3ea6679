"""`soviec when`: lines in, lines out, and a faulty line is named."""

from __future__ import annotations

import json

import pytest

from bot.cli import CommandError
from bot.commands.reading import moments

NOTHING = ("start", "end", "minutes", "from", "to")


def test_each_line_is_answered_in_its_order() -> None:
    now = "2026-11-24T10:00:00+07:00"
    lines = [json.dumps({"id": i, "now": now, "text": text}) for i, text in enumerate(["thứ 6", "quý 4", "xong"])]
    friday, quarter, nothing = moments([*lines, "\n"], "future")
    assert friday == {"id": 0, "date": "2026-11-27", "grain": "day"} | dict.fromkeys(NOTHING)
    assert (quarter["from"], quarter["to"], quarter["grain"]) == ("2026-10-01", "2026-12-31", "quarter")
    assert set(nothing) == set(friday)
    assert [value for key, value in nothing.items() if key != "id"] == [None] * 7


@pytest.mark.parametrize("line", ["{", '{"id": 1, "text": "x"}', '{"id": 1, "now": "hôm nay", "text": "x"}', "[]"])
def test_a_line_that_is_none_is_named(line: str) -> None:
    with pytest.raises(CommandError, match="Dòng 1"):
        list(moments([line], "past"))
