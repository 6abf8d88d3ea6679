"""The daily log: what a message becomes. Every piece is stored, kept as a draft with one question, or refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import nlu
from services import day as days
from services import lines, memory, permissions, points, questions, when
from services.errors import NotFound, Refusal
from services.office import Office, Reader
from services.points import Point
from services.values import DayView, Recorded, Who
from services.views import entry_view
from storage import entries as store
from storage import messages
from storage.tables import CatalogueItem, Entry, Message
from storage.uow import UnitOfWork

MAX_PIECES = 40
AHEAD = re.compile(r"\b(?:sẽ|sắp|se|lát nữa|tí nữa|tý nữa|chuẩn bị|định|dự kiến|dự định)\b", re.I)
"""Words that only say that work is still to come."""
UNFINISHED_DAYS = 31
FINISHED_REACH = 16
"""Letters behind a piece in which "xong rồi" still belongs to it."""
FINISHED_WORDS = ("xong", "hoan thanh", "hoan tat", "ket thuc", "da nop", "da trinh")


@dataclass(frozen=True)
class Said:
    """A message as it came: where, which one, what, when (aware instant of sending)."""

    channel: str
    chat_id: str
    message_id: str
    text: str
    sent_at: datetime


@dataclass
class _Outcome:
    """What the pieces of one message have become so far."""

    stored: list[Entry] = field(default_factory=list)
    drafts: list[Entry] = field(default_factory=list)
    closed: list[Entry] = field(default_factory=list)
    refused: list[tuple[str, str, dict[str, object]]] = field(default_factory=list)
    parts: list[dict[str, Any]] = field(default_factory=list)
    notes: list[tuple[str, dict[str, object]]] = field(default_factory=list)


def understand(
    uow: UnitOfWork, office: Office, who: Who, text: str, sent_at: datetime, *, worked: bool = False
) -> nlu.Reading:
    """Read a message with the person's catalogue, post and own confirmed wordings; `worked`: as work done.

    Raises Refusal on a secrecy mark.
    """
    mark = nlu.classified_mark(text)
    if mark:
        raise Refusal("entry.secret", mark=mark)
    reader = office.readers.for_agency(uow, who.agency_id)
    known = memory.of(uow, who)
    options = {} if office.readers.threshold is None else {"threshold": office.readers.threshold}
    now = when.local(sent_at)
    return nlu.understand(text, now=now, index=reader.index, post=who.post, memory=known, worked=worked, **options)


def record(uow: UnitOfWork, office: Office, who: Who, said: Said, reading: nlu.Reading) -> Recorded:
    """Store what a message reports: sure lines at once, unsure ones as drafts with one question for all of them."""
    if len(reading.entries) > MAX_PIECES:
        raise Refusal("entry.too_many", count=len(reading.entries), limit=MAX_PIECES)
    message, new = store_message(uow, who, said)
    if not new:
        return _again(uow, who, message)
    done = record_pieces(uow, office, who, said, message, reading.entries)
    return replace(done, left=tuple((left.why, left.text) for left in reading.left))


def record_left(uow: UnitOfWork, office: Office, who: Who, message_row_id: int, now: datetime) -> Recorded:
    """What stood beside the work of a stored message was work too: its lines follow, once."""
    message = permissions.access_own_message(uow, who, message_row_id)
    left = understand(uow, office, who, message.text, message.sent_at).left
    evening = when.local(message.sent_at).replace(hour=23, minute=59)
    text = "\n".join(" ".join(AHEAD.sub(" ", part.text).split()) for part in left)
    pieces = understand(uow, office, who, text, evening, worked=True).entries if text else ()
    rows = messages.of_message(uow, message.id or 0)
    known = {row.text for row in rows}
    fresh = [piece for piece in pieces if piece.text not in known and piece.date <= when.today(now)]
    said = Said(message.channel, message.chat_id, message.message_id, text, now)
    return record_pieces(uow, office, who, said, message, fresh, len(rows))


def record_plan(uow: UnitOfWork, office: Office, who: Who, message_row_id: int, now: datetime) -> Recorded | None:
    """The plan of a stored message is done: read it as of that day's end. None where its day has not come yet."""
    message = permissions.access_own_message(uow, who, message_row_id)
    if messages.of_message(uow, message.id or 0):
        return _again(uow, who, message)
    evening = when.local(message.sent_at).replace(hour=23, minute=59)
    reading = understand(uow, office, who, AHEAD.sub(" ", message.text), evening, worked=True)
    if not reading.entries or any(piece.date > when.today(now) for piece in reading.entries):
        return None
    said = Said(message.channel, message.chat_id, message.message_id, message.text, now)
    return record_pieces(uow, office, who, said, message, reading.entries)


