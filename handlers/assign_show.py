"""Assigned work in words: the body of a task, shares and roles, what changed, repetitions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from handlers.desk import Desk, button
from handlers.render import join, render_day, render_minutes, render_number, shorten
from handlers.texts import assign as texts
from handlers.texts.common import WEEKDAYS
from handlers.turn import Choice, Say
from services import when
from services.assign import Repeated
from services.assign_edit import Edited
from services.assign_rules import AHEAD
from services.assign_states import Moved
from services.assign_views import is_late
from services.values import TaskView

Words = tuple[tuple[str, str], ...]
Rows = tuple[tuple[Choice, ...], ...]
Tell = Callable[..., tuple[Say, ...]]
SHOWN = 300


def body(task: TaskView, today: date) -> Markup:
    """What the task is, with its item, quantity and deadline."""
    return texts.BODY.format(
        text=shorten(task.text, SHOWN),
        item=task.item_name or texts.NO_ITEM,
        quantity=quantity_words(task),
        due=due_words(task, today),
    )


def new_task(task: TaskView, today: date, head: Markup = texts.NEW_TASK) -> Markup:
    """What an assignee reads: the work, their own part, who else takes part."""
    parts = [head.format(giver=task.giver, number=task.number), body(task, today), *own_part(task)]
    return join([*parts, *extras(task, task.minutes)])


def quantity_words(task: TaskView) -> str:
    """«2 báo cáo», or "số lượng 2" where no unit is known."""
    number = render_number(task.quantity)
    return f"{number} {task.unit}" if task.unit else texts.QUANTITY.format(quantity=number)


def due_words(task: TaskView, today: date) -> str:
    """The deadline in words."""
    return deadline_words(task.due_date, task.due_time, today)


def deadline_words(day: date | None, clock: str | None, today: date) -> str:
    """A deadline in words: "hạn 17:00 thứ Sáu 27/11"."""
    if day is None:
        return texts.NO_DUE
    shown = render_day(day, today)
    return texts.DUE_TIME.format(time=clock, day=shown) if clock else texts.DUE.format(day=shown)


def bare_deadline(day: date | None, clock: str | None, today: date) -> str:
    """A deadline without the word "hạn": "17:00 thứ Sáu 27/11"."""
    if day is None:
        return texts.NO_DUE
    return f"{clock} {render_day(day, today)}" if clock else render_day(day, today)


def percent(share: Decimal) -> str:
    """A part of 1 as "33,34 %"."""
    return f"{render_number(share * 100)}\u00a0%"


def names(listed: Iterable[str]) -> str:
    """Names joined by commas."""
    return ", ".join(dict.fromkeys(listed))


def team_lines(tasks: Sequence[TaskView]) -> Iterator[Markup]:
    """Who does which part, where there are several."""
    if len(tasks) > 1:
        for task in tasks:
            yield texts.PEER.format(name=task.assignee, role=texts.ROLES[task.role], share=percent(task.share))


def own_part(task: TaskView) -> Iterator[Markup]:
    """An assignee's own role and share, and who else takes part."""
    others = [peer for peer in task.peers if peer.person_id != task.assignee_id]
    if others:
        shown = ", ".join(texts.OTHER_ONE.format(name=peer.name, share=percent(peer.share)) for peer in others)
        yield texts.OWN_PART.format(role=texts.ROLES[task.role], share=percent(task.share), others=shown)


def extras(task: TaskView, minutes: int | None) -> Iterator[Markup]:
    """The expected time and the job above."""
    if minutes:
        yield (texts.EXPECTED if task.minutes_told else texts.EXPECTED_NORM).format(time=render_minutes(minutes))
    if task.above is not None:
        yield texts.ABOVE.format(number=task.above)


def whole_minutes(tasks: Sequence[TaskView]) -> int | None:
    """The expected minutes of a job, from its parts."""
    known = [task.minutes for task in tasks if task.minutes is not None]
    return sum(known) if len(known) == len(tasks) and known else None


def state_words(task: TaskView) -> str:
    """The state of a part in words: how far, what is asked, what holds it up."""
    words = texts.STATES[task.state]
    if task.state == "doing" and task.progress:
        words = texts.STATE_DOING.format(percent=task.progress)
    if task.asked:
        words = texts.STATE_ASKED.format(state=words)
    return texts.STATE_STUCK.format(state=words, obstacle=shorten(task.obstacle)) if task.obstacle else words


def row(desk: Desk, task: TaskView, who: str) -> Markup:
    """One line of /viec or /giao."""
    now = desk.turn.sent_at
    return texts.ROW.format(
        mark=texts.LATE_MARK if is_late(task, now) else "", number=task.number, text=shorten(task.text), who=who,
        due=due_words(task, when.today(now)), state=state_words(task),
    )  # fmt: skip


# buttons


def accept_buttons(task: TaskView) -> tuple[Rows, Words]:
    """Nhận · Xin gia hạn · Đề nghị chuyển người khác, and what is typed instead."""
    accept = button(texts.ACCEPT, "a", "ok", task.id, task.version)
    extend, pass_on = (
        button(texts.EXTEND, "a", "ex", task.id, task.version),
        button(texts.PASS_ON, "a", "tr", task.id, task.version),
    )
    words = (("nhan", accept.action), ("nhan viec", accept.action), ("xin gia han", extend.action),
             ("gia han", extend.action), ("chuyen", pass_on.action), ("de nghi chuyen", pass_on.action),
             ("de nghi chuyen nguoi khac", pass_on.action))  # fmt: skip
    return ((accept, extend), (pass_on,)), words


