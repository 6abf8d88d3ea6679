"""The items a person logs most: one tap logs one."""

from __future__ import annotations

from datetime import date

from services.office import Office
from services.values import Who
from storage import entries as store
from storage.uow import UnitOfWork

DAYS = 60
CODE_BYTES = 60


def items(uow: UnitOfWork, office: Office, who: Who, today: date, limit: int) -> tuple[tuple[str, str], ...]:
    """(index code, name) of the person's most frequent items of the last 60 days, most frequent first."""
    reader = office.readers.for_agency(uow, who.agency_id)
    codes = store.frequent_items(uow, who.id, today=today, days=DAYS, limit=limit)
    known = [(code, reader.item(code)) for code in codes if len(code.encode()) <= CODE_BYTES]
    return tuple((code, item.name) for code, item in known if item is not None)
