"""Changes of a line: the state before each one is kept, and nobody overwrites what they have not seen."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from sqlalchemy import update
from sqlmodel import col, select

from storage import plain
from storage.errors import StaleVersion
from storage.tables import Entry, EntryVersion
from storage.uow import UnitOfWork
from storage.writing import table_of


def change(
    uow: UnitOfWork,
    entry: Entry,
    *,
    operation: str,
    actor_id: int,
    at: dt.datetime,
    expected_version: int | None = None,
    **fields: Any,
) -> EntryVersion:
    """Set `fields` of a line, keep its state before and raise its version by one.

    Raises StaleVersion when the line is not at `expected_version` (default: the version that `entry` was read at).
    """
    uow.flush()
    before = entry.version
    expected = before if expected_version is None else expected_version
    kept = EntryVersion(
        entry_id=entry.id or 0,
        version=before,
        operation=operation,
        snapshot=plain.snapshot(entry, table_of(Entry)),
        actor_id=actor_id,
        at=at,
    )
    same = (col(Entry.id) == entry.id, col(Entry.version) == expected)
    changed = update(Entry).where(*same).values(**fields, version=expected + 1).returning(col(Entry.id))
    moved = uow.session.execute(changed, execution_options={"synchronize_session": False}).first()
    uow.session.refresh(entry)
    if moved is None or expected != before:
        raise StaleVersion(table="entry", row_id=entry.id, expected=expected, found=entry.version)
    uow.add(kept)
    uow.flush()
    return kept


def versions_of(uow: UnitOfWork, entry_id: int) -> list[EntryVersion]:
    """Every kept state of a line, oldest first."""
    query = select(EntryVersion).where(EntryVersion.entry_id == entry_id)
    return list(uow.session.exec(query.order_by(col(EntryVersion.version))).all())


def last_version(uow: UnitOfWork, entry_id: int) -> EntryVersion | None:
    """The state before the latest change; None for a line that was never changed."""
    query = select(EntryVersion).where(EntryVersion.entry_id == entry_id)
    return uow.session.exec(query.order_by(col(EntryVersion.version).desc()).limit(1)).first()


def snapshot_values(version: EntryVersion) -> dict[str, Any]:
    """The kept state as column values (days, decimals, instants)."""
    return plain.values(version.snapshot, table_of(Entry))


def last_quantity(uow: UnitOfWork, entry_id: int) -> Decimal | None:
    """The count that a line had last, for one that counts nothing now; None where it never had any."""
    for version in reversed(versions_of(uow, entry_id)):
        quantity = snapshot_values(version).get("quantity")
        if quantity is not None:
            return Decimal(quantity)
    return None
