"""/diem, first form: the month's converted work from approved lines, with the calculation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

import scoring
from handlers.desk import Desk
from handlers.render import join, render_minutes, render_number, shorten
from handlers.texts import tasks as texts
from handlers.turn import Reply
from services import scores as service
from services import when

SHOWN = 6
MONTH = re.compile(r"\b(1[0-2]|0?[1-9])(?:\s*/\s*(20\d\d))?\b")


def month(desk: Desk, args: Sequence[str]) -> Reply:
    """This month, or the one named ("/diem 10/2026", "/diem 10")."""
    today = when.today(desk.turn.sent_at)
    named = MONTH.search(" ".join(args))
    year, number = (int(named[2] or today.year), int(named[1])) if named else (today.year, today.month)
    score = service.month_score(desk.uow, desk.who, year, number)
    if not score.approved.lines:
        return Reply.of(texts.SCORE_NONE.format(month=number, year=year, pending=_pending(score)))
    return Reply.of(join(_parts(score), "\n"))


def _pending(score: service.MonthScore) -> Markup:
    if not score.pending.lines:
        return Markup("")
    return Markup(" ") + texts.SCORE_PENDING.format(points=render_number(score.pending.total)) + "."


def _parts(score: service.MonthScore) -> list[Markup]:
    lines = score.approved.lines
    parts = [
        texts.SCORE_HEAD.format(month=score.month, year=score.year),
        texts.SCORE_APPROVED.format(points=render_number(score.approved.total)),
        *(_line(line) for line in lines[:SHOWN]),
    ]
    if len(lines) > SHOWN:
        rest = sum((line.converted for line in lines[SHOWN:]), Decimal(0))
        parts.append(texts.SCORE_MORE.format(count=len(lines) - SHOWN, points=render_number(rest)))
    if score.pending.lines:
        parts.append(texts.SCORE_PENDING.format(points=render_number(score.pending.total)))
    time = texts.SCORE_TIME.format(told=render_minutes(score.minutes), norm=render_minutes(score.norm_minutes))
    return [*parts, time, texts.SCORE_NOTE]


def _line(line: scoring.Line) -> Markup:
    return texts.SCORE_LINE.format(
        name=shorten(line.label, 50),
        quantity=render_number(line.quantity),
        coefficient=render_number(line.coefficient),
        points=render_number(line.converted),
    )
