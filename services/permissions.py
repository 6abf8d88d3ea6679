"""The only way to a row that belongs to a person or unit. Not there and not allowed look alike: NotFound."""

from __future__ import annotations

from services.errors import NotFound
from services.values import Who
from storage import assign as assignments
from storage import entries as store
from storage import messages, people
from storage import questions as asked
from storage.tables import Assignment, Entry, Message, Person, Question
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
