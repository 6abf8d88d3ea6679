"""Đề nghị sửa: asked for in words on an approved line, decided with a button or a word, the answer told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup

from handlers.changes import difference_lines
from handlers.desk import Desk, button
from handlers.notices import Words, answered, notify
from handlers.render import entry_name, join, render_day, render_entry, shorten
from handlers.texts import requests as texts
from handlers.turn import Choice, Reply, Say
from services import requests as service
from services import said, when
from services.requests import RequestView
from services.values import EntryView

PANEL = "edit_panel"
"""As in handlers/repair.py: what is typed next means the line shown."""
NO = re.compile(r"^(?:khong dong y|tu choi)(?: (\d{1,2}))?(?: vi| do|:)[ :]*\S")
WHY = re.compile(r"(?:\s(?:vì|vi|do)|:)\s*", re.I)


def panel(desk: Desk, line: EntryView) -> Reply:
    """«Sửa» on an approved line: what to say, and who decides."""
    reviewer = service.reviewer_name(desk.uow, desk.who)
    if reviewer is None:
        return Reply((answered(desk, texts.PANEL_NOBODY),))
    text = texts.PANEL.format(line=render_entry(line), unit=line.unit or "hồ sơ", reviewer=reviewer)
    # One word that is offered makes the line the latest offer: what is typed next means it.
    words = (("sua", f"e:ed:{line.id}:{line.version}"),)
    return Reply((answered(desk, text, words=words, kind=PANEL, entry_ids=(line.id,)),))


def by_text(desk: Desk, line: EntryView, text: str, *, remove: bool = False) -> Reply:
    """The person says what should be different in an approved line."""
    view, tell = service.ask(desk.uow, desk.office, desk.who, line.id, text, desk.turn.sent_at, remove=remove)
    reviewer = service.reviewer_name(desk.uow, desk.who)
    back = button(texts.WITHDRAW, "g", "wd", view.id)
    own = join([texts.ASKED.format(reviewer=reviewer), *_change(desk, view)])
    words = (("rut lai", back.action), ("hoan tac", back.action))
    notice = join([texts.NOTICE.format(person=view.person), *_change(desk, view), _said(view), texts.DECLINE_HINT])
    rows, answers = _answer_buttons(view)
    told = [say for person_id in tell for say in notify(desk, person_id, notice, rows, answers)]
    return Reply((Say(own, rows=((back,),), words=words, entry_ids=(line.id,)), *told))


def _change(desk: Desk, view: RequestView) -> list[Markup]:
    before = view.change.before or view.change.after
    day = render_day(before.work_date, when.today(desk.turn.sent_at))
    head = texts.NAME.format(name=entry_name(before), day=day)
    if view.change.after.state == "withdrawn":
        return [head, texts.REMOVAL]
    return [head, *difference_lines(desk, [view.change])]


def _said(view: RequestView) -> Markup:
    return texts.SAID.format(text=shorten(view.text, 300))


def _answer_buttons(view: RequestView, number: int | None = None) -> tuple[tuple[tuple[Choice, ...], ...], Words]:
    yes, no = texts.AGREE, texts.DECLINE
    if number is not None:
        yes, no = texts.AGREE_NUMBERED.format(number=number), texts.DECLINE_NUMBERED.format(number=number)
    agree, decline = button(yes, "g", "ok", view.id), button(no, "g", "no", view.id)
    tail = "" if number is None else f" {number}"
    words = ((f"dong y{tail}", agree.action), (f"khong dong y{tail}", decline.action))
    return ((agree, decline),), (*words, (f"khong{tail}", decline.action))


def request_action(desk: Desk, args: Sequence[str]) -> Reply:
    """«g:ok|no|wd:<request>»."""
    request_id = int(args[1])
    if args[0] == "wd":
        service.withdraw(desk.uow, desk.who, request_id, desk.turn.sent_at)
        return Reply((answered(desk, texts.WITHDRAWN),))
    return decide(desk, request_id, {"ok": True, "no": False}[args[0]], None)


def by_word(desk: Desk, words: str, offer: said.Offer | None) -> Reply | None:
    """«Không đồng ý 2 vì …» to a request; None where it is something else."""
    found = NO.match(words)
    if found is None or offer is None:
        return None
    key = f"khong dong y {found[1]}" if found[1] else "khong dong y"
    payload = offer.words.get(key, "")
    if not payload.startswith("g:no:"):
        return None
    note = WHY.split(desk.turn.text, maxsplit=1)[-1].strip()
    return decide(desk, int(payload.rpartition(":")[2]), False, note)


def decide(desk: Desk, request_id: int, agreed: bool, note: str | None) -> Reply:
    """The reviewer's answer, told to whoever asked."""
    view = service.decide(desk.uow, desk.who, request_id, agreed, note, desk.turn.sent_at)
    if view.moot:
        own, head = texts.MOOT, texts.MOOT_NOTICE
    elif view.state == "agreed":
        own, head = texts.AGREED, texts.AGREED_NOTICE
    else:
        own, head = texts.DECLINED, texts.DECLINED_NOTICE
    parts = [head.format(reviewer=desk.who.name), *_change(desk, view)]
    parts += [texts.NOTE.format(note=view.note)] if view.note else []
    told = notify(desk, view.person_id, join(parts), entry_ids=(view.change.after.id,))
    return Reply((answered(desk, own.format(person=view.person)), *told))


def listed(desk: Desk) -> Reply:
    """/denghi: requests to be answered, and the own ones that wait."""
    waiting = service.waiting(desk.uow, desk.who, desk.turn.sent_at)
    own = service.own(desk.uow, desk.who)
    if not waiting and not own:
        return Reply.of(texts.NONE)
    parts: list[Markup] = []
    rows: list[tuple[Choice, ...]] = []
    words: list[tuple[str, str]] = []
    if waiting:
        parts.append(texts.LIST)
    for number, view in enumerate(waiting, 1):
        parts += _numbered(desk, number, view)
        keys, said_ = _answer_buttons(view, number)
        rows += keys
        words += said_
    if own:
        parts.append(texts.LIST_OWN)
        parts += [line for view in own for line in _change(desk, view)]
    return Reply((Say(join(parts), rows=tuple(rows), words=tuple(words)),))


def _numbered(desk: Desk, number: int, view: RequestView) -> list[Markup]:
    before = view.change.before or view.change.after
    day = render_day(before.work_date, when.today(desk.turn.sent_at))
    head = texts.LIST_LINE.format(number=number, person=view.person, name=entry_name(before), day=day)
    return [head, *_change(desk, view)[1:], _said(view)]


def locked_line(desk: Desk, entry_id: int) -> EntryView | None:
    """The line if it is approved, so that a tap on an old receipt leads here."""
    return service.find_locked(desk.uow, desk.who, entry_id)
