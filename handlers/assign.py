"""Giao việc, first form: given with undo, told to the person with Nhận, taken and finished by button or word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

import nlu
from handlers.desk import Desk, button
from handlers.render import join, render_day, render_number, shorten
from handlers.texts import tasks as texts
from handlers.turn import Choice, Reply, Say
from services import assign as service
from services import people, when
from services.values import TaskView

Words = tuple[tuple[str, str], ...]


def give(desk: Desk, reading: nlu.AssignReading) -> Reply:
    """Give the work to each named person and tell each privately."""
    tasks = service.give(desk.uow, desk.office, desk.who, reading, desk.turn.sent_at)
    says: list[Say] = []
    for task in tasks:
        notices = tell(desk, task.assignee_id, _notice(desk, task), *_accept_buttons(task))
        says += [_given(desk, task, reached=bool(notices)), *notices]
    return Reply(tuple(says))


def _given(desk: Desk, task: TaskView, reached: bool) -> Say:
    head = texts.GIVEN_HEAD.format(number=task.number, assignee=task.assignee)
    parts = [head, body(task, _today(desk))]
    if not reached:
        parts.append(texts.NOT_REACHED.format(assignee=task.assignee))
    back = button(texts.TAKE_BACK, "a", "wd", task.id, task.version)
    return Say(join(parts), rows=((back,),), words=(("thu hoi", back.action), ("hoan tac", back.action)))


def _notice(desk: Desk, task: TaskView) -> Markup:
    return join([texts.NEW_TASK.format(giver=task.giver, number=task.number), body(task, _today(desk))])


def _accept_buttons(task: TaskView) -> tuple[tuple[tuple[Choice, ...], ...], Words]:
    accept = button(texts.ACCEPT, "a", "ok", task.id, task.version)
    return ((accept,),), (("nhan", accept.action), ("nhan viec", accept.action))


def tell(
    desk: Desk, person_id: int, text: Markup, rows: tuple[tuple[Choice, ...], ...] = (), words: Words = ()
) -> tuple[Say, ...]:
    """The same message to every live chat of a person; empty where nobody is reached."""
    chats = people.chats_of(desk.uow, person_id)
    return tuple(
        Say(text, rows=rows, words=words, channel=channel, chat_id=chat, person_id=person_id, kind="task")
        for channel, chat in chats
    )


def body(task: TaskView, today: date) -> Markup:
    """What the task is, with its item, quantity and deadline."""
    return texts.TASK_BODY.format(
        text=shorten(task.text, 300),
        item=task.item_name or texts.NO_ITEM,
        quantity=render_number(task.quantity),
        due=due_words(task, today),
    )


def due_words(task: TaskView, today: date) -> str:
    """The deadline in words."""
    if task.due_date is None:
        return texts.NO_DUE
    day = render_day(task.due_date, today)
    return texts.DUE_TIME.format(time=task.due_time, day=day) if task.due_time else texts.DUE.format(day=day)


def _today(desk: Desk) -> date:
    return when.today(desk.turn.sent_at)


def task_action(desk: Desk, args: Sequence[str]) -> Reply:
    """«a:<ok|dn|wd>:<task>:<version>»: take, finish, take back; the other side is told."""
    state = {"ok": "accepted", "dn": "done", "wd": "withdrawn"}[args[0]]
    task = service.move(desk.uow, desk.who, int(args[1]), int(args[2]), state, desk.turn.sent_at)
    return _moved(desk, task)


def _moved(desk: Desk, task: TaskView) -> Reply:
    values = {"number": task.number, "text": shorten(task.text), "due": due_words(task, _today(desk)),
              "assignee": task.assignee, "giver": task.giver}  # fmt: skip
    replaces = desk.turn.message_id if desk.turn.action else None
    match task.state:
        case "accepted":
            finish = button(texts.FINISH, "a", "dn", task.id, task.version)
            words = (("xong", finish.action), ("da xong", finish.action))
            own = Say(texts.ACCEPTED.format(**values), rows=((finish,),), words=words, replaces=replaces)
            told, other = texts.ACCEPTED_NOTICE, task.giver_id
        case "done":
            own, told, other = (
                Say(texts.FINISHED.format(**values), replaces=replaces),
                texts.FINISHED_NOTICE,
                task.giver_id,
            )
        case _:
            own = Say(texts.TAKEN_BACK.format(**values), replaces=replaces)
            told, other = texts.TAKEN_BACK_NOTICE, task.assignee_id
    return Reply((own, *tell(desk, other, told.format(**values))))


BY_NUMBER = re.compile(r"^(nhan|xong|da xong|thu hoi)(?: viec)?(?: so)? (\d{1,4})$")
STATES = {"nhan": "accepted", "xong": "done", "da xong": "done", "thu hoi": "withdrawn"}


def by_word(desk: Desk, words: str) -> Reply | None:
    """«Nhận 15», «xong việc 15», «thu hồi 15» for a task of this person's; None where there is no such task."""
    found = BY_NUMBER.match(words)
    task = service.find_open(desk.uow, desk.who, int(found[2])) if found else None
    if found is None or task is None:
        return None
    moved = service.move(desk.uow, desk.who, task.id, task.version, STATES[found[1]], desk.turn.sent_at)
    return _moved(desk, moved)


def mine(desk: Desk) -> Reply:
    """/viec: open tasks given to the person, each to be taken or finished."""
    return _list(desk, service.mine(desk.uow, desk.who), texts.TASKS_HEAD, texts.NO_TASKS, own=True)


def given(desk: Desk) -> Reply:
    """/giao alone: open tasks that the person gave."""
    return _list(desk, service.given(desk.uow, desk.who), texts.GIVEN_LIST_HEAD, texts.NO_GIVEN, own=False)


def _list(desk: Desk, tasks: Sequence[TaskView], head: Markup, empty: Markup, own: bool) -> Reply:
    if not tasks:
        return Reply.of(empty)
    lines = [
        texts.TASK_ROW.format(
            number=task.number, text=shorten(task.text), who=task.giver if own else task.assignee,
            due=due_words(task, _today(desk)), state=texts.STATES[task.state],
        )
        for task in tasks
    ]  # fmt: skip
    buttons = [_next_step(task) for task in tasks[:10]] if own else []
    rows = tuple((choice,) for choice in buttons)
    words = tuple(word for task, choice in zip(tasks, buttons, strict=False) for word in _step_words(task, choice))
    return Reply((Say(join([head, *lines]), rows=rows, words=words),))


def _step_words(task: TaskView, choice: Choice) -> Words:
    verbs = ("nhan", "nhan viec") if task.state == "given" else ("xong", "da xong", "xong viec")
    return tuple((f"{verb} {task.number}", choice.action) for verb in verbs)


def _next_step(task: TaskView) -> Choice:
    if task.state == "given":
        return button(f"{texts.ACCEPT} {task.number}", "a", "ok", task.id, task.version)
    return button(f"{texts.FINISH} {task.number}", "a", "dn", task.id, task.version)
