"""Typed commands about tasks: «xong 3», «việc 2 được 50 %», «xin gia hạn 3 đến thứ 6 vì …», «chuyển 3 cho Bình»."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from handlers import assign_act, assign_answers, assign_lists, polite
from handlers.assign_say import Words, cause_of, extension, give_back, transfer, whom_of
from handlers.desk import Desk
from handlers.texts import assign as texts
from handlers.turn import Reply, Say
from services import assign as service
from services import assign_requests, assign_states, assign_text
from services.assign_due import CAUSES
from services.errors import Refusal
from services.values import TaskView

N = r"(?:viec )?(?:so )?(?P<n>\d{1,6})"
SEVERAL = r"(?:viec )?(?:so )?(?P<n>\d{1,6}(?:(?:\s*,\s*|\s+va\s+|\s+)\d{1,6}){0,9})"
TASK = r"viec (?:so )?(?P<n>\d{1,6})\s*[:,\-]?"
MOVE = r"(?:doi|lui|dat|sua|don|thay doi|chuyen|tang|giam|nang)"
TO = r"(?:sang|den|thanh|toi|la|len|xuong|con)"
QUANTITY = r"(?P<q>\d{1,6}(?:[.,]\d{1,4})?)(?: [^\W\d]+){0,2}"


Handler = Callable[[Desk, TaskView, Words, re.Match[str]], Reply | None]


def by_word(desk: Desk, folded: str) -> Reply | None:
    """A command about a task, by its number or in answer to the latest message about one; None where it is none."""
    words = Words.of(polite.bare(desk.turn.text))
    for pattern, side, handler in NUMBERED:
        found = pattern.match(words.folded)
        if found:
            return _numbered(desk, words, found, side, handler)
    return assign_answers.to_prompt(desk, words) or assign_answers.about_the_latest(desk, words)


def _numbered(desk: Desk, words: Words, found: re.Match[str], side: str, handler: Handler) -> Reply | None:
    says: list[Say] = []
    for number in dict.fromkeys(int(n) for n in re.findall(r"\d+", found["n"])):
        task = _task(desk, number, side)
        reply = handler(desk, task, words, found) if task else None
        if reply is None and (task is not None or LOOSE.match(words.folded)):
            return None
        says += (reply or _no_task(number, side)).says
    return Reply(tuple(says))


def _no_task(number: int, side: str) -> Reply:
    """The same for a task that is not there and one that is somebody else's."""
    return Reply.of((texts.NONE_GIVEN if side == "giver" else texts.NONE_OWN).format(number=number))


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
    tail = BECAUSE.sub("", words.tail(found.end()))
    if not tail:
        return assign_act.ask_words(desk, "st", task)
    return assign_act.moved_reply(desk, assign_states.stuck(desk.uow, desk.who, task.id, None, tail, desk.turn.sent_at))


def _extension(desk: Desk, task: TaskView, words: Words, found: re.Match[str]) -> Reply:
    return extension(desk, task, words.tail(found.end()))


def _pass_on(desk: Desk, task: TaskView, words: Words, found: re.Match[str]) -> Reply:
    tail = words.tail(found.end())
    if task.giver_id == desk.who.id:
        return _hand_over(desk, task, tail)
    return transfer(desk, task, tail) if tail.strip() else assign_act.ask_words(desk, "tr", task)


# the giver's


def _hand_over(desk: Desk, task: TaskView, tail: str) -> Reply:
    whom = whom_of(tail)
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
    done = [part for part in _of_job(desk, task) if part.state == "done"] or [task]
    moved = [assign_states.approve(desk.uow, desk.who, part.id, None, desk.turn.sent_at) for part in done]
    return Reply(tuple(say for one in moved for say in assign_act.moved_reply(desk, one).says))


def _give_back(desk: Desk, task: TaskView, words: Words, found: re.Match[str]) -> Reply:
    tail = words.tail(found.end())
    return give_back(desk, task, tail) if tail else assign_act.ask_words(desk, "rt", task)


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
    tail = words.tail(found.end())
    if request.kind != "transfer":
        due = assign_text.due_of(tail, desk.turn.sent_at, task.due_date, task.due_time) if tail.strip() else None
        return assign_act.agreed(desk, request.id, due=due)
    whom = whom_of(tail)
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
    cause = cause_of(words.tail(found.end()))
    if cause is not None:
        return assign_act.excused(desk, task.id, task.version, CAUSES.index(cause))
    return assign_act.ask_cause(desk, task.id, task.version)


def _card(desk: Desk, task: TaskView, words: Words, found: re.Match[str]) -> Reply:
    return assign_lists.task_card(desk, task)


def _history(desk: Desk, task: TaskView, words: Words, found: re.Match[str]) -> Reply:
    return assign_lists.history(desk, task)


