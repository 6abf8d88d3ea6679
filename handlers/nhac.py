"""Answers to a reminder, how one wants to be reminded, and /nhac: what the bot said about somebody, when, to whom."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from markupsafe import Markup

import nlu
from handlers import entries, reminder_words
from handlers.desk import Desk, action
from handlers.reminder_words import Wish
from handlers.render import join, render_day
from handlers.texts import reminders as texts
from handlers.turn import Choice, Reply, Say
from services import assign, reminder_choices, said, when
from services import entries as entry_service
from services import reminder_history as history
from services.errors import NotFound, Refusal
from services.values import TaskView

DEADLINE = re.compile(
    r"[,;(]?\s*(?<!\w)(?:thời hạn|hạn|deadline|trước|chậm nhất|xong trước|hoàn thành trước)(?!\w).*$", re.I
)
SEVEN = 19
SHOWN = 10


def act(desk: Desk, args: Sequence[str]) -> Reply:
    """A tap or its word: "h:<what>:<day or task>[:<day it is about>]"; yesterday's buttons say that they are old."""
    what, value = args[0], args[1]
    if what == "w":
        return log_task(desk, int(value))
    if what == "c":
        return _strength(desk, value)
    if what == "l":
        return _on_leave(desk, date.fromisoformat(value))
    if date.fromisoformat(value) != when.today(desk.turn.sent_at):
        raise Refusal("question.closed")
    return LATER[what](desk, args)


def _snooze(desk: Desk, args: Sequence[str]) -> Reply:
    now = desk.turn.sent_at
    until = now + timedelta(minutes=30)
    if args[0] == "7":
        local = when.local(now)
        until = local.replace(hour=SEVEN, minute=0, second=0, microsecond=0)
        until = until if until > local else until + timedelta(days=1)
    return _put_off(desk, until, date.fromisoformat(args[2]))


def _put_off(desk: Desk, until: datetime, about: date) -> Reply:
    done = reminder_choices.snooze(desk.uow, desk.who, until, about, desk.turn.sent_at)
    if done.morning is None:
        return Reply.of(texts.SNOOZED.format(time=f"{when.local(until):%H:%M}"))
    words = texts.SNOOZED_ONCE if done.how == "once" else texts.SNOOZE_NIGHT
    return Reply.of(words.format(morning=_morning(desk, done.morning)))


def _tomorrow(desk: Desk, args: Sequence[str]) -> Reply:
    return _to_morning(desk, date.fromisoformat(args[2]) if len(args) > 2 else None)


def _to_morning(desk: Desk, about: date | None) -> Reply:
    day = reminder_choices.to_morning(desk.uow, desk.who, about, desk.turn.sent_at)
    return Reply.of(texts.SNOOZED_TOMORROW.format(morning=_morning(desk, day)))


def _morning(desk: Desk, day: date) -> str:
    """«sáng mai», or on which day: "sáng thứ Hai 30/11"."""
    today = when.today(desk.turn.sent_at)
    return texts.NEXT_MORNING if (day - today).days == 1 else texts.MORNING_OF.format(day=render_day(day, today))


def _mute(desk: Desk, args: Sequence[str]) -> Reply:
    return Reply.of(_muted(desk))


def _muted(desk: Desk) -> Markup:
    reminder_choices.mute(desk.uow, desk.who, desk.turn.sent_at)
    return texts.MUTED


LATER: dict[str, Callable[[Desk, Sequence[str]], Reply]] = {"s": _snooze, "7": _snooze, "t": _tomorrow, "m": _mute}


def _on_leave(desk: Desk, day: date) -> Reply:
    """«Nghỉ»: as if the person had written that they were on leave on that day."""
    today = when.today(desk.turn.sent_at)
    text = texts.LEAVE_TODAY if day == today else texts.LEAVE_TEXT.format(day=f"ngày {day.day}/{day.month}/{day.year}")
    return entries.free_text(_saying(desk, text))


