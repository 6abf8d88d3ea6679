"""Typed commands about tasks: «xong 3», «việc 2 được 50 %», «xin gia hạn 3 đến thứ 6 vì …», «chuyển 3 cho Bình»."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import nlu
from handlers import assign, assign_act, assign_lists
from handlers.desk import Desk
from handlers.texts import assign as texts
from handlers.texts import common
from handlers.turn import Reply, Say
from services import assign as service
from services import assign_requests, assign_states, assign_text, said
from services.errors import Refusal
from services.values import TaskView

N = r"(?:viec )?(?:so )?(?P<n>\d{1,6})"
SEVERAL = r"(?:viec )?(?:so )?(?P<n>\d{1,6}(?:(?:\s*,\s*|\s+va\s+|\s+)\d{1,6}){0,9})"
TASK = r"viec (?:so )?(?P<n>\d{1,6})\s*[:,\-]?"


@dataclass(frozen=True)
class Words:
    """A typed line: folded for the patterns, as typed for the reasons; `tail` is what stands behind a match."""

    raw: tuple[str, ...]
    folded: str

    @staticmethod
    def of(text: str) -> Words:
        """Split at spaces; "50 %" is one word."""
        raw = tuple(re.sub(r"(\d)\s+%", r"\1%", text).split())
        return Words(raw, " ".join(nlu.fold(word) for word in raw).strip(" .!"))

    def tail(self, end: int) -> str:
        """The words as typed behind folded[:end]."""
        return " ".join(self.raw[len(self.folded[:end].split()) :])


Handler = Callable[[Desk, TaskView, Words, re.Match[str]], Reply | None]


def by_word(desk: Desk, folded: str) -> Reply | None:
    """A command about a task, by its number or in answer to the latest message about one; None where it is none."""
    words = Words.of(desk.turn.text)
    for pattern, side, handler in NUMBERED:
        found = pattern.match(words.folded)
        if found:
            return _numbered(desk, words, found, side, handler)
    return _answer_to_prompt(desk, words) or _about_the_latest(desk, words)


def _numbered(desk: Desk, words: Words, found: re.Match[str], side: str, handler: Handler) -> Reply | None:
    says: list[Say] = []
    for number in dict.fromkeys(int(n) for n in re.findall(r"\d+", found["n"])):
        task = _task(desk, number, side)
        reply = handler(desk, task, words, found) if task else None
        if reply is None:
            return None if task or (words.folded.startswith("viec") and side == "own") else Reply.of(common.NOT_FOUND)
        says += reply.says
    return Reply(tuple(says))


def _task(desk: Desk, number: int, side: str) -> TaskView | None:
    """This person's own part of a job, or – for a giver's command – a part they gave; open ones first."""
    tasks = service.of_number(desk.uow, desk.who, number)
    own = [t for t in tasks if t.assignee_id == desk.who.id]
    gave = [t for t in tasks if t.giver_id == desk.who.id and t.assignee_id != desk.who.id]
    found = {"own": own, "giver": gave, "both": own or gave}[side]
    return min(found, key=lambda task: _rank(task, side), default=None)


def _rank(task: TaskView, side: str) -> int:
    order = ("done", "given", "accepted", "doing", "returned", "approved")
    return order.index(task.state) if side == "giver" and task.state in order else 0


def _of_job(desk: Desk, task: TaskView) -> list[TaskView]:
    return [t for t in service.of_number(desk.uow, desk.who, task.number) if t.giver_id == desk.who.id]


# the assignee's


def _accept(desk: Desk, task: TaskView, words: Words, found: re.Match[str]) -> Reply:
    return assign_act.moved_reply(desk, assign_states.accept(desk.uow, desk.who, task.id, None, desk.turn.sent_at))


def _finish(desk: Desk, task: TaskView, words: Words, found: re.Match[str]) -> Reply:
    return assign_act.moved_reply(desk, assign_states.finish(desk.uow, desk.who, task.id, None, desk.turn.sent_at))


def _reopen(desk: Desk, task: TaskView, words: Words, found: re.Match[str]) -> Reply:
    return assign_act.moved_reply(desk, assign_states.reopen(desk.uow, desk.who, task.id, None, desk.turn.sent_at))


def _advance(desk: Desk, task: TaskView, words: Words, found: re.Match[str]) -> Reply | None:
    percent = int(found["p"])
    if percent > 100:
        return None
    moved = assign_states.advance(desk.uow, desk.who, task.id, None, percent, desk.turn.sent_at)
    return assign_act.moved_reply(desk, moved)


def _stuck(desk: Desk, task: TaskView, words: Words, found: re.Match[str]) -> Reply:
    tail = words.tail(found.end())
    if not tail:
        return assign_act.ask_words(desk, "st", task)
    return assign_act.moved_reply(desk, assign_states.stuck(desk.uow, desk.who, task.id, None, tail, desk.turn.sent_at))


def _extension(desk: Desk, task: TaskView, words: Words, found: re.Match[str]) -> Reply:
    return extension(desk, task, words.tail(found.end()))


def extension(desk: Desk, task: TaskView, tail: str) -> Reply:
    """«Đến thứ 6 vì …»: a day and a reason, else what is missing is asked."""
    if not tail.strip():
        return assign_act.ask_words(desk, "ex", task)
    due = assign_text.due_of(tail, desk.turn.sent_at, task.due_date, task.due_time)
    reason = assign_text.reason_of(tail)
    if due is None:
        return Reply.of(texts.EXTEND_WHEN.format(number=task.number))
    if reason is None:
        return Reply.of(texts.EXTEND_WHY.format(number=task.number))
    return assign_act.ask_extension(desk, task, due, reason)


def _pass_on(desk: Desk, task: TaskView, words: Words, found: re.Match[str]) -> Reply:
    tail = words.tail(found.end())
    if task.giver_id == desk.who.id:
        return _hand_over(desk, task, tail)
    return transfer(desk, task, tail) if tail.strip() else assign_act.ask_words(desk, "tr", task)


TO_WHOM = re.compile(
    r"^(?:cho|sang|qua)\s+(?:đ/c|đồng chí|dong chi|anh|chị|chi|em|cô|co|chú|chu)?\s*@?(.+)$", re.I | re.S
)


def _whom(text: str) -> str | None:
    found = TO_WHOM.match(assign_text.without_reason(text).strip(" ,."))
    return found[1].strip(" ,.") or None if found else None


def transfer(desk: Desk, task: TaskView, tail: str) -> Reply:
    """«Cho Bình vì …»: why, and perhaps to whom."""
    whom = _whom(tail)
    reason = assign_text.reason_of(tail) or (None if whom else tail)
    if reason is None:
        raise Refusal("assign.reason")
    return assign_act.ask_transfer(desk, task, reason, whom)


# the giver's


def _hand_over(desk: Desk, task: TaskView, tail: str) -> Reply:
    whom = _whom(tail)
    if whom is None:
        raise Refusal("assign.to_whom", number=task.number)
    parts = [t for t in _of_job(desk, task) if t.state not in ("done", "approved")]
    if len(parts) > 1:
        raise Refusal("assign.which_part", number=task.number, people=", ".join(t.assignee for t in parts))
    to_id = assign_requests.person_below(desk.uow, desk.who, whom)
    new = assign_requests.transfer(desk.uow, desk.who, task.id, None, to_id, desk.turn.sent_at)
    return Reply(tuple(assign_act.moved_says(desk, task, new)))


def _withdraw(desk: Desk, task: TaskView, words: Words, found: re.Match[str]) -> Reply:
    return assign_act.withdrawn(desk, task.number, None)


def _approve(desk: Desk, task: TaskView, words: Words, found: re.Match[str]) -> Reply:
    return assign_act.moved_reply(desk, assign_states.approve(desk.uow, desk.who, task.id, None, desk.turn.sent_at))


def _give_back(desk: Desk, task: TaskView, words: Words, found: re.Match[str]) -> Reply:
    tail = words.tail(found.end())
    return give_back(desk, task, tail) if tail else assign_act.ask_words(desk, "rt", task)


DUE_BEHIND = re.compile(r"[\s,;]*(?:hạn|han)(?:\s+(?:mới|moi))?\s+(.+)$", re.I | re.S)


def give_back(desk: Desk, task: TaskView, tail: str) -> Reply:
    """«Thiếu phụ lục, hạn thứ 6»: a reason, and perhaps a new deadline behind it."""
    behind = DUE_BEHIND.search(tail)
    due = assign_text.due_of(behind[1], desk.turn.sent_at) if behind else None
    reason = tail[: behind.start()] if behind and due else tail
    reason = re.sub(r"^(?:vì|vi|do|tại|tai)\s+", "", reason.strip(), flags=re.I)
    moved = assign_states.give_back(desk.uow, desk.who, task.id, None, reason, desk.turn.sent_at, due)
    return assign_act.moved_reply(desk, moved)


def _due(desk: Desk, task: TaskView, words: Words, found: re.Match[str]) -> Reply:
    tail = words.tail(found.end())
    if task.giver_id != desk.who.id:
        return extension(desk, task, tail)
    due = assign_text.due_of(tail, desk.turn.sent_at, task.due_date, task.due_time)
    if due is None:
        raise Refusal("assign.when", number=task.number)
    return _for_all(desk, task, lambda t: assign_states.set_due(desk.uow, desk.who, t, None, due, desk.turn.sent_at))


def _quantity(desk: Desk, task: TaskView, words: Words, found: re.Match[str]) -> Reply:
    quantity = Decimal(found["q"].replace(",", "."))
    if not 0 < quantity <= 100_000:
        raise Refusal("assign.quantity")
    now = desk.turn.sent_at
    return _for_all(desk, task, lambda t: assign_states.set_quantity(desk.uow, desk.who, t, None, quantity, now))


def _for_all(desk: Desk, task: TaskView, change: Callable[[int], assign_states.Moved]) -> Reply:
    """A change of the whole job: one line to the giver, a notice to each of its people."""
    parts = [t for t in _of_job(desk, task) if t.state not in ("done", "approved")]
    if not parts:
        raise Refusal("assign.closed", number=task.number)
    says = [assign_act.moved_reply(desk, change(part.id)).says for part in parts]
    return Reply((says[0][0], *(say for one in says for say in one[1:])))


def _agree(desk: Desk, task: TaskView, words: Words, found: re.Match[str]) -> Reply:
    request = _request(desk, task)
    if request is None:
        return Reply.of(texts.NO_REQUEST.format(number=task.number))
    whom = _whom(words.tail(found.end()))
    to_id = assign_requests.person_below(desk.uow, desk.who, whom) if whom else None
    return assign_act.agreed(desk, request.id, to_id=to_id)


def _decline(desk: Desk, task: TaskView, words: Words, found: re.Match[str]) -> Reply:
    request = _request(desk, task)
    if request is None:
        return Reply.of(texts.NO_REQUEST.format(number=task.number))
    tail = words.tail(found.end())
    return assign_act.declined(desk, request.id, reason=assign_text.reason_of(tail) or tail or None)


def _request(desk: Desk, task: TaskView) -> assign_requests.Request | None:
    found = (assign_requests.open_of(desk.uow, desk.who, part.id) for part in _of_job(desk, task))
    return next((request for request in found if request), None)


def _excuse(desk: Desk, task: TaskView, words: Words, found: re.Match[str]) -> Reply:
    return assign_act.ask_cause(desk, task.id, task.version)


def _card(desk: Desk, task: TaskView, words: Words, found: re.Match[str]) -> Reply:
    return assign_lists.task_card(desk, task)


def _history(desk: Desk, task: TaskView, words: Words, found: re.Match[str]) -> Reply:
    return assign_lists.history(desk, task)


NUMBERED: tuple[tuple[re.Pattern[str], str, Handler], ...] = tuple(
    (re.compile(pattern), side, handler)
    for pattern, side, handler in (
        (rf"^nhan {SEVERAL}$", "own", _accept),
        (rf"^(?:da )?(?:xong|hoan thanh) {SEVERAL}$", "own", _finish),
        (rf"^{TASK} (?:da )?(?:xong|hoan thanh)(?: roi)?$", "own", _finish),
        (rf"^chua xong {N}$", "own", _reopen),
        (rf"^{TASK} chua xong$", "own", _reopen),
        (
            rf"^{TASK} (?:(?:duoc|dat|xong|lam duoc|hoan thanh|tien do) )*(?P<p>\d{{1,3}}) ?(?:%|phan tram)$",
            "own",
            _advance,
        ),
        (rf"^{N} (?:duoc|dat) (?P<p>\d{{1,3}}) ?(?:%|phan tram)$", "own", _advance),
        (rf"^{TASK} (?:dang )?(?:bi )?(?:vuong|mac|ket)(?: o)?(?: :)?(?= |$)", "own", _stuck),
        (rf"^(?:xin )?gia han {N}(?= |$)", "both", _due),
        (rf"^{TASK} (?:xin )?gia han(?= |$)", "both", _due),
        (r"^(?:de nghi )?chuyen viec (?:so )?(?P<n>\d{1,6})(?= |$)", "both", _pass_on),
        (r"^(?:de nghi )?chuyen (?P<n>\d{1,6})(?= (?:cho|sang|qua|vi|do) |$)", "both", _pass_on),
        (rf"^{TASK} (?:de nghi )?chuyen(?= |$)", "both", _pass_on),
        (rf"^thu hoi {SEVERAL}$", "giver", _withdraw),
        (rf"^nghiem thu {SEVERAL}$", "giver", _approve),
        (r"^tra(?: lai)? viec (?:so )?(?P<n>\d{1,6})(?= |$)", "giver", _give_back),
        (rf"^(?:doi|lui|dat) han {N}(?: (?:sang|den|thanh|toi))?(?= )", "giver", _due),
        (rf"^{TASK} (?:(?:doi|lui) )?han(?: (?:sang|den|thanh|toi|la))?(?= )", "giver", _due),
        (rf"^{TASK} so luong(?: la)? (?P<q>\d{{1,6}}(?:[.,]\d{{1,4}})?)(?: \S+)?$", "giver", _quantity),
        (rf"^dong y {N}(?= |$)", "giver", _agree),
        (r"^khong(?: dong y)? viec (?:so )?(?P<n>\d{1,6})(?= |$)", "giver", _decline),
        (r"^khong dong y (?P<n>\d{1,6})(?= |$)", "giver", _decline),
        (rf"^{TASK} (?:tre |cham )?(?:do |vi )?khach quan$", "giver", _excuse),
        (rf"^khach quan {N}$", "giver", _excuse),
        (rf"^lich su {N}$", "both", _history),
        (r"^viec (?:so )?(?P<n>\d{1,6})$", "both", _card),
    )
)
STOP = re.compile(r"^(?:dung|thoi|bo) lap(?: so)?(?: (\d{1,9}))?$")
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


def _answer_to_prompt(desk: Desk, words: Words) -> Reply | None:
    """Words behind «Xin gia hạn», «Trả lại» …, or an item's name for an order; other work passes by."""
    stop = STOP.match(words.folded)
    if stop and stop[1]:
        return assign_act.rule_ended(desk, int(stop[1]))
    offer = _latest(desk)
    if offer is None or offer.kind not in {*PROMPTED, assign.ORDER}:
        return None
    if offer.kind == assign.ORDER:
        return _name_for_order(desk, offer)
    task = _task_of(desk, offer)
    if task is None or (desk.turn.reply_to is None and _is_other_work(desk, offer.kind)):
        return None
    answer = {"task.ex": extension, "task.tr": transfer, "task.rt": give_back, "task.st": _stuck_words}[offer.kind]
    return answer(desk, task, desk.turn.text)


