"""Kế hoạch tháng: what a month asks of a person, item by item – set by the manager, the denominator of the score."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import nlu
from services import assign_order, permissions, when
from services.errors import NotFound, Refusal
from services.office import Office, Reader
from services.people import get_who
from services.values import Who
from storage import entries, people
from storage import quotas as store
from storage.tables import CatalogueItem, Quota
from storage.uow import UnitOfWork

SURE = 0.7
MOST = Decimal(100_000)
MAX_ITEMS = 60
CHOICES = 3
PIECE = re.compile(r"[;\n]+|,(?!\d)")
NUMBER = re.compile(r"(?<![\w.,])(\d{1,6}(?:[.,]\d{1,4})?)(?![\w,.]*\d)")
DROP = re.compile(r"^(?:bỏ|bo|xoá|xóa|xoa)\s+", re.I)


@dataclass(frozen=True)
class PlanLine:
    """One item of a plan: how much, and how much of it is approved or still waits in the log."""

    item: str
    name: str
    unit: str
    quantity: Decimal
    coefficient: Decimal
    approved: Decimal
    waiting: Decimal


@dataclass(frozen=True)
class Plan:
    """A person's plan of a month."""

    person_id: int
    person: str
    unit: str
    year: int
    month: int
    lines: tuple[PlanLine, ...]

    @property
    def converted(self) -> Decimal:
        """Σ quantity × coefficient: what the score divides by."""
        return sum((line.quantity * line.coefficient for line in self.lines), Decimal(0))


@dataclass(frozen=True)
class Change:
    """One item before and after; None where it is not in the plan."""

    name: str
    unit: str
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True)
class Unclear:
    """Words of a plan that name no sure item or no number, with items they may mean (code, name)."""

    said: str
    choices: tuple[tuple[str, str], ...]


def own(uow: UnitOfWork, who: Who, year: int, month: int) -> Plan:
    """The person's own plan."""
    return _plan(uow, who, year, month)


def of_person(uow: UnitOfWork, who: Who, person_id: int, year: int, month: int, now: datetime) -> Plan:
    """The plan of somebody below this manager. Raises NotFound."""
    if person_id not in {person.id for person in permissions.access_people_below(uow, who)}:
        raise NotFound("person_id")
    uow.audit("quota.read", actor_id=who.id, table="person", row_id=person_id, at=now, year=year, month=month)
    return _plan(uow, get_who(uow, person_id), year, month)


def _plan(uow: UnitOfWork, whose: Who, year: int, month: int) -> Plan:
    first, last = when.month_bounds(year, month)
    done = store.done_by_item(uow, whose.id, first, last)
    nothing = (Decimal(0), Decimal(0))
    lines = tuple(
        PlanLine(
            row.item_code, row.item_name, row.item_unit, row.quantity, row.coefficient,
            *done.get(row.item_code, nothing),
        )
        for row in store.of_person(uow, whose.id, year, month)
    )  # fmt: skip
    return Plan(whose.id, whose.name, whose.unit, year, month, lines)


def overview(uow: UnitOfWork, who: Who, year: int, month: int) -> tuple[tuple[str, int], ...]:
    """(name, items in the plan) of everybody below; empty for who leads nobody."""
    below = permissions.access_people_below(uow, who)
    counts = store.planned_items(uow, [p.id or 0 for p in below], year, month) if below else {}
    return tuple((person.full_name, counts.get(person.id or 0, 0)) for person in below)


def find_person(uow: UnitOfWork, who: Who, name: str, mentioned: Mapping[str, int]) -> int:
    """The one person below whom a name means. Raises Refusal quota.not_leader, assign.unknown, assign.several."""
    below = permissions.access_people_below(uow, who)
    if not below:
        raise Refusal("quota.not_leader")
    if name in mentioned:
        found = [person for person in below if person.id == mentioned[name]]
    else:
        found = assign_order.find_people(below, name)
    if not found:
        raise Refusal("assign.unknown", name=assign_order.TOKEN.sub("…", name))
    if len(found) > 1:
        listed = ", ".join(f"{person.full_name} ({person.staff_code})" for person in found)
        raise Refusal("assign.several", count=len(found), name=name, people=listed)
    return found[0].id or 0


