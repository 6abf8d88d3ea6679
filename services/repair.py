"""Repairs: every line can be changed, removed, undone and restored until it is approved; each shows before → after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import nlu
from services import day as days
from services import entries, lines, memory, permissions, points, questions, when
from services.entries import Said
from services.errors import NotFound, Refusal, Stale
from services.office import Office
from services.points import Point
from services.values import Change, DayView, EntryView, QuestionView, Recorded, Who
from services.views import entry_view
from storage import entries as store
from storage import messages, versions
from storage.tables import CatalogueItem, Entry, EntryVersion, Message
from storage.uow import UnitOfWork

SURE_NAME = 0.8
NAMED = 0.3
LOCKED = frozenset({"approved"})
EDITABLE = ("text", "item_code", "item_name", "item_unit", "item_measure", "coefficient", "standard_minutes",
            "catalogue_id", "quantity", "minutes", "work_date", "start", "end", "done", "trace", "reason", "guessed",
            "state")  # fmt: skip


def _own(uow: UnitOfWork, who: Who, entry_id: int, version: int | None, *, withdrawn: bool = False) -> Entry:
    """A line of the person's own that may be changed; a withdrawn one only to bring it back."""
    entry = permissions.access_own_entry(uow, who, entry_id)
    if entry.state in LOCKED:
        raise Refusal("entry.approved")
    if version is not None and entry.version != version:
        raise Stale
    if entry.state == "withdrawn" and not withdrawn:
        raise Stale
    lines.check_change(uow, who, entry, {})
    return entry


def change(uow: UnitOfWork, who: Who, entry: Entry, operation: str, now: datetime, **fields: Any) -> Change:
    """Change a line and say what it was: snapshot, new version, audit record."""
    before = entry_view(entry)
    if entry.state == "returned" and "state" not in fields:
        fields["state"] = "pending"
    lines.change(uow, who, entry, operation, now, **fields)
    if {"item_code", "state"} & set(fields):
        questions.close_parts(uow, who, entry, now)
    uow.audit(
        f"entry.{operation}", actor_id=who.id, table="entry", row_id=entry.id, at=now, version=entry.version,
        fields=sorted(set(fields) - {"text", "trace", "reason"}),
    )  # fmt: skip
    return Change(before, entry_view(entry), operation)


def correct(
    uow: UnitOfWork, office: Office, who: Who, entry_id: int, version: int | None, fields: nlu.Fields, now: datetime
) -> Change | None:
    """Apply what a short repair says ("3 tiếng", "5 hồ sơ", "hôm qua"); None where it says no field."""
    entry = _own(uow, who, entry_id, version)
    changed = read_change(uow, entry, fields)
    if not changed:
        return None
    day = changed.get("work_date", entry.work_date)
    _refuse(uow, office, who, entry, day, changed.get("quantity"), now)
    if {"minutes", "work_date"} & set(changed) and lines.needs_reason(
        uow, who, entry, day, changed.get("minutes", entry.minutes)
    ):
        changed["state"] = "draft"  # asked for the reason like a new line of that length
    return change(uow, who, entry, "edit", now, **changed)


def read_change(uow: UnitOfWork, entry: Entry, said: nlu.Fields) -> dict[str, Any]:
    """What a short repair changes in a line, as columns; empty where it says no field."""
    changed: dict[str, Any] = {}
    if said.minutes is not None:
        changed |= {"minutes": said.minutes, "start": said.start, "end": said.end}
    elif said.start is not None:
        changed |= {"start": said.start, "end": said.end}
    if said.date is not None:
        changed["work_date"] = said.date
    if said.done is not None:
        changed["done"] = said.done
    if said.quantity is not None:
        changed |= {"quantity": said.quantity, "guessed": [g for g in entry.guessed if g != "quantity"]}
    return _with_count(uow, entry, changed) if changed else changed


def _with_count(uow: UnitOfWork, entry: Entry, changed: dict[str, Any]) -> dict[str, Any]:
    """The quantity that counts after the change: none while unfinished, hours ÷ 60 for work counted in hours.

    Finished work whose count is not told gets back the count it had before, else a marked guess of one.
    """
    if changed.get("done") and not entry.done and "quantity" not in changed and entry.item_measure != "hours":
        known = versions.last_quantity(uow, entry.id or 0)
        guessed = entry.guessed if known is not None else [*entry.guessed, "quantity"]
        changed = changed | {"quantity": known if known is not None else Decimal(1), "guessed": guessed}
    probe = Entry(
        item_measure=entry.item_measure,
        done=changed.get("done", entry.done),
        minutes=changed.get("minutes", entry.minutes),
        quantity=changed.get("quantity", entry.quantity),
    )  # type: ignore[call-arg]
    quantity = lines.counted_quantity(probe)
    return changed | {"quantity": quantity} if quantity != entry.quantity or "quantity" in changed else changed


