"""Ý kiến: «không đồng ý vì …» on a returned line, "/ykien 10/2026 vì …" on a score; the next manager answers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup

from handlers.desk import Desk, button
from handlers.notices import Words, answered, notify
from handlers.render import entry_name, join, render_day, render_details, shorten
from handlers.texts import appeals as texts
from handlers.texts.entries import STATES
from handlers.turn import Choice, Reply, Say
from services import appeals as service
from services import said, when
from services.appeals import AppealView, Event

ASKED = "appeal_ask"
"""The kind of message that waits for the words of an objection."""
AGAINST = re.compile(r"^(?:khong dong y|khieu nai|y kien)(?: (\d{1,2}))?(?: vi| do|:)[ :]*\S")
ABOUT_SCORE = re.compile(r"^(?:khieu nai|y kien|khong dong y)(?: ve)? diem(?: thang)? (1[0-2]|0?[1-9])(?:/(20\d\d))?\b")
ANSWER = re.compile(r"^(chap nhan|giu nguyen)(?: (\d{1,2}))?(?: vi| do|:| -)[ :]*\S")
MONTH = re.compile(
    r"^\s*(?:tháng\s+|thang\s+)?(1[0-2]|0?[1-9])(?:\s*/\s*(20\d\d))?\b[\s:,]*(?:(?:vì|vi|do)\s+)?(.*)$", re.I | re.S
)
WHY = re.compile(r"(?:\s(?:vì|vi|do)\s+)|(?:\s*:\s*)|(?:\s-\s)", re.I)
HISTORY = 8


def appeal_action(desk: Desk, args: Sequence[str]) -> Reply:
    """«y:en:<line>» asks for the words, "y:no:<line>" does not, "y:up|kp:<objection>" answers."""
    if args[0] == "en":
        return ask(desk, int(args[1]))
    if args[0] == "no":
        return Reply((answered(desk, texts.KEPT),))
    return answer(desk, int(args[1]), {"up": True, "kp": False}[args[0]], None)


def ask(desk: Desk, entry_id: int) -> Reply:
    """«Không đồng ý»: what is typed next is the objection."""
    line = service.check_entry(desk.uow, desk.who, entry_id)
    day = render_day(line.work_date, when.today(desk.turn.sent_at))
    stop = button(texts.CANCEL, "y", "no", entry_id)
    words = (("thoi", stop.action), ("bo qua", stop.action))
    text = texts.ASK.format(name=entry_name(line), day=day)
    return Reply((Say(text, rows=((stop,),), words=words, kind=ASKED),))


def by_word(desk: Desk, words: str, offer: said.Offer | None) -> Reply | None:
    """An objection or an answer in words; None where it is something else."""
    score = ABOUT_SCORE.match(words)
    if score:
        return against_score(desk, score[1], score[2], _after(desk.turn.text))
    if offer is None:
        return None
    given = ANSWER.match(words)
    if given:
        payload = offer.words.get(f"{given[1]} {given[2]}" if given[2] else given[1], "")
        if payload.startswith("y:"):
            upheld = given[1] == "chap nhan"
            return answer(desk, int(payload.rpartition(":")[2]), upheld, _after(desk.turn.text))
    against = AGAINST.match(words)
    if against:
        payload = offer.words.get(f"khong dong y {against[1]}" if against[1] else "khong dong y", "")
        if payload.startswith("y:en:"):
            return against_line(desk, int(payload.rpartition(":")[2]), _after(desk.turn.text))
        if not words.startswith("khong dong y"):  # that may answer something else
            return Reply.of(texts.WHICH)
    if offer.kind == ASKED and "thoi" in offer.words:
        return against_line(desk, int(offer.words["thoi"].rpartition(":")[2]), desk.turn.text)
    return None


def _after(text: str) -> str:
    parts = WHY.split(text, maxsplit=1)
    return parts[1].strip() if len(parts) > 1 else ""


def command(desk: Desk) -> Reply:
    """/ykien: what waits and the own ones; "/ykien 10/2026 vì …" objects to a score."""
    told = desk.turn.text.partition(" ")[2]
    found = MONTH.match(told) if told.strip() else None
    return against_score(desk, found[1], found[2], found[3].strip()) if found else listed(desk)


def against_score(desk: Desk, month: str, year: str | None, text: str) -> Reply:
    """Object to the score of a month; without a year the latest such month is meant."""
    today = when.today(desk.turn.sent_at)
    number = int(month)
    this = int(year) if year else today.year - (number > today.month)
    return _sent(desk, service.object_score(desk.uow, desk.who, this, number, text, desk.turn.sent_at))


def against_line(desk: Desk, entry_id: int, text: str) -> Reply:
    """Object to a returned or faulted line."""
    return _sent(desk, service.object_entry(desk.uow, desk.who, entry_id, text, desk.turn.sent_at))


def _sent(desk: Desk, view: AppealView) -> Reply:
    told = notices(desk, view, texts.NOTICE.format(person=view.person))
    own = [texts.SENT.format(judge=view.judge)]
    own += [] if told else [texts.NOT_REACHED.format(judge=view.judge)]
    return Reply((Say(join(own)), *told))


def notices(desk: Desk, view: AppealView, head: Markup) -> tuple[Say, ...]:
    """The objection with its history and both answers, to its judge."""
    rows, words = _buttons(view)
    return notify(desk, view.judge_id, join([head, *_body(desk, view), texts.HINT]), rows, words)


def _body(desk: Desk, view: AppealView) -> list[Markup]:
    today = when.today(desk.turn.sent_at)
    parts: list[Markup] = []
    if view.entry is not None:
        day = render_day(view.entry.work_date, today)
        values = {"name": entry_name(view.entry), "day": day, "details": render_details(view.entry)}
        parts.append(texts.ENTRY.format(state=STATES[view.entry.state], **values))
        parts += [texts.ERRORS.format(count=view.errors)] if view.errors else []
    if view.counts is not None:
        counts = {state: view.counts.get(state, 0) for state in ("approved", "pending", "returned")}
        parts.append(texts.SCORE.format(month=view.month, year=view.year, **counts))
    parts.append(texts.TEXT.format(text=view.text))
    if view.history:
        parts += [texts.HISTORY, *(_event(event) for event in view.history[-HISTORY:])]
    return parts


def _event(event: Event) -> Markup:
    local = when.local(event.at)
    note = texts.EVENT_NOTE.format(note=shorten(event.note, 120)) if event.note else ""
    what = texts.EVENTS.get(event.operation, texts.OTHER_EVENT)
    return texts.EVENT.format(at=f"{local:%d/%m %H:%M}", what=what, person=event.person, note=note)


def _buttons(view: AppealView, number: int | None = None) -> tuple[tuple[tuple[Choice, ...], ...], Words]:
    up, keep = texts.UPHOLD, texts.KEEP
    if number is not None:
        up, keep = texts.UPHOLD_NUMBERED.format(number=number), texts.KEEP_NUMBERED.format(number=number)
    yes, no = button(up, "y", "up", view.id), button(keep, "y", "kp", view.id)
    tail = "" if number is None else f" {number}"
    return ((yes, no),), ((f"chap nhan{tail}", yes.action), (f"giu nguyen{tail}", no.action))


def answer(desk: Desk, appeal_id: int, upheld: bool, text: str | None) -> Reply:
    """The judge's answer, told to whoever objected."""
    view = service.answer(desk.uow, desk.who, appeal_id, upheld, text, desk.turn.sent_at)
    head = texts.UPHELD_NOTICE if upheld else texts.KEPT_NOTICE
    told = [head.format(judge=view.judge, about=about(desk, view))]
    own = [(texts.UPHELD if upheld else texts.KEPT_AS_IS).format(person=view.person)]
    if upheld and view.entry is not None:
        line = texts.UPHELD_LINE if view.changed else texts.UPHELD_NO_LINE
        own, told = [*own, line], [*told, line]
    told += [texts.ANSWER.format(answer=view.answer)] if view.answer else []
    ids = (view.entry.id,) if view.entry else ()
    return Reply((answered(desk, join(own)), *notify(desk, view.person_id, join(told), entry_ids=ids)))


