"""A unit's quarter and year: months combined as one's own are, in order, split where rules change; the same for all."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import event
from sqlmodel import select

from services import ranking_spans, score_months, score_sheets, score_spans, scores, unclassified
from services.errors import NotFound
from services.ranking import Without
from services.ranking_spans import LeftOut
from services.values import Who
from storage import units
from storage.tables import Audit, Person
from storage.uow import UnitOfWork
from tests.services.test_ranking import an_office, below
from tests.services.test_score_spans import close, planned
from tests.services.test_scores import plan, uow, work

__all__ = ["uow"]
SEPTEMBER = datetime(2026, 9, 20, 5, tzinfo=UTC)


def office(uow: UnitOfWork, people: int) -> tuple[Who, list[Who]]:
    """A head, who has a plan of their own, and people below."""
    head, found = an_office(uow, people)
    plan(uow, head, "HT-01", "1", "1")
    return head, found


def test_a_quarter_is_each_ones_months_added_before_dividing(uow: UnitOfWork) -> None:
    head, (first, second, idle) = office(uow, 3)
    planned(uow, first, 7, "10", "10")
    planned(uow, first, 8, "30", "15")
    planned(uow, second, 8, "10", "10")
    found = ranking_spans.look(uow, head, head.unit_id, 2026, 3, SEPTEMBER)
    (group,) = found.groups
    assert [(p.name, p.points) for p in group.group.people] == [
        (second.name, Decimal(70)), (first.name, Decimal("43.75")),
    ]  # fmt: skip
    assert (group.of_person, [m.month for m in group.months]) == ((1, 2), [7, 8])
    assert group.group.sheet is not None
    assert group.group.sheet["ratios"]["a"] == "70.00"  # (10 + 15 + 10) / 50
    assert found.without == (Without(idle.name, "empty", "cong_chuc"),)
    assert (found.running, found.split) == (True, False)
    own = score_spans.span(uow, first, 2026, 3, SEPTEMBER).parts[0].sheet
    assert own["result_points"] == "43.75"
    year = ranking_spans.look(uow, head, head.unit_id, 2026, None, SEPTEMBER)
    assert [p.points for p in year.groups[0].group.people] == [p.points for p in group.group.people]


def test_the_sheets_of_many_are_what_each_would_get_alone(uow: UnitOfWork) -> None:
    head, people = office(uow, 3)
    planned(uow, people[0], 7, "10", "7")
    work(uow, people[1], "4", work_date=date(2026, 7, 3))
    close(uow, people[0], 7)
    score_months.keep_units(uow, [head.unit_id], 2026, 7, head.id, SEPTEMBER)
    planned(uow, people[2], 8, "9", "3")
    members = units.members(uow, [head.unit_id])
    for month in (7, 8):
        found = score_sheets.of_people(uow, head.agency_id, members, 2026, month)
        for who in people:
            alone = scores.graded_month(uow, who, 2026, month, SEPTEMBER)
            sheet = found[who.id].sheet
            assert alone.sheet is not None
            assert sheet is not None
            assert {key: sheet[key] for key in score_spans.RECORD} == {
                key: alone.sheet[key] for key in score_spans.RECORD
            }
            assert found[who.id].closed == alone.closed


def test_the_questions_do_not_grow_with_the_people(uow: UnitOfWork) -> None:
    head, people = office(uow, 2)
    asked: list[str] = []

    def note(*args: object) -> None:
        asked.append(str(args[2]))

    event.listen(uow.session.connection(), "before_cursor_execute", note)
    counts = []
    for more in (0, 8):
        for who in [*people, *(below(uow, head) for _ in range(more))]:
            work(uow, who, "1", work_date=date(2026, 7, 2))
        asked.clear()
        ranking_spans.look(uow, head, head.unit_id, 2026, 3, SEPTEMBER)
        counts.append(len(asked))
    event.remove(uow.session.connection(), "before_cursor_execute", note)
    assert counts[0] == counts[1]


def test_a_month_without_a_grade_is_left_out_and_named(uow: UnitOfWork) -> None:
    head, (first, second) = office(uow, 2)
    for who in (first, second):
        planned(uow, who, 7, "10", "5")
        planned(uow, who, 8, "10", "10")
    unclassified.enter(uow, head, first.id, [(2026, 7)], "sick_leave", None, SEPTEMBER)
    unclassified.enter(uow, head, second.id, [(2026, 7), (2026, 8), (2026, 9)], "maternity", None, SEPTEMBER)
    found = ranking_spans.look(uow, head, head.unit_id, 2026, 3, SEPTEMBER)
    (group,) = found.groups
    assert [(p.name, p.points) for p in group.group.people] == [(first.name, Decimal(70))]
    assert found.left_out == (LeftOut(first.name, 7, "Không xếp loại: nghỉ ốm cả kỳ"),)
    assert found.without == (Without(second.name, "unclassified", "cong_chuc", "Không xếp loại: nghỉ thai sản cả kỳ"),)


def test_months_of_two_rule_sets_stand_apart(uow: UnitOfWork) -> None:
    head, (officer, moved) = office(uow, 2)
    for who in (officer, moved):
        work(uow, who, "1", work_date=date(2026, 7, 2))
        close(uow, who, 7) if who is moved else None
    score_months.keep_units(uow, [head.unit_id], 2026, 7, head.id, SEPTEMBER)
    row = uow.session.get(Person, moved.id)
    assert row is not None
    row.kind = "vien_chuc"
    for who in (officer, moved):
        work(uow, who, "1", work_date=date(2026, 8, 3))
    found = ranking_spans.look(uow, head, head.unit_id, 2026, 3, SEPTEMBER)
    assert found.split
    assert [(group.of_person, len(group.group.people)) for group in found.groups] == [((2, 1), 2), ((1,), 1)]
    assert {p.name for p in found.groups[0].group.people} == {officer.name, moved.name}


def test_whoever_changes_within_a_rule_set_is_named_and_not_ranked(uow: UnitOfWork) -> None:
    head, (first, promoted) = office(uow, 2)
    for who in (first, promoted):
        work(uow, who, "1", work_date=date(2026, 7, 2))
    close(uow, promoted, 7)
    score_months.keep_units(uow, [head.unit_id], 2026, 7, head.id, SEPTEMBER)
    row = uow.session.get(Person, promoted.id)
    assert row is not None
    row.is_leader = True
    work(uow, promoted, "1", work_date=date(2026, 8, 3))
    found = ranking_spans.look(uow, head, head.unit_id, 2026, 3, SEPTEMBER)
    assert [p.name for p in found.groups[0].group.people] == [first.name]
    assert found.without == (Without(promoted.name, "split", "cong_chuc"),)


def test_only_the_head_and_that_is_noted(uow: UnitOfWork) -> None:
    head, (first, _) = office(uow, 2)
    for year, quarter in ((2026, 4), (2026, 0), (2026, 5), (2027, None), (2020, None)):
        with pytest.raises(NotFound):
            ranking_spans.look(uow, head, head.unit_id, year, quarter, SEPTEMBER)
    with pytest.raises(NotFound):
        ranking_spans.look(uow, first, head.unit_id, 2026, 3, SEPTEMBER)
    ranking_spans.look(uow, head, head.unit_id, 2026, 3, SEPTEMBER)
    (noted,) = [row for row in uow.session.exec(select(Audit)).all() if row.code == "unit.scores_read"]
    assert (noted.actor_id, noted.data["quarter"]) == (head.id, 3)
