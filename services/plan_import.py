"""A sheet of the month's plan, all rows clean or nothing; what it says of a person and month replaces the old."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from services import permissions, quotas
from services.errors import Refusal
from services.faults import Cells, Fault, FaultyRows, Seen, UnreadableFile
from services.office import Office, Reader, Readers
from services.values import Who
from storage import entries, imports
from storage import quotas as store
from storage.sheets import Row, SheetError, read_sheet_bytes
from storage.tables import CatalogueItem, Person
from storage.uow import UnitOfWork

REQUIRED = "staff_code month item quantity".split()
MONTHS = (
    re.compile(r"(?P<year>20\d\d)-(?P<month>\d{1,2})(?:-\d\d)?"),
    re.compile(r"(?P<month>\d{1,2})/(?P<year>20\d\d)"),
)

Place = tuple[int, int, int]
"""Person, year, month."""


@dataclass(frozen=True)
class PlanImport:
    """What an import did, in lines of plans."""

    added: int
    changed: int
    removed: int
    unchanged: int
    people: int


def import_file(uow: UnitOfWork, office: Office, who: Who, data: bytes, now: datetime) -> PlanImport:
    """A file that a manager sent in the chat, for people below. Raises Refusal, UnreadableFile, FaultyRows."""
    below = permissions.access_people_below(uow, who)
    if not below:
        raise Refusal("quota.not_leader")
    try:
        rows = read_sheet_bytes(data, REQUIRED, ())
    except SheetError as error:
        raise UnreadableFile(error.code, error.data) from error
    people = {person.staff_code.casefold(): person for person in below}
    return _import(uow, office.readers.for_agency(uow, who.agency_id), rows, people, who.agency_id, now, who.id)


def import_plan(uow: UnitOfWork, readers: Readers, rows: Sequence[Row], *, agency: str, now: datetime) -> PlanImport:
    """Bring in the plans of an agency's people; raises FaultyRows before anything is written. Does not commit."""
    found = imports.find_agency(uow, agency)
    if found is None:
        raise Refusal("operator.unknown_agency", agency=agency)
    known = imports.people_by_code(uow, found.id or 0)
    people = {code.casefold(): person for code, person in known.items() if person.active}
    return _import(uow, readers.for_agency(uow, found.id or 0), rows, people, found.id or 0, now, None)


def _import(
    uow: UnitOfWork, reader: Reader, rows: Sequence[Row], people: Mapping[str, Person], agency_id: int, now: datetime,
    actor_id: int | None,
) -> PlanImport:  # fmt: skip
    items = {row.code.casefold(): row for row in reversed(list(reader.rows.values()))}
    plans, faults = _read(uow, rows, people, items)
    if faults:
        raise FaultyRows(faults)
    counts = {"added": 0, "changed": 0, "removed": 0, "unchanged": 0}
    for (person_id, year, month), lines in plans.items():
        _write(uow, agency_id, (person_id, year, month), lines, items, counts, now, actor_id)
    done = PlanImport(**counts, people=len({place[0] for place in plans}))
    uow.audit("plan.imported", actor_id=actor_id, table="agency", row_id=agency_id, at=now, **counts)
    return done


def _write(
    uow: UnitOfWork, agency_id: int, place: Place, lines: dict[str, tuple[CatalogueItem, Decimal]],
    items: Mapping[str, CatalogueItem], counts: dict[str, int], now: datetime, actor_id: int | None,
) -> None:  # fmt: skip
    before = {row.item_code: row for row in store.of_person(uow, *place)}
    for row in before.values():
        if row.item_code not in lines:
            store.remove(uow, row)
            counts["removed"] += 1
            uow.audit("quota.set", actor_id=actor_id, table="person", row_id=place[0], at=now, year=place[1],
                      month=place[2], item=row.item_code, before=row.quantity, after=0)  # fmt: skip
    changes = quotas.write(uow, agency_id, *place, list(lines.values()), now, actor_id)
    fresh = [change for change in changes if change.before is None]
    counts["added"] += len(fresh)
    counts["changed"] += len(changes) - len(fresh)
    counts["unchanged"] += len(lines) - len(changes)


def _read(
    uow: UnitOfWork, rows: Sequence[Row], people: Mapping[str, Person], items: Mapping[str, CatalogueItem]
) -> tuple[dict[Place, dict[str, tuple[CatalogueItem, Decimal]]], list[Fault]]:
    if not rows:
        return {}, [Fault(0, "", "", "sheet.no_rows")]
    plans: dict[Place, dict[str, tuple[CatalogueItem, Decimal]]] = defaultdict(dict)
    seen, faults = Seen(), []
    closed: dict[tuple[int, int, int], bool] = {}
    for row in rows:
        cells = Cells(row)
        person, month = _person(cells, people), _month(cells)
        item = _item(cells, items)
        quantity = cells.number("quantity", Decimal("0.0001"), quotas.MOST, places=4)
        first = seen.repeats(f"{row['staff_code']}|{month}|{row['item']}", row.number) if month else None
        if first is not None:
            cells.blame("item", "cell.duplicate", first=first)
        if person and month and _is_closed(uow, closed, person, month):
            cells.blame("month", "quota.closed")
        if person and month and item:
            plans[person.id or 0, *month][item.code] = (item, quantity)
        faults += cells.faults
    return dict(plans), faults


def _person(cells: Cells, people: Mapping[str, Person]) -> Person | None:
    code = cells.code("staff_code")
    person = people.get(code.casefold())
    if code and person is None:
        cells.blame("staff_code", "cell.unknown_person")
    return person


def _item(cells: Cells, items: Mapping[str, CatalogueItem]) -> CatalogueItem | None:
    code = cells.code("item")
    item = items.get(code.casefold())
    if code and item is None:
        cells.blame("item", "cell.unknown_item")
    return item


def _month(cells: Cells) -> tuple[int, int] | None:
    """A month as (year, month)."""
    value = cells.row["month"]
    found = next((match for pattern in MONTHS if (match := pattern.fullmatch(value))), None)
    if found is None or not 1 <= int(found["month"]) <= 12:
        cells.blame("month", "cell.bad_month" if value else "cell.empty")
        return None
    return int(found["year"]), int(found["month"])


def _is_closed(
    uow: UnitOfWork, known: dict[tuple[int, int, int], bool], person: Person, month: tuple[int, int]
) -> bool:  # fmt: skip
    key = (person.unit_id, *month)
    if key not in known:
        known[key] = entries.is_closed(uow, person.unit_id, date(*month, 1))
    return known[key]
