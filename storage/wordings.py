"""Memory: which item a person's own wording means."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Table, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col, select

from storage.tables import Person, UnitWording, Wording
from storage.uow import UnitOfWork
from storage.writing import table_of


def of_person(uow: UnitOfWork, person_id: int) -> dict[str, str]:
    """Everything a person has confirmed: normalised wording → item code."""
    query = select(Wording.wording, Wording.item_code).where(Wording.person_id == person_id)
    return dict(uow.session.exec(query).all())


def of_unit(uow: UnitOfWork, unit_id: int) -> dict[str, str]:
    """Everything accepted for a unit: normalised wording → item code."""
    query = select(UnitWording.wording, UnitWording.item_code).where(UnitWording.unit_id == unit_id)
    return dict(uow.session.exec(query).all())


def put(uow: UnitOfWork, person_id: int, wording: str, item_code: str, at: dt.datetime) -> None:
    """Remember what a wording means to a person; the latest confirmation counts."""
    key = {"person_id": person_id, "wording": wording}
    _put(uow, table_of(Wording), key, {"item_code": item_code, "confirmed_at": at})


def put_unit(uow: UnitOfWork, unit_id: int, wording: str, item_code: str, by: int, at: dt.datetime) -> None:
    """Remember what a wording means to a unit; the latest acceptance counts."""
    values = {"item_code": item_code, "accepted_by": by, "accepted_at": at}
    _put(uow, table_of(UnitWording), {"unit_id": unit_id, "wording": wording}, values)


def _put(uow: UnitOfWork, table: Table, key: dict[str, Any], values: dict[str, Any]) -> None:
    insert = postgresql.insert(table) if uow.kind == "postgresql" else sqlite.insert(table)
    statement = insert.values(**key, **values)
    uow.session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=values))


def listed(uow: UnitOfWork, person_id: int, limit: int) -> list[Wording]:
    """What a person has confirmed, newest first."""
    query = select(Wording).where(Wording.person_id == person_id).order_by(col(Wording.confirmed_at).desc())
    return list(uow.session.exec(query.limit(limit)).all())


def get(uow: UnitOfWork, wording_id: int) -> Wording | None:
    """A confirmed wording by id, of anybody."""
    return uow.session.get(Wording, wording_id)


def proposed(uow: UnitOfWork, agency_id: int, limit: int) -> list[tuple[Wording, Person]]:
    """Wordings that people of an agency confirmed and their unit does not know yet, oldest first."""
    known = select(UnitWording.id).where(UnitWording.unit_id == Person.unit_id, UnitWording.wording == Wording.wording)
    query = select(Wording, Person).join(Person, col(Person.id) == Wording.person_id)
    query = query.where(Person.agency_id == agency_id, ~known.exists()).order_by(col(Wording.id)).limit(limit)
    return [(wording, person) for wording, person in uow.session.exec(query)]


def forget(uow: UnitOfWork, person_id: int, wording: str | None = None) -> int:
    """Forget one wording of a person, or all of them; gives the number."""
    gone = delete(Wording).where(col(Wording.person_id) == person_id)
    if wording is not None:
        gone = gone.where(col(Wording.wording) == wording)
    return len(uow.session.execute(gone.returning(col(Wording.id))).all())
