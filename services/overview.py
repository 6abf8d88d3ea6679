"""Đơn vị: who has logged, what runs, what is late, where it is stuck – the form leaders ask for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import nlu
from services import permissions, when, workload
from services.errors import NotFound, Refusal
from services.values import Who
from storage import overview as store
from storage import review as reviews
from storage import sums, units
from storage.sums import DaySum
from storage.tables import Assignment, Person, Unit
from storage.uow import UnitOfWork

MOST_TASKS = 300
LYING_DAYS, LYING_AFTER = 31, 3
"""How far back returned and unfinished lines are looked for, and after how many days unfinished work is stuck."""
UNTAKEN_HOURS = 24


@dataclass(frozen=True)
class PersonDay:
    """A person's day: minutes logged, minutes expected."""

    name: str
    total: int
    target: int
    person_id: int = 0


@dataclass(frozen=True)
class TaskLine:
    """An open task: its number, what, whose, until when."""

    number: int
    text: str
    person: str
    due: date | None
    days_late: int = 0
    person_id: int = 0


@dataclass(frozen=True)
class Stuck:
    """Where it is stuck: a code with a person, and a count or a task; `left`: a task of somebody who is gone."""

    code: str
    person: str
    count: int = 0
    number: int = 0
    text: str = ""
    person_id: int = 0


@dataclass(frozen=True)
class UnitView:
    """A unit's day. `id` and `name` None: the people whom a deputy reviews, who are no unit.

    `headed`: whoever looks is its head, not only its administrator.
    """

    id: int | None
    name: str | None
    day: date
    people: tuple[PersonDay, ...]
    running: int
    late: tuple[TaskLine, ...]
    stuck: tuple[Stuck, ...]
    waiting: int
    headed: bool

    @property
    def logged(self) -> int:
        """How many have logged anything."""
        return sum(person.total > 0 for person in self.people)

    @property
    def expected(self) -> int:
        """How many are at work."""
        return sum(person.target > 0 for person in self.people)

    @property
    def quiet(self) -> bool:
        """Nothing late, nothing stuck, and either nobody has begun or everybody is done: one line says it."""
        full = all(person.total >= person.target for person in self.people)
        return not self.late and not self.stuck and (full or not self.logged)


@dataclass(frozen=True)
class _Facts:
    """What the views of some units are made of."""

    day: date
    now: datetime
    totals: Mapping[tuple[int, date], DaySum]
    targets: Mapping[tuple[int, date], int]
    tasks: Mapping[int, Sequence[Assignment]]
    lying: Mapping[int, tuple[int, int]]
    waiting: Mapping[int, int]
    headed: Collection[int]


def look(uow: UnitOfWork, who: Who, name: str, now: datetime) -> tuple[UnitView, ...]:
    """The named unit, or every one that this person heads (an administrator: of the agency); else the own people.

    Raises NotFound for a name that is not there or not theirs, Refusal review.nobody for somebody without people.
    """
    found, headed = _units(uow, who)
    if name:
        found = [unit for unit in found if _named(unit, name)]
        if not found:
            raise NotFound("unit")
    members = units.members_and_left(uow, [unit.id or 0 for unit in found]) if found else _own_people(uow, who, now)
    facts = _facts(uow, who, members, now, headed)
    groups: list[tuple[Unit | None, list[Person]]] = [
        (unit, [person for person in members if person.unit_id == unit.id]) for unit in found
    ]
    groups = groups or [(None, members)]
    for unit, inside in groups:
        _note(uow, who, unit, inside, facts)
    return tuple(_view(unit, inside, facts) for unit, inside in groups)


def look_at(uow: UnitOfWork, who: Who, unit_id: int, now: datetime) -> UnitView:
    """One unit by id. Raises NotFound."""
    unit = permissions.access_unit(uow, who, unit_id)
    members = units.members_and_left(uow, [unit_id])
    facts = _facts(uow, who, members, now, permissions.headed_units(uow, who))
    _note(uow, who, unit, members, facts)
    return _view(unit, members, facts)


def _note(uow: UnitOfWork, who: Who, unit: Unit | None, members: Sequence[Person], facts: _Facts) -> None:
    uow.audit(
        "unit.read", actor_id=who.id, table="unit", row_id=unit.id if unit else None, at=facts.now, day=facts.day,
        people=[person.id for person in members],
    )  # fmt: skip