def log_task(desk: Desk, task_id: int) -> Reply:
    """A number: the work of that task goes into the log as if its words had been typed."""
    task = next((task for task in assign.mine(desk.uow, desk.who) if task.id == task_id), None)
    if task is None:
        raise NotFound("assignment")
    return _log_tasks(desk, [(task, "")])


def _log_tasks(desk: Desk, tasks: Sequence[tuple[TaskView, str]]) -> Reply:
    """What was given, as done today, each with its told time: the day in a task's words is its deadline."""
    said_desk = _saying(desk, "; ".join(_as_done(task.text, told) for task, told in tasks))
    today = when.today(desk.turn.sent_at)
    text = said_desk.turn.text
    reading = entry_service.understand(desk.uow, desk.office, desk.who, text, desk.turn.sent_at)
    if not reading.entries:
        return entries.free_text(said_desk)
    pieces = tuple(
        replace(piece, date=today, date_told=True, doubts=tuple(d for d in piece.doubts if d.kind != "date"))
        for piece in reading.entries
    )
    return entries.log(said_desk, replace(reading, entries=pieces))


def _as_done(text: str, told: str) -> str:
    return f"{DEADLINE.sub('', text).strip(' ,;.')} {told}".strip()


def _saying(desk: Desk, text: str) -> Desk:
    turn = replace(desk.turn, text=text, action=None, kind="text", edited=False, reply_to=None)
    if desk.turn.action is not None:  # a tapped message is the bot's own: what it makes needs a name of its own
        turn = replace(turn, message_id=f"tap-{desk.turn.tap_id or desk.turn.message_id}")
    return replace(desk, turn=turn)


def by_word(desk: Desk, text: str, offer: said.Offer | None) -> Reply | None:
    """«nhắc nhẹ», "30 phút nữa nhắc", "đừng nhắc nữa", "1 2" for tasks of the latest reminder; None for all else."""
    reminder = offer if offer is not None and offer.kind.startswith("remind.") else None
    done = _picked(desk, reminder, text) if reminder else None
    if done:
        return done
    about = _about(desk, reminder)
    wish = reminder_words.read(text, when.local(desk.turn.sent_at), reminded=about is not None)
    return WISHES[wish.kind](desk, wish, about) if wish else None


def _about(desk: Desk, reminder: said.Offer | None) -> date | None:
    """The day that the latest reminder was about; None where it is not of today, or puts nothing off."""
    for payload in reminder.words.values() if reminder else ():
        verb, what, day, *_ = payload.split(":")
        if verb != "h":
            return None
        if what == "t" and date.fromisoformat(day) != when.today(desk.turn.sent_at):
            return None
        if what == "l":
            return date.fromisoformat(day)
    return None


def _picked(desk: Desk, offer: said.Offer, text: str) -> Reply | None:
    ids = {int(word): payload for word, payload in offer.words.items() if word.isdigit() and payload.startswith("h:w:")}
    chosen = reminder_words.picked(desk.turn.text, text, len(ids)) if ids else ()
    if not chosen:
        return None
    if any(number not in ids for number, _ in chosen):
        return Reply.of(texts.BAD_TASK.format(count=len(ids)))
    mine = {task.id: task for task in assign.mine(desk.uow, desk.who)}
    wanted = [(int(ids[number].split(":")[2]), told) for number, told in chosen]
    tasks = [(mine[task_id], told) for task_id, told in wanted if task_id in mine]
    return _log_tasks(desk, tasks) if tasks else Reply.of(texts.TASK_GONE)


def _wish_later(desk: Desk, wish: Wish, about: date | None) -> Reply:
    assert wish.until is not None
    return _put_off(desk, wish.until, about or when.today(desk.turn.sent_at))


def _wish_past(desk: Desk, wish: Wish, about: date | None) -> Reply:
    return Reply.of(texts.SNOOZE_PAST.format(time=wish.value))


def _wish_morning(desk: Desk, wish: Wish, about: date | None) -> Reply:
    return _to_morning(desk, about)


