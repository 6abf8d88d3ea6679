"""The way of a task: given → accepted → doing (%) → done → approved or returned; each step keeps the state before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import nlu
from services import permissions
from services.assign_due import note_delay
from services.assign_views import due_at, view
from services.errors import NotFound, Refusal, Stale
from services.lines import check_change
from services.values import TaskView, Who
from storage import assign as store
from storage import entries as lines
from storage.tables import Assignment
from storage.uow import UnitOfWork

LONGEST = 300


@dataclass(frozen=True)
class Moved:
    """A task before and after a step."""

    before: TaskView
    after: TaskView
    operation: str


def _row(uow: UnitOfWork, who: Who, assignment_id: int, version: int | None, *, giver: bool) -> Assignment:
    row = permissions.access_assignment(uow, who, assignment_id)
    if (row.giver_id if giver else row.assignee_id) != who.id:
        raise NotFound("assignment")
    if version is not None and row.version != version:
        raise Stale("assignment")
    return row


def _set(uow: UnitOfWork, who: Who, row: Assignment, operation: str, now: datetime, **fields: Any) -> Moved:
    before = view(uow, row)
    store.change(uow, row, operation, actor_id=who.id, at=now, **fields)
    after = view(uow, row)
    changed = {name: value for name, value in fields.items() if name in AUDITED}
    uow.audit(f"assignment.{operation}", actor_id=who.id, table="assignment", row_id=row.id, at=now,
              version=row.version, **changed)  # fmt: skip
    return Moved(before, after, operation)


AUDITED = frozenset({"state", "progress", "due_date", "due_time", "quantity", "share", "minutes", "due_met"})
"""What the trail says of a change; words live and die with the row."""


def accept(uow: UnitOfWork, who: Who, assignment_id: int, version: int | None, now: datetime) -> Moved:
    """«Nhận»: the assignee takes the task."""
    row = _row(uow, who, assignment_id, version, giver=False)
    if row.state != "given":
        raise Refusal("assign.state")
    return _set(uow, who, row, "accepted", now, state="accepted", accepted_at=now)


def advance(uow: UnitOfWork, who: Who, assignment_id: int, version: int | None, percent: int, now: datetime) -> Moved:
    """«Việc 2 được 50 %»: how far it is; taking it is understood. 100 % is done."""
    if percent >= 100:
        return finish(uow, who, assignment_id, version, now)
    row = _row(uow, who, assignment_id, version, giver=False)
    if row.state not in store.OPEN:
        raise Refusal("assign.state")
    taken = row.accepted_at or now
    return _set(
        uow, who, row, "progress", now, state="doing", progress=percent, accepted_at=taken, obstacle=None
    )  # fmt: skip


def stuck(uow: UnitOfWork, who: Who, assignment_id: int, version: int | None, text: str, now: datetime) -> Moved:
    """«Việc 2 vướng …»: what holds it up; the giver is told."""
    row = _row(uow, who, assignment_id, version, giver=False)
    if row.state not in store.OPEN:
        raise Refusal("assign.state")
    state = "doing" if row.state == "given" else row.state
    return _set(
        uow, who, row, "stuck", now, state=state, obstacle=clean_reason(text), accepted_at=row.accepted_at or now
    )  # fmt: skip


def finish(
    uow: UnitOfWork, who: Who, assignment_id: int, version: int | None, now: datetime, entry_id: int | None = None
) -> Moved:
    """«Xong»: handed in; late where the deadline had passed. A line of the log may be tied to it in the same step."""
    row = _row(uow, who, assignment_id, version, giver=False)
    if row.state not in store.OPEN:
        raise Refusal("assign.state")
    if entry_id is not None:
        link(uow, who, entry_id, row, now)
    note_delay(uow, row, now)
    met = row.due_met or (row.due_date is not None and now <= due_at(row.due_date, row.due_time))
    drop_request(uow, row, now)
    return _set(
        uow, who, row, "done", now, state="done", progress=100, done_at=now, closed_at=now, due_met=met,
        obstacle=None, accepted_at=row.accepted_at or now,
    )  # fmt: skip


def link(uow: UnitOfWork, who: Who, entry_id: int, row: Assignment, now: datetime) -> None:
    """Tie a line of the person's own log to their task; its buttons stay good. Raises NotFound, Stale, Refusal."""
    entry = permissions.access_own_entry(uow, who, entry_id)
    if entry.state == "withdrawn":
        raise Stale
    if entry.state == "approved":
        raise Refusal("entry.approved")
    check_change(uow, who, entry, {"assignment_id": row.id})
    if entry.assignment_id != row.id:
        lines.set_assignment(uow, entry, row.id)
        uow.audit("entry.linked", actor_id=who.id, table="entry", row_id=entry.id, at=now, assignment=row.id)


def count_in(uow: UnitOfWork, who: Who, assignment_id: int, version: int | None, entry_id: int, now: datetime) -> Moved:
    """A line of unfinished work belongs to a task: tied, and the task is being done."""
    row = _row(uow, who, assignment_id, version, giver=False)
    if row.state not in store.OPEN:
        raise Refusal("assign.state")
    link(uow, who, entry_id, row, now)
    return _set(uow, who, row, "progress", now, state="doing", accepted_at=row.accepted_at or now)


