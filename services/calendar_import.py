"""A sheet of days and rules to the working calendar of an agency, its units and people: all rows clean, or nothing.

Two sorts of rows. A day (off, compensatory, swapped, worked) says how the days from `day` to `to` differ; a rule
(hours, weekly_work, weekly_off) says how somebody works from `day` on. `remove` takes the own rows of those days out
again. A row is for a person (`staff_code`), a unit (`unit`), or the whole agency.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from services.calendar_cells import Line, Owner, Owners, read_line
from services.errors import NotFound, Refusal
from services.faults import Cells, Fault, FaultyRows, UnreadableFile
from services.values import Who
from storage import calendar as store
from storage import imports
from storage.sheets import Row, SheetError, read_sheet_bytes
from storage.tables import CalendarDay, WorkRule
from storage.uow import UnitOfWork

REQUIRED = "day kind".split()
OPTIONAL = "to unit staff_code weekdays every opens closes minutes share note source".split()
DAY = timedelta(days=1)

DayKey = tuple[Owner, date]


@dataclass(frozen=True)
class CalendarImport:
    """What an import did: days and rules written (new or different), rows that said what is known, rows taken out."""

    days: int
    rules: int
    unchanged: int
    removed: int
    first: date
    last: date


def import_file(uow: UnitOfWork, who: Who, data: bytes, now: datetime) -> CalendarImport:
    """A file that an administrator sent in the chat. Raises NotFound, UnreadableFile, FaultyRows. Does not commit."""
    if not who.is_admin:
        raise NotFound("calendar")
    try:
        rows = read_sheet_bytes(data, REQUIRED, OPTIONAL)
    except SheetError as error:
        raise UnreadableFile(error.code, error.data) from error
    return _import(uow, rows, who.agency_id, now, who.id)


def import_calendar(
    uow: UnitOfWork, rows: Sequence[Row], *, agency: str, now: datetime, actor_id: int | None = None
) -> CalendarImport:
    """Bring days and rules into an agency's calendar; raises FaultyRows before anything is written. Does not commit."""
    found = imports.find_agency(uow, agency)
    if found is None:
        raise Refusal("operator.unknown_agency", agency=agency)
    return _import(uow, rows, found.id or 0, now, actor_id)


def _import(
    uow: UnitOfWork, rows: Sequence[Row], agency_id: int, now: datetime, actor_id: int | None
) -> CalendarImport:
    lines, faults = read(rows, owners_of(uow, agency_id))
    if faults:
        raise FaultyRows(faults)
    first, last = min(line.first for line in lines), max(line.last or line.first for line in lines)
    stamp = {"agency_id": agency_id, "loaded_at": now, "loaded_by": actor_id}
    removed = _remove(uow, agency_id, [line for line in lines if line.kind == "remove"])
    days, same = _write_days(uow, [line for line in lines if line.is_day], (first, last), stamp)
    rules, kept = _write_rules(uow, [line for line in lines if line.is_rule], stamp)
    done = CalendarImport(days, rules, same + kept, removed, first, last)
    counts = {"days": days, "rules": rules, "removed": removed, "first": first, "last": last}
    uow.audit("calendar.imported", actor_id=actor_id, table="agency", row_id=agency_id, at=now, **counts)
    return done


def owners_of(uow: UnitOfWork, agency_id: int) -> Owners:
    """The names that a row may call: units as they are written in the roster, and staff codes."""
    units = {name.casefold(): unit.id or 0 for name, unit in imports.units_by_name(uow, agency_id).items()}
    people = imports.people_by_code(uow, agency_id).items()
    return Owners(units, {code.casefold(): person.id or 0 for code, person in people if person.active})


# reading


def read(rows: Sequence[Row], owners: Owners) -> tuple[list[Line], list[Fault]]:
    """Every row as a clean line, and every fault of every row in order."""
    if not rows:
        return [], [Fault(0, "", "", "sheet.no_rows")]
    read_ = [(cells, read_line(cells, owners)) for cells in map(Cells, rows)]
    _check_twice(read_)
    return [line for _, line in read_], [fault for cells, _ in read_ for fault in cells.faults]


def _check_twice(read_: Iterable[tuple[Cells, Line]]) -> None:
    """A day said twice for the same people: worked and off is a contradiction, the same is a slip."""
    days: dict[DayKey, tuple[int, str]] = {}
    rules: list[tuple[int, Line]] = []
    for cells, line in read_:
        if cells.faults:
            continue
        if line.is_rule:
            _check_rule(cells, line, rules)
            rules.append((cells.row.number, line))
        elif line.is_day:
            _check_day(cells, line, days)


