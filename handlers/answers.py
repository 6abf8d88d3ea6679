"""Answers to the bot's question, tapped or typed, and the drafts that still wait for one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers import assign_match, receipts
from handlers.desk import Desk, button
from handlers.questions import labels
from handlers.render import shorten
from handlers.texts import entries as texts
from handlers.turn import Reply
from services import day, repair, said
from services import questions as service
from services.errors import Refusal
from services.values import EntryView, QuestionView

MOST_BACK = 9
AT_ONCE = 2
"""Drafts asked about in one message."""
FIRST_KEY = re.compile(r"^\d+a$")


def answer_action(desk: Desk, args: Sequence[str]) -> Reply:
    """A tapped or typed choice "q:<question>:<point>:<choice>"."""
    question_id, number, chosen = (int(arg) for arg in args[:3])
    view = service.get_question(desk.uow, desk.who, question_id)
    value = _value(view, number, chosen)
    done = service.answer(desk.uow, desk.office, desk.who, question_id, number, value, desk.turn.sent_at)
    return after_answer(desk, done)


def _value(view: QuestionView, number: int, chosen: int) -> str:
    if number >= len(view.parts) or chosen >= len(labels(view.parts[number])):
        raise Refusal("question.closed")
    return labels(view.parts[number])[chosen][0]


def after_answer(desk: Desk, done: service.Answered) -> Reply:
    """Show the message anew: what is stored now, what is still open."""
    turn = desk.turn
    lines = _lines(desk, done)
    stored = [line for line in lines if line.state in {"pending", "approved"}]
    blocks = [receipts.stored_block(desk, stored)]
    if done.dropped:
        blocks.append(texts.DROPPED.format(text=shorten(done.entry.text)))
    if stored and done.question is None:
        blocks += [receipts.day_total(desk, day) for day in sorted({line.work_date for line in stored})]
    if done.question is None:
        waiting = len(day.drafts(desk.uow, desk.who.id))
        blocks += [texts.STILL_DRAFTS.format(count=waiting)] if waiting else []
    rows, words = receipts.repair_buttons(desk, stored)
    replaces = turn.message_id if turn.action else None
    say = receipts.compose(desk, blocks, rows, words, lines, done.question, replaces=replaces)
    return Reply((assign_match.with_tasks(desk, say, stored),))


def _lines(desk: Desk, done: service.Answered) -> list[EntryView]:
    """The lines of the message that asked (a tap), or of the latest offer (typed), with the answered one."""
    turn = desk.turn
    if turn.action:
        lines = said.lines_of_message(desk.uow, desk.who, turn.channel, turn.chat_id, turn.message_id)
    else:
        offer = said.last_offer(desk.uow, turn.channel, turn.chat_id)
        lines = said.lines_by_id(desk.uow, desk.who, offer.entry_ids if offer else ())
    return list(lines) if any(line.id == done.entry.id for line in lines) else [*lines, done.entry]


def drafts(desk: Desk) -> Reply:
    """«Nháp»: what still waits for an answer, asked anew – the oldest two lines first, so that a phone shows it."""
    turn, waiting = desk.turn, day.drafts(desk.uow, desk.who.id)
    if not waiting:
        return Reply.of(texts.NO_DRAFTS)
    first = [line.id or 0 for line in waiting[:AT_ONCE]]
    question = service.ask_again(desk.uow, desk.office, desk.who, turn.channel, turn.chat_id, turn.sent_at, first)
    left = len(waiting) - len(first)
    blocks = [texts.MORE_DRAFTS.format(count=left)] if left else []
    return Reply((receipts.compose(desk, blocks, (), (), (), question),))


def drop_drafts(desk: Desk) -> Reply:
    """«Bỏ hết nháp»: none of the lines that wait is logged; each can be taken back."""
    waiting = day.drafts(desk.uow, desk.who.id)
    if not waiting:
        return Reply.of(texts.NO_DRAFTS)
    gone = [repair.withdraw(desk.uow, desk.who, line.id or 0, None, desk.turn.sent_at).after for line in waiting]
    named = [texts.DRAFT_GONE.format(number=n, text=shorten(line.text)) for n, line in enumerate(gone, 1)]
    back = [
        button(texts.TAKE_BACK.format(number=n), "e", "un", line.id, line.version) for n, line in enumerate(gone, 1)
    ]
    text = texts.JOIN.join([texts.DRAFTS_DROPPED.format(count=len(gone)), *named, texts.DRAFTS_BACK])
    words = tuple((str(n), choice.action) for n, choice in enumerate(back, 1))
    rows = tuple(tuple(back[start : start + 3]) for start in range(0, min(len(back), MOST_BACK), 3))
    return Reply((receipts.compose(desk, [text], rows, words, gone, None),))


def skip(desk: Desk) -> Reply:
    """«Bỏ qua»: the question rests; drafts stay."""
    turn = desk.turn
    left = service.skip(desk.uow, desk.who, turn.channel, turn.chat_id, turn.sent_at)
    if left is None:
        return Reply.of(texts.NOTHING_TO_SKIP)
    return Reply.of(texts.SKIPPED.format(drafts=texts.SKIPPED_DRAFTS if left else ""))


def lonely_number(desk: Desk, offer: said.Offer | None) -> Reply:
    """A number that answers nothing offered: never work of its own."""
    keys = sorted(key for key in offer.words if FIRST_KEY.match(key)) if offer else []
    if len(keys) > 1:
        return Reply.of(texts.ANSWER_KEYS.format(example=" ".join(keys)))
    return Reply.of(texts.LONELY_NUMBER.format(text=desk.turn.text.strip()))
