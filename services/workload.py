"""What is expected of many people on many days, in minutes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from services import calendar
from storage.uow import UnitOfWork


def targets(
    uow: UnitOfWork, agency_id: int, person_ids: Collection[int], first: date, last: date
) -> Mapping[tuple[int, date], int]:
    """Minutes expected of each active person on each day by the agency's calendar, after leave: four queries."""
    book = calendar.open_book(uow, agency_id, first, last)
    days = tuple(calendar.span(first, last))
    return {(person, day): book.target(person, day) for person in person_ids for day in days}
