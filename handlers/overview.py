"""/donvi: who has logged today, hours against the target, đang chạy · chậm · vướng ở đâu; a quiet day is one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from markupsafe import Markup

from handlers.desk import Desk, action, button
from handlers.notices import Rows, Words, answered
from handlers.render import join, render_day, render_minutes, shorten
from handlers.texts import overview as texts
from handlers.texts import ranking as ranking_texts
from handlers.turn import Reply, Say
from services import overview as service
from services import when
from services.overview import PersonDay, Stuck, TaskLine, UnitView

NAMES, LINES = 12, 8
T = TypeVar("T")


def command(desk: Desk) -> Reply:
    """/donvi, or "/donvi Phòng Kinh tế"."""
    return _show(desk, desk.turn.text.partition(" ")[2].strip())


def _show(desk: Desk, name: str) -> Reply:
    found = service.look(desk.uow, desk.who, name, desk.turn.sent_at)
    if len(found) > 1:
        return _list(desk, found)
    return Reply((answered(desk, join(_full(desk, found[0])), *_ranking(desk, found[0])),))


def overview_action(desk: Desk, args: Sequence[str]) -> Reply:
    """«v:<unit>»: one of the units listed."""
    found = service.look_at(desk.uow, desk.who, int(args[0]), desk.turn.sent_at)
    rows, words = _ranking(desk, found)
    return Reply((Say(join(_full(desk, found)), rows=rows, words=words),))


def _ranking(desk: Desk, view: UnitView) -> tuple[Rows, Words]:
    """The way to the unit's points of this month, for whoever heads it."""
    if view.id is None or not view.headed:
        return (), ()
    key = button(ranking_texts.BUTTON.format(month=view.day.month), "x", view.id, f"{view.day:%Y%m}")
    return ((key,),), (("xep loai", key.action), ("1", key.action))


def _list(desk: Desk, found: Sequence[UnitView]) -> Reply:
    day = render_day(found[0].day, when.today(desk.turn.sent_at))
    lines = [Markup("{}. ").format(n) + _short(view) for n, view in enumerate(found, 1)]
    words = tuple((str(n), action("v", view.id)) for n, view in enumerate(found, 1))
    hint = texts.SHORT_HINT.format(unit=found[0].name)
    return Reply((Say(join([texts.SHORT_HEAD.format(day=day), *lines, hint]), words=words),))


def _counts(view: UnitView) -> dict[str, object]:
    return {"unit": view.name or texts.OWN_PEOPLE, "logged": view.logged, "expected": view.expected,
            "running": view.running, "late": len(view.late), "stuck": len(view.stuck)}  # fmt: skip


def _short(view: UnitView) -> Markup:
    return (texts.QUIET if view.quiet else texts.SHORT).format(**_counts(view))


def _full(desk: Desk, view: UnitView) -> list[Markup]:
    waiting = [texts.WAITING.format(count=view.waiting)] if view.waiting else []
    if view.quiet:
        return [texts.QUIET.format(**_counts(view)), *waiting]
    day = render_day(view.day, when.today(desk.turn.sent_at))
    once = Once(view)
    parts = [texts.HEAD.format(unit=view.name or texts.OWN_PEOPLE, day=day), *_people(view.people, once)]
    parts.append(texts.RUNNING.format(count=view.running) if view.running else texts.RUNNING_NONE)
    parts.append(texts.LATE.format(count=len(view.late)) if view.late else texts.LATE_NONE)
    parts += _some(view.late, lambda task: _late(task, once))
    lines = once.rest()
    parts.append(texts.STUCK if lines else texts.STUCK_ABOVE if view.stuck else texts.STUCK_NONE)
    return [*parts, *_some(lines, lambda line: line), *waiting]


class Once:
    """What is stuck, each said once: beside a person or a late task that is named anyway, the rest on its own."""

    def __init__(self, view: UnitView) -> None:
        self._left = list(view.stuck)

    def _take(self, fits: Callable[[Stuck], bool]) -> list[Stuck]:
        taken = [one for one in self._left if fits(one)]
        self._left = [one for one in self._left if not fits(one)]
        return taken

    def of_person(self, person_id: int) -> str:
        """The lines of a person that lie about: "2 dòng trả lại chưa sửa, 1 việc làm dở hơn 3 ngày"."""
        found = self._take(lambda one: one.code in texts.STUCK_FACTS and one.person_id == person_id)
        return ", ".join(texts.STUCK_FACTS[one.code].format(count=one.count) for one in found)

    def of_task(self, task: TaskLine) -> str:
        """What holds a late task up."""
        key = (task.number, task.person_id)
        found = self._take(lambda one: one.code in texts.LATE_HELD and (one.number, one.person_id) == key)
        return "".join(texts.LATE_HELD[one.code].format(text=shorten(one.text, 50)) for one in found)

    def rest(self) -> list[Markup]:
        """What was said nowhere yet, a line for each task and for each person."""
        lines = [_stuck(one) for one in self._take(lambda one: one.code not in texts.STUCK_FACTS)]
        names = {one.person_id: one.person for one in self._left}
        return lines + [
            texts.STUCK_PERSON.format(person=name, facts=self.of_person(key)) for key, name in names.items()
        ]


def _people(people: Sequence[PersonDay], once: Once) -> list[Markup]:
    away = [person for person in people if not person.target]
    none = [person for person in people if person.target and not person.total]
    lacking = [person for person in people if person.total and person.total < person.target]
    parts = [
        texts.LOGGED.format(
            logged=sum(person.total > 0 for person in people), expected=sum(person.target > 0 for person in people),
            away=texts.AWAY.format(names=_named(away, once)) if away else "",
        )
    ]  # fmt: skip
    parts += [texts.LACKING.format(names=_named(lacking, once, _hours))] if lacking else []
    parts += [texts.NOTHING_YET.format(names=_named(none, once))] if none else []
    return parts


def _hours(person: PersonDay) -> str:
    return texts.LACKING_ONE.format(total=render_minutes(person.total), target=render_minutes(person.target))


def _named(people: Sequence[PersonDay], once: Once, about: Callable[[PersonDay], str] = lambda person: "") -> str:
    """Names, each with all that is to be said of the person."""
    words = []
    for person in people[:NAMES]:
        facts = "; ".join(part for part in (about(person), once.of_person(person.person_id)) if part)
        words.append(texts.WITH_FACTS.format(name=person.name, facts=facts) if facts else person.name)
    more = texts.MORE_NAMES.format(count=len(people) - NAMES) if len(people) > NAMES else ""
    return ", ".join(words) + more


def _some(rows: Sequence[T], render: Callable[[T], Markup]) -> list[Markup]:
    more = [texts.MORE.format(count=len(rows) - LINES)] if len(rows) > LINES else []
    return [*(render(row) for row in rows[:LINES]), *more]


def _late(task: TaskLine, once: Once) -> Markup:
    days = texts.LATE_DAYS.format(days=task.days_late) if task.days_late else texts.LATE_TODAY
    days += once.of_task(task)
    return texts.LATE_LINE.format(number=task.number, text=shorten(task.text, 50), person=task.person, days=days)


def _stuck(stuck: Stuck) -> Markup:
    return texts.STUCK_LINES[stuck.code].format(number=stuck.number, text=shorten(stuck.text, 50), person=stuck.person)
