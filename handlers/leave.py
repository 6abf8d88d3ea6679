"""Absence by chat, first form: dates in, one line out, cancel at hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import nlu
from handlers.desk import Desk, button
from handlers.render import render_day
from handlers.texts import tasks as texts
from handlers.turn import Reply, Say
from services import leave as service
from services import when


def record(desk: Desk, reading: nlu.LeaveReading) -> Reply:
    """Keep an absence told in words."""
    view = service.record(desk.uow, desk.who, reading.start, reading.end, reading.half, desk.turn.sent_at)
    cancel = button(texts.LEAVE_CANCEL, "l", "x", view.id)
    text = texts.LEAVE_SAVED.format(range=_range(view, when.today(desk.turn.sent_at)))
    return Reply((Say(text, rows=((cancel,),), words=(("huy", cancel.action), ("huy nghi", cancel.action))),))


def _range(view: service.LeaveView, today: date) -> str:
    half = f"{texts.LEAVE_HALF[view.half]} " if view.half else ""
    if view.first == view.last:
        return half + render_day(view.first, today)
    return f"{half}{render_day(view.first, today)} đến {render_day(view.last, today)}"


def command(desk: Desk) -> Reply:
    """/nghi alone explains; with words it is read like any message."""
    return Reply.of(texts.LEAVE_HELP)


def cancel(desk: Desk, args: Sequence[str] = ()) -> Reply:
    """«Huỷ nghỉ»: that one (button), or the one told last (words)."""
    now = desk.turn.sent_at
    if len(args) > 1:
        view = service.cancel(desk.uow, desk.who, int(args[1]), now)
    else:
        view = service.cancel_latest(desk.uow, desk.who, now)
    if view is None:
        return Reply.of(texts.LEAVE_NONE)
    text = texts.LEAVE_CANCELLED.format(range=_range(view, when.today(now)))
    return Reply((Say(text, replaces=desk.turn.message_id if desk.turn.action else None),))
