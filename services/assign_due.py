"""Deadlines: who is to be told what, and what passed undone; a few questions to the database for everybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from services import permissions, when
from services.assign_views import counted_from, due_at, views
from services.errors import NotFound, Refusal
from services.values import TaskView, Who
from storage import deadlines as store
from storage import orders, people
from storage.tables import Assignment, DeadlineTold
from storage.uow import UnitOfWork

AWAKE, ASLEEP = time(6, 30), time(21, 0)
STAGES = (("3d", timedelta(days=3)), ("1d", timedelta(days=1)), ("2h", timedelta(hours=2)))
OVER = "over"
FORGET = timedelta(days=7)
"""A deadline that passed longer ago is told no more: it stands in /viec."""
BATCH = 500
CAUSES = ("superior", "other_unit", "disaster", "system", "law", "leave")
"""Objective causes of a delay: waiting for superiors or another unit, disaster, system down, changed law, leave."""


@dataclass(frozen=True)
class DeadlineNotice:
    """What one person is told about a task: stage 3d | 1d | 2h | over; `dedupe` is unique by task, deadline, stage.

    `days` and `minutes` are what is really left: a stage that fell into a night or a weekend is told afterwards.
    """

    person_id: int
    channel: str
    chat_id: str
    task: TaskView
    stage: str
    due_at: datetime
    dedupe: str
    days: int = 0
    minutes: int = 0


def is_awake(now: datetime) -> bool:
    """Whether people may be disturbed: 06:30 to 21:00 on Viet Nam's clock."""
    return AWAKE <= when.local(now).time() < ASLEEP


def deadline_notices(uow: UnitOfWork, now: datetime) -> tuple[DeadlineNotice, ...]:
    """What assignees are to be told of their deadlines now; nothing at night, nothing told before, nobody unreachable.

    Only the latest stage that has come counts: a task given the day before is not told of "3 days". Five questions to
    the database, however many people. Reads only: whoever sends claims with `mark_told` in the transaction that queues.
    """
    if not is_awake(now):
        return ()
    today = when.today(now)
    rows = store.coming(uow, today - FORGET, today + timedelta(days=4))
    told = store.told(uow, now - FORGET - timedelta(days=1))
    wanted = []
    for row in rows:
        stage = stage_of(row, now)
        due = _due(row)
        if stage and (row.id, due, stage) not in told:
            wanted.append((row, stage, due))
    return _notices(uow, wanted, now)


def _notices(
    uow: UnitOfWork, wanted: Sequence[tuple[Assignment, str, datetime]], now: datetime
) -> tuple[DeadlineNotice, ...]:  # fmt: skip
    chats: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for person_id, channel, chat_id in store.chats(uow, [row.assignee_id for row, _, _ in wanted]):
        chats[person_id].append((channel, chat_id))
    reached = [(row, stage, due) for row, stage, due in wanted if chats[row.assignee_id]]
    shown = views(uow, [row for row, _, _ in reached])
    return tuple(
        _notice(row, task, stage, chat, now)
        for (row, stage, _), task in zip(reached, shown, strict=True)
        for chat in chats[row.assignee_id]
    )