def reopen(uow: UnitOfWork, who: Who, assignment_id: int, version: int | None, now: datetime) -> Moved:
    """«Chưa xong»: the assignee takes back a "done" that nobody has accepted; tied lines stay tied."""
    row = _row(uow, who, assignment_id, version, giver=False)
    if row.state != "done":
        raise Refusal("assign.state")
    steps = map(store.kept_values, reversed(store.history(uow, row.id or 0)))
    before = next(step for step in steps if step["state"] != "done")  # it may have got another giver since
    kept = {name: before[name] for name in ("progress", "due_met")}
    state = before["state"] if before["state"] in store.OPEN else "doing"
    return _set(uow, who, row, "reopened", now, state=state, done_at=None, closed_at=None, **kept)


def approve(uow: UnitOfWork, who: Who, assignment_id: int, version: int | None, now: datetime) -> Moved:
    """«Nghiệm thu»: the giver takes the result."""
    row = _row(uow, who, assignment_id, version, giver=True)
    if row.state != "done":
        raise Refusal("assign.not_done", number=row.number)
    return _set(uow, who, row, "approved", now, state="approved")


def give_back(
    uow: UnitOfWork, who: Who, assignment_id: int, version: int | None, reason: str, now: datetime,
    due: tuple[date, str | None] | None = None,
) -> Moved:  # fmt: skip
    """«Trả lại»: the result is not enough; open again, with a reason and perhaps a new deadline.

    What was handed in by its deadline is not late afterwards; a new deadline counts anew.
    """
    row = _row(uow, who, assignment_id, version, giver=True)
    if row.state != "done":
        raise Refusal("assign.not_done", number=row.number)
    fields: dict[str, Any] = {"state": "returned", "note": clean_reason(reason), "closed_at": None}
    if due is not None:
        fields |= {"due_date": due[0], "due_time": due[1], "due_met": False, "due_missed": False}
    return _set(uow, who, row, "returned", now, **fields)


def withdraw(uow: UnitOfWork, who: Who, number: int, token: int | None, now: datetime) -> tuple[Moved, ...]:
    """«Thu hồi»: the giver takes back every open part of a job; `token` is the sum of versions the button knew."""
    rows = [row for row in permissions.access_job(uow, who, number) if row.giver_id == who.id]
    if not rows:
        raise NotFound("assignment")
    if token is not None and sum(row.version for row in rows) != token:
        raise Stale("assignment")
    still = [row for row in rows if row.state in store.OPEN]
    if not still:
        raise Refusal("assign.state")
    return tuple(_withdraw(uow, who, row, now) for row in still)


def withdraw_part(uow: UnitOfWork, who: Who, row: Assignment, now: datetime) -> Moved:
    """Take back one person's open part of a job."""
    if row.giver_id != who.id:
        raise NotFound("assignment")
    return _withdraw(uow, who, row, now)


def _withdraw(uow: UnitOfWork, who: Who, row: Assignment, now: datetime) -> Moved:
    drop_request(uow, row, now)
    return _set(uow, who, row, "withdrawn", now, state="withdrawn", closed_at=now)


def job_token(uow: UnitOfWork, who: Who, number: int) -> int:
    """The state of a job's rows as a number: changes with every step, so that old buttons are recognised."""
    return sum(row.version for row in permissions.access_job(uow, who, number) if row.giver_id == who.id)


def set_due(
    uow: UnitOfWork, who: Who, assignment_id: int, version: int | None, due: tuple[date | None, str | None],
    now: datetime,
) -> Moved:  # fmt: skip
    """The giver moves the deadline; one that has passed undone stays a delay."""
    row = _row(uow, who, assignment_id, version, giver=True)
    _must_be_open(row)
    note_delay(uow, row, now)
    return _set(uow, who, row, "due", now, due_date=due[0], due_time=due[1], due_met=False, due_missed=False)


def set_quantity(
    uow: UnitOfWork, who: Who, assignment_id: int, version: int | None, quantity: Decimal, now: datetime
) -> Moved:
    """The giver changes how much there is to do."""
    row = _row(uow, who, assignment_id, version, giver=True)
    _must_be_open(row)
    return _set(uow, who, row, "quantity", now, quantity=quantity)


def set_fields(uow: UnitOfWork, who: Who, row: Assignment, now: datetime, **fields: Any) -> Moved:
    """The giver's other changes (words, item, share), already checked."""
    _must_be_open(row)
    if {"due_date", "due_time"} & set(fields):
        note_delay(uow, row, now)
        fields |= {"due_met": False, "due_missed": False}
    return _set(uow, who, row, "changed", now, **fields)


def _must_be_open(row: Assignment) -> None:
    if row.state not in store.OPEN:
        raise Refusal("assign.closed", number=row.number)


def drop_request(uow: UnitOfWork, row: Assignment, now: datetime) -> None:
    """What was asked of a task that goes another way needs no answer."""
    request = store.open_request(uow, row.id or 0)
    if request is not None:
        store.settle_request(uow, request, "dropped", now)


def clean_reason(text: str) -> str:
    """A reason as it is kept. Raises Refusal assign.reason (empty), entry.secret."""
    mark = nlu.classified_mark(text)
    if mark:
        raise Refusal("entry.secret", mark=mark)
    words = " ".join(text.split()).strip(" :,.-")
    if not any(letter.isalpha() for letter in words):
        raise Refusal("assign.reason")
    return words[:LONGEST]


def lines_of(uow: UnitOfWork, assignment_id: int) -> int:
    """How many lines of the log are tied to a task."""
    return len(lines.of_assignment(uow, assignment_id))
