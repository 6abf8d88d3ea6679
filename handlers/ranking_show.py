"""A unit's people in order, the caps, who has no sheet and why: the lines that months, quarters and years share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from handlers import scores
from handlers.desk import button
from handlers.render import join, render_number
from handlers.scores import points_of
from handlers.texts import ranking as texts
from handlers.texts import score_spans as grades
from handlers.texts import scores as score_texts
from handlers.turn import Reply, Say
from services.ranking import Group, Ranked, Without

SHOWN, NAMES = 30, 12


def which(units: Sequence[tuple[int, str]], told: str) -> Reply:
    """Which of several units: a button each, which carries the month, quarter or year."""
    keys = [button(f"{n}. {name}", "x", unit, told) for n, (unit, name) in enumerate(units, 1)]
    words = tuple((str(n), key.action) for n, key in enumerate(keys, 1))
    lines = [score_texts.NUMBERED.format(number=n, name=name) for n, (_, name) in enumerate(units, 1)]
    return Reply((Say(join([texts.WHICH, *lines]), rows=tuple((key,) for key in keys), words=words),))


def group_lines(group: Group, marks: Sequence[Markup] = ()) -> Iterator[Markup]:
    """People of one rule set: the unit's points, everybody in order, the caps. `marks` stand behind the names."""
    if group.sheet is None:
        yield texts.NOT_ADDED
    else:
        yield texts.UNIT.format(count=len(group.people))
        yield from points_of(group.sheet)
    most = group.sheet["most"] if group.sheet else None
    for number, person in enumerate(group.people[:SHOWN], 1):
        yield _person(number, person, most, marks[number - 1] if marks else Markup(""))
    if len(group.people) > SHOWN:
        yield texts.MORE.format(count=len(group.people) - SHOWN)
    if group.by_log:
        yield texts.BY_LOG.format(count=group.by_log)
    yield from _cap(group)


def _person(number: int, person: Ranked, most: str | None, remark: Markup) -> Markup:
    points = texts.NO_POINTS
    if person.points is not None:
        told = render_number(person.points)
        points = texts.POINTS.format(points=told, most=most) if most else told
    total = ""
    if person.total is not None:
        grade = grades.GRADES.get(person.grade or "", person.grade or "")
        total = texts.TOTAL.format(total=render_number(person.total), grade=grade)
    over = texts.OVER[person.over] if person.over else ""
    mark = remark + (texts.BY_LOG_MARK if person.by_log else "")
    return texts.PERSON.format(number=number, name=person.name, points=points, total=total, over=over, mark=mark)


def _cap(group: Group) -> Iterator[Markup]:
    if not group.graded:
        yield texts.NO_TOTALS
        return
    if group.caps is not None:
        yield texts.CAP.format(wide=group.caps[0], narrow=group.caps[1])
        wide = [person.name for person in group.people if person.over == "wide"]
        narrow = [person.name for person in group.people if person.over == "narrow"]
        if wide:
            yield texts.OVER_WIDE.format(names=_names(wide))
        if narrow:
            yield texts.OVER_NARROW.format(names=_names(narrow))
        if not wide and not narrow:
            yield texts.NOBODY_OVER
    if group.graded < len(group.people):
        yield texts.UNGRADED.format(count=len(group.people) - group.graded)


def without_lines(people: Sequence[Without]) -> Iterator[Markup]:
    """Who has no grade or no sheet, and why."""
    yield from _apart([person for person in people if person.why is not None])
    people = [person for person in people if person.why is None]
    if people:
        yield texts.WITHOUT_HEAD
    ordered = sorted(people, key=lambda person: (person.reason, person.kind))
    for (reason, kind), group in groupby(ordered, key=lambda person: (person.reason, person.kind)):
        words = texts.REASONS[reason].format(kind=score_texts.KINDS.get(kind, kind))
        yield texts.WITHOUT.format(names=_names([person.name for person in group]), reason=words)


def _apart(people: Sequence[Without]) -> Iterator[Markup]:
    """Who is left out of the order, by the reason that somebody gave."""
    if people:
        yield texts.APART_HEAD
    for why, group in groupby(sorted(people, key=lambda person: person.why or ""), key=lambda person: person.why or ""):
        yield texts.APART.format(names=_names([person.name for person in group]), reason=scores.reason_alone(why))


def _names(names: Sequence[str]) -> str:
    more = f" … (+{len(names) - NAMES})" if len(names) > NAMES else ""
    return ", ".join(names[:NAMES]) + more
