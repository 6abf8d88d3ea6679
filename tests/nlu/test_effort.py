"""How long work like this usually takes: it tells bare levels apart, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from nlu import Index, build_index, effort, understand
from nlu.model import WorkItem

NOW = datetime(2026, 11, 24, 17, tzinfo=timezone(timedelta(hours=7)))
NAMED = WorkItem("A", "Soạn thảo văn bản hành chính", standard_minutes=60, unit="văn bản", product="Văn bản")
LEVELS = [
    WorkItem(f"M{level}", f"Mức {level}", standard_minutes=minutes, unit="lượt")
    for level, minutes in ((1, 12), (2, 60), (3, 240), (4, 600), (5, 1200))
]


@pytest.fixture(scope="module")
def index() -> Index:
    return build_index([NAMED, *LEVELS])


def told(index: Index, text: str) -> float:
    setting = index.setting(text)
    assert setting.effort is not None
    return setting.effort


@pytest.mark.parametrize(
    ("shorter", "longer"),
    [
        ("ký nháy 5 văn bản", "thẩm định hồ sơ cấp phép xây dựng"),
        ("nghe điện thoại của dân", "hòa giải tranh chấp đất đai"),
        ("photo tài liệu", "xây dựng đề án sắp xếp thôn"),
        ("scan giay to", "xay dung de an vi tri viec lam"),
    ],
)
def test_small_work_is_expected_to_take_less(index: Index, shorter: str, longer: str) -> None:
    assert told(index, shorter) + 1 < told(index, longer)


def test_it_chooses_among_bare_levels(index: Index) -> None:
    small, large = index.candidates("ký nháy 5 văn bản đi"), index.candidates("hòa giải tranh chấp ranh đất")
    level = [next(c.code for c in found if c.code != "A") for found in (small, large)]
    assert level[0] < level[1]


def test_it_is_told_in_words(index: Index) -> None:
    evidence = [one for c in index.candidates("hòa giải tranh chấp ranh đất") for one in c.evidence]
    words = {one.detail for one in evidence if one.feature == "effort"}
    assert len(words) == 1
    assert words.pop().startswith("việc như vậy thường mất: khoảng ")


def test_catalogues_without_bare_levels_leave_it_out() -> None:
    index = build_index([NAMED, WorkItem("B", "Hòa giải tranh chấp đất đai", standard_minutes=240)])
    assert index.setting("hòa giải").effort is None
    assert "effort" not in {one.feature for c in index.candidates("hòa giải") for one in c.evidence}


def test_nearness_falls_with_the_distance_up_to_a_bound() -> None:
    assert effort.nearness(6.0, 64) == 0.0
    assert 0.0 > effort.nearness(6.0, 32) == effort.nearness(6.0, 128) > effort.nearness(6.0, 256)
    assert effort.nearness(6.0, 1) == effort.nearness(12.0, 1) == effort.nearness(15.0, 1)
    assert effort.nearness(6.0, 0) == effort.UNKNOWN
    assert effort.nearness(6.0, None) == effort.UNKNOWN


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("duyệt 9 dự thảo của anh em", 9),
        ("hôm nay đo lại ba thửa đất", 3),
        ("in tài liệu họp 14 bộ", 14),
        ("reset mật khẩu cho 8 user", 8),
        ("họp xét trợ cấp 6 trường hợp", 1),
        ("hop dan tuyen truyen giu rung, ba con den 46 nguoi", 1),
        ("giao ban 30 phút", 1),
    ],
)
def test_a_level_counts_whatever_is_told_and_a_gathering_once(text: str, quantity: int) -> None:
    occasions = [replace(level, unit="cuộc") for level in LEVELS]
    reading = understand(text, now=NOW, index=build_index(occasions))
    assert [int(entry.quantity) for entry in reading.entries] == [quantity]


@pytest.mark.parametrize(
    ("text", "quantities"),
    [("bút phê 18 lượt, đọc lại 5 lượt dự thảo", [18, 5]), ("tiếp dân nộp giấy 26 lượt, trả kq 19 lượt", [26, 19])],
)
def test_two_kinds_of_work_on_one_level_are_two_entries(text: str, quantities: list[int]) -> None:
    units = ("số lượt", "cuộc", "vụ việc", "hồ sơ", "kỳ đánh giá")
    index = build_index(
        [replace(level, unit=unit, field="Nhiệm vụ khác") for level, unit in zip(LEVELS, units, strict=True)]
    )
    assert [int(entry.quantity) for entry in understand(text, now=NOW, index=index).entries] == quantities


def test_levels_are_compared_however_many_named_items_are_closer() -> None:
    named = [WorkItem(f"N{i}", f"Phục vụ lượt {i}") for i in range(40)]
    index = build_index([*named, *LEVELS])
    compared = {row[1].item.code for row in index.compare(index.setting("ký 5 lượt"))}
    assert {level.code for level in LEVELS} <= compared
