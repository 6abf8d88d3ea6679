"""What a rule set asks people for; d from the grades of the people led."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

import scoring

NOVEMBER = scoring.Period(date(2026, 11, 1), date(2026, 11, 30))
ND335 = scoring.builtin()["nd335-2025"]
FULL, HALF = Decimal(1), Decimal("0.5")


@pytest.mark.parametrize("policy", ["nd335-2025", "nd233-2026"])
def test_the_parts_of_the_general_points_add_up_to_their_group(policy: str) -> None:
    parts = scoring.general_groups(scoring.builtin()[policy], NOVEMBER)
    assert [part.max for part in parts] == [Decimal(10)] * 3


def test_the_shares_of_leaders_and_which_of_them_is_computed() -> None:
    shares = scoring.leading_shares(ND335, NOVEMBER)
    assert [(share.code, share.computed) for share in shares] == [("d", True), ("đ", False), ("e", False)]
    assert all([level.share for level in share.levels] == [FULL, HALF] for share in shares)


@pytest.mark.parametrize(
    ("grades", "wanted"),
    [
        (["xuat_sac", "hoan_thanh"], FULL),
        (["xuat_sac", "khong_hoan_thanh"], HALF),
        (["xuat_sac", None], None),
        (["khong_hoan_thanh", None], HALF),
        (["khong_xep_loai", "tot"], FULL),
        (["khong_xep_loai"], None),
        ([], None),
    ],
)
def test_d_is_halved_by_anybody_who_failed_and_waits_for_who_is_not_graded(
    grades: list[str | None], wanted: Decimal | None
) -> None:
    d = scoring.leading_shares(ND335, NOVEMBER)[0]
    assert scoring.unit_share(ND335, NOVEMBER, d, grades) == wanted


def test_a_grade_has_its_wording() -> None:
    assert scoring.grade_label(ND335, NOVEMBER, "tot") == "Hoàn thành tốt nhiệm vụ"
    assert scoring.grade_label(ND335, NOVEMBER, None) is None
