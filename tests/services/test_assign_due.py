"""Deadlines: told once each, never at night, only the latest stage; delays counted once each time one passes undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import event

from services import assign_due, assign_requests, assign_states
from services.assign import deadline_notices, mark_told, note_delays
from services.people import get_who
from services.values import Who
from storage import assign as store
from storage import bulk, deadlines
from storage.database import Database
from storage.tables import Account, Assignment, Person
from storage.uow import UnitOfWork
from tests.storage.office import a_person, an_agency

FRIDAY = dt.date(2026, 11, 27)


def at(text: str) -> dt.datetime:
    """A moment of Viet Nam's clock, in 2026."""
    return dt.datetime.strptime(f"2026-{text}+0700", "%Y-%m-%d %H:%M%z")


@pytest.fixture
def uow(database: Database) -> Iterator[UnitOfWork]:
    with database.unit_of_work() as unit:
        yield unit


@pytest.fixture
def pair(uow: UnitOfWork) -> tuple[Who, Who]:
    """A head and somebody below, who is linked."""
    agency = an_agency(uow)
    head = a_person(uow, agency, "CB01")
    one = a_person(uow, agency, "CB02", manager_id=head.id)
    linked = {"linked_at": at("11-01 08:00"), "consented_at": at("11-01 08:00")}
    uow.add(Account(person_id=one.id, channel="telegram", chat_id="2", **linked))
    uow.flush()
    return get_who(uow, head.id or 0), get_who(uow, one.id or 0)


def a_task(uow: UnitOfWork, pair: tuple[Who, Who], **more: Any) -> Assignment:
    head, one = pair
    values: dict[str, Any] = {
        "due_date": FRIDAY, "state": "accepted", "quantity": Decimal(1), "text": "soạn kế hoạch",
        "created_at": at("11-16 08:00"), "assignee_id": one.id,
    } | more  # fmt: skip
    number = store.next_number(uow, head.agency_id)
    return store.add(uow, Assignment(agency_id=head.agency_id, number=number, giver_id=head.id, **values))


def stages(uow: UnitOfWork, now: str) -> list[str]:
    return [notice.stage for notice in deadline_notices(uow, at(now))]


@pytest.mark.parametrize(
    ("due_time", "now", "found"),
    [
        ("16:00", "11-24 15:59", []),
        ("16:00", "11-24 16:00", ["3d"]),
        ("16:00", "11-26 15:59", ["3d"]),
        ("16:00", "11-26 16:00", ["1d"]),
        ("16:00", "11-27 13:59", ["1d"]),
        ("16:00", "11-27 14:00", ["2h"]),
        ("16:00", "11-27 15:59", ["2h"]),
        ("16:00", "11-27 16:00", ["over"]),
        ("16:00", "12-04 15:59", ["over"]),
        ("16:00", "12-04 16:00", []),
        ("08:00", "11-27 06:29", []),
        ("08:00", "11-27 06:30", ["2h"]),
        ("23:00", "11-27 20:59", ["1d"]),
        ("23:00", "11-27 21:00", []),
        ("23:00", "11-28 06:30", ["over"]),
        (None, "11-27 14:59", ["1d"]),
        (None, "11-27 15:00", ["2h"]),
        (None, "11-27 17:00", []),
        (None, "11-27 20:59", []),
        (None, "11-28 06:30", ["over"]),
    ],
)
def test_stages(uow: UnitOfWork, pair: tuple[Who, Who], due_time: str | None, now: str, found: list[str]) -> None:
    a_task(uow, pair, due_time=due_time)
    assert stages(uow, now) == found


def test_every_minute_of_a_fortnight_tells_each_stage_once(uow: UnitOfWork, pair: tuple[Who, Who]) -> None:
    """Ten-minute ticks, each run twice as by two schedulers; four messages, in order, all by day."""
    a_task(uow, pair, due_time="16:00")
    told: list[tuple[str, str]] = []
    now = at("11-20 00:00")
    while now < at("12-05 00:00"):
        for _ in range(2):
            for notice in mark_told(uow, deadline_notices(uow, now), now):
                told.append((notice.stage, f"{now:%d %H:%M}"))
        now += dt.timedelta(minutes=10)
    assert told == [("3d", "24 16:00"), ("1d", "26 16:00"), ("2h", "27 14:00"), ("over", "27 16:00")]


def test_what_was_given_late_is_not_told_of_days_that_were_past(uow: UnitOfWork, pair: tuple[Who, Who]) -> None:
    a_task(uow, pair, due_time="16:00", created_at=at("11-26 08:00"))
    assert stages(uow, "11-26 09:00") == []
    assert stages(uow, "11-26 16:00") == ["1d"]


def test_nobody_is_told_who_is_done_unreachable_or_off_it(uow: UnitOfWork, pair: tuple[Who, Who]) -> None:
    for state in ("done", "approved", "withdrawn", "moved"):
        a_task(uow, pair, state=state, closed_at=at("11-20 08:00"))
    a_task(uow, pair, assignee_id=pair[0].id)
    a_task(uow, pair, due_date=None)
    assert stages(uow, "11-26 16:00") == []


def test_a_moved_deadline_is_told_anew(uow: UnitOfWork, pair: tuple[Who, Who]) -> None:
    task = a_task(uow, pair, due_time="16:00")
    mark_told(uow, deadline_notices(uow, at("11-26 17:00")), at("11-26 17:00"))
    assert stages(uow, "11-26 17:01") == []
    assign_states.set_due(uow, pair[0], task.id or 0, None, (FRIDAY + dt.timedelta(days=3), "16:00"), at("11-26 18:00"))
    assert stages(uow, "11-27 15:59") == []
    assert stages(uow, "11-27 16:00") == ["3d"]


