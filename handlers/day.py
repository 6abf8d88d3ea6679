"""The day and the week at a glance, help, and how the latest message was read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from markupsafe import Markup

import nlu
from handlers import receipts
from handlers.desk import Desk, button
from handlers.render import (
    join,
    render_bar,
    render_brief,
    render_date,
    render_day,
    render_entry,
    render_minutes,
    render_over,
    render_total,
    shorten,
)
from handlers.texts import day as texts
from handlers.texts import entries as entry_texts
from handlers.turn import Choice, Reply
from services import assign, examples, frequent, when, why
from services import day as service
from services import lines as lines_service
from services.values import FULL_DAY, DayView, EntryView, TaskView

FREQUENT = 5
FEW = 3
"""So many lines are shown in full, two rows each."""
WORTH_SHOWING = 0.05
"""A second reading less likely than this explains nothing."""
ISO_DAY = re.compile(r"^\d{4}-\d\d-\d\d$")


def today(desk: Desk) -> Reply:
    """/homnay."""
    return show(desk, when.today(desk.turn.sent_at))


def of_text(desk: Desk) -> Reply:
    """The day that a question names ("hôm qua tôi ghi gì?"), else today."""
    fields = lines_service.read(desk.uow, desk.office, desk.who, desk.turn.text, desk.turn.sent_at)
    return show(desk, fields.date or when.today(desk.turn.sent_at))


def of_named_day(desk: Desk) -> Reply | None:
    """The day that a question names in whatever words ("xem việc hôm kia"); None where it names none."""
    fields = lines_service.read(desk.uow, desk.office, desk.who, desk.turn.text, desk.turn.sent_at)
    return show(desk, fields.date) if fields.date else None


def show(desk: Desk, day: date) -> Reply:
    """The lines of a day, its total, what waits, the tasks, and one-tap choices while the day is not full."""
    view = service.view(desk.uow, desk.who.id, day)
    now = when.today(desk.turn.sent_at)
    head = texts.DAY_HEAD.format(day=render_day(day, now))
    brief = len(view.entries) > FEW
    lines = [_line(line, n, brief) for n, line in enumerate(view.entries[: receipts.MAX_LINES], 1)]
    if len(view.entries) > receipts.MAX_LINES:
        lines.append(entry_texts.MORE_OF_DAY.format(count=len(view.entries) - receipts.MAX_LINES))
    body = (
        join([head, *lines])
        if lines
        else join([head, texts.DAY_EMPTY.format(example=examples.of(desk.uow, desk.office, desk.who)[0])])
    )
    blocks: list[Markup | None] = [body, render_total(view, now), render_over(view)]
    if len(view.entries) > receipts.MAX_EDIT_BUTTONS:
        blocks.append(texts.EARLIER_LINES)
    blocks.append(_waiting(desk))
    if day == now:
        blocks.append(tasks_block(assign.mine(desk.uow, desk.who), now))
    rows, words = receipts.repair_buttons(desk, view.entries)
    if day == now and view.total < (view.target or FULL_DAY):
        hint, choices = frequent_block(desk)
        blocks, rows = [*blocks, hint], (*rows, *((choice,) for choice in choices))
        words = (*words, *((f"ghi {n}", choice.action) for n, choice in enumerate(choices, 1)))
    return Reply((receipts.compose(desk, blocks, rows, words, view.entries, None),))


def _line(line: EntryView, number: int, brief: bool = False) -> Markup:
    """A line with what a reviewer made of it; one that waits says nothing; `brief` where the day is long."""
    state = texts.STATES.get(line.state)
    shown = render_brief(line, number) if brief else render_entry(line, number)
    return shown + (state.format(note=shorten(line.review_note or "", 80)) if state else "")


def _waiting(desk: Desk) -> Markup | None:
    count = len(service.drafts(desk.uow, desk.who.id))
    return texts.DRAFTS_LEFT.format(count=count) if count else None


def tasks_block(tasks: Sequence[TaskView], now: date) -> Markup | None:
    """Open tasks with their deadlines; None where there are none."""
    if not tasks:
        return None
    lines = [texts.TASK_LINE.format(number=t.number, text=shorten(t.text), due=_due(t, now)) for t in tasks[:5]]
    return join([texts.TASKS_HEAD, *lines])


def _due(task: TaskView, now: date) -> Markup:
    if task.due_date is None:
        return Markup("")
    time = f"{task.due_time} " if task.due_time else ""
    late = task.due_date < now
    return (texts.TASK_LATE if late else texts.TASK_DUE).format(due=time + render_day(task.due_date, now))


def frequent_block(desk: Desk) -> tuple[Markup | None, list[Choice]]:
    """The person's own five most frequent items as one-tap choices."""
    items = frequent.items(desk.uow, desk.office, desk.who, when.today(desk.turn.sent_at), FREQUENT)
    choices = [button(f"＋ {n}. {shorten(name, 42)}", "f", code) for n, (code, name) in enumerate(items, 1)]
    return (entry_texts.FREQUENT_HEAD if choices else None), choices


