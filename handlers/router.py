"""From a turn to its handler: one ordered table for commands, one for buttons, one for short words; then free text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import nlu
from handlers import (
    answers,
    appeals,
    assign,
    assign_act,
    assign_lists,
    assign_words,
    closing,
    corrections,
    day,
    delegation,
    entries,
    exports,
    former,
    general_review,
    groups,
    leave,
    media,
    memory,
    mending,
    month,
    nhac,
    overview,
    people,
    points,
    polite,
    quotas,
    ranking,
    ranking_spans,
    receipts,
    repair,
    requests,
    review,
    review_words,
    scores,
    spoken,
    unclassified,
)
from handlers.desk import Desk
from handlers.texts import common
from handlers.texts import day as day_texts
from handlers.texts import entries as entry_texts
from handlers.texts import people as people_texts
from handlers.turn import Reply, Turn, respoken
from services import people as people_service
from services import questions as question_service
from services import said
from services.errors import NotFound, Refusal, Stale
from services.office import Office, UnitOfWork

Handler = Callable[[Desk], Reply]
ActionHandler = Callable[[Desk, Sequence[str]], Reply]


def _sua(desk: Desk) -> Reply:
    return _last_lines(desk, "")


COMMANDS: dict[str, Handler] = {
    "/homnay": day.today,
    "/tuan": day.week,
    "/sua": _sua,
    "/nghi": leave.command,
    "/lich": month.command,
    "/diem": points.command,
    "/tieuchi": general_review.command,
    "/xuat": exports.command,
    "/viec": assign_lists.mine,
    "/giao": assign_lists.given,
    "/kehoach": quotas.command,
    "/duyet": review.waiting,
    "/denghi": requests.listed,
    "/ykien": appeals.command,
    "/donvi": overview.command,
    "/chot": closing.command,
    "/molai": closing.reopen,
    "/xeploai": ranking.command,
    "/uyquyen": delegation.command,
    "/nguoiduyet": delegation.reviewer,
    "/visao": day.why_text,
    "/nhac": nhac.honesty,
    "/nhacviec": nhac.settings,
    "/ghinho": memory.own,
    "/cachnoi": memory.proposed,
    "/trogiup": day.help_text,
    "/help": day.help_text,
    "/ngat": people.leave,
}
WITH_WORDS = {"/nghi": "nghỉ", "/giao": "giao"}
"""Commands that, followed by words, are read like any message: "/giao @An soạn …"."""

ACTIONS: dict[str, ActionHandler] = {
    "e": repair.entry_action,
    "i": repair.pick_item,
    "m": repair.message_action,
    "q": answers.answer_action,
    "f": entries.one_tap,
    "a": assign_act.task_action,
    "o": assign.order_action,
    "r": review.review_action,
    "d": delegation.delegation_action,
    "g": requests.request_action,
    "y": appeals.appeal_action,
    "c": closing.closing_action,
    "v": overview.overview_action,
    "x": ranking.act,
    "l": leave.act,
    "k": month.turn_to,
    "s": points.act,
    "t": general_review.act,
    "p": entries.plan_done,
    "b": entries.left_done,
    "w": memory.act,
    "u": people.leave_answer,
    "h": nhac.act,
}

PHRASES: dict[str, Handler] = {
    "nhu hom qua": entries.repeat_day,
    "giong hom qua": entries.repeat_day,
    "nhu bua qua": entries.repeat_day,
    "nhu hqua": entries.repeat_day,
    "y nhu hom qua": entries.repeat_day,
    "y hom qua": entries.repeat_day,
    "hom nay nhu hom qua": entries.repeat_day,
    "nay nhu hom qua": entries.repeat_day,
    "lam nhu hom qua": entries.repeat_day,
    "lap lai": entries.repeat_last,
    "nhap": answers.drafts,
    "bo het nhap": answers.drop_drafts,
    "bo nhap": answers.drop_drafts,
    "xoa nhap": answers.drop_drafts,
    "xoa het nhap": answers.drop_drafts,
    "bo qua": answers.skip,
    "de sau": answers.skip,
    "hom nay": day.today,
    "tuan nay": day.week,
    "nghi": leave.command,
    "nghi phep": leave.command,
    "help": day.help_text,
    "huy nghi": leave.cancel,
    "lich": month.command,
    "lich lam viec": month.command,
    "tro giup": day.help_text,
    "huong dan": day.help_text,
    "diem": lambda desk: scores.month(desk, ()),
    "tieu chi": general_review.command,
    "tieu chi chung": general_review.command,
    "xuat": exports.command,
    "xep loai": ranking.in_words,
    "viec": assign_lists.mine,
    "giao": assign_lists.given,
    "ke hoach": quotas.mine,
    "ke hoach thang": quotas.mine,
    "nghiem thu het": assign_lists.given,
    "nghiem thu tat ca": assign_lists.given,
    "thoi": answers.skip,
    "thoi bo": answers.skip,
    "thoi khoi": answers.skip,
    "vi sao": day.why_text,
    "xoa": lambda desk: _last_lines(desk, "xoá"),
    "hoan tac": lambda desk: _last_lines(desk, "hoàn tác"),
    "sua": _sua,
}
ONE_OF_LINES = re.compile(r"^(sua|xoa|bo)(?: dong| viec)? (\d{1,2})$")
MOST_DIGITS = 9
"""Row numbers of the database have no more; a longer one is forged."""
ANSWER_KEY = re.compile(r"^(?:\d+[a-h]?|bo(?: \d+)?)$")
SEVERAL_KEYS = re.compile(r"^\d+[a-h](?:[ ,;]+\d+[a-h])+$")


def handle(turn: Turn, uow: UnitOfWork, office: Office) -> Reply:
    """Answer one turn inside its transaction; a refusal rolls back what was begun and says why."""
    try:
        return _route(turn, uow, office)
    except Refusal as refusal:
        uow.rollback()
        return _refused(turn, refusal)


def _refused(turn: Turn, refusal: Refusal) -> Reply:
    if turn.action is not None:
        if isinstance(refusal, Stale) or refusal.code in {"question.closed", "assign.state"}:
            return Reply(toast=common.STALE)
        if isinstance(refusal, NotFound):
            return Reply(toast=common.NOT_FOUND_TOAST)
    return Reply.of(receipts.refusal_text(turn.sent_at, refusal.code, {"text": turn.text, **refusal.data}))


def _route(turn: Turn, uow: UnitOfWork, office: Office) -> Reply:
    if turn.kind == "blocked":
        people_service.blocked(uow, turn.channel, turn.chat_id, turn.sent_at)
        return Reply()
    if turn.group:
        return groups.handle(turn, uow, office)
    who = people_service.find_who(uow, turn.channel, turn.chat_id, turn.sender_username)
    command, _, code = turn.text.partition(" ")
    if command == "/start" and turn.action is None and (who is not None or code.strip()):
        return people.start(turn, uow, office, who)
    if who is None and people.looks_like_a_code(turn.text):
        return people.start(replace(turn, text=f"/start {turn.text}"), uow, office, None)
    if who is None:
        return _unknown(turn, uow, office)
    if not who.consented:
        return people.before_consent(turn, uow, office, who)
    return _of_person(Desk(turn, uow, office, who))


def _unknown(turn: Turn, uow: UnitOfWork, office: Office) -> Reply:
    """A stranger, or somebody who has left and may still read."""
    found = people_service.find_former(uow, turn.channel, turn.chat_id)
    if found is None or not found[0].consented:
        return Reply.of(people_texts.STRANGER)
    return former.handle(Desk(turn, uow, office, found[0]), found[1])


def _of_person(desk: Desk) -> Reply:
    turn = desk.turn
    if turn.action is not None:
        return act(desk, turn.action)
    if turn.edited and turn.text.strip():
        return entries.edited(replace(desk, turn=_spoken(turn) or turn))
    if turn.kind != "text":
        return media.handle(desk)
    if turn.text.startswith("/"):
        return _command(desk)
    return _words(desk)


def act(desk: Desk, payload: str) -> Reply:
    """Do what a button says; a payload that makes no sense looks like one that is not there."""
    verb, *args = payload.split(":")
    handler = ACTIONS.get(verb)
    if handler is None or not args or any(arg.isdigit() and len(arg) > MOST_DIGITS for arg in args):
        raise NotFound("action")
    try:
        return handler(desk, args)
    except (ValueError, IndexError, KeyError) as error:
        raise NotFound("action") from error


def _spoken(turn: Turn) -> Turn | None:
    """«/giao @An soạn …» as any message says it; None for a command that stands alone."""
    command, _, words = turn.text.partition(" ")
    verb = WITH_WORDS.get(command.lower().partition("@")[0])
    if verb is None or not words.strip():
        return None
    return respoken(turn, len(turn.text) - len(words.lstrip()), f"{verb} ")


def _command(desk: Desk) -> Reply:
    spoken = _spoken(desk.turn)
    if spoken is not None:
        return entries.free_text(replace(desk, turn=spoken))
    command = desk.turn.text.partition(" ")[0].lower().partition("@")[0]
    handler = COMMANDS.get(command)
    return handler(desk) if handler else Reply.of(day_texts.UNKNOWN_COMMAND.format(command=command))


def _words(desk: Desk) -> Reply:
    """Text: an offered word or number, a repair in reply to a receipt, an answer in words, a phrase, or work."""
    turn, text = desk.turn, nlu.fold(polite.bare(desk.turn.text)).strip(" .!,;")
    offer = said.last_offer(desk.uow, turn.channel, turn.chat_id)
    offered = _offered(desk, offer, text)
    if offered:
        return offered
    replied = repair.reply_to_receipt(desk)
    if replied:
        return replied
    managed = _managed(desk, offer, text)
    if managed:
        return managed
    reminded = nhac.by_word(desk, text, offer)
    if reminded:
        return reminded
    scored = points.by_word(desk, text)
    if scored:
        return scored
    task = assign_words.by_word(desk, text)
    if task:
        return task
    mended = mending.by_word(desk, offer, text)
    if mended:
        return mended
    corrected_by_word = corrections.by_word(desk, offer, text) if text != "sua" else None
    if corrected_by_word:
        return corrected_by_word
    if text in PHRASES:
        return PHRASES[text](desk)
    if offer and offer.entry_ids and repair.names_a_line(turn.text):
        return _last_lines(desk, turn.text)
    one = ONE_OF_LINES.match(text)
    if one:
        listed = repair.listed(desk, offer, int(one[2]))
        if listed:
            return repair.numbered_line(desk, listed, one[1], int(one[2]))
    answered = _answer_in_words(desk, offer)
    if answered:
        return answered
    if offer and _live(desk, offer) and repair.looks_like_fields(desk, turn.text):
        return _last_lines(desk, turn.text)
    if offer and offer.kind == repair.PANEL and repair.looks_like_a_name(desk, turn.text):
        return _last_lines(desk, turn.text)
    if offer and offer.entry_ids and repair.DELETE_WORDS.match(text):
        return _last_lines(desk, "xoá")
    corrected = corrections.FIRST_WORDS.sub("", turn.text)
    if corrected != turn.text and offer and _live(desk, offer) and repair.looks_like_fields(desk, corrected):
        return _last_lines(desk, corrected)
    if text.isdigit():
        return answers.lonely_number(desk, offer)
    return entries.free_text(desk)


def _managed(desk: Desk, offer: said.Offer | None, text: str) -> Reply | None:
    """What is said around a review: decisions, standing in, requests, objections."""
    return (
        spoken.by_word(desk, text)
        or review_words.by_word(desk, text, offer)
        or unclassified.by_word(desk, offer)
        or ranking_spans.by_word(desk, text)
        or general_review.by_word(desk, offer)
        or delegation.by_word(desk, text)
        or requests.by_word(desk, text, offer)
        or appeals.by_word(desk, text, offer)
    )


def _offered(desk: Desk, offer: said.Offer | None, text: str) -> Reply | None:
    """«2», "sửa", "1a 2c": what the latest message of the bot offers."""
    if offer is None:
        return None
    if text in offer.words:
        return act(desk, offer.words[text])
    if offer.kind == repair.PANEL and text.isdigit() and len(offer.entry_ids) == 1:
        return repair.typed_count(desk, offer.entry_ids[0], text)
    if offer.question_id is None and ANSWER_KEY.match(text):
        offer = said.last_question(desk.uow, desk.who, desk.turn.channel, desk.turn.chat_id) or offer
        if text in offer.words and offer.question_id is not None:
            return act(desk, offer.words[text])
    if SEVERAL_KEYS.match(text) and all(key in offer.words for key in re.split(r"[ ,;]+", text)):
        replies = [act(desk, offer.words[key]) for key in re.split(r"[ ,;]+", text)]
        return replies[-1]
    return None


def _answer_in_words(desk: Desk, offer: said.Offer | None) -> Reply | None:
    if offer is None or offer.question_id is None:
        return None
    turn = desk.turn
    question = question_service.latest(desk.uow, desk.who, turn.channel, turn.chat_id)
    if question is None or question.id != offer.question_id:
        return None
    answered = question_service.answer_text(desk.uow, desk.office, desk.who, question, turn.text, turn.sent_at)
    if isinstance(answered, question_service.Answered):
        return answers.after_answer(desk, answered)
    return Reply((receipts.compose(desk, [], (), (), (), answered),)) if answered else None


def _live(desk: Desk, offer: said.Offer) -> bool:
    """Whether the latest message shows a line that still stands and so may be meant by "3 tiếng"."""
    return any(line.state != "withdrawn" for line in said.lines_by_id(desk.uow, desk.who, offer.entry_ids))


def _last_lines(desk: Desk, text: str) -> Reply:
    """A repair without a reply: it means the lines of the latest receipt; without words, which one is asked."""
    offer = said.last_offer(desk.uow, desk.turn.channel, desk.turn.chat_id)
    lines = said.lines_by_id(desk.uow, desk.who, offer.entry_ids) if offer else ()
    gone = bool(lines) and all(line.state == "withdrawn" for line in lines)
    if gone and repair.DELETE_WORDS.match(nlu.fold(text)):
        return Reply.of(entry_texts.LINE_IS_GONE)
    if not lines or (gone and not text):
        return day.today(desk)
    if not text:
        return repair.edit_or_ask(desk, lines[0]) if len(lines) == 1 else repair.which_line(desk, lines)
    return repair.repair_by_text(desk, lines, text)
