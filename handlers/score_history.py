"""«Biểu đồ các tháng»: the person's months as a picture, with the same numbers as text beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

import nlu
from handlers.bars import Bar, draw_bars
from handlers.desk import Desk
from handlers.render import join, render_number
from handlers.texts import score_history as texts
from handlers.turn import Paper, Reply, Say
from services import score_history as service
from services.score_history import MonthPoints

ASKED = re.compile(r"^(?:diem )?(?:bieu do|hinh|cac thang)(?: (?:diem|cac thang|cua toi|thang))*$")


def by_word(desk: Desk, text: str) -> Reply | None:
    """«biểu đồ», «điểm các tháng»; None for anything else."""
    return picture(desk) if ASKED.match(nlu.fold(text).strip(" .!,;?/")) else None


def picture(desk: Desk) -> Reply:
    """The picture with its caption, or why there is none."""
    found = service.months(desk.uow, desk.who, desk.turn.sent_at)
    if not found:
        return Reply.of(texts.NONE)
    scored = any(month.points is not None for month in found)
    title = texts.TITLE if scored else texts.TITLE_WORK
    content = draw_bars(title, f"{desk.who.name} · {desk.who.staff_code}", _bars(found, scored))
    last = found[-1]
    name = texts.FILE.format(code=desk.who.staff_code, year=last.year, month=last.month)
    return Reply((Say(_caption(desk, found, scored), paper=Paper(name, content, "photo")),))


def _bars(months: Sequence[MonthPoints], scored: bool) -> list[Bar]:
    largest = max((month.converted for month in months), default=Decimal(0)) or Decimal(1)
    return [_bar(month) if scored else _work_bar(month, largest) for month in months]


def _bar(month: MonthPoints) -> Bar:
    label = f"{month.month}/{month.year}"
    if month.points is None:
        return Bar(label, None, texts.NO_POINTS, light=month.running)
    of_most = f" / {render_number(month.most)}" if month.most else ""
    share = float(month.points / month.most) if month.most else 0.0
    total = texts.TOTAL.format(total=render_number(month.total)) if month.total is not None else ""
    state = texts.NO_PLAN if month.by_log else texts.RUNNING if month.running else ""
    remark = ", ".join(part for part in (total, "" if total and month.by_log else state) if part)
    return Bar(label, share, render_number(month.points) + of_most, remark, month.running)


def _work_bar(month: MonthPoints, largest: Decimal) -> Bar:
    remark = texts.RUNNING if month.running else ""
    share = float(month.converted / largest)
    return Bar(f"{month.month}/{month.year}", share, render_number(month.converted), remark, month.running)


def _caption(desk: Desk, months: Sequence[MonthPoints], scored: bool) -> Markup:
    head = texts.CAPTION.format(name=desk.who.name)
    last = texts.WORK_ONLY if not scored else texts.NO_GENERAL if all(m.total is None for m in months) else None
    return join([head, *(_line(month) for month in months), *([last] if last else [])])


def _line(month: MonthPoints) -> Markup:
    points = render_number(month.points) if month.points is not None else texts.NO_POINTS
    about = [
        texts.TOTAL.format(total=render_number(month.total)) if month.total is not None else "",
        texts.CONVERTED.format(points=render_number(month.converted)) if month.points is None else "",
        texts.CLOSED if month.closed else texts.RUNNING if month.running else "",
        texts.NO_PLAN if month.by_log else "",
    ]
    told = ", ".join(part for part in about if part)
    more = texts.ABOUT.format(about=told) if told else ""
    return texts.LINE.format(month=month.month, year=month.year, points=points, about=more)
