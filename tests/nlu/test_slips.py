"""Slips are mended by the words beside them; what may be meant stays."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from nlu import fold, normalise
from nlu.slips import neighbours, one_slip

CORPUS = tomllib.loads((Path(__file__).parent / "corpus" / "slips.toml").read_text(encoding="utf-8"))
CASES = [(text, case["meant"]) for case in CORPUS["case"] for text in case["say"]]


@pytest.mark.parametrize(("typed", "meant"), CASES)
def test_mended(typed: str, meant: str) -> None:
    """A word typed without accents is given back without them."""
    assert normalise(typed).folded == fold(meant)


@pytest.mark.parametrize("text", CORPUS["same"]["say"])
def test_left_alone(text: str) -> None:
    assert normalise(text).clean == text.lower()


def test_one_slip_is_one_letter_or_two_swapped() -> None:
    assert all(one_slip("tieng", typed) for typed in ("tieg", "tienng", "teing", "tiang"))
    assert not any(one_slip("tieng", typed) for typed in ("tieng", "teigng", "tng", "chieu"))
    assert "tieng" in neighbours("ting")