def _refuse(
    uow: UnitOfWork, office: Office, who: Who, entry: Entry, day: date, quantity: Decimal | None, now: datetime
) -> None:
    if day > when.today(now):
        raise Refusal("entry.future", day=day)
    refusal = lines.refused(uow, office, who, day, quantity, now) if day != entry.work_date or quantity else None
    if refusal:
        raise Refusal(refusal.code, text=entry.text, **refusal.data)


def pick_item(
    uow: UnitOfWork, office: Office, who: Who, entry_id: int, version: int, place: int, now: datetime
) -> Change:
    """Take the item at a place of the line's candidate list (a tapped choice)."""
    entry = _own(uow, who, entry_id, version)
    if place >= len(entry.candidates):
        raise Stale
    return change_item(uow, office, who, entry_id, version, entry.candidates[place], now)


def change_item(
    uow: UnitOfWork, office: Office, who: Who, entry_id: int, version: int | None, code: str, now: datetime
) -> Change:
    """Match the line to another item of the catalogue and remember the wording for this person."""
    entry = _own(uow, who, entry_id, version)
    reader = office.readers.for_agency(uow, who.agency_id)
    item = reader.item(code)
    if item is None:
        raise NotFound("item")
    fields = questions.item_fields(entry, item)
    guessed = [g for g in entry.guessed if g != "memory"]
    state = _state_after_item(uow, who, entry, item)
    result = change(uow, who, entry, "item", now, guessed=guessed, state=state, **fields)
    questions.remember(uow, who, entry, code, now)
    return result


def _state_after_item(uow: UnitOfWork, who: Who, entry: Entry, item: CatalogueItem) -> str:
    """A draft stays one while anything but its item is still asked about it."""
    if entry.state != "draft":
        return "pending"
    hours = points.hours_point(item, entry.minutes, entry.done)
    return "draft" if hours or questions.other_points(uow, who, entry) else "pending"


def other_items(
    uow: UnitOfWork, office: Office, who: Who, entry_id: int, version: int | None
) -> tuple[EntryView, tuple[tuple[str, str], ...]]:
    """The line and the other items it could be, for "Đổi đầu việc"."""
    entry = _own(uow, who, entry_id, version)
    reader = office.readers.for_agency(uow, who.agency_id)
    found = [*entry.candidates, *(c.code for c in nlu.match(entry.text, reader.index, post=who.post))]
    return entry_view(entry), offer(uow, office, who, entry, found)


