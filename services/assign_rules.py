"""What is given again and again: each occurrence once, however often and by however many the tick runs."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta

from services import assign_create, permissions, when
from services.office import Office
from services.people import get_who
from services.values import Who
from storage import assign as store
from storage import orders, people
from storage.tables import Assignment, AssignmentRule
from storage.uow import UnitOfWork

AHEAD = {"week": 3, "month": 7}
"""The told day is the deadline; the task is given so many days before it, so that there is time to do it."""


def tick(uow: UnitOfWork, office: Office, now: datetime) -> tuple[Assignment, ...]:
    """Give what the rules ask for by now; what was given before is left alone.

    A rule gives to those of its people who are still below the giver, and to nobody once the giver has left.
    """
    found: list[Assignment] = []
    for rule in orders.live_rules(uow):
        found += run_rule(uow, office, rule, now)
    return tuple(found)


def run_rule(uow: UnitOfWork, office: Office, rule: AssignmentRule, now: datetime) -> list[Assignment]:
    """The occurrences of one rule whose time has come; a deadline that is past already is not made up for."""
    giver = people.get(uow, rule.giver_id)
    if giver is None or not giver.active:
        return []
    today = when.today(now)
    rows: list[Assignment] = []
    for day in days(rule.every, rule.day, today, today + timedelta(days=AHEAD[rule.every])):
        if not _is_past(rule, day, now):
            rows += _occurrence(uow, office, rule, day, now)
    return rows


def _is_past(rule: AssignmentRule, day: date, now: datetime) -> bool:
    clock = rule.data["every"]["time"]
    return day == when.today(now) and clock is not None and f"{when.local(now):%H:%M}" >= clock


def days(every: str, day: int, first: date, last: date) -> list[date]:
    """The days of a repetition from `first` to `last`; a month that is shorter takes its last day."""
    found = []
    for offset in range((last - first).days + 1):
        one = first + timedelta(days=offset)
        month_end = calendar.monthrange(one.year, one.month)[1]
        if (one.weekday() == day) if every == "week" else (one.day == min(day, month_end)):
            found.append(one)
    return found


def _occurrence(uow: UnitOfWork, office: Office, rule: AssignmentRule, day: date, now: datetime) -> list[Assignment]:
    if store.has_occurrence(uow, rule.id or 0, day):
        return []
    who = get_who(uow, rule.giver_id)
    below = permissions.access_people_below(uow, who)
    ids = {person.id for person in below}
    standing = [person for person in rule.data["people"] if person["ids"][0] in ids]
    if not standing:
        return []
    if len(standing) < len(rule.data["people"]):  # somebody left: those who remain share equally
        standing = [person | {"share": None} for person in standing]
    clock = rule.data["every"]["time"]
    due = f"{day.isoformat()}T{clock}" if clock else day.isoformat()
    data = rule.data | {"people": standing, "due": due}
    return assign_create.create(uow, office, who, data, below, now, rule_id=rule.id, rule_day=day)


def end(uow: UnitOfWork, who: Who, rule_id: int, now: datetime) -> assign_create.Repeated:
    """The giver stops a repetition; what was given already stays. Raises NotFound."""
    rule = permissions.access_rule(uow, who, rule_id)
    if rule.ended_at is None:
        orders.end_rule(uow, rule, now)
        uow.audit("assignment.rule_ended", actor_id=who.id, table="assignment_rule", row_id=rule.id, at=now)
    return assign_create.repeated(uow, rule)


def of(uow: UnitOfWork, who: Who) -> tuple[assign_create.Repeated, ...]:
    """The repetitions that a manager has set."""
    return tuple(assign_create.repeated(uow, rule) for rule in orders.rules_of(uow, who.id))
