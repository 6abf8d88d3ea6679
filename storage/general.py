"""What people give to the scores of months: one row a person and month."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlmodel import col, or_, select

from storage.tables import GeneralScore, Person
from storage.uow import UnitOfWork
from storage.writing import insert_new

CHUNK = 5000


def find(uow: UnitOfWork, person_id: int, year: int, month: int) -> GeneralScore | None:
    """What was given to a person's month."""
    query = select(GeneralScore).where(GeneralScore.person_id == person_id)
    return uow.session.exec(query.where(GeneralScore.year == year, GeneralScore.month == month)).first()


def lock(uow: UnitOfWork, row: GeneralScore) -> GeneralScore:
    """The row of this person and month, made where there is none; nobody else changes it before this ends."""
    insert_new(uow, [row], ("person_id", "year", "month"))
    query = select(GeneralScore).where(GeneralScore.person_id == row.person_id)
    query = query.where(GeneralScore.year == row.year, GeneralScore.month == row.month).with_for_update()
    return uow.session.exec(query.execution_options(populate_existing=True)).one()


def lock_all(uow: UnitOfWork, person_ids: Sequence[int], year: int, month: int) -> dict[int, GeneralScore]:
    """The rows of these people's month as they are now, locked in one order."""
    query = select(GeneralScore).where(col(GeneralScore.person_id).in_(list(person_ids)))
    query = query.where(GeneralScore.year == year, GeneralScore.month == month).order_by(col(GeneralScore.id))
    rows = uow.session.exec(query.with_for_update().execution_options(populate_existing=True)).all()
    return {row.person_id: row for row in rows}


def put(uow: UnitOfWork, row: GeneralScore) -> None:
    """Keep a change of a locked row; its version rises by one."""
    row.version += 1
    uow.add(row)
    uow.flush()


def of_people(uow: UnitOfWork, person_ids: Sequence[int], year: int, month: int) -> dict[int, GeneralScore]:
    """What was given to the months of these people; who has nothing is left out."""
    found: dict[int, GeneralScore] = {}
    for start in range(0, len(person_ids), CHUNK):
        query = select(GeneralScore).where(col(GeneralScore.person_id).in_(list(person_ids[start : start + CHUNK])))
        rows = uow.session.exec(query.where(GeneralScore.year == year, GeneralScore.month == month)).all()
        found |= {row.person_id: row for row in rows}
    return found


def latest_before(uow: UnitOfWork, person_id: int, year: int, month: int) -> GeneralScore | None:
    """The person's latest earlier month to which anything was given or told."""
    earlier = or_(col(GeneralScore.year) < year, (col(GeneralScore.year) == year) & (col(GeneralScore.month) < month))
    query = select(GeneralScore).where(GeneralScore.person_id == person_id, earlier)
    order = (col(GeneralScore.year).desc(), col(GeneralScore.month).desc())
    return uow.session.exec(query.order_by(*order).limit(1)).first()


def untold(
    uow: UnitOfWork, agency_id: int, kinds: Collection[str], year: int, month: int, only: Collection[int] | None = None
) -> set[int]:
    """Active people of these kinds of staff who told no self-score of a month, were given none and are to be graded."""
    said = select(GeneralScore.person_id).where(GeneralScore.year == year, GeneralScore.month == month)
    whole = (GeneralScore.told, GeneralScore.given, GeneralScore.unclassified)
    said = said.where(or_(*(col(told).is_not(None) for told in whole)))
    query = select(Person.id).where(Person.agency_id == agency_id, col(Person.active), col(Person.id).not_in(said))
    query = query.where(col(Person.kind).in_(list(kinds)))
    if only is not None:
        query = query.where(col(Person.id).in_(list(only)))
    return {found for found in uow.session.exec(query).all() if found is not None}