def offer(uow: UnitOfWork, office: Office, who: Who, entry: Entry, codes: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Keep these items as the line's candidates and give the first four others as (place in the list, label)."""
    reader = office.readers.for_agency(uow, who.agency_id)
    wanted = list(dict.fromkeys(code for code in codes if reader.item(code)))
    known = list(dict.fromkeys([*entry.candidates, *wanted]))  # places never move: an old button keeps its meaning
    store.set_candidates(uow, entry, known)
    others = [(known.index(code), code) for code in wanted if reader.rows[code].code != entry.item_code]
    return tuple((str(n), questions.item_label(reader, code)) for n, code in others[: points.MAX_CHOICES])


def offer_named(
    uow: UnitOfWork, office: Office, who: Who, entry_id: int, version: int | None, text: str
) -> tuple[EntryView, tuple[tuple[str, str], ...], str | None]:
    """Items that a typed name may mean: the line, choices, and the one sure code (None where it must be chosen)."""
    entry = _own(uow, who, entry_id, version)
    reader = office.readers.for_agency(uow, who.agency_id)
    found = nlu.match(text, reader.index, post=who.post)
    if not found or found[0].probability < NAMED:
        return entry_view(entry), (), None
    sure = found[0].code if found[0].probability >= SURE_NAME else None
    return entry_view(entry), offer(uow, office, who, entry, [c.code for c in found]), sure


def withdraw(uow: UnitOfWork, who: Who, entry_id: int, version: int | None, now: datetime) -> Change:
    """Remove a line from the log; it can be restored."""
    entry = _own(uow, who, entry_id, version)
    if entry.state == "withdrawn":
        raise Stale
    return change(uow, who, entry, "withdraw", now, state="withdrawn")


def set_done(uow: UnitOfWork, who: Who, entry_id: int, version: int | None, done: bool, now: datetime) -> Change:
    """Mark a line finished or not finished."""
    entry = _own(uow, who, entry_id, version)
    return change(uow, who, entry, "edit", now, **_with_count(uow, entry, {"done": done}))


def undo(uow: UnitOfWork, who: Who, entry_id: int, version: int | None, now: datetime) -> Change:
    """Take back the latest change; of a line never changed, the line itself. Undoing an undo brings it back.

    An answer to a question (item, then confirmed) is one change: the line is the draft it was, and is asked anew.
    """
    entry = _own(uow, who, entry_id, version, withdrawn=True)
    kept = versions.versions_of(uow, entry_id)
    if not kept:
        return change(uow, who, entry, "withdraw", now, state="withdrawn")
    first = len(kept) - 1
    while first and kept[first].operation == "confirm" and kept[first - 1].at == kept[-1].at:
        first -= 1
    if any(version.operation == "item" for version in kept[first:]):
        memory.unlearn(uow, who, entry.text)
    return change(uow, who, entry, "undo", now, **_restored(kept[first]))


def _restored(version: EntryVersion) -> dict[str, Any]:
    """The editable fields of a snapshot; only a reviewer approves, so what was approved waits again."""
    fields = {name: value for name, value in versions.snapshot_values(version).items() if name in EDITABLE}
    return fields | {"state": "pending"} if fields["state"] in LOCKED else fields


def undo_message(uow: UnitOfWork, who: Who, message_row_id: int, token: int, now: datetime) -> tuple[Change, ...]:
    """Take back (or bring back) every line of one message at once; `token` is the sum of versions the button knew."""
    message = permissions.access_own_message(uow, who, message_row_id)
    rows = [row for row in messages.of_message(uow, message.id or 0) if row.state != "approved"]
    if sum(row.version for row in rows) != token:
        raise Stale("message")
    live = [row for row in rows if row.state != "withdrawn"]
    if live:
        return tuple(change(uow, who, row, "withdraw", now, state="withdrawn") for row in live)
    last = {row.id: versions.last_version(uow, row.id or 0) for row in rows}
    newest = max((version.at for version in last.values() if version), default=None)
    together = [row for row in rows if (kept := last[row.id]) and kept.operation == "withdraw" and kept.at == newest]
    return tuple(undo(uow, who, row.id or 0, None, now) for row in together)


def message_token(uow: UnitOfWork, message_row_id: int) -> int:
    """The state of a message's lines as a number: changes with every repair, so that old buttons are recognised."""
    rows = messages.of_message(uow, message_row_id)
    return sum(row.version for row in rows if row.state != "approved")


def find_message(uow: UnitOfWork, who: Who, channel: str, chat_id: str, message_id: str) -> Message | None:
    """The stored message of a chat, if it is this person's."""
    message = messages.find_message(uow, channel, chat_id, message_id)
    return message if message and message.person_id == who.id else None


def re_read(
    uow: UnitOfWork, office: Office, who: Who, said: Said, reading: nlu.Reading
) -> tuple[tuple[Change, ...], Recorded] | None:
    """The person edited the chat message: bring its lines in step with the new text, read as of the first sending.

    None where nothing was stored for that message or the text did not change. Lines are aligned in order: a piece read
    surely changes its line, an unsure one is asked about anew, lines that are gone are withdrawn.
    Raises Refusal where a line is already approved.
    """
    message = find_message(uow, who, said.channel, said.chat_id, said.message_id)
    if message is None or message.text == said.text:
        return None
    if len(reading.entries) > entries.MAX_PIECES:
        raise Refusal("entry.too_many", count=len(reading.entries), limit=entries.MAX_PIECES)
    old = [row for row in messages.of_message(uow, message.id or 0) if row.state != "withdrawn"]
    if any(row.state in LOCKED for row in old):
        raise Refusal("entry.approved")
    messages.set_message_text(uow, message, said.text)
    pieces = reading.entries
    fits = [_fits(uow, office, who, row, piece, said.sent_at) for row, piece in zip(old, pieces, strict=False)]
    changes = [
        _adapt(uow, office, who, row, piece, said) for row, piece, fit in zip(old, pieces, fits, strict=False) if fit
    ]
    gone = [row for row, fit in zip(old, fits, strict=False) if not fit] + old[len(pieces) :]
    changes += [change(uow, who, row, "withdraw", said.sent_at, state="withdrawn") for row in gone]
    fresh = [piece for piece, fit in zip(pieces, fits, strict=False) if not fit] + list(pieces[len(old) :])
    added = entries.record_pieces(uow, office, who, said, message, fresh, len(old))
    if added.refused and gone:
        code, text, data = added.refused[0]
        raise Refusal(code, text=text, **data)  # the old line is kept rather than lost
    return tuple(c for c in changes if c), added


def _fits(uow: UnitOfWork, office: Office, who: Who, row: Entry, piece: nlu.EntryReading, sent_at: datetime) -> bool:
    """Whether a re-read piece may simply change its line: read surely, or still the same item."""
    item = office.readers.for_agency(uow, who.agency_id).item(piece.item)
    if item is None or any(p.kind in points.DRAFTING for p in points.open_points(piece, item, sent_at)):
        return False
    return piece.sure or item.code == row.item_code


def _adapt(uow: UnitOfWork, office: Office, who: Who, row: Entry, piece: nlu.EntryReading, said: Said) -> Change | None:
    item = office.readers.for_agency(uow, who.agency_id).item(piece.item)
    assert item is not None
    fields: dict[str, Any] = {
        "text": piece.text, "minutes": piece.minutes, "start": piece.start, "end": piece.end, "work_date": piece.date,
        "done": piece.done, "guessed": [] if piece.quantity_told or not piece.done else ["quantity"],
    }  # fmt: skip
    probe = Entry(done=piece.done, quantity=piece.quantity if piece.done else None, minutes=piece.minutes)  # type: ignore[call-arg]
    fields |= questions.item_fields(probe, item)
    _refuse(uow, office, who, row, piece.date, fields["quantity"], said.sent_at)
    if row.state == "draft":
        fields["state"] = "pending"
    elif all(getattr(row, name) == value for name, value in fields.items()):
        return None
    return change(uow, who, row, "edit", said.sent_at, **fields)


def repeat_day(uow: UnitOfWork, who: Who, said: Said) -> tuple[date, tuple[EntryView, ...], DayView]:
    """«Như hôm qua»: copy the lines of the latest working day with entries (at most a week back) to today."""
    today = when.today(said.sent_at)
    source = store.latest_day_with_entries(uow, who.id, before=today, days=7)
    if source is None:
        raise Refusal("entry.no_yesterday")
    rows = [row for row in store.of_day(uow, who.id, source) if row.state in days.COUNTED]
    copies = _copy(uow, who, said, rows, today)
    return source, copies, days.view(uow, who.id, today)


def repeat_last(uow: UnitOfWork, who: Who, said: Said) -> tuple[date, tuple[EntryView, ...], DayView]:
    """«Lặp lại»: copy the lines of the person's latest message to today."""
    today = when.today(said.sent_at)
    rows = [row for row in messages.of_latest_message(uow, who.id) if row.state in days.COUNTED]
    if not rows:
        raise Refusal("entry.no_yesterday")
    return rows[0].work_date, _copy(uow, who, said, rows, today), days.view(uow, who.id, today)


def _copy(uow: UnitOfWork, who: Who, said: Said, rows: Sequence[Entry], day: date) -> tuple[EntryView, ...]:
    message, new = entries.store_message(uow, who, said)
    if not new:
        return tuple(entry_view(row) for row in messages.of_message(uow, message.id or 0))
    copies = []
    for position, row in enumerate(rows):
        fields = {name: getattr(row, name) for name in EDITABLE if name not in {"state", "work_date", "guessed"}}
        if row.end and day == when.today(said.sent_at) and row.end > f"{when.local(said.sent_at):%H:%M}":
            fields |= {"start": None, "end": None}
        copy = Entry(
            agency_id=who.agency_id, person_id=who.id, message_row_id=message.id, position=position, state="pending",
            work_date=day, created_at=said.sent_at, candidates=list(row.candidates), guessed=["repeat"], **fields,
        )  # fmt: skip
        lines.check_new(uow, who, copy)
        store.add(uow, copy)
        uow.audit("entry.repeated", actor_id=who.id, table="entry", row_id=copy.id, at=said.sent_at)
        copies.append(entry_view(copy))
    return tuple(copies)


def one_tap(uow: UnitOfWork, office: Office, who: Who, said: Said, code: str) -> tuple[EntryView, QuestionView | None]:
    """Log one unit of a frequent item for today, quantity marked as guessed; work counted in hours is asked about."""
    reader = office.readers.for_agency(uow, who.agency_id)
    item = reader.item(code)
    if item is None:
        raise NotFound("item")
    message, new = entries.store_message(uow, who, said)
    if not new:
        raise Stale("message")
    draft = item.measure == "hours"
    entry = Entry(
        agency_id=who.agency_id, person_id=who.id, message_row_id=message.id, state="draft" if draft else "pending",
        text=item.name, work_date=when.today(said.sent_at), guessed=["quantity"], candidates=[code],
        created_at=said.sent_at, quantity=Decimal(1),
    )  # fmt: skip
    lines.freeze(entry, item)
    store.add(uow, entry)
    uow.audit("entry.recorded", actor_id=who.id, table="entry", row_id=entry.id, at=said.sent_at)
    parts = [questions.part(Point("hours"), entry, reader)] if draft else []
    return entry_view(entry), questions.ask(uow, who, said.channel, said.chat_id, parts, said.sent_at)


def get_line(uow: UnitOfWork, who: Who, entry_id: int, version: int | None) -> EntryView:
    """A line of the person's own that may be changed. Raises NotFound, Stale, Refusal("entry.approved")."""
    return entry_view(_own(uow, who, entry_id, version))
