"""The grades of the people whom somebody leads, from which d is computed: a handful of queries for a whole agency.

Whoever leads people themselves has a d of their own, so the grades are found from below; a circle in the tree ends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import scoring
from services import general_facts, score_facts, score_rules, when
from services.general_facts import Given, Led
from storage import closing, general, scores, tree
from storage.tables import GeneralScore, Person, ScoreSnapshot
from storage.uow import UnitOfWork


class Official(Protocol):
    """Whose score it is."""

    @property
    def id(self) -> int: ...
    @property
    def agency_id(self) -> int: ...
    @property
    def is_leader(self) -> bool: ...


def given_to(uow: UnitOfWork, who: Official, policy: scoring.Policy, year: int, month: int) -> Given:
    """What people gave to somebody's month, d computed."""
    return given_by(uow, general.find(uow, who.id, year, month), who, policy, year, month)


def given_by(
    uow: UnitOfWork, row: GeneralScore | None, who: Official, policy: scoring.Policy, year: int, month: int
) -> Given:
    """The same from a row that is known already."""
    period = score_rules.period_of(year, month)
    return general_facts.given(row, policy, period, who.is_leader, lambda: led_by(uow, who, year, month))


def led_by(uow: UnitOfWork, who: Official, year: int, month: int) -> Led:
    """The grades of everybody active below somebody, as far as they are known."""
    return _read(uow, who, year, month).led(who.id)


def _read(uow: UnitOfWork, who: Official, year: int, month: int) -> _Team:
    people = tree.all_below(uow, who.id)
    ids = [person.id or 0 for person in people if person.active]
    first, last = when.month_bounds(year, month)
    below: dict[int, list[Person]] = defaultdict(list)
    for person in people:
        below[person.manager_id or 0].append(person)
    return _Team(
        score_rules.period_of(year, month),
        below,
        score_rules.by_kind(uow, who.agency_id, {person.kind for person in people}, year, month),
        score_facts.facts_of_month(uow, ids, first, last),
        general.of_people(uow, ids, year, month),
        scores.of_people(uow, ids, year, month),
        closing.closed_units(uow, who.agency_id, year, month),
    )


@dataclass
class _Team:
    """Everything that the grades of a part of the tree are found from."""

    period: scoring.Period
    below: Mapping[int, Sequence[Person]]
    policies: Mapping[str, scoring.Policy]
    work: Mapping[int, score_facts.Facts]
    given: Mapping[int, GeneralScore]
    kept: Mapping[int, ScoreSnapshot]
    closed: set[int]
    _grades: dict[int, str | None] = field(default_factory=dict)

    def led(self, person_id: int) -> Led:
        """The grades of everybody active below a person; kinds of staff without a rule set are left out."""
        found = [person for person in self._all(person_id, {person_id}) if person.kind in self.policies]
        grades = [(person, self._grade(person)) for person in found]
        unsettled = any(grade is None and person.unit_id not in self.closed for person, grade in grades)
        return Led(tuple(grade for _, grade in grades), unsettled)

    def _all(self, person_id: int, seen: set[int]) -> Iterator[Person]:
        for person in self.below.get(person_id, ()):
            if person.id not in seen:
                seen.add(person.id or 0)
                if person.active:
                    yield person
                yield from self._all(person.id or 0, seen)

    def _grade(self, person: Person) -> str | None:
        person_id = person.id or 0
        if person_id not in self._grades:
            self._grades[person_id] = None  # what somebody within a circle of managers sees
            self._grades[person_id] = self._kept(person) if person.unit_id in self.closed else self._anew(person)
        return self._grades[person_id]

    def _kept(self, person: Person) -> str | None:
        kept = self.kept.get(person.id or 0)
        return kept.result["grade"] if kept is not None else self._anew(person)

    def _anew(self, person: Person) -> str | None:
        person_id, policy = person.id or 0, self.policies[person.kind]
        row = self.given.get(person_id)
        found = general_facts.given(row, policy, self.period, person.is_leader, lambda: self.led(person_id))
        official = scoring.Official(person.staff_code, person.kind, person.is_leader)
        case = score_facts.case(policy, official, self.period, self.work[person_id])
        return scoring.score(general_facts.added(case, found)).grade
