"""Who reviews somebody without a manager: whomever an administrator names, else nobody – and that is said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services import permissions
from services.errors import NotFound, Refusal
from services.values import Who
from storage import people, tree
from storage.tables import Person
from storage.uow import UnitOfWork


@dataclass(frozen=True)
class Top:
    """Somebody without a manager, and who reviews them, if anybody."""

    staff_code: str
    name: str
    reviewer: str | None


def tops(uow: UnitOfWork, who: Who, now: datetime) -> tuple[Top, ...]:
    """For an administrator: everybody of the agency without a manager. Raises NotFound."""
    if not who.is_admin:
        raise NotFound("person", code="")
    rows = tree.tops(uow, who.agency_id)
    uow.audit(
        "reviewer.listed", actor_id=who.id, table="person", row_id=None, at=now, people=[row.id for row in rows]
    )  # fmt: skip
    names = people.by_ids(uow, {row.reviewer_id for row in rows if row.reviewer_id})
    return tuple(Top(row.staff_code, row.full_name, _name(names, row.reviewer_id)) for row in rows)


def _name(names: dict[int, Person], person_id: int | None) -> str | None:
    found = names.get(person_id or 0)
    return found.full_name if found is not None and found.active else None


def name_in_chat(
    uow: UnitOfWork, who: Who, code: str, reviewer: str | None, now: datetime
) -> tuple[Person, Person | None]:
    """An administrator names (None: takes away) the reviewer of somebody without a manager – never themselves."""
    person = permissions.access_as_admin(uow, who, code)
    other = permissions.access_as_admin(uow, who, reviewer) if reviewer else None
    if other is not None and other.id == who.id:
        raise Refusal("reviewer.self")
    set_reviewer(uow, person, other, who.id, now)
    return person, other


def set_reviewer(uow: UnitOfWork, person: Person, reviewer: Person | None, actor_id: int | None, now: datetime) -> None:
    """Keep who reviews a person without a manager. Raises Refusal reviewer.same, .inactive, .has_manager."""
    if reviewer is not None and reviewer.id == person.id:
        raise Refusal("reviewer.same")
    if reviewer is not None and not reviewer.active:
        raise NotFound("person", code=reviewer.staff_code)
    above = tree.active_manager(uow, person)
    if above is not None:
        raise Refusal("reviewer.has_manager", name=person.full_name, manager=above.full_name)
    before, person.reviewer_id = person.reviewer_id, reviewer.id if reviewer else None
    uow.add(person)
    uow.flush()
    uow.audit(
        "person.reviewer_named", actor_id=actor_id, table="person", row_id=person.id, at=now, before=before,
        after=person.reviewer_id,
    )  # fmt: skip
