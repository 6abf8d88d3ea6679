"""The benchmark runs, prints one JSON object, and what it measures does not fall below what was reached."""

from __future__ import annotations

import json
import random
import unicodedata
from typing import Any

import pytest

from benchmarks.nlu import report
from benchmarks.nlu.__main__ import main
from benchmarks.nlu.peers import BM25, dates_found
from benchmarks.nlu.seeds import exceptions
from benchmarks.nlu.sets import HERE, GoldSet, gold_sets, load_items, load_lines
from benchmarks.nlu.variants import VARIANTS, slip, slipped, stripped

FALLS = {"accents stripped": 3.0, "NFD": 0.5, "upper case": 2.0, "one typo": 5.0}


@pytest.fixture(scope="module")
def run() -> dict[str, Any]:
    """One quick run, as the command prints it, with one set of each sort beside the development lines."""
    import io
    from contextlib import redirect_stdout

    dev, *others = gold_sets()
    few = [dev, *(next(one for one in others if one.fitted is fitted) for fitted in (True, False))]
    out = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out):
        patch.setattr("benchmarks.nlu.__main__.gold_sets", lambda: few)
        assert main(["--quick", "--json"]) == 0
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def test_every_section_is_there_and_says_what_was_fitted(run: dict[str, Any]) -> None:
    assert list(run) == ["quality", "held_out", "seeds", "cost", "peers", "folds"]
    dev = run["quality"][0]
    assert (dev["set"], dev["lines_used_for_fitting"], dev["figures"]["messages"]) == ("dev", True, 220)
    fitted = {part["set"].rpartition("/")[2]: part["lines_used_for_fitting"] for part in run["quality"][1:]}
    assert fitted == {"worked_on": True, "held_out": False}
    assert run["held_out"]["messages"] == sum(
        part["figures"]["messages"] for part in run["quality"] if not part["lines_used_for_fitting"]
    )
    assert report.table(run).startswith("== dev")


@pytest.mark.parametrize("variant", FALLS)
def test_the_same_messages_typed_otherwise(run: dict[str, Any], variant: str) -> None:
    assert run["quality"][0]["variants"][variant]["fall"] <= FALLS[variant]


def test_what_was_confirmed_comes_first_again(run: dict[str, Any]) -> None:
    assert run["quality"][0]["memory"]["item@1_%"] >= 99


def test_seed_categories(run: dict[str, Any]) -> None:
    pairs = run["seeds"]["categories"].values()
    assert len(pairs) == 23
    assert sum(held for held, _ in pairs) / sum(total for _, total in pairs) >= 0.9


def test_exceptions_name_cases_that_exist() -> None:
    cases = {(line["text"], key) for line in load_lines(HERE / "seed_categories.jsonl") for key in line["expect"]}
    assert {(row["text"], row["key"]) for row in exceptions()} <= cases
    assert all(row["reason"] for row in exceptions())


def test_peers_are_measured_on_the_same_pieces(run: dict[str, Any]) -> None:
    items = run["peers"]["dev"]["items"]
    assert items["ours"]["item@1_%"] > max(items[peer]["item@1_%"] for peer in items if peer != "ours")


def test_a_set_of_orders_has_no_days_to_find() -> None:
    assert dates_found(GoldSet("orders", ({"intent": "assign", "now": "2026-11-26T17:00:00+07:00"},), {}, True)) == {}


def test_variants_are_what_they_are_called() -> None:
    line = {"id": "1", "text": "Họp giao ban đầu giờ", "assign": {"assignees": ["hòa"]}}
    assert VARIANTS["accents stripped"](line)["text"] == "Hop giao ban dau gio"
    assert VARIANTS["accents stripped"](line)["assign"]["assignees"] == ["hoa"]
    assert unicodedata.normalize("NFC", VARIANTS["NFD"](line)["text"]) == line["text"]
    assert VARIANTS["upper case"](line)["text"] == "HỌP GIAO BAN ĐẦU GIỜ"
    assert VARIANTS["one typo"](line) == VARIANTS["one typo"](line)


def test_a_slip_changes_one_word_and_spares_codes() -> None:
    text = "soạn công văn 12/BC-UBND gửi @thanhtung"
    words = {tuple(slipped(text, str(seed)).split()) for seed in range(40)}
    assert all(sum(a != b for a, b in zip(text.split(), typed, strict=True)) <= 1 for typed in words)
    assert all(typed[-1] == "@thanhtung" and typed[3] == "12/BC-UBND" for typed in words)
    assert all(abs(len(slip("nghiệm", random.Random(seed))) - 6) <= 1 for seed in range(40))
    assert stripped("Đường") == "Duong"


def test_bm25_finds_a_name_and_nothing_for_nothing() -> None:
    items = load_items(HERE / "catalogue_phuong.csv")
    assert BM25(items).find(items[0].name) == items[0].code
    assert BM25(items).find("xyz") is None
    assert BM25([]).find("họp") is None