def about(desk: Desk, view: AppealView) -> str:
    """What an objection is about, behind «ý kiến của anh/chị»."""
    if view.entry is None:
        return texts.ABOUT_SCORE.format(month=view.month, year=view.year)
    day = render_day(view.entry.work_date, when.today(desk.turn.sent_at))
    return texts.ABOUT_ENTRY.format(name=shorten(entry_name(view.entry), 50), day=day)


def listed(desk: Desk) -> Reply:
    """What waits for an answer, and the own objections with their state."""
    waiting = service.waiting(desk.uow, desk.who, desk.turn.sent_at)
    own = service.own(desk.uow, desk.who)
    if not waiting and not own:
        return Reply.of(texts.NONE)
    parts: list[Markup] = [texts.LIST] if waiting else []
    rows: list[tuple[Choice, ...]] = []
    words: list[tuple[str, str]] = []
    for number, view in enumerate(waiting[:3], 1):
        parts += [texts.NUMBER.format(number=number, person=view.person), *_body(desk, view)]
        keys, told = _buttons(view, number)
        rows += keys
        words += told
    parts += [texts.HINT_LIST] if waiting else []
    if own:
        parts.append(texts.LIST_OWN)
        parts += [_own_line(desk, view) for view in own]
    return Reply((Say(join(parts), rows=tuple(rows), words=tuple(words)),))


def _own_line(desk: Desk, view: AppealView) -> Markup:
    state = texts.STATES[view.state].format(judge=view.judge)
    line = texts.OWN_LINE.format(about=about(desk, view), state=state)
    return line + " " + texts.ANSWER.format(answer=shorten(view.answer, 120)) if view.answer else line
