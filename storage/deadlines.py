"""Deadlines: what comes due, what passed undone, what was told – each question a bounded one, however many people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlmodel import col, func, select

from storage.assign import CHUNK
from storage.tables import Account, Assignment, AssignmentDelay, DeadlineTold, Person
from storage.uow import UnitOfWork
from storage.writing import insert_new


def coming(uow: UnitOfWork, first: dt.date, last: dt.date) -> list[Assignment]:
    """Open tasks due from `first` to `last`, nearest first."""
    query = select(Assignment).where(col(Assignment.closed_at).is_(None), col(Assignment.due_date).between(first, last))
    return list(uow.session.exec(query.order_by(col(Assignment.due_date), col(Assignment.id))).all())


def passed(uow: UnitOfWork, today: dt.date, limit: int) -> list[Assignment]:
    """Open tasks due today or before, neither handed in for that deadline nor noted as late, oldest first.

    Tasks of who left are not late: they wait for somebody to take them over.
    """
    query = select(Assignment).where(col(Assignment.closed_at).is_(None), col(Assignment.due_date) <= today)
    query = query.where(col(Assignment.due_met).is_(False), col(Assignment.due_missed).is_(False))
    query = query.join(Person, col(Person.id) == col(Assignment.assignee_id)).where(col(Person.active))
    return list(uow.session.exec(query.order_by(col(Assignment.due_date), col(Assignment.id)).limit(limit)).all())


def note(uow: UnitOfWork, missed: Sequence[tuple[Assignment, dt.datetime]]) -> int:
    """Note deadlines that passed undone; those noted before are left alone. Gives how many are new.

    Not a change of the tasks: their buttons stay good.
    """
    for task, _ in missed:
        task.due_missed = True
        uow.add(task)
    uow.flush()
    rows = [AssignmentDelay(assignment_id=task.id or 0, due_at=due) for task, due in missed]
    return len(insert_new(uow, rows, ("assignment_id", "due_at")))


def delays_of(uow: UnitOfWork, assignment_id: int) -> list[AssignmentDelay]:
    """The delays of a task, oldest first."""
    query = select(AssignmentDelay).where(AssignmentDelay.assignment_id == assignment_id)
    return list(uow.session.exec(query.order_by(col(AssignmentDelay.due_at))).all())


def excuse(uow: UnitOfWork, row: AssignmentDelay, cause: str | None, by: int | None, at: dt.datetime | None) -> None:
    """Note the objective cause of a delay and who confirmed it; all None takes it back."""
    row.cause, row.excused_by, row.excused_at = cause, by, at
    uow.add(row)
    uow.flush()


def counts(uow: UnitOfWork, assignment_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """(delays, excused ones) by task; tasks without any are left out."""
    found: dict[int, tuple[int, int]] = {}
    for start in range(0, len(assignment_ids), CHUNK):
        ids = list(assignment_ids[start : start + CHUNK])
        query = select(AssignmentDelay.assignment_id, func.count(), func.count(col(AssignmentDelay.cause)))
        query = query.where(col(AssignmentDelay.assignment_id).in_(ids)).group_by(col(AssignmentDelay.assignment_id))
        found |= {task: (all_, excused) for task, all_, excused in uow.session.exec(query).all()}
    return found


def told(uow: UnitOfWork, since: dt.datetime) -> set[tuple[int, dt.datetime, str]]:
    """What was told of deadlines after an instant: (task, deadline, stage)."""
    query = select(DeadlineTold.assignment_id, DeadlineTold.due_at, DeadlineTold.stage)
    rows = uow.session.exec(query.where(DeadlineTold.due_at >= since)).all()
    return {(task, due, stage) for task, due, stage in rows}


def mark_told(uow: UnitOfWork, rows: Sequence[DeadlineTold]) -> set[tuple[int, dt.datetime, str]]:
    """Claim notices; gives those (task, deadline, stage) that nobody had claimed before."""
    ids = insert_new(uow, rows, ("assignment_id", "due_at", "stage"))
    query = select(DeadlineTold.assignment_id, DeadlineTold.due_at, DeadlineTold.stage)
    found: set[tuple[int, dt.datetime, str]] = set()
    for start in range(0, len(ids), CHUNK):
        rows_of = uow.session.exec(query.where(col(DeadlineTold.id).in_(ids[start : start + CHUNK]))).all()
        found |= {(task, due, stage) for task, due, stage in rows_of}
    return found


def chats(uow: UnitOfWork, person_ids: Sequence[int]) -> list[tuple[int, str, str]]:
    """(person, channel, chat) of people who may be written to."""
    found: list[tuple[int, str, str]] = []
    for start in range(0, len(person_ids), CHUNK):
        query = select(Account.person_id, Account.channel, Account.chat_id)
        query = query.join(Person, col(Person.id) == Account.person_id)
        query = query.where(col(Account.unlinked_at).is_(None), col(Account.blocked_at).is_(None))
        query = query.where(col(Account.consented_at).is_not(None), col(Person.active))
        query = query.where(col(Account.person_id).in_(list(person_ids[start : start + CHUNK])))
        found += uow.session.exec(query.order_by(col(Account.id))).all()
    return found
