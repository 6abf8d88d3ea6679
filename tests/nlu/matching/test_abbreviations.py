"""Short forms are read by their neighbours and the writer's post; what does not decide stays open."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from nlu.abbreviations import read, short_forms
from nlu.index import build_index
from nlu.model import WorkItem
from nlu.words import folded_words, words

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("abbreviations.toml").read_text(encoding="utf-8"))[
    "case"
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text']} ({case.get('post', '')})")
def test_reading_by_context(case: dict[str, Any]) -> None:
    sentence = words(case["text"])
    place = next(i for i, word in enumerate(sentence) if word.lower == case["short"])
    readings = read(sentence, place, post=" ".join(folded_words(case.get("post", ""))))
    if case.get("open"):
        assert len(readings) > 1
    else:
        assert readings[0].text == case["means"]


def test_shares_add_up_and_a_sure_reading_stands_alone() -> None:
    for written in {entry.written for entries in short_forms().values() for entry in entries}:
        readings = read(words(written), 0)
        assert 0.0 < sum(reading.share for reading in readings) <= 1.0 + 1e-9
        assert readings == tuple(sorted(readings, key=lambda r: (-r.share, r.text)))


def test_the_catalogue_decides_what_the_words_leave_open() -> None:
    items = [WorkItem("A", "Đăng ký khai tử"), WorkItem("B", "Dự họp"), WorkItem("C", "Đăng ký khai sinh")]
    assert build_index(items).candidates("kt 2")[0].code == "A"


def test_the_typed_short_form_is_kept_beside_its_reading() -> None:
    items = [WorkItem("A", "Vận hành hệ thống HS nội bộ", aliases=("hs",)), WorkItem("B", "Dự họp")]
    assert build_index(items).candidates("hs")[0].code == "A"
