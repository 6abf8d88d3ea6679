"""The rows of a job: one number, one row a person, the item frozen, shares that sum to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from nlu.order import Part
from services import assign_order, lines
from services.errors import NotFound
from services.office import Office
from services.values import Who
from storage import assign as store
from storage.tables import Assignment, AssignmentRule, CatalogueItem, Entry, Person
from storage.uow import UnitOfWork


@dataclass(frozen=True)
class Repeated:
    """A rule that gives work again and again, and to whom."""

    id: int
    every: str
    day: int
    time: str | None
    work: str
    people: tuple[str, ...]
    ended: bool = False


def create(
    uow: UnitOfWork, office: Office, who: Who, data: dict[str, Any], below: Sequence[Person], now: datetime,
    **fields: Any,
) -> list[Assignment]:  # fmt: skip
    """The rows of one job, a number for all of them. Raises NotFound for people who are not below any more."""
    item = office.readers.for_agency(uow, who.agency_id).item(data["item"])
    day, clock = due_of(data["due"])
    number = store.next_number(uow, who.agency_id)
    rows = []
    for person_id, role, share in team(data, below):
        row = Assignment(
            agency_id=who.agency_id, number=number, giver_id=who.id, assignee_id=person_id, role=role, share=share,
            text=data["work"], quantity=Decimal(data["quantity"]), minutes=data["minutes"], due_date=day,
            due_time=clock, state="given", created_at=now, parent_id=data["above"], **(item_fields(item) | fields),
        )  # fmt: skip
        rows.append(store.add(uow, row))
        uow.audit("assignment.given", actor_id=who.id, table="assignment", row_id=row.id, at=now, share=share, due=day)
    return rows


def team(data: dict[str, Any], below: Sequence[Person]) -> list[tuple[int, str, Decimal]]:
    """(person, role, share) of an order; the first leads where nobody was said to; one person named twice is one."""
    told = [_part(person) for person in data["people"]]
    parts = assign_order.shares(told)
    has_lead = any(part.role == "lead" for part in told)
    found: dict[int, tuple[int, str, Decimal]] = {}
    known = {person.id for person in below}
    for place, (person, part, share) in enumerate(zip(data["people"], told, parts, strict=True)):
        person_id = person["ids"][0]
        if person_id not in known:
            raise NotFound("assignee")
        role = part.role or ("lead" if place == 0 and not has_lead else "helper")
        before = found.get(person_id)
        found[person_id] = (person_id, before[1] if before else role, share + (before[2] if before else 0))
    return list(found.values())


def _part(person: dict[str, Any]) -> Part:
    share = person["share"]
    return Part(person["said"], person["role"], None if share is None else Decimal(share))


def item_fields(item: CatalogueItem | None) -> dict[str, Any]:
    """The frozen fields of an item for a task; empty where the work is in no catalogue."""
    if item is None:
        return {}
    probe = Entry(done=True)  # type: ignore[call-arg]
    lines.freeze(probe, item)
    names = ("item_code", "item_name", "item_unit", "item_measure", "coefficient", "standard_minutes", "catalogue_id")
    return {name: getattr(probe, name) for name in names}


def due_of(due: str | None) -> tuple[date | None, str | None]:
    """A read deadline as day and "HH:MM"."""
    if due is None:
        return None, None
    day, _, clock = due.partition("T")
    return date.fromisoformat(day), clock or None


def repeated(uow: UnitOfWork, rule: AssignmentRule) -> Repeated:
    """A rule as a value."""
    ids = [person["ids"][0] for person in rule.data["people"]]
    names = store.names(uow, ids)
    people = tuple(names.get(i, "") for i in ids)
    data = rule.data
    ended = rule.ended_at is not None
    return Repeated(rule.id or 0, rule.every, rule.day, data["every"]["time"], data["work"], people, ended)
