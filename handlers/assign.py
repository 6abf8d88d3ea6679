"""Giao việc: a line becomes a card with undo, or one question; the people it concerns are told privately at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from handlers import assign_show
from handlers.assign_show import body, due_words, names
from handlers.desk import Desk, action, button
from handlers.render import join, shorten
from handlers.texts import assign as texts
from handlers.turn import Choice, Reply, Say
from services import assign as service
from services import assign_edit, assign_states, people, when
from services.assign import Asked, Given, OrderPoint
from services.values import TaskView

__all__ = ["body", "due_words", "give", "tell"]

Words = tuple[tuple[str, str], ...]
Rows = tuple[tuple[Choice, ...], ...]
LETTERS = "abcdefgh"
ORDER = "order"
"""The kind of message that asks about an order: a typed item name answers it."""


def give(desk: Desk) -> Reply | None:
    """Give the work of the turn's line, or ask what it leaves open; None where it gives none."""
    if desk.who.is_leader and gives_several(desk.turn.text):
        return Reply.of(texts.ONE_AT_A_TIME)
    done = service.give(desk.uow, desk.office, desk.who, desk.said, desk.turn.mentions)
    return outcome(desk, done) if done is not None else None


_AGAIN = re.compile(r"(?:^|[;,.\n])\s*(?:giao|phân công)\s+(?:việc\s+)?(?:cho\s+)?(?:@|([^\W\d_]))", re.I)
_NUMBERED = re.compile(r"(?:^|[\s:;.,])1\s?[).](?=\s).+[\s;.,]2\s?[).](?=\s)", re.S)
_LISTED = re.compile(r"^\s*[-•*+]\s*@?([^\W\d_])[^:\n]{0,24}:\s", re.M)


def gives_several(text: str) -> bool:
    """Whether a message gives several jobs: they would become one, or all but the first be lost."""
    named = [letter for letter in _AGAIN.findall(text) if not letter or letter.isupper()]
    listed = [letter for letter in _LISTED.findall(text) if letter.isupper()]
    begins = _AGAIN.match(text) is not None
    return len(named) > 1 or len(listed) > 1 or (begins and _NUMBERED.search(text) is not None)


def outcome(desk: Desk, done: Given | Asked) -> Reply:
    """What became of a line that gives work: the card and everybody's notice, or the question."""
    if isinstance(done, Asked):
        return Reply((order_question(desk, done),))
    says: list[Say] = []
    reached: dict[int, bool] = {}
    for task in done.tasks:
        text = assign_show.new_task(task, today(desk))
        notices = tell(desk, task.assignee_id, text, *assign_show.accept_buttons(task))
        reached[task.assignee_id] = bool(notices)
        says += notices
    missed = [task.assignee for task in done.tasks if not reached[task.assignee_id]]
    if done.rule is not None:
        return Reply((assign_show.rule_card(done.rule), *says))
    return Reply((card(desk, done.tasks, missed), *says))


def card(desk: Desk, tasks: Sequence[TaskView], missed: Sequence[str] = ()) -> Say:
    """What was understood of a job, with the undo."""
    task = tasks[0]
    head = (texts.GIVEN_ONE if len(tasks) == 1 else texts.GIVEN_SEVERAL).format(
        number=task.number, assignee=task.assignee, count=len(tasks)
    )
    whole = assign_show.whole_minutes(tasks)
    parts = [head, body(task, today(desk)), *assign_show.team_lines(tasks), *assign_show.extras(task, whole)]
    if missed:
        parts.append(texts.NOT_REACHED.format(names=names(missed)))
    parts.append(texts.CARD_HINT.format(number=task.number))
    token = assign_states.job_token(desk.uow, desk.who, task.number)
    back = button(texts.TAKE_BACK, "a", "wj", task.number, token)
    words = (("thu hoi", back.action), ("hoan tac", back.action))
    replaces = desk.turn.message_id if desk.turn.action and not desk.turn.group else None
    return Say(join(parts), rows=((back,),), words=words, replaces=replaces, kind="task")


def tell(desk: Desk, person_id: int, text: Markup, rows: Rows = (), words: Words = ()) -> tuple[Say, ...]:
    """The same message to every live chat of a person, without a sound at night; empty where nobody is reached."""
    chats = people.chats_of(desk.uow, person_id)
    return tuple(
        Say(text, rows=rows, words=words, channel=channel, chat_id=chat, person_id=person_id, kind="task", quiet=True)
        for channel, chat in chats
    )