DONE = r"(?:da )?(?:lam )?(?:xong|hoan thanh)"
HOW_FAR = r"(?:duoc|dat|xong|lam|dang lam|lam duoc|hoan thanh|tien do|khoang|tam|moi)"
PERCENT = r"(?P<p>\d{1,3}) ?(?:%|phan tram)"
ASK = r"(?:(?:xin|de nghi) )*"
LATE_FOR = r"(?:tre |cham )?(?:han )?(?:la )?(?:do |vi )?(?:nguyen nhan |ly do )?"
MORE_TIME = r"(?:gia han|keo dai)(?: thoi han)?"
NUMBERED: tuple[tuple[re.Pattern[str], str, Handler], ...] = tuple(
    (re.compile(pattern), side, handler)
    for pattern, side, handler in (
        (rf"^(?:da )?nhan {SEVERAL}(?: roi)?$", "own", _accept),
        (rf"^{TASK} (?:da )?nhan(?: roi)?$", "own", _accept),
        (rf"^{DONE} {SEVERAL}(?: roi)?$", "own", _finish),
        (rf"^{TASK} {DONE}(?: roi)?$", "own", _finish),
        (rf"^chua xong {N}$", "own", _reopen),
        (rf"^{TASK} chua xong$", "own", _reopen),
        (rf"^{TASK} (?:{HOW_FAR} )*{PERCENT}(?: roi)?$", "own", _advance),
        (rf"^{N} (?:duoc|dat) {PERCENT}$", "own", _advance),
        (rf"^{TASK} (?:dang )?(?:bi )?(?:vuong|mac|ket)(?: o)?(?: :)?(?= |$)", "own", _stuck),
        (r"^(?:dang )?(?:bi )?(?:vuong|mac|ket) (?:o )?viec (?:so )?(?P<n>\d{1,6})(?: :)?(?= |$)", "own", _stuck),
        (rf"^{ASK}{MORE_TIME} {N}(?= |$)", "both", _due),
        (rf"^{TASK} {ASK}{MORE_TIME}(?= |$)", "both", _due),
        (rf"^{ASK}chuyen viec (?:so )?(?P<n>\d{{1,6}})(?= |$)", "both", _pass_on),
        (rf"^{ASK}chuyen (?P<n>\d{{1,6}})(?= (?:cho|sang|qua|vi|do) |$)", "both", _pass_on),
        (rf"^{TASK} {ASK}chuyen(?= |$)", "both", _pass_on),
        (r"^(?:tu choi|khong nhan|khong lam duoc) viec (?:so )?(?P<n>\d{1,6})(?= |$)", "own", _pass_on),
        (rf"^{TASK} (?:tu choi|khong nhan duoc|khong nhan|khong lam duoc)(?= |$)", "own", _pass_on),
        (rf"^thu hoi {SEVERAL}$", "giver", _withdraw),
        (rf"^{TASK} thu hoi$", "giver", _withdraw),
        (r"^(?:thoi )?huy viec (?:so )?(?P<n>\d{1,6})(?= |$)", "giver", _card),
        (rf"^nghiem thu {SEVERAL}$", "giver", _approve),
        (rf"^{TASK} (?:dat|nghiem thu|duyet)(?: roi)?$", "giver", _approve),
        (r"^duyet viec (?:so )?(?P<n>\d{1,6})$", "giver", _approve),
        (r"^tra(?: lai)? viec (?:so )?(?P<n>\d{1,6})(?= |$)", "giver", _give_back),
        (rf"^{TASK} tra(?: lai)?(?= |$)", "giver", _give_back),
        (rf"^{ASK}{MOVE} (?:thoi )?han(?: chot)?(?: cua)? {N}(?: {TO})?(?= )", "both", _due),
        (rf"^{TASK} {ASK}(?:{MOVE} )?(?:thoi )?han(?: chot)?(?: {TO})?(?= )", "both", _due),
        (rf"^{TASK} {ASK}{MOVE} {TO}(?= )", "both", _due),
        (rf"^{TASK} (?:{MOVE} )?so luong(?: {TO})? {QUANTITY}$", "giver", _quantity),
        (rf"^{MOVE} so luong(?: cua)? {N}(?: {TO})? {QUANTITY}$", "giver", _quantity),
        (rf"^(?:dong y|cho|duyet)(?: cho)? {MORE_TIME} {N}(?= |$)", "giver", _agree),
        (rf"^dong y {N}(?= |$)", "giver", _agree),
        (rf"^khong(?: dong y)?(?: cho)? {MORE_TIME} {N}(?= |$)", "giver", _decline),
        (r"^khong(?: dong y)? viec (?:so )?(?P<n>\d{1,6})(?= |$)", "giver", _decline),
        (r"^khong dong y (?P<n>\d{1,6})(?= |$)", "giver", _decline),
        (rf"^(?:xac nhan )?{TASK} {LATE_FOR}khach quan(?= |$)", "giver", _excuse),
        (rf"^khach quan {N}(?= |$)", "giver", _excuse),
        (rf"^lich su {N}$", "both", _history),
        (rf"^{TASK} lich su$", "both", _history),
        (r"^(?:xem )?viec (?:so )?(?P<n>\d{1,6})$", "both", _card),
    )
)  # fmt: skip
BECAUSE = re.compile(r"^(?:vì|vi|do|là do|la do)\s+", re.I)
LOOSE = re.compile(r"^(?:de nghi )?chuyen \d|^(?:thoi )?huy viec ")
"""Without such a task it may be work to log: «chuyển 3 cho phòng kế toán»; everything else can only mean a task."""
