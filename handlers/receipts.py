"""Receipts: stored lines with every field, the day's total, the open question, and how to repair – as one message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from markupsafe import Markup

from handlers import questions
from handlers.desk import Desk, action, button
from handlers.render import join, render_day, render_entry, render_minutes, render_over, render_total, shorten
from handlers.texts import entries as texts
from handlers.texts.refusals import SENTENCES
from handlers.turn import Choice, Say
from services import day as days
from services import repair, when
from services.values import DayView, EntryView, QuestionView, Recorded

Words = tuple[tuple[str, str], ...]
Rows = tuple[tuple[Choice, ...], ...]
MAX_EDIT_BUTTONS = 8
MAX_LINES = 20


def receipt(desk: Desk, done: Recorded, before: Sequence[Markup] = (), **options: object) -> Say:
    """The one receipt of a message: what was stored, what is still asked, what was refused."""
    blocks = [*before, _closed(desk, done), stored_block(desk, done.stored), _notes(done), _refusals(desk, done)]
    blocks += [_totals(desk, done.days), _left(done)]
    rows, words = repair_buttons(desk, done.stored or done.closed)
    if done.left:
        also = button(texts.LEFT_DONE, "b", done.message_row_id)
        rows, words = (*rows, (also,)), (*words, ("ghi ca", also.action), ("da lam roi", also.action))
    return compose(desk, blocks, rows, words, [*done.closed, *done.stored, *done.drafts], done.question, **options)


def compose(
    desk: Desk,
    blocks: Sequence[Markup | None],
    rows: Rows,
    words: Words,
    lines: Sequence[EntryView],
    question: QuestionView | None,
    **options: object,
) -> Say:
    """Blocks, then the question; the question's choices stand before the repair buttons."""
    asked = questions.question_block(question, stored=bool([b for b in blocks if b]))
    choice_rows, choice_words = questions.question_choices(question)
    return Say(
        join([b for b in [*blocks, asked] if b], "\n\n"),
        rows=(*choice_rows, *rows),
        words=(*choice_words, *words),
        entry_ids=tuple(line.id for line in lines),
        question_id=question.id if question else None,
        **options,  # type: ignore[arg-type]
    )


def stored_block(desk: Desk, lines: Sequence[EntryView], head: Markup | None = None) -> Markup | None:
    """Head with the day in words, then the lines; several days are shown each under its own heading."""
    if not lines:
        return None
    today = when.today(desk.turn.sent_at)
    by_day: dict[date, list[EntryView]] = {}
    for line in lines:
        by_day.setdefault(line.work_date, []).append(line)
    number = iter(range(1, len(lines) + 1))
    numbered = len(lines) > 1
    parts = [head or _head(lines, list(by_day), today)]
    for day, of_day in by_day.items():
        parts += [texts.DAY_HEAD.format(day=render_day(day, today))] if len(by_day) > 1 else []
        parts += [render_entry(line, next(number) if numbered else None) for line in of_day[:MAX_LINES]]
        parts += [texts.MORE_LINES.format(count=len(of_day) - MAX_LINES)] if len(of_day) > MAX_LINES else []
    return join(parts)


def _head(lines: Sequence[EntryView], by_day: list[date], today: date) -> Markup:
    if len(by_day) > 1:
        return texts.SAVED_HEAD_DAYS.format(count=len(lines))
    day = render_day(by_day[0], today)
    return (
        texts.SAVED_HEAD.format(day=day) if len(lines) == 1 else texts.SAVED_HEAD_MANY.format(count=len(lines), day=day)
    )


def _closed(desk: Desk, done: Recorded) -> Markup | None:
    today = when.today(desk.turn.sent_at)
    blocks = [
        join([texts.CLOSED_HEAD.format(day=render_day(line.work_date, today)), render_entry(line)])
        for line in done.closed
    ]
    return join(blocks) if blocks else None


def _totals(desk: Desk, views: Sequence[DayView]) -> Markup | None:
    today = when.today(desk.turn.sent_at)
    parts: list[Markup] = []
    for view in views:
        parts.append(render_total(view, today))
        over = render_over(view)
        parts += [over] if over else []
    return join(parts) if parts else None