def today(desk: Desk) -> date:
    """The day of the turn in Viet Nam."""
    return when.today(desk.turn.edited_at or desk.turn.sent_at)


# what an order leaves open


def order_question(desk: Desk, asked: Asked) -> Say:
    """Every open point of an order at once, with its numbered choices; "việc khác" is 0."""
    head = texts.ASK_HEAD if len(asked.points) == 1 else texts.ASK_HEAD_MANY
    blocks = [head.format(work=shorten(asked.work), count=len(asked.points))]
    rows: list[tuple[Choice, ...]] = []
    words: list[tuple[str, str]] = []
    for place, point in enumerate(asked.points):
        lines = [_sentence(point)]
        for number, (value, label) in enumerate(point.choices):
            key = _key(place, number, value, alone=len(asked.points) == 1)
            shown = _label(value, label)
            payload = action("o", asked.id, asked.round, point.place, number)
            lines.append(texts.ASK_CHOICE.format(key=key, label=shown))
            rows.append((Choice(f"{key}. {shorten(shown, 48)}", payload),))
            words.append((key, payload))
        blocks.append(join(lines))
    drop = button(texts.DROP_ORDER, "o", "x", asked.id, asked.round)
    rows.append((drop,))
    words += [("thoi", drop.action), ("khong giao", drop.action), ("bo", drop.action)]
    blocks.append(texts.ASK_HINT.format(example=" ".join(_examples(asked))))
    replaces = desk.turn.message_id if desk.turn.action and not desk.turn.group else None
    return Say(join(blocks, "\n\n"), rows=tuple(rows), words=tuple(words), kind=ORDER, replaces=replaces)


def _examples(asked: Asked) -> list[str]:
    alone = len(asked.points) == 1
    return [_key(n, 0, p.choices[0][0], alone=alone) for n, p in enumerate(asked.points) if p.choices]


def _key(place: int, number: int, value: str, *, alone: bool) -> str:
    if alone:
        return "0" if value in (service.OTHER, service.NO_ITEM) else str(number + 1)
    return f"{place + 1}{LETTERS[number]}"


def _label(value: str, label: str) -> str:
    return {service.OTHER: texts.OTHER_ITEM, service.NO_ITEM: texts.WITHOUT_ITEM}.get(value, label)


def _sentence(point: OrderPoint) -> Markup:
    if point.kind == "person":
        return texts.ASK_PERSON.format(said=point.said, count=len(point.choices))
    return texts.ASK_FREE if point.kind == "free" else texts.ASK_ITEM


def order_action(desk: Desk, args: Sequence[str]) -> Reply:
    """«o:<order>:<round>:<point>:<choice>» or "o:x:<order>:<round>"."""
    now = desk.turn.sent_at
    if args[0] == "x":
        work = service.drop(desk.uow, desk.who, int(args[1]), now)
        replaces = desk.turn.message_id if desk.turn.action else None
        return Reply.of(texts.ORDER_DROPPED.format(work=shorten(work)), replaces=replaces)
    order, round_, place, choice = (int(arg) for arg in args[:4])
    return outcome(desk, service.answer(desk.uow, desk.office, desk.who, order, round_, place, choice, now))


def named_item(desk: Desk, order_id: int) -> Reply:
    """A typed item name answers "việc khác"."""
    now = desk.turn.sent_at
    asked = service.name_item(desk.uow, desk.office, desk.who, order_id, desk.turn.text, now)
    if asked is None:
        return Reply.of(texts.NO_SUCH_ITEM.format(text=shorten(desk.turn.text)))
    return Reply((order_question(desk, asked),))


# edits


def edited(desk: Desk) -> Reply | None:
    """The manager edited a message: None where it gave no work."""
    message = assign_edit.find(desk.uow, desk.who, desk.said)
    if message is None:
        return None
    now = desk.turn.edited_at or desk.turn.sent_at
    done = assign_edit.edited(
        desk.uow, desk.office, desk.who, desk.said, message, desk.turn.mentions, now
    )  # fmt: skip
    if done is None:
        return Reply()
    if isinstance(done, Asked | Given):
        return outcome(desk, done)
    return Reply(tuple(assign_show.edited_says(desk, done, tell)))
