"""Rows to values: what leaves a use case is detached from the database."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from services.values import EntryView, Who
from storage.tables import Entry, Person, Unit


def norm_minutes(entry: Entry) -> int | None:
    """Quantity × standard minutes of a finished line, in whole minutes; None where it cannot be said."""
    if not entry.done or entry.quantity is None or entry.standard_minutes is None:
        return None
    if entry.item_measure == "hours":
        return None
    return int((entry.quantity * Decimal(entry.standard_minutes)).to_integral_value(ROUND_HALF_UP))


def entry_view(entry: Entry, evidence: int = 0) -> EntryView:
    """One line of the log as a value."""
    assert entry.id is not None
    return EntryView(
        id=entry.id,
        version=entry.version,
        state=entry.state,
        text=entry.text,
        item_code=entry.item_code,
        item_name=entry.item_name,
        unit=entry.item_unit,
        measure=entry.item_measure,
        quantity=entry.quantity,
        minutes=entry.minutes,
        norm_minutes=norm_minutes(entry),
        work_date=entry.work_date,
        start=entry.start,
        end=entry.end,
        done=entry.done,
        trace=entry.trace,
        guessed=tuple(entry.guessed),
        candidates=tuple(entry.candidates),
        evidence=evidence,
        message_row_id=entry.message_row_id,
        review_note=entry.review_note,
    )


def who_view(person: Person, unit: Unit, consented: bool = True) -> Who:
    """The person behind a chat as a value."""
    assert person.id is not None
    return Who(
        id=person.id,
        agency_id=person.agency_id,
        staff_code=person.staff_code,
        name=person.full_name,
        unit_id=person.unit_id,
        unit=unit.name,
        post=person.post,
        is_leader=person.is_leader,
        is_admin=person.is_admin,
        manager_id=person.manager_id,
        consented=consented,
    )
