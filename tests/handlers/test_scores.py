"""«Vì sao»: clauses, the largest losses first, short enough for a phone; what was asked is answered."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

import scoring
from handlers.score_why import WHY, explain
from services.score_snapshots import printed

LIMIT = 4096


def work(ref: str, coefficient: int, assigned: int, done: int, label: str, errors: int = 0) -> scoring.Work:
    return scoring.Work(
        ref, Decimal(coefficient), Decimal(assigned), Decimal(done), item=ref, label=label, quality_errors=errors
    )


def a_case(lines: int = 3) -> scoring.Case:
    """One plan not done, one line with errors, the rest in order."""
    ordinary = tuple(work(f"v{n}", 1, 2, 2, f"Việc thường xuyên thứ {n}") for n in range(lines))
    odd = (work("KH-1", 2, 1, 0, "Kế hoạch tuyên truyền"), work("BC-1", 1, 4, 4, "Báo cáo tuần", errors=2))
    period = scoring.Period(date(2026, 3, 1), date(2026, 3, 31))
    official = scoring.Official("CB01", "cong_chuc")
    return scoring.Case("nd335-2025", official, period, ordinary + odd, general=Decimal(25))


def test_the_largest_losses_come_first_and_every_clause_is_named() -> None:
    text = explain(printed(scoring.score(a_case())), 2026, 3)
    assert "Kế hoạch tuyên truyền chưa xong: −11,67 điểm" in text
    assert "Báo cáo tuần: 2 lần chưa đạt chất lượng" in text
    losses = text[text.index("Mất nhiều điểm nhất") :]
    assert losses.index("Kế hoạch tuyên truyền chưa xong") < losses.index("Báo cáo tuần: 2 lần")
    for name in ("Số lượng (a)", "Chất lượng (b)", "Tiến độ (c)"):
        assert name in text
    assert "Điều 14 khoản 2" in text
    assert "Điều 12" in text


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (None, "Vì sao 82,36"),
        ("82", "Vì sao 82,36"),
        ("83", "Vì sao 82,36"),
        ("81", "không phải 81. Cách tính:"),
        ("61", "không phải 61. Cách tính:"),
    ],
)
def test_a_number_that_it_is_not_is_said(asked: str | None, wanted: str) -> None:
    sheet = printed(scoring.score(a_case()))
    assert wanted in explain(sheet, 2026, 3, Decimal(asked) if asked else None)


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("vi sao 61?", "61"),
        ("vi sao toi duoc 61,25 diem", "61,25"),
        ("sao chi co 61 diem thoi", "61"),
        ("diem sao lai 61", None),
        ("diem vi sao chi 61 vay?", "61"),
        ("sao 5", None),  # "sao y 5 bản" is work
        ("sao 5 ban", None),
        ("vi sao", None),
    ],
)
def test_a_question_about_a_number_is_told_from_work(said: str, number: str | None) -> None:
    found = WHY.match(said)
    assert (found[1] if found else None) == number


def test_a_long_month_still_fits_one_message() -> None:
    assert len(explain(printed(scoring.score(a_case(120))), 2026, 3)) < LIMIT // 2
