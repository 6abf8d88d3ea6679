"""Giao việc: a leader gives work to people below; what is unsure is asked once, the rest goes out at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import nlu
from services import assign_order, assign_rules, entries, permissions, questions
from services.assign_create import Repeated as Repeated
from services.assign_create import create, repeated
from services.assign_due import deadline_notices as deadline_notices
from services.assign_due import has_work as has_work
from services.assign_due import mark_told as mark_told
from services.assign_due import note_delays as note_delays
from services.assign_facts import facts as facts
from services.assign_order import with_tokens as with_tokens
from services.assign_rules import tick as tick
from services.assign_views import view, views
from services.entries import Said
from services.errors import NotFound, Refusal, Stale
from services.office import Office
from services.values import Mention, TaskView, Who
from storage import assign as store
from storage import messages, orders
from storage.tables import AssignmentOrder, AssignmentRule, Entry, Person
from storage.uow import UnitOfWork

NO_ITEM = "none"
OTHER = "other"
ORDER_OPEN = "open"


@dataclass(frozen=True)
class OrderPoint:
    """One open point of an order: a "person", the "item" or a "free" name for it, with the choices (value, label).

    `place` stays the same while other points are answered, so that several answers may stand in one message.
    """

    place: int
    kind: str
    said: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Asked:
    """An order that waits for answers; `round` grows when its choices change, so that old buttons are recognised."""

    id: int
    round: int
    work: str
    points: tuple[OrderPoint, ...]


@dataclass(frozen=True)
class Given:
    """What went out at once: the parts of one job, and the rule behind them, if any."""

    tasks: tuple[TaskView, ...]
    rule: Repeated | None = None


def give(
    uow: UnitOfWork, office: Office, who: Who, said: Said, mentions: Sequence[Mention] = ()
) -> Given | Asked | None:  # fmt: skip
    """Give the work of a line, or ask what it leaves open; None where the line gives none.

    Raises Refusal assign.not_leader, .nobody, .unknown, .no_work, .shares, .every, .no_task, .too_deep.
    """
    line = assign_order.read_line(uow, office, who, said, mentions)
    if line is None:
        return None
    below = permissions.access_people_below(uow, who)
    if not below:
        raise Refusal("assign.not_leader")
    message, _ = entries.store_message(uow, who, said)
    known = store.of_message(uow, message.id or 0)
    if known:
        return Given(views(uow, known))
    data = assign_order.order_data(uow, office, who, line, below, said.sent_at)
    return go_on(uow, office, who, data, message.id or 0, below, said.sent_at)


def go_on(
    uow: UnitOfWork, office: Office, who: Who, data: dict[str, Any], message_id: int, below: Sequence[Person],
    now: datetime, order: AssignmentOrder | None = None,
) -> Given | Asked:  # fmt: skip
    """Give an order in which nothing is open; else keep it and say what is."""
    points = _points(uow, office, who, data, below)
    if order is None and points:
        order = orders.add(
            uow, AssignmentOrder(giver_id=who.id, message_row_id=message_id, data=data, created_at=now)
        )  # fmt: skip
        uow.audit("assignment.asked", actor_id=who.id, table="assignment_order", row_id=order.id, at=now)
    elif order is not None:
        orders.change(uow, order, data, ORDER_OPEN if points else "given")
    if points and order is not None:
        return Asked(order.id or 0, data["round"], data["work"], points)
    if data["every"]:
        return _repeat(uow, office, who, data, message_id, now)
    return Given(views(uow, create(uow, office, who, data, below, now, message_row_id=message_id)))


def _points(
    uow: UnitOfWork, office: Office, who: Who, data: dict[str, Any], below: Sequence[Person]
) -> tuple[OrderPoint, ...]:  # fmt: skip
    points = []
    by_id = {person.id: person for person in below}
    for place, person in enumerate(data["people"]):
        if len(person["ids"]) > 1:
            found = [by_id[i] for i in person["ids"] if i in by_id][:8]
            unit = store.units(uow, [p.id or 0 for p in found])
            choices = tuple((str(p.id), f"{p.full_name} – {unit.get(p.id or 0, '')}") for p in found)
            points.append(OrderPoint(place, "person", person["said"], choices))
    if data["item"] is None and not data["no_item"]:
        points.append(_item_point(uow, office, who, data))
    return tuple(points)


def _item_point(uow: UnitOfWork, office: Office, who: Who, data: dict[str, Any]) -> OrderPoint:
    if data["free"]:
        return OrderPoint(len(data["people"]), "free", data["work"], ((NO_ITEM, ""),))
    reader = office.readers.for_agency(uow, who.agency_id)
    named = tuple((code, questions.item_label(reader, code)) for code in data["items"])
    return OrderPoint(len(data["people"]), "item", data["work"], (*named, (OTHER, "")))


def _open_order(uow: UnitOfWork, who: Who, order_id: int, round_: int | None = None) -> AssignmentOrder:
    order = permissions.access_order(uow, who, order_id)
    if order.state != ORDER_OPEN or round_ not in (None, order.data["round"]):
        raise Stale("order")
    return order


def answer(
    uow: UnitOfWork, office: Office, who: Who, order_id: int, round_: int, place: int, choice: int, now: datetime
) -> Given | Asked:
    """Take one choice of an order's open points; when nothing is open any more the work goes out."""
    order = _open_order(uow, who, order_id, round_)
    below = permissions.access_people_below(uow, who)
    point = next((p for p in _points(uow, office, who, order.data, below) if p.place == place), None)
    if point is None or not 0 <= choice < len(point.choices):
        raise Stale("order")
    value, data = point.choices[choice][0], dict(order.data)
    if point.kind == "person":
        data["people"] = [p | {"ids": [int(value)]} if n == place else p for n, p in enumerate(data["people"])]
    elif value == OTHER:
        data |= {"free": True, "round": data["round"] + 1}
    elif value == NO_ITEM:
        data |= {"no_item": True}
    else:
        data |= {"item": value}
        questions.remember(uow, who, Entry(text=data["work"]), value, now)  # type: ignore[call-arg]
    return go_on(uow, office, who, data, order.message_row_id, below, now, order)


