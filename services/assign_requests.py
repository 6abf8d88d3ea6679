"""What an assignee asks of the giver – more time, or that somebody else does it – and the giver's answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from services import assign_states, permissions
from services.assign_due import note_delay
from services.assign_order import find_people
from services.assign_views import due_at, view
from services.errors import NotFound, Refusal, Stale
from services.values import TaskView, Who
from storage import assign as store
from storage import people
from storage.tables import Assignment, AssignmentRequest
from storage.uow import UnitOfWork


@dataclass(frozen=True)
class Request:
    """An extension or transfer that is asked for; `to` is who should do it instead, where named."""

    id: int
    kind: str
    reason: str
    due_date: date | None
    due_time: str | None
    to: str | None
    task: TaskView


@dataclass(frozen=True)
class Answered:
    """A request with its answer; `new` is the task of the person who takes over."""

    request: Request
    agreed: bool
    new: TaskView | None = None


def ask_extension(
    uow: UnitOfWork, who: Who, assignment_id: int, version: int | None, due: tuple[date, str | None], reason: str,
    now: datetime,
) -> Request:  # fmt: skip
    """«Xin gia hạn»: a later deadline and why. Raises Refusal assign.earlier, .reason, .asked."""
    row = _own(uow, who, assignment_id, version)
    if row.due_date is not None and due_at(*due) <= due_at(row.due_date, row.due_time):
        raise Refusal("assign.earlier")
    if due_at(*due) <= now:
        raise Refusal("assign.earlier")
    request = AssignmentRequest(
        assignment_id=row.id or 0, kind="extension", reason=assign_states.clean_reason(reason), due_date=due[0],
        due_time=due[1], asked_at=now,
    )  # fmt: skip
    return _ask(uow, who, row, request, now)


def ask_transfer(
    uow: UnitOfWork, who: Who, assignment_id: int, version: int | None, reason: str, to_name: str | None, now: datetime
) -> Request:
    """«Đề nghị chuyển người khác»: why, and perhaps to whom, among the giver's people."""
    row = _own(uow, who, assignment_id, version)
    to_id = _colleague(uow, row, to_name) if to_name else None
    request = AssignmentRequest(
        assignment_id=row.id or 0, kind="transfer", reason=assign_states.clean_reason(reason), to_person_id=to_id,
        asked_at=now,
    )  # fmt: skip
    return _ask(uow, who, row, request, now)


def _colleague(uow: UnitOfWork, row: Assignment, name: str) -> int | None:
    """The one among the giver's people with that name; None where none or several fit: the giver then says who."""
    found = [p for p in find_people(people.below(uow, row.giver_id), name) if p.id != row.assignee_id]
    return found[0].id if len(found) == 1 else None


def _own(uow: UnitOfWork, who: Who, assignment_id: int, version: int | None) -> Assignment:
    row = permissions.access_assignment(uow, who, assignment_id)
    if row.assignee_id != who.id:
        raise NotFound("assignment")
    if version is not None and row.version != version:
        raise Stale("assignment")
    if row.state not in store.OPEN:
        raise Refusal("assign.state")
    return row


def _ask(uow: UnitOfWork, who: Who, row: Assignment, request: AssignmentRequest, now: datetime) -> Request:
    """A newer request takes the place of an unanswered one."""
    assign_states.drop_request(uow, row, now)
    store.add_request(uow, request)
    uow.audit(f"assignment.{request.kind}_asked", actor_id=who.id, table="assignment", row_id=row.id, at=now,
              due=request.due_date)  # fmt: skip
    return _view(uow, request, row)


def _view(uow: UnitOfWork, request: AssignmentRequest, row: Assignment) -> Request:
    names = store.names(uow, [request.to_person_id]) if request.to_person_id else {}
    to = names.get(request.to_person_id or 0)
    return Request(
        request.id or 0, request.kind, request.reason, request.due_date, request.due_time, to, view(uow, row)
    )


