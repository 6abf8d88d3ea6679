"""The only way to a row that belongs to a person or unit. Not there and not allowed look alike: NotFound."""

from __future__ import annotations

from services.errors import NotFound
from services.values import Who
from storage import assign as assignments
from storage import entries as store
from storage import messages, orders, people
from storage import questions as asked
from storage.tables import (
    Assignment,
    AssignmentOrder,
    AssignmentRequest,
    AssignmentRule,
    Entry,
    Message,
    Person,
    Question,
)
from storage.uow import UnitOfWork


def access_own_entry(uow: UnitOfWork, who: Who, entry_id: int) -> Entry:
    """A line of the person's own log."""
    entry = store.get(uow, entry_id)
    if entry is None:
        raise NotFound("entry")
    if entry.person_id != who.id:
        raise NotFound("entry")
    return entry


def access_own_message(uow: UnitOfWork, who: Who, message_row_id: int) -> Message:
    """A message of the person's own."""
    message = messages.get_message(uow, message_row_id)
    if message is None:
        raise NotFound("message")
    if message.person_id != who.id:
        raise NotFound("message")
    return message


def access_entry_below(uow: UnitOfWork, who: Who, entry_id: int) -> Entry:
    """A line of somebody below this manager – never one of their own."""
    entry = store.get(uow, entry_id)
    if entry is None:
        raise NotFound("entry")
    if entry.agency_id != who.agency_id:
        raise NotFound("entry")
    if entry.person_id == who.id:
        raise NotFound("entry")
    if entry.person_id not in people.ids_below(uow, who.id):
        raise NotFound("entry")
    return entry


def access_question(uow: UnitOfWork, who: Who, question_id: int) -> Question:
    """A question asked of this person."""
    question = asked.get(uow, question_id)
    if question is None:
        raise NotFound("question")
    if question.person_id != who.id:
        raise NotFound("question")
    return question


def access_assignment(uow: UnitOfWork, who: Who, assignment_id: int) -> Assignment:
    """A việc được giao that this person gave or received."""
    task = assignments.get(uow, assignment_id)
    if task is None:
        raise NotFound("assignment")
    if who.id not in (task.giver_id, task.assignee_id):
        raise NotFound("assignment")
    return task


def access_job(uow: UnitOfWork, who: Who, number: int) -> list[Assignment]:
    """The rows of a job, by its number, that this person gave or received."""
    rows = assignments.of_number(uow, who.agency_id, number)
    rows = [row for row in rows if who.id in (row.giver_id, row.assignee_id)]
    if not rows:
        raise NotFound("assignment")
    return rows


def access_order(uow: UnitOfWork, who: Who, order_id: int) -> AssignmentOrder:
    """A line of this manager that gave work and left something open."""
    order = orders.get(uow, order_id)
    if order is None:
        raise NotFound("order")
    if order.giver_id != who.id:
        raise NotFound("order")
    return order


def access_rule(uow: UnitOfWork, who: Who, rule_id: int) -> AssignmentRule:
    """What this manager gives again and again."""
    rule = orders.get_rule(uow, rule_id)
    if rule is None:
        raise NotFound("rule")
    if rule.giver_id != who.id:
        raise NotFound("rule")
    return rule


def access_request(uow: UnitOfWork, who: Who, request_id: int) -> tuple[AssignmentRequest, Assignment]:
    """What an assignee asks of this giver, with the task that it is about."""
    request = assignments.get_request(uow, request_id)
    if request is None:
        raise NotFound("request")
    task = access_assignment(uow, who, request.assignment_id)
    if task.giver_id != who.id:
        raise NotFound("request")
    return request, task


def access_people_below(uow: UnitOfWork, who: Who) -> list[Person]:
    """Everybody below this manager in the tree, same agency."""
    return [p for p in people.below(uow, who.id) if p.agency_id == who.agency_id]


def access_as_admin(uow: UnitOfWork, who: Who, staff_code: str) -> Person:
    """A person of the administrator's own agency, by staff code."""
    if not who.is_admin:
        raise NotFound("person", code=staff_code)
    person = people.by_staff_code(uow, who.agency_id, staff_code)
    if person is None:
        raise NotFound("person", code=staff_code)
    return person