def week(desk: Desk) -> Reply:
    """/tuan: each day's total against its target."""
    now = when.today(desk.turn.sent_at)
    views = service.week(desk.uow, desk.who.id, now)
    shown = [view for view in views if view.day.weekday() < 5 or view.target or view.entries]
    head = texts.WEEK_HEAD.format(first=f"{views[0].day:%d/%m}", last=f"{views[-1].day:%d/%m}")
    target = sum(v.target for v in views)
    total = texts.WEEK_TOTAL.format(total=render_minutes(sum(v.total for v in views)), target=render_minutes(target))
    return Reply.of(join([head, *(_week_line(view, now) for view in shown), total]))


def _week_line(view: DayView, now: date) -> Markup:
    day = render_day(view.day, now)
    if not view.entries and view.target == 0:
        return texts.WEEK_OFF.format(day=day)
    if view.target == 0:
        return texts.WEEK_WORKED_OFF.format(day=day, total=render_minutes(view.total))
    bar = render_bar(view.total, view.target or FULL_DAY)
    return texts.WEEK_LINE.format(day=day, bar=bar, total=render_minutes(view.total))


def help_text(desk: Desk) -> Reply:
    """/trogiup, by role."""
    one, two, three = examples.of(desk.uow, desk.office, desk.who)
    text = texts.HELP.format(example1=one, example2=two, example3=three)
    text += texts.HELP_LEADER if desk.who.is_leader else ""
    text += texts.HELP_ADMIN.format(code=desk.who.staff_code) if desk.who.is_admin else ""
    return Reply.of(text)


def why_text(desk: Desk) -> Reply:
    """/visao: how the person's latest message was read – spans with their values, items with their evidence."""
    reading = why.latest(desk.uow, desk.office, desk.who)
    if reading is None:
        return Reply.of(texts.WHY_NOTHING)
    parts = [texts.WHY_HEAD.format(text=shorten(reading.text, 300))]
    parts += [_span(span) for span in reading.spans if span.kind in texts.WHY_KINDS][:12]
    for entry in reading.entries[:6]:
        parts += _candidates(desk, entry)
    parts += _other_ways(reading)
    parts += receipts.left_lines([(left.why, left.text) for left in reading.left])
    return Reply.of(join(parts))


def _other_ways(reading: nlu.Reading) -> Iterator[Markup]:
    """The next likely way to tell the pieces of work apart, where it is worth showing."""
    others = [way for way in reading.ways() if not way.chosen and way.pieces and way.chance >= WORTH_SHOWING]
    for way in others[:1]:
        pieces = join([texts.WHY_PIECE.format(text=shorten(text)) for text, _ in way.pieces], "; ")
        yield texts.WHY_OTHER_WAY.format(pieces=pieces, percent=round(100 * way.chance))


def _span(span: nlu.Span) -> Markup:
    value = span.value
    if span.kind == "duration" and value.isdigit():
        value = render_minutes(int(value))
    if ISO_DAY.match(value):
        value = render_date(date.fromisoformat(value))
    return texts.WHY_SPAN.format(text=shorten(span.text), value=value, kind=texts.WHY_KINDS[span.kind])


def _candidates(desk: Desk, entry: nlu.EntryReading) -> Iterator[Markup]:
    best_two = entry.candidates[:2]
    for candidate in [one for one in best_two if one is best_two[0] or one.probability >= WORTH_SHOWING]:
        name = why.item_name(desk.uow, desk.office, desk.who, candidate.code)
        yield texts.WHY_ITEM.format(name=shorten(name), percent=round(100 * candidate.probability))
        best = sorted(candidate.evidence, key=lambda e: -e.weight)[:3]
        yield texts.WHY_EVIDENCE.format(evidence="; ".join(e.detail or e.feature for e in best))
