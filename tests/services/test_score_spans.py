"""Quarter and year: kept and running months added before dividing, split where they cannot be added."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from sqlmodel import select

from services import score_spans
from storage import review
from storage.tables import Agency, Person, Quota
from storage.uow import UnitOfWork
from tests.services.test_scores import NOW, a_catalogue, plan, somebody, uow, work

__all__ = ["uow"]
SEPTEMBER = datetime(2026, 9, 20, 5, tzinfo=UTC)


def planned(uow: UnitOfWork, who: score_spans.Who, month: int, assigned: str, done: str) -> None:
    known = uow.session.exec(select(Quota.catalogue_id)).first() or 0
    uow.add(
        Quota(
            agency_id=who.agency_id, person_id=who.id, year=2026, month=month, item_code="HT-01", item_name="Việc",
            item_unit="hồ sơ", item_measure="count", coefficient=Decimal(1), standard_minutes=30,
            catalogue_id=known, quantity=Decimal(assigned), set_at=NOW,
        )
    )  # fmt: skip
    uow.flush()
    if done != "0":
        work(uow, who, done, work_date=date(2026, month, 2))


def close(uow: UnitOfWork, who: score_spans.Who, month: int) -> None:
    closed = {"unit_id": who.unit_id, "year": 2026, "month": month}
    review.close_period(uow, agency_id=who.agency_id, closed_by=who.id, at=NOW, **closed)


def test_numerators_and_denominators_are_added_before_dividing(uow: UnitOfWork) -> None:
    who = somebody(uow)
    plan(uow, who, "HT-01", "1", "1")  # March: outside the quarter
    planned(uow, who, 7, "10", "10")
    planned(uow, who, 8, "30", "15")
    close(uow, who, 7)
    found = score_spans.span(uow, who, 2026, 3, SEPTEMBER)
    (part,) = found.parts
    assert (part.sheet["ratios"]["a"], part.sheet["result_points"]) == ("62.50", "43.75")
    assert [(month.month, month.closed, month.running) for month in part.months] == [
        (7, True, False),
        (8, False, False),
    ]
    assert [(month.month, month.left_out, month.running) for month in found.left_out] == [(9, "empty", True)]
    assert found.running


def test_a_kept_month_counts_as_it_was_kept(uow: UnitOfWork) -> None:
    who = somebody(uow)
    plan(uow, who, "HT-01", "1", "1")
    planned(uow, who, 7, "10", "10")
    close(uow, who, 7)
    before = score_spans.span(uow, who, 2026, 3, SEPTEMBER)
    work(uow, who, "1", work_date=date(2026, 7, 9), quality_errors=1)
    agency = uow.session.get(Agency, who.agency_id)
    assert agency is not None
    agency.settings = {"policies": {"cong_chuc": "no-such-one"}}
    uow.flush()
    after = score_spans.span(uow, who, 2026, 3, SEPTEMBER)
    assert [part.sheet for part in before.parts] == [part.sheet for part in after.parts]


def test_another_rule_set_in_between_splits_the_period(uow: UnitOfWork) -> None:
    who = somebody(uow)
    plan(uow, who, "HT-01", "1", "1")
    planned(uow, who, 7, "10", "10")
    planned(uow, who, 8, "10", "5")
    close(uow, who, 7)
    score_spans.span(uow, who, 2026, 3, SEPTEMBER)  # July is kept as công chức
    person = uow.session.get(Person, who.id)
    assert person is not None
    person.kind = "vien_chuc"
    uow.flush()
    found = score_spans.span(uow, who, 2026, 3, SEPTEMBER)
    assert [(part.sheet["policy"]["id"], [m.month for m in part.months]) for part in found.parts] == [
        ("nd335-2025", [7]),
        ("nd233-2026", [8]),
    ]


def test_months_outside_the_rules_are_named_and_a_future_period_is_empty(uow: UnitOfWork) -> None:
    who = somebody(uow, kind="vien_chuc")
    a_catalogue(uow, who)
    work(uow, who, "1", work_date=date(2026, 6, 2))
    work(uow, who, "1", work_date=date(2026, 7, 2))
    found = score_spans.span(uow, who, 2026, None, SEPTEMBER)
    assert [[m.month for m in part.months] for part in found.parts] == [[7]]
    assert {m.month: m.left_out for m in found.left_out} == {
        1: "empty", 2: "empty", 3: "empty", 4: "empty", 5: "empty", 6: "setting", 8: "empty", 9: "empty",
    }  # fmt: skip
    later = score_spans.span(uow, who, 2026, 4, SEPTEMBER)
    assert (later.parts, later.left_out, later.running) == ((), (), False)


def test_a_month_takes_the_choice_in_force_and_one_that_crosses_a_change_is_left_out(uow: UnitOfWork) -> None:
    who = somebody(uow)
    agency = uow.session.exec(select(Agency)).one()
    agency.settings = {
        "policies": {
            "cong_chuc": [
                {"since": None, "policy": "nd335-2025"},
                {"since": "2026-08-15", "policy": "khanh-hoa-1636-2025"},
                {"since": "2026-09-01", "policy": "nd335-2025"},
            ]
        }
    }
    for month in (7, 8, 9):
        work(uow, who, "1", work_date=date(2026, month, 2))
    found = score_spans.span(uow, who, 2026, 3, SEPTEMBER)
    assert [[m.month for m in part.months] for part in found.parts] == [[7, 9]]
    assert [(m.month, m.left_out) for m in found.left_out] == [(8, "changed")]
