"""Memory: which item a person's own wording means."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col, select

from storage.tables import Wording
from storage.uow import UnitOfWork
from storage.writing import table_of


def of_person(uow: UnitOfWork, person_id: int) -> dict[str, str]:
    """Everything a person has confirmed: normalised wording → item code."""
    query = select(Wording.wording, Wording.item_code).where(Wording.person_id == person_id)
    return dict(uow.session.exec(query).all())


def put(uow: UnitOfWork, person_id: int, wording: str, item_code: str, at: dt.datetime) -> None:
    """Remember what a wording means; the latest confirmation counts."""
    table = table_of(Wording)
    values = {"item_code": item_code, "confirmed_at": at}
    insert = postgresql.insert(table) if uow.kind == "postgresql" else sqlite.insert(table)
    statement = insert.values(person_id=person_id, wording=wording, **values)
    uow.session.execute(statement.on_conflict_do_update(index_elements=["person_id", "wording"], set_=values))


def forget(uow: UnitOfWork, person_id: int, wording: str | None = None) -> int:
    """Forget one wording of a person, or all of them; gives the number."""
    gone = delete(Wording).where(col(Wording.person_id) == person_id)
    if wording is not None:
        gone = gone.where(col(Wording.wording) == wording)
    return len(uow.session.execute(gone.returning(col(Wording.id))).all())