def _wish_mute(desk: Desk, wish: Wish, about: date | None) -> Reply:
    return Reply.of(join([_muted(desk), texts.MUTED_HINT]))


def _wish_strength(desk: Desk, wish: Wish, about: date | None) -> Reply:
    says = _strength(desk, wish.value).says
    return Reply((*says, *_time(desk, wish.at).says)) if wish.at else Reply(says)


def _wish_at(desk: Desk, wish: Wish, about: date | None) -> Reply:
    return _time(desk, wish.at)


def _wish_history(desk: Desk, wish: Wish, about: date | None) -> Reply:
    return honesty(desk)


WISHES: dict[str, Callable[[Desk, Wish, date | None], Reply]] = {
    "later": _wish_later, "past": _wish_past, "morning": _wish_morning, "mute": _wish_mute,
    "strength": _wish_strength, "at": _wish_at, "history": _wish_history,
}  # fmt: skip


def _strength(desk: Desk, strength: str) -> Reply:
    try:
        chosen = reminder_choices.choose_strength(desk.uow, desk.office, desk.who, strength, desk.turn.sent_at)
    except Refusal as refusal:
        names = {key: texts.STRENGTHS.get(str(value), value) for key, value in refusal.data.items()}
        raise Refusal(refusal.code, **names) from refusal
    name = chosen.wishes.strength
    return Reply.of(texts.CHANGED_STRENGTH.format(strength=texts.STRENGTHS[name], means=texts.MEANS[name]))


def _time(desk: Desk, text: str) -> Reply:
    reminder_choices.choose_time(desk.uow, desk.office, desk.who, text, desk.turn.sent_at)
    return Reply.of(texts.CHANGED_AT.format(at=text))


def settings(desk: Desk) -> Reply:
    """/nhacviec: with "nhẹ", "vừa", "chặt" or a time it sets, alone it shows."""
    text = nlu.fold(desk.turn.text).strip(" .!,;")
    return by_word(desk, text, None) or Reply((_shown(desk, []),))


def honesty(desk: Desk) -> Reply:
    """/nhac: what was said to the person and about the person, then how they are reminded."""
    told = history.of(desk.uow, desk.who, desk.turn.sent_at, SHOWN)
    parts = [texts.OWN_HEAD, *(_own(line) for line in told.own)]
    parts += [] if told.own else [texts.OWN_NONE]
    parts += [Markup(""), texts.OTHERS_HEAD, *(_other(line) for line in told.others)]
    parts += [] if told.others else [texts.OTHERS_NONE]
    return Reply((_shown(desk, [*parts, Markup("")]),))


def _shown(desk: Desk, parts: Sequence[Markup]) -> Say:
    chosen = reminder_choices.of(desk.uow, desk.office, desk.who)
    at = chosen.wishes.at or chosen.limits.at
    now = texts.SETTINGS.format(strength=texts.STRENGTHS[chosen.wishes.strength], at=f"{at:%H:%M}")
    allowed = [name for name in texts.STRENGTHS if chosen.limits.strength(name) == name]
    choices = tuple(Choice(texts.STRENGTHS[name].capitalize(), action("h", "c", name)) for name in allowed)
    words = tuple((name, choice.action) for name, choice in zip(allowed, choices, strict=True))
    rows = (choices,) if len(choices) > 1 else ()
    return Say(join([*parts, now, texts.SETTINGS_HINT]), rows=rows, words=words)


def _own(line: history.Line) -> Markup:
    return texts.OWN_LINE.format(at=_at(line.at), kind=_kind(line.kind), note=_note(line.state))


def _other(line: history.Line) -> Markup:
    return texts.OTHERS_LINE.format(at=_at(line.at), kind=_kind(line.kind), person=line.to, note=_note(line.state))


def _kind(kind: str) -> str:
    return texts.KINDS.get(kind, texts.OTHER_KIND)


def _at(at: datetime) -> str:
    return f"{when.local(at):%d/%m %H:%M}"


def _note(state: str) -> str | Markup:
    return Markup(texts.NOTES[state]) if state in texts.NOTES else ""