def _notes(done: Recorded) -> Markup | None:
    parts = []
    for code, data in done.notes:
        if code == "overlap":
            parts.append(texts.OVERLAP.format(**{**data, "name": shorten(str(data["name"]))}))
        if code == "duplicate":
            parts.append(texts.DUPLICATE)
    return join(parts) if parts else None


def left_lines(left: Sequence[tuple[str, str]]) -> list[Markup]:
    """What of a message makes no line, as (why, text): a sentence for each reason."""
    lines = []
    for why, sentence in texts.LEFT.items():
        said = [texts.LEFT_TEXT.format(text=shorten(text)) for reason, text in left if reason == why]
        lines += [sentence.format(texts=join(said, "; "))] if said else []
    return lines


def _left(done: Recorded) -> Markup | None:
    return join(left_lines(done.left)) if done.left else None


def _refusals(desk: Desk, done: Recorded) -> Markup | None:
    parts = [
        refusal_text(desk.turn.sent_at, code, {"text": shorten(text), **data}) for code, text, data in done.refused
    ]
    return join(parts) if parts else None


def refusal_text(now: datetime, code: str, data: dict[str, object]) -> Markup:
    """The sentence of a refusal, its days and minutes in words."""
    today = when.today(now)
    words = {key: _word(key, value, today) for key, value in data.items()}
    return SENTENCES[code].format(**{"text": "", **words})


def _word(key: str, value: object, today: date) -> object:
    if isinstance(value, date):
        return render_day(value, today)
    if key in {"total", "told"} and isinstance(value, int):
        return render_minutes(value)
    return shorten(value) if key == "text" and isinstance(value, str) else value


def repair_buttons(desk: Desk, lines: Sequence[EntryView]) -> tuple[Rows, Words]:
    """Sửa · Xoá · Đổi đầu việc · Hoàn tác for one line; Sửa 1 … n and one undo for several."""
    if len(lines) == 1:
        return one_line_buttons(lines[0])
    if not lines:
        return (), ()
    edits = [button(texts.EDIT_NUMBERED.format(number=n), "e", "ed", line.id, line.version)
             for n, line in enumerate(lines, 1)]  # fmt: skip
    latest = edits[-MAX_EDIT_BUTTONS:]
    rows = [tuple(latest[start : start + 4]) for start in range(0, len(latest), 4)]
    words = [(f"sua {n}", c.action) for n, c in enumerate(edits, 1)]
    words += [(f"xoa {n}", action("e", "rm", line.id, line.version)) for n, line in enumerate(lines, 1)]
    undo_rows, undo_words = undo_all(desk, lines)
    return (*rows, *undo_rows), (*words, *undo_words)


def undo_all(desk: Desk, lines: Sequence[EntryView]) -> tuple[Rows, Words]:
    """«Hoàn tác cả tin» with its words, where the lines are those of one message."""
    messages = {line.message_row_id for line in lines}
    message = messages.pop() if len(messages) == 1 else None
    if message is None:
        return (), ()
    undo = button(texts.UNDO_ALL, "m", "un", message, repair.message_token(desk.uow, message))
    said = ("hoan tac", "xoa het", "bo het", "hoan tac het", "hoan tac ca tin", "xoa ca tin")
    return ((undo,),), tuple((word, undo.action) for word in said)


def one_line_buttons(line: EntryView) -> tuple[Rows, Words]:
    """The four repairs of one line; a withdrawn line only comes back."""
    undo_label = texts.REDO if line.state == "withdrawn" else texts.UNDO
    undo = button(undo_label, "e", "un", line.id, line.version)
    undo_words: Words = (("hoan tac", undo.action), ("khoi phuc", undo.action))
    if line.state == "withdrawn":
        return ((undo,),), undo_words
    edit, remove = (
        button(texts.EDIT, "e", "ed", line.id, line.version),
        button(texts.DELETE, "e", "rm", line.id, line.version),
    )
    item = button(texts.CHANGE_ITEM, "e", "it", line.id, line.version)
    words: Words = (("sua", edit.action), ("xoa", remove.action), ("doi", item.action), ("doi dau viec", item.action))
    return ((edit, remove), (item, undo)), words + undo_words


def day_total(desk: Desk, day: date) -> Markup:
    """The total of a day, freshly counted, with its gentle warning."""
    return _totals(desk, [days.view(desk.uow, desk.who.id, day)]) or Markup("")
