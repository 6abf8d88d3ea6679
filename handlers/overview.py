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
    parts = [texts.HEAD.format(unit=view.name or texts.OWN_PEOPLE, day=day), *_people(view.people)]
    parts.append(texts.RUNNING.format(count=view.running) if view.running else texts.RUNNING_NONE)
    parts.append(texts.LATE.format(count=len(view.late)) if view.late else texts.LATE_NONE)
    parts += _some(view.late, _late)
    parts.append(texts.STUCK if view.stuck else texts.STUCK_NONE)
    parts += _some(view.stuck, _stuck)
    return [*parts, *waiting]


def _people(people: Sequence[PersonDay]) -> list[Markup]:
    away = [person.name for person in people if not person.target]
    none = [person.name for person in people if person.target and not person.total]
    lacking = [person for person in people if person.total and person.total < person.target]
    parts = [
        texts.LOGGED.format(
            logged=sum(person.total > 0 for person in people), expected=sum(person.target > 0 for person in people),
            away=texts.AWAY.format(names=_names(away)) if away else "",
        )
    ]  # fmt: skip
    words = [
        texts.LACKING_ONE.format(name=p.name, total=render_minutes(p.total), target=render_minutes(p.target))
        for p in lacking
    ]
    parts += [texts.LACKING.format(names=_names(words))] if lacking else []
    parts += [texts.NOTHING_YET.format(names=_names(none))] if none else []
    return parts


def _names(names: Sequence[str]) -> str:
    more = texts.MORE_NAMES.format(count=len(names) - NAMES) if len(names) > NAMES else ""
    return ", ".join(names[:NAMES]) + more


def _some(rows: Sequence[T], render: Callable[[T], Markup]) -> list[Markup]:
    more = [texts.MORE.format(count=len(rows) - LINES)] if len(rows) > LINES else []
    return [*(render(row) for row in rows[:LINES]), *more]


def _late(task: TaskLine) -> Markup:
    days = texts.LATE_DAYS.format(days=task.days_late) if task.days_late else texts.LATE_TODAY
    return texts.LATE_LINE.format(number=task.number, text=shorten(task.text, 50), person=task.person, days=days)


def _stuck(stuck: Stuck) -> Markup:
    return texts.STUCK_LINES[stuck.code].format(
        number=stuck.number, text=shorten(stuck.text, 50), person=stuck.person, count=stuck.count
    )
