"""What a person confirmed is recalled under slips, and never for other work."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from benchmarks.nlu.__main__ import load_catalogues
from nlu import understand, wording
from nlu.memory import recall

LONG = "phun thuoc chuot ruong lua thon dai dien"


@pytest.mark.parametrize(
    "typed",
    [
        LONG,
        "phun thuoc chuot ruongf lua thon dai dien",
        "puhn thuoc chuot ruong lua thon dai dien",
        "phun thuoc chuot ruong lua thon dai dien met qua",
        "phun thuoc chuot rung lua thon dai dien",  # another syllable, in a long wording
    ],
)
def test_a_slip_of_the_pen_recalls(typed: str) -> None:
    assert recall({LONG: "C.NN.01"}, [typed]) == "C.NN.01"


@pytest.mark.parametrize(
    ("known", "typed"),
    [
        ("lam bao cao tuan cho so noi vu", "lam bao cao thang cho so noi vu"),
        ("hop cong doan", "hop cong dan"),
        ("soan ke hoach nam cua phuong", "soan ke hoach nam cua phuong va thong bao"),
        ("truc lanh dao", "tru lanh dao"),
        ("hop", "hpo"),
    ],
)
def test_other_work_recalls_nothing(known: str, typed: str) -> None:
    assert recall({known: "A"}, [typed]) is None


def test_two_wordings_that_disagree_recall_nothing() -> None:
    memory = {"soan giay moi hop dan pho": "A", "soan giay moi hop dam pho": "B"}
    assert recall(memory, ["soan giay moi hop dann pho"]) is None


def test_what_was_said_about_the_work_does_not_hide_it() -> None:
    """A wording is kept with its remark ("chưa xong, mệt"); the same message again must find it."""
    text = "cả ngày soạn quyết định quy phạm của UBND tỉnh về phân cấp tài sản công, chưa xong, mệt mắt"
    index = load_catalogues()["phuong"]
    now = datetime(2026, 12, 3, 17, tzinfo=UTC)
    first = understand(text, now=now, index=index).entries[0]
    other = next(code for code in index.items if code != first.item)
    again = understand(text, now=now, index=index, memory={wording(first.text): other}).entries[0]
    assert again.item == other
    assert again.candidates[0].evidence[0].feature == "memory"
