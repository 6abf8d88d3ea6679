"""A manager edits the chat message that gave work: the job follows, with its history, and nobody is given it twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from services import assign, assign_create, assign_order, assign_states, permissions, repair
from services.assign import Asked, Given
from services.assign_states import Moved
from services.assign_views import view, views
from services.entries import Said
from services.office import Office
from services.values import Mention, TaskView, Who
from storage import assign as store
from storage import messages, orders
from storage.tables import Assignment, Message, Person
from storage.uow import UnitOfWork


@dataclass(frozen=True)
class Edited:
    """What an edit did to a job: parts that changed, people new to it, people who are off it; `locked`: parts that are
    closed and stay; `kept`: the new text gives no work, or leaves a name or an item open, so nothing was changed."""

    changed: tuple[Moved, ...] = ()
    added: tuple[TaskView, ...] = ()
    removed: tuple[Moved, ...] = ()
    locked: tuple[TaskView, ...] = ()
    kept: tuple[TaskView, ...] = ()
    why: str | None = None


def find(uow: UnitOfWork, who: Who, said: Said) -> Message | None:
    """The stored message, if it gave work or asked about it."""
    message = repair.find_message(uow, who, said.channel, said.chat_id, said.message_id)
    if message is None:
        return None
    known = store.of_message(uow, message.id or 0) or orders.of_message(uow, message.id or 0)
    return message if known or orders.rule_of_message(uow, message.id or 0) else None


def edited(
    uow: UnitOfWork, office: Office, who: Who, said: Said, message: Message, mentions: Sequence[Mention], now: datetime
) -> Edited | Asked | Given | None:
    """Bring the job of an edited message in step with its new text; None where the text did not change.

    What was asked and not yet answered is read anew. Standing rows change; a repetition is kept as it is.
    """
    if message.text == said.text:
        return None
    rows = [row for row in store.of_message(uow, message.id or 0) if row.state not in ("withdrawn", "moved")]
    if orders.rule_of_message(uow, message.id or 0):
        return Edited(kept=views(uow, rows), why="rule")
    every = store.of_message(uow, message.id or 0)
    if not rows and every:
        return Edited(why="gone")
    if any(row.state == "moved" for row in every):  # the names in the message are not who does it now
        return Edited(kept=views(uow, rows), why="moved")
    line = assign_order.read_line(uow, office, who, said, mentions)
    if line is None:
        return Edited(kept=views(uow, rows), why="no_work")
    below = permissions.access_people_below(uow, who)
    data = assign_order.order_data(uow, office, who, line, below, said.sent_at)
    if not rows:
        return _asked_anew(uow, office, who, data, message, said, below, now)
    return _follow(uow, office, who, data, rows, message, said, below, now)


def _asked_anew(
    uow: UnitOfWork, office: Office, who: Who, data: dict[str, Any], message: Message, said: Said,
    below: Sequence[Person], now: datetime,
) -> Asked | Given | Edited:  # fmt: skip
    order = orders.of_message(uow, message.id or 0)
    if order is None or order.state != assign.ORDER_OPEN:
        return Edited(why="gone")
    messages.set_message_text(uow, message, said.text)
    data["round"] = order.data["round"] + 1
    return assign.go_on(uow, office, who, data, message.id or 0, below, now, order)


def _follow(
    uow: UnitOfWork, office: Office, who: Who, data: dict[str, Any], rows: Sequence[Assignment],
    message: Message, said: Said, below: Sequence[Person], now: datetime,
) -> Edited:  # fmt: skip
    if any(len(person["ids"]) > 1 for person in data["people"]):
        data["people"] = [_same_person(person, rows) for person in data["people"]]
    if data["every"] or any(len(person["ids"]) > 1 for person in data["people"]):
        return Edited(kept=views(uow, rows), why="rule" if data["every"] else "name")
    messages.set_message_text(uow, message, said.text)
    wanted = {person_id: (role, share) for person_id, role, share in assign_create.team(data, below)}
    locked = [row for row in rows if row.state not in store.OPEN]
    live = [row for row in rows if row.state in store.OPEN]
    common = _common(uow, office, who, data, rows[0])
    changed = [
        _change(uow, who, row, common, wanted[row.assignee_id], now) for row in live if row.assignee_id in wanted
    ]
    removed = [assign_states.withdraw_part(uow, who, row, now) for row in live if row.assignee_id not in wanted]
    here = {row.assignee_id for row in rows}
    added = [_add(uow, who, rows[0], common, i, *part, now) for i, part in wanted.items() if i not in here]
    return Edited(
        tuple(moved for moved in changed if moved), tuple(added), tuple(removed), views(uow, locked),
        views(uow, live) if not (any(changed) or added or removed) else (),
    )  # fmt: skip


def _same_person(person: dict[str, Any], rows: Sequence[Assignment]) -> dict[str, Any]:
    """One of two Ans was chosen before the edit: the name still means that one."""
    known = [row.assignee_id for row in rows if row.assignee_id in person["ids"]]
    return person | {"ids": known[:1]} if known else person


def _common(uow: UnitOfWork, office: Office, who: Who, data: dict[str, Any], row: Assignment) -> dict[str, Any]:
    """What all parts share after the edit; an item read unsurely stays what it was."""
    day, clock = assign_create.due_of(data["due"])
    item = office.readers.for_agency(uow, who.agency_id).item(data["item"])
    fields: dict[str, Any] = {
        "text": data["work"], "quantity": Decimal(data["quantity"]), "minutes": data["minutes"], "due_date": day,
        "due_time": clock,
    }  # fmt: skip
    return fields | (assign_create.item_fields(item) if item is not None and item.code != row.item_code else {})


def _change(
    uow: UnitOfWork, who: Who, row: Assignment, common: dict[str, Any], part: tuple[str, Decimal], now: datetime
) -> Moved | None:
    wanted = common | {"role": part[0], "share": part[1]}
    differs = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    return assign_states.set_fields(uow, who, row, now, **differs) if differs else None


def _add(
    uow: UnitOfWork, who: Who, like: Assignment, common: dict[str, Any], person_id: int, role: str, share: Decimal,
    now: datetime,
) -> TaskView:  # fmt: skip
    names = ("agency_id", "number", "giver_id", "item_code", "item_name", "item_unit", "item_measure", "coefficient",
             "standard_minutes", "catalogue_id", "parent_id", "message_row_id")  # fmt: skip
    values = {name: getattr(like, name) for name in names} | common
    row = Assignment(assignee_id=person_id, role=role, share=share, state="given", created_at=now, **values)
    store.add(uow, row)
    uow.audit("assignment.given", actor_id=who.id, table="assignment", row_id=row.id, at=now, share=share)
    return view(uow, row)
