"""«Uỷ quyền cho Vinh từ 24 đến 26/11», "/uyquyen", "thôi uỷ quyền"; /nguoiduyet for the administrator."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

import nlu
from handlers import polite
from handlers.desk import Desk, button
from handlers.notices import answered, notify
from handlers.render import join, render_day
from handlers.texts import delegation as texts
from handlers.turn import Choice, Reply, Say
from services import delegation as service
from services import reviewer as reviewers
from services import when
from services.delegation import DelegationView

GIVE = re.compile(r"^\s*(?:uỷ|ủy|uy)\s+(?:quyền|quyen)(?:\s+(?:duyệt|duyet))?(?:\s+(?:cho|tới|toi))?\s+(\S.*)$", re.I)
STAND_IN = re.compile(
    r"^\s*(?:(?:nhờ|nho|cho|để|de|giao)\s+)?(?:cho\s+)?(\S.*?)\s+(?:duyệt|duyet)\s+(?:thay|hộ|ho|giúp|giup)"
    r"(?:\s+(?:tôi|toi|anh|chị|chi|em|mình|minh))?\s+"
    r"((?:từ|tu|đến|den|ngày|ngay|hôm|hom|mai|sáng|sang|chiều|chieu|thứ|thu|tuần|tuan|\d{1,2}/).*)$",
    re.I,
)
END = frozenset({"thoi uy quyen", "ket thuc uy quyen", "huy uy quyen", "bo uy quyen", "dung uy quyen"})
SEE = frozenset({"uy quyen", "xem uy quyen"})
TAKE_AWAY = frozenset({"bo", "-", "xoa", "khong"})


def by_word(desk: Desk, words: str) -> Reply | None:
    """What is said of standing in; None where it is something else."""
    if words in END:
        return end(desk)
    if words in SEE:
        return show(desk)
    text = polite.bare(desk.turn.text)
    found = GIVE.match(text)
    if found:
        return give(desk, found[1])
    instead = STAND_IN.match(text)
    return give(desk, f"{instead[1]} {instead[2]}") if instead else None


def command(desk: Desk) -> Reply:
    """/uyquyen alone shows; with words it gives."""
    words = desk.turn.text.partition(" ")[2].strip()
    if not words:
        return show(desk)
    return give(desk, re.sub(r"^(?:cho|duyệt cho|duyet cho)\s+", "", words, flags=re.I))


def give(desk: Desk, text: str) -> Reply:
    """Let somebody review in the own place; the card says exactly who and when."""
    view = service.give(desk.uow, desk.who, text, desk.turn.sent_at)
    told = notify(desk, view.delegate_id, texts.RECEIVED.format(giver=view.giver, range=_range(desk, view)))
    parts = [texts.GIVEN.format(delegate=view.delegate, range=_range(desk, view))]
    parts += [] if told else [texts.NOT_REACHED.format(delegate=view.delegate)]
    stop = button(texts.END, "d", "x", view.id)
    words = (("hoan tac", stop.action), ("thoi", stop.action), ("ket thuc", stop.action))
    return Reply((Say(join(parts), rows=((stop,),), words=words), *told))


def _range(desk: Desk, view: DelegationView) -> str:
    today = when.today(desk.turn.sent_at)
    first = render_day(view.first, today)
    return texts.ONE_DAY.format(first=first) if view.first == view.last else _days(view, today)


def _days(view: DelegationView, today: date) -> str:
    return texts.RANGE.format(first=render_day(view.first, today), last=render_day(view.last, today))


def show(desk: Desk) -> Reply:
    """What was given and received, each own one to be ended."""
    given, received = service.of(desk.uow, desk.who, desk.turn.sent_at)
    if not given and not received:
        return Reply.of(texts.NONE)
    parts: list[Markup] = []
    if given:
        parts.append(texts.LIST_GIVEN)
        parts += [
            texts.LINE_GIVEN.format(number=n, delegate=v.delegate, range=_range(desk, v))
            for n, v in enumerate(given, 1)
        ]
    if received:
        parts.append(texts.LIST_RECEIVED)
        parts += [texts.LINE_RECEIVED.format(giver=v.giver, range=_range(desk, v)) for v in received]
    rows, words = _end_buttons(given)
    return Reply((Say(join(parts), rows=rows, words=words),))


def _end_buttons(given: Sequence[DelegationView]) -> tuple[tuple[tuple[Choice, ...], ...], tuple[tuple[str, str], ...]]:
    keys = [
        button(texts.END if len(given) == 1 else texts.END_NUMBERED.format(number=n), "d", "x", view.id)
        for n, view in enumerate(given, 1)
    ]
    words = tuple((f"ket thuc {n}", key.action) for n, key in enumerate(keys, 1))
    return tuple((key,) for key in keys), words


def end(desk: Desk) -> Reply:
    """«Thôi uỷ quyền»: the only one, or the list to choose from."""
    given, _ = service.of(desk.uow, desk.who, desk.turn.sent_at)
    return _end(desk, given[0].id) if len(given) == 1 else show(desk)


def delegation_action(desk: Desk, args: Sequence[str]) -> Reply:
    """«d:x:<delegation>»."""
    if args[0] != "x":
        raise ValueError(args[0])
    return _end(desk, int(args[1]))


def _end(desk: Desk, delegation_id: int) -> Reply:
    view = service.end(desk.uow, desk.who, delegation_id, desk.turn.sent_at)
    told = notify(desk, view.delegate_id, texts.ENDED_NOTICE.format(giver=view.giver))
    return Reply((answered(desk, texts.ENDED.format(delegate=view.delegate)), *told))


def reviewer(desk: Desk) -> Reply:
    """/nguoiduyet (administrators): who reviews those without a manager; with two staff codes, name one."""
    words = desk.turn.text.split()[1:]
    if len(words) < 2:
        return _tops(desk)
    other = None if nlu.fold(words[1]) in TAKE_AWAY else words[1].upper()
    person, named = reviewers.name_in_chat(desk.uow, desk.who, words[0].upper(), other, desk.turn.sent_at)
    if named is None:
        return Reply.of(texts.TAKEN_AWAY.format(name=person.full_name))
    told = notify(desk, named.id or 0, texts.NAMED_NOTICE.format(name=person.full_name))
    return Reply((Say(texts.NAMED.format(reviewer=named.full_name, name=person.full_name)), *told))


def _tops(desk: Desk) -> Reply:
    found = reviewers.tops(desk.uow, desk.who, desk.turn.sent_at)
    if not found:
        return Reply.of(texts.TOPS_NONE)
    lines = [texts.TOP_LINE.format(name=t.name, code=t.staff_code, reviewer=t.reviewer or texts.NOBODY) for t in found]
    return Reply.of(join([texts.TOPS_HEAD, *lines, texts.TOPS_HINT.format(code=found[0].staff_code)]))
