"""A small office for tests: agency, unit, people and a catalogue, as rows."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from storage.tables import Account, Agency, Catalogue, CatalogueItem, Entry, Person, Unit
from storage.uow import UnitOfWork

NOW = dt.datetime(2026, 3, 2, 1, 0, tzinfo=dt.UTC)
DAY = dt.date(2026, 3, 2)


def an_agency(uow: UnitOfWork, code: str = "PH01") -> Agency:
    """An agency with nothing in it."""
    row = Agency(code=code, name=f"Phường {code}")
    uow.add(row)
    uow.flush()
    return row


def a_person(uow: UnitOfWork, agency: Agency, staff_code: str = "CB01", **more: Any) -> Person:
    """A person in a unit of their own."""
    assert agency.id is not None
    unit = Unit(agency_id=agency.id, name=f"Phòng {staff_code}")
    uow.add(unit)
    uow.flush()
    assert unit.id is not None
    row = Person(
        agency_id=agency.id,
        staff_code=staff_code,
        full_name="Nguyễn Thị <b>Hoa</b>",
        unit_id=unit.id,
        post="CC",
        **more,
    )
    uow.add(row)
    uow.flush()
    return row


def a_linked_person(uow: UnitOfWork, chat: str = "a") -> Account:
    """A person whose chat is linked."""
    person = a_person(uow, an_agency(uow))
    assert person.id is not None
    row = Account(person_id=person.id, channel="telegram", chat_id=chat, linked_at=NOW)
    uow.add(row)
    uow.flush()
    return row


def a_catalogue(uow: UnitOfWork, agency: Agency, *codes: str, **more: Any) -> Catalogue:
    """A catalogue version with one item for each code."""
    values = {"name": "chung", "version": 1, "fingerprint": "x", "imported_at": NOW} | more
    row = Catalogue(agency_id=agency.id, **values)
    uow.add(row)
    uow.flush()
    assert row.id is not None
    for position, code in enumerate(codes):
        uow.add(an_item(row.id, position, code))
    uow.flush()
    return row


def an_item(catalogue_id: int, position: int, code: str) -> CatalogueItem:
    """An item of 90 minutes and coefficient 1.25."""
    return CatalogueItem(
        catalogue_id=catalogue_id,
        position=position,
        code=code,
        name=f"Việc {code}",
        group_code="B",
        field="hành chính",
        product="văn bản",
        unit="văn bản",
        standard_minutes=90,
        coefficient=Decimal("1.25"),
        measure="product",
        aliases=["soạn công văn"],
        posts=["*"],
    )


def an_entry(uow: UnitOfWork, person: Person, day: dt.date = DAY, **more: Any) -> Entry:
    """A pending entry of two documents, 90 minutes each by the norm."""
    values = {
        "state": "pending",
        "text": "soạn 2 công văn",
        "item_code": "B.01",
        "item_name": "Việc B.01",
        "coefficient": Decimal("1.25"),
        "standard_minutes": 90,
        "quantity": Decimal(2),
        "created_at": NOW,
    } | more
    row = Entry(agency_id=person.agency_id, person_id=person.id, work_date=day, **values)
    uow.add(row)
    uow.flush()
    return row
