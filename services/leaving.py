"""Who moves or retires: from a day on they are nobody's assignee, are not reminded and not missed; what they did stays.

The day is told first (`leave`), perhaps long before; when it has come `settle` ends what hangs on the person: they
are active no more, what they gave goes to whoever stands above, standing-in ends. `come_back` undoes both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from services import reach, when
from services.assign_views import views
from services.errors import Refusal
from services.values import TaskView
from storage import assign, leaving, people
from storage import review as reviews
from storage.tables import Assignment, Person
from storage.uow import UnitOfWork

INHERITED = "inherited"
"""The step in a task's history by which it went from a giver who left to the one above."""
MOST = 50
"""People settled in one transaction."""


@dataclass(frozen=True)
class Departure:
    """Somebody who has left: what is open of theirs, what they had given and who has that now, what waits for review.

    `heir_id` is who reviewed them, None where nobody did; then what they had given is `orphaned`.
    """

    person_id: int
    agency_id: int
    staff_code: str
    name: str
    unit: str
    on: date
    heir_id: int | None
    heir: str | None
    tasks: tuple[TaskView, ...]
    passed_on: tuple[TaskView, ...]
    orphaned: tuple[TaskView, ...]
    waiting: int


def leave(uow: UnitOfWork, person: Person, on: date, actor_id: int | None, now: datetime) -> None:
    """Note from which day on somebody does not work here; takes effect with `settle`. Does not commit."""
    if person.left_on == on:
        return
    if not person.active and on > when.today(now):
        come_back(uow, person, actor_id, now)
    person.left_on = on
    uow.add(person)
    uow.audit("person.leaving", actor_id=actor_id, table="person", row_id=person.id, at=now, on=on)
    uow.flush()


def waits(uow: UnitOfWork, now: datetime) -> bool:
    """Whether the day of somebody has come."""
    return bool(leaving.due(uow, when.today(now), 1))


def settle(uow: UnitOfWork, now: datetime) -> tuple[Departure, ...]:
    """End what hangs on everybody whose day has come; said in the same transaction."""
    found = leaving.due(uow, when.today(now), MOST, lock=True)
    for person in found:  # all of them first: nobody is the heir of another who leaves
        person.active = False
        uow.add(person)
    uow.flush()
    return tuple(_settle(uow, person, now) for person in found)


def administrators(uow: UnitOfWork, agency_id: int) -> tuple[int, ...]:
    """Who administers an agency."""
    return tuple(leaving.administrators(uow, agency_id))


def _settle(uow: UnitOfWork, person: Person, now: datetime) -> Departure:
    heir = reach.responsible(uow, person)
    given = [*assign.open_by(uow, person.id or 0), *assign.handed_in(uow, person.id or 0)]
    passed = _pass_on(uow, given, heir, now)
    ended = leaving.end_delegations(uow, person.id or 0, when.today(now), now)
    tasks = assign.open_for(uow, person.id or 0)
    waiting = reviews.pending_counts(uow, [person.id or 0]).get(person.id or 0, 0)
    uow.audit(
        "person.left", actor_id=None, table="person", row_id=person.id, at=now, on=person.left_on, open=len(tasks),
        passed_on=len(passed), waiting=waiting, delegations=ended,
    )  # fmt: skip
    return Departure(
        person_id=person.id or 0, agency_id=person.agency_id, staff_code=person.staff_code, name=person.full_name,
        unit=people.with_unit(uow, person.id or 0)[1].name, on=person.left_on or when.today(now),
        heir_id=heir.id if heir else None, heir=heir.full_name if heir else None, tasks=views(uow, tasks),
        passed_on=views(uow, passed), orphaned=views(uow, [] if heir else given), waiting=waiting,
    )  # fmt: skip


def _pass_on(uow: UnitOfWork, given: Sequence[Assignment], heir: Person | None, now: datetime) -> list[Assignment]:
    """What somebody gave and nobody has accepted yet is looked after by whoever stands above; an own task is not."""
    if heir is None:
        return []
    rows = [row for row in given if row.assignee_id != heir.id]
    for row in rows:
        _give_to(uow, row, heir.id or 0, INHERITED, None, now)
    return rows


def _give_to(uow: UnitOfWork, row: Assignment, giver_id: int, step: str, actor_id: int | None, now: datetime) -> None:
    before = row.giver_id
    assign.change(uow, row, step, actor_id=actor_id, at=now, giver_id=giver_id)
    uow.audit(
        f"assignment.{step}", actor_id=actor_id, table="assignment", row_id=row.id, at=now, version=row.version,
        before=before, after=giver_id,
    )  # fmt: skip


def come_back(uow: UnitOfWork, person: Person, actor_id: int | None, now: datetime) -> tuple[TaskView, ...]:
    """Somebody works here again: gives the tasks that are theirs to look after again. Does not commit.

    Those are what went to the one above and was not touched since. Raises Refusal operator.here (name).
    """
    if person.active and person.left_on is None:
        raise Refusal("operator.here", name=person.full_name, staff_code=person.staff_code)
    before = person.left_on
    person.left_on, person.active = None, True
    uow.add(person)
    uow.flush()
    rows = leaving.inherited(uow, person.id or 0, INHERITED)
    for row in rows:
        _give_to(uow, row, person.id or 0, "given_back", actor_id, now)
    uow.audit(
        "person.returned", actor_id=actor_id, table="person", row_id=person.id, at=now, left_on=before,
        given_back=len(rows),
    )  # fmt: skip
    return views(uow, rows)
