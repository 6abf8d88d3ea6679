"""What a person reads: the tree, its formulas and clauses, the losses and notes of odd cases."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from scoring import Case, Official, ScoringError, Work, explain, leaves, losses, notes, read_case, score, what_if
from scoring.steps import Step
from tests.scoring.cli import HEAD, PLAN_UNDONE, contract, work
from tests.scoring.strategies import NOVEMBER


def step_of(label: str, **changes: Any) -> Step:
    """Give the first step of the contract's case whose label begins so."""
    return next(step for step in walk(explain(score(read_case(contract(**changes))))) if step.label.startswith(label))


def walk(step: Step) -> Any:
    yield step
    for child in step.steps:
        yield from walk(child)


def line(**more: int | str) -> list[dict[str, object]]:
    return [work("T1", "1.5", 10, 8) | {"label": "Báo cáo"} | more]


@pytest.mark.parametrize(
    ("label", "changes", "expression", "value"),
    [
        ("Tổng điểm", {}, "28,00 + 69,13", "97.13"),
        ("Kết quả", {}, "(100,00% + 98,75% + 97,50%) ÷ 3 × 70", "69.13"),
        ("Kết quả", HEAD, "(100,00% + 97,22% + 98,61% + 50,00% + 100,00% + 100,00%) ÷ 6 × 70", "63.68"),
        ("Mẫu số", {"work": PLAN_UNDONE}, "20 + 3 + 3", "26"),
        ("Mẫu số", {"work": PLAN_UNDONE, "options": {"denominator": "approved"}}, "20 + 3 + 0", "23"),
        ("Mẫu số", {"work": [work("T", "2", 1, 1)] * 7}, "tổng 7 dòng", "14"),
        ("Số lượng (a)", {"work": PLAN_UNDONE}, "23 ÷ 26", "88.46"),
        ("Báo cáo", {"work": line()}, "10 × 1,5", "15"),
        ("Báo cáo: 2 lần chưa đạt", {"work": line(quality_errors=2)}, "−2 × 25% × 1,5", "-0.75"),
        ("Báo cáo: 3 lần chậm", {"work": line(delays=3, excused_delays=1)}, "−2 × 25% × 1,5", "-0.75"),
        (
            "Báo cáo: 2 lần chưa đạt",
            {"work": line(quality_errors=2), "options": {"deduction_base": "line"}},
            "−min(2 × 25%; 100%) × 8 × 1,5",
            "-6",
        ),
        ("Kết quả hoạt động", HEAD, "50%", "50.00"),
        ("Phần vượt", {"work": [work("T1", "1", 10, 12)]}, "−2", "-2"),
    ],
)
def test_every_formula_has_its_values_put_in(label: str, changes: Any, expression: str, value: str) -> None:
    found = step_of(label, **changes)
    assert (found.expression, found.value) == (expression, value)


def test_more_errors_than_units_can_hold_are_said() -> None:
    found = step_of("T1: 9 lần", work=[work("T1", "1", 2, 2, 9)])
    assert (found.label, found.expression) == (
        "T1: 9 lần chưa đạt chất lượng (mỗi sản phẩm tính tối đa 4 lần)",
        "−8 × 25% × 1",
    )


def test_what_is_not_given_stands_as_unknown() -> None:
    found = step_of("Tiêu chí chung", general=None)
    assert (found.expression, found.value, found.effect) == ("chưa có", None, 0)


def test_a_leader_without_shares_sees_a_b_c_and_what_is_missing() -> None:
    sheet = score(read_case(contract(**HEAD | {"leadership": None}) | {"leadership": None}))
    assert [sheet.ratios[code] for code in ("d", "đ", "e")] == [None] * 3
    assert sheet.ratios["a"] == 1
    assert (sheet.result_points, sheet.total, sheet.grade) == (None, None, None)
    assert "mức đánh giá d, đ, e" in notes(sheet)[0]
    assert sum(leaf.effect for leaf in leaves(explain(sheet))) == Decimal("28.5")


def test_a_partly_done_line_says_how_far() -> None:
    texts = [loss.text for loss in losses(score(read_case(contract(work=line()))))]
    assert texts[0] == "Báo cáo mới xong 8/10: −14,00 điểm"


def test_finishing_gains_nothing_where_surplus_has_filled_the_ratio() -> None:
    sheet = score(read_case(contract(work=[work("T1", "1", 10, 14), work("T2", "1", 4, 0)])))
    assert [loss.ref for loss in losses(sheet)] == ["general"]


def test_what_if_refuses_what_is_not_there() -> None:
    with pytest.raises(ScoringError) as caught:
        what_if(read_case(contract()), ["T9"])
    assert (caught.value.key, caught.value.value, caught.value.allowed) == ("refs", "T9", "T1")


@pytest.mark.parametrize(
    ("field", "value", "key"),
    [
        ("done", Decimal("NaN"), "work[0].done"),
        ("done", Decimal("sNaN"), "work[0].done"),
        ("done", Decimal("Infinity"), "work[0].done"),
        ("assigned", Decimal("-1"), "work[0].assigned"),
        ("coefficient", Decimal("0.0000001"), "work[0].coefficient"),
        ("quality_errors", -1, "work[0].quality_errors"),
        ("excused_delays", 1, "work[0].excused_delays"),
    ],
)
def test_typed_values_are_checked_as_json_is(field: str, value: Any, key: str) -> None:
    given: dict[str, Any] = {"ref": "T", "coefficient": Decimal(1), "assigned": Decimal(1), "done": Decimal(1)}
    case = Case("nd335-2025", Official("P", "cong_chuc"), NOVEMBER, (Work(**given | {field: value}),), Decimal(28))
    with pytest.raises(ScoringError) as caught:
        score(case)
    assert caught.value.key == key
