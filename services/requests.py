"""After approval a line changes only by a request: the person says what, a reviewer agrees or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import nlu
from services import lines, permissions, questions, reach, repair, when
from services.errors import Refusal, Stale
from services.office import Office
from services.people import get_who
from services.values import Change, EntryView, Who
from services.views import entry_view
from storage import people, versions
from storage import requests as store
from storage import review as reviews
from storage.tables import ChangeRequest, Entry
from storage.uow import UnitOfWork

MOST = 10
LONGEST = 500


@dataclass(frozen=True)
class RequestView:
    """A request: whose, the line before and after, its state; `moot`: the line moved on by itself."""

    id: int
    person_id: int
    person: str
    change: Change
    text: str
    state: str
    decided_by: str | None = None
    note: str | None = None
    moot: bool = False


def find_locked(uow: UnitOfWork, who: Who, entry_id: int) -> EntryView | None:
    """The person's own line if it is approved, so that it changes only by request. Raises NotFound."""
    row = permissions.access_own_entry(uow, who, entry_id)
    return entry_view(row) if row.state == "approved" else None


def reviewer_name(uow: UnitOfWork, who: Who) -> str | None:
    """Who decides on this person's requests; None where nobody does."""
    me = people.get(uow, who.id)
    head = reach.responsible(uow, me) if me is not None else None
    return head.full_name if head is not None else None


def ask(
    uow: UnitOfWork, office: Office, who: Who, entry_id: int, text: str, now: datetime, *, remove: bool = False
) -> tuple[RequestView, tuple[int, ...]]:
    """Ask for what a short repair says ("3 tiếng", another item's name) or for removal; gives also whom to tell.

    Raises Refusal request.nobody, .unclear, .same, .open, and those of any change of a line.
    """
    mark = nlu.classified_mark(text)
    if mark:
        raise Refusal("entry.secret", mark=mark)
    row = permissions.access_own_entry(uow, who, entry_id)
    if row.state != "approved":
        raise Stale
    me = people.get(uow, who.id)
    tell = tuple(reach.reviewers_of(uow, me, when.today(now))) if me is not None else ()
    if not tell:
        raise Refusal("request.nobody")
    wanted = {"state": "withdrawn"} if remove else _wanted(uow, office, who, row, text, now)
    _check(uow, office, who, row, wanted, now)
    before = {name: getattr(row, name) for name in wanted}
    if before == wanted:
        raise Refusal("request.same")
    request = ChangeRequest(
        entry_id=entry_id, person_id=who.id, entry_version=row.version, text=" ".join(text.split())[:LONGEST],
        state="open", created_at=now,
    )  # fmt: skip
    kept = store.add(uow, request, wanted, before)
    if kept is None:
        raise Refusal("request.open")
    uow.audit(
        "request.asked", actor_id=who.id, table="change_request", row_id=kept.id, at=now, entry=entry_id,
        before=_plain(before), after=_plain(wanted),
    )  # fmt: skip
    return _view(kept, row, who.name), tell


TEXTS = frozenset({"text", "trace", "reason", "item_name", "guessed"})
"""Columns of free text: the audit trail names their line, never their words."""


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name not in TEXTS}


def _wanted(uow: UnitOfWork, office: Office, who: Who, row: Entry, text: str, now: datetime) -> dict[str, Any]:
    """The columns that the words change: fields, else the one sure item of that name."""
    said = lines.read(uow, office, who, text, now)
    wanted = repair.read_change(uow, row, said) if not said.rest else {}
    if wanted:
        return wanted
    reader = office.readers.for_agency(uow, who.agency_id)
    found = nlu.match(text, reader.index, post=who.post)
    item = reader.item(found[0].code) if found and found[0].probability >= repair.SURE_NAME else None
    if item is None:
        raise Refusal("request.unclear")
    return questions.item_fields(row, item)


def _check(uow: UnitOfWork, office: Office, who: Who, row: Entry, wanted: Mapping[str, Any], now: datetime) -> None:
    day = wanted.get("work_date", row.work_date)
    if day > when.today(now):
        raise Refusal("entry.future", day=day)
    refusal = lines.refused(uow, office, who, day, wanted.get("quantity"), now) if day != row.work_date else None
    if refusal is None and (wanted.get("quantity") or 0) > lines.MAX_QUANTITY:
        refusal = Refusal("entry.quantity", quantity=wanted["quantity"])
    if refusal:
        raise Refusal(refusal.code, **{"text": row.text, **refusal.data})
    lines.check_change(uow, who, row, wanted)


