"""The corpora say what is meant; this file only compares. To teach the rules a phrase, add it to a corpus."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from benchmarks.nlu.__main__ import load_catalogues
from nlu import Index, classified_mark, read_fields, understand
from nlu.normalise import normalise
from nlu.scan import scan
from nlu.units import fit

CORPUS = Path(__file__).parent / "corpus"
FIELDS = ("minutes", "quantity", "date", "start", "end")


def load(name: str) -> dict[str, Any]:
    return tomllib.loads((CORPUS / f"{name}.toml").read_text(encoding="utf-8"))


def phrases(*names: str, key: str) -> Iterator[Any]:
    for name in names:
        corpus = load(name)
        now = datetime.fromisoformat(corpus["now"])
        for case in corpus["case"]:
            for text in case["say"]:
                if text not in case.get("skip", ()):
                    yield pytest.param(text, now, case[key], id=f"{name}: {text!r}")


def silent(*names: str) -> Iterator[Any]:
    for name in names:
        corpus = load(name)
        nothing = corpus.get("nothing") or corpus["case"][-1].get("nothing", ())
        for text in nothing:
            yield pytest.param(text, datetime.fromisoformat(corpus["now"]), id=f"{name}: {text!r}")


@pytest.fixture(scope="module")
def ward() -> Index:
    return load_catalogues()["phuong"]


def plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, Decimal) else value


@pytest.mark.parametrize(("text", "now", "expect"), [*phrases("durations", "clock", "days", "numbers", key="expect")])
def test_fields(text: str, now: datetime, expect: dict[str, Any]) -> None:
    fields = read_fields(text, now=now)
    assert {name: plain(getattr(fields, name)) for name in expect} == expect


@pytest.mark.parametrize(("text", "now"), [*silent("durations", "clock", "days", "numbers")])
def test_says_nothing(text: str, now: datetime) -> None:
    fields = read_fields(text, now=now)
    assert {name: getattr(fields, name) for name in FIELDS if getattr(fields, name) is not None} == {}


@pytest.mark.parametrize(("text", "now", "intent"), [*phrases("intents", key="intent")])
def test_intent(text: str, now: datetime, intent: str, ward: Index) -> None:
    assert understand(text, now=now, index=ward, post="tong-hop").intent == intent


@pytest.mark.parametrize(("text", "now", "pieces"), [*phrases("pieces", key="pieces")])
def test_pieces(text: str, now: datetime, pieces: int, ward: Index) -> None:
    assert len(understand(text, now=now, index=ward, post="tong-hop").entries) == pieces


@pytest.mark.parametrize(("text", "now", "left"), [*phrases("left", key="left")])
def test_what_is_left_out_is_told(text: str, now: datetime, left: list[list[str]], ward: Index) -> None:
    assert [[part.why, part.text] for part in understand(text, now=now, index=ward, post="mot-cua").left] == left


@pytest.mark.parametrize(("text", "now", "fields"), [*phrases("fields", key="fields")])
def test_fields_of_entries(text: str, now: datetime, fields: list[list[Any]], ward: Index) -> None:
    entries = understand(text, now=now, index=ward, post="tong-hop").entries
    told = [[plain(e.quantity), e.minutes or "", plain(e.date), e.start or "", e.end or ""] for e in entries]
    assert told == fields


@pytest.mark.parametrize(("text", "mark"), load("secrecy")["marked"])
def test_secrecy_marks_are_seen(text: str, mark: str) -> None:
    assert classified_mark(text) == mark


@pytest.mark.parametrize("text", load("secrecy")["free"])
def test_everyday_words_carry_no_mark(text: str) -> None:
    assert classified_mark(text) is None


def test_a_reading_is_written_out_with_its_evidence(ward: Index) -> None:
    now = datetime.fromisoformat("2026-11-24T17:00:00+07:00")
    entry = understand("họp giao ban 2h", now=now, index=ward, post="tong-hop").to_dict()["entries"][0]
    assert {"feature", "weight", "detail"} <= set(entry["candidates"][0]["evidence"][0])


@pytest.mark.parametrize(("text", "now", "entries"), [*phrases("status", key="entries")])
def test_status(text: str, now: datetime, entries: list[list[object]], ward: Index) -> None:
    told = understand(text, now=now, index=ward).entries
    assert [[plain(entry.quantity), entry.done] for entry in told] == entries


@pytest.mark.parametrize(
    ("text", "unit", "counts"),
    [(*case, True) for case in load("counting")["counts"]] + [(*case, False) for case in load("counting")["does_not"]],
)
def test_what_counts_a_unit(text: str, unit: str, counts: bool) -> None:
    (hit,) = scan(normalise(text), date(2026, 3, 18)).of("quantity")
    assert (fit(hit.value, unit) > 0) is counts
