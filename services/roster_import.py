"""A sheet of people to the agency's roster: people are updated in place by staff code, nobody vanishes silently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from services import leaving
from services.calendar_cells import read_day
from services.faults import NO, Cells, Fault, FaultyRows, Seen
from storage import imports as store
from storage.sheets import PostRow, Row
from storage.tables import Person, Post, Unit
from storage.uow import UnitOfWork

REQUIRED = "staff_code full_name unit post is_leader manager_staff_code kind".split()
OPTIONAL = ["left"]
"""`left`: the first day on which somebody does not work here any more; empty brings back who had left. A sheet without
this column says nothing of it: who left stays away."""
KINDS = ("can_bo", "cong_chuc", "vien_chuc")
KIND_WORDS = {"cán bộ": "can_bo", "công chức": "cong_chuc", "viên chức": "vien_chuc"}
LONGEST = {"full_name": 80, "unit": 120}


@dataclass(frozen=True)
class Line:
    """A clean row of the sheet."""

    staff_code: str
    full_name: str
    unit: str
    post: str
    is_leader: bool
    manager: str
    kind: str
    left: date | None = None
    tells_left: bool = False


@dataclass(frozen=True)
class Known:
    """What the agency has already: who manages whom, who leads, and its post codes (None = any code will do)."""

    managers: Mapping[str, str | None] = field(default_factory=dict)
    leaders: frozenset[str] = frozenset()
    posts: frozenset[str] | None = None


@dataclass(frozen=True)
class RosterImport:
    """What an import did, as staff codes; `missing` = active people whom the sheet does not name, left alone.

    `leaving` are told to leave, `returned` had left and work here again, `away` left before and stay away.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    missing: tuple[str, ...]
    leaving: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    away: tuple[str, ...] = ()


def check_roster(rows: Sequence[Row], known: Known | None = None) -> list[Fault]:
    """Every fault of every row, in order."""
    return _read(rows, known or Known())[1]


def import_roster(
    uow: UnitOfWork,
    rows: Sequence[Row],
    *,
    agency: str,
    now: datetime,
    agency_name: str | None = None,
    posts: Sequence[PostRow] | None = None,
    actor_id: int | None = None,
) -> RosterImport:
    """Add and update the people of one agency; raises FaultyRows before anything is written. Does not commit.

    `posts` (of a posts.json) become the agency's posts; without them every post code is taken as it is.
    """
    found = store.find_agency(uow, agency)
    people = store.people_by_code(uow, found.id or 0) if found else {}
    lines, faults = _read(rows, _known(people, posts))
    if faults:
        raise FaultyRows(faults)
    agency_id = store.ensure_agency(uow, agency, agency_name)
    _write_posts(uow, agency_id, posts or (), lines)
    added, changed = _write_people(uow, agency_id, lines, people)
    moved = _write_leaving(uow, lines, people, changed, actor_id, now)
    result = _summary(lines, people, added, changed, moved)
    _audit(uow, agency_id, result, people, changed, actor_id, now)
    return result


def _known(people: Mapping[str, Person], posts: Sequence[PostRow] | None) -> Known:
    names = {person.id: code for code, person in people.items()}
    active = {code: person for code, person in people.items() if person.active}
    return Known(
        managers={code: names.get(person.manager_id) for code, person in active.items()},
        leaders=frozenset(code for code, person in active.items() if person.is_leader),
        posts=frozenset(post.code for post in posts) if posts is not None else None,
    )


# reading


def _read(rows: Sequence[Row], known: Known) -> tuple[list[Line], list[Fault]]:
    if not rows:
        return [], [Fault(0, "", "", "sheet.no_rows")]
    read = [Cells(row) for row in rows]
    lines = [_line(cells, known) for cells in read]
    _check_codes(read)
    _check_managers(read, lines, known)
    return lines, [fault for cells in read for fault in cells.faults]


def _line(cells: Cells, known: Known) -> Line:
    post = cells.code("post")
    if post and known.posts is not None and post not in known.posts:
        cells.blame("post", "cell.unknown_post", unknown=[post], known=sorted(known.posts))
    return Line(
        staff_code=cells.code("staff_code"),
        full_name=cells.text("full_name", LONGEST["full_name"]),
        unit=cells.text("unit", LONGEST["unit"]),
        post=post,
        is_leader=cells.flag("is_leader"),
        manager=cells.row["manager_staff_code"],
        kind=cells.choice("kind", KINDS, KIND_WORDS),
        left=read_day(cells, "left") if cells.row["left"] else None,
        tells_left="left" in cells.row.cells,
    )


def _check_codes(read: Sequence[Cells]) -> None:
    seen = Seen()
    for cells in read:
        first = seen.repeats(cells.row["staff_code"], cells.row.number)
        if first is not None:
            cells.blame("staff_code", "cell.duplicate", first=first)


def _check_managers(read: Sequence[Cells], lines: Sequence[Line], known: Known) -> None:
    """Everyone but leaders has a manager; managers exist, lead, and never form a circle."""
    managers = dict(known.managers) | {line.staff_code: line.manager or None for line in lines}
    told = {cells.row["staff_code"]: cells.row["is_leader"].lower() not in NO for cells in read}
    leaders = (known.leaders - set(told)) | {code for code, leads in told.items() if leads}
    for cells, line in zip(read, lines, strict=True):
        fault, data = _manager_fault(line, managers, leaders)
        if fault:
            cells.blame("manager_staff_code", fault, **data)


