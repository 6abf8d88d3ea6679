"""«Chị Uyên nghỉ thai sản, không xếp loại tháng 11»: months left without a grade by whoever judges."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from handlers import general, general_words, polite, unclassified_words
from handlers.desk import Desk, button
from handlers.general import packed
from handlers.notices import answered, notify
from handlers.render import join
from handlers.texts import general as general_texts
from handlers.texts import unclassified as texts
from handlers.turn import Reply, Say
from handlers.unclassified_words import Typed, count, moved
from services import general as own
from services import said, when
from services import unclassified as service
from services.unclassified import Month, Told

LIST, ONE = "general_list", "general_one"
"""Kinds of messages whose people may be meant by a number, or without a name."""
SHORT = 2
"""A name of so many words is a name also where nobody is called so; more may be work."""


def by_word(desk: Desk, offer: said.Offer | None) -> Reply | None:
    """A message about months without a grade; None for anything else."""
    text = polite.bare(desk.turn.text)
    numbered = general_words.whom(text)
    typed = _read(desk, numbered[1] if numbered else text)
    if typed is None:
        return None
    if numbered:
        listed = said.last_of_kind(desk.uow, desk.turn.channel, desk.turn.chat_id, LIST)
        payload = listed.words.get(str(numbered[0]), "") if listed else ""
        return _of_card(desk, payload, typed) if payload else Reply.of(general_texts.NO_LIST)
    if offer is not None and offer.kind == ONE and not typed.name and not typed.unclear:
        return _of_card(desk, offer.words["sua"], typed)
    return _named(desk, typed)


def _read(desk: Desk, words: str) -> Typed | None:
    return unclassified_words.read(words, when.today(desk.turn.sent_at), service.labels())


def in_command(desk: Desk, words: str) -> Reply | None:
    """«/xeploai chị Uyên không xếp loại vì nghỉ thai sản tháng 11», "/tieuchi MH22 không xếp loại: nghỉ thai sản"."""
    typed = _read(desk, words)
    if typed is None:
        return None
    return _named(desk, typed) or Reply.of(texts.WHO)


def _of_card(desk: Desk, payload: str, typed: Typed) -> Reply:
    _, _, month, person = payload.split(":")
    return _put(desk, int(person), typed, typed.months or (general.unpacked(month),))


def _named(desk: Desk, typed: Typed) -> Reply | None:
    """A person by name; what names nobody and gives no known reason may be work, and is left alone."""
    now = desk.turn.sent_at
    surely = typed.titled or 0 < len(typed.name.split()) <= SHORT
    if typed.unclear or not (typed.code or typed.back):
        return Reply.of(texts.WHO) if typed.titled and typed.code and service.judges(desk.uow, desk.who, now) else None
    if not service.judges(desk.uow, desk.who, now):
        return Reply.of(texts.NOBODY) if surely else None
    if not typed.name:
        return Reply.of(texts.WHO)
    person = service.find_person(desk.uow, desk.who, typed.name, now)
    if person is None:
        return Reply.of(texts.UNKNOWN.format(name=typed.name)) if surely else None
    months = typed.months or (own.default_month(desk.uow, desk.who, now),)
    return _put(desk, person.id or 0, typed, months)


def _put(desk: Desk, person_id: int, typed: Typed, months: Sequence[Month]) -> Reply:
    now = desk.turn.sent_at
    if typed.back:
        return _gone(desk, service.take_back(desk.uow, desk.who, person_id, months, now))
    told = service.enter(desk.uow, desk.who, person_id, months, typed.code, typed.note, now)
    undo = button(texts.UNDO, "t", "nu", packed(told.months[0]), person_id, _mask(told.months))
    notice = texts.NOTICE.format(head=desk.who.name, months=in_words(told.months), label=told.label)
    note = [texts.NOTE.format(note=told.note)] if told.note else []
    first = told.months[0]
    hint = texts.NOTICE_HINT.format(month=f"{first[1]}/{first[0]}")
    says = notify(desk, person_id, join([notice, *note, hint]))
    text = texts.ENTERED.format(
        name=told.person, months=in_words(told.months), label=told.label, clause=told.clause, told=_told(told, says)
    )
    return Reply((answered(desk, join([text, *note]), ((undo,),), (("hoan tac", undo.action),)), *says))


def _gone(desk: Desk, told: Told) -> Reply:
    says = notify(desk, told.person_id, texts.NOTICE_GONE.format(head=desk.who.name, months=in_words(told.months)))
    text = texts.GONE.format(name=told.person, months=in_words(told.months), told=_told(told, says))
    return Reply((answered(desk, text), *says))


def _told(told: Told, says: Sequence[Say]) -> Markup:
    return Markup(general_texts.TOLD_PERSON).format(given=told.person.split()[-1]) if says else Markup("")


def undo(desk: Desk, month: Month, person_id: int, mask: int) -> Reply:
    """The button under what was just entered: exactly those months are graded again."""
    return _gone(desk, service.take_back(desk.uow, desk.who, person_id, _unmasked(month, mask), desk.turn.sent_at))


def in_words(months: Sequence[Month]) -> str:
    """«tháng 11/2026», "tháng 11/2026 – 2/2027", "các tháng 9/2026, 11/2026"."""
    shown = [f"{month}/{year}" for year, month in months]
    if len(months) == 1:
        return texts.MONTH.format(month=months[0][1], year=months[0][0])
    first, last = count(months[0]), count(months[-1])
    if last - first == len(months) - 1:
        return texts.SPAN.format(first=shown[0], last=shown[-1])
    return texts.SEVERAL.format(months=", ".join(shown))


def _mask(months: Sequence[Month]) -> int:
    """Months as bits from the first one on, so that a button carries them."""
    return sum(1 << (count(month) - count(months[0])) for month in months)


def _unmasked(first: Month, mask: int) -> tuple[Month, ...]:
    if not 0 < mask < 1 << service.MOST_APART:
        raise ValueError(mask)
    return tuple(moved(first, place) for place in range(service.MOST_APART) if mask >> place & 1)
