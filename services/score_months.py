"""Whole months of whole units to kept scores: what closing a month and `soviec scores` do.

The same facts, rules and rows as for one person who asks (services/scores.py); only the reading and the writing are
done for many at once, a window of people after the other, so that the memory does not grow with the office. Whoever
has a kept score keeps it, so that a second run changes nothing and one that was broken off is completed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import scoring
from services import general_facts, led, score_facts, score_rules
from services.score_snapshots import snapshot
from storage import general
from storage import review as reviews
from storage import scores as store
from storage.scores import ClosedUnit, Unscored
from storage.tables import GeneralScore
from storage.uow import UnitOfWork

WINDOW = 250
"""People who are read, scored and written at once."""
BATCH = 500
"""Whole units of so many people make one transaction, as far as they are no larger themselves."""


@dataclass
class Kept:
    """What came of some units: new and older kept scores, who had nothing to score, whom no rule set fits.

    waiting: leaders whose d waits for people of units that are still open. problems: how often each
    `GradedMonth.problem`. refused: staff code and what the scoring module does not take.
    """

    new: int = 0
    before: int = 0
    without: int = 0
    waiting: int = 0
    problems: Counter[str] = field(default_factory=Counter)
    refused: list[tuple[str, str]] = field(default_factory=list)

    def add(self, other: Kept) -> None:
        """Add what came of further units."""
        self.new += other.new
        self.before += other.before
        self.without += other.without
        self.waiting += other.waiting
        self.problems += other.problems
        self.refused += other.refused


def closed_units(
    uow: UnitOfWork, agency_id: int | None, unit_id: int | None, year: int, month: int
) -> tuple[list[ClosedUnit], int]:
    """The units of an agency or of all, or the one, that have closed a month; and how many of them have not."""
    found = [unit for unit in store.units(uow, agency_id, year, month) if unit_id in (None, unit.id)]
    closed = [unit for unit in found if unit.closed]
    return closed, len(found) - len(closed)


def is_closed(uow: UnitOfWork, unit_id: int, year: int, month: int) -> bool:
    """Whether a unit has closed a month."""
    return bool(store.closed_among(uow, [unit_id], year, month))


def batches(units: Iterable[ClosedUnit]) -> Iterator[tuple[int, ...]]:
    """Whole units, in their order, packed to about BATCH people."""
    packed: list[int] = []
    people = 0
    for unit in units:
        if packed and people + unit.people > BATCH:
            yield tuple(packed)
            packed, people = [], 0
        packed.append(unit.id)
        people += unit.people
    if packed:
        yield tuple(packed)


def keep_units(
    uow: UnitOfWork, unit_ids: Sequence[int], year: int, month: int, actor_id: int | None, now: datetime
) -> Kept:
    """Keep the scores of everybody in these units, as far as their month is closed. Does not commit."""
    reviews.hold_units(uow, unit_ids)
    closed = store.closed_among(uow, unit_ids, year, month)
    found = Kept(before=store.count_kept(uow, closed, year, month))
    scorer = _Scorer(year, month, store.settings_by_agency(uow), now, found)
    fresh: Counter[int] = Counter()
    for people in _windows(uow, closed, year, month):
        rows = scorer.rows(uow, people)
        store.keep_all(uow, list(rows.values()))
        fresh.update(person.unit_id for person in people if person.id in rows)
    found.new = fresh.total()
    for unit_id, count in sorted(fresh.items()):
        data = {"year": year, "month": month, "kept": count}
        uow.audit("unit.scored", actor_id=actor_id, table="unit", row_id=unit_id, at=now, **data)
    return found


def forget_unit(uow: UnitOfWork, unit_id: int, year: int, month: int, actor_id: int | None, now: datetime) -> None:
    """Take away the kept scores of a month that was opened again; the audit says whose they were and by which rules."""
    for row_id, person_id, fingerprint, total in store.forget(uow, unit_id, year, month):
        data = {"person": person_id, "year": year, "month": month, "fingerprint": fingerprint, "total": total}
        uow.audit("score.dropped", actor_id=actor_id, table="score_snapshot", row_id=row_id, at=now, **data)


def _windows(uow: UnitOfWork, unit_ids: Sequence[int], year: int, month: int) -> Iterator[list[Unscored]]:
    after = 0
    while people := store.unscored(uow, unit_ids, year, month, after=after, limit=WINDOW):
        yield people
        after = people[-1].id


class _Scorer:
    """Facts of a window of people to rows; the rule set is looked up once for each agency and kind of staff."""

    def __init__(
        self, year: int, month: int, settings: Mapping[int, Mapping[str, Any]], now: datetime, found: Kept
    ) -> None:
        self._month = (year, month)
        self._period = score_rules.period_of(year, month)
        self._settings = settings
        self._now = now
        self._found = found
        self._policies: dict[tuple[int, str], scoring.Policy | str] = {}

    def rows(self, uow: UnitOfWork, people: Sequence[Unscored]) -> dict[int, dict[str, Any]]:
        """What is to be kept, by person; who has nothing or cannot be scored is counted instead."""
        ids = [person.id for person in people]
        facts = score_facts.facts_of_month(uow, ids, self._period.first, self._period.last)
        told = general.of_people(uow, ids, *self._month)
        rows = {}
        for person in people:
            policy, row = self._policy(person), told.get(person.id)
            if not facts[person.id].work and not _apart(row, policy):
                self._found.without += 1
            elif isinstance(policy, str):
                self._found.problems[policy] += 1
            else:
                official = scoring.Official(person.staff_code, person.kind, person.is_leader)
                given = led.given_by(uow, row, person, policy, *self._month)
                if given.unsettled:
                    self._found.waiting += 1
                    continue
                case = score_facts.case(policy, official, self._period, facts[person.id])
                try:
                    rows[person.id] = snapshot(person.id, general_facts.added(case, given), self._now)
                except scoring.ScoringError as error:
                    self._found.refused.append((person.staff_code, error.key))
        return rows

    def _policy(self, person: Unscored) -> scoring.Policy | str:
        key = (person.agency_id, person.kind)
        if key not in self._policies:
            self._policies[key] = score_rules.chosen(self._settings[person.agency_id], person.kind, *self._month)
        return self._policies[key]


def _apart(row: GeneralScore | None, policy: scoring.Policy | str) -> bool:
    """Whether somebody said why the month has no grade, by the rule set that holds: kept also without any work."""
    told = row is not None and row.unclassified is not None
    return told and not isinstance(policy, str) and row is not None and row.policy == policy.id
