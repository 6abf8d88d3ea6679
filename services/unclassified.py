"""Months without a grade, for a reason that the rule set names (maternity leave, study …), told by whoever judges them.

A reason covers whole months. It ranks nobody and counts in no cap; what forces the lowest grade wins over it
(scoring/grading.py), and the person's work stays in the log.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

import scoring
from services import general, general_cases, permissions, score_rules, when
from services.assign_order import find_people
from services.errors import Refusal
from services.people import get_who
from services.values import Who
from storage import entries
from storage import general as store
from storage import review as reviews
from storage.tables import GeneralScore, Person
from storage.uow import UnitOfWork

MOST_MONTHS, MOST_APART = 12, 24
"""How many months may be named at once, and within how many."""
Month = tuple[int, int]


@dataclass(frozen=True)
class Told:
    """What was entered for somebody, or taken back: the months that changed, first to last."""

    person_id: int
    person: str
    label: str
    clause: str
    months: tuple[Month, ...]
    note: str | None = None


@cache
def labels() -> Mapping[str, str]:
    """Every reason that any rule set names: code → what it says."""
    return {found.code: found.label for policy in scoring.builtin().values() for found in policy.unclassified}


def reasons(uow: UnitOfWork, whose: Who, year: int, month: int) -> Mapping[str, tuple[str, str]]:
    """The reasons of somebody's rule set: code → what it says, its clause. Raises Refusal general.no_rules."""
    policy = general.groups_of(uow, whose, year, month)[0]
    rules = scoring.rules_for(policy, score_rules.period_of(year, month), leader=whose.is_leader, options={})
    return {code: (found.label, found.basis.citation) for code, found in rules.unclassified.items()}


def find_person(uow: UnitOfWork, who: Who, name: str, now: datetime) -> Person | None:
    """The person of that name or staff code whose months this person judges; None where there is none.

    Raises Refusal unclassified.several.
    """
    people = permissions.access_people_to_judge(uow, who, when.today(now))
    found = find_people(people, name)
    if len(found) > 1:
        listed = ", ".join(f"{person.full_name} ({person.staff_code})" for person in found)
        raise Refusal("unclassified.several", name=name, people=listed)
    return found[0] if found else None


def judges(uow: UnitOfWork, who: Who, now: datetime) -> bool:
    """Whether there is anybody whose months this person judges."""
    return bool(permissions.access_people_to_judge(uow, who, when.today(now)))


def enter(
    uow: UnitOfWork, who: Who, person_id: int, months: Sequence[Month], code: str, note: str | None, now: datetime
) -> Told:
    """Leave months without a grade; one that has another reason takes this one.

    Raises NotFound, Refusal general.closed, .no_rules, entry.secret, unclassified.months, .reason, .same.
    """
    whose, rows = _rows(uow, who, person_id, months, now)
    kept = general.checked_reason(note, needed=False)
    for year, month in months:
        known = reasons(uow, whose, year, month)
        if code not in known:
            listed = " · ".join(label for label, _ in known.values())
            raise Refusal("unclassified.reason", month=f"{month}/{year}", reasons=listed)
    told = {"code": code, "note": kept}
    fresh = [row for row in rows if not _is(row, told)]
    if not fresh:
        raise Refusal("unclassified.same", name=whose.name)
    for row in fresh:
        _put(uow, who, row, {**told, "by": who.id, "at": now.isoformat()}, now)
    label, clause = reasons(uow, whose, *months[0])[code]
    return Told(person_id, whose.name, label, clause, _months(fresh), kept)


def take_back(uow: UnitOfWork, who: Who, person_id: int, months: Sequence[Month], now: datetime) -> Told:
    """Let months be graded again.

    Raises NotFound, Refusal general.closed, .no_rules, unclassified.months, .none.
    """
    whose, rows = _rows(uow, who, person_id, months, now)
    there = [row for row in rows if row.unclassified is not None]
    if not there:
        raise Refusal("unclassified.none", name=whose.name, month=f"{months[0][1]}/{months[0][0]}")
    first = there[0]
    label, clause = reasons(uow, whose, first.year, first.month).get(first.unclassified["code"], ("", ""))  # type: ignore[index]
    for row in there:
        _put(uow, who, row, None, now)
    return Told(person_id, whose.name, label, clause, _months(there))


def _rows(
    uow: UnitOfWork, who: Who, person_id: int, months: Sequence[Month], now: datetime
) -> tuple[Who, list[GeneralScore]]:
    """The person and the locked rows of their months, all open."""
    numbers = [year * 12 + month for year, month in months]
    if not 1 <= len(months) <= MOST_MONTHS or max(numbers) - min(numbers) >= MOST_APART:
        raise Refusal("unclassified.months", most=MOST_MONTHS)
    for year, month in months:
        general.check_month(year, month, now)
    unit_id = general_cases.access(uow, who, person_id, now)
    reviews.hold_units(uow, [unit_id])
    whose = get_who(uow, person_id)
    for year, month in months:
        if entries.is_closed(uow, unit_id, date(year, month, 1)):
            raise Refusal("general.closed", month=f"{month}/{year}")
    return whose, [
        general.lock(uow, whose, general.groups_of(uow, whose, year, month)[0], year, month) for year, month in months
    ]


def _is(row: GeneralScore, told: Mapping[str, str | None]) -> bool:
    return row.unclassified is not None and all(row.unclassified[key] == told[key] for key in told)


def _put(uow: UnitOfWork, who: Who, row: GeneralScore, told: dict[str, object] | None, now: datetime) -> None:
    before, row.unclassified = row.unclassified, told
    store.put(uow, row)
    uow.audit(
        "general.unclassified", actor_id=who.id, table="general_score", row_id=row.id, at=now, year=row.year,
        month=row.month, before=before["code"] if before else None, after=told["code"] if told else None,
    )  # fmt: skip


def _months(rows: Sequence[GeneralScore]) -> tuple[Month, ...]:
    return tuple((row.year, row.month) for row in rows)
