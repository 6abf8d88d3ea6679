"""The bot's open question: several points of one message are asked together and answered one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import nlu
from services import lines, permissions, points, when
from services.asked_before import answered_part
from services.errors import Refusal
from services.office import Office, Reader
from services.points import Point
from services.values import EntryView, Part, QuestionView, Who
from services.views import entry_view
from storage import entries as store
from storage import questions as asked
from storage import wordings
from storage.tables import Entry, Question
from storage.uow import UnitOfWork

OTHER = "other"
DROP = "drop"
MAX_PARTS = 5


@dataclass(frozen=True)
class Answered:
    """What an answer did: the line now, whether it was dropped, and what is still open."""

    entry: EntryView
    dropped: bool
    stored: bool
    question: QuestionView | None


def part(point: Point, entry: Entry, reader: Reader) -> dict[str, Any]:
    """An open point as it is kept with the question; item choices carry the item's name as label."""
    choices = [list(choice) for choice in point.choices]
    data: dict[str, str] = {}
    if point.kind == "item":
        choices = [[code, item_label(reader, code)] for code, _ in point.choices if reader.item(code)]
    if point.kind in {"reason", "date"}:
        data = {"day": entry.work_date.isoformat(), "today": when.today(entry.created_at).isoformat()}
    local = when.local(entry.created_at)
    if point.kind == "date" and local.hour < points.NIGHT_ENDS:
        data["clock"] = f"{local.hour}:{local.minute:02}"
    if point.kind == "reason":
        data, choices = data | dict(point.choices), []
    return {"kind": point.kind, "entry": entry.id, "text": entry.text, "choices": choices, "data": data, "open": True}


