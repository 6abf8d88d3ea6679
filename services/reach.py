"""Who reviews whom: the next active manager, whom an administrator named at the top, and delegates; never oneself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.values import Who
from storage import delegation, people, tree
from storage.tables import Person
from storage.uow import UnitOfWork


@dataclass(frozen=True)
class Reach:
    """Whose lines somebody reviews on a day, and in whose place (person → giver) where it is a delegation."""

    people: dict[int, Person]
    for_giver: dict[int, int]


def own_people(uow: UnitOfWork, person_id: int) -> list[Person]:
    """Whom a person reviews in their own right: reports, and tops of the tree for whom they were named."""
    named = [person for person in tree.named_for(uow, person_id) if tree.active_manager(uow, person) is None]
    return [*tree.reports(uow, person_id), *named]


def reviewed_by(uow: UnitOfWork, who: Who, day: date) -> Reach:
    """Everybody whose lines come to this person's list on a day: own people, then those of absent givers."""
    found = {person.id or 0: person for person in own_people(uow, who.id)}
    for_giver: dict[int, int] = {}
    for giver in delegation.givers_to(uow, who.id, day):
        if giver.agency_id != who.agency_id:
            continue
        for person in own_people(uow, giver.id or 0):
            if person.id not in found and person.id != who.id:
                found[person.id or 0] = person
                for_giver[person.id or 0] = giver.id or 0
    return Reach(found, for_giver)


def may_review(uow: UnitOfWork, who: Who, day: date) -> frozenset[int]:
    """Ids of all whose lines this person may decide on a day: also those deeper in the tree; never the own."""
    ids = set(people.ids_below(uow, who.id)) | set(reviewed_by(uow, who, day).people)
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
