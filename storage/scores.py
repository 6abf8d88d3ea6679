"""Scores of closed months, as they were made."""

from __future__ import annotations

from sqlmodel import select

from storage.tables import ScoreSnapshot
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
