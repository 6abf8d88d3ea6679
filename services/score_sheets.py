"""The sheets of many people's month, read by a fixed number of questions: kept ones of closed months, the others as
far as the facts go. Nothing is stored, no tree is made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import scoring
from services import general_facts, led, score_facts, score_rules
from services.score_snapshots import result
from storage import closing, entries, general, scores
from storage.tables import Person
from storage.uow import UnitOfWork


@dataclass(frozen=True)
class MonthSheet:
    """One person's month: its printed sheet without the tree, or the `problem` (empty: nothing to score)."""

    closed: bool
    sheet: Mapping[str, Any] | None
    problem: str | None = None


def of_people(
    uow: UnitOfWork, agency_id: int, members: Sequence[Person], year: int, month: int
) -> dict[int, MonthSheet]:
    """The month of each of these people of one agency, by id."""
    ids = [person.id or 0 for person in members]
    period = score_rules.period_of(year, month)
    closed = closing.closed_units(uow, agency_id, year, month)
    kept = scores.of_people(uow, ids, year, month)
    facts = score_facts.facts_of_month(uow, ids, period.first, period.last)
    told = general.of_people(uow, ids, year, month)
    settings = entries.agency_settings(uow, agency_id)
    policies = {kind: score_rules.chosen(settings, kind, year, month) for kind in {person.kind for person in members}}
    found = {}
    for person in members:
        key = person.id or 0
        shut, row = person.unit_id in closed, kept.get(key)
        policy = policies[person.kind]
        if shut and row is not None:
            found[key] = MonthSheet(shut, row.result)
        elif isinstance(policy, str):
            found[key] = MonthSheet(shut, None, policy if facts[key].work else "empty")
        else:
            given = led.given_by(uow, told.get(key), _official(person), policy, year, month)
            official = scoring.Official(person.staff_code, person.kind, person.is_leader)
            case = general_facts.added(score_facts.case(policy, official, period, facts[key]), given)
            found[key] = MonthSheet(shut, result(scoring.score(case)))
    return found


@dataclass(frozen=True)
class _Official:
    id: int
    agency_id: int
    is_leader: bool


def _official(person: Person) -> _Official:
    return _Official(person.id or 0, person.agency_id, person.is_leader)
