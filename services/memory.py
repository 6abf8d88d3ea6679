"""Memory of wordings: a person's own at once, a unit's after an administrator accepts it, and forgetting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import nlu
from services.errors import NotFound
from services.office import Office
from services.values import Who
from storage import people
from storage import wordings as store
from storage.tables import Wording
from storage.uow import UnitOfWork

SHOWN = 15


@dataclass(frozen=True)
class Remembered:
    """A confirmed wording, the item it means, and whose it is."""

    id: int
    wording: str
    item: str
    person: str


def of(uow: UnitOfWork, who: Who) -> dict[str, str]:
    """What this person's words mean: the unit's accepted wordings, overruled by the person's own."""
    return store.of_unit(uow, who.unit_id) | store.of_person(uow, who.id)


def own(uow: UnitOfWork, office: Office, who: Who) -> tuple[Remembered, ...]:
    """The person's own confirmed wordings, newest first."""
    return tuple(_view(uow, office, who, row, who.name) for row in store.listed(uow, who.id, SHOWN))


def proposed(uow: UnitOfWork, office: Office, who: Who, now: datetime) -> tuple[Remembered, ...]:
    """For an administrator: wordings of the agency's people that their unit does not know yet."""
    if not who.is_admin:
        raise NotFound("memory")
    rows = store.proposed(uow, who.agency_id, SHOWN)
    ids = [row.id for row, _ in rows]
    uow.audit("memory.listed", actor_id=who.id, table="person", row_id=who.id, at=now, wordings=ids)
    return tuple(_view(uow, office, who, row, person.full_name) for row, person in rows)


def _view(uow: UnitOfWork, office: Office, who: Who, row: Wording, person: str) -> Remembered:
    item = office.readers.for_agency(uow, who.agency_id).item(row.item_code)
    return Remembered(row.id or 0, row.wording, item.name if item else row.item_code, person)


def forget(uow: UnitOfWork, who: Who, wording_id: int | None, now: datetime) -> int:
    """Forget one own wording (None: all of them); gives how many. Raises NotFound for another's."""
    row = None if wording_id is None else store.get(uow, wording_id)
    if wording_id is not None and (row is None or row.person_id != who.id):
        raise NotFound("memory")
    count = store.forget(uow, who.id, row.wording if row else None)
    uow.audit("memory.forgotten", actor_id=who.id, table="wording", row_id=wording_id, at=now, count=count)
    return count


def unlearn(uow: UnitOfWork, who: Who, text: str) -> None:
    """A correction was taken back: what it taught about these words is forgotten."""
    wording = nlu.wording(text)
    if wording:
        store.forget(uow, who.id, wording)


def accept(uow: UnitOfWork, who: Who, wording_id: int, now: datetime) -> None:
    """An administrator accepts a person's wording for that person's unit. Raises NotFound."""
    row = store.get(uow, wording_id)
    owner = people.get(uow, row.person_id) if row else None
    if not who.is_admin or row is None or owner is None or owner.agency_id != who.agency_id:
        raise NotFound("memory")
    store.put_unit(uow, owner.unit_id, row.wording, row.item_code, who.id, now)
    uow.audit("memory.accepted", actor_id=who.id, table="wording", row_id=wording_id, at=now)