def _units(uow: UnitOfWork, who: Who) -> tuple[list[Unit], Collection[int]]:
    """The units that this person may look at, and the ids of those they head."""
    every, headed = units.of_agency(uow, who.agency_id), permissions.headed_units(uow, who)
    return every if who.is_admin else [unit for unit in every if unit.id in headed], headed


def _named(unit: Unit, name: str) -> bool:
    return nlu.fold(name).strip() in nlu.fold(unit.name)


def _own_people(uow: UnitOfWork, who: Who, now: datetime) -> list[Person]:
    found = permissions.access_people_to_review(uow, who, when.today(now))
    if not found.people:
        raise Refusal("review.nobody")
    return list(found.people.values())


def _facts(uow: UnitOfWork, who: Who, members: Sequence[Person], now: datetime, headed: Collection[int]) -> _Facts:
    """A dozen queries, however many people and however long their history."""
    day, ids = when.today(now), [person.id or 0 for person in members]
    here = [person.id or 0 for person in members if person.active]
    tasks: dict[int, list[Assignment]] = {}
    for task in store.open_tasks(uow, ids, MOST_TASKS):
        tasks.setdefault(task.assignee_id, []).append(task)
    first, before = day - timedelta(days=LYING_DAYS), day - timedelta(days=LYING_AFTER)
    return _Facts(
        day=day, now=now, totals=sums.day_sums(uow, list(ids), day, day),
        targets=workload.targets(uow, who.agency_id, here, day, day), tasks=tasks,
        lying=store.left_lying(uow, ids, first, day, before),
        waiting=reviews.pending_counts(uow, [one for one in ids if one != who.id]),  # nobody reviews their own lines
        headed=headed,
    )  # fmt: skip


def _view(unit: Unit | None, members: Sequence[Person], facts: _Facts) -> UnitView:
    tasks = [(task, person) for person in members for task in facts.tasks.get(person.id or 0, ())]
    late = [_task(task, person, facts) for task, person in tasks if person.active and _is_late(task, facts)]
    return UnitView(
        id=unit.id if unit else None, name=unit.name if unit else None, day=facts.day,
        people=tuple(_person(person, facts) for person in members if person.active),
        running=len({task.number for task, person in tasks if person.active}),
        late=tuple(sorted(late, key=lambda task: -task.days_late)),
        stuck=tuple(_stuck(tasks, members, facts)),
        waiting=sum(facts.waiting.get(person.id or 0, 0) for person in members),
        headed=unit is not None and unit.id in facts.headed,
    )  # fmt: skip


def _person(person: Person, facts: _Facts) -> PersonDay:
    key = (person.id or 0, facts.day)
    total = facts.totals[key].total if key in facts.totals else 0
    return PersonDay(person.full_name, total, facts.targets.get(key, 0), person.id or 0)


def _is_late(task: Assignment, facts: _Facts) -> bool:
    if task.due_date is None or task.due_date > facts.day:
        return False
    clock = f"{when.local(facts.now):%H:%M}"
    return task.due_date < facts.day or (task.due_time is not None and task.due_time < clock)


def _task(task: Assignment, person: Person, facts: _Facts) -> TaskLine:
    late = (facts.day - task.due_date).days if task.due_date else 0
    return TaskLine(task.number, task.item_name or task.text, person.full_name, task.due_date, late, person.id or 0)


def _stuck(tasks: Sequence[tuple[Assignment, Person]], members: Sequence[Person], facts: _Facts) -> list[Stuck]:
    """Work of who left, not taken or held up; lines sent back and not corrected; work begun days ago, not finished."""
    limit = facts.now - timedelta(hours=UNTAKEN_HOURS)
    behind = [(task, person) for task, person in tasks if not person.active]
    found = [_held("left", person, task) for task, person in behind]
    tasks, members = [pair for pair in tasks if pair[1].active], [person for person in members if person.active]
    found += [_held("untaken", p, task) for task, p in tasks if task.state == "given" and task.created_at < limit]
    found += [_held("obstacle", person, task, task.obstacle) for task, person in tasks if task.obstacle]
    for person in members:
        counts = zip(("returned", "unfinished"), facts.lying.get(person.id or 0, (0, 0)), strict=True)
        found += [Stuck(code, person.full_name, count, person_id=person.id or 0) for code, count in counts if count]
    return found


def _held(code: str, person: Person, task: Assignment, why: str | None = None) -> Stuck:
    text = why or task.item_name or task.text
    return Stuck(code, person.full_name, number=task.number, text=text, person_id=person.id or 0)
