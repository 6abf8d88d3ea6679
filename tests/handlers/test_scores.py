"""«Vì sao»: clauses, the largest losses first, short enough for a phone; what was asked is answered."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

import scoring
from handlers.scores import explain
from services.score_snapshots import printed

LIMIT = 4096


def a_case(lines: int = 3) -> scoring.Case:
    """One plan not done, one line with errors, the rest in order."""
    ordinary = tuple(
        scoring.Work(f"v{n}", f"V-{n}", 10_000, 20_000, 20_000, name=f"Việc thường xuyên thứ {n}") for n in range(lines)
    )
    odd = (
        scoring.Work("k", "KH-1", 20_000, 10_000, 0, name="Kế hoạch tuyên truyền"),
        scoring.Work("b", "BC-1", 10_000, 40_000, 40_000, errors=2, name="Báo cáo tuần"),
    )
    days = date(2026, 3, 1), date(2026, 3, 31)
    return scoring.Case("nd335-2025", *days, "CB01", "cong_chuc", False, ordinary + odd, general=Fraction(25))


def test_the_largest_losses_come_first_and_every_clause_is_named() -> None:
    text = explain(printed(scoring.score(a_case())), 2026, 3)
    assert "Kế hoạch tuyên truyền chưa xong: −11,67 điểm" in text
    assert "Báo cáo tuần: 2 lỗi chất lượng" in text
    assert text.index("Kế hoạch tuyên truyền chưa xong") < text.index("lỗi chất lượng")
    for point in "abc":
        assert f"Điều 14 khoản 2 điểm {point}" in text
    assert "Điều 12" in text


@pytest.mark.parametrize(
    ("asked", "wanted"), [(None, "Vì sao 82,36"), ("82", "Vì sao 82,36"), ("61", "không phải 61. Cách tính:")]
)
def test_a_number_that_it_is_not_is_said(asked: str | None, wanted: str) -> None:
    sheet = printed(scoring.score(a_case()))
    assert wanted in explain(sheet, 2026, 3, Decimal(asked) if asked else None)


def test_a_long_month_still_fits_one_message() -> None:
    assert len(explain(printed(scoring.score(a_case(120))), 2026, 3)) < LIMIT // 2
