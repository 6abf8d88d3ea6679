"""A month's score: facts from approved lines only, the agency's rule set, no guess where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import select

import scoring
from services import score_snapshots, scores
from services.people import get_who
from services.values import Who
from storage import review
from storage import scores as kept
from storage.database import Database
from storage.tables import Agency, Assignment, Audit, Catalogue, Entry, Quota
from storage.uow import UnitOfWork
from tests.storage.office import NOW, a_person, an_agency

MARCH = datetime(2026, 3, 31, 5, tzinfo=UTC)


@pytest.fixture
def uow(database: Database) -> Iterator[UnitOfWork]:
    with database.unit_of_work() as opened:
        yield opened


def somebody(uow: UnitOfWork, settings: dict[str, Any] | None = None, **more: Any) -> Who:
    agency: Agency = an_agency(uow)
    agency.settings = settings or {}
    return get_who(uow, a_person(uow, agency, **more).id or 0)


def work(uow: UnitOfWork, who: Who, quantity: str, coefficient: str = "1", item: str = "HT-01", **more: Any) -> Entry:
    values: dict[str, Any] = {
        "agency_id": who.agency_id, "person_id": who.id, "state": "approved", "text": "việc", "item_code": item,
        "item_name": f"Việc {item}", "item_unit": "hồ sơ", "item_measure": "count", "coefficient": Decimal(coefficient),
        "standard_minutes": 30, "quantity": Decimal(quantity), "work_date": date(2026, 3, 2), "created_at": NOW,
    }  # fmt: skip
    row = Entry(**(values | more))
    uow.add(row)
    uow.flush()
    return row


def a_catalogue(uow: UnitOfWork, who: Who) -> int:
    row = Catalogue(agency_id=who.agency_id, name="danh mục", version=1, active=True, fingerprint="f", imported_at=NOW)
    uow.add(row)
    uow.flush()
    return row.id or 0


def plan(uow: UnitOfWork, who: Who, item: str, quantity: str, coefficient: str) -> None:
    known = uow.session.exec(select(Catalogue)).first()
    uow.add(
        Quota(
            agency_id=who.agency_id, person_id=who.id, year=2026, month=3, item_code=item, item_name=f"Việc {item}",
            item_unit="hồ sơ", item_measure="count", coefficient=Decimal(coefficient), standard_minutes=30,
            catalogue_id=known.id if known else a_catalogue(uow, who), quantity=Decimal(quantity), set_at=NOW,
        )
    )  # fmt: skip
    uow.flush()


def assigned(uow: UnitOfWork, who: Who, item: str, quantity: str, coefficient: str) -> Assignment:
    row = Assignment(
        agency_id=who.agency_id, number=1, giver_id=who.id, assignee_id=who.id, text="việc", item_code=item,
        item_name=f"Việc {item}", coefficient=Decimal(coefficient), quantity=Decimal(quantity), share=Decimal(1),
        due_date=date(2026, 3, 20), state="accepted", created_at=NOW,
    )  # fmt: skip
    uow.add(row)
    uow.flush()
    return row


def test_approved_lines_are_summed_by_item_and_frozen_coefficient(uow: UnitOfWork) -> None:
    who = somebody(uow)
    work(uow, who, "0.1")
    work(uow, who, "0.2")
    work(uow, who, "3", "1.25")
    work(uow, who, "50", state="pending")
    work(uow, who, "50", state="returned")
    work(uow, who, "50", work_date=date(2026, 4, 1))
    found = scores.graded_month(uow, who, 2026, 3, MARCH)
    assert found.sheet is not None
    assert found.sheet["sums"]["work"]["result"]["quantity"] == "4.05"
    assert found.sheet["policy"]["id"] == "nd335-2025"
    assert found.sheet["options"]["denominator"] == "approved"
    assert (found.sheet["result_points"], found.sheet["most"], found.sheet["total"]) == ("70.00", "70", None)
    assert any("tiêu chí chung" in note for note in found.sheet["notes"])


def test_a_coefficient_changed_within_the_month_gives_two_refs(uow: UnitOfWork) -> None:
    who = somebody(uow)
    work(uow, who, "1")
    work(uow, who, "1", "2")
    policy = scores.choose(uow, who, "cong_chuc", 2026, 3)
    assert not isinstance(policy, str)
    case = scores.case_of(uow, who, "cong_chuc", policy, 2026, 3)
    assert {line.ref for line in case.work} == {"HT-01 × 1", "HT-01 × 2"}


def test_with_a_plan_assigned_work_is_the_denominator(uow: UnitOfWork) -> None:
    who = somebody(uow)
    plan(uow, who, "HT-01", "20", "1")
    plan(uow, who, "KH-01", "1", "3")
    work(uow, who, "20", quality_errors=1)
    work(uow, who, "5", item="XX-01")  # nobody assigned it: it counts in neither
    sheet = scores.graded_month(uow, who, 2026, 3, MARCH).sheet
    assert sheet is not None
    assert sheet["options"]["denominator"] == "assigned"
    assert sheet["ratios"] == {"a": "86.96", "b": "85.87", "c": "86.96"}  # 20, 19.75 and 20 of 23
    assert [(loss["kind"], loss["points"]) for loss in sheet["losses"][:1]] == [("undone", "-9.13")]


def test_a_task_beside_the_plan_counts_the_lines_tied_to_it(uow: UnitOfWork) -> None:
    who = somebody(uow)
    plan(uow, who, "HT-01", "10", "1")
    task = assigned(uow, who, "HT-01", "4", "1")
    work(uow, who, "4", assignment_id=task.id)
    work(uow, who, "10")
    sheet = scores.graded_month(uow, who, 2026, 3, MARCH).sheet
    assert sheet is not None
    assert (sheet["sums"]["work"]["result"]["denominator"], sheet["ratios"]["a"]) == ("14", "100.00")


DATED = [
    {"since": "2026-10-15", "policy": None},
    {"since": None, "policy": "khanh-hoa-1636-2025"},
    {"since": "2026-01-01", "policy": "nd335-2025"},
    {"since": "2026-07-01", "policy": "nd233-2026"},
]


@pytest.mark.parametrize(
    ("kind", "settings", "month", "wanted"),
    [
        ("cong_chuc", {}, (2026, 3), "nd335-2025"),
        ("vien_chuc", {}, (2026, 10), "nd233-2026"),
        ("can_bo", {}, (2026, 3), "none"),
        ("can_bo", {}, (2025, 11), "kpi_percent"),
        ("can_bo", {}, (2024, 3), "none"),
        ("cong_chuc", {"policies": {}}, (2026, 3), "nd335-2025"),  # the only one in force
        ("cong_chuc", {}, (2025, 11), "setting"),
        ("cong_chuc", {"policies": {"cong_chuc": "khanh-hoa-1636-2025"}}, (2025, 11), "kpi_percent"),
        ("cong_chuc", {"policies": {"cong_chuc": "no-such-one"}}, (2026, 3), "setting"),
        ("cong_chuc", {"policies": {"cong_chuc": "nd233-2026"}}, (2026, 10), "setting"),
        ("cong_chuc", {"policies": "nonsense"}, (2026, 3), "nd335-2025"),
        ("cong_chuc", {"policies": {"cong_chuc": DATED}}, (2025, 12), "kpi_percent"),
        ("cong_chuc", {"policies": {"cong_chuc": DATED}}, (2026, 1), "nd335-2025"),
        ("cong_chuc", {"policies": {"cong_chuc": DATED}}, (2026, 6), "nd335-2025"),
        ("cong_chuc", {"policies": {"cong_chuc": DATED}}, (2026, 7), "setting"),
        ("cong_chuc", {"policies": {"cong_chuc": DATED}}, (2026, 10), "changed"),
        ("cong_chuc", {"policies": {"cong_chuc": DATED}}, (2026, 11), "nd335-2025"),  # none is named: the only one
        ("cong_chuc", {"policies": {"cong_chuc": [{"since": "31/2"}]}}, (2026, 3), "setting"),
        ("cong_chuc", {"policies": {"cong_chuc": 7}}, (2026, 3), "setting"),
    ],
)
def test_the_rule_set_is_the_agencys_and_never_guessed(
    uow: UnitOfWork, kind: str, settings: dict[str, Any], month: tuple[int, int], wanted: str
) -> None:
    who = somebody(uow, settings, kind=kind)
    work(uow, who, "1", work_date=date(*month, 2))
    found = scores.graded_month(uow, who, *month, datetime(*month, 28, 5, tzinfo=UTC))
    assert (found.sheet["policy"]["id"] if found.sheet else found.problem) == wanted


def test_a_leader_without_the_given_ratios_has_no_result_yet(uow: UnitOfWork) -> None:
    who = somebody(uow, is_leader=True)
    work(uow, who, "1")
    sheet = scores.graded_month(uow, who, 2026, 3, MARCH).sheet
    assert sheet is not None
    assert sheet["result_points"] is None
    assert any(note.startswith("Chưa có ") and "d, đ, e" in note for note in sheet["notes"])


@pytest.mark.parametrize(
    ("now", "since", "projected"),
    [
        (datetime(2026, 3, 2, 5, tzinfo=UTC), date(2026, 3, 17), None),
        (datetime(2026, 3, 16, 5, tzinfo=UTC), date(2026, 3, 17), None),  # 10 of 22 working days are over
        (datetime(2026, 3, 17, 5, tzinfo=UTC), None, Decimal("20.0")),  # 11 of 22
        (datetime(2026, 3, 31, 5, tzinfo=UTC), None, Decimal("10.5")),  # 21 of 22
    ],
)
def test_no_projection_before_half_of_the_working_days_have_passed(
    uow: UnitOfWork, now: datetime, since: date | None, projected: Decimal | None
) -> None:
    who = somebody(uow)
    work(uow, who, "10")
    assert scores.graded_month(uow, who, 2026, 3, now).pace == scores.Pace(since, projected)
    assert scores.graded_month(uow, who, 2026, 3, datetime(2026, 4, 1, tzinfo=UTC)).pace is None


def closed_month(uow: UnitOfWork, **more: Any) -> Who:
    """Somebody with two approved lines in a closed March."""
    who = somebody(uow, **more)
    work(uow, who, "3", "1.25")
    work(uow, who, "0.5", item="HT-02")
    month = {"unit_id": who.unit_id, "year": 2026, "month": 3}
    review.close_period(uow, agency_id=who.agency_id, closed_by=who.id, at=NOW, **month)
    return who


def test_a_closed_month_is_kept_once_and_its_sheet_stays_the_same(uow: UnitOfWork) -> None:
    who = closed_month(uow)
    first = scores.graded_month(uow, who, 2026, 3, MARCH)
    work(uow, who, "100")  # behind the bot's back
    agency = uow.session.get(Agency, who.agency_id)
    assert agency is not None
    agency.settings = {"policies": {"cong_chuc": "no-such-one"}}
    uow.flush()
    again = scores.graded_month(uow, who, 2026, 3, datetime(2026, 5, 1, tzinfo=UTC))
    assert first.closed
    assert first.sheet is not None
    assert again.sheet == first.sheet
    assert first.sheet["steps"]
    assert [row.code for row in uow.session.exec(select(Audit)).all()].count("score.kept") == 1


def test_the_kept_facts_alone_give_the_kept_result(uow: UnitOfWork) -> None:
    who = closed_month(uow)
    shown = scores.graded_month(uow, who, 2026, 3, MARCH).sheet
    row = kept.find(uow, who.id, 2026, 3)
    assert row is not None
    assert "steps" not in row.result
    anew = score_snapshots.printed(scoring.score(scoring.read_case(row.facts)))
    assert anew == shown
    assert (row.policy, row.fingerprint) == (anew["policy"]["id"], anew["policy"]["fingerprint"])


def test_another_rule_file_leaves_the_result_but_gives_no_steps(uow: UnitOfWork) -> None:
    who = closed_month(uow)
    shown = scores.graded_month(uow, who, 2026, 3, MARCH).sheet
    row = kept.find(uow, who.id, 2026, 3)
    assert row is not None
    assert shown is not None
    row.fingerprint = "another"
    uow.flush()
    again = scores.graded_month(uow, who, 2026, 3, MARCH).sheet
    assert again == {name: value for name, value in shown.items() if name not in ("steps", "losses")}


def test_an_open_month_is_not_kept(uow: UnitOfWork) -> None:
    who = somebody(uow)
    work(uow, who, "1")
    scores.graded_month(uow, who, 2026, 3, MARCH)
    assert kept.find(uow, who.id, 2026, 3) is None
