"""Lines that give work: what is taken out of them (shares, time, repetition, the job above) and what is left."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from nlu.order import read_order

CASES = tomllib.loads((Path(__file__).parent / "corpus" / "order.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize(
    ("text", "case"), [pytest.param(text, case, id=text) for case in CASES for text in case["say"]]
)
def test_what_a_line_says_besides(text: str, case: dict[str, Any]) -> None:
    order = read_order(text)
    if not case.get("odd"):
        assert order.plain == (text if case.get("same") else case["plain"])
    assert [[p.name, p.role or "", float(p.share or 0)] for p in order.parts] == case.get("parts", [])
    every = [order.every.kind, order.every.day, order.every.time or ""] if order.every else None
    assert every == case.get("every")
    assert order.minutes == case.get("minutes")
    assert order.above == case.get("above")
    assert order.odd_every == case.get("odd", False)


def test_nothing_stops_the_reading() -> None:
    for text in (
        "",
        "%",
        "100% 100% 100%",
        "giao",
        "giao @" + "a" * 5000,
        "việc 999999999: giao @An",
        "mỗi thứ 9",
        "ngày 45 hằng tháng",
    ):
        assert read_order(text).every is None
