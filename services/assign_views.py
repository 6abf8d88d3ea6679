"""Assignments as values, many at once with a few questions to the database; and when a deadline passes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from services import when
from services.values import Peer, TaskView
from storage import assign as store
from storage.tables import Assignment
from storage.uow import UnitOfWork

GONE = frozenset({"withdrawn", "moved"})
DAY_ENDS = time(17, 0)
"""What people mean by "hạn thứ 6" when they are told how long it still is; late is only what came after that day."""


def views(uow: UnitOfWork, rows: Sequence[Assignment]) -> tuple[TaskView, ...]:
    """Rows as values in the same order: names, the other people of each job, open requests, the job above."""
    if not rows:
        return ()
    jobs = _jobs(uow, rows)
    above: dict[int | None, Assignment | None] = {
        row.parent_id: store.get(uow, row.parent_id) for row in rows if row.parent_id is not None
    }
    people = {row.giver_id for row in rows} | {row.assignee_id for row in rows}
    people |= {row.assignee_id for job in jobs.values() for row in job}
    names = store.names(uow, list(people))
    asked = store.requested(uow, [row.id for row in rows if row.id is not None])
    return tuple(_view(row, names, jobs[row.agency_id, row.number], asked, above) for row in rows)


def view(uow: UnitOfWork, row: Assignment) -> TaskView:
    """One row as a value."""
    return views(uow, [row])[0]


def _jobs(uow: UnitOfWork, rows: Sequence[Assignment]) -> dict[tuple[int, int], list[Assignment]]:
    """Every standing row of the jobs that these rows belong to; a row that is gone still knows itself."""
    jobs: dict[tuple[int, int], list[Assignment]] = defaultdict(list)
    for agency_id in {row.agency_id for row in rows}:
        numbers = [row.number for row in rows if row.agency_id == agency_id]
        for other in store.of_numbers(uow, agency_id, numbers):
            if other.state not in GONE:
                jobs[agency_id, other.number].append(other)
    return jobs


def _view(
    row: Assignment, names: dict[int, str], job: Sequence[Assignment], asked: set[int],
    above: dict[int | None, Assignment | None],
) -> TaskView:  # fmt: skip
    assert row.id is not None
    parent = above.get(row.parent_id)
    peers = tuple(Peer(r.assignee_id, names.get(r.assignee_id, ""), r.role, r.share, r.state) for r in job)
    return TaskView(
        id=row.id, number=row.number, version=row.version, text=row.text, item_name=row.item_name,
        quantity=row.quantity, due_date=row.due_date, due_time=row.due_time, state=row.state,
        giver=names[row.giver_id], giver_id=row.giver_id, assignee=names[row.assignee_id],
        assignee_id=row.assignee_id, created_at=row.created_at, unit=row.item_unit, item_code=row.item_code,
        role=row.role, share=row.share, progress=row.progress, minutes=expected(row),
        minutes_told=row.minutes is not None, obstacle=row.obstacle, note=row.note, asked=row.id in asked,
        above=parent.number if parent else None, peers=peers, done_at=row.done_at, rule_id=row.rule_id,
    )  # fmt: skip


def expected(row: Assignment) -> int | None:
    """Minutes expected of this person's part: told ones, else by the norm; None where neither is known."""
    whole = Decimal(row.minutes) if row.minutes is not None else None
    if whole is None and row.standard_minutes is not None and row.item_measure != "hours":
        whole = row.quantity * row.standard_minutes
    return int((whole * row.share).to_integral_value(ROUND_HALF_UP)) if whole is not None else None


def due_at(day: date, clock: str | None) -> datetime:
    """The instant after which undone work is late: the told minute, else the end of the day, on Viet Nam's clock."""
    if clock:
        return datetime.combine(day, time.fromisoformat(clock), when.ZONE)
    return datetime.combine(day + timedelta(days=1), time(0), when.ZONE)


def counted_from(day: date, clock: str | None) -> datetime:
    """The instant that "còn 2 giờ" counts to: the told minute, else the end of the working day."""
    return datetime.combine(day, time.fromisoformat(clock) if clock else DAY_ENDS, when.ZONE)


def is_late(task: TaskView, now: datetime) -> bool:
    """Whether an open task's deadline has passed."""
    if task.due_date is None or task.state not in store.OPEN:
        return False
    return now > due_at(task.due_date, task.due_time)
