"""The lean result that a snapshot keeps equals the printed sheet and its tree, on every case and on random facts."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scoring
from scoring import Case
from scoring.numbers import ratio_of, round_half_up
from tests.scoring.casefile import POLICIES, CaseData, load_cases
from tests.scoring.strategies import cases

CASES = list(load_cases())
EXPLAINED = ("losses", "steps")


def check(case: Case, policies: dict[str, scoring.Policy]) -> None:
    """The result without the tree is the printed sheet without it; the tree says the same numbers and adds up."""
    sheet = scoring.score(case, policies)
    whole = scoring.render_sheet(sheet)
    lean = scoring.render_result(sheet)
    assert lean == {name: value for name, value in whole.items() if name not in EXPLAINED}
    assert lean | scoring.render_explained(sheet) == whole
    tree = scoring.explain(sheet)
    assert tree.value == lean["total"]
    if sheet.exact_total is not None:
        assert sum((leaf.effect for leaf in scoring.leaves(tree)), Fraction(0)) == sheet.exact_total
    for group, step in zip(sheet.rules.groups, tree.steps, strict=True):
        points = sheet.points[group.code]
        assert step.value == (None if points is None else str(round_half_up(points)))


@pytest.mark.parametrize("data", CASES, ids=lambda data: data.name)
def test_every_case_has_one_result_with_and_without_the_tree(data: CaseData) -> None:
    policies = {**scoring.builtin(), **scoring.load_folder(POLICIES)}
    check(scoring.read_case(data.given), policies)


@given(cases())
def test_random_facts_have_one_result_with_and_without_the_tree(case: Case) -> None:
    check(case, dict(scoring.builtin()))


@given(cases())
def test_stored_facts_give_the_stored_result(case: Case) -> None:
    kept = scoring.render_case(case)
    again = scoring.score(scoring.read_case(scoring.parse_json(as_json(kept))))
    assert scoring.render_result(again) == scoring.render_result(scoring.score(case))


def as_json(table: object) -> bytes:
    import json

    return json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()


NUMBERS = st.decimals(0, 1_000_000_000, places=10)


@given(NUMBERS, NUMBERS.filter(bool))
def test_a_quotient_of_decimals_is_exact(numerator: Decimal, denominator: Decimal) -> None:
    assert ratio_of(numerator, denominator) == Fraction(numerator) / Fraction(denominator)
