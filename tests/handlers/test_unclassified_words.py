"""Months without a grade as they are told; what looks like them and is work."""

from __future__ import annotations

from datetime import date

import pytest

from handlers.unclassified_words import read

TODAY = date(2026, 11, 26)
NOVEMBER = ((2026, 11),)


@pytest.mark.parametrize(
    ("text", "name", "months", "code"),
    [
        ("chị Uyên nghỉ thai sản, không xếp loại tháng 11", "Uyên", NOVEMBER, "maternity"),
        ("uyen nghi thai san ko xep loai t11", "uyen", NOVEMBER, "maternity"),
        ("không xếp loại Trần Thị Diễn An tháng 11 vì nghỉ ốm", "Trần Thị Diễn An", NOVEMBER, "sick_leave"),
        ("Không xếp loại tháng 11/2026 cho chị Uyên: nghỉ sinh con", "Uyên", NOVEMBER, "maternity"),
        ("tháng 11 chưa xếp loại MH22 do đi học tập trung", "MH22", NOVEMBER, "study"),
        ("anh Kiên mới về công tác, không xếp loại tháng này", "Kiên", NOVEMBER, "not_joined"),
        ("miễn xếp loại chị An quý 4 do nghỉ thai sản", "An", ((2026, 10), (2026, 11), (2026, 12)), "maternity"),
        ("chị An nghỉ thai sản, không xếp loại tháng 1", "An", ((2027, 1),), "maternity"),
        ("chị An nghỉ thai sản, không xếp loại tháng 9, 10", "An", ((2026, 9), (2026, 10)), "maternity"),
        ("chị An nghỉ thai sản, không xếp loại tháng 12 và 1", "An", ((2026, 12), (2027, 1)), "maternity"),
        ("chị An nghỉ thai sản, không xếp loại tháng 11–12/2026", "An", ((2026, 11), (2026, 12)), "maternity"),
        ("chị An không xếp loại: nghỉ ốm", "An", (), "sick_leave"),
        ("không xếp loại: nghỉ ốm dài ngày", "", (), "sick_leave"),
        ("chị An biệt phái, không xếp loại tháng 11", None, NOVEMBER, ""),
    ],
)
def test_told(text: str, name: str | None, months: tuple[tuple[int, int], ...], code: str) -> None:
    found = read(text, TODAY)
    assert found is not None
    assert (found.months, found.code, found.back) == (months, code, False)
    assert name is None or (found.name, found.unclear) == (name, False)


def test_a_long_leave_is_told_at_once() -> None:
    found = read("chị Uyên nghỉ thai sản, không xếp loại từ tháng 11/2026 đến hết tháng 4/2027", TODAY)
    assert found is not None
    assert found.months == ((2026, 11), (2026, 12), (2027, 1), (2027, 2), (2027, 3), (2027, 4))
    assert (found.name, found.code) == ("Uyên", "maternity")
    short = read("chị Uyên nghỉ thai sản không xếp loại tháng 11 đến tháng 4/2027", TODAY)
    assert short is not None
    assert short.months == found.months


@pytest.mark.parametrize(
    ("text", "name", "months"),
    [
        ("bỏ không xếp loại chị Uyên tháng 11", "Uyên", NOVEMBER),
        ("bo khong xep loai thang 11 cua chi Uyen", "Uyen", NOVEMBER),
        ("xếp loại lại chị Uyên tháng 11", "Uyên", NOVEMBER),
        ("huỷ không xếp loại", "", ()),
    ],
)
def test_taken_back(text: str, name: str, months: tuple[tuple[int, int], ...]) -> None:
    found = read(text, TODAY)
    assert found is not None
    assert (found.back, found.name, found.months) == (True, name, months)


def test_a_note_stands_behind_the_reason() -> None:
    found = read("không xếp loại chị An tháng 11 do nghỉ thai sản: QĐ số 12/QĐ-UBND", TODAY)
    assert found is not None
    assert (found.note, found.name, found.code) == ("QĐ số 12/QĐ-UBND", "An", "maternity")


def test_any_other_reason_is_found_by_its_label() -> None:
    found = read("chị An biệt phái, không xếp loại tháng 11", TODAY, {"seconded": "biệt phái cả kỳ"})
    assert found is not None
    assert (found.name, found.code, found.months) == ("An", "seconded", NOVEMBER)


def test_days_are_no_whole_months() -> None:
    found = read("chị Uyên nghỉ thai sản từ 1/11 đến 30/4/2027, không xếp loại", TODAY)
    assert found is not None
    assert found.unclear


@pytest.mark.parametrize(
    "text",
    ["chị Uyên nghỉ thai sản", "xếp loại hồ sơ tháng 11", "nghỉ ốm ngày mai", "/xeploai 10/2026", "", "xếp loại"],
)
def test_anything_else(text: str) -> None:
    assert read(text, TODAY) is None