def read(
    uow: UnitOfWork, office: Office, who: Who, person_id: int, text: str
) -> tuple[list[tuple[str, Decimal]], list[Unclear]]:
    """«Khai sinh 40, HT-02 15, bỏ CT-01» as (index code, quantity), 0 taking a line out, and what is unclear."""
    reader = office.readers.for_agency(uow, who.agency_id)
    person = people.get(uow, person_id)
    post = person.post if person else None
    pieces = [piece.strip(" .") for piece in PIECE.split(text) if piece.strip(" .")]
    if len(pieces) > MAX_ITEMS:
        raise Refusal("quota.too_many", limit=MAX_ITEMS)
    sure: list[tuple[str, Decimal]] = []
    unclear: list[Unclear] = []
    for piece in pieces:
        found = _piece(reader, piece, post)
        if isinstance(found, Unclear):
            unclear.append(found)
        else:
            sure.append(found)
    return sure, unclear


def _piece(reader: Reader, piece: str, post: str | None) -> tuple[str, Decimal] | Unclear:
    drop = DROP.match(piece)
    words = piece[drop.end() :] if drop else piece
    code = next((c for c in reader.rows if words.split()[0].upper() == c.upper()), None)
    rest = words[len(words.split()[0]) :] if code else words
    number = NUMBER.search(rest)
    quantity = Decimal(0) if drop else Decimal(number[1].replace(",", ".")) if number else None
    candidates = () if code else nlu.match(NUMBER.sub(" ", words), reader.index, post=post)
    if code is None and candidates and candidates[0].probability >= SURE:
        code = candidates[0].code
    if code is None or quantity is None or quantity > MOST:
        named = [code] if code else [c.code for c in candidates[:CHOICES]]
        return Unclear(piece, tuple((c, reader.rows[c].name) for c in named if c in reader.rows))
    return code, quantity


def put(
    uow: UnitOfWork, office: Office, who: Who, person_id: int, year: int, month: int,
    lines: Sequence[tuple[str, Decimal]], now: datetime,
) -> tuple[Change, ...]:  # fmt: skip
    """Set items of a person's plan, leaving the others alone. Raises NotFound, Refusal quota.closed."""
    person = next((p for p in permissions.access_people_below(uow, who) if p.id == person_id), None)
    if person is None:
        raise NotFound("person_id")
    if entries.is_closed(uow, person.unit_id, date(year, month, 1)):
        raise Refusal("quota.closed", month=f"{month}/{year}")
    reader = office.readers.for_agency(uow, who.agency_id)
    return write(uow, who.agency_id, person_id, year, month, [(reader.rows[c], q) for c, q in lines], now, who.id)


def write(
    uow: UnitOfWork, agency_id: int, person_id: int, year: int, month: int,
    lines: Sequence[tuple[CatalogueItem, Decimal]], now: datetime, actor_id: int | None,
) -> tuple[Change, ...]:  # fmt: skip
    """Add, change (the coefficient stays as it was planned) or take out (quantity 0) lines of one plan."""
    known = {row.item_code: row for row in store.of_person(uow, person_id, year, month)}
    changes = []
    for item, quantity in lines:
        row = known.get(item.code)
        before = row.quantity if row else None
        if quantity == (before or 0):
            continue
        if row and quantity == 0:
            store.remove(uow, row)
            known.pop(item.code)
        else:
            row = row or _new(agency_id, person_id, year, month, item)
            row.quantity, row.set_by, row.set_at = quantity, actor_id, now
            row.version += 1 if before is not None else 0
            store.put(uow, row)
            known[item.code] = row
        changes.append(Change(item.name, item.unit, before, quantity or None))
        uow.audit("quota.set", actor_id=actor_id, table="person", row_id=person_id, at=now, year=year, month=month,
                  item=item.code, before=before, after=quantity)  # fmt: skip
    return tuple(changes)


def _new(agency_id: int, person_id: int, year: int, month: int, item: CatalogueItem) -> Quota:
    return Quota(
        agency_id=agency_id, person_id=person_id, year=year, month=month, item_code=item.code, item_name=item.name,
        item_unit=item.unit, item_measure=item.measure, coefficient=item.coefficient,
        standard_minutes=item.standard_minutes, catalogue_id=item.catalogue_id, quantity=Decimal(0),
    )  # type: ignore[call-arg]  # fmt: skip