def merge_days(parts: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Which day is meant is asked once for all pieces of a message that leave it open in the same way."""
    merged: list[dict[str, Any]] = []
    for new in parts:
        same = next((p for p in merged if p["kind"] == new["kind"] == "date" and p["choices"] == new["choices"]), None)
        if same is None:
            merged.append(new)
        else:
            same["also"] = [*same.get("also", []), new["entry"]]
    return merged


def item_label(reader: Reader, code: str) -> str:
    """How an item is offered: its name and unit."""
    item = reader.item(code)
    return f"{item.name} ({item.unit})" if item else code


def ask(
    uow: UnitOfWork, who: Who, channel: str, chat_id: str, parts: Sequence[dict[str, Any]], now: datetime
) -> QuestionView | None:
    """Open one question for these points, at most five at once: the rest waits behind it; None where none is open."""
    if not parts:
        return None
    for rest in reversed(range(MAX_PARTS, len(parts), MAX_PARTS)):
        _open(uow, who, channel, chat_id, parts[rest : rest + MAX_PARTS], now)
    return question_view(_open(uow, who, channel, chat_id, parts[:MAX_PARTS], now))


def _open(
    uow: UnitOfWork, who: Who, channel: str, chat_id: str, parts: Sequence[dict[str, Any]], now: datetime
) -> Question:
    kind = parts[0]["kind"]
    row = Question(person_id=who.id, channel=channel, chat_id=chat_id, kind=kind, parts=list(parts), asked_at=now)
    return asked.add(uow, row)


def question_view(row: Question) -> QuestionView | None:
    """The points of a question that are still open, numbered as they were asked; None once all are answered."""
    if not any(p["open"] for p in row.parts):
        return None
    return QuestionView(row.id or 0, tuple(_part_view(p) for p in row.parts))


def _part_view(raw: dict[str, Any]) -> Part:
    choices = tuple((value, label) for value, label in raw["choices"]) if raw["open"] else ()
    kind = raw["kind"] if raw["open"] else "answered"
    return Part(kind, raw["entry"], raw["text"], choices, raw["data"])


def latest(uow: UnitOfWork, who: Who, channel: str, chat_id: str) -> QuestionView | None:
    """The latest question of a chat that is still open."""
    row = asked.latest_open(uow, who.id, channel, chat_id)
    return question_view(row) if row else None


def ask_again(
    uow: UnitOfWork, office: Office, who: Who, channel: str, chat_id: str, now: datetime, only: Sequence[int] = ()
) -> QuestionView | None:
    """Gather what is still open about the person's drafts – or about these lines `only` – into one new question."""
    drafts = {entry.id: entry for entry in store.open_drafts(uow, who.id) if not only or entry.id in only}
    gathered: list[dict[str, Any]] = []
    for row in asked.all_open(uow, who.id):
        mine = [p for p in row.parts if p["open"] and p["entry"] in drafts]
        gathered += mine
        if only:
            asked.update(uow, row, [p | {"open": False} if p in mine else p for p in row.parts], now)
        else:
            asked.close(uow, row, now)
    known = {entry for p in gathered for entry in (p["entry"], *p.get("also", ()))}
    gathered += [_item_part(office, who, uow, entry) for key, entry in drafts.items() if key not in known]
    return ask(uow, who, channel, chat_id, merge_days(gathered), now)


def close_parts(uow: UnitOfWork, who: Who, entry: Entry, now: datetime) -> None:
    """A repair answered what was asked: the item is known, or the line is gone; old buttons are then stale."""
    kinds = {"item", "free_item"} if entry.state == "draft" else points.DRAFTING
    for row in asked.all_open(uow, who.id):
        mine = [p for p in row.parts if p["open"] and p["entry"] == entry.id and p["kind"] in kinds]
        if mine and (entry.item_code is not None or entry.state == "withdrawn"):
            asked.update(uow, row, [p | {"open": False} if p in mine else p for p in row.parts], now)


def other_points(uow: UnitOfWork, who: Who, entry: Entry) -> bool:
    """Whether anything but its item is still asked about a draft."""
    parts = [p for row in asked.all_open(uow, who.id) for p in row.parts if p["open"]]
    drafting = points.DRAFTING - {"item", "free_item"}
    return any(p["kind"] in drafting and entry.id in (p["entry"], *p.get("also", ())) for p in parts)


def _item_part(office: Office, who: Who, uow: UnitOfWork, entry: Entry) -> dict[str, Any]:
    """A draft whose question is gone is asked anew: a long day's reason, its hours, what was answered, its item."""
    reader = office.readers.for_agency(uow, who.agency_id)
    long_day = lines.needs_reason(uow, who, entry, entry.work_date, entry.minutes)
    if entry.item_code is not None and long_day:
        return part(Point("reason", (("total", str(long_day)),)), entry, reader)
    if entry.item_measure == "hours" and entry.minutes is None:
        return part(Point("hours"), entry, reader)
    before = answered_part(uow, who, entry)
    if before is not None:
        return before
    codes = entry.candidates or [c.code for c in nlu.match(entry.text, reader.index, post=who.post)]
    return part(Point("item", tuple((code, "") for code in codes[: points.MAX_CHOICES])), entry, reader)


def answer(
    uow: UnitOfWork, office: Office, who: Who, question_id: int, number: int, value: str, now: datetime
) -> Answered:
    """Apply one answer. Raises NotFound for another's question, Refusal("question.closed") for an answered one."""
    row = permissions.access_question(uow, who, question_id)
    if row.closed_at is not None or number >= len(row.parts) or not row.parts[number]["open"]:
        raise Refusal("question.closed")
    parts = [dict(p) for p in row.parts]
    entry = permissions.access_own_entry(uow, who, parts[number]["entry"])
    if entry.state not in {"draft", "pending"}:
        raise Refusal("question.closed")
    reader = office.readers.for_agency(uow, who.agency_id)
    if parts[number]["kind"] in {"item", "free_item"} and value == OTHER:
        parts[number] |= {"kind": "free_item", "choices": []}
        return _keep(uow, row, parts, entry, now)
    asked_about = [entry, *(permissions.access_own_entry(uow, who, other) for other in parts[number].get("also", []))]
    parts[number]["open"] = False
    for line in asked_about:
        if line.state in {"draft", "pending"}:
            follow = _apply(uow, office, who, reader, line, parts[number], value, now)
            parts = _settle(uow, who, line, [*parts, *(part(point, line, reader) for point in follow)], now)
    return _keep(uow, row, parts, entry, now)


def _settle(
    uow: UnitOfWork, who: Who, entry: Entry, parts: list[dict[str, Any]], now: datetime
) -> list[dict[str, Any]]:
    """A line with nothing left to ask is stored; one that was dropped has nothing left to ask."""
    if entry.state == "withdrawn":
        return [p | {"open": False} if p["entry"] == entry.id else p for p in parts]
    if entry.state == "draft" and not _drafting(parts, entry):
        lines.change(uow, who, entry, "confirm", now, state="pending")
        uow.audit("entry.confirmed", actor_id=who.id, table="entry", row_id=entry.id, at=now)
    return parts


def _drafting(parts: Sequence[dict[str, Any]], entry: Entry) -> bool:
    asked_about = (p for p in parts if p["open"] and p["kind"] in points.DRAFTING)
    return any(entry.id in (p["entry"], *p.get("also", ())) for p in asked_about)


def _keep(uow: UnitOfWork, row: Question, parts: list[dict[str, Any]], entry: Entry, now: datetime) -> Answered:
    asked.update(uow, row, parts, now)
    return Answered(entry_view(entry), entry.state == "withdrawn", entry.state == "pending", question_view(row))


def _apply(
    uow: UnitOfWork, office: Office, who: Who, reader: Reader, entry: Entry, asked_part: dict[str, Any], value: str,
    now: datetime,
) -> list[Point]:  # fmt: skip
    """Put the answer into the line; gives back points that the answer itself opens."""
    if value == DROP or (asked_part["kind"] == "reason" and value == "bỏ"):
        lines.change(uow, who, entry, "drop", now, state="withdrawn")
        return []
    match asked_part["kind"]:
        case "item" | "free_item":
            return _apply_item(uow, who, reader, entry, value, now)
        case "date":
            _apply_date(uow, office, who, entry, date.fromisoformat(value), now)
        case "time" | "hours":
            told = _time_fields(entry, value if ":" in value or value == "none" else f"minutes:{value}")
            probe = Entry(item_measure=entry.item_measure, done=entry.done, quantity=entry.quantity, **told)
            told["quantity"] = lines.counted_quantity(probe)
            lines.change(uow, who, entry, "answer", now, **told)
        case "quantity":
            guessed = [name for name in entry.guessed if name != "quantity"]
            lines.change(uow, who, entry, "answer", now, quantity=Decimal(value), guessed=guessed)
        case "trace":
            if value != "không":
                lines.change(uow, who, entry, "answer", now, trace=value)
        case "reason":
            lines.change(uow, who, entry, "answer", now, reason=value)
    return _long_day(uow, who, entry) if asked_part["kind"] in {"time", "hours", "date"} else []


def _long_day(uow: UnitOfWork, who: Who, entry: Entry) -> list[Point]:
    """An answer may make the day longer than twelve told hours: then its reason is asked, as for any line."""
    total = lines.needs_reason(uow, who, entry, entry.work_date, entry.minutes)
    return [Point("reason", (("total", str(total)),))] if total and entry.state == "draft" else []


def _time_fields(entry: Entry, value: str) -> dict[str, Any]:
    """«minutes:180» · "clock:15:00" · "clock:08:00-10:30" → fields."""
    kind, _, rest = value.partition(":")
    if kind == "none":
        return {"minutes": None, "start": None, "end": None}
    if kind == "minutes":
        return {"minutes": int(rest), "start": None, "end": None}
    start, _, end = rest.partition("-")
    minutes = _span(start, end) if end else None
    return {"start": start, "end": end or None, "minutes": minutes}


def _span(start: str, end: str) -> int:
    a, b = (int(h) * 60 + int(m) for h, m in (start.split(":"), end.split(":")))
    return (b - a) % (24 * 60)


def _apply_item(uow: UnitOfWork, who: Who, reader: Reader, entry: Entry, code: str, now: datetime) -> list[Point]:
    item = reader.item(code)
    if item is None:
        raise Refusal("not_found")
    lines.change(uow, who, entry, "item", now, **item_fields(entry, item))
    remember(uow, who, entry, code, now)
    hours = points.hours_point(item, entry.minutes, entry.done)
    return [hours] if hours else []


def item_fields(entry: Entry, item: Any) -> dict[str, Any]:
    """The frozen fields of an item for a line, with the quantity that then counts."""
    probe = Entry(done=entry.done, quantity=entry.quantity, minutes=entry.minutes)  # type: ignore[call-arg]
    lines.freeze(probe, item)
    names = ("item_code", "item_name", "item_unit", "item_measure", "coefficient", "standard_minutes", "catalogue_id")
    return {name: getattr(probe, name) for name in (*names, "quantity")}


def remember(uow: UnitOfWork, who: Who, entry: Entry, code: str, now: datetime) -> None:
    """Keep the person's wording with the item they confirmed: next time it is read like that."""
    wording = nlu.wording(entry.text)
    if wording:
        wordings.put(uow, who.id, wording, code, now)


def _apply_date(uow: UnitOfWork, office: Office, who: Who, entry: Entry, day: date, now: datetime) -> None:
    if day > when.today(now):
        raise Refusal("entry.future", day=day)
    refusal = lines.refused(uow, office, who, day, None, now)
    if refusal:
        raise Refusal(refusal.code, text=entry.text, **refusal.data)
    lines.change(uow, who, entry, "answer", now, work_date=day)


def answer_text(
    uow: UnitOfWork, office: Office, who: Who, question: QuestionView, text: str, now: datetime
) -> Answered | QuestionView | None:
    """Take free text as the answer to the first open point that takes words; None where it does not fit.

    For a typed item name the matching items become the point's new choices.
    """
    for number, open_part in enumerate(question.parts):
        if open_part.kind == "free_item":
            return offer_items(uow, office, who, question.id, number, text, now)
        value = _value_of(uow, office, who, open_part.kind, text, now)
        if value is not None:
            return answer(uow, office, who, question.id, number, value, now)
    return None


def _value_of(uow: UnitOfWork, office: Office, who: Who, kind: str, text: str, now: datetime) -> str | None:
    if kind == "reason":
        return text.strip()[:200] if _is_reason(uow, office, who, text, now) else None
    fields = lines.read(uow, office, who, text, now)
    if fields.rest:
        return None
    if kind == "hours" and fields.start and fields.end:
        return f"clock:{fields.start}-{fields.end}"
    if kind == "hours" and fields.minutes is not None:
        return str(fields.minutes)
    if kind == "date" and fields.date is not None:
        return fields.date.isoformat()
    if kind == "quantity" and fields.quantity is not None:
        return str(fields.quantity)
    if kind == "time" and fields.start:
        return f"clock:{fields.start}" + (f"-{fields.end}" if fields.end else "")
    if kind == "time" and fields.minutes is not None:
        return f"minutes:{fields.minutes}"
    if kind == "trace" and fields.quantity is not None:
        return text.strip()[:80]
    return None


def _is_reason(uow: UnitOfWork, office: Office, who: Who, text: str, now: datetime) -> bool:
    """Whether a text can be the reason of a long day: no work, leave, question or task of its own, and no secret."""
    mark = nlu.classified_mark(text)
    if mark:
        raise Refusal("entry.secret", mark=mark)
    reader = office.readers.for_agency(uow, who.agency_id)
    reading = nlu.understand(text, now=when.local(now), index=reader.index, post=who.post)
    if reading.intent in {"leave", "assign", "query", "plan"} or not text.strip():
        return False
    return not any(e.sure and (e.quantity_told or e.minutes) for e in reading.entries)


def offer_items(
    uow: UnitOfWork, office: Office, who: Who, question_id: int, number: int, text: str, now: datetime
) -> QuestionView | None:
    """Turn a typed name into numbered choices of that point; None where nothing fits."""
    row = permissions.access_question(uow, who, question_id)
    reader = office.readers.for_agency(uow, who.agency_id)
    found = nlu.match(text, reader.index, post=who.post)[: points.MAX_CHOICES]
    if not found:
        return None
    parts = [dict(p) for p in row.parts]
    parts[number] |= {"kind": "item", "choices": [[c.code, item_label(reader, c.code)] for c in found]}
    asked.update(uow, row, parts, now)
    return question_view(row)


def get_question(uow: UnitOfWork, who: Who, question_id: int) -> QuestionView:
    """A question asked of this person. Raises Refusal("question.closed") once all its points are answered."""
    view = question_view(permissions.access_question(uow, who, question_id))
    if view is None:
        raise Refusal("question.closed")
    return view


def skip(uow: UnitOfWork, who: Who, channel: str, chat_id: str, now: datetime) -> bool | None:
    """Leave the latest question: drafts stay. True where a draft remains, None where nothing was asked."""
    row = asked.latest_open(uow, who.id, channel, chat_id)
    if row is None:
        return None
    asked.close(uow, row, now)
    return any(p["open"] and p["kind"] in points.DRAFTING for p in row.parts)
