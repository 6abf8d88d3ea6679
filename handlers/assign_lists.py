"""/viec and /giao alone: what was given to me, what I gave; one task in full, with its history."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from handlers import assign_show
from handlers.desk import Desk, button
from handlers.render import join, render_date, shorten
from handlers.texts import assign as texts
from handlers.turn import Choice, Reply, Say
from services import assign as service
from services import assign_due, assign_history, assign_reads, assign_rules, when
from services.values import TaskView

LISTED = 20
BUTTONS = 8


def mine(desk: Desk) -> Reply:
    """/viec: open tasks given to the person, each to be taken or finished."""
    tasks = service.mine(desk.uow, desk.who)
    if not tasks:
        return Reply.of(texts.NO_TASKS)
    rows = [assign_show.row(desk, task, task.giver) for task in tasks[:LISTED]]
    buttons = [next_step(task) for task in tasks[:BUTTONS]]
    hint = texts.MINE_HINT.format(number=tasks[0].number)
    return _listed(texts.TASKS_HEAD, rows, len(tasks), hint, buttons)


def given(desk: Desk) -> Reply:
    """/giao alone: open tasks that the person gave, those to accept first, and what repeats."""
    tasks = service.given(desk.uow, desk.who)
    rules = assign_rules.of(desk.uow, desk.who)
    if not tasks and not rules:
        return Reply.of(texts.NO_GIVEN)
    tasks = tuple(sorted(tasks, key=lambda task: task.state != "done"))
    assign_reads.note(desk.uow, desk.who, tasks[:LISTED], desk.turn.sent_at, code="listed")
    rows = [assign_show.row(desk, task, task.assignee) for task in tasks[:LISTED]]
    buttons = [button(f"{texts.APPROVE} {task.number}", "a", "ap", task.id, task.version)
               for task in tasks[:BUTTONS] if task.state == "done"]  # fmt: skip
    hint = texts.GIVEN_HINT.format(number=tasks[0].number) if tasks else None
    reply = _listed(texts.GIVEN_HEAD, rows, len(tasks), hint, buttons) if tasks else Reply()
    return Reply((*reply.says, *([_rules(rules)] if rules else [])))


def rules(desk: Desk) -> Reply:
    """What the person gives again and again, each with its number."""
    found = assign_rules.of(desk.uow, desk.who)
    return Reply((_rules(found),)) if found else Reply.of(texts.NO_RULES)


def _rules(rules: Sequence[service.Repeated]) -> Say:
    lines = [
        texts.RULE_ROW.format(
            id=r.id, work=shorten(r.work), names=assign_show.names(r.people), every=assign_show.every_words(r)
        )
        for r in rules
    ]
    return Say(join([texts.RULES_HEAD, *lines]), kind="task")


def _listed(head: Markup, rows: Sequence[Markup], count: int, hint: Markup | None, buttons: Sequence[Choice]) -> Reply:
    lines = [head, *rows]
    lines += [texts.MORE.format(count=count - LISTED)] if count > LISTED else []
    lines += [hint] if hint else []
    pairs = tuple(tuple(buttons[n : n + 2]) for n in range(0, len(buttons), 2))
    words = tuple((choice.label.lower(), choice.action) for choice in buttons)
    return Reply((Say(join(lines), rows=pairs, words=words, kind="task"),))


def next_step(task: TaskView) -> Choice:
    """What an assignee does next with a task."""
    if task.state == "given":
        return button(f"{texts.ACCEPT} {task.number}", "a", "ok", task.id, task.version)
    return button(f"{texts.FINISH} {task.number}", "a", "dn", task.id, task.version)


def task_card(desk: Desk, task: TaskView) -> Reply:
    """«Việc 3»: everything about one part of a job, with what can be done next."""
    assign_reads.note(desk.uow, desk.who, (task,), desk.turn.sent_at, code="read")
    today = when.today(desk.turn.sent_at)
    own = task.assignee_id == desk.who.id
    parts = [texts.CARD_HEAD.format(number=task.number, state=assign_show.state_words(task)),
             assign_show.body(task, today)]  # fmt: skip
    if own:
        parts += [texts.CARD_GIVER.format(giver=task.giver), *assign_show.own_part(task)]
    else:
        parts += [
            texts.PEER_STATE.format(
                name=peer.name, role=texts.ROLES[peer.role], share=assign_show.percent(peer.share),
                state=texts.STATES[peer.state],
            )
            for peer in task.peers
        ]  # fmt: skip
    parts += [*assign_show.extras(task, task.minutes), *_troubles(desk, task)]
    parts += [
        texts.CHILD.format(
            number=child.number, text=shorten(child.text), name=child.assignee, state=assign_show.state_words(child)
        )
        for child in service.parts_below(desk.uow, desk.who, task.id)
    ]
    rows, words = _card_buttons(desk, task, own)
    return Reply((Say(join(parts), rows=rows, words=words, kind="task"),))


def _troubles(desk: Desk, task: TaskView) -> list[Markup]:
    parts = [texts.NOTE.format(note=task.note)] if task.note and task.state == "returned" else []
    late, excused = assign_due.delays(desk.uow, [task.id]).get(task.id, (0, 0))
    if late:
        words = texts.EXCUSED.format(count=excused) if excused else ""
        parts.append(texts.DELAYS.format(count=late, excused=words))
    return parts


def _card_buttons(
    desk: Desk, task: TaskView, own: bool
) -> tuple[tuple[tuple[Choice, ...], ...], tuple[tuple[str, str], ...]]:
    if own and task.state == "given":
        return assign_show.accept_buttons(task)
    if own and task.state in ("accepted", "doing", "returned"):
        return assign_show.working_buttons(task)
    if not own and task.state == "done":
        return assign_show.review_buttons(task)
    return (), ()


def history(desk: Desk, task: TaskView) -> Reply:
    """«Lịch sử 3»: each change with its day, deadlines and quantities before and after."""
    rows = []
    assign_reads.note(desk.uow, desk.who, (task,), desk.turn.sent_at, code="read")
    today = when.today(desk.turn.sent_at)
    for step in assign_history.of(desk.uow, desk.who, task.id):
        what = texts.HISTORY.get(step.operation, step.operation)
        changes = ", ".join(
            f"{field} {before} → {after}"
            for field, before, after in assign_show.differences(step.before, step.after, today)
        )
        at = when.local(step.at)
        rows.append(
            texts.HISTORY_ROW.format(
                at=f"{at:%H:%M} {render_date(at.date())}", what=f"{what} ({changes})" if changes else what
            )
        )
    head = texts.HISTORY_HEAD.format(number=task.number, assignee=task.assignee)
    return Reply.of(join([head, *(rows or [Markup(texts.HISTORY_NONE)])]))
