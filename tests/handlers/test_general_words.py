"""Points, shares and cases as they are typed; what looks like them and is work."""

from __future__ import annotations

from decimal import Decimal

import pytest

from handlers.general_words import case, read, whom


@pytest.mark.parametrize(
    ("text", "points", "listed"),
    [
        ("nhóm 2: 8", {2: "8"}, False),
        ("nhom 2 8,5", {2: "8.5"}, False),
        ("Nhóm 1 còn 9, nhóm 3: 8,5 vì chậm", {1: "9", 3: "8.5"}, False),
        ("nhóm 1: 9 và nhóm 2: 8 điểm", {1: "9", 2: "8"}, False),
        ("8 8 9", {1: "8", 2: "8", 3: "9"}, True),
        ("8, 8, 9", {1: "8", 2: "8", 3: "9"}, True),
        ("8-8-9", {1: "8", 2: "8", 3: "9"}, True),
        ("8,5 8 9 do nghỉ ốm", {1: "8.5", 2: "8", 3: "9"}, True),
    ],
)
def test_points(text: str, points: dict[int, str], listed: bool) -> None:
    found = read(text)
    assert found is not None
    assert (found.points, found.listed) == ({n: Decimal(value) for n, value in points.items()}, listed)


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("đ 100, e 50", {"đ": "1", "e": "0.5"}),
        ("đ 100% e 50%", {"đ": "1", "e": "0.5"}),
        ("đ: 50", {"đ": "0.5"}),
        ("d 100", {"d": "1"}),
    ],
)
def test_shares(text: str, shares: dict[str, str]) -> None:
    found = read(text)
    assert found is not None
    assert found.shares == {code: Decimal(value) for code, value in shares.items()}


@pytest.mark.parametrize("text", ["nhóm 2 họp 3 tiếng", "khai sinh 3", "2 tiếng", "8,5,9", "nhóm 2: 8 hồ sơ", "", "vì"])
def test_work_is_no_points(text: str) -> None:
    assert read(text) is None


def test_a_reason_is_kept_as_it_was_typed() -> None:
    found = read("nhóm 2 còn 7, đ 50 vì Báo cáo chậm")
    assert found is not None
    assert (found.reason, set(found.points), set(found.shares)) == ("Báo cáo chậm", {2}, {"đ"})


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("sửa 3: nhóm 2 còn 7", (3, "nhóm 2 còn 7")),
        ("sua 3 nhom 2 con 7", (3, "nhom 2 con 7")),
        ("3: đ 100", (3, "đ 100")),
        ("8 8 9", None),
        ("sửa 3", None),
    ],
)
def test_whom_it_is_about(text: str, wanted: tuple[int, str] | None) -> None:
    assert whom(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("không hoàn thành do kỷ luật: QĐ 15/QĐ-UBND", ("discipline", True, "QĐ 15/QĐ-UBND")),
        ("khong hoan thanh do bi ky luat vi QD 15", ("discipline", True, "QD 15")),
        ("bỏ không hoàn thành do kỷ luật vì huỷ QĐ", ("discipline", False, "huỷ QĐ")),
        ("không hoàn thành do tham nhũng", ("corruption", True, None)),
        ("không hoàn thành do đi muộn", ("", True, None)),
        ("kỷ luật vì đi muộn", None),
        ("không hoàn thành", None),
    ],
)
def test_a_case_names_the_grade(text: str, wanted: tuple[str, bool, str | None] | None) -> None:
    assert case(text) == wanted
