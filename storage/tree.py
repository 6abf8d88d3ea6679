"""Who stands below whom: the tree of `manager_id`, never beyond the agency."""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists, literal_column
from sqlmodel import col, or_, select

from storage.tables import ChangeRequest, Entry, Person
from storage.uow import UnitOfWork

# Written out, not bound: only then are the small indexes of what waits found.
PENDING: ColumnElement[str] = literal_column("'pending'")
OPEN: ColumnElement[str] = literal_column("'open'")


def direct_reports(uow: UnitOfWork, person_id: int) -> list[Person]:
    """Active people whose manager this is, by staff code."""
    query = select(Person).where(Person.manager_id == person_id, col(Person.active))
    manager = uow.session.get(Person, person_id)
    if manager is not None:
        query = query.where(Person.agency_id == manager.agency_id)
    return list(uow.session.exec(query.order_by(col(Person.staff_code))).all())


def below(uow: UnitOfWork, person_id: int) -> list[Person]:
    """Active people at any depth below a person, by staff code; the person is never among them."""
    ids = ids_below(uow, person_id)
    query = select(Person).where(col(Person.id).in_(ids), col(Person.active))
    return list(uow.session.exec(query.order_by(col(Person.staff_code))).all())


def ids_below(uow: UnitOfWork, person_id: int) -> set[int]:
    """Ids at any depth below a person, also the inactive (their entries remain); a circle in the tree does no harm."""
    start = select(Person.id, Person.agency_id).where(Person.id == person_id)
    tree = start.cte("tree", recursive=True)
    # UNION (not UNION ALL) leaves out what was seen, so that a circle ends.
    step = select(Person.id, Person.agency_id).join(
        tree, (col(Person.manager_id) == tree.c.id) & (col(Person.agency_id) == tree.c.agency_id)
    )
    tree = tree.union(step)
    ids = uow.session.execute(select(tree.c.id)).scalars().all()
    return {found for found in ids if found != person_id}


def all_below(uow: UnitOfWork, person_id: int) -> list[Person]:
    """People at any depth below a person, also the inactive: through them the tree hangs together."""
    query = select(Person).where(col(Person.id).in_(ids_below(uow, person_id)))
    return list(uow.session.exec(query.order_by(col(Person.id))).all())


def ids_above(uow: UnitOfWork, person_id: int) -> set[int]:
    """Ids of the managers above a person, the direct one first in line; a circle in the tree does no harm."""
    found: set[int] = set()
    person = uow.session.get(Person, person_id)
    while person is not None and person.manager_id is not None and person.manager_id not in found | {person_id}:
        found.add(person.manager_id)
        person = uow.session.get(Person, person.manager_id)
    return found


def reports(uow: UnitOfWork, person_id: int, *, waiting: bool = False) -> list[Person]:
    """Active people whose next active manager this is: one who left hands their people up, so that nobody waits.

    By staff code; never the person; also not beyond the agency. `waiting`: also who left and has something to review.
    """
    home = select(Person.agency_id).where(Person.id == person_id).scalar_subquery()
    start = select(Person.id, Person.active).where(Person.manager_id == person_id, Person.agency_id == home)
    tree = start.cte("reports", recursive=True)
    step = select(Person.id, Person.active).join(
        tree, (col(Person.manager_id) == tree.c.id) & tree.c.active.is_(False) & (col(Person.agency_id) == home)
    )
    tree = tree.union(step)
    query = select(Person).where(col(Person.id).in_(select(tree.c.id)), _here(waiting), Person.id != person_id)
    return list(uow.session.exec(query.order_by(col(Person.staff_code))).all())


def _here(waiting: bool) -> ColumnElement[bool]:
    """Who is active; with `waiting` also who left lines or change requests that wait."""
    if not waiting:
        return col(Person.active).is_(True)
    lines = exists().where(col(Entry.person_id) == Person.id, col(Entry.state) == PENDING)
    requests = exists().where(col(ChangeRequest.person_id) == Person.id, col(ChangeRequest.state) == OPEN)
    return or_(col(Person.active), lines, requests)


def active_manager(uow: UnitOfWork, person: Person) -> Person | None:
    """The next manager above who is still active; None at the top. A circle in the tree ends the search."""
    seen = {person.id}
    above = person.manager_id
    while above is not None and above not in seen:
        seen.add(above)
        found = uow.session.get(Person, above)
        if found is None or found.agency_id != person.agency_id:
            return None
        if found.active:
            return found
        above = found.manager_id
    return None


def named_for(uow: UnitOfWork, reviewer_id: int, *, waiting: bool = False) -> list[Person]:
    """Active people whom an administrator gave this reviewer; `waiting` as in `reports`."""
    query = select(Person).where(Person.reviewer_id == reviewer_id, _here(waiting), Person.id != reviewer_id)
    return list(uow.session.exec(query.order_by(col(Person.staff_code))).all())


def tops(uow: UnitOfWork, agency_id: int) -> list[Person]:
    """Active people of an agency above whom no active manager stands, by staff code."""
    query = select(Person).where(Person.agency_id == agency_id, col(Person.active))
    rows = uow.session.exec(query.order_by(col(Person.staff_code))).all()
    known = {row.id for row in rows}
    return [row for row in rows if row.manager_id not in known and active_manager(uow, row) is None]
