"""Somebody has left: whoever gave them work or stands above is told what is open, or else the administrators."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from markupsafe import Markup

from handlers.assign_show import due_words
from handlers.desk import Desk
from handlers.notices import notify
from handlers.render import join, render_date, shorten
from handlers.texts import leaving as texts
from handlers.turn import Say, Turn
from services import leaving as service
from services import people, when
from services.leaving import Departure
from services.office import Office, UnitOfWork
from services.values import TaskView

SHOWN = 8


def waits(uow: UnitOfWork, office: Office, now: datetime) -> bool:
    """Whether `run` has anything to do; only reads."""
    return service.waits(uow, now)


def run(uow: UnitOfWork, office: Office, now: datetime) -> Sequence[Say]:
    """What the minute's tick says: the day of somebody has come."""
    return [say for gone in service.settle(uow, now) for say in told(uow, office, gone, now)]


def told(uow: UnitOfWork, office: Office, gone: Departure, now: datetime) -> list[Say]:
    """One message to each giver of open work and to whoever stands above; each of them is told once."""
    above = [gone.heir_id] if gone.heir_id else list(service.administrators(uow, gone.agency_id))
    givers = [task.giver_id for task in gone.tasks]
    desk = Desk(Turn("telegram", "", "", "", now), uow, office, people.get_who(uow, gone.person_id))
    says: list[Say] = []
    for person_id in dict.fromkeys([*above, *givers]):
        text = join(list(_parts(gone, person_id, person_id in above, when.today(now))))
        says += notify(desk, person_id, text)
    return [replace(say, priority=1) for say in says]


def _parts(gone: Departure, reader: int, above: bool, today: date) -> Iterator[Markup]:
    yield texts.LEFT.format(name=gone.name, unit=gone.unit, day=render_date(gone.on))
    own = [task for task in gone.tasks if task.giver_id == reader]
    others = [task for task in gone.tasks if task.giver_id != reader] if above else []
    if own:
        yield from _listed(texts.OWN_TASKS, own, lambda task: _task(task, today))
        yield texts.HAND_ON.format(number=own[0].number)
    if others:
        yield from _listed(texts.OTHER_TASKS, others, lambda task: _task_of(task, task.giver, today))
    if above and gone.heir_id and gone.passed_on:
        head = texts.PASSED_ON.format(name=gone.name)
        yield from _listed(head, gone.passed_on, lambda task: _task_of(task, task.assignee, today))
    if above and gone.waiting and gone.heir_id:
        yield texts.WAITING.format(count=gone.waiting)


def _listed(head: Markup, tasks: Sequence[TaskView], line: Callable[[TaskView], Markup]) -> list[Markup]:
    more = [texts.MORE.format(count=len(tasks) - SHOWN)] if len(tasks) > SHOWN else []
    return [head, *(line(task) for task in tasks[:SHOWN]), *more]


def _task(task: TaskView, today: date) -> Markup:
    return texts.TASK.format(number=task.number, text=shorten(task.text, 60), due=due_words(task, today))


def _task_of(task: TaskView, person: str, today: date) -> Markup:
    due = due_words(task, today)
    return texts.TASK_OF.format(number=task.number, text=shorten(task.text, 60), person=person, due=due)


def summary(gone: Departure) -> list[str]:
    """The same for whoever typed the command: plain lines."""
    lines = [texts.HAS_LEFT.format(name=gone.name, code=gone.staff_code, day=render_date(gone.on))]
    lines.append(texts.HAS_TASKS.format(count=len(gone.tasks)) if gone.tasks else texts.HAS_NO_TASKS)
    lines += [texts.TASK_LINE.format(number=t.number, text=shorten(t.text, 60), giver=t.giver) for t in gone.tasks]
    if gone.heir is None:
        given = len(gone.orphaned)
        return [*lines, texts.HAS_NOBODY.format(count=gone.waiting, given=given)] if gone.waiting or given else lines
    lines += [texts.HAS_PASSED_ON.format(count=len(gone.passed_on), heir=gone.heir)] if gone.passed_on else []
    return [*lines, *([texts.HAS_WAITING.format(count=gone.waiting, heir=gone.heir)] if gone.waiting else [])]


def back(uow: UnitOfWork, office: Office, person_id: int, now: datetime) -> list[Say]:
    """Whoever works here again is told that they may write."""
    who = people.get_who(uow, person_id)
    desk = Desk(Turn("telegram", "", "", "", now), uow, office, who)
    return [replace(say, priority=1) for say in notify(desk, person_id, texts.BACK.format(given=who.given_name))]
