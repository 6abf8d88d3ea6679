"""A person's own month as rows in the order of an E-Office form, and as a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from services import when
from services.values import Who
from services.views import entry_view
from storage import entries as store
from storage import workbooks
from storage.uow import UnitOfWork


@dataclass(frozen=True)
class ExportRow:
    """One line of the log; `minutes` as told, else by the norm, None where neither is known."""

    day: date
    item_code: str
    item_name: str
    text: str
    quantity: Decimal | None
    unit: str
    minutes: int | None
    state: str


def month_rows(uow: UnitOfWork, who: Who, year: int, month: int, now: datetime) -> tuple[ExportRow, ...]:
    """The person's standing lines of a month by day, drafts left out; that they were taken out is noted."""
    rows = [row for row in store.of_range(uow, who.id, *when.month_bounds(year, month)) if row.state in store.STANDING]
    views = [entry_view(row) for row in rows]
    data = {"year": year, "month": month, "lines": len(rows)}
    uow.audit("month.exported", actor_id=who.id, table="person", row_id=who.id, at=now, **data)
    return tuple(
        ExportRow(
            view.work_date,
            view.item_code or "",
            view.item_name or "",
            view.text,
            view.quantity,
            view.unit or "",
            view.minutes if view.minutes is not None else view.norm_minutes,
            view.state,
        )
        for view in views
    )


def workbook(rows: Sequence[ExportRow], columns: Sequence[str], states: Mapping[str, str], title: str) -> bytes:
    """The rows as XLSX."""
    lines = [
        (r.day, r.item_code, r.item_name, r.text, r.quantity, r.unit, r.minutes, states.get(r.state, r.state))
        for r in rows
    ]
    return workbooks.sheet_bytes(columns, lines, title)
