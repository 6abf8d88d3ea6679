"""Where a message is cut: the rules propose, a sum of signals that anybody can follow decides."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

import nlu
from benchmarks.nlu.fit_seams import CUT, seams_of
from benchmarks.nlu.sets import HERE, load_catalogues
from nlu import seams
from nlu.catalogue import clues

INDEX = load_catalogues()["phuong"]
NOW = datetime.fromisoformat("2026-12-03T17:05:00+07:00")
FILES = sorted((HERE / "seams").glob("*.tsv"))
LINES = [row.split("\t") for file in FILES for row in file.read_text(encoding="utf-8").splitlines()]
AHEAD = 0.05  # of the seams, that the rules alone misjudge

PIECES = {
    "Trả lời Sở Xây dựng về thẩm quyền phạt hành chính, tra 3 nghị định và 1 thông tư": 1,
    "định giá xe tang vật 3 cái và mở hồ sơ thanh lý bàn ghế cũ": 2,
    "cho 4 doc gia muon tai lieu, sao y 9 ban, phuc che 2 tap ban do 1936 rach nat": 3,
}


@pytest.mark.parametrize("text", PIECES)
def test_what_only_the_signals_tell(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(nlu.understand(text, now=NOW, index=INDEX).entries) == PIECES[text]
    monkeypatch.setattr("nlu.pieces._AGAINST", -1.0)  # nothing speaks against the rules
    assert len(nlu.understand(text, now=NOW, index=INDEX).entries) != PIECES[text]


def test_the_seams_of_other_writers_are_judged_better_than_by_the_rules() -> None:
    known = clues(INDEX)
    found = [seam for file in FILES for seam in seams_of(file, known)]
    rules = sum(seam.ruled == seam.joined for seam in found)
    decided = sum((seams.joins([*seam.shown, seams.opinion(seam.ruled)]) > 0.5) == seam.joined for seam in found)
    assert decided - rules >= AHEAD * len(found)


def test_every_line_of_the_corpus_has_a_time_and_a_text() -> None:
    assert all(len(line) == 2 and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d", line[0]) for line in LINES)
    texts = [text for _, text in LINES]
    assert len(texts) == len(set(texts)) >= 500
    assert not any(text.startswith(CUT) or text.endswith(CUT) for text in texts)
    told = (HERE / "seams" / "README.md").read_text(encoding="utf-8")
    assert f"{len(LINES):,} lines" in told


def test_the_weights_add_up_to_a_chance() -> None:
    weights = seams.weights()
    assert 500 < len(weights) < 4_000
    joined, cut = max(weights, key=weights.__getitem__), min(weights, key=weights.__getitem__)
    assert seams.joins([cut]) < 0.5 < seams.joins([joined])
    assert seams.joins([]) == 0.5 == seams.joins(["no such signal"])


def test_an_opinion_of_the_rules_speaks_for_itself() -> None:
    weights = seams.weights()
    assert weights[seams.opinion(True)] > 0 > weights[seams.opinion(False)]
