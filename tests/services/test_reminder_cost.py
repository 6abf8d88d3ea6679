"""What deciding costs in queries, however many people; and the benchmark itself on a small scale."""

from __future__ import annotations

from pathlib import Path

from benchmarks.reminders import measure
from benchmarks.reminders.__main__ import GOALS, table

MOST_QUERIES = 20


def test_the_number_of_queries_does_not_grow_with_the_people(tmp_path: Path) -> None:
    few, many = tmp_path / "few", tmp_path / "many"
    few.mkdir(), many.mkdir()
    small, large = measure.decide(few, 60, 2), measure.decide(many, 600, 2)
    assert {name: one["queries"] for name, one in small.items()} == {n: one["queries"] for n, one in large.items()}
    assert max(one["queries"] for one in large.values()) <= MOST_QUERIES
    assert large["end_of_day"]["due"] > 9 * small["end_of_day"]["due"] > 0


async def test_a_small_fan_out_reaches_everybody_once_and_provokes_nothing(tmp_path: Path) -> None:
    found = await measure.fan_out(tmp_path, 40, 25.0)
    assert (found["answers_429"], found["repeated"], found["unanswered"]) == (0, 0, 0)
    assert found["answers"] > 0
    assert found["ratio_to_limit"] > 0


def test_the_table_names_every_goal() -> None:
    figures = dict.fromkeys(GOALS, 1) | {"fan_out": {}, "decide": {}, "killed": {}}
    assert all(name in table(figures) for name in GOALS)