def _stuck_words(desk: Desk, task: TaskView, text: str) -> Reply:
    return assign_act.moved_reply(desk, assign_states.stuck(desk.uow, desk.who, task.id, None, text, desk.turn.sent_at))


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
    return assign.named_item(desk, order)


def _task_of(desk: Desk, offer: said.Offer) -> TaskView | None:
    for action in offer.words.values():
        verb, step, row, *_ = [*action.split(":"), "", "", ""]
        if verb == "a" and step not in ("wj", "re", "ry", "rn") and row.isdigit():
            return service.get_task(desk.uow, desk.who, int(row))
    return None


def _about_the_latest(desk: Desk, words: Words) -> Reply | None:
    """«Xin gia hạn đến thứ 6 vì …» without a number: the task of the message that is answered."""
    found = UNNUMBERED.match(words.folded)
    offer = _latest(desk) if found else None
    if found is None or offer is None or offer.kind != "task":
        return None
    tail, what = words.tail(found.end()), found["what"]
    if what in ("dong y", "khong dong y"):
        return _answer_request(desk, offer, what, tail)
    task = _task_of(desk, offer)
    if task is None:
        return None
    if what in ("tra", "tra lai"):
        return give_back(desk, task, tail) if task.giver_id == desk.who.id and task.state == "done" else None
    if task.assignee_id != desk.who.id:
        return None
    if what.endswith("vuong"):
        return _stuck_words(desk, task, tail)
    return extension(desk, task, tail) if what.endswith("gia han") else transfer(desk, task, tail)


def _answer_request(desk: Desk, offer: said.Offer, what: str, tail: str) -> Reply | None:
    action = offer.words.get("dong y", "")
    if not action.startswith("a:ry:"):
        return None
    request = int(action.split(":")[2])
    if what == "khong dong y":
        return assign_act.declined(desk, request, reason=assign_text.reason_of(tail) or tail or None)
    whom = _whom(tail)
    to_id = assign_requests.person_below(desk.uow, desk.who, whom) if whom else None
    return assign_act.agreed(desk, request, to_id=to_id)
