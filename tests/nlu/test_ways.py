"""Which way to cut a message: where the cuts are in doubt, the reading that fits the catalogue decides."""

from __future__ import annotations

import sys
from datetime import datetime

import pytest

import nlu
from benchmarks.nlu.sets import load_catalogues
from nlu import ways
from nlu.understand import every_way

INDEX = load_catalogues()["phuong"]
NOW = datetime.fromisoformat("2026-12-03T17:05:00+07:00")
PAPERS = "qđ cử 1 bạn đi học, sau đó qđ bố trí lại chỗ bán ở chợ tạm phải cân 3 phương án, hết cả sáng"
CLOSE = "chứng thực 12 bản sao hướng dẫn 8 người nộp hồ sơ trên mạng"


def read(text: str) -> nlu.Reading:
    return nlu.understand(text, now=NOW, index=INDEX)


def test_the_reading_that_matches_better_overrules_the_cuts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [entry.item for entry in read(PAPERS).entries] == ["B.QD.01", "B.QD.03"]
    monkeypatch.setattr(sys.modules["nlu.understand"], "shares", lambda shown: [1.0] + [0.0] * (len(shown) - 1))
    assert len(read(PAPERS).entries) == 1


def test_where_the_ways_are_close_the_entries_beside_the_place_are_asked_about() -> None:
    likely = ways.shares([shown for shown, _ in every_way(CLOSE, now=NOW, index=INDEX)])
    assert max(likely) < 0.65
    first, *rest = read(CLOSE).entries
    assert first.sure  # the place in doubt is further on
    assert rest
    assert not any(entry.sure for entry in rest)


def test_a_wording_that_was_confirmed_is_not_asked_about_again() -> None:
    told = read(CLOSE).entries[-1]
    memory = {nlu.wording(told.text): "C.CT.02"}
    again = nlu.understand(CLOSE, now=NOW, index=INDEX, memory=memory).entries[-1]
    assert (again.item, again.sure) == ("C.CT.02", True)


def test_a_message_with_clear_cuts_is_read_once() -> None:
    assert len(every_way("họp giao ban 1h\nsoạn báo cáo tuần", now=NOW, index=INDEX)) == 1


def test_a_long_list_is_read_once() -> None:
    text = ", ".join(f"việc {number} xã {number}" for number in range(80))
    assert len(every_way(text, now=NOW, index=INDEX)) == 1


@pytest.mark.parametrize("text", [PAPERS, CLOSE])
def test_the_shares_are_chances_and_the_first_way_is_that_of_the_seams(text: str) -> None:
    shown = [shown for shown, _ in every_way(text, now=NOW, index=INDEX)]
    assert len(shown) > 1
    assert all(set(one) == set(ways.NAMES) for one in shown)
    assert sum(ways.shares(shown)) == pytest.approx(1.0)


def test_the_places_tried_are_the_most_doubtful() -> None:
    found = ways.ways_of({3: 0.99, 5: 0.35, 7: 0.5, 9: 0.01, 11: 0.7, 13: 0.2})
    assert found.tried == (5, 7)
    assert found.ways[0].begun == frozenset({3, 7, 11})
    assert all({3, 11} <= way.begun and 9 not in way.begun for way in found.ways)
    assert len({way.begun for way in found.ways}) == 4
    judged = ways.judged(found, [0.25] * 4)
    assert judged == pytest.approx({5: 0.5, 7: 0.5})
    assert ways.open_places(judged) == [5, 7]


def test_what_was_read_in_several_ways_says_so() -> None:
    cut = next(cut for cut in read(PAPERS).cuts() if cut.text.startswith("qđ") and cut.begins)
    assert cut.evidence[-1].feature == "ways"
    assert cut.evidence[-1].weight > 0
    assert cut.chance > 0.5


def test_every_way_that_was_read_is_told_with_its_sum() -> None:
    told = read(PAPERS).ways()
    assert [way.chosen for way in told] == [True] + [False] * (len(told) - 1)
    assert sum(way.chance for way in told) == pytest.approx(1.0)
    assert [item for _, item in told[0].pieces] == ["B.QD.01", "B.QD.03"]
    assert len(told[1].pieces) != len(told[0].pieces)
    sums = [sum(sign.weight for sign in way.evidence) for way in told]
    assert sums == sorted(sums, reverse=True)
    assert read("họp giao ban 1h").ways() == ()
