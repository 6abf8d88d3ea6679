"""The corpus of absences; a phrase is added there, not here."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from nlu.absence import read
from nlu.stretches import Stretch
from nlu.trips import told

CORPUS = tomllib.loads((Path(__file__).parent / "corpus" / "absence.toml").read_text(encoding="utf-8"))
NOW: date = CORPUS["now"]
PHRASES = [(case, phrase) for case in CORPUS["absence"] for phrase in case["say"]]


def a_stretch(text: str) -> Stretch:
    """«2026-11-27..2026-11-30 pm»."""
    days, _, half = text.partition(" ")
    first, _, last = days.partition("..")
    return Stretch(date.fromisoformat(first), date.fromisoformat(last or first), half or None)


@pytest.mark.parametrize(("case", "phrase"), PHRASES, ids=[phrase for _, phrase in PHRASES])
def test_a_phrase_means_its_days(case: dict[str, Any], phrase: str) -> None:
    away = read(phrase, NOW)
    days = Decimal(case["days"]) if "days" in case else None
    wanted = (tuple(map(a_stretch, case["away"])), days, case.get("doubt"))
    assert (away.stretches, away.days, away.doubt) == wanted
    assert told(phrase, NOW) == case.get("told")


@pytest.mark.parametrize("phrase", CORPUS["none"]["say"])
def test_work_is_no_absence(phrase: str) -> None:
    assert told(phrase, NOW) is None


@pytest.mark.parametrize(
    "text", ["", "nghỉ", "nghỉ " * 400, "nghỉ 99/99", "nghỉ 31/2 đến 30/2", "huỷ nghỉ 0 ngày", "28,29,30/13"]
)
def test_any_text_is_borne(text: str) -> None:
    assert read(text, NOW).stretches
    told(text, NOW)
