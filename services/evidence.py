"""Minh chứng by reference only: file id, name and size; the bot never downloads the file."""

from __future__ import annotations

from datetime import datetime

import nlu
from services import permissions
from services.errors import Refusal
from services.values import EntryView, Who
from services.views import entry_view
from storage import entries as store
from storage.tables import Evidence
from storage.uow import UnitOfWork


def attach(
    uow: UnitOfWork, who: Who, entry_id: int, *, channel: str, file_id: str, unique_id: str, kind: str,
    name: str | None, size: int | None, now: datetime,
) -> EntryView:  # fmt: skip
    """Keep a file's reference with a line of the person's own; the same file twice changes nothing."""
    mark = nlu.classified_mark(name or "")
    if mark:
        raise Refusal("entry.secret", mark=mark)
    entry = permissions.access_own_entry(uow, who, entry_id)
    known = {row.file_unique_id for row in store.evidence_of(uow, entry_id)}
    if unique_id not in known:
        row = Evidence(
            entry_id=entry_id, channel=channel, file_id=file_id, file_unique_id=unique_id, kind=kind, name=name,
            size=size, added_at=now,
        )  # fmt: skip
        store.add_evidence(uow, row)
        uow.audit("entry.evidence_added", actor_id=who.id, table="entry", row_id=entry_id, at=now)
    return entry_view(entry, len(known | {unique_id}))
