"""A unit's sheet and order: only for its head, of the people below; both caps; who has none and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from sqlmodel import select

import scoring
from services import ranking
from services import scores as score_service
from services.errors import NotFound
from services.people import get_who
from services.ranking import Without
from services.score_snapshots import printed
from services.values import Who
from storage import review
from storage import scores as kept
from storage.tables import Audit, Person, ScoreSnapshot
from storage.uow import UnitOfWork
from tests.services.test_scores import NOW, plan, somebody, uow, work

__all__ = ["uow"]
NUMBERS = count(100)
MARCH = datetime(2026, 3, 31, 5, tzinfo=UTC)


def an_office(uow: UnitOfWork, people: int, **more: Any) -> tuple[Who, list[Who]]:
    """A head and people below in one unit."""
    head = somebody(uow, is_leader=True)
    return head, [below(uow, head, **more) for _ in range(people)]


def below(uow: UnitOfWork, head: Who, **more: Any) -> Who:
    number = next(NUMBERS)
    person = Person(
        agency_id=head.agency_id, staff_code=f"NV{number}", full_name=f"Người thứ {number}", unit_id=head.unit_id,
        post="CC", manager_id=head.id, **more,
    )  # fmt: skip
    uow.add(person)
    uow.flush()
    return get_who(uow, person.id or 0)


def graded(uow: UnitOfWork, who: Who, general: str) -> None:
    """A kept score of March with general points, as it will be once they are given."""
    policy = score_service.choose(uow, who, "cong_chuc", 2026, 3)
    assert not isinstance(policy, str)
    case = score_service.case_of(uow, who, "cong_chuc", policy, 2026, 3)
    case = replace(case, general=Decimal(general))
    row = ScoreSnapshot(
        person_id=who.id, year=2026, month=3, policy=policy.id, version=policy.ref.version,
        fingerprint=policy.ref.fingerprint, options=dict(case.options), facts=scoring.render_case(case),
        result={k: v for k, v in printed(scoring.score(case)).items() if k != "steps"}, made_at=NOW,
    )  # fmt: skip
    kept.keep(uow, row)


def test_the_units_work_is_added_and_the_heads_own_is_not(uow: UnitOfWork) -> None:
    head, (first, second, idle) = an_office(uow, 3)
    plan(uow, first, "HT-01", "10", "1")
    work(uow, first, "10")
    plan(uow, second, "HT-01", "30", "1")
    work(uow, second, "15")
    work(uow, head, "500")
    found = ranking.look(uow, head, head.unit_id, 2026, 3, MARCH)
    (group,) = found.groups
    assert group.sheet is not None
    assert (group.sheet["ratios"]["a"], group.sheet["result_points"]) == ("62.50", "43.75")
    assert [(p.name, p.points, p.total) for p in group.people] == [
        (first.name, Decimal(70), None),
        (second.name, Decimal(35), None),
    ]
    assert (group.caps, group.graded) == (None, 0)
    assert found.without == (Without(idle.name, "empty", "cong_chuc"),)


def test_both_readings_of_the_cap(uow: UnitOfWork) -> None:
    head, people = an_office(uow, 6)
    for number, who in enumerate(people):
        work(uow, who, "1", work_date=date(2026, 3, 2))
        graded(uow, who, "28" if number < 3 else "15")  # 98 and 85
    close = {"unit_id": head.unit_id, "year": 2026, "month": 3}
    review.close_period(uow, agency_id=head.agency_id, closed_by=head.id, at=NOW, **close)
    (group,) = ranking.look(uow, head, head.unit_id, 2026, 3, MARCH).groups
    assert [p.total for p in group.people] == [Decimal(98)] * 3 + [Decimal(85)] * 3
    assert group.caps == (1, 0)
    assert [p.over for p in group.people] == ["narrow", "wide", "wide", None, None, None]


def test_a_rule_set_each_and_the_reason_of_whoever_has_none(uow: UnitOfWork) -> None:
    head, (officer, _) = an_office(uow, 2)
    cadre = below(uow, head, kind="can_bo")
    employee = below(uow, head, kind="vien_chuc")
    july = datetime(2026, 7, 20, 5, tzinfo=UTC)
    for who in (officer, cadre, employee):
        work(uow, who, "1", work_date=date(2026, 7, 2))
    found = ranking.look(uow, head, head.unit_id, 2026, 7, july)
    assert sorted(group.people[0].name for group in found.groups) == sorted((officer.name, employee.name))
    assert {(person.name, person.reason) for person in found.without} >= {(cadre.name, "none")}


def test_only_the_head_reads_it_and_that_is_noted(uow: UnitOfWork) -> None:
    head, (first, _) = an_office(uow, 2)
    for month in ((2026, 13), (2026, 0), (2026, 4), (2019, 3)):
        with pytest.raises(NotFound):
            ranking.look(uow, head, head.unit_id, *month, MARCH)
    with pytest.raises(NotFound):
        ranking.look(uow, first, head.unit_id, 2026, 3, MARCH)
    ranking.look(uow, head, head.unit_id, 2026, 3, MARCH)
    noted = [row for row in uow.session.exec(select(Audit)).all() if row.code == "unit.scores_read"]
    assert [(row.actor_id, row.row_id) for row in noted] == [(head.id, head.unit_id)]


def test_whoever_has_no_plan_is_marked_for_they_reach_the_most_by_themselves(uow: UnitOfWork) -> None:
    head, (planned, unplanned) = an_office(uow, 2)
    plan(uow, planned, "HT-01", "10", "1")
    work(uow, planned, "5")
    work(uow, unplanned, "5")
    (group,) = ranking.look(uow, head, head.unit_id, 2026, 3, MARCH).groups
    assert [(p.name, p.points, p.by_log) for p in group.people] == [
        (unplanned.name, Decimal(70), True),
        (planned.name, Decimal(35), False),
    ]
    assert group.by_log == 1
