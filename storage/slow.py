"""Whose lists have waited too long: everybody at once, in a few queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import select

from storage import delegation
from storage import review as queries
from storage.tables import Person
from storage.uow import UnitOfWork


@dataclass(frozen=True)
class SlowReviewer:
    """A reviewer with lines that wait for long: how many lines of how many people, and since which day of work."""

    person_id: int
    lines: int
    people: int
    oldest_day: dt.date


@dataclass(frozen=True)
class _Member:
    """A person as the tree needs it."""

    id: int
    agency_id: int
    manager_id: int | None
    reviewer_id: int | None
    active: bool


@dataclass(frozen=True)
class Waiting:
    """What waits for a reviewer: lines, the oldest day of work, how many wait for long and of how many people."""

    lines: int
    oldest_day: dt.date
    slow: int
    slow_people: int


def slow_reviewers(uow: UnitOfWork, before: dt.datetime, day: dt.date) -> tuple[SlowReviewer, ...]:
    """Reviewers of lines told before an instant, as things stand on `day`; lines that nobody reviews are left out."""
    found = _by_reviewer(uow, queries.waiting_since(uow, before), day)
    return tuple(
        SlowReviewer(reviewer, sum(n for _, n, _ in rows), len(rows), min(oldest for _, _, oldest in rows))
        for reviewer, rows in sorted(found.items())
    )


def waiting(uow: UnitOfWork, agency_id: int, before: dt.datetime, day: dt.date) -> dict[int, Waiting]:
    """What waits for each reviewer of an agency on `day`; `slow` are the lines told before an instant: four queries."""
    late = {person: count for person, count, _ in queries.waiting_since(uow, before, agency_id)}
    found = _by_reviewer(uow, queries.waiting_since(uow, None, agency_id), day)
    return {reviewer: _waiting(rows, late) for reviewer, rows in found.items()}


Rows = list[tuple[int, int, dt.date]]


def _waiting(rows: Rows, late: Mapping[int, int]) -> Waiting:
    slow = [late[person] for person, _, _ in rows if person in late]
    return Waiting(sum(n for _, n, _ in rows), min(oldest for _, _, oldest in rows), sum(slow), len(slow))


def _by_reviewer(uow: UnitOfWork, waiting: Rows, day: dt.date) -> dict[int, Rows]:
    """(person, lines, oldest day) by whoever reviews that person on a day."""
    if not waiting:
        return {}
    columns = (Person.id, Person.agency_id, Person.manager_id, Person.reviewer_id, Person.active)
    members = {row[0]: _Member(*row) for row in uow.session.execute(select(*columns)).all()}  # type: ignore[call-overload]
    instead: dict[int, list[int]] = {}
    for row in delegation.on_day(uow, day):
        instead.setdefault(row.giver_id, []).append(row.delegate_id)
    found: dict[int, Rows] = {}
    for person_id, lines, oldest in waiting:
        reviewer = _reviewer(members, person_id, instead)
        if reviewer is not None:  # also of somebody who left: what they did still waits to be counted
            found.setdefault(reviewer, []).append((person_id, lines, oldest))
    return found


def _reviewer(members: Mapping[int, _Member], person_id: int, instead: Mapping[int, list[int]]) -> int | None:
    head = _responsible(members, members[person_id])
    if head is None:
        return None
    for delegate in instead.get(head, ()):
        if delegate != person_id and members[delegate].active:
            return delegate
    return head


def _responsible(members: Mapping[int, _Member], person: _Member) -> int | None:
    """The next active manager, else whom an administrator named (services/reach.py decides the same for one person)."""
    seen, above = {person.id}, person.manager_id
    while above is not None and above not in seen and above in members:
        seen.add(above)
        if members[above].agency_id != person.agency_id:
            break
        if members[above].active:
            return above
        above = members[above].manager_id
    named = members.get(person.reviewer_id or 0)
    return named.id if named is not None and named.active and named.id != person.id else None
