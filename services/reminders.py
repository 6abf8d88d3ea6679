"""Who is reminded of what at an instant, decided from the database alone; who is left alone, and why.

The minute's tick asks `decide`, the sender asks `still` right before a reminder leaves, `soviec remind` shows `decide`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from services import deadlines, reminder_facts, reminder_leaders, reminder_plain, when
from services.deadlines import Tasks
from services.office import Office
from services.reminder_facts import Facts
from services.reminder_rules import LAST_DAYS as LAST_DAYS
from services.reminder_rules import awake
from services.reminder_values import Decided, Reminder, Skipped
from storage import reminders as store
from storage.tables import Agency
from storage.uow import UnitOfWork

ASKING = frozenset({"end_of_day", "week", "late", "again"})
"""Kinds that name the tasks of the day, to be answered by number."""
TASKS_SHOWN = 5


def due(uow: UnitOfWork, office: Office, now: datetime) -> tuple[Reminder, ...]:
    """Everything that is to be said now and has not been said today; at night nothing is even asked."""
    if not awake(when.local(now)):
        return ()
    busy = [agency for agency in store.agencies(uow) if not reminder_facts.idle(uow, office, agency, now)]
    return tuple(reminder for agency in busy for reminder in _of_agency(uow, office, agency, now).reminders)


def decide(uow: UnitOfWork, office: Office, now: datetime, agency_id: int | None = None) -> Decided:
    """Every agency (or one) at an instant: the reminders, and everybody who gets none with the reason."""
    found = [_of_agency(uow, office, agency, now) for agency in store.agencies(uow) if agency_id in (None, agency.id)]
    reminders = tuple(reminder for one in found for reminder in one.reminders)
    return Decided(reminders, tuple(person for one in found for person in one.skipped))


def _of_agency(uow: UnitOfWork, office: Office, agency: Agency, now: datetime) -> Decided:
    facts = reminder_facts.read(uow, office, agency, now)
    tasks = deadlines.read(uow, facts)
    answers = {member.id: reminder_plain.decide(facts, member) for member in facts.members}
    plain = [_with_tasks(found, tasks) for found in answers.values() if isinstance(found, Reminder)]
    others = [*deadlines.notices(facts, tasks), *reminder_leaders.evening_lists(facts)]
    others += reminder_leaders.digests(uow, facts, tasks.overdue)
    told = {reminder.person_id for reminder in (*plain, *others)}
    return Decided((*plain, *others), tuple(_skipped(facts, answers, told)))


def _skipped(facts: Facts, answers: Mapping[int, Reminder | str], told: set[int]) -> Iterator[Skipped]:
    for member in facts.members:
        answer = answers[member.id]
        if member.id not in told and isinstance(answer, str):
            yield Skipped(member.id, member.staff_code, answer)


def _with_tasks(reminder: Reminder, tasks: Tasks) -> Reminder:
    if reminder.kind not in ASKING or reminder.today is None:
        return reminder
    return replace(reminder, tasks=tuple(tasks.of.get(reminder.person_id, ()))[:TASKS_SHOWN])


def may_write(uow: UnitOfWork, office: Office, now: datetime, people: Collection[int]) -> frozenset[int]:
    """Who of these may be written to unasked now: linked, at work, awake, not muted – for whatever else has news."""
    free: set[int] = set()
    for agency in store.agencies(uow, people):
        facts = reminder_facts.read(uow, office, agency, now, people)
        free |= {member.id for member in facts.members if reminder_plain.kept_away(facts, member) is None}
    return frozenset(free)


def still(
    uow: UnitOfWork, office: Office, now: datetime, rows: Sequence[tuple[int, str, date]]
) -> Mapping[tuple[int, str], Reminder]:
    """Of (person, kind, day) that wait to be sent, those that are still to be said, as they are to be said now.

    The lists of managers, deadlines and what a later hour turned into something else are left to the caller.
    """
    people = {person for person, _, _ in rows}
    wanted = {(person, kind) for person, kind, _ in rows}
    found: dict[tuple[int, str], Reminder] = {}
    for agency in store.agencies(uow, people):
        facts = reminder_facts.read(uow, office, agency, now, people)
        tasks = deadlines.read(uow, facts)
        for member in facts.members:
            others = [kind for kind in facts.sent.get(member.id, ()) if (member.id, kind) not in wanted]
            answer = reminder_plain.decide(replace(facts, sent={member.id: others}), member)
            if isinstance(answer, Reminder):
                found[member.id, answer.row_kind] = _with_tasks(answer, tasks)
    return found
