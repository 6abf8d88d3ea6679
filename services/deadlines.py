"""Deadlines of tasks for the reminders: the seam to services/assign.py, whose `deadline_notices` comes with issue 4."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.reminder_facts import Facts
from services.reminder_plain import kept_away
from services.reminder_rules import desk_slot
from services.reminder_values import Reminder, TaskLine
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
    for row in store.open_tasks(uow, facts.agency_id):
        of[row.assignee_id].append(_line(row, ""))
        if row.due_date is not None and row.due_date < facts.today:
            overdue[row.giver_id].append(_line(row, names.get(row.assignee_id, "")))
    return Tasks(of, overdue)


def _line(row: Assignment, person: str) -> TaskLine:
    return TaskLine(row.id or 0, row.number, row.text, row.due_date, row.due_time, person)


def notices(facts: Facts, tasks: Tasks) -> Iterator[Reminder]:
    """One message a morning to whoever has a task that is due today, due next, or has just gone over its day."""
    slot = desk_slot(facts.local)
    for member in facts.members if slot else ():
        due = [
            task for task in tasks.of.get(member.id, ()) if task.due_date and _speaks(facts, member.id, task.due_date)
        ]
        told = "remind.deadline" in facts.sent.get(member.id, ())
        if slot and due and not told and kept_away(facts, member) is None:
            bare = Reminder(
                member.id, member.staff_code, member.name, member.channel, member.chat_id, "deadline", facts.today,
                slot.until,
            )  # fmt: skip
            yield replace(bare, tasks=tuple(due))


def _speaks(facts: Facts, person_id: int, due: date) -> bool:
    """Today, any day up to the next working one, or a day since the last working one."""
    calendar, seat = facts.book.calendar, facts.book.seats[person_id]
    return calendar.previous(seat, facts.today) <= due <= calendar.following(seat, facts.today)