def name_item(uow: UnitOfWork, office: Office, who: Who, order_id: int, text: str, now: datetime) -> Asked | None:
    """A typed item name becomes the choices of an order; None where nothing fits."""
    order = _open_order(uow, who, order_id)
    reader = office.readers.for_agency(uow, who.agency_id)
    found = [c.code for c in nlu.match(text, reader.index) if reader.item(c.code)][: assign_order.MAX_CHOICES]
    if not found:
        return None
    below = permissions.access_people_below(uow, who)
    data = {**order.data, "items": found, "free": False, "round": order.data["round"] + 1}
    done = go_on(uow, office, who, data, order.message_row_id, below, now, order)
    return done if isinstance(done, Asked) else None


def drop(uow: UnitOfWork, who: Who, order_id: int, now: datetime) -> str:
    """Give up an order that is still open; gives its words."""
    order = _open_order(uow, who, order_id)
    orders.change(uow, order, order.data, "dropped")
    uow.audit("assignment.dropped", actor_id=who.id, table="assignment_order", row_id=order.id, at=now)
    return str(order.data["work"])


def _repeat(
    uow: UnitOfWork, office: Office, who: Who, data: dict[str, Any], message_id: int, now: datetime
) -> Given:  # fmt: skip
    every = data["every"]
    rule = AssignmentRule(
        agency_id=who.agency_id, giver_id=who.id, every=every["kind"], day=every["day"], data=data,
        message_row_id=message_id, created_at=now,
    )  # fmt: skip
    orders.add_rule(uow, rule)
    uow.audit("assignment.rule", actor_id=who.id, table="assignment_rule", row_id=rule.id, at=now, day=rule.day)
    first = assign_rules.run_rule(uow, office, rule, now)
    return Given(views(uow, first), repeated(uow, rule))


def gave(uow: UnitOfWork, channel: str, chat_id: str, message_id: str) -> bool:
    """Whether a chat's message gave work, or asked about it: an edit of it is for us."""
    message = messages.find_message(uow, channel, chat_id, message_id)
    if message is None:
        return False
    return bool(store.of_message(uow, message.id or 0) or orders.of_message(uow, message.id or 0))


def is_open(uow: UnitOfWork, who: Who, order_id: int) -> bool:
    """Whether an order of this manager still waits."""
    return permissions.access_order(uow, who, order_id).state == ORDER_OPEN


def waits_for_name(uow: UnitOfWork, who: Who, order_id: int) -> bool:
    """Whether an item's name may be typed for this order."""
    order = permissions.access_order(uow, who, order_id)
    return order.state == ORDER_OPEN and order.data["item"] is None and not order.data["no_item"]


def is_other_work(uow: UnitOfWork, office: Office, who: Who, text: str, now: datetime) -> bool:
    """Whether a text is a line of the log, an order, leave or a question and so answers no prompt."""
    if assign_order.may_be_order(text):
        return True
    reading = entries.understand(uow, office, who, text, now)
    if reading.intent in {"leave", "assign", "query"}:
        return True
    return any(entry.sure and (entry.quantity_told or entry.minutes) for entry in reading.entries)


def mine(uow: UnitOfWork, who: Who) -> tuple[TaskView, ...]:
    """Open tasks given to the person, nearest deadline first."""
    return views(uow, store.open_for(uow, who.id))


def given(uow: UnitOfWork, who: Who) -> tuple[TaskView, ...]:
    """Open tasks that the person gave, then those handed in that wait for acceptance."""
    return views(uow, [*store.open_by(uow, who.id), *store.handed_in(uow, who.id)])


def of_number(uow: UnitOfWork, who: Who, number: int) -> tuple[TaskView, ...]:
    """The standing parts of a job that this person gave or received; empty for anybody else's."""
    try:
        rows = permissions.access_job(uow, who, number)
    except NotFound:
        return ()
    return views(uow, [row for row in rows if row.state not in ("withdrawn", "moved")])


def get_task(uow: UnitOfWork, who: Who, assignment_id: int) -> TaskView:
    """A task that this person gave or received. Raises NotFound."""
    return view(uow, permissions.access_assignment(uow, who, assignment_id))


def parts_below(uow: UnitOfWork, who: Who, assignment_id: int) -> tuple[TaskView, ...]:
    """The sub-tasks of a task that this person gave or received."""
    row = permissions.access_assignment(uow, who, assignment_id)
    return views(uow, store.children(uow, [row.id or 0]))
