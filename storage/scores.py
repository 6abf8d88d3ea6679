"""Scores of closed months, as they were made."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete
from sqlmodel import col, select

from storage.tables import Person, ScoreSnapshot
from storage.uow import UnitOfWork
from storage.writing import insert_new


def find(uow: UnitOfWork, person_id: int, year: int, month: int) -> ScoreSnapshot | None:
    """The kept score of a person's month."""
    query = select(ScoreSnapshot).where(ScoreSnapshot.person_id == person_id)
    return uow.session.exec(query.where(ScoreSnapshot.year == year, ScoreSnapshot.month == month)).first()


def keep(uow: UnitOfWork, row: ScoreSnapshot) -> ScoreSnapshot:
    """The kept score of this month: `row`, or the one that was first."""
    insert_new(uow, [row], ("person_id", "year", "month"))
    found = find(uow, row.person_id, row.year, row.month)
    assert found is not None
    return found


def of_people(uow: UnitOfWork, person_ids: Sequence[int], year: int, month: int) -> dict[int, ScoreSnapshot]:
    """The kept scores of these people's months."""
    query = select(ScoreSnapshot).where(ScoreSnapshot.year == year, ScoreSnapshot.month == month)
    rows = uow.session.exec(query.where(col(ScoreSnapshot.person_id).in_(list(person_ids)))).all()
    return {row.person_id: row for row in rows}


def forget(uow: UnitOfWork, unit_id: int, year: int, month: int) -> list[ScoreSnapshot]:
    """Take away the kept scores of a unit's month; gives what they were."""
    members = select(Person.id).where(Person.unit_id == unit_id)
    query = select(ScoreSnapshot).where(ScoreSnapshot.year == year, ScoreSnapshot.month == month)
    rows = list(uow.session.exec(query.where(col(ScoreSnapshot.person_id).in_(members))).all())
    uow.session.execute(delete(ScoreSnapshot).where(col(ScoreSnapshot.id).in_([row.id for row in rows])))
    for row in rows:
        uow.session.expunge(row)
    return rows
