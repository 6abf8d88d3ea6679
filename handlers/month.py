"""/lich: the person's month in a few lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from markupsafe import Markup

from handlers.desk import Desk, button
from handlers.leave import kind_and_range
from handlers.render import join, render_minutes, render_number
from handlers.texts import common
from handlers.texts import month as texts
from handlers.turn import Reply, Say
from services import month as service
from services import when
from services.calendar import WorkDay, span
from services.month import MonthView

MONTH = re.compile(r"^(?:tháng\s*|thang\s*)?(\d{1,2})(?:\s*[/-]\s*(\d{4}))?$", re.I)
YEARS_AROUND = 5


def command(desk: Desk) -> Reply:
    """/lich · /lich 2 · /lich 2/2027."""
    today = when.today(desk.turn.sent_at)
    words = desk.turn.text.partition(" ")[2].strip()
    found = MONTH.match(words) if desk.turn.text.startswith("/") else None
    year, month = (int(found[2] or today.year), int(found[1])) if found else (today.year, today.month)
    if not 1 <= month <= 12 or abs(year - today.year) > YEARS_AROUND or (words and not found):
        return Reply.of(texts.HOW)
    return _show(desk, year, month)


def turn_to(desk: Desk, args: Sequence[str]) -> Reply:
    """A tapped month "k:<year>:<month>"."""
    date(int(args[0]), int(args[1]), 1)  # a forged one looks like one that is not there
    return _show(desk, int(args[0]), int(args[1]))


def _show(desk: Desk, year: int, month: int) -> Reply:
    today = when.today(desk.turn.sent_at)
    view = service.view(desk.uow, desk.who, year, month, today)
    lines = [texts.HEAD.format(month=month, year=year), _count(view, today), _hours(view.usual), *_specials(view)]
    lines += [texts.AWAY.format(away=kind_and_range(desk, away)) for away in view.absences]
    if view.attended != view.working:
        lines.append(texts.LEFT.format(days=render_number(view.attended), target=render_minutes(view.target)))
    before, after = view.first - timedelta(days=1), view.last + timedelta(days=1)
    keys = tuple(button(texts.MONTH.format(month=day.month), "k", day.year, day.month) for day in (before, after))
    words = ((f"lich {before.month}", keys[0].action), (f"lich {after.month}", keys[1].action))
    replaces = desk.turn.message_id if desk.turn.action else None
    return Reply((Say(join([line for line in lines if line]), rows=(keys,), words=words, replaces=replaces),))


def _count(view: MonthView, today: date) -> Markup:
    if view.first <= today <= view.last:
        return texts.WORKING_NOW.format(working=view.working, passed=view.passed)
    return texts.WORKING.format(working=view.working)


def _hours(usual: WorkDay | None) -> Markup | None:
    if usual is None:
        return None
    clock = f"{usual.opens}–{usual.closes}, " if usual.opens else ""
    return texts.HOURS.format(clock=clock, minutes=render_minutes(usual.minutes))


def _specials(view: MonthView) -> list[Markup]:
    """Days of the same kind and name in one line: "05/02 – 09/02: Tết Nguyên đán"."""
    lines = []
    for (why, name, sure, minutes), group in groupby(view.specials, key=lambda d: (d.why, d.name, d.sure, d.minutes)):
        days = [day.day for day in group]
        line = texts.SPECIAL_LINE.format(sign=texts.SPECIAL[why], days=_dates(days), name=name or texts.UNNAMED[why])
        line += texts.SHORT_DAY.format(minutes=render_minutes(minutes)) if why == "worked" else Markup("")
        lines.append(line if sure else line + texts.NOT_ANNOUNCED)
    return lines


def _dates(days: Sequence[date]) -> str:
    first, last = days[0], days[-1]
    if first == last:
        return f"{common.WEEKDAYS[first.weekday()]} {first:%d/%m}"
    if all(day in days or day.weekday() >= 5 for day in span(first, last)):
        return f"{first:%d/%m} – {last:%d/%m}"
    return ", ".join(f"{day:%d/%m}" for day in days)
