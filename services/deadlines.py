"""Deadlines of tasks beside the reminders: what managers read in the morning, what assignees are about to be told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.assign_due import DeadlineNotice, by_urgency, deadline_notices
from services.reminder_facts import Facts
from services.reminder_plain import kept_away
from services.reminder_values import Reminder, TaskLine
from storage import people
from storage import reminders as store
from storage.tables import Assignment
from storage.uow import UnitOfWork


@dataclass(frozen=True)
class Tasks:
    """Open tasks of an agency: of each assignee, and of each giver those that are overdue."""

    of: Mapping[int, Sequence[TaskLine]]
    overdue: Mapping[int, Sequence[TaskLine]]


def read(uow: UnitOfWork, facts: Facts) -> Tasks:
    """Every open task of the agency in one query."""
    of: dict[int, list[TaskLine]] = defaultdict(list)
    overdue: dict[int, list[TaskLine]] = defaultdict(list)
    names = {member.id: member.name for member in facts.members}
    rows = store.open_tasks(uow, facts.agency_id)
    late = {row.assignee_id for row in rows if row.due_date is not None and row.due_date < facts.today}
    gone = late - set(names)  # who left is no member
    names |= {key: person.full_name for key, person in people.by_ids(uow, gone).items()}
    for row in rows:
        of[row.assignee_id].append(_line(row, ""))
        if row.due_date is not None and row.due_date < facts.today:
            overdue[row.giver_id].append(_line(row, names.get(row.assignee_id, "")))
    return Tasks(of, overdue)


def _line(row: Assignment, person: str) -> TaskLine:
    return TaskLine(row.id or 0, row.number, row.text, row.due_date, row.due_time, person)


def notices(uow: UnitOfWork, facts: Facts, now: datetime) -> Iterator[Reminder]:
    """What the tick of assigned work would say now to people of an agency who may be written to, one message each.

    For looking ahead only: who sends claims each notice in the transaction that queues it (handlers/assign_tick.py).
    """
    members = {member.id: member for member in facts.members if kept_away(facts, member) is None}
    of: dict[int, list[DeadlineNotice]] = defaultdict(list)
    for notice in deadline_notices(uow, now):
        if notice.person_id in members and notice.chat_id == members[notice.person_id].chat_id:
            of[notice.person_id].append(notice)
    for person_id, due in of.items():
        member = members[person_id]
        yield Reminder(
            member.id, member.staff_code, member.name, member.channel, member.chat_id, "deadline", facts.today,
            now + timedelta(hours=1), notices=tuple(by_urgency(due)),
        )  # fmt: skip
