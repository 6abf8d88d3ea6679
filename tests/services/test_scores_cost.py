"""The benchmark of the scores measures what it says, and a month of more people asks no more questions a window."""

from __future__ import annotations

import json
import sys

import pytest
from sqlalchemy import event

from benchmarks.scoring import __main__ as command
from benchmarks.scoring import months, office
from benchmarks.scoring.measure import Measure
from bot.commands.scoring import keep_month
from services import score_months
from storage.database import Database


def test_a_window_costs_a_bounded_number_of_questions(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(score_months, "WINDOW", 20)
    office.build(database, 80)
    office.close_months(database, 80)
    asked: list[str] = []
    with database.reading() as uow:
        engine = uow.session.get_bind()
        plain = office.plain_aggregation(uow.session.connection())
        assert 80 * 10 < plain < 80 * 25
    event.listen(engine.engine, "before_cursor_execute", lambda c, cur, statement, *rest: asked.append(statement))
    kept, opened = keep_month(database, office.YEAR, office.MONTH, office.NOW)
    assert (kept.new, kept.without, opened) == (80, 0, 0)
    # the units; of the one batch: lock, closed, count, settings, audit; of each window six; the last, empty one
    assert len(asked) <= 8 + 6 * 4


def test_json_is_one_object(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(command, "PARTS", {"months": lambda *, quick: [Measure("x", 1.0, "s", 2.0)]})
    monkeypatch.setattr(sys, "argv", ["benchmarks.scoring", "--quick", "--json"])
    assert command.main() == 0
    found = json.loads(capsys.readouterr().out)
    assert found == {"months": [{"name": "x", "value": 1.0, "unit": "s", "limit": 2.0, "passed": True}]}


def test_the_goals_of_the_province_stand() -> None:
    assert (months.LIMIT_RATIO, months.LIMIT_SECONDS, months.PEOPLE, office.LINES) == (15.0, 30.0, 7_000, 110)
