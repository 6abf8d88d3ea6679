"""Whatever stands in an input, a call answers or refuses with a ScoringError of one line; nothing else escapes."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import ScoringError, parse_json
from scoring.calls import combine_table, rank_table, score_table, unit_table
from tests.scoring.cli import HEAD, PLAN_UNDONE, contract

JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(
        ["0", "1", "-1", "1.5", "1e9", "NaN", "Infinity", "2026-11-31", "9" * 400, "0." + "0" * 30 + "1", "đ"]
    ),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)


def paths(data: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Walk the places of a JSON value."""
    if path:
        yield path
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for name, value in pairs:
        yield from paths(value, (*path, name))


def changed(data: Any, path: tuple[Any, ...], value: object) -> Any:
    """Put a value at a place of a copy."""
    whole = copy.deepcopy(data)
    inner = whole
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = value
    return whole


LEADER = contract(**HEAD, extra={}, unclassified=None) | {"unclassified": None, "kpi_percent": None}
SHEET = score_table(contract(work=PLAN_UNDONE))
LEAN = {name: value for name, value in SHEET.items() if name not in ("steps", "losses", "notes")}
CALLS: list[tuple[Callable[[object], object], Any]] = [
    (score_table, contract(work=PLAN_UNDONE)),
    (score_table, {name: value for name, value in LEADER.items() if name != "kpi_percent"}),
    (combine_table, {"policy": "nd335-2025", "sheets": [LEAN], "to": "quarter"}),
    (
        unit_table,
        {"policy": "nd335-2025", "unit": "VP", "sheets": [LEAN], "without": ["A"], "general": {"points": "2"}},
    ),
    (rank_table, {"policy": "nd335-2025", "sheets": [{"id": "A", "total": "91.00", "grade": "xuat_sac"}]}),
]


@pytest.mark.parametrize(("call", "data"), CALLS)
@given(pick=st.randoms(use_true_random=False), junk=JUNK)
def test_junk_anywhere_is_answered_or_refused(
    call: Callable[[object], object], data: Any, pick: Any, junk: Any
) -> None:
    path = pick.choice(list(paths(data)))
    raw = json.dumps(changed(data, path, junk), ensure_ascii=True).encode("utf-8")
    try:
        json.dumps(call(parse_json(raw)), ensure_ascii=False).encode("utf-8")
    except ScoringError as error:
        assert str(error).isprintable()  # noqa: PT017 – either outcome is right, the line must be one


@given(st.binary(max_size=60))
def test_bytes_are_parsed_or_refused(raw: bytes) -> None:
    try:
        parse_json(raw)
    except ScoringError as error:
        assert str(error).isprintable()  # noqa: PT017 – as above
