"""Absence by chat: dates in, one line out, cancel at hand; the manager is told the dates, never the reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from markupsafe import Markup, escape

import nlu
from handlers.desk import Desk, button
from handlers.render import join, render_day, render_number
from handlers.texts import leave as texts
from handlers.turn import Reply, Say
from nlu.absence import Absence
from nlu.stretches import Stretch
from services import leave as service
from services import people, when
from services.leave import LeaveView

YEAR, WEEK = timedelta(days=366), timedelta(days=7)
MOST_LISTED = 6


def told(desk: Desk) -> str | None:
    """«cancel», "trip" or "study" where the message says so."""
    return service.told(desk.turn.text, desk.turn.sent_at)


_WHO = re.compile(r"^(?:con |hom nay |mai |tuan nay |tuan sau )*(?:ai|nhung ai|nguoi nao)\b.*\b(?:nghi|vang|om)\b")


def asked(desk: Desk) -> Reply | None:
    """«Ai đang nghỉ?»: where to see it."""
    if not _WHO.match(nlu.fold(desk.turn.text)):
        return None
    return Reply.of(texts.WHO_IS_AWAY if desk.who.is_leader else texts.OWN_ONLY)


def of_another(desk: Desk) -> Reply | None:
    """What tells of somebody else's absence is none of the writer's own; None for their own."""
    name = service.of_another(desk.turn.text)
    if name is None or nlu.fold(name) == nlu.fold(desk.who.given_name):
        return None
    return Reply.of(texts.OF_ANOTHER.format(name=name))


def take(desk: Desk, kind: str) -> Reply:
    """What `told` found: days taken back, a trip or a course."""
    return _take_back(desk) if kind == "cancel" else record(desk, kind)


def record(desk: Desk, kind: str = "leave") -> Reply:
    """Keep an absence told in words; half a day without its half is asked about."""
    away = service.read(desk.turn.text, desk.turn.sent_at)
    if away.doubt == "half":
        return _which_half(desk, away.first, kind)
    view = service.record(desk.uow, desk.who, away, desk.turn.sent_at, kind=kind, said=_said(desk))
    return _saved(desk, view)


def _said(desk: Desk) -> str:
    turn = desk.turn
    return f"{turn.channel}:{turn.chat_id}:{turn.message_id}"


def _which_half(desk: Desk, day: date, kind: str) -> Reply:
    keys = [button(texts.HALF[half].capitalize(), "l", "h", day.isoformat(), half, kind) for half in ("am", "pm")]
    words = (("1", keys[0].action), ("sang", keys[0].action), ("2", keys[1].action), ("chieu", keys[1].action))
    text = texts.WHICH_HALF.format(day=render_day(day, _today(desk)))
    return Reply((Say(text, rows=(tuple(keys),), words=words),))


def _saved(desk: Desk, view: LeaveView, changed: bool = False) -> Reply:
    head = texts.SAVED[view.kind].format(range=_range(desk, view), days=_days(desk, view))
    told, notices = _tell(desk, texts.NOTICE_CHANGED if changed else texts.NOTICE[view.kind], view)
    lines: list[Markup] = [texts.CHANGED + head if changed else head, _what_now(desk, view)]
    cancel = button(texts.CANCEL[view.kind], "l", "x", view.id)
    words = (("huy", cancel.action), ("huy nghi", cancel.action), ("hoan tac", cancel.action))
    replaces = desk.turn.message_id if desk.turn.action else None
    say = Say(join([*lines, *told]), rows=((cancel,),), words=words, replaces=replaces)
    return Reply((say, *notices))


def _what_now(desk: Desk, view: LeaveView) -> Markup:
    if view.kind != "trip":
        return texts.NO_REMINDERS
    until = view.last + timedelta(days=service.late_days(desk.uow, desk.who))
    return texts.LOG_LATER.format(until=render_day(until, _today(desk)))


def _tell(desk: Desk, notice: Markup, view: LeaveView) -> tuple[list[Markup], tuple[Say, ...]]:
    """The line that says who was told, and what they are told: dates, no reason. Nothing where nobody is reached."""
    manager = desk.who.manager_id
    chats = people.chats_of(desk.uow, manager) if manager is not None else []
    if manager is None or not chats:
        return [], ()
    text = notice.format(person=desk.who.name, range=_range(desk, view), days=_days(desk, view, free=False))
    says = tuple(
        Say(text, channel=channel, chat_id=chat, person_id=manager, kind="leave", priority=1, about=(desk.who.id,))
        for channel, chat in chats
    )
    return [texts.MANAGER_TOLD.format(manager=people.get_who(desk.uow, manager).name)], says


def _range(desk: Desk, view: LeaveView) -> Markup:
    return join([_part(part, _today(desk)) for part in view.parts], "; ")


def kind_and_range(desk: Desk, view: LeaveView) -> Markup:
    """«Nghỉ: thứ Sáu 27/11 đến thứ Hai 30/11»."""
    return texts.KIND_AND_RANGE.format(kind=texts.KINDS[view.kind], range=_range(desk, view))


def _part(part: Stretch, today: date) -> Markup:
    half = f"{texts.HALF[part.half]} " if part.half else ""
    last = f" đến {render_day(part.last, today)}" if part.last != part.first else ""
    return escape(f"{half}{render_day(part.first, today)}{last}")


def _days(desk: Desk, view: LeaveView, free: bool = True) -> Markup:
    """« – 2 ngày làm việc (không tính thứ Bảy 28/11)»; nothing for a single day."""
    if view.first == view.last:
        return Markup("")
    words = texts.DAYS.format(days=render_number(view.days))
    if not free or not view.free:
        return words
    named = [day.name or render_day(day.day, day.day - WEEK) for day in view.free]
    few = ", ".join(dict.fromkeys(named)) if len(set(named)) <= 2 else texts.FREE_DAYS.format(count=len(named))
    return words + texts.NOT_COUNTED.format(days=few)


def _today(desk: Desk) -> date:
    return when.today(desk.turn.sent_at)


def command(desk: Desk) -> Reply:
    """/nghi alone: how to say it, and what stands ahead; with words it is read like any message."""
    return Reply.of(join([texts.HELP, *_ahead(desk)]))


def _ahead(desk: Desk) -> list[Markup]:
    today = _today(desk)
    ahead = service.in_days(desk.uow, desk.who, today, today + YEAR)[:MOST_LISTED]
    lines = [texts.LISTED.format(away=kind_and_range(desk, view)) for view in ahead]
    return [texts.AHEAD, *lines] if lines else []


def act(desk: Desk, args: Sequence[str]) -> Reply:
    """A tap: "l:x:<id>" takes back, "l:h:<day>:<half>:<kind>" tells which half."""
    if args[0] == "h":
        day = date.fromisoformat(args[1])
        part = Stretch(day, day, {"am": "am", "pm": "pm"}[args[2]])
        kind = args[3] if args[3] in texts.SAVED else "leave"
        away = Absence((part,))
        return _saved(desk, service.record(desk.uow, desk.who, away, desk.turn.sent_at, kind=kind, said=_said(desk)))
    return _cancelled(desk, service.cancel(desk.uow, desk.who, int(args[1]), desk.turn.sent_at))


def cancel(desk: Desk) -> Reply:
    """«Huỷ nghỉ» without a day: what was told last."""
    return _cancelled(desk, service.cancel_latest(desk.uow, desk.who, desk.turn.sent_at))


def _take_back(desk: Desk) -> Reply:
    """«Huỷ nghỉ ngày mai»: only those days; without a day what was told last."""
    away = service.read(desk.turn.text, desk.turn.sent_at)
    if not away.dated and away.days is None and away.doubt is None:
        return cancel(desk)
    return _cancelled(desk, service.cancel_days(desk.uow, desk.who, away, desk.turn.sent_at))


def _cancelled(desk: Desk, view: LeaveView | None) -> Reply:
    if view is None:
        return Reply.of(join([texts.NONE, *_ahead(desk)]))
    told, notices = _tell(desk, texts.NOTICE_CANCELLED, view)
    text = texts.CANCELLED[view.kind].format(range=_range(desk, view))
    replaces = desk.turn.message_id if desk.turn.action else None
    return Reply((Say(join([text, *told]), replaces=replaces), *notices))


# the chat message was edited


def edited(desk: Desk, intent: str) -> Reply | None:
    """The message told an absence before: it tells another one now. None where it tells none now, or told none."""
    before = service.of_message(desk.uow, desk.who, _said(desk))
    kind = told(desk) or ("leave" if intent == "leave" else None)
    if before is None or kind in (None, "cancel"):
        return None
    away = service.read(desk.turn.text, desk.turn.sent_at)
    if away.doubt == "half":
        return _which_half(desk, away.first, kind or "leave")
    view = service.record(desk.uow, desk.who, away, desk.turn.sent_at, kind=kind or "leave", said=_said(desk))
    return Reply() if view.id == before.id else _saved(desk, view, changed=True)


def edited_away(desk: Desk) -> tuple[Say, ...]:
    """The message told an absence and tells something else now: the absence goes, and that is said."""
    view = service.cancel_message(desk.uow, desk.who, _said(desk), desk.turn.sent_at)
    return _cancelled(desk, view).says if view else ()