def record_pieces(
    uow: UnitOfWork, office: Office, who: Who, said: Said, message: Message, pieces: Sequence[nlu.EntryReading],
    first: int = 0,
) -> Recorded:  # fmt: skip
    """Take the pieces of a stored message one by one; one question for all that is open."""
    outcome = _Outcome()
    reader = office.readers.for_agency(uow, who.agency_id)
    for position, piece in enumerate(pieces, first):
        _take(uow, office, who, said, reader, message, position, piece, outcome)
    outcome.parts = questions.merge_days(outcome.parts)
    question = questions.ask(uow, who, said.channel, said.chat_id, outcome.parts, said.sent_at)
    return _recorded(uow, who, outcome, question, message)


def store_message(uow: UnitOfWork, who: Who, said: Said) -> tuple[Message, bool]:
    """Keep the message once; the flag says whether it is new (a repeated update changes nothing)."""
    row = Message(
        person_id=who.id,
        channel=said.channel,
        chat_id=said.chat_id,
        message_id=said.message_id,
        sent_at=said.sent_at,
        text=said.text,
    )
    kept, new = messages.get_or_create_message(uow, row)
    if kept.person_id != who.id:  # the chat was linked to somebody else before
        raise NotFound("message")
    return kept, new


def _again(uow: UnitOfWork, who: Who, message: Message) -> Recorded:
    outcome = _Outcome()
    for entry in messages.of_message(uow, message.id or 0):
        (outcome.drafts if entry.state == "draft" else outcome.stored).append(entry)
    return _recorded(uow, who, outcome, None, message)


def _recorded(uow: UnitOfWork, who: Who, outcome: _Outcome, question: Any, message: Message) -> Recorded:
    touched = [*outcome.stored, *outcome.closed]
    return Recorded(
        stored=tuple(entry_view(entry) for entry in outcome.stored),
        drafts=tuple(entry_view(entry) for entry in outcome.drafts),
        refused=tuple(outcome.refused),
        closed=tuple(entry_view(entry) for entry in outcome.closed),
        question=question,
        days=_days(uow, who, touched),
        notes=tuple(outcome.notes),
        message_row_id=message.id,
    )


def _days(uow: UnitOfWork, who: Who, touched: Iterable[Entry]) -> tuple[DayView, ...]:
    return tuple(days.view(uow, who.id, day) for day in sorted({entry.work_date for entry in touched}))


def _take(
    uow: UnitOfWork,
    office: Office,
    who: Who,
    said: Said,
    reader: Reader,
    message: Message,
    position: int,
    piece: nlu.EntryReading,
    outcome: _Outcome,
) -> None:
    """One piece of work: refused, closing an unfinished line, a draft, or stored."""
    item = reader.item(piece.item)
    open_points = points.open_points(piece, item, said.sent_at)
    refusal = lines.refused(uow, office, who, piece.date, piece.quantity, said.sent_at)
    if refusal is None and lines.names_a_past_period(said.text) and piece.date == when.today(said.sent_at):
        refusal = Refusal("entry.which_day", window=lines.window_days(uow, office, who))
    if refusal:
        outcome.refused.append((refusal.code, piece.text, refusal.data))
        return
    if not any(point.kind in points.DRAFTING for point in open_points):
        unfinished = _unfinished(uow, who, piece, said)
        if unfinished and item:
            _close(uow, who, unfinished, piece, message, item, said.sent_at, outcome)
            return
    entry = _entry(who, message, position, piece, item, said.sent_at)
    told = days.told_minutes(uow, who.id, entry.work_date) + entry.minutes if entry.minutes else 0
    if told > points.WHOLE_DAY:
        outcome.refused.append(("entry.day_over", piece.text, {"day": entry.work_date, "total": told}))
        return
    if told > points.LONG_DAY:
        open_points.append(Point("reason", (("total", str(told)),)))
    draft = any(point.kind in points.DRAFTING for point in open_points)
    entry.state = "draft" if draft else "pending"
    if draft and any(point.kind == "item" for point in open_points):
        _forget_item(entry)
    _notes(uow, who, entry, outcome)
    store.add(uow, entry)
    uow.audit(
        "entry.drafted" if draft else "entry.recorded", actor_id=who.id, table="entry", row_id=entry.id, at=said.sent_at
    )
    (outcome.drafts if draft else outcome.stored).append(entry)
    outcome.parts += [questions.part(point, entry, reader) for point in open_points]