def test_keys_tell_task_deadline_and_stage(uow: UnitOfWork, pair: tuple[Who, Who]) -> None:
    task = a_task(uow, pair, due_time="16:00")
    [notice] = deadline_notices(uow, at("11-27 14:00"))
    assert notice.dedupe.startswith(f"deadline:{task.id}:")
    assert notice.dedupe.endswith(":2h")


def delays(uow: UnitOfWork, task: Assignment) -> int:
    return deadlines.counts(uow, [task.id or 0]).get(task.id or 0, (0, 0))[0]


def test_a_deadline_that_passes_undone_is_one_delay(uow: UnitOfWork, pair: tuple[Who, Who]) -> None:
    task = a_task(uow, pair, due_time="16:00")
    assert note_delays(uow, at("11-27 16:00")) == 0
    assert note_delays(uow, at("11-27 16:01")) == 1
    assert note_delays(uow, at("11-30 08:00")) == 0
    assert delays(uow, task) == 1


def test_a_day_without_a_time_lasts_until_midnight(uow: UnitOfWork, pair: tuple[Who, Who]) -> None:
    a_task(uow, pair)
    assert note_delays(uow, at("11-27 23:59")) == 0
    assert note_delays(uow, at("11-28 00:01")) == 1


def test_finishing_late_counts_even_where_no_tick_ran(uow: UnitOfWork, pair: tuple[Who, Who]) -> None:
    late, in_time = a_task(uow, pair, due_time="16:00"), a_task(uow, pair, due_time="16:00")
    assign_states.finish(uow, pair[1], in_time.id or 0, None, at("11-27 15:59"))
    assign_states.finish(uow, pair[1], late.id or 0, None, at("11-27 18:00"))
    note_delays(uow, at("11-30 08:00"))
    assert (delays(uow, in_time), delays(uow, late)) == (0, 1)


def test_an_extension_granted_before_the_deadline_is_no_delay_after_it_is_one(
    uow: UnitOfWork, pair: tuple[Who, Who]
) -> None:
    for moment, expected in (("11-27 10:00", 0), ("11-27 18:00", 1)):
        task = a_task(uow, pair, due_time="16:00")
        new = (dt.date(2026, 12, 2), "16:00")
        request = assign_requests.ask_extension(uow, pair[1], task.id or 0, None, new, "chờ số liệu", at(moment))
        assign_requests.answer(uow, pair[0], request.id, True, at(moment))
        note_delays(uow, at("11-28 08:00"))
        assert delays(uow, task) == expected
        note_delays(uow, at("12-02 16:01"))
        assert delays(uow, task) == expected + 1, "the new deadline passes undone too"


def test_what_was_handed_in_in_time_and_returned_is_late_only_for_a_new_deadline(
    uow: UnitOfWork, pair: tuple[Who, Who]
) -> None:
    task = a_task(uow, pair, due_time="16:00")
    assign_states.finish(uow, pair[1], task.id or 0, None, at("11-27 10:00"))
    assign_states.give_back(uow, pair[0], task.id or 0, None, "thiếu phụ lục", at("11-28 08:00"))
    note_delays(uow, at("11-30 08:00"))
    assert delays(uow, task) == 0
    assert stages(uow, "11-28 09:00") == []
    assign_states.set_due(uow, pair[0], task.id or 0, None, (dt.date(2026, 12, 1), None), at("11-30 08:00"))
    note_delays(uow, at("12-02 08:00"))
    assert delays(uow, task) == 1


def test_a_confirmed_cause_excuses_and_names_who(uow: UnitOfWork, pair: tuple[Who, Who]) -> None:
    task = a_task(uow, pair, due_time="16:00")
    note_delays(uow, at("11-27 17:00"))
    assign_due.excuse(uow, pair[0], task.id or 0, "disaster", at("11-28 08:00"))
    [row] = deadlines.delays_of(uow, task.id or 0)
    assert (row.cause, row.excused_by, row.excused_at) == ("disaster", pair[0].id, at("11-28 08:00"))
    assert deadlines.counts(uow, [task.id or 0]) == {task.id: (1, 1)}


def test_seven_thousand_people_due_at_once_take_a_bounded_number_of_questions(sqlite_url: str) -> None:
    database = Database.connect(sqlite_url)
    with database.unit_of_work() as uow:
        agency = an_agency(uow)
        head = a_person(uow, agency)
        common = {"agency_id": agency.id, "full_name": "X", "unit_id": head.unit_id, "post": "x", "manager_id": head.id}
        people = [Person(staff_code=f"P{n}", **common) for n in range(7_000)]
        bulk.add_all(uow, people)
        then = at("11-16 08:00")
        linked = {"channel": "telegram", "linked_at": then, "consented_at": then}
        bulk.add_all(uow, [Account(person_id=p.id, chat_id=str(p.id), **linked) for p in people])
        values = {"agency_id": agency.id, "giver_id": head.id, "text": "x", "quantity": Decimal(1), "state": "given"}
        tasks = [
            Assignment(number=n, assignee_id=p.id, due_date=FRIDAY, created_at=then, **values)
            for n, p in enumerate(people, 1)
        ]
        bulk.add_all(uow, tasks)
        asked: list[str] = []
        engine = uow.session.get_bind()
        event.listen(engine, "before_cursor_execute", lambda c, cur, statement, *rest: asked.append(statement))
        assert len(deadline_notices(uow, at("11-26 18:00"))) == 7_000
        assert len(asked) <= 8, asked
    database.close()
