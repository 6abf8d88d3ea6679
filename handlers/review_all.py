"""«Duyệt hết» of a list of several pages: how many lines that is, and how many nobody has looked at, is asked once."""

from __future__ import annotations

from collections.abc import Sequence

from handlers import decided
from handlers.desk import PAYLOAD_LIMIT, Desk, button
from handlers.texts import review as texts
from handlers.turn import Reply, Say
from services import decisions
from services import review as service

ROOM = PAYLOAD_LIMIT - 24
"""Letters of the exceptions that a button holds beside verb, list and place."""


def by_word(desk: Desk, list_id: int, without: Sequence[int]) -> Reply:
    """Everything of the list but some numbers: at once where all pages were opened, else asked."""
    found = decisions.whole(desk.uow, desk.who, list_id, without, desk.turn.sent_at)
    told = ".".join(str(number) for number in without)
    if found.unseen and len(told) <= ROOM:
        return _ask(desk, list_id, found, told)
    done = decisions.approve(desk.uow, desk.who, list_id, None, desk.turn.sent_at, without=without)
    return decided.approved(desk, done)


def _ask(desk: Desk, list_id: int, found: decisions.Whole, without: str) -> Reply:
    odd = texts.ASK_ALL_ODD.format(count=found.odd) if found.odd else ""
    text = texts.ASK_ALL.format(count=found.waiting, unseen=found.unseen, odd=odd)
    tail = (without,) if without else ()
    whole = button(texts.APPROVE_LIST.format(count=found.waiting), "r", "al", list_id, found.listed, *tail)
    keys = [(whole, "duyet het")]
    if found.waiting > found.unseen:
        label = texts.APPROVE_SEEN.format(count=found.waiting - found.unseen)
        keys.append((button(label, "r", "al", list_id, found.shown, *tail), "da xem"))
    keys.append((button(texts.NEXT, "r", "pg", list_id, found.shown // service.PAGE + 1), "trang sau"))
    numbers = tuple((str(n), key.action) for n, (key, _) in enumerate(keys, 1))
    words = (*numbers, *((word, key.action) for key, word in keys), ("co", whole.action), ("ok", whole.action))
    return Reply((Say(text, rows=tuple((key,) for key, _ in keys), words=words, kind="review_all"),))


def ask(desk: Desk, list_id: int, args: Sequence[str]) -> Reply:
    """«r:as:<list>»: the button under a page."""
    return by_word(desk, list_id, ())


def approve(desk: Desk, list_id: int, args: Sequence[str]) -> Reply:
    """«r:al:<list>:<up to>[:<numbers>]»: what was asked about, seen or not, but for these numbers."""
    without = [int(number) for number in args[1].split(".")] if len(args) > 1 else []
    done = decisions.approve(
        desk.uow, desk.who, list_id, None, desk.turn.sent_at, upto=int(args[0]), unseen=True, without=without
    )
    return decided.approved(desk, done)
