"""/xeploai: the unit's sheet of a month, its people in order and under the cap, who has no sheet and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from handlers import scores, unclassified
from handlers.closing import MONTH, month_in
from handlers.desk import Desk, button
from handlers.render import join, render_number
from handlers.scores import points_of
from handlers.texts import ranking as texts
from handlers.texts import score_spans as grades
from handlers.texts import scores as score_texts
from handlers.turn import Reply, Say
from services import closing as heads
from services import ranking as service
from services import when
from services.ranking import Group, Ranked, UnitScores, Without

SHOWN, NAMES = 30, 12


def command(desk: Desk) -> Reply:
    """/xeploai, "/xeploai 10/2026", "/xeploai Phòng Kinh tế 10/2026"."""
    words = desk.turn.text.partition(" ")[2] if desk.turn.text.startswith("/") else ""
    said_apart = unclassified.in_command(desk, words)
    if said_apart is not None:
        return said_apart
    month = month_in(desk, words) or service.default_month(desk.turn.sent_at)
    every = heads.headed(desk.uow, desk.who)
    if not every:
        return Reply.of(texts.NOBODY)
    today = when.today(desk.turn.sent_at)
    if month > (today.year, today.month):
        return Reply.of(texts.FUTURE.format(month=month[1], year=month[0]))
    found = heads.find_headed(desk.uow, desk.who, MONTH.sub(" ", words).strip()) or every
    return show(desk, found[0][0], *month) if len(found) == 1 else _which(found, month)


def in_words(desk: Desk) -> Reply:
    """«xếp loại»: the unit's for its head, the own points for everybody else."""
    return command(desk) if heads.headed(desk.uow, desk.who) else scores.month(desk, ())


def _which(units: Sequence[tuple[int, str]], month: tuple[int, int]) -> Reply:
    keys = [button(f"{n}. {name}", "x", unit, f"{month[0]}{month[1]:02}") for n, (unit, name) in enumerate(units, 1)]
    words = tuple((str(n), key.action) for n, key in enumerate(keys, 1))
    lines = [score_texts.NUMBERED.format(number=n, name=name) for n, (_, name) in enumerate(units, 1)]
    return Reply((Say(join([texts.WHICH, *lines]), rows=tuple((key,) for key in keys), words=words),))


def act(desk: Desk, args: Sequence[str]) -> Reply:
    """«x:<unit>:<yyyymm>»."""
    return show(desk, int(args[0]), *divmod(int(args[1]), 100))


def show(desk: Desk, unit_id: int, year: int, month: int) -> Reply:
    """The unit's month."""
    view = service.look(desk.uow, desk.who, unit_id, year, month, desk.turn.sent_at)
    return Reply(
        (
            Say(
                join(list(_body(view))),
            ),
        )
    )


def _body(view: UnitScores) -> Iterator[Markup]:
    state = texts.CLOSED if view.closed else texts.OPEN
    yield texts.HEAD.format(month=view.month, year=view.year, unit=view.unit, state=state)
    if not view.groups:
        yield texts.NO_ONE.format(month=view.month, year=view.year)
    for group in view.groups:
        if len(view.groups) > 1:
            yield texts.GROUP.format(title=group.title)
        yield from _group(group)
    yield from _without(view.without)
    yield texts.PROPOSED


def _group(group: Group) -> Iterator[Markup]:
    if group.sheet is None:
        yield texts.NOT_ADDED
    else:
        yield texts.UNIT.format(count=len(group.people))
        yield from points_of(group.sheet)
    most = group.sheet["most"] if group.sheet else None
    yield from (_person(number, person, most) for number, person in enumerate(group.people[:SHOWN], 1))
    if len(group.people) > SHOWN:
        yield texts.MORE.format(count=len(group.people) - SHOWN)
    if group.by_log:
        yield texts.BY_LOG.format(count=group.by_log)
    yield from _cap(group)


def _person(number: int, person: Ranked, most: str | None) -> Markup:
    points = texts.NO_POINTS
    if person.points is not None:
        told = render_number(person.points)
        points = texts.POINTS.format(points=told, most=most) if most else told
    total = ""
    if person.total is not None:
        grade = grades.GRADES.get(person.grade or "", person.grade or "")
        total = texts.TOTAL.format(total=render_number(person.total), grade=grade)
    over = texts.OVER[person.over] if person.over else ""
    mark = texts.BY_LOG_MARK if person.by_log else ""
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


def _without(people: Sequence[Without]) -> Iterator[Markup]:
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
