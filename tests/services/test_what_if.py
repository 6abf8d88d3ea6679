"""Now and then: the scoring module's `what_if` over the product's facts."""

from __future__ import annotations

from datetime import date

from services import what_if
from services.what_if import Tried, Untried
from storage import review
from storage.uow import UnitOfWork
from tests.services.test_scores import NOW, assigned, plan, somebody, uow, work

__all__ = ["uow"]
MARCH = (2026, 3)


def test_open_work_is_what_is_not_approved_in_full(uow: UnitOfWork) -> None:
    who = somebody(uow)
    plan(uow, who, "HT-01", "10", "1")
    plan(uow, who, "KH-01", "1", "3")
    task = assigned(uow, who, "HT-01", "4", "2")
    work(uow, who, "10")
    work(uow, who, "1", assignment_id=task.id)
    work(uow, who, "3", assignment_id=task.id, state="pending")
    lines = what_if.open_lines(uow, who, *MARCH)
    assert [(line.number, line.converted) for line in lines] == [(1, 6), (None, 3)]


def test_chosen_tasks_move_the_points_and_the_rest_stays(uow: UnitOfWork) -> None:
    who = somebody(uow)
    plan(uow, who, "HT-01", "10", "1")
    assigned(uow, who, "CT-01", "10", "1")
    found = what_if.try_numbers(uow, who, *MARCH, [1, 1, 77])
    assert isinstance(found, Tried)
    assert (found.now["result_points"], found.then["result_points"], found.compared) == ("0.00", "35.00", True)
    assert found.left_out == (("77", "absent"),)
    every = what_if.try_all(uow, who, *MARCH)
    assert isinstance(every, Tried)
    assert every.then["result_points"] == "70.00"


def test_a_task_that_cannot_count_says_why(uow: UnitOfWork) -> None:
    who = somebody(uow)
    plan(uow, who, "HT-01", "10", "1")
    task = assigned(uow, who, "CT-01", "10", "1")
    work(uow, who, "10", item="CT-01", assignment_id=task.id)
    assert _reasons(what_if.try_numbers(uow, who, *MARCH, [1])) == ["done"]
    task.due_date = date(2026, 4, 2)
    uow.flush()
    assert _reasons(what_if.try_numbers(uow, who, *MARCH, [1])) == ["other_month"]
    task.coefficient = None
    uow.flush()
    assert _reasons(what_if.try_numbers(uow, who, *MARCH, [1])) == ["no_item"]
    task.state = "withdrawn"
    uow.flush()
    assert _reasons(what_if.try_numbers(uow, who, *MARCH, [1])) == ["absent"]


def _reasons(found: Tried | Untried) -> list[str]:
    assert isinstance(found, Tried)
    return [reason for _, reason in found.left_out]


def test_without_a_plan_converted_work_grows_and_the_points_do_not(uow: UnitOfWork) -> None:
    who = somebody(uow)
    task = assigned(uow, who, "CT-01", "10", "2")
    work(uow, who, "4", "2", item="CT-01", assignment_id=task.id)
    found = what_if.try_all(uow, who, *MARCH)
    assert isinstance(found, Tried)
    assert (found.converted, found.compared) == ((8, 20), False)
    assert found.now["result_points"] == found.then["result_points"] == "70.00"


def test_a_closed_month_and_a_missing_rule_set_are_said(uow: UnitOfWork) -> None:
    who = somebody(uow, kind="can_bo")
    assert what_if.try_all(uow, who, *MARCH) == Untried("none", "can_bo")
    month = {"unit_id": who.unit_id, "year": 2026, "month": 3}
    review.close_period(uow, agency_id=who.agency_id, closed_by=who.id, at=NOW, **month)
    assert what_if.try_all(uow, who, *MARCH) == Untried("closed", "can_bo")
    assert what_if.open_lines(uow, who, *MARCH) == ()
