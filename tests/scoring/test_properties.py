"""What must hold for every case: exact sums, fair deductions, nothing that depends on order or cutting."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from scoring import (
    Case,
    Sheet,
    Work,
    combine,
    explain,
    leaves,
    losses,
    parse_json,
    read_case,
    read_record,
    render_case,
    render_sheet,
    score,
    what_if,
)
from scoring.numbers import quotient, round_half_up
from tests.scoring.strategies import cases


def with_line(case: Case, line: Work) -> Case:
    return replace(case, work=(line, *(case.work or ())[1:]))


def first(case: Case) -> Work:
    return (case.work or ())[0]


def shown(sheet: Sheet) -> str:
    return json.dumps(render_sheet(sheet), ensure_ascii=False)


@given(cases())
def test_the_effects_of_the_leaves_add_up_to_the_total(case: Case) -> None:
    sheet = score(case)
    found = list(leaves(explain(sheet)))
    assert sheet.exact_total is not None
    assert sum((leaf.effect for leaf in found), Fraction(0)) == sheet.exact_total


@given(cases())
def test_the_printed_effects_add_up_to_the_total_too(case: Case) -> None:
    effects: list[Decimal] = []

    def walk(step: dict[str, object]) -> None:
        for child in step.get("steps", []):  # type: ignore[attr-defined]
            walk(child)
        if "effect" in step:
            effects.append(Decimal(str(step["effect"])))

    sheet = score(case)
    walk(render_sheet(sheet)["steps"][0])  # type: ignore[index]
    assert sheet.total is not None
    assert abs(sum(effects) - sheet.total) <= Decimal("0.0051")


@given(cases(assigned_only=True), st.decimals(0, 20, places=2))
def test_more_work_done_never_lowers_a_score(case: Case, more: Decimal) -> None:
    line = first(case)
    richer = score(with_line(case, replace(line, done=line.done + more)))
    assert (richer.exact_total or 0) >= (score(case).exact_total or 0)


@given(cases())
def test_an_excused_error_equals_none(case: Case) -> None:
    line = first(case)
    excused = replace(line, excused_quality_errors=line.quality_errors, excused_delays=line.delays)
    none = replace(line, quality_errors=0, delays=0, excused_quality_errors=0, excused_delays=0)
    one, other = score(with_line(case, excused)), score(with_line(case, none))
    assert (one.exact_total, one.grade, one.record.sums) == (other.exact_total, other.grade, other.record.sums)


@given(cases())
def test_an_error_never_raises_a_score(case: Case) -> None:
    line = first(case)
    worse = score(with_line(case, replace(line, quality_errors=line.quality_errors + 1, delays=line.delays + 1)))
    assert (worse.exact_total or 0) <= (score(case).exact_total or 0)


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(case: Case, random: object) -> None:
    mixed = list(case.work or ())
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert shown(score(replace(case, work=tuple(mixed)))) == shown(score(case))


@given(cases(base="unit"))
def test_splitting_a_line_into_two_equal_halves_changes_nothing_under_the_unit_base(case: Case) -> None:
    line = replace(
        first(case), quality_errors=6, delays=2, excused_quality_errors=2, excused_delays=0, assigned=Decimal(8)
    )
    half = replace(
        line,
        assigned=line.assigned / 2,
        done=line.done / 2,
        quality_errors=3,
        delays=1,
        excused_quality_errors=1,
    )
    rest = (case.work or ())[1:]
    whole, cut = score(replace(case, work=(line, *rest))), score(replace(case, work=(half, half, *rest)))
    assert (whole.exact_total, whole.ratios, whole.grade) == (cut.exact_total, cut.ratios, cut.grade)


@given(cases())
def test_no_capped_score_leaves_the_scale(case: Case) -> None:
    sheet = score(replace(case, options=dict(case.options) | {"ratio_cap": "1"}))
    assert sheet.total is not None
    assert 0 <= sheet.total <= 100


@given(cases(assigned_only=True))
def test_an_undone_line_gains_what_its_loss_says(case: Case) -> None:
    # a ref of its own and no events: finishing it is then the whole of the what-if
    line = Work("X", Decimal("1.5"), Decimal(6), Decimal(2))
    case = replace(case, work=(line, *(case.work or ())))
    sheet = score(case)
    loss = next((loss.points for loss in losses(sheet) if loss.ref == "X"), Fraction(0))
    gained = (what_if(case, ["X"]).exact_total or 0) - (sheet.exact_total or 0)
    assert loss == gained or (loss == 0 and gained < Fraction(1, 200))


@given(cases())
def test_losses_come_largest_first_and_none_is_nothing(case: Case) -> None:
    points = [loss.points for loss in losses(score(case))]
    assert points == sorted(points, reverse=True)
    assert all(point >= Fraction(1, 200) for point in points)


@given(cases())
def test_a_case_and_a_sheet_survive_their_json(case: Case) -> None:
    raw = json.dumps(render_case(case), ensure_ascii=False).encode("utf-8")
    again = read_case(parse_json(raw))
    assert shown(score(again)) == shown(score(case))
    sheet = score(case)
    assert read_record(parse_json(shown(sheet).encode("utf-8"))) == sheet.record


@given(cases())
def test_one_month_combined_is_that_month(case: Case) -> None:
    sheet = score(case)
    found = combine(sheet.rules.policy, [sheet.record], "quarter", strict=True)
    assert (found.total, found.grade, found.ratios) == (sheet.total, sheet.grade, sheet.ratios)
    assert sum((leaf.effect for leaf in leaves(explain(found))), Fraction(0)) == found.exact_total


@given(st.fractions(-1000, 1000), st.integers(0, 8))
def test_the_named_rounding_is_half_up(value: Fraction, digits: int) -> None:
    found = round_half_up(value, digits)
    unit = Fraction(1, 10**digits)
    assert abs(Fraction(found) - value) <= unit / 2
    tie = abs(Fraction(found) - value) == unit / 2
    assert not tie or abs(Fraction(found)) > abs(value)


@given(st.decimals(0, 10**12, places=8), st.decimals(Decimal("0.0001"), 10**12, places=8), st.integers(0, 8))
def test_a_fast_quotient_is_rounded_as_the_fraction_is(over: Decimal, under: Decimal, digits: int) -> None:
    assert quotient(over, under, digits) == round_half_up(Fraction(over) / Fraction(under), digits)