def _manager_fault(
    line: Line, managers: Mapping[str, str | None], leaders: frozenset[str]
) -> tuple[str | None, dict[str, Any]]:
    if not line.manager:
        return (None if line.is_leader else "manager.missing"), {}
    if line.manager not in managers:
        return "manager.unknown", {}
    if line.manager == line.staff_code:
        return "manager.self", {}
    circle = _circle(line.staff_code, managers)
    if circle:
        return "manager.circle", {"circle": circle}
    return (None if line.manager in leaders else "manager.no_leader"), {}


def _circle(start: str, managers: Mapping[str, str | None]) -> list[str]:
    """The way from a person up the tree and back to the same person; empty if it ends at the top."""
    way, at = [start], managers.get(start)
    while at is not None and at not in way:
        way.append(at)
        at = managers.get(at)
    return [*way, start] if at == start else []


# writing


def _write_posts(uow: UnitOfWork, agency_id: int, posts: Sequence[PostRow], lines: Sequence[Line]) -> None:
    have = store.posts_by_code(uow, agency_id)
    told = {post.code: post for post in posts}
    for code in sorted({line.post for line in lines} - set(told) - set(have)):
        leads = all(line.is_leader for line in lines if line.post == code)
        told[code] = PostRow(code, code, leads)
    for post in told.values():
        row = have.get(post.code) or Post(agency_id=agency_id, code=post.code, title=post.title)
        row.title, row.is_leader = post.title, post.is_leader
        uow.add(row)


def _write_people(
    uow: UnitOfWork, agency_id: int, lines: Sequence[Line], people: dict[str, Person]
) -> tuple[list[str], dict[str, list[str]]]:
    """Write everyone first and the managers after, for a manager may stand below; gives who is new, what changed."""
    units = _write_units(uow, agency_id, lines)
    added = [line.staff_code for line in lines if line.staff_code not in people]
    changed: dict[str, list[str]] = {}
    for line in lines:
        values: dict[str, Any] = {
            "full_name": line.full_name,
            "unit_id": units[line.unit],
            "post": line.post,
            "is_leader": line.is_leader,
            "kind": line.kind,
        }
        known = people.get(line.staff_code)
        if known is not None and known.left_on is None and not line.left:
            values["active"] = True
        if line.staff_code in added:
            people[line.staff_code] = Person(agency_id=agency_id, staff_code=line.staff_code, **values)
        changed[line.staff_code] = _update(people[line.staff_code], values)
        uow.add(people[line.staff_code])
    uow.flush()
    for line in lines:
        boss = people[line.manager].id if line.manager else None
        changed[line.staff_code] += _update(people[line.staff_code], {"manager_id": boss})
    uow.flush()
    return added, {code: names for code, names in changed.items() if names and code not in added}


Codes = tuple[str, ...]


def _write_leaving(
    uow: UnitOfWork, lines: Sequence[Line], people: Mapping[str, Person], changed: dict[str, list[str]],
    actor_id: int | None, now: datetime,
) -> tuple[Codes, Codes, Codes]:  # fmt: skip
    """Who leaves, who is back, who stays away because the sheet says nothing of it."""
    told, back, away = [], [], []
    for line in lines:
        person = people[line.staff_code]
        if line.left is not None and person.left_on != line.left:
            leaving.leave(uow, person, line.left, actor_id, now)
            told.append(line.staff_code)
        elif line.tells_left and line.left is None and person.left_on is not None:
            leaving.come_back(uow, person, actor_id, now)
            back.append(line.staff_code)
        elif not line.tells_left and person.left_on is not None:
            away.append(line.staff_code)
    for code in (*told, *back):
        changed[code] = [*changed.get(code, ()), "left_on"]
    return tuple(told), tuple(back), tuple(away)


def _write_units(uow: UnitOfWork, agency_id: int, lines: Sequence[Line]) -> dict[str, int]:
    units = store.units_by_name(uow, agency_id)
    for name in dict.fromkeys(line.unit for line in lines):
        if name not in units:
            units[name] = Unit(agency_id=agency_id, name=name)
            uow.add(units[name])
    uow.flush()
    return {name: unit.id or 0 for name, unit in units.items()}


def _update(person: Person, values: Mapping[str, Any]) -> list[str]:
    """Set what differs; gives the names of the changed columns."""
    names = [name for name, value in values.items() if getattr(person, name) != value]
    for name in names:
        setattr(person, name, values[name])
    return names


def _summary(
    lines: Sequence[Line], people: Mapping[str, Person], added: list[str], changed: Mapping[str, list[str]],
    moved: tuple[Codes, Codes, Codes],
) -> RosterImport:  # fmt: skip
    named = {line.staff_code for line in lines}
    unchanged = [code for code in named if code not in changed and code not in added]
    missing = [code for code, person in people.items() if person.active and code not in named]
    edited = sorted(code for code in changed if code not in added)
    return RosterImport(tuple(added), tuple(edited), tuple(sorted(unchanged)), tuple(sorted(missing)), *moved)


def _audit(
    uow: UnitOfWork,
    agency_id: int,
    result: RosterImport,
    people: Mapping[str, Person],
    changed: Mapping[str, list[str]],
    actor_id: int | None,
    now: datetime,
) -> None:
    for code in result.added:
        uow.audit("person.added", actor_id=actor_id, table="person", row_id=people[code].id, at=now)
    for code in result.changed:
        names = changed[code]
        uow.audit("person.changed", actor_id=actor_id, table="person", row_id=people[code].id, at=now, columns=names)
    counts = {name: len(getattr(result, name)) for name in ("added", "changed", "unchanged", "missing")}
    counts |= {name: len(found) for name in ("leaving", "returned") if (found := getattr(result, name))}
    uow.audit("roster.imported", actor_id=actor_id, table="agency", row_id=agency_id, at=now, **counts)
