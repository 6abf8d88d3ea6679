"""Months to quarters and years, people to units, and the cap on the top grade."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from scoring import Entry, ScoringError, Sheet, builtin, combine, rank, read_case, score, unit
from scoring.calls import combine_table, rank_table, score_table, unit_table
from scoring.notes import notes
from tests.scoring.cli import HEAD, PLAN_DONE, PLAN_UNDONE, contract, work

NATIONAL = builtin()["nd335-2025"]


def month(number: int, **changes: object) -> Sheet:
    days = {1: 31, 2: 28, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}[number]
    period = {"from": f"2026-{number:02}-01", "to": f"2026-{number:02}-{days}"}
    return score(read_case(contract(period=period, **changes)))


def combined(sheets: list[Sheet], to: str = "quarter", *, strict: bool = True) -> Sheet:
    return combine(NATIONAL, [sheet.record for sheet in sheets], to, strict=strict)


# --- months ---


def test_numerators_and_denominators_are_added_before_dividing() -> None:
    # 1 of 1 and 10 of 20: 11/21, not the mean of 100 % and 50 %
    sheets = [month(10, work=[work("A", "1", 1, 1)]), month(11, work=[work("B", "1", 20, 10)])]
    found = combined(sheets)
    assert str(found.ratios["a"]) == "11/21"
    assert str(found.total) == "64.67"  # 70 × 11/21 = 36.67, general 28
    assert "trung bình cộng tổng điểm của 2 kỳ là 80,50 điểm" in " ".join(notes(found))  # (98 + 63) ÷ 2


def test_general_points_and_shares_are_averaged_over_the_months_worked() -> None:
    sheets = [
        month(10, **HEAD),
        month(11, **HEAD | {"general": {"points": "27"}, "leadership": {"d": "1", "đ": "1", "e": "1"}}),
        month(12, **HEAD | {"work": [], "general": {"points": "10"}}),
    ]
    found = combined(sheets)
    assert str(found.general_points) == "27.75"
    assert str(found.ratios["d"]) == "3/4"
    assert "Tháng 12/2026: không xếp loại" in " ".join(notes(found))


def test_a_year_from_quarters_is_the_year_from_months() -> None:
    months = [month(number, work=[work("A", "1.5", 10 + number, 10, 1, 2)]) for number in range(1, 13)]
    quarters = [combined(months[at : at + 3]) for at in range(0, 12, 3)]
    by_months, by_quarters = combined(months, "year"), combined(quarters, "year")
    assert by_months.exact_total == by_quarters.exact_total
    assert by_months.record.sums == by_quarters.record.sums


def test_a_month_of_maternity_leave_is_left_out() -> None:
    sheets = [month(10, work=PLAN_DONE), month(11, work=[], unclassified="maternity")]
    found = combined(sheets)
    assert (str(found.total), found.grade) == ("97.33", "xuat_sac")


def test_only_months_without_classification_give_none() -> None:
    found = combined([month(10, work=[]), month(11, work=[])])
    assert (found.total, found.grade) == (None, "khong_xep_loai")
    assert found.reason == "Không có kỳ nào được xếp loại"


def test_a_month_without_general_points_leaves_the_quarter_open() -> None:
    found = combined([month(10, work=PLAN_DONE), month(11, work=PLAN_DONE, general=None)])
    assert (found.total, found.grade, str(found.result_points)) == (None, None, "69.33")


def test_a_disqualifier_of_one_month_holds_for_the_year() -> None:
    found = combined([month(3, disqualifiers=["discipline"]), month(10)], "year")
    assert found.grade == "khong_hoan_thanh"


def test_what_counts_twice_is_said_and_refused_when_strict() -> None:
    twice = [month(10, work=PLAN_DONE), month(10, work=PLAN_DONE)]
    assert "Tháng 10/2026 có mặt 2 lần" in " ".join(notes(combined(twice, strict=False)))
    with pytest.raises(ScoringError, match=r"period\.overlap"):
        combined(twice)


def test_months_of_two_quarters_are_said_and_refused_when_strict() -> None:
    sheets = [month(9), month(10)]
    assert "một quý" in " ".join(notes(combined(sheets, strict=False)))
    with pytest.raises(ScoringError):
        combined(sheets)
    assert combined(sheets, "year").grade == "xuat_sac"


def test_khanh_hoa_months_average_their_per_cent() -> None:
    policy = builtin()["khanh-hoa-1636-2025"]
    kpi = {
        "policy": policy.id,
        "options": None,
        "work": None,
        "general": {"points": "20"},
        "extra": {"reform_it": "10"},
    }
    cases = [contract(**kpi, kpi_percent=percent, period=period(at)) for at, percent in ((10, "80"), (11, "84"))]
    found = combine(policy, [score(read_case(case)).record for case in cases], "quarter", strict=True)
    assert (str(found.total), found.grade) == ("87.40", "tot")


def period(number: int) -> dict[str, str]:
    return {"from": f"2025-{number}-01", "to": f"2025-{number}-30"}


def printed(**changes: object) -> dict[str, Any]:
    return score_table(contract(**changes))


BAD_COMBINE: list[tuple[Any, str]] = [
    ({"policy": "nd335-2025", "sheets": [], "to": "quarter"}, "sheets"),
    ({"policy": "nd335-2025", "sheets": [printed()], "to": "week"}, "to"),
    ({"policy": "nd335-2025", "sheets": [printed()], "to": "quarter", "x": 1}, "x"),
    ({"policy": "nd233-2026", "sheets": [printed()], "to": "quarter"}, "sheets[0].policy.id"),
    ({"policy": "nd335-2025", "sheets": [{}], "to": "quarter"}, "sheets[0].policy"),
    ({"policy": "nd335-2025", "sheets": ["x"], "to": "quarter"}, "sheets[0]"),
    ({"policy": "nd335-2025", "sheets": [printed() | {"y": 1}], "to": "quarter"}, "sheets[0].y"),
    ({"policy": "nd335-2025", "sheets": [printed(), printed(**HEAD)], "to": "year"}, "sheets[1].official.id"),
    (
        {"policy": "nd335-2025", "sheets": [printed(), printed(options={"ratio_cap": "none"})], "to": "year"},
        "sheets[1].options.ratio_cap",
    ),
]


@pytest.mark.parametrize(("data", "key"), BAD_COMBINE)
def test_faulty_sheets_are_named(data: Any, key: str) -> None:
    with pytest.raises(ScoringError) as caught:
        combine_table(data)
    assert caught.value.key == key


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        (("work", "result", "quantity"), "-1", "sheets[0].sums.work.result.quantity"),
        (("work", "result", "quantity"), 23, "sheets[0].sums.work.result.quantity"),
        (("work", "result", "denominator"), "1e3", "sheets[0].sums.work.result.denominator"),
        (("work", "other"), {}, "sheets[0].sums.work.other.assigned"),
        (("given", "general", "sum"), "30.5", "sheets[0].sums.given.general.sum"),
        (("given", "general", "count"), 0, "sheets[0].sums.given.general.count"),
        (("given", "luck"), {"sum": "1", "count": 1}, "sheets[0].sums.given.luck"),
        (("counts", "lines"), -1, "sheets[0].sums.counts.lines"),
    ],
)
def test_tampered_sums_are_named(path: tuple[str, ...], value: object, key: str) -> None:
    sheet = printed()
    table = sheet["sums"]
    for name in path[:-1]:
        table = table[name]
    table[path[-1]] = value
    with pytest.raises(ScoringError) as caught:
        combine_table({"policy": "nd335-2025", "sheets": [sheet], "to": "quarter"})
    assert caught.value.key == key


# --- units ---


def person(name: str, **changes: object) -> Sheet:
    return month(11, official={"id": name, "kind": "cong_chuc", "leader": False}, **changes)


def unit_of(sheets: list[Sheet], *without: str, **more: Any) -> Sheet:
    return unit(NATIONAL, "VP", [sheet.record for sheet in sheets], without, **more)


def test_a_unit_adds_converted_work_and_tells_who_is_missing() -> None:
    sheets = [person("A", work=[work("x", "1", 1, 1)]), person("B", work=[work("y", "2", 10, 5)])]
    found = unit_of(sheets, "C")
    assert str(found.ratios["a"]) == "11/21"
    assert (found.unit, found.without, str(found.general_points)) == ("VP", ("C",), "28.00")
    assert "trung bình của các cá nhân" in " ".join(notes(found))


def test_a_units_own_general_points_stand_above_the_mean_of_its_people() -> None:
    assert str(unit_of([person("A")], general=Decimal("24.5")).general_points) == "24.50"


def test_a_unit_may_wait_for_its_general_points() -> None:
    found = unit_of([person("A", options={"unit_general": "none"})])
    assert (found.general_points, found.total, found.grade) == (None, None, None)


def test_people_without_classification_are_named_but_not_added() -> None:
    found = unit_of([person("A", work=PLAN_UNDONE), person("B", work=[])])
    assert str(found.ratios["a"]) == "23/26"
    assert "không xếp loại của: B" in " ".join(notes(found))


def test_nobody_is_both_there_and_missing() -> None:
    with pytest.raises(ScoringError) as caught:
        unit_of([person("A")], "A")
    assert caught.value.key == "without[0]"


def test_a_person_with_two_sheets_is_said_and_refused_when_strict() -> None:
    assert "A có 2 phiếu" in " ".join(notes(unit_of([person("A"), person("A")])))
    with pytest.raises(ScoringError):
        unit_of([person("A"), person("A")], strict=True)


def test_unit_sheets_of_months_combine_to_a_quarter() -> None:
    october, november = (
        unit_table({"policy": "nd335-2025", "unit": "VP", "sheets": [printed(period=days, work=PLAN_UNDONE)]})
        for days in ({"from": "2026-10-01", "to": "2026-10-31"}, {"from": "2026-11-01", "to": "2026-11-30"})
    )
    found = combine_table({"policy": "nd335-2025", "sheets": [october, november], "to": "quarter"}, strict=True)
    assert found["ratios"]["a"] == "88.46"


# --- the cap ---


def ranked(best: int, good: int, fair: int = 0, **more: bool) -> Any:
    grades = ["xuat_sac"] * best + ["tot"] * good + ["hoan_thanh"] * fair
    return rank(NATIONAL, [Entry(f"P{at:02}", Decimal(99 - at), grade) for at, grade in enumerate(grades)], **more)


@pytest.mark.parametrize(
    ("best", "good", "wide", "narrow"),
    [
        (0, 0, 0, 0),
        (1, 3, 0, 0),
        (1, 4, 1, 0),
        (1, 5, 1, 1),
        (2, 8, 2, 1),
        (4, 20, 4, 4),
        (10, 0, 2, 0),
        (5, 99, 20, 19),
    ],
)
def test_both_bases_of_the_cap_are_rounded_down(best: int, good: int, wide: int, narrow: int) -> None:
    found = ranked(best, good, fair=3)
    assert (found.cap_of_good_or_better, found.cap_of_good) == (wide, narrow)
    assert len(found.over) == max(0, best - wide)
    assert len(found.over_of_good) == max(0, best - narrow)


def test_a_unit_of_outstanding_merit_has_the_wider_cap() -> None:
    assert ranked(4, 16, outstanding=True).cap_of_good_or_better == 5


def test_a_forced_grade_stands_below_whatever_the_points() -> None:
    data = [
        {"id": "A", "total": "98.00", "grade": "khong_hoan_thanh"},
        {"id": "B", "total": "72.00", "grade": "tot"},
        {"id": "C", "total": None, "grade": "khong_xep_loai"},
    ]
    assert rank_table({"policy": "nd335-2025", "sheets": data})["order"] == ["B", "A", "C"]


def test_whole_sheets_are_ranked_by_their_officials() -> None:
    assert rank_table({"policy": "nd335-2025", "sheets": [printed()]})["order"] == ["P012"]


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ({"id": "A", "total": "1.00", "grade": "gioi"}, "sheets[0].grade"),
        ({"id": "A", "total": 90, "grade": "tot"}, "sheets[0].total"),
        ({"id": "A", "total": "NaN", "grade": "tot"}, "sheets[0].total"),
        ({"id": "A", "grade": "tot"}, "sheets[0].total"),
        ({"total": "90.00", "grade": "tot"}, "sheets[0].id"),
        ({"id": "A", "total": "90.00", "grade": "tot", "x": 1}, "sheets[0].x"),
    ],
)
def test_faulty_rows_are_named(row: dict[str, object], key: str) -> None:
    with pytest.raises(ScoringError) as caught:
        rank_table({"policy": "nd335-2025", "sheets": [row]})
    assert caught.value.key == key


def test_nobody_is_ranked_twice() -> None:
    row = {"id": "A", "total": "90.00", "grade": "tot"}
    with pytest.raises(ScoringError, match="each person once"):
        rank_table({"policy": "nd335-2025", "sheets": [row, row]})
