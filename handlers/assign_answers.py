"""Answers without a number: to what a button asked, to an order that waits, about the latest message on a task."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers import assign, assign_act, assign_lists
from handlers.assign_say import Words, extension, give_back, stuck, transfer, whom_of
from handlers.desk import Desk
from handlers.turn import Reply
from services import assign as service
from services import assign_requests, assign_rules, assign_text, said
from services.values import TaskView

STOP = re.compile(r"^(?:dung|thoi|bo) lap(?: so)?(?: (\d{1,9}))?$")
KEYS = re.compile(r"^\d{1,2}[a-h]?(?:[ ,;]+\d{1,2}[a-h]?)*$")
ORDER_KEY = re.compile(r"^(?:\d|\d[a-h])$")
PROMPTED = {"task.ex", "task.tr", "task.rt", "task.st"}
UNNUMBERED = re.compile(
    r"^(?P<what>(?:xin )?gia han|(?:dang )?vuong|de nghi chuyen(?: nguoi khac)?|tra(?: lai)?|(?:khong )?dong y)(?= )"
)


def _latest(desk: Desk) -> said.Offer | None:
    """The message that is answered: the one replied to, else the latest that offers anything."""
    turn = desk.turn
    if turn.reply_to is not None:
        return said.offer_of_message(desk.uow, turn.channel, turn.chat_id, turn.reply_to)
    return said.last_offer(desk.uow, turn.channel, turn.chat_id)


def to_prompt(desk: Desk, words: Words) -> Reply | None:
    """Words behind «Xin gia hạn», «Trả lại» …, or an item's name for an order; other work passes by."""
    stop = STOP.match(words.folded)
    if stop:
        return _stopped(desk, stop[1])
    behind = _order_behind(desk, words)
    if behind:
        return behind
    offer = _latest(desk)
    if offer is None or offer.kind not in {*PROMPTED, assign.ORDER}:
        return None
    if offer.kind == assign.ORDER:
        return _name_for_order(desk, offer)
    task = _task_of(desk, offer)
    if task is None or (desk.turn.reply_to is None and _is_other_work(desk, offer.kind)):
        return None
    answer = {"task.ex": extension, "task.tr": transfer, "task.rt": give_back, "task.st": stuck}[offer.kind]
    return _closing(answer(desk, task, desk.turn.text), task)


def _closing(reply: Reply, task: TaskView) -> Reply:
    """An answered prompt must not take the next message too: the answer offers something itself, a look at the task."""
    first, *others = reply.says
    if first.kind != "task" or first.words:
        return reply
    return Reply((replace(first, words=((f"xem {task.number}", f"a:vw:{task.id}:{task.version}"),)), *others))


def _stopped(desk: Desk, number: str | None) -> Reply:
    """«Dừng lặp 2»; without a number the only repetition, else the list to choose from."""
    rules = assign_rules.of(desk.uow, desk.who)
    if number is None and len(rules) != 1:
        return assign_lists.rules(desk)
    return assign_act.rule_ended(desk, int(number) if number else rules[0].id)


def _order_behind(desk: Desk, words: Words) -> Reply | None:
    """«2» for an order that waits, though a notice came after its question."""
    if not ORDER_KEY.match(words.folded):
        return None
    offer = said.last_of_kind(desk.uow, desk.turn.channel, desk.turn.chat_id, assign.ORDER)
    action = offer.words.get(words.folded) if offer else None
    if action is None or not service.is_open(desk.uow, desk.who, int(action.split(":")[1])):
        return None
    return assign.order_action(desk, action.split(":")[1:])


def _is_other_work(desk: Desk, kind: str) -> bool:
    """A line of the log, an order, leave or a question does not answer a prompt."""
    if desk.turn.text.startswith("/"):
        return True
    if (
        kind == "task.ex"
        and assign_text.due_of(desk.turn.text, desk.turn.sent_at)
        and assign_text.reason_of(desk.turn.text)
    ):
        return False
    return service.is_other_work(desk.uow, desk.office, desk.who, desk.turn.text, desk.turn.sent_at)


def _name_for_order(desk: Desk, offer: said.Offer) -> Reply | None:
    order = next((int(action.split(":")[1]) for _, action in offer.words.items() if not action.startswith("o:x")), None)
    waits = order is not None and service.waits_for_name(desk.uow, desk.who, order)
    if order is None or not waits or _is_other_work(desk, offer.kind):
        return None
    if KEYS.match(desk.turn.text.strip(" .,;").lower()):
        return None  # a number that is no key of the question names no item
    return assign.named_item(desk, order)


def _task_of(desk: Desk, offer: said.Offer) -> TaskView | None:
    for action in offer.words.values():
        verb, step, row, *_ = [*action.split(":"), "", "", ""]
        if verb == "a" and step not in ("wj", "re", "ry", "rn") and row.isdigit():
            return service.get_task(desk.uow, desk.who, int(row))
    return None


def about_the_latest(desk: Desk, words: Words) -> Reply | None:
    """«Xin gia hạn đến thứ 6 vì …» without a number: the task of the message that is answered."""
    found = UNNUMBERED.match(words.folded)
    offer = _latest(desk) if found else None
    if found is None or offer is None or offer.kind not in ("task", "remind.deadline"):
        return None
    tail, what = words.tail(found.end()), found["what"]
    if what in ("dong y", "khong dong y"):
        return _answer_request(desk, offer, what, tail)
    task = _task_of(desk, offer)
    if task is None:
        return None
    if what in ("tra", "tra lai"):  # a number behind it counts in a list to review
        own = task.giver_id == desk.who.id and task.state == "done" and not tail[:1].isdigit()
        return give_back(desk, task, tail) if own else None
    if task.assignee_id != desk.who.id:
        return None
    if what.endswith("vuong"):
        return stuck(desk, task, tail)
    return extension(desk, task, tail) if what.endswith("gia han") else transfer(desk, task, tail)


def _answer_request(desk: Desk, offer: said.Offer, what: str, tail: str) -> Reply | None:
    action = offer.words.get("dong y", "")
    if not action.startswith("a:ry:"):
        return None
    request = int(action.split(":")[2])
    if what == "khong dong y":
        return assign_act.declined(desk, request, reason=assign_text.reason_of(tail) or tail or None)
    whom = whom_of(tail)
    to_id = assign_requests.person_below(desk.uow, desk.who, whom) if whom else None
    return assign_act.agreed(desk, request, to_id=to_id)
