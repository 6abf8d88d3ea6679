"""Who reviews whom: the next active manager, whom an administrator named at the top, and delegates; never oneself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from services.values import Who
from storage import delegation, people, tree
from storage.tables import Person
from storage.uow import UnitOfWork


@dataclass(frozen=True)
class Reach:
    """Whose lines somebody reviews on a day, and in whose place (person → giver) where it is a delegation.

    `left` are people who do not work here any more but whose lines or requests still wait.
    """

    people: dict[int, Person]
    for_giver: dict[int, int]
    left: dict[int, Person] = field(default_factory=dict)

    @property
    def everybody(self) -> dict[int, Person]:
        """Who works here, and who left something to review."""
        return self.people | self.left


def own_people(uow: UnitOfWork, person_id: int, *, waiting: bool = False) -> list[Person]:
    """Whom a person reviews in their own right: reports, and tops of the tree for whom they were named.

    `waiting`: also who left and has something to review.
    """
    found = tree.named_for(uow, person_id, waiting=waiting)
    named = [person for person in found if tree.active_manager(uow, person) is None]
    return [*tree.reports(uow, person_id, waiting=waiting), *named]


def reviewed_by(uow: UnitOfWork, who: Who, day: date) -> Reach:
    """Everybody whose lines come to this person's list on a day: own people, then those of absent givers."""
    found = {person.id or 0: person for person in own_people(uow, who.id, waiting=True)}
    for_giver: dict[int, int] = {}
    for giver in delegation.givers_to(uow, who.id, day):
        if giver.agency_id != who.agency_id:
            continue
        for person in own_people(uow, giver.id or 0, waiting=True):
            if person.id not in found and person.id != who.id:
                found[person.id or 0] = person
                for_giver[person.id or 0] = giver.id or 0
    here = {key: person for key, person in found.items() if person.active}
    return Reach(here, for_giver, {key: person for key, person in found.items() if not person.active})


def may_review(uow: UnitOfWork, who: Who, day: date) -> frozenset[int]:
    """Ids of all whose lines this person may decide on a day: also those deeper in the tree; never the own."""
    ids = set(people.ids_below(uow, who.id)) | set(reviewed_by(uow, who, day).everybody)
    return frozenset(ids - {who.id})


def responsible(uow: UnitOfWork, person: Person) -> Person | None:
    """Whoever reviews a person in their own right; None where nobody does."""
    above = tree.active_manager(uow, person)
    if above is not None:
        return above
    named = people.get(uow, person.reviewer_id) if person.reviewer_id else None
    return named if named is not None and named.active and named.id != person.id else None


def reviewers_of(uow: UnitOfWork, person: Person, day: date) -> list[int]:
    """Whom to tell about a person's lines on a day: the responsible one and whoever stands in for them."""
    head = responsible(uow, person)
    if head is None:
        return []
    instead = [row.delegate_id for row in delegation.on_day(uow, day, [head.id or 0])]
    active = {key for key, found in people.by_ids(uow, instead).items() if found.active}
    told = [head.id or 0, *(delegate for delegate in instead if delegate in active)]
    return [found for found in dict.fromkeys(told) if found != person.id]