def _check_rule(cells: Cells, line: Line, rules: Sequence[tuple[int, Line]]) -> None:
    for first, other in rules:
        if other.owner != line.owner or not other.meets(line) or not other.shares_weeks(line):
            continue
        if {other.kind, line.kind} == {"weekly_work", "weekly_off"} and set(other.weekdays) & set(line.weekdays):
            return cells.blame("weekdays", "calendar.both", first=first, day=f"{line.first:%d/%m/%Y}")
        if (other.first, other.weekdays) == (line.first, line.weekdays):
            return cells.blame("day", "calendar.twice", first=first)


def _check_day(cells: Cells, line: Line, days: dict[DayKey, tuple[int, str]]) -> None:
    for day in line.days():
        first, kind = days.setdefault((line.owner, day), (cells.row.number, line.kind))
        if first != cells.row.number:
            clash = (kind == "worked") != (line.kind == "worked")
            cells.blame("day", "calendar.both" if clash else "calendar.twice", first=first, day=f"{day:%d/%m/%Y}")
            return


# writing


def _remove(uow: UnitOfWork, agency_id: int, lines: Sequence[Line]) -> int:
    gone = 0
    for line in lines:
        last = line.last or line.first
        days = [row for row in store.days(uow, agency_id, line.first, last) if _owner(row) == line.owner]
        rules = [row for row in store.all_rules(uow, agency_id) if _owner(row) == line.owner]
        rules = [row for row in rules if line.first <= row.first_day <= last and line.weekdays in ("", row.weekdays)]
        store.remove(uow, days)
        store.remove(uow, rules)
        gone += len(days) + len(rules)
    return gone


def _owner(row: CalendarDay | WorkRule) -> Owner:
    return row.unit_id, row.person_id


def _write_days(
    uow: UnitOfWork, lines: Sequence[Line], reach: tuple[date, date], stamp: Mapping[str, Any]
) -> tuple[int, int]:
    """(written, already so)."""
    known = {(_owner(row), row.day): row for row in store.days(uow, stamp["agency_id"], *reach)} if lines else {}
    changed = [_put(uow, known.get((line.owner, day)), _day(line, day, stamp)) for line in lines for day in line.days()]
    return sum(changed), len(changed) - sum(changed)


def _day(line: Line, day: date, stamp: Mapping[str, Any]) -> CalendarDay:
    return CalendarDay(
        unit_id=line.owner[0], person_id=line.owner[1], day=day, kind=line.kind, name=line.note, source=line.source,
        minutes=line.minutes, opens=line.opens, closes=line.closes, **stamp,
    )  # fmt: skip


def _write_rules(uow: UnitOfWork, lines: Sequence[Line], stamp: Mapping[str, Any]) -> tuple[int, int]:
    """(written, already so); a rule of the same people, first day and weekdays is replaced."""
    rows = store.all_rules(uow, stamp["agency_id"]) if lines else []
    known = {(_owner(row), row.first_day, row.weekdays): row for row in rows}
    changed = [_put(uow, known.get((line.owner, line.first, line.weekdays)), _rule(line, stamp)) for line in lines]
    return sum(changed), len(changed) - sum(changed)


def _rule(line: Line, stamp: Mapping[str, Any]) -> WorkRule:
    works = {"weekly_work": True, "weekly_off": False}.get(line.kind)
    return WorkRule(
        unit_id=line.owner[0], person_id=line.owner[1], first_day=line.first, last_day=line.last,
        weekdays=line.weekdays, works=works, opens=line.opens, closes=line.closes, minutes=line.minutes,
        share=line.share, every=line.every, **stamp,
    )  # fmt: skip


def _put(uow: UnitOfWork, known: CalendarDay | WorkRule | None, row: CalendarDay | WorkRule) -> bool:
    """Write a row over the known one; False where it says what is known already."""
    if known is None:
        uow.add(row)
        return True
    values = {name: value for name, value in row.model_dump().items() if name not in {"id", "loaded_at", "loaded_by"}}
    if all(getattr(known, name) == value for name, value in values.items()):
        return False
    for name, value in {**values, "loaded_at": row.loaded_at, "loaded_by": row.loaded_by}.items():
        setattr(known, name, value)
    uow.add(known)
    return True