def waiting(uow: UnitOfWork, who: Who, now: datetime) -> tuple[RequestView, ...]:
    """Open requests of everybody whom this person reviews today, oldest first."""
    reachable = permissions.access_people_to_review(uow, who, when.today(now)).everybody
    rows = store.waiting(uow, list(reachable), MOST) if reachable else []
    found = _views(uow, rows)
    if found:
        uow.audit(
            "request.listed", actor_id=who.id, table="person", row_id=who.id, at=now, requests=[v.id for v in found],
            entries=[v.change.after.id for v in found], versions=[v.change.after.version for v in found],
        )  # fmt: skip
    return found


def own(uow: UnitOfWork, who: Who) -> tuple[RequestView, ...]:
    """The person's own open requests."""
    return _views(uow, store.waiting(uow, [who.id], MOST))


def _views(uow: UnitOfWork, rows: Sequence[ChangeRequest]) -> tuple[RequestView, ...]:
    entries = reviews.lines_by_id(uow, [row.entry_id for row in rows])
    names = people.by_ids(uow, {row.person_id for row in rows})
    return tuple(_view(row, entries[row.entry_id], names[row.person_id].full_name) for row in rows)


def _view(row: ChangeRequest, entry: Entry, person: str, **more: Any) -> RequestView:
    was = Entry(**(entry.model_dump() | store.before_of(row)))
    then = Entry(**(entry.model_dump() | store.wanted_of(row)))
    operation = "withdraw" if then.state == "withdrawn" else "request"
    change = Change(entry_view(was), entry_view(then), operation)
    return RequestView(row.id or 0, row.person_id, person, change, row.text, row.state, **more)


def decide(uow: UnitOfWork, who: Who, request_id: int, agreed: bool, note: str | None, now: datetime) -> RequestView:
    """Agree – the line changes – or decline. Raises NotFound, and Refusal request.decided where somebody was first."""
    row = permissions.access_request_to_decide(uow, who, request_id, when.today(now))
    owner = get_who(uow, row.person_id)
    if row.state != "open":
        first = people.get(uow, row.decided_by or 0)
        raise Refusal("request.decided", by=first.full_name if first else owner.name)
    note = _clean(note)
    entry = reviews.lock(uow, [row.entry_id])[row.entry_id]
    view = _view(row, entry, owner.name)
    if _moved_on(row, entry):
        store.settle(uow, row, "withdrawn", now, who.id)
        uow.audit("request.moot", actor_id=who.id, table="change_request", row_id=row.id, at=now)
        return _settled(view, row, who, moot=True)
    reviews.hold_units(uow, [owner.unit_id])
    lines.check_change(uow, owner, entry, store.wanted_of(row))
    store.settle(uow, row, "agreed" if agreed else "declined", now, who.id, note)
    if agreed:
        versions.change(uow, entry, operation="request", actor_id=who.id, at=now, **store.wanted_of(row))
        uow.audit(
            "entry.changed_by_request", actor_id=who.id, table="entry", row_id=entry.id, at=now, version=entry.version,
            before=_plain(store.before_of(row)), after=_plain(store.wanted_of(row)),
        )  # fmt: skip
    uow.audit(f"request.{row.state}", actor_id=who.id, table="change_request", row_id=row.id, at=now, entry=entry.id)
    return _settled(view, row, who)


def _moved_on(row: ChangeRequest, entry: Entry) -> bool:
    """Whether the line is no longer what the request speaks of."""
    return entry.state != "approved" or any(getattr(entry, name) != was for name, was in store.before_of(row).items())


def _settled(view: RequestView, row: ChangeRequest, who: Who, moot: bool = False) -> RequestView:
    return RequestView(
        view.id, view.person_id, view.person, view.change, view.text, row.state, who.name, row.note, moot
    )


def withdraw(uow: UnitOfWork, who: Who, request_id: int, now: datetime) -> RequestView:
    """Take back an own open request. Raises NotFound, Stale."""
    row = permissions.access_own_request(uow, who, request_id)
    if row.state != "open":
        raise Stale("request")
    entry = permissions.access_own_entry(uow, who, row.entry_id)
    store.settle(uow, row, "withdrawn", now, who.id)
    uow.audit("request.withdrawn", actor_id=who.id, table="change_request", row_id=row.id, at=now, entry=row.entry_id)
    return _settled(_view(row, entry, who.name), row, who)


def _clean(note: str | None) -> str | None:
    mark = nlu.classified_mark(note) if note else None
    if mark:
        raise Refusal("entry.secret", mark=mark)
    return " ".join(note.split())[:LONGEST] if note else None
