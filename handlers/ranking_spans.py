"""/xeploai quý 4 · /xeploai 2026: a unit's months combined, its people in order, whose months are missing and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markupsafe import Markup

import nlu
from handlers.closing import MONTH
from handlers.desk import Desk, button
from handlers.ranking_show import group_lines, which, without_lines
from handlers.render import join
from handlers.score_spans import month_name, named
from handlers.scores import reason_alone
from handlers.texts import ranking as texts
from handlers.texts import score_spans as span_texts
from handlers.turn import Reply, Say
from services import closing as heads
from services import ranking as months
from services import ranking_spans as service
from services import when
from services.ranking_spans import SpanGroup, UnitSpan

Span = tuple[int, int | None]
PAYLOAD = re.compile(r"(20\d\d)(?:q([1-4]))?")
ASKED = re.compile(r"^xep loai (?:cua )?(.+)$")


def in_command(desk: Desk, words: str) -> Reply | None:
    """«quý 4», "quý 3/2026 Phòng Kinh tế", "2026", "năm nay"; None where no quarter or year is named."""
    today = when.today(desk.turn.sent_at)
    found = named(nlu.fold(words), today)
    if found is None or (found[0][1] is None and MONTH.search(words)):  # «tháng 10 năm 2026» is a month
        return None
    span, rest = found
    every = heads.headed(desk.uow, desk.who)
    if not every:
        return Reply.of(texts.NOBODY)
    if service.bounds(*span)[0] > today or span[0] < today.year - months.YEARS_BACK:
        return Reply.of(span_texts.FUTURE if span[0] >= today.year else texts.HOW)
    units = heads.find_headed(desk.uow, desk.who, rest) or every
    return show(desk, units[0][0], *span) if len(units) == 1 else which(units, _packed(span))


def by_word(desk: Desk, text: str) -> Reply | None:
    """«xếp loại quý 4», "xếp loại năm 2026" of whoever heads a unit; None for anything else."""
    asked = ASKED.match(text)
    if asked is None or not heads.headed(desk.uow, desk.who):
        return None
    found = named(asked[1], when.today(desk.turn.sent_at))
    if found is None or not heads.find_headed(desk.uow, desk.who, found[1]):
        return None
    return in_command(desk, asked[1])


def act(desk: Desk, args: Sequence[str]) -> Reply:
    """«x:<unit>:<yyyy>», "x:<unit>:<yyyy>q<n>"."""
    told = PAYLOAD.fullmatch(args[1])
    if told is None:
        raise ValueError(args[1])
    return show(desk, int(args[0]), int(told[1]), int(told[2]) if told[2] else None)


def _packed(span: Span) -> str:
    return f"{span[0]}q{span[1]}" if span[1] else str(span[0])


def show(desk: Desk, unit_id: int, year: int, quarter: int | None) -> Reply:
    """The unit's quarter or year; the other spans are a button away."""
    view = service.look(desk.uow, desk.who, unit_id, year, quarter, desk.turn.sent_at)
    if quarter is None:
        return Reply.of(join(list(_body(view))))
    whole = button(texts.YEAR_BUTTON.format(year=year), "x", unit_id, year)
    return Reply((Say(join(list(_body(view))), rows=((whole,),), words=(("ca nam", whole.action),)),))


def _body(view: UnitSpan) -> Iterator[Markup]:
    head = texts.HEAD_QUARTER if view.quarter else texts.HEAD_YEAR
    state = span_texts.SO_FAR if view.running else ""
    yield head.format(quarter=view.quarter, year=view.year, unit=view.unit, state=state)
    if view.split:
        yield texts.SPLIT
    if not view.groups:
        yield texts.NO_ONE_IN_SPAN
    for group in view.groups:
        yield from _group(group, alone=len(view.groups) == 1)
    if view.left_out:
        yield texts.LEFT_OUT_HEAD
    for one in view.left_out:
        yield texts.LEFT_OUT.format(name=one.name, month=one.month, reason=reason_alone(one.why))
    yield from without_lines(view.without)
    if view.groups:
        yield span_texts.HOW_ADDED
    yield texts.PROPOSED


def _group(found: SpanGroup, *, alone: bool) -> Iterator[Markup]:
    if not alone:
        yield texts.GROUP.format(title=found.group.title)
    yield span_texts.MONTHS.format(months=", ".join(map(month_name, found.months)))
    whole = len(found.months)
    marks = [texts.OF_MONTHS.format(count=n, of=whole) if n < whole else Markup("") for n in found.of_person]
    yield from group_lines(found.group, marks)
