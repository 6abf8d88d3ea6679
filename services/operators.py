"""Use cases of the command line, where whoever may log in to the machine may do everything; each is still audited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import nlu
from services import invites
from services.errors import Refusal
from services.invites import Invitation
from storage import exports, units
from storage import operators as store
from storage.tables import Agency, Entry, Person, Unit
from storage.uow import UnitOfWork


@dataclass(frozen=True)
class Member:
    """A person with the code of the agency."""

    person: Person
    agency: str

    @property
    def id(self) -> int:
        """The person's id."""
        return self.person.id or 0


def the_agency(uow: UnitOfWork, code: str | None, *, with_people: bool = True) -> Agency:
    """The named agency, or the only one. Raises Refusal operator.no_agency, .which_agency (codes), .unknown_agency."""
    known = store.agencies(uow, with_people=with_people and code is None)
    if code is not None:
        known = [agency for agency in known if agency.code == code]
        if not known:
            raise Refusal("operator.unknown_agency", agency=code)
    if not known:
        raise Refusal("operator.no_agency")
    if len(known) > 1:
        raise Refusal("operator.which_agency", codes=[agency.code for agency in known])
    return known[0]


def the_person(uow: UnitOfWork, staff_code: str, agency: str | None, *, also_left: bool = False) -> Member:
    """The active person of a staff code. Raises Refusal operator.unknown_person, operator.which_agency (codes)."""
    known = store.people_with_code(uow, staff_code, also_left=also_left)
    found = [(p, a) for p, a in known if agency in (None, a.code)]
    if not found:
        raise Refusal("operator.unknown_person", staff_code=staff_code)
    if len(found) > 1:
        raise Refusal("operator.which_agency", codes=[home.code for _, home in found])
    return Member(found[0][0], found[0][1].code)


def the_unit(uow: UnitOfWork, name: str, agency: str | None) -> Unit:
    """The one unit whose name holds these words. Raises Refusal operator.unknown_unit, closing.several (units)."""
    home = the_agency(uow, agency)
    wanted = nlu.fold(name).strip()
    found = [unit for unit in units.of_agency(uow, home.id or 0) if wanted in nlu.fold(unit.name)]
    exact = [unit for unit in found if nlu.fold(unit.name) == wanted]
    if not found:
        raise Refusal("operator.unknown_unit", unit=name)
    if len(found) > 1 and len(exact) != 1:
        raise Refusal("closing.several", count=len(found), units="; ".join(unit.name for unit in found))
    return (exact or found)[0]


def make_admin(uow: UnitOfWork, staff_code: str, agency: str | None, now: datetime) -> tuple[Member, bool]:
    """Make a person an administrator of the own agency; False where they were one before. Does not commit."""
    member = the_person(uow, staff_code, agency)
    fresh = not member.person.is_admin
    if fresh:
        member.person.is_admin = True
        uow.add(member.person)
        uow.audit("person.made_admin", actor_id=None, table="person", row_id=member.id, at=now)
    return member, fresh


def invite(uow: UnitOfWork, staff_code: str, agency: str | None, now: datetime, ttl: timedelta) -> tuple[Member, str]:
    """A fresh one-time code for one person. Does not commit."""
    member = the_person(uow, staff_code, agency)
    return member, invites.new_code(uow, member.person, now=now, ttl=ttl)


def invite_everybody(
    uow: UnitOfWork, agency: str | None, unit: str | None, now: datetime, ttl: timedelta
) -> tuple[str, list[Invitation]]:
    """Fresh codes for an agency or a unit of it, with the agency's name. Does not commit."""
    home = the_agency(uow, agency)
    return home.name, invites.invite_all(uow, home.code, now=now, ttl=ttl, unit=unit)


def entry_lines(
    uow: UnitOfWork, agency: str | None, staff_code: str | None, first: date | None, last: date | None
) -> Iterator[dict[str, Any]]:
    """The log of one agency or one person as JSON-able lines, in the order of telling."""
    home = the_agency(uow, agency) if staff_code is None else None
    agency_id = home.id if home else the_person(uow, staff_code or "", agency, also_left=True).person.agency_id
    for code, entry in exports.lines(uow, agency_id=agency_id, staff_code=staff_code, first=first, last=last):
        yield entry_line(entry, code)


def entry_line(entry: Entry, staff_code: str) -> dict[str, Any]:
    """One entry: minutes are told minutes, coefficient and standard_minutes those frozen with it."""
    return {
        "id": entry.id,
        "staff_code": staff_code,
        "item": entry.item_code,
        "quantity": _number(entry.quantity),
        "minutes": entry.minutes,
        "date": entry.work_date.isoformat(),
        "start": entry.start,
        "end": entry.end,
        "done": entry.done,
        "state": entry.state,
        "text": entry.text,
        "coefficient": _number(entry.coefficient),
        "standard_minutes": entry.standard_minutes,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
