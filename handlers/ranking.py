"""/xeploai: the unit's sheet of a month, its people in order and under the cap, who has no sheet and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from handlers import ranking_spans, scores, unclassified
from handlers.closing import MONTH, month_in
from handlers.desk import Desk
from handlers.ranking_show import group_lines, which, without_lines
from handlers.render import join
from handlers.texts import ranking as texts
from handlers.turn import Reply
from services import closing as heads
from services import ranking as service
from services import when
from services.ranking import UnitScores


def command(desk: Desk) -> Reply:
    """/xeploai, "/xeploai 10/2026", "/xeploai Phòng Kinh tế 10/2026"."""
    words = desk.turn.text.partition(" ")[2] if desk.turn.text.startswith("/") else ""
    said_apart = unclassified.in_command(desk, words)
    if said_apart is not None:
        return said_apart
    span = ranking_spans.in_command(desk, words)
    if span is not None:
        return span
    month = month_in(desk, words) or service.default_month(desk.turn.sent_at)
    every = heads.headed(desk.uow, desk.who)
    if not every:
        return Reply.of(texts.NOBODY)
    today = when.today(desk.turn.sent_at)
    if month > (today.year, today.month):
        return Reply.of(texts.FUTURE.format(month=month[1], year=month[0]))
    found = heads.find_headed(desk.uow, desk.who, MONTH.sub(" ", words).strip()) or every
    return show(desk, found[0][0], *month) if len(found) == 1 else which(found, f"{month[0]}{month[1]:02}")


def in_words(desk: Desk) -> Reply:
    """«xếp loại»: the unit's for its head, the own points for everybody else."""
    return command(desk) if heads.headed(desk.uow, desk.who) else scores.month(desk, ())


def act(desk: Desk, args: Sequence[str]) -> Reply:
    """«x:<unit>:<yyyymm>», "x:<unit>:<yyyy>", "x:<unit>:<yyyy>q<n>"."""
    if not args[1].isdigit() or len(args[1]) == len("2026"):
        return ranking_spans.act(desk, args)
    return show(desk, int(args[0]), *divmod(int(args[1]), 100))


def show(desk: Desk, unit_id: int, year: int, month: int) -> Reply:
    """The unit's month."""
    view = service.look(desk.uow, desk.who, unit_id, year, month, desk.turn.sent_at)
    return Reply.of(join(list(_body(view))))


def _body(view: UnitScores) -> Iterator[Markup]:
    state = texts.CLOSED if view.closed else texts.OPEN
    yield texts.HEAD.format(month=view.month, year=view.year, unit=view.unit, state=state)
    if not view.groups:
        yield texts.NO_ONE.format(month=view.month, year=view.year)
    for group in view.groups:
        if len(view.groups) > 1:
            yield texts.GROUP.format(title=group.title)
        yield from group_lines(group)
    yield from without_lines(view.without)
    yield texts.PROPOSED