def _forget_item(entry: Entry) -> None:
    entry.item_code = entry.item_name = entry.item_unit = entry.item_measure = None
    entry.coefficient = entry.standard_minutes = entry.catalogue_id = None


def _entry(
    who: Who, message: Message, position: int, piece: nlu.EntryReading, item: CatalogueItem | None, now: datetime
) -> Entry:
    entry = Entry(
        agency_id=who.agency_id,
        person_id=who.id,
        message_row_id=message.id,
        position=position,
        state="pending",
        text=piece.text,
        quantity=piece.quantity if piece.done else None,
        minutes=piece.minutes,
        work_date=piece.date,
        start=piece.start,
        end=piece.end,
        done=piece.done,
        trace=_trace(piece, item),
        guessed=_guessed(piece),
        candidates=[candidate.code for candidate in piece.candidates],
        probability=round(piece.candidates[0].probability, 4) if piece.candidates else None,
        created_at=now,
    )
    if item:
        lines.freeze(entry, item)
    return entry


def _trace(piece: nlu.EntryReading, item: CatalogueItem | None) -> str | None:
    """The told trace, unless it is only the item's own unit, which the quantity says already."""
    if piece.trace is None or item is None or nlu.fold(piece.trace) in nlu.fold(item.unit):
        return None
    return piece.trace


def _guessed(piece: nlu.EntryReading) -> list[str]:
    guessed = [] if piece.quantity_told or not piece.done else ["quantity"]
    features = {e.feature for e in piece.candidates[0].evidence} if piece.candidates else set()
    return guessed + (["memory"] if "memory" in features else [])


def _unfinished(uow: UnitOfWork, who: Who, piece: nlu.EntryReading, said: Said) -> Entry | None:
    now = said.sent_at
    words = nlu.fold(said.text[piece.span[0] : piece.span[1] + FINISHED_REACH])
    if not piece.done or not any(word in words for word in FINISHED_WORDS):
        return None
    return store.unfinished_of_item(uow, who.id, piece.item or "", since=now, days=UNFINISHED_DAYS)


def _close(
    uow: UnitOfWork,
    who: Who,
    entry: Entry,
    piece: nlu.EntryReading,
    message: Message,
    item: CatalogueItem,
    now: datetime,
    outcome: _Outcome,
) -> None:
    """Saying that it is finished closes the same line; time told for another day becomes a line of that day."""
    same_day = piece.date == entry.work_date
    minutes = entry.minutes
    if piece.minutes is not None and same_day:
        minutes = (entry.minutes or 0) + piece.minutes
    quantity = piece.quantity
    if item.measure == "hours":
        quantity = (Decimal(minutes) / 60).quantize(Decimal("0.0001")) if minutes is not None else quantity
    done = {"done": True, "quantity": quantity, "minutes": minutes, "guessed": _guessed(piece), "state": "pending"}
    lines.change(uow, who, entry, "finish", now, **done)
    uow.audit("entry.finished", actor_id=who.id, table="entry", row_id=entry.id, at=now)
    outcome.closed.append(entry)
    if piece.minutes is not None and not same_day:
        rest = _entry(who, message, len(outcome.stored), piece, item, now)
        rest.quantity = lines.counted_quantity(rest) if item.measure == "hours" else Decimal(0)
        rest.guessed = []
        lines.check_new(uow, who, rest)
        store.add(uow, rest)
        uow.audit("entry.recorded", actor_id=who.id, table="entry", row_id=rest.id, at=now)
        outcome.stored.append(rest)


def _notes(uow: UnitOfWork, who: Who, entry: Entry, outcome: _Outcome) -> None:
    """What the receipt points out: overlapping clock times, an identical line of the same day."""
    others = [other for other in store.of_day(uow, who.id, entry.work_date) if other.state != "draft"]
    overlap = next((other for other in others if _overlaps(entry, other)), None)
    if overlap:
        name = overlap.item_name or overlap.text
        outcome.notes.append(("overlap", {"name": name, "start": overlap.start, "end": overlap.end}))
    if entry.item_code and any(_same(entry, other) for other in others):
        outcome.notes.append(("duplicate", {}))


def _overlaps(one: Entry, other: Entry) -> bool:
    if not (one.start and one.end and other.start and other.end):
        return False
    return one.start < other.end and other.start < one.end


def _same(one: Entry, other: Entry) -> bool:
    fields = ("item_code", "quantity", "minutes", "start", "end", "done")
    same = all(getattr(one, name) == getattr(other, name) for name in fields)
    return same and nlu.fold(one.text) == nlu.fold(other.text)
