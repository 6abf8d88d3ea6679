"""The only way to a row that belongs to a person or unit. Not there and not allowed look alike: NotFound."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services import reach
from services.errors import NotFound
from services.values import Who
from storage import appeals as appeal_rows
from storage import assign as assignments
from storage import delegation as delegations
from storage import entries as store
from storage import messages, orders, people, tree
from storage import questions as asked
from storage import requests as request_rows
from storage import review as reviews
from storage import units as unit_rows
from storage.tables import (
    Appeal,
    Assignment,
    AssignmentOrder,
    AssignmentRequest,
    AssignmentRule,
    ChangeRequest,
    Delegation,
    Entry,
    Message,
    Person,
    Question,
    ReviewList,
    Unit,
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


def access_review_list(uow: UnitOfWork, who: Who, list_id: int) -> ReviewList:
    """A list that this reviewer was shown."""
    row = reviews.get_list(uow, list_id)
    if row is None:
        raise NotFound("entry")
    if row.reviewer_id != who.id:
        raise NotFound("entry")
    return row


def access_entries_to_review(uow: UnitOfWork, who: Who, entry_ids: Sequence[int], day: date) -> dict[int, Entry]:
    """Those of these lines that this person may decide on a day, locked – never an own one; others are not there."""
    allowed = reach.may_review(uow, who, day)
    rows = reviews.lock(uow, entry_ids)
    return {key: row for key, row in rows.items() if row.agency_id == who.agency_id and row.person_id in allowed}


def access_entry_to_review(uow: UnitOfWork, who: Who, entry_id: int, day: date) -> Entry:
    """One line that this person may decide on a day."""
    found = access_entries_to_review(uow, who, [entry_id], day).get(entry_id)
    if found is None:
        raise NotFound("entry")
    return found


def access_people_to_review(uow: UnitOfWork, who: Who, day: date) -> reach.Reach:
    """Everybody whose lines come to this person's list on a day."""
    return reach.reviewed_by(uow, who, day)


def access_person_to_review(uow: UnitOfWork, who: Who, person_id: int, day: date) -> Person:
    """Somebody whose month this person may judge on a day, as they may review their lines; never themselves."""
    person = people.get(uow, person_id)
    if person is None or not person.active:
        raise NotFound("person_id")
    if person.agency_id != who.agency_id:
        raise NotFound("person_id")
    if person_id not in reach.may_review(uow, who, day):
        raise NotFound("person_id")
    return person


def access_people_to_judge(uow: UnitOfWork, who: Who, day: date) -> list[Person]:
    """Active people whose months somebody judges on a day; for an administrator everybody else of the agency."""
    if who.is_admin:
        homes = [unit.id or 0 for unit in unit_rows.of_agency(uow, who.agency_id)]
        found = unit_rows.members(uow, homes)
    else:
        found = list(people.by_ids(uow, reach.may_review(uow, who, day)).values())
    return [p for p in found if p.active and p.agency_id == who.agency_id and p.id != who.id]


def access_own_delegation(uow: UnitOfWork, who: Who, delegation_id: int) -> Delegation:
    """A delegation that this person gave."""
    row = delegations.get(uow, delegation_id)
    if row is None:
        raise NotFound("delegation")
    if row.giver_id != who.id:
        raise NotFound("delegation")
    return row


def access_own_request(uow: UnitOfWork, who: Who, request_id: int) -> ChangeRequest:
    """A change request of the person's own."""
    row = request_rows.get(uow, request_id)
    if row is None:
        raise NotFound("request")
    if row.person_id != who.id:
        raise NotFound("request")
    return row


def access_request_to_decide(uow: UnitOfWork, who: Who, request_id: int, day: date) -> ChangeRequest:
    """A change request of somebody whom this person reviews on a day."""
    row = request_rows.lock(uow, request_id)
    if row is None:
        raise NotFound("request")
    if row.person_id not in reach.may_review(uow, who, day):
        raise NotFound("request")
    return row


def access_appeal_to_answer(uow: UnitOfWork, who: Who, appeal_id: int) -> Appeal:
    """An objection that came to this person."""
    row = appeal_rows.lock(uow, appeal_id)
    if row is None:
        raise NotFound("appeal")
    if row.judge_id != who.id:
        raise NotFound("appeal")
    return row


def access_unit(uow: UnitOfWork, who: Who, unit_id: int) -> Unit:
    """A unit that this person heads (all its other people stand below); for an administrator any of the agency."""
    unit = unit_rows.get(uow, unit_id)
    if unit is None:
        raise NotFound("unit")
    if unit.agency_id != who.agency_id:
        raise NotFound("unit")
    if not who.is_admin and unit_id not in headed_units(uow, who):
        raise NotFound("unit")
    return unit


def access_headed_unit(uow: UnitOfWork, who: Who, unit_id: int) -> Unit:
    """A unit that this person heads; being an administrator does not help."""
    unit = unit_rows.get(uow, unit_id)
    if unit is None:
        raise NotFound("unit")
    if unit_id not in headed_units(uow, who):
        raise NotFound("unit")
    return unit


def headed_units(uow: UnitOfWork, who: Who) -> frozenset[int]:
    """Units all whose active people are this person or below, and at least one is below."""
    return unit_rows.covered_by(uow, who.agency_id, who.id, people.ids_below(uow, who.id))


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


def access_colleagues(uow: UnitOfWork, who: Who) -> list[Person]:
    """Whom somebody may ask to stand in: people below, of the own unit, with the same manager, and that manager."""
    found = {person.id: person for person in people.below(uow, who.id)}
    found |= {person.id: person for person in unit_rows.members(uow, [who.unit_id])}
    me = people.get(uow, who.id)
    above = tree.active_manager(uow, me) if me is not None else None
    if above is not None:
        found |= {person.id: person for person in [above, *tree.reports(uow, above.id or 0)]}
    return [person for person in found.values() if person.id != who.id and person.agency_id == who.agency_id]


def access_person_as_admin(uow: UnitOfWork, who: Who, person_id: int) -> Person:
    """A person of the administrator's own agency, by id."""
    person = people.get(uow, person_id)
    if person is None:
        raise NotFound("person_id")
    if not who.is_admin:
        raise NotFound("person_id")
    if person.agency_id != who.agency_id:
        raise NotFound("person_id")
    return person


def access_as_admin(uow: UnitOfWork, who: Who, staff_code: str) -> Person:
    """A person of the administrator's own agency, by staff code."""
    if not who.is_admin:
        raise NotFound("person", code=staff_code)
    person = people.by_staff_code(uow, who.agency_id, staff_code)
    if person is None:
        raise NotFound("person", code=staff_code)
    return person