def working_buttons(task: TaskView) -> tuple[Rows, Words]:
    """Đã xong · Đang vướng · Xin gia hạn, for a task that was taken."""
    finish, stuck, extend = (
        button(label, "a", step, task.id, task.version)
        for label, step in ((texts.FINISH, "dn"), (texts.STUCK, "st"), (texts.EXTEND, "ex"))
    )
    words = (("xong", finish.action), ("da xong", finish.action), ("vuong", stuck.action), ("dang vuong", stuck.action),
             ("xin gia han", extend.action), ("gia han", extend.action))  # fmt: skip
    return ((finish, stuck), (extend,)), words


def review_buttons(task: TaskView) -> tuple[Rows, Words]:
    """Nghiệm thu · Trả lại, for the giver."""
    approve, back = (
        button(label, "a", step, task.id, task.version)
        for label, step in ((texts.APPROVE, "ap"), (texts.GIVE_BACK, "rt"))
    )
    return ((approve, back),), (("nghiem thu", approve.action), ("tra lai", back.action), ("tra", back.action))


def reopen_button(task: TaskView) -> tuple[Rows, Words]:
    """«Chưa xong» takes a "done" back."""
    back = button(texts.REOPEN, "a", "ro", task.id, task.version)
    return ((back,),), (("chua xong", back.action), ("hoan tac", back.action))


# repetitions


def every_words(rule: Repeated) -> str:
    """«thứ Hai hằng tuần», "17:00 ngày 20 hằng tháng"."""
    if rule.every == "week":
        words = texts.RULE_WEEK.format(day=WEEKDAYS[rule.day])
    else:
        words = texts.RULE_LAST if rule.day > 30 else texts.RULE_MONTH.format(day=rule.day)
    return texts.RULE_AT.format(time=rule.time, every=words) if rule.time else words


def rule_card(rule: Repeated) -> Say:
    """What is given again and again, with how to stop it."""
    every = every_words(rule)
    stop = button(texts.RULE_STOP, "a", "re", rule.id, 1)
    text = join([
        texts.RULE_SET.format(every=every, names=names(rule.people), work=shorten(rule.work, SHOWN)),
        texts.RULE_NEXT.format(ahead=AHEAD[rule.every], id=rule.id),
    ])  # fmt: skip
    words = (("dung lap", stop.action), ("thu hoi", stop.action), ("hoan tac", stop.action))
    return Say(text, rows=((stop,),), words=words, kind="task")


# changes


def differences(before: TaskView, after: TaskView, today: date) -> Iterator[tuple[str, str, str]]:
    """(field, before, after) of what differs between two states of a task."""
    shown: list[tuple[str, Callable[[TaskView], str]]] = [
        ("text", lambda task: f"«{shorten(task.text)}»"),
        ("item", lambda task: task.item_name or texts.NO_ITEM),
        ("quantity", quantity_words),
        ("due", lambda task: bare_deadline(task.due_date, task.due_time, today)),
        ("minutes", lambda task: render_minutes(task.minutes) if task.minutes and task.minutes_told else "–"),
        ("role", lambda task: texts.ROLES[task.role]),
        ("share", lambda task: percent(task.share)),
    ]
    for field, show in shown:
        if show(before) != show(after):
            yield texts.FIELDS[field], show(before), show(after)


def change_lines(moved: Sequence[Moved], today: date) -> list[Markup]:
    """What changed for everybody once, what differs by person with the name."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for one in moved:
        for difference in differences(one.before, one.after, today):
            found.setdefault(difference, []).append(one.after.assignee)
    lines = []
    for (field, before, after), of in found.items():
        line = texts.CHANGE_LINE if len(of) == len(moved) else texts.CHANGE_OF
        lines.append(line.format(name=names(of), field=field, before=before, after=after))
    return lines


def edited_says(desk: Desk, done: Edited, tell: Tell) -> Iterator[Say]:
    """What an edit did, to the giver and to everybody it concerns."""
    day = when.today(desk.turn.edited_at or desk.turn.sent_at)
    tasks = [*(m.after for m in done.changed), *done.added, *(m.after for m in done.removed), *done.locked, *done.kept]
    number = tasks[0].number if tasks else 0
    parts = change_lines(done.changed, day)
    parts += [texts.ADDED_LINE.format(name=task.assignee) for task in done.added]
    parts += [texts.REMOVED_LINE.format(name=moved.after.assignee) for moved in done.removed]
    head = [texts.CHANGED.format(number=number)] if parts else []
    locked = [texts.LOCKED.format(name=task.assignee, number=number) for task in done.locked]
    if done.why:
        locked = [texts.KEPT[done.why].format(number=number)]
    yield Say(join([*head, *parts, *locked]) if parts or locked else texts.UNCHANGED.format(number=number), kind="task")
    for moved in done.changed:
        yield from changed_notice(desk, moved, tell)
    for task in done.added:
        yield from tell(desk, task.assignee_id, new_task(task, day), *accept_buttons(task))
    for moved in done.removed:
        yield from taken_back(desk, moved.after, tell)


def changed_notice(desk: Desk, moved: Moved, tell: Tell) -> Iterator[Say]:
    """An assignee is told what is different now."""
    task = moved.after
    lines = change_lines([moved], when.today(desk.turn.edited_at or desk.turn.sent_at))
    head = texts.CHANGED_NOTICE.format(giver=task.giver, number=task.number, text=shorten(task.text))
    yield from tell(desk, task.assignee_id, join([head, *lines]))


def taken_back(desk: Desk, task: TaskView, tell: Tell) -> Iterator[Say]:
    """An assignee is told that the task is not theirs any more."""
    text = texts.TAKEN_BACK_NOTICE.format(giver=task.giver, number=task.number, text=shorten(task.text))
    yield from tell(desk, task.assignee_id, text)
