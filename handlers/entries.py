"""Free text: a line about work becomes a receipt; anything else gets a fitting answer, never silence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import nlu
from handlers import (
    assign,
    assign_lists,
    assign_match,
    changes,
    day,
    evidence,
    exports,
    leave,
    overview,
    receipts,
    scores,
)
from handlers.desk import Desk, button
from handlers.render import join, render_day, shorten
from handlers.texts import day as day_texts
from handlers.texts import entries as texts
from handlers.turn import Reply, Say
from services import day as day_service
from services import entries as service
from services import examples, mixed, repair, said, when
from services.assign_order import may_be_order
from services.errors import Refusal
from services.values import Change, DayView, EntryView

WHO_SEES = re.compile(r"\b(?:ai|nguoi nao)\b.*\b(?:xem|doc|thay|biet)\b")
OF_OTHERS = re.compile(r"^(?:con |hom nay |hom qua )?(?:ai|nhung ai|nguoi nao)\b.*\b(?:ghi|thieu|nhap|khai)\b")
OF_TASKS = ("duoc giao", "viec nao", "viec gi", "con viec", "viec cua toi", "viec cua em", "han ")
OF_A_DAY = ("may gio", "may tieng", "bao nhieu", "ghi duoc", "da ghi", "hom nay", "hom qua", "chua ghi", "khai")
WEEKDAY = re.compile(r"\b(?:thu (?:[2-7]|hai|ba|tu|nam|sau|bay)|t[2-7]|chu nhat)\b")
THANKS = ("cam on", "cam on nhe", "thank", "ok", "oke", "da", "vang")


def free_text(desk: Desk) -> Reply:
    """Understand a message and answer by its intent."""
    text = desk.turn.text
    if not any(letter.isalnum() for letter in text):
        return Reply.of(day_texts.EMPTY.format(example=examples.of(desk.uow, desk.office, desk.who)[0]))
    asked = leave.asked(desk)
    if asked is not None:
        return asked
    kind = leave.told(desk)
    if kind:
        return leave.take(desk, kind)
    job = assign.give(desk) if may_be_order(text) else None
    if job is not None:
        return job
    reading = service.understand(desk.uow, desk.office, desk.who, text, desk.turn.sent_at)
    if reading.proposed == "log" and _may_be_work(desk, reading):
        return talk(desk)
    match reading.intent:
        case "log" if reading.entries:
            return log(desk, reading)
        case "plan":
            return plan(desk)
        case "assign" if reading.assign:
            return assign.give(desk) or other(desk)
        case "leave" if reading.leave:
            return _away(desk)
        case "query":
            return query(desk, reading)
        case _:
            return other(desk)


def _may_be_work(desk: Desk, reading: nlu.Reading) -> bool:
    """What looks like talk, or like an order by somebody who gives none, may be work done after all."""
    return reading.intent == "other" or (reading.intent == "assign" and not desk.who.is_leader)


def log(desk: Desk, reading: nlu.Reading) -> Reply:
    """Record the work and give its one receipt."""
    done = service.record(desk.uow, desk.office, desk.who, desk.said, reading)
    if desk.turn.file and (done.stored or done.drafts):
        with_file = evidence.attach(desk, (done.stored or done.drafts)[0].id)
        if with_file and done.stored:
            done = replace(done, stored=(with_file, *done.stored[1:]))
    return Reply((assign_match.with_tasks(desk, receipts.receipt(desk, done), done.stored),))


def _away(desk: Desk) -> Reply:
    """An absence; work told beside it is recorded too, or named where it is still to come."""
    other = leave.of_another(desk)
    if other is not None:
        return other
    parts = mixed.apart(desk.uow, desk.office, desk.who, desk.turn.text, desk.turn.sent_at)
    if parts is None:
        return leave.record(desk)
    away, work = (replace(desk, turn=replace(desk.turn, text=text)) for text in (parts.away, parts.work))
    try:
        told = leave.record(away)
    except Refusal as refusal:  # nothing of it was kept; the work is none the worse for it
        told = Reply.of(
            receipts.refusal_text(desk.turn.sent_at, refusal.code, {"text": away.turn.text, **refusal.data})
        )
    reading = service.understand(desk.uow, desk.office, desk.who, work.turn.text, desk.turn.sent_at)
    if reading.intent == "log" and reading.entries and not parts.ahead:
        done = log(work, reading)
    else:
        why_not = "ahead" if parts.ahead or reading.intent == "plan" else "unknown"
        done = Reply.of(join(receipts.left_lines([(why_not, work.turn.text)])))
    return Reply((*told.says, *done.says))


def plan(desk: Desk) -> Reply:
    """Work still to come is not stored as done; one tap says that it is done already."""
    message = service.store_message(desk.uow, desk.who, desk.said)[0]
    done = button(texts.PLAN_DONE, "p", message.id)
    text = texts.PLAN.format(example=examples.of(desk.uow, desk.office, desk.who)[0])
    return Reply((Say(text, rows=((done,),), words=(("1", done.action), ("da lam roi", done.action))),))


def talk(desk: Desk) -> Reply:
    """What looks like talk about work is not stored; one tap says that it is work done."""
    message = service.store_message(desk.uow, desk.who, desk.said)[0]
    done = button(texts.TALK_DONE, "p", message.id)
    text = texts.TALK.format(text=shorten(desk.turn.text))
    return Reply((Say(text, rows=((done,),), words=(("1", done.action), ("ghi", done.action))),))


def plan_done(desk: Desk, args: Sequence[str]) -> Reply:
    """«Đã làm rồi – ghi luôn»: the same words, read as of the evening of the day they were sent."""
    done = service.record_plan(desk.uow, desk.office, desk.who, int(args[0]), desk.turn.sent_at)
    if done is None:
        return Reply.of(texts.PLAN_LATE)
    replaces = desk.turn.message_id if desk.turn.action else None
    return Reply((receipts.receipt(desk, done, replaces=replaces),))


def left_done(desk: Desk, args: Sequence[str]) -> Reply:
    """«Đã làm – ghi cả phần này»: what a message left out is recorded after all."""
    done = service.record_left(desk.uow, desk.office, desk.who, int(args[0]), desk.turn.sent_at)
    if not (done.stored or done.drafts or done.refused or done.closed):
        return Reply.of(texts.LEFT_NONE)
    return Reply((receipts.receipt(desk, done),))


def query(desk: Desk, reading: nlu.Reading) -> Reply:
    """A question about the own log, score or tasks."""
    words = nlu.fold(desk.turn.text)
    if WHO_SEES.search(words):
        return Reply.of(day_texts.PRIVACY)
    if desk.who.is_leader and OF_OTHERS.search(words):
        return overview.command(replace(desk, turn=replace(desk.turn, text="/donvi")))
    if re.search(r"\bxuat\b", words):
        return exports.command(desk)
    if "diem" in words or "kpi" in words or "xep loai" in words:
        return scores.month(desk, ())
    if any(word in words for word in OF_TASKS):
        return assign_lists.mine(desk)
    named = day.of_named_day(desk) if WEEKDAY.search(words) else None
    if named is not None:
        return named
    if "tuan" in words:
        return day.week(desk)
    if any(word in words for word in OF_A_DAY):
        return day.of_text(desk)
    return day.of_named_day(desk) or day.help_text(desk)


def other(desk: Desk) -> Reply:
    """Greetings and thanks get a short answer; what was not understood is said, with an example of what would be."""
    words = nlu.fold(desk.turn.text)
    example = examples.of(desk.uow, desk.office, desk.who)[0]
    if words.strip(" .!") in THANKS or words.startswith(("cam on", "thank")):
        return Reply.of(texts.THANKS.format(given=desk.who.given_name))
    if words.startswith(("xin chao", "chao ", "alo", "hello", "chuc ")) or words == "chao":
        return Reply.of(texts.OTHER.format(given=desk.who.given_name, example=example))
    return Reply.of(texts.NOT_UNDERSTOOD.format(text=shorten(desk.turn.text), example=example))


def repeat_day(desk: Desk) -> Reply:
    """«Như hôm qua»."""
    return _repeated(desk, *repair.repeat_day(desk.uow, desk.who, desk.said))


def repeat_last(desk: Desk) -> Reply:
    """«Lặp lại»."""
    return _repeated(desk, *repair.repeat_last(desk.uow, desk.who, desk.said))


def _repeated(desk: Desk, source: date, lines: Sequence[EntryView], total: DayView) -> Reply:
    today = when.today(desk.turn.sent_at)
    head = texts.REPEATED_HEAD.format(count=len(lines), day=render_day(source, today))
    blocks = [receipts.stored_block(desk, lines, head), receipts.day_total(desk, total.day)]
    rows, words = receipts.repair_buttons(desk, lines)
    return Reply((receipts.compose(desk, blocks, rows, words, lines, None),))


def one_tap(desk: Desk, args: Sequence[str]) -> Reply:
    """A tapped frequent item "f:<code>": one unit, today."""
    code = ":".join(args)
    line, question = repair.one_tap(desk.uow, desk.office, desk.who, _tap_said(desk, code), code)
    stored = [] if question else [line]
    rows, words = receipts.repair_buttons(desk, stored)
    blocks = [receipts.stored_block(desk, stored), receipts.day_total(desk, line.work_date)]
    return Reply((receipts.compose(desk, blocks, rows, words, [line], question),))


def _tap_said(desk: Desk, code: str) -> service.Said:
    turn = desk.turn
    return service.Said(turn.channel, turn.chat_id, f"tap:{turn.message_id}:{code}", turn.text, turn.sent_at)


def edited(desk: Desk) -> Reply:
    """The person edited a chat message: its lines follow, before → after."""
    reading = service.understand(desk.uow, desk.office, desk.who, desk.turn.text, desk.turn.sent_at)
    job = assign.edited(desk)
    if job is not None:
        return job
    absence = leave.edited(desk, reading.intent)
    if absence is not None:
        return absence
    known = repair.find_message(desk.uow, desk.who, desk.turn.channel, desk.turn.chat_id, desk.turn.message_id)
    if known is None:
        gone = leave.edited_away(desk)
        now = Reply() if gone and leave.told(desk) == "cancel" else free_text(desk)
        return replace(now, says=(*gone, *now.says))
    if reading.intent != "log" or not reading.entries:
        kept = tuple(
            line for line in said.lines_of_message(desk.uow, desk.who, *_where(desk)) if line.state != "withdrawn"
        )
        rows, words = receipts.repair_buttons(desk, kept)
        return Reply((receipts.compose(desk, [texts.EDITED_AWAY], rows, words, kept, None),))
    result = repair.re_read(desk.uow, desk.office, desk.who, desk.said, reading)
    if result is None:
        return Reply()
    found, added = result
    blocks = [join([texts.MESSAGE_EDITED, *changes.difference_lines(desk, found)])]
    if not found and not added.stored and not added.drafts and not added.refused:
        blocks = [join([texts.MESSAGE_EDITED, texts.NOTHING_CHANGED])]
    rest = [line for line in said.lines_of_message(desk.uow, desk.who, *_where(desk)) if line.state == "pending"]
    return Reply((receipts.receipt(desk, replace(added, stored=tuple(rest), days=_days(desk, found, rest)), blocks),))


def _where(desk: Desk) -> tuple[str, str, str]:
    return desk.turn.channel, desk.turn.chat_id, desk.turn.message_id


def _days(desk: Desk, found: Sequence[Change], lines: Sequence[EntryView]) -> tuple[DayView, ...]:
    touched = {line.work_date for line in lines} | {change.after.work_date for change in found}
    return tuple(day_service.view(desk.uow, desk.who.id, day) for day in sorted(touched))
