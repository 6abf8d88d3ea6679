"""Where a piece of work begins: the rules propose, a sum of signals that anybody can follow decides."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

import nlu
from benchmarks.nlu.fit_seams import CUT, marked, read
from benchmarks.nlu.sets import HERE, load_catalogues
from nlu import pieces, seams
from nlu.catalogue import clues
from nlu.pieces import begun_in
from nlu.seams import Seam, chances

INDEX = load_catalogues()["phuong"]
NOW = datetime.fromisoformat("2026-12-03T17:05:00+07:00")
FILES = sorted((HERE / "seams").glob("*.tsv"))
LINES = [row.split("\t") for file in FILES for row in file.read_text(encoding="utf-8").splitlines()]
AHEAD = 0.15  # of the messages, that the rules alone cut wrongly

PIECES = {
    "Trả lời Sở Xây dựng về thẩm quyền phạt hành chính, tra 3 nghị định và 1 thông tư": 1,
    "định giá xe tang vật 3 cái và mở hồ sơ thanh lý bàn ghế cũ": 2,
    "sáng họp giao ban 1 tiếng soạn tờ trình xin kinh phí chiều đi cơ sở": 3,
    "lam slide cho sep 4 tieng ghi bien ban giao ban": 2,
}


@pytest.mark.parametrize("text", PIECES)
def test_what_only_the_signals_tell(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(nlu.understand(text, now=NOW, index=INDEX).entries) == PIECES[text]

    def as_the_rules_say(row: object, found: dict[int, Seam]) -> dict[int, float]:
        return {number: float(seam.cuts) for number, seam in found.items()}

    monkeypatch.setattr(pieces, "chances", as_the_rules_say)
    assert len(nlu.understand(text, now=NOW, index=INDEX).entries) != PIECES[text]


def test_the_messages_of_other_writers_are_cut_better_than_by_the_rules() -> None:
    known = clues(INDEX)
    found = [one for file in FILES[::6] for one in read(file, known)]
    rules = sum({number for number, seam in one.seams.items() if seam.cuts} == one.begun for one in found)
    decided = sum(begun_in(chances(one.row, one.seams)) == one.begun for one in found)
    assert decided - rules >= AHEAD * len(found)


def test_every_line_of_the_corpus_has_a_time_and_a_text() -> None:
    assert all(len(line) == 2 and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d", line[0]) for line in LINES)
    texts = [text for _, text in LINES]
    assert not any(text.startswith(CUT) or text.endswith(CUT) for text in texts)
    told = (HERE / "seams" / "README.md").read_text(encoding="utf-8")
    assert f"{len(LINES):,} lines" in told


def test_signs_in_a_text_stand_at_the_tokens_behind_them() -> None:
    one = marked("x", "2026-12-03T17:05", f"họp giao ban 1h rồi {CUT}soạn 2 cv, {CUT}hqua tiếp dân", clues(INDEX))
    assert [one.row[number][1] for number in sorted(one.begun)] == ["soan", "<back>"]


def test_the_weights_add_up_to_a_chance() -> None:
    weights = seams.weights()
    assert 500 < len(weights) < 20_000
    cut, joined = max(weights, key=weights.__getitem__), min(weights, key=weights.__getitem__)
    assert seams.begins([joined]) < 0.5 < seams.begins([cut])
    assert seams.begins([]) == 0.5 == seams.begins(["no such signal"])


def test_an_opinion_of_the_rules_speaks_for_itself() -> None:
    weights = seams.weights()
    assert weights["rules cut"] > 0 > weights["rules join"]


def test_what_is_still_to_come_stays_apart() -> None:
    row = [(0, "ky"), (3, "<quantity>"), (6, "vb"), (8, ","), (10, "<today>"), (14, "di"), (17, "tinh")]
    found = chances(row, {4: Seam("comma", True, "tomorrow")}, by={"always": -9.0})
    assert found[4] == 1.0
    assert chances(row, {4: Seam("comma", False, "tomorrow")}, by={"always": -9.0})[4] < 0.1


def test_a_reading_tells_where_it_was_cut_and_why() -> None:
    reading = nlu.understand("sáng họp giao ban 1 tiếng soạn tờ trình xin kinh phí", now=NOW, index=INDEX)
    told = [cut for cut in reading.cuts() if cut.begins]
    assert [cut.text for cut in told] == ["soạn"]
    assert told[0].start == reading.text.index("soạn")
    assert told[0].chance > 0.5
    assert all(sign.detail for sign in told[0].evidence)
    assert reading.to_dict()["cuts"][0]["evidence"]
    assert nlu.understand("mai họp", now=NOW, index=INDEX).cuts() == ()
