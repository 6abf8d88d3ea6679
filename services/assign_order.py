"""A manager's line becomes an order: who, which item, how much, until when, in which shares; and what is open."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import ROUND_DOWN, Decimal
from typing import Any

import nlu
from nlu.order import Order, Part, read_order
from services import assign_text, entries, memory, permissions
from services.entries import Said
from services.errors import NotFound, Refusal
from services.office import Office, Reader
from services.values import Mention, Who
from storage import assign as store
from storage import people
from storage.tables import Person
from storage.uow import UnitOfWork

SURE = 0.7
LIKELY = 0.03
"""Below it an item is no choice worth reading."""
MAX_CHOICES = 4
MAX_PEOPLE = 20
TOKEN = re.compile(r"@?\bidx(\d{1,9})x\b")
_OF_OTHERS = "".join(f"(?<!{word})" for word in "trễ tre quá qua đúng dung đến den gia thời thoi trước truoc".split())
DUE_TAIL = re.compile(
    rf"{_OF_OTHERS}[\s,;.–-]+(?:hạn(?: chót| cuối)?|deadline|chậm nhất|han(?: chot| cuoi)?|cham nhat)\s.*$", re.I
)
"""A deadline behind the work; «hồ sơ trễ hạn tháng 11» is the work itself."""
EVERYBODY = re.compile(r"^(?:cac|toan the|toan|ca|tat ca|moi nguoi)(?:\s|$)")
"""Work given to all is nobody's: a part, a state and a deadline belong to a named person."""
GIVES = re.compile(r"^\W*(?:giao|phan cong|phan|cu|nho|yeu cau|de nghi|chia|tach|viec|thuoc)\b")
PLACES = Decimal("0.0001")


@dataclass(frozen=True)
class Line:
    """A line that gives work, read: the order's words, what the understanding found, who was mentioned."""

    order: Order
    reading: nlu.AssignReading
    mentioned: Mapping[str, int]


@dataclass(frozen=True)
class Slot:
    """One named person: as typed, who it may be, role and share as told."""

    said: str
    ids: tuple[int, ...]
    part: Part


def read_line(
    uow: UnitOfWork, office: Office, who: Who, said: Said, mentions: Sequence[Mention] = ()
) -> Line | None:  # fmt: skip
    """Read a line that gives work; None where it gives none. Raises Refusal on a secrecy mark."""
    text, mentioned = with_tokens(uow, said.channel, said.text, mentions)
    order = read_order(text)
    reading = entries.understand(uow, office, who, order.plain, said.sent_at)
    if reading.intent != "assign" and order.plain != text:  # what was taken out belonged to the sentence after all
        order, reading = Order(text), entries.understand(uow, office, who, text, said.sent_at)
    if reading.intent != "assign" or reading.assign is None:
        return None
    return Line(order, reading.assign, mentioned)


def may_be_order(text: str) -> bool:
    """Whether a line has what only an order has – shares, a repetition, the job above – whatever its words seem to say.

    With these in it a line may look like work done or planned; `read_line` decides once they are taken out.
    """
    order = read_order(text)
    return (
        bool(order.parts or order.every or order.above or order.odd_every) and GIVES.match(nlu.fold(text)) is not None
    )


def with_tokens(
    uow: UnitOfWork, channel: str, text: str, mentions: Sequence[Mention]
) -> tuple[str, dict[str, int]]:  # fmt: skip
    """Put a sign that names one person in the place of each mention of a linked account: it wins over the name."""
    known: dict[str, int] = {}
    for mention in sorted(mentions, key=lambda m: -m.start):
        person_id = people.mentioned(uow, channel, mention.user_id, mention.username)
        if person_id is not None:
            known[f"idx{person_id}x"] = person_id
            text = f"{text[: mention.start]}@idx{person_id}x{text[mention.end :]}"
    return text, known


def slots(line: Line, below: Sequence[Person], unit_names: Mapping[int, str]) -> list[Slot]:
    """Who may be meant by each name. Raises Refusal assign.unknown, assign.shares_names."""
    found = [Slot(name, _ids(name, line.mentioned, below, unit_names), Part(nlu.fold(name))) for name in _names(line)]
    for part in line.order.parts:
        place = next((n for n, slot in enumerate(found) if _same(slot.said, part.name)), None)
        if place is None:
            raise Refusal("assign.unknown", name=part.name)
        found[place] = replace(found[place], part=part)
    return found


def _names(line: Line) -> list[str]:
    if not line.reading.assignees:
        raise Refusal("assign.nobody")
    if len(line.reading.assignees) > MAX_PEOPLE:
        raise Refusal("assign.too_many", limit=MAX_PEOPLE)
    return list(dict.fromkeys(line.reading.assignees))


def _same(said: str, name: str) -> bool:
    words, wanted = nlu.fold(said).split(), name.split()
    return words == wanted or words[-len(wanted) :] == wanted or wanted[-len(words) :] == words


def _ids(
    name: str, mentioned: Mapping[str, int], below: Sequence[Person], unit_names: Mapping[int, str]
) -> tuple[int, ...]:
    if name in mentioned:
        found = [person for person in below if person.id == mentioned[name]]
    else:
        found = find_people(below, name) or _heads(below, name, unit_names)
    if not found and EVERYBODY.match(nlu.fold(name)):
        raise Refusal("assign.everybody")
    if not found:
        raise Refusal("assign.unknown", name=TOKEN.sub("…", name))
    return tuple(person.id for person in found if person.id is not None)