def _asked_of(uow: UnitOfWork, who: Who, request_id: int) -> tuple[AssignmentRequest, Assignment]:
    request, row = permissions.access_request(uow, who, request_id)
    if request.state != "open":
        raise Stale("request")
    return request, row


def open_of(uow: UnitOfWork, who: Who, assignment_id: int) -> Request | None:
    """The open request about a task that this person gave."""
    row = permissions.access_assignment(uow, who, assignment_id)
    request = store.open_request(uow, assignment_id)
    return _view(uow, request, row) if request is not None and row.giver_id == who.id else None


def answer(
    uow: UnitOfWork, who: Who, request_id: int, agreed: bool, now: datetime, to_id: int | None = None,
    due: tuple[date, str | None] | None = None,
) -> Answered:  # fmt: skip
    """The giver's «đồng ý» or «không»; `due` is another deadline than the one asked for.

    A granted extension before the deadline is no delay.

    Raises NotFound, Stale, Refusal assign.to_whom where nobody is named to take over.
    """
    request, row = _asked_of(uow, who, request_id)
    seen = _view(uow, request, row)
    if not agreed:
        store.settle_request(uow, request, "declined", now)
        uow.audit("assignment.declined", actor_id=who.id, table="assignment", row_id=row.id, at=now)
        return Answered(seen, False)
    to_id = to_id or request.to_person_id
    if request.kind == "transfer" and to_id is None:
        raise Refusal("assign.to_whom", number=row.number)
    store.settle_request(uow, request, "agreed", now)
    if request.kind == "transfer":
        return Answered(seen, True, transfer(uow, who, row.id or 0, None, to_id or 0, now))
    until = due or (request.due_date, request.due_time)
    moved = assign_states.set_due(uow, who, row.id or 0, None, until, now)
    return Answered(seen, True, moved.after)


def person_below(uow: UnitOfWork, who: Who, name: str) -> int:
    """The one person below with that name. Raises Refusal assign.unknown, assign.several."""
    found = find_people(permissions.access_people_below(uow, who), name)
    if not found:
        raise Refusal("assign.unknown", name=name)
    if len(found) > 1:
        names = ", ".join(f"{p.full_name} ({p.staff_code})" for p in found)
        raise Refusal("assign.several", count=len(found), name=name, people=names)
    return found[0].id or 0


def transfer(
    uow: UnitOfWork, who: Who, assignment_id: int, version: int | None, to_id: int, now: datetime
) -> TaskView:  # fmt: skip
    """The giver hands a part to somebody else: the old one ends as moved, with its delays; a new one begins."""
    row = permissions.access_assignment(uow, who, assignment_id)
    if row.giver_id != who.id or to_id not in {p.id for p in permissions.access_people_below(uow, who)}:
        raise NotFound("assignment")
    if version is not None and row.version != version:
        raise Stale("assignment")
    if row.state not in store.OPEN or to_id == row.assignee_id:
        raise Refusal("assign.state")
    note_delay(uow, row, now)
    standing = [r for r in store.of_number(uow, row.agency_id, row.number) if r.state not in ("moved", "withdrawn")]
    other = next((r for r in standing if r.assignee_id == to_id), None)
    if other is not None:
        raise Refusal("assign.already", number=row.number)
    assign_states.drop_request(uow, row, now)
    store.change(uow, row, "moved", actor_id=who.id, at=now, state="moved", closed_at=now)
    names = ("agency_id", "number", "giver_id", "role", "share", "text", "item_code", "item_name", "item_unit",
             "item_measure", "coefficient", "standard_minutes", "catalogue_id", "quantity", "minutes", "due_date",
             "due_time", "due_missed", "parent_id", "message_row_id")  # fmt: skip
    new = Assignment(assignee_id=to_id, state="given", created_at=now, **{name: getattr(row, name) for name in names})
    store.add(uow, new)
    uow.audit("assignment.moved", actor_id=who.id, table="assignment", row_id=row.id, at=now, to=new.id)
    return view(uow, new)
