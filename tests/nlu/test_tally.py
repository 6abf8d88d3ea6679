"""Which number counts: the rules propose, a sum of signals decides and knows when to ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from math import isclose

import pytest

from nlu import build_index, understand
from nlu.model import EntryReading, WorkItem
from nlu.quantity import Count
from nlu.tally import SURE, Heard, chances, options, tallies, weights

NOW = datetime.fromisoformat("2026-12-03T17:00:00+07:00")


def entry(text: str, item: WorkItem) -> EntryReading:
    found = understand(text, now=NOW, index=build_index([item]), worked=True).entries
    assert len(found) == 1
    return found[0]


PAPER = WorkItem("A", "Soạn thảo quyết định, quy chế, tờ trình, giấy mời", unit="văn bản", product="Văn bản")
VISITS = WorkItem("B", "Tiếp công dân, tiếp khách, gọi điện nhắc", unit="lượt", product="Lượt")
CHECKS = WorkItem("C", "Kiểm tra cơ sở kinh doanh, quán ăn", unit="cơ sở", product="Biên bản")


@pytest.mark.parametrize(
    ("text", "item", "quantity"),
    [
        ("soạn quyết định quy chế chợ, thêm 2 điều, gửi lấy ý kiến 4 phòng", PAPER, 1),
        ("viết tờ trình xin kinh phí chúc thọ các cụ 80, 90 tuổi", PAPER, 1),
        ("soạn giấy mời họp tổng kết gửi 22 nơi", PAPER, 1),
        ("soạn 5 giấy mời họp", PAPER, 5),
        ("tiếp 3 khách hỏi thủ tục", VISITS, 3),
        ("kiểm tra 5 quán ăn quanh chợ, 2 quán bị nhắc nhở", CHECKS, 5),
    ],
)
def test_the_number_that_counts(text: str, item: WorkItem, quantity: int) -> None:
    assert entry(text, item).quantity == quantity


def test_every_option_is_told_with_its_chance_and_signals() -> None:
    told = entry("tiếp 2 đoàn 14 người", VISITS).tally()
    assert {int(one.value) for one in told} >= {1, 2, 14}
    assert isclose(sum(one.chance for one in told), 1.0)
    assert [one.chance for one in told] == sorted((one.chance for one in told), reverse=True)
    assert all(one.evidence for one in told)


def test_what_is_not_sure_is_asked_with_the_likely_numbers() -> None:
    unsure = [
        found
        for text in ("gọi điện nhắc 17 hộ, 9 hộ tới", "nhắc 4 phòng nộp số liệu 3 lần", "tiếp 2 đoàn 14 người")
        for found in [entry(text, VISITS)]
        if found.tally() and found.tally()[0].chance < SURE
    ]
    assert unsure
    for found in unsure:
        asked = next(doubt for doubt in found.doubts if doubt.kind == "quantity")
        assert not found.sure
        assert str(found.quantity) in {value for value, _ in asked.choices}


def test_a_vague_number_is_asked_about_however_likely_it_is() -> None:
    found = entry("tiếp vài lượt dân", VISITS)
    assert not found.sure
    assert any(doubt.kind == "quantity" for doubt in found.doubts)


def test_without_numbers_there_is_no_choice() -> None:
    assert entry("soạn giấy mời họp", PAPER).tally() == ()
    assert tallies(None) == ()


HEARD = Heard(
    counted=(Count(Decimal(4), "hs", "document", 5, 10), Count(Decimal(6), "hs", "document", 14, 18)),
    unit="hồ sơ",
    text="nhận \ue000\ue000\ue000\ue000\ue000 và \ue000\ue000\ue000\ue000\ue000",
    start=0,
    end=19,
    value=Decimal(10),
    told=True,
    doubtful=False,
)


def test_one_the_numbers_and_the_sum_of_the_rules_may_be_meant() -> None:
    assert [int(option.value) for option in options(HEARD)] == [1, 4, 6, 10]
    assert next(option for option in options(HEARD) if option.value == 10).counts == HEARD.counted


def test_the_opinion_of_the_rules_is_one_signal_among_others() -> None:
    other = replace(HEARD, value=Decimal(4))
    by_sum = dict(zip((o.value for o in options(HEARD)), chances(options(HEARD)), strict=True))
    by_first = dict(zip((o.value for o in options(other)), chances(options(other)), strict=True))
    assert by_first[Decimal(4)] > by_sum[Decimal(4)]


def test_weights_decide_nothing_by_themselves() -> None:
    found = options(HEARD)
    assert chances(found, {}) == [0.25] * 4
    assert chances(found, {"rule True": 50.0})[-1] > 0.999
    assert max(map(abs, weights().values())) < 10
