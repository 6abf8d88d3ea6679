"""Scores of closed months, as they were made: one person's, or those of whole units at once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, column, delete, exists, table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import NullType
from sqlmodel import col, func, select

from storage.tables import Agency, PeriodClose, Person, ScoreSnapshot
from storage.uow import UnitOfWork
from storage.writing import insert_new, table_of

UNIQUE = ("person_id", "year", "month")
DOCUMENTS = ("options", "facts", "result")
COLUMNS = [column for column in table_of(ScoreSnapshot).columns if column.name != "id"]
RAW = table(
    ScoreSnapshot.__tablename__,
    *(column(found.name, NullType() if found.name in DOCUMENTS else found.type) for found in COLUMNS),
)
"""The table with its documents as ready texts."""


class Unscored(NamedTuple):
    """Somebody without a kept score of a month."""

    id: int
    staff_code: str
    kind: str
    is_leader: bool
    unit_id: int
    agency_id: int


class ClosedUnit(NamedTuple):
    """A unit, how many people belong to it, and whether its month is closed."""

    id: int
    people: int
    closed: bool


def find(uow: UnitOfWork, person_id: int, year: int, month: int) -> ScoreSnapshot | None:
    """The kept score of a person's month."""
    query = select(ScoreSnapshot).where(ScoreSnapshot.person_id == person_id)
    return uow.session.exec(query.where(ScoreSnapshot.year == year, ScoreSnapshot.month == month)).first()


def keep(uow: UnitOfWork, row: ScoreSnapshot) -> ScoreSnapshot:
    """The kept score of this month: `row`, or the one that was first."""
    insert_new(uow, [row], UNIQUE)
    found = find(uow, row.person_id, row.year, row.month)
    assert found is not None
    return found


def of_people(uow: UnitOfWork, person_ids: Sequence[int], year: int, month: int) -> dict[int, ScoreSnapshot]:
    """The kept scores of these people's months."""
    query = select(ScoreSnapshot).where(ScoreSnapshot.year == year, ScoreSnapshot.month == month)
    rows = uow.session.exec(query.where(col(ScoreSnapshot.person_id).in_(list(person_ids)))).all()
    return {row.person_id: row for row in rows}


# whole units


def keep_all(uow: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep many scores, given as columns; where somebody else was first, theirs stands."""
    if rows:
        insert = postgresql.insert(RAW) if uow.kind == "postgresql" else sqlite.insert(RAW)
        statement = insert.on_conflict_do_nothing(index_elements=list(UNIQUE))
        uow.session.execute(statement, [{**row, **{name: _json(row[name]) for name in DOCUMENTS}} for row in rows])


def _json(value: Any) -> str:
    """As JSON in plain UTF-8: half the size of the escaped form, and that is what writing costs."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def units(uow: UnitOfWork, agency_id: int | None, year: int, month: int) -> list[ClosedUnit]:
    """Every unit with people, of one agency or of all, by id."""
    closed = exists().where(
        col(PeriodClose.unit_id) == Person.unit_id, col(PeriodClose.year) == year, col(PeriodClose.month) == month
    )
    query = select(Person.unit_id, func.count(), closed).group_by(col(Person.unit_id)).order_by(col(Person.unit_id))
    if agency_id is not None:
        query = query.where(Person.agency_id == agency_id)
    return [ClosedUnit(unit, people, bool(found)) for unit, people, found in uow.session.exec(query)]


def closed_among(uow: UnitOfWork, unit_ids: Sequence[int], year: int, month: int) -> list[int]:
    """Which of these units have closed a month."""
    query = select(PeriodClose.unit_id).where(PeriodClose.year == year, PeriodClose.month == month)
    return sorted(uow.session.exec(query.where(col(PeriodClose.unit_id).in_(list(unit_ids)))))


def unscored(
    uow: UnitOfWork, unit_ids: Sequence[int], year: int, month: int, *, after: int, limit: int
) -> list[Unscored]:
    """The next people of these units, by id, whose month has no kept score."""
    columns = (Person.id, Person.staff_code, Person.kind, Person.is_leader, Person.unit_id, Person.agency_id)
    query = select(*columns).where(col(Person.unit_id).in_(list(unit_ids)), col(Person.id) > after)  # type: ignore[call-overload]
    query = query.where(~_kept(year, month)).order_by(col(Person.id)).limit(limit)
    return [Unscored(*row) for row in uow.session.execute(query)]


def count_kept(uow: UnitOfWork, unit_ids: Sequence[int], year: int, month: int) -> int:
    """How many people of these units have a kept score of a month."""
    query = select(func.count()).select_from(Person).where(col(Person.unit_id).in_(list(unit_ids)))
    return uow.session.exec(query.where(_kept(year, month))).one()


def _kept(year: int, month: int) -> ColumnElement[bool]:
    return exists().where(
        col(ScoreSnapshot.person_id) == Person.id, col(ScoreSnapshot.year) == year, col(ScoreSnapshot.month) == month
    )


def settings_by_agency(uow: UnitOfWork) -> dict[int, dict[str, Any]]:
    """What each agency has set."""
    return {key: dict(settings) for key, settings in uow.session.exec(select(Agency.id, Agency.settings)) if key}


def forget(uow: UnitOfWork, unit_id: int, year: int, month: int) -> list[tuple[int, int, str, str | None]]:
    """Take away the kept scores of a unit's month; gives (id, person, fingerprint, total points) of each."""
    members = select(Person.id).where(Person.unit_id == unit_id)
    mine = (
        col(ScoreSnapshot.person_id).in_(members), col(ScoreSnapshot.year) == year, col(ScoreSnapshot.month) == month
    )  # fmt: skip
    names = ("id", "person_id", "fingerprint", "result")
    columns = (getattr(ScoreSnapshot, name) for name in names)
    gone = uow.session.execute(delete(ScoreSnapshot).where(*mine).returning(*columns))
    return sorted((key, person, fingerprint, result.get("total")) for key, person, fingerprint, result in gone)
