"""Strangers, linking, agreement, leaving."""

from __future__ import annotations

import re
from collections.abc import Sequence

import nlu
from handlers.desk import Desk, action
from handlers.texts import people as texts
from handlers.turn import Choice, Reply, Say, Turn
from services import examples
from services import people as service
from services.errors import Refusal
from services.office import Office, UnitOfWork
from services.values import Who

CODE = re.compile(r"^[A-Z2-9]{4,6}[- ]?[A-Z2-9]{4,6}$", re.I)
POLITE = r"(?:(?:da|vang|u|toi|em|minh|anh|chi|chu|co|bac|thi|cung|thuc su)[ ,]+)*"
AGREED = re.compile(
    rf"^{POLITE}(?:dong y|nhat tri|ok|oke|okie|okay|duoc|co|vang)(?: (?:a|nhe|nha|roi|luon|het|ok|em|day))*$"
)
REFUSED = re.compile(rf"^{POLITE}(?:khong|ko|k)(?: (?:dong y|dau|a|nhe|nha|dung))*$")
YES, NO = action("c", "y"), action("c", "n")
REFUSALS = {"people.bad_code": texts.BAD_CODE, "people.blocked": texts.BLOCKED, "people.other": texts.OTHER_PERSON}


def start(turn: Turn, uow: UnitOfWork, office: Office, who: Who | None) -> Reply:
    """/start with a code links; without one it greets."""
    code = turn.text.partition(" ")[2].strip()
    if not code:
        return _greet(uow, office, who)
    try:
        linked = service.link(uow, turn.channel, turn.chat_id, code, turn.sent_at)
    except Refusal as refusal:
        return Reply.of(REFUSALS[refusal.code].format(**refusal.data))
    return ask_consent(linked) if not linked.consented else _greet(uow, office, linked)


def looks_like_a_code(text: str) -> bool:
    """Whether a stranger typed the code alone, without /start."""
    return CODE.match(text.strip()) is not None and any(letter.isdigit() for letter in text)


def _greet(uow: UnitOfWork, office: Office, who: Who | None) -> Reply:
    if who is None:
        return Reply.of(texts.STRANGER)
    return ask_consent(who) if not who.consented else _welcome(uow, office, who)


def _welcome(uow: UnitOfWork, office: Office, who: Who) -> Reply:
    one, two, _ = examples.of(uow, office, who)
    return Reply.of(texts.WELCOME.format(given=who.given_name, example1=one, example2=two))


def ask_consent(who: Who) -> Reply:
    """Three lines: what is stored, who sees it, how to stop; nothing is stored before the answer."""
    text = texts.CONSENT.format(name=who.name, unit=who.unit)
    return Reply((Say(text, rows=_consent_rows(), words=_consent_words()),))


def _consent_rows() -> tuple[tuple[Choice, ...], ...]:
    return ((Choice(texts.AGREE, YES), Choice(texts.DISAGREE, NO)),)


def _consent_words() -> tuple[tuple[str, str], ...]:
    return (
        ("dong y", YES),
        ("co", YES),
        ("ok", YES),
        ("vang", YES),
        ("1", YES),
        ("khong dong y", NO),
        ("khong", NO),
        ("2", NO),
    )


def _consent_said(text: str) -> str | None:
    """«Tôi đồng ý ạ», "vâng ok", "2": yes or no in whatever polite words; None for anything else."""
    folded = nlu.fold(text).strip(" .!,")
    known = dict(_consent_words()).get(folded)
    return known or (YES if AGREED.match(folded) else NO if REFUSED.match(folded) else None)


def before_consent(turn: Turn, uow: UnitOfWork, office: Office, who: Who) -> Reply:
    """Until the person agrees only the answer to that question is heard; nothing else is stored."""
    answer = turn.action or _consent_said(turn.text)
    if answer == YES:
        service.consent(uow, who, turn.channel, turn.chat_id, turn.sent_at)
        return _in_place(turn, _welcome(uow, office, who))
    if answer == NO:
        service.decline(uow, who, turn.channel, turn.chat_id, turn.sent_at)
        return _in_place(turn, Reply.of(texts.DECLINED))
    return Reply((Say(texts.NEED_CONSENT, rows=_consent_rows(), words=_consent_words()),))


def _in_place(turn: Turn, reply: Reply) -> Reply:
    if turn.action is None:
        return reply
    say = reply.says[0]
    return Reply((Say(say.text, say.rows, replaces=turn.message_id),))


def leave(desk: Desk) -> Reply:
    """/ngat: the person leaves; /ngat P012: an administrator ends another's links; both are asked once."""
    code = desk.turn.text.partition(" ")[2].strip()
    if code:
        return _ask_about(desk, code)
    yes, no = Choice(texts.UNLINK_YES, action("u", "y")), Choice(texts.UNLINK_NO, action("u", "n"))
    words = (("ngung dung", yes.action), ("1", yes.action), ("giu nguyen", no.action), ("2", no.action))
    return Reply((Say(texts.UNLINK_ASK, rows=((yes, no),), words=words),))


def leave_answer(desk: Desk, args: Sequence[str]) -> Reply:
    """«Ngừng dùng» or "Giữ nguyên"; "o:<person>" is an administrator's «Ngừng liên kết»."""
    if args[0] == "o":
        return _unlink_other(desk, int(args[1]))
    if args[0] != "y":
        return _in_place(desk.turn, Reply.of(texts.UNLINK_KEPT))
    service.unlink(desk.uow, desk.who, desk.turn.channel, desk.turn.chat_id, desk.turn.sent_at)
    return _in_place(desk.turn, Reply.of(texts.UNLINKED))


def _ask_about(desk: Desk, code: str) -> Reply:
    found = service.linked(desk.uow, desk.who, code.upper())
    values = {"name": found.name, "code": found.staff_code, "count": len(found.chats)}
    if not found.chats:
        return Reply.of(texts.UNLINK_NONE.format(**values))
    yes, no = Choice(texts.UNLINK_OTHER_YES, action("u", "o", found.id)), Choice(texts.UNLINK_NO, action("u", "n"))
    words = (("ngung lien ket", yes.action), ("1", yes.action), ("giu nguyen", no.action), ("2", no.action))
    return Reply((Say(texts.UNLINK_ASK_OTHER.format(**values), rows=((yes, no),), words=words),))


def _unlink_other(desk: Desk, person_id: int) -> Reply:
    gone = service.unlink_other(desk.uow, desk.who, person_id, desk.turn.sent_at)
    values = {"name": gone.name, "code": gone.staff_code, "count": len(gone.chats)}
    notices = tuple(Say(texts.UNLINKED_NOTICE, channel=channel, chat_id=chat) for channel, chat in gone.chats)
    text = texts.UNLINKED_BY_ADMIN if gone.chats else texts.UNLINK_NONE
    return Reply((*_in_place(desk.turn, Reply.of(text.format(**values))).says, *notices))
