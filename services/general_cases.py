"""Cases that force the lowest grade whatever the points, entered with a reason by whoever judges or administers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import scoring
from services import general, permissions, score_rules, when
from services.errors import NotFound, Refusal
from services.people import get_who
from services.values import Who
from storage import entries, people
from storage import general as store
from storage import review as reviews
from storage.tables import GeneralScore
from storage.uow import UnitOfWork


@dataclass(frozen=True)
class Case:
    """A case of a person's month in the words of the rule set; `there`: it was entered, else taken back."""

    person_id: int
    person: str
    label: str
    clause: str
    reason: str
    there: bool


@dataclass(frozen=True)
class KeptCase:
    """A case that stands at somebody's month."""

    label: str
    reason: str


def kept_cases(policy: scoring.Policy, period: scoring.Period, row: GeneralScore) -> tuple[KeptCase, ...]:
    """What stands at a month, in the words of its rule set."""
    rules = scoring.rules_for(policy, period, leader=False, options={})
    cases = [(rules.disqualifiers[code], told) for code, told in row.cases.items() if code in rules.disqualifiers]
    return tuple(KeptCase(case.label, told["reason"]) for case, told in cases)


def known(uow: UnitOfWork, whose: Who, year: int, month: int) -> Mapping[str, tuple[str, str]]:
    """The cases of somebody's rule set: code → what it says, its clause. Raises Refusal general.no_rules."""
    policy = general.groups_of(uow, whose, year, month)[0]
    period = score_rules.period_of(year, month)
    rules = scoring.rules_for(policy, period, leader=whose.is_leader, options={})
    return {code: (case.label, case.basis.citation) for code, case in rules.disqualifiers.items()}


def enter(
    uow: UnitOfWork, who: Who, person_id: int, year: int, month: int, code: str, reason: str | None, now: datetime,
    *, there: bool = True,
) -> Case:  # fmt: skip
    """Enter a case, or take it back, with the reason either way.

    Raises NotFound, Refusal general.closed, .case, .reason, .no_rules, entry.secret.
    """
    general.check_month(year, month, now)
    unit_id = access(uow, who, person_id, now)
    reviews.hold_units(uow, [unit_id])
    whose = get_who(uow, person_id)
    cases = known(uow, whose, year, month)
    if entries.is_closed(uow, unit_id, date(year, month, 1)):
        raise Refusal("general.closed", month=f"{month}/{year}")
    row = general.lock(uow, whose, general.groups_of(uow, whose, year, month)[0], year, month)
    if code not in cases or there == (code in row.cases):
        raise Refusal("general.case", name=whose.name)
    why = general.checked_reason(reason, needed=True) or ""
    kept = {key: value for key, value in row.cases.items() if key != code}
    row.cases = kept | {code: {"reason": why, "by": who.id, "at": now.isoformat()}} if there else kept
    store.put(uow, row)
    uow.audit("general.case", actor_id=who.id, table="general_score", row_id=row.id, at=now, year=year, month=month,
              case=code, there=there)  # fmt: skip
    return Case(person_id, whose.name, *cases[code], why, there)


def access(uow: UnitOfWork, who: Who, person_id: int, now: datetime) -> int:
    """The unit of the person: one whose month this person judges; for an administrator any other of the agency."""
    person = people.get(uow, person_id)
    if who.is_admin and person is not None and person.agency_id == who.agency_id and person_id != who.id:
        return person.unit_id
    return permissions.access_person_to_review(uow, who, person_id, when.today(now)).unit_id


def by_code(uow: UnitOfWork, who: Who, staff_code: str) -> int:
    """A person of the administrator's agency by staff code, never the administrator. Raises NotFound."""
    person = permissions.access_as_admin(uow, who, staff_code)
    if person.id == who.id:
        raise NotFound("person", code=staff_code)
    return person.id or 0
