"""What was learned from wordings: near things are near, and the table is what is read."""

from __future__ import annotations

from math import isclose, sqrt

import pytest

from nlu import Index, akin, build_index
from nlu.lexicon import load_bytes
from nlu.model import WorkItem
from nlu.words import words


def alike(text: str, name: str) -> float:
    one, other = akin.said(words(text)), akin.named(name)
    assert one is not None
    assert other is not None
    return akin.likeness(one, other)


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (
            "đưa giấy tờ cho bà con cầm về",
            "Trả kết quả giải quyết thủ tục hành chính",
            "Soạn thảo báo cáo tổng kết năm",
        ),
        ("ra đồng coi rầy nâu", "Phòng trừ sâu bệnh, bảo vệ thực vật", "Kiểm tra cơ sở giết mổ"),
        ("rua xe, thay nhot", "Bảo dưỡng, vệ sinh xe ô tô", "Lập dự toán ngân sách năm"),
        ("xách giỏ trái cây vào bệnh viện", "Thăm hỏi cán bộ, đoàn viên ốm đau", "Tiếp nhận hồ sơ thủ tục hành chính"),
    ],
)
def test_a_wording_is_nearer_to_its_own_work(text: str, right: str, wrong: str) -> None:
    assert alike(text, right) > alike(text, wrong) + 0.2


def test_a_direction_has_length_one_and_unknown_text_has_none() -> None:
    direction = akin.said(words("họp giao ban"))
    assert direction is not None
    assert isclose(sqrt(sum(part * part for part in direction)), 1.0, rel_tol=1e-5)
    assert akin.said(words("qwxz 123")) is None
    assert akin.said([]) is None


def test_the_table_is_in_the_order_that_is_searched() -> None:
    hashes, rows, size = akin._table()
    assert list(hashes) == sorted(set(hashes))
    assert len(rows) == 2 * len(hashes) * size


def test_another_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(akin, "load_bytes", lambda name: memoryview(b"SOMETHING ELSE " + load_bytes(name)))
    with pytest.raises(ValueError, match="fit_akin"):
        akin._table.__wrapped__()


def test_it_is_one_feature_of_the_sum_and_silent_for_what_has_no_name() -> None:
    text = "trả kết quả, đưa giấy tờ cho bà con"
    items = [
        WorkItem("A", "Trả kết quả giải quyết thủ tục hành chính"),
        WorkItem("B", "Phòng trừ sâu bệnh, bảo vệ thực vật"),
    ]
    assert "akin" in features(build_index(items), text)
    beside = build_index([*items, WorkItem("C", "Mức 1")]).candidates(text)
    assert {c.code for c in beside if "akin" in {one.feature for one in c.evidence}} == {"A"}
    assert "akin" not in features(build_index(items).without_likeness(), text)


def test_an_item_is_found_that_shares_no_word_with_the_text() -> None:
    items = [
        WorkItem("A", "Trả kết quả giải quyết thủ tục hành chính"),
        WorkItem("B", "Phòng trừ sâu bệnh, bảo vệ thực vật"),
        WorkItem("C", "Bảo dưỡng phương tiện"),
    ]
    index = build_index(items)
    assert index.candidates("thay nhớt, bơm lốp")[0].code == "C"
    assert index.candidates("coi lá lúa bị vàng")[0].code == "B"
    assert index.without_likeness().candidates("thay nhớt, bơm lốp") == ()


def features(index: Index, text: str) -> set[str]:
    return {one.feature for found in index.candidates(text) for one in found.evidence}