def _notice(row: Assignment, task: TaskView, stage: str, chat: tuple[str, str], now: datetime) -> DeadlineNotice:
    assert row.due_date is not None
    due = _due(row)
    left = counted_from(row.due_date, row.due_time) - now
    return DeadlineNotice(
        row.assignee_id, *chat, task, stage, due, f"deadline:{row.id}:{due:%Y%m%dT%H%M}:{stage}",
        (row.due_date - when.today(now)).days, -(-int(left.total_seconds()) // 60),
    )  # fmt: skip


def _due(row: Assignment) -> datetime:
    assert row.due_date is not None
    return due_at(row.due_date, row.due_time)


def stage_of(row: Assignment, now: datetime) -> str | None:
    """The stage an open task is in: the latest whose moment has come since it was given; None before the first."""
    if row.due_date is None or row.due_met:
        return None
    due, counted = _due(row), counted_from(row.due_date, row.due_time)
    if now >= due:
        return OVER if now - due < FORGET else None
    reached = [stage for stage, ahead in STAGES if row.created_at < counted - ahead <= now < counted]
    return reached[-1] if reached else None


def by_urgency(notices: Sequence[DeadlineNotice]) -> list[DeadlineNotice]:
    """All of a chat together, the most urgent first."""
    order = {OVER: 0, "2h": 1, "1d": 2, "3d": 3}
    return sorted(notices, key=lambda n: (n.channel, n.chat_id, order[n.stage], n.due_at, n.task.number))


def mark_told(uow: UnitOfWork, notices: Sequence[DeadlineNotice], now: datetime) -> tuple[DeadlineNotice, ...]:
    """Claim notices in the transaction that queues them; gives those that nobody else has claimed."""
    keys = dict.fromkeys((n.task.id, n.due_at, n.stage) for n in notices)
    rows = [DeadlineTold(assignment_id=task, due_at=due, stage=stage, told_at=now) for task, due, stage in keys]
    fresh = store.mark_told(uow, rows) if rows else set()
    return tuple(n for n in notices if (n.task.id, n.due_at, n.stage) in fresh)


def note_delay(uow: UnitOfWork, row: Assignment, now: datetime) -> bool:
    """Note that this task's deadline passed undone, if it has; called before whatever closes the task or moves it."""
    if row.due_date is None or row.due_met or row.due_missed or now <= _due(row):
        return False
    assignee = people.get(uow, row.assignee_id)
    if assignee is not None and assignee.left_on is not None and assignee.left_on <= row.due_date:
        return False  # nobody was there to be late
    store.note(uow, [(row, _due(row))])
    uow.audit("assignment.late", actor_id=None, table="assignment", row_id=row.id, at=now, due=row.due_date)
    return True


def note_delays(uow: UnitOfWork, now: datetime) -> int:
    """Note every deadline that has passed undone, at most a batch at once; gives how many."""
    found = [(row, _due(row)) for row in store.passed(uow, when.today(now), BATCH)]
    late = [(row, due) for row, due in found if now > due]
    if late:
        store.note(uow, late)
    for row, _ in late:
        uow.audit("assignment.late", actor_id=None, table="assignment", row_id=row.id, at=now, due=row.due_date)
    return len(late)


def has_work(uow: UnitOfWork, now: datetime) -> bool:
    """Whether the tick has anything to do: a repetition to look at, a deadline that passed, somebody to tell."""
    if (is_awake(now) and orders.live_rules(uow)) or deadline_notices(uow, now):
        return True
    return any(now > _due(row) for row in store.passed(uow, when.today(now), BATCH))


def excuse(uow: UnitOfWork, who: Who, assignment_id: int, cause: str, now: datetime) -> tuple[TaskView, int]:
    """The giver confirms an objective cause of a task's delays: (the task, how many). Raises NotFound, Refusal."""
    row = permissions.access_assignment(uow, who, assignment_id)
    if row.giver_id != who.id or cause not in CAUSES:
        raise NotFound("assignment")
    note_delay(uow, row, now)
    open_ones = [delay for delay in store.delays_of(uow, row.id or 0) if delay.cause is None]
    if not open_ones:
        raise Refusal("assign.no_delay", number=row.number)
    for delay in open_ones:
        store.excuse(uow, delay, cause, who.id, now)
    uow.audit("assignment.excused", actor_id=who.id, table="assignment", row_id=row.id, at=now, cause=cause,
              count=len(open_ones))  # fmt: skip
    return views(uow, [row])[0], len(open_ones)


def delays(uow: UnitOfWork, assignment_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """(delays, excused ones) by task."""
    return store.counts(uow, assignment_ids)
