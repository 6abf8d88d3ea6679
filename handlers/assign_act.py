"""Steps of a task by button or word: each answers the one who did it and tells the other side privately."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from markupsafe import Markup

from handlers import assign, assign_lists, assign_show, receipts
from handlers.assign import Rows, Words, tell
from handlers.assign_show import bare_deadline, due_words, reopen_button, review_buttons, working_buttons
from handlers.desk import Desk, button
from handlers.render import join, shorten
from handlers.texts import assign as texts
from handlers.turn import Choice, Reply, Say
from services import assign as service
from services import assign_due, assign_requests, assign_rules, assign_states, said
from services.assign_requests import Answered, Request
from services.assign_states import Moved
from services.assign_views import is_late
from services.errors import NotFound
from services.values import TaskView

PROMPTS = {"ex": texts.EXTEND_ASK, "tr": texts.PASS_ASK, "rt": texts.RETURN_ASK, "st": texts.STUCK_ASK}
"""What a button asks in words; the kind of that message is "task.<button>"."""


def task_action(desk: Desk, args: Sequence[str]) -> Reply:
    """«a:<step>:<task>:<version>[:<more>]»."""
    step, first, second = args[0], int(args[1]), int(args[2])
    more = int(args[3]) if len(args) > 3 else 0
    return STEPS[step](desk, first, second, more)


def _step(change: Callable[..., Moved]) -> Callable[[Desk, int, int, int], Reply]:
    def act(desk: Desk, task: int, version: int, more: int) -> Reply:
        return moved_reply(desk, change(desk.uow, desk.who, task, version, desk.turn.sent_at))

    return act


def moved_reply(desk: Desk, moved: Moved) -> Reply:
    """Say to the doer and to the other side what a step did."""
    task = moved.after
    own, rows, words, other, told, their_rows, their_words = SAYINGS[moved.operation](desk, moved)
    replaces = desk.turn.message_id if desk.turn.action else None
    mine = Say(own, rows=rows, words=words, replaces=replaces, kind="task")
    if told is None:
        return Reply((mine,))
    person = task.giver_id if other == "giver" else task.assignee_id
    return Reply((mine, *tell(desk, person, told, their_rows, their_words)))


Sayings = tuple[Markup, Rows, Words, str, Markup | None, Rows, Words]


def values(desk: Desk, task: TaskView) -> dict[str, object]:
    """What sentences about a task may name."""
    return {"number": task.number, "text": shorten(task.text), "due": due_words(task, assign.today(desk)),
            "assignee": task.assignee, "giver": task.giver, "percent": task.progress,
            "obstacle": shorten(task.obstacle or "", 200), "note": shorten(task.note or "", 200)}  # fmt: skip


def _accepted(desk: Desk, moved: Moved) -> Sayings:
    shown = values(desk, moved.after)
    return (texts.ACCEPTED.format(**shown), *working_buttons(moved.after), "giver",
            texts.ACCEPTED_NOTICE.format(**shown), (), ())  # fmt: skip


def _progress(desk: Desk, moved: Moved) -> Sayings:
    own = texts.PROGRESS.format(**values(desk, moved.after))
    return own, *working_buttons(moved.after), "giver", None, (), ()


def _stuck(desk: Desk, moved: Moved) -> Sayings:
    shown = values(desk, moved.after)
    return (texts.STUCK_OWN.format(**shown), *working_buttons(moved.after), "giver",
            texts.STUCK_NOTICE.format(**shown), (), ())  # fmt: skip


def _done(desk: Desk, moved: Moved) -> Sayings:
    task = moved.after
    shown = values(desk, task)
    logged = assign_states.lines_of(desk.uow, task.id)
    own = (texts.FINISHED_LOGGED if logged else texts.FINISHED).format(**shown)
    told = texts.FINISHED_NOTICE.format(**shown)
    if is_late(moved.before, desk.turn.sent_at):
        told += texts.FINISHED_LATE.format(**shown)
    return own, *reopen_button(task), "giver", told, *review_buttons(task)


def _reopened(desk: Desk, moved: Moved) -> Sayings:
    shown = values(desk, moved.after)
    return (texts.REOPENED.format(**shown), *working_buttons(moved.after), "giver",
            texts.REOPENED_NOTICE.format(**shown), (), ())  # fmt: skip


def _approved(desk: Desk, moved: Moved) -> Sayings:
    shown = values(desk, moved.after)
    return texts.APPROVED.format(**shown), (), (), "assignee", texts.APPROVED_NOTICE.format(**shown), (), ()


def _returned(desk: Desk, moved: Moved) -> Sayings:
    shown = values(desk, moved.after)
    return (texts.RETURNED.format(**shown), (), (), "assignee", texts.RETURNED_NOTICE.format(**shown),
            *working_buttons(moved.after))  # fmt: skip


def _changed(desk: Desk, moved: Moved) -> Sayings:
    lines = assign_show.change_lines([moved], assign.today(desk))
    task = moved.after
    own = (
        join([texts.CHANGED.format(number=task.number), *lines])
        if lines
        else texts.UNCHANGED.format(number=task.number)
    )
    head = texts.CHANGED_NOTICE.format(giver=task.giver, number=task.number, text=shorten(task.text))
    return own, (), (), "assignee", join([head, *lines]) if lines else None, (), ()


SAYINGS: dict[str, Callable[[Desk, Moved], Sayings]] = {
    "accepted": _accepted, "progress": _progress, "stuck": _stuck, "done": _done, "reopened": _reopened,
    "approved": _approved, "returned": _returned, "due": _changed, "quantity": _changed, "changed": _changed,
}  # fmt: skip


def prompt(step: str) -> Callable[[Desk, int, int, int], Reply]:
    """A button that needs words asks for them; "thôi" leaves everything as it is."""

    def act(desk: Desk, task_id: int, version: int, more: int) -> Reply:
        task = service.get_task(desk.uow, desk.who, task_id)
        if desk.who.id != (task.giver_id if step == "rt" else task.assignee_id):
            raise NotFound("assignment")
        return ask_words(desk, step, task)

    return act


def ask_words(desk: Desk, step: str, task: TaskView) -> Reply:
    """The question behind a button, as a new message that a typed answer belongs to."""
    cancel = button(texts.CANCEL, "a", "no", task.id, task.version)
    text = PROMPTS[step].format(**values(desk, task))
    return Reply((Say(text, rows=((cancel,),), words=(("thoi", cancel.action),), kind=f"task.{step}"),))


def cancelled(desk: Desk, task_id: int, version: int, more: int) -> Reply:
    """«Thôi»."""
    task = service.get_task(desk.uow, desk.who, task_id)
    replaces = desk.turn.message_id if desk.turn.action else None
    return Reply((Say(texts.CANCELLED.format(number=task.number), replaces=replaces),))


def withdrawn(desk: Desk, number: int, token: int | None, more: int = 0) -> Reply:
    """«Thu hồi»: every open part of a job."""
    done = assign_states.withdraw(desk.uow, desk.who, number, token, desk.turn.sent_at)
    named = assign_show.names(moved.after.assignee for moved in done)
    replaces = desk.turn.message_id if desk.turn.action else None
    own = Say(texts.TAKEN_BACK.format(number=number, names=named), replaces=replaces)
    return Reply((own, *(say for moved in done for say in assign_show.taken_back(desk, moved.after, tell))))


# the log and its task


def closed_with_line(desk: Desk, task_id: int, version: int, entry_id: int) -> Reply:
    """The one tap under a receipt: the task is done, the line is tied to it; the receipt stays in sight."""
    moved = assign_states.finish(desk.uow, desk.who, task_id, version, desk.turn.sent_at, entry_id)
    shown = values(desk, moved.after)
    own = _receipt_with(desk, entry_id, texts.FINISHED_LINKED.format(**shown), reopen_button(moved.after))
    told = _done(desk, moved)[4] or Markup("")
    return Reply((own, *tell(desk, moved.after.giver_id, told, *review_buttons(moved.after))))


def counted_in(desk: Desk, task_id: int, version: int, entry_id: int) -> Reply:
    """Unfinished work of a task."""
    moved = assign_states.count_in(desk.uow, desk.who, task_id, version, entry_id, desk.turn.sent_at)
    line = texts.PROGRESS_LINKED.format(**values(desk, moved.after))
    return Reply((_receipt_with(desk, entry_id, line, working_buttons(moved.after)),))


def _receipt_with(desk: Desk, entry_id: int, line: Markup, extra: tuple[Rows, Words]) -> Say:
    lines = said.lines_by_id(desk.uow, desk.who, (entry_id,))
    turn = desk.turn
    if turn.action:
        shown = said.lines_of_message(desk.uow, desk.who, turn.channel, turn.chat_id, turn.message_id)
        lines = tuple(one for one in shown if one.state != "withdrawn") or lines
    blocks = [receipts.stored_block(desk, lines), line]
    blocks += [receipts.day_total(desk, day) for day in sorted({one.work_date for one in lines})]
    rows, words = receipts.repair_buttons(desk, lines)
    own = {word for word, _ in words}
    words = (*(pair for pair in extra[1] if pair[0] not in own), *words)
    replaces = turn.message_id if turn.action else None
    return receipts.compose(desk, blocks, (*extra[0], *rows), words, lines, None, replaces=replaces)


# requests


def ask_extension(desk: Desk, task: TaskView, due: tuple[date, str | None], reason: str) -> Reply:
    """The request goes to the giver, with Đồng ý · Không đồng ý."""
    request = assign_requests.ask_extension(desk.uow, desk.who, task.id, None, due, reason, desk.turn.sent_at)
    shown = values(desk, request.task) | {"reason": request.reason, "new": _new_due(desk, request)}
    own = Say(texts.EXTEND_SENT.format(**shown), kind="task")
    told = texts.EXTEND_NOTICE.format(**shown)
    return Reply((own, *tell(desk, task.giver_id, told, *answer_buttons(request))))


def _new_due(desk: Desk, request: Request) -> str:
    return bare_deadline(request.due_date, request.due_time, assign.today(desk))


def ask_transfer(desk: Desk, task: TaskView, reason: str, to: str | None) -> Reply:
    """The request goes to the giver, who says to whom."""
    request = assign_requests.ask_transfer(desk.uow, desk.who, task.id, None, reason, to, desk.turn.sent_at)
    whom = texts.PASS_TO.format(to=request.to) if request.to else ""
    shown = values(desk, request.task) | {"reason": request.reason, "to": whom}
    told = texts.PASS_NOTICE.format(**shown)
    if request.to is None:
        told = join([told, texts.PASS_WHOM.format(**shown)])
    own = Say(texts.PASS_SENT.format(**shown), kind="task")
    return Reply((own, *tell(desk, task.giver_id, told, *answer_buttons(request))))


def answer_buttons(request: Request) -> tuple[Rows, Words]:
    """Đồng ý · Không đồng ý; agreeing to pass on needs a name where none was told."""
    yes = Choice(texts.AGREE, f"a:ry:{request.id}:1")
    no = Choice(texts.DECLINE, f"a:rn:{request.id}:1")
    words = (("dong y", yes.action), ("khong", no.action), ("khong dong y", no.action))
    return ((yes, no),), words


def agreed(
    desk: Desk, request_id: int, version: int = 1, more: int = 0, to_id: int | None = None,
    due: tuple[date, str | None] | None = None,
) -> Reply:  # fmt: skip
    """«Đồng ý»; with another deadline than the one asked for, where that is said."""
    now = desk.turn.sent_at
    return answered(desk, assign_requests.answer(desk.uow, desk.who, request_id, True, now, to_id, due))


def declined(desk: Desk, request_id: int, version: int = 1, more: int = 0, reason: str | None = None) -> Reply:
    """«Không đồng ý»."""
    return answered(desk, assign_requests.answer(desk.uow, desk.who, request_id, False, desk.turn.sent_at), reason)


def answered(desk: Desk, done: Answered, reason: str | None = None) -> Reply:
    """Tell the assignee what the giver decided."""
    task, today = done.request.task, assign.today(desk)
    shown = values(desk, task)
    replaces = desk.turn.message_id if desk.turn.action else None
    if not done.agreed:
        why = texts.DECLINED_WHY.format(reason=reason) if reason else ""
        told = texts.DECLINED_NOTICE.format(**shown, why=why)
        return Reply((Say(texts.DECLINED.format(**shown), replaces=replaces), *tell(desk, task.assignee_id, told)))
    if done.request.kind == "transfer" and done.new is not None:
        return Reply(tuple(moved_says(desk, task, done.new, replaces)))
    before, after = (bare_deadline(t.due_date, t.due_time, today) for t in (task, done.new or task))
    shown |= {"before": before, "after": after}
    own = Say(texts.EXTENDED.format(**shown), replaces=replaces)
    return Reply((own, *tell(desk, task.assignee_id, texts.EXTENDED_NOTICE.format(**shown))))


def moved_says(desk: Desk, old: TaskView, new: TaskView, replaces: str | None = None) -> list[Say]:
    """A part went to somebody else: the giver, who had it, who has it now."""
    shown = values(desk, old) | {"to": new.assignee}
    notice = assign_show.new_task(new, assign.today(desk), texts.NEW_MOVED)
    return [
        Say(texts.MOVED.format(**shown), replaces=replaces),
        *tell(desk, old.assignee_id, texts.MOVED_NOTICE.format(**shown)),
        *tell(desk, new.assignee_id, notice, *assign_show.accept_buttons(new)),
    ]


# delays and repetitions


def ask_cause(desk: Desk, task_id: int, version: int, more: int = 0) -> Reply:
    """The objective causes as choices."""
    task = service.get_task(desk.uow, desk.who, task_id)
    if task.giver_id != desk.who.id:
        raise NotFound("assignment")
    choices = [button(f"{n + 1}. {texts.CAUSES[cause]}", "a", "xc", task.id, task.version, n)
               for n, cause in enumerate(assign_due.CAUSES)]  # fmt: skip
    lines = [texts.ASK_CHOICE.format(key=n + 1, label=texts.CAUSES[c]) for n, c in enumerate(assign_due.CAUSES)]
    words = tuple((str(n + 1), choice.action) for n, choice in enumerate(choices))
    text = join([texts.EXCUSE_ASK.format(number=task.number), *lines])
    return Reply((Say(text, rows=tuple((choice,) for choice in choices), words=words, kind="task"),))


def excused(desk: Desk, task_id: int, version: int, place: int) -> Reply:
    """The giver confirms an objective cause."""
    if not 0 <= place < len(assign_due.CAUSES):
        raise NotFound("cause")
    cause = assign_due.CAUSES[place]
    task, _ = assign_due.excuse(desk.uow, desk.who, task_id, cause, desk.turn.sent_at)
    shown = values(desk, task) | {"cause": texts.CAUSES[cause].lower()}
    replaces = desk.turn.message_id if desk.turn.action else None
    own = Say(texts.EXCUSED_DONE.format(**shown), replaces=replaces)
    return Reply((own, *tell(desk, task.assignee_id, texts.EXCUSED_NOTICE.format(**shown))))


def rule_ended(desk: Desk, rule_id: int, version: int = 1, more: int = 0) -> Reply:
    """«Dừng lặp»."""
    rule = assign_rules.end(desk.uow, desk.who, rule_id, desk.turn.sent_at)
    text = texts.RULE_ENDED.format(work=shorten(rule.work), every=assign_show.every_words(rule))
    return Reply((Say(text, replaces=desk.turn.message_id if desk.turn.action else None),))


def shown_card(desk: Desk, task_id: int, version: int, more: int = 0) -> Reply:
    """One task in full."""
    return assign_lists.task_card(desk, service.get_task(desk.uow, desk.who, task_id))


STEPS: dict[str, Callable[[Desk, int, int, int], Reply]] = {
    "ok": _step(assign_states.accept), "dn": _step(assign_states.finish), "ro": _step(assign_states.reopen),
    "ap": _step(assign_states.approve), "wj": withdrawn, "ex": prompt("ex"), "tr": prompt("tr"), "rt": prompt("rt"),
    "st": prompt("st"), "no": cancelled, "cl": closed_with_line, "ci": counted_in, "ry": agreed, "rn": declined,
    "ac": ask_cause, "xc": excused, "re": rule_ended, "vw": shown_card,
}  # fmt: skip