def find_people(below: Sequence[Person], name: str) -> list[Person]:
    """People with that name: staff code, full name or its last words; with accents where these tell them apart."""
    exact = [p for p in below if p.staff_code.lower() == name.lower()]
    wanted = nlu.fold(name).replace("_", " ").split()
    found = exact or [p for p in below if nlu.fold(p.full_name).split()[-len(wanted) :] == wanted]
    accented = [p for p in found if p.full_name.lower().split()[-len(wanted) :] == name.lower().split()]
    return accented if accented and name.lower() != nlu.fold(name) else found


def _heads(below: Sequence[Person], name: str, unit_names: Mapping[int, str]) -> list[Person]:
    """Work given to a unit goes to its head."""
    wanted = nlu.fold(name)
    members = [p for p in below if wanted in nlu.fold(unit_names.get(p.id or 0, ""))] if " " in wanted else []
    ids = {p.id for p in members}
    return [p for p in members if p.is_leader and p.manager_id not in ids]


def shares(parts: Sequence[Part]) -> list[Decimal]:
    """Parts of 1 that sum to 1 exactly. Untold ones share the rest equally, the first taking what division leaves.

    Equal is the default, also between lead and helpers: no source says that a lead's part counts more, so a larger one
    must be said. Raises Refusal assign.shares where they cannot sum to 100 %.
    """
    told = sum((part.share for part in parts if part.share is not None), Decimal(0))
    untold = [n for n, part in enumerate(parts) if part.share is None]
    rest = Decimal(100) - told
    if rest < 0 or (rest > 0 and not untold) or (rest == 0 and untold) or any(p.share == 0 for p in parts):
        raise Refusal("assign.shares", total=f"{told.normalize():f}".replace(".", ","))
    found = [((part.share or Decimal(0)) / 100).quantize(PLACES) for part in parts]
    if untold:
        each = (rest / 100 / len(untold)).quantize(PLACES, ROUND_DOWN)
        found = [each if n in untold else share for n, share in enumerate(found)]
    found[untold[0] if untold else 0] += 1 - sum(found)
    if min(found) <= 0:  # too little is left for so many
        raise Refusal("assign.shares_left", left=f"{rest.normalize():f}".replace(".", ","), count=len(untold))
    return found


def ranked(
    uow: UnitOfWork, who: Who, reader: Reader, line: Line, posts: Sequence[str]
) -> tuple[str | None, list[str]]:  # fmt: skip
    """The sure item (None: to be asked) and the choices: by confirmed wordings, then by the assignees' post."""
    remembered = memory.of(uow, who).get(nlu.wording(work_words(line)))
    if remembered and reader.item(remembered):
        return remembered, [remembered]
    found = list(line.reading.candidates)
    if len(set(posts)) == 1:
        by_post = nlu.match(work_words(line), reader.index, post=posts[0])
        if by_post and (not found or by_post[0].probability > found[0].probability):
            found = list(by_post)
    likely = [c.code for n, c in enumerate(found) if reader.item(c.code) and (c.probability >= LIKELY or n < 2)]
    sure = found[0].code if found and likely and found[0].probability >= SURE else None
    return sure, likely[:MAX_CHOICES]


def work_words(line: Line) -> str:
    """The words of the work, without the deadline behind them."""
    return DUE_TAIL.sub("", line.reading.text).strip(" ,.:;-–") or line.reading.text


def _stretch(text: str, now: datetime) -> str | None:
    day = assign_text.end_of(text, now)
    return day.isoformat() if day else None


def order_data(
    uow: UnitOfWork, office: Office, who: Who, line: Line, below: Sequence[Person], now: datetime
) -> dict[str, Any]:  # fmt: skip
    """Everything a line says, as it is kept until nothing is open. Raises Refusal where it cannot be an order."""
    if line.order.odd_every:
        raise Refusal("assign.every")
    reader = office.readers.for_agency(uow, who.agency_id)
    named = slots(line, below, store.units(uow, [p.id or 0 for p in below]))
    shares([slot.part for slot in named])
    work = _spelled(uow, work_words(line))
    if not work.strip():
        raise Refusal("assign.no_work")
    posts = {p.id: p.post for p in below}
    item, items = ranked(uow, who, reader, line, [posts[i] for slot in named for i in slot.ids])
    quantity = line.reading.quantity
    every = line.order.every
    return {
        "people": [_person(slot) for slot in named],
        "work": work,
        "item": item,
        "items": items,
        "free": not items,
        "quantity": str(line.order.count if line.order.count and quantity == 1 else quantity),
        "due": None if every else line.reading.due or _stretch(line.order.plain, now),
        "minutes": line.order.minutes,
        "every": {"kind": every.kind, "day": every.day, "time": every.time} if every else None,
        "above": above_id(uow, who, line.order.above) if line.order.above else None,
        "no_item": False,
        "round": 0,
    }


def _person(slot: Slot) -> dict[str, Any]:
    share = None if slot.part.share is None else str(slot.part.share)
    return {"said": slot.said, "ids": list(slot.ids), "role": slot.part.role, "share": share}


def _spelled(uow: UnitOfWork, text: str) -> str:
    """Mentions inside the work are people's names again."""
    ids = [int(found[1]) for found in TOKEN.finditer(text)]
    names = store.names(uow, ids) if ids else {}
    return TOKEN.sub(lambda found: names.get(int(found[1]), "…"), text)


def above_id(uow: UnitOfWork, who: Who, number: int) -> int:
    """The row that a sub-task hangs on: this person's part of the job, or the one they gave. One level, no more."""
    try:
        rows = [row for row in permissions.access_job(uow, who, number) if row.state in store.OPEN]
    except NotFound:
        rows = []
    if not rows:
        raise Refusal("assign.no_task", number=number)
    row = next((r for r in rows if r.assignee_id == who.id), rows[0])
    if row.parent_id is not None:
        raise Refusal("assign.too_deep", number=number)
    return row.id or 0
