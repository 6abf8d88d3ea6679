"""Before → after: how a repair is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from handlers.desk import Desk
from handlers.render import entry_name, join, render_day, render_entry, render_minutes, render_number
from handlers.texts import entries as texts
from services import when
from services.values import Change, EntryView

HEADS = {"withdraw": texts.DELETED_HEAD, "undo": texts.UNDONE_HEAD}


def change_lines(desk: Desk, change: Change) -> Markup:
    """The line as it is now, and each field that differs from before."""
    today = when.today(desk.turn.sent_at)
    after = change.after
    head = HEADS.get(change.operation, texts.CHANGED_HEAD)
    if change.operation == "undo" and change.before and change.before.state == "withdrawn":
        head = texts.RESTORED_HEAD
    parts = [head.format(day=render_day(after.work_date, today))]
    if after.state == "withdrawn":
        return join([*parts, Markup("<s>{}</s>").format(entry_name(after))])
    diffs = [texts.FIELD_CHANGE.format(field=f, before=b, after=a) for f, b, a in _differences(change, desk)]
    return join([*parts, render_entry(after), *diffs])


def difference_lines(desk: Desk, changes: Sequence[Change]) -> Iterator[Markup]:
    """Only what differs, line by line: the lines themselves are shown elsewhere."""
    for change in changes:
        name = entry_name(change.after)
        if change.after.state == "withdrawn":
            yield texts.GONE_LINE.format(name=entry_name(change.before or change.after))
        for field, before, after in _differences(change, desk):
            yield texts.FIELD_CHANGE_NAMED.format(name=name, field=field.lower(), before=before, after=after)


def _differences(change: Change, desk: Desk) -> Iterator[tuple[str, str, str]]:
    if change.before is None or "withdrawn" in (change.before.state, change.after.state):
        return
    for field in ("item", "quantity", "minutes", "date", "clock", "done", "trace"):
        before, after = _field(field, change.before, desk), _field(field, change.after, desk)
        if before != after:
            yield texts.FIELDS[field], before, after


def _field(field: str, line: EntryView, desk: Desk) -> str:
    today = when.today(desk.turn.sent_at)
    match field:
        case "item":
            return entry_name(line) if line.item_name else texts.NONE
        case "quantity":
            hours = line.measure == "hours"
            return texts.NONE if line.quantity is None or hours else f"{render_number(line.quantity)} {line.unit or ''}"
        case "minutes":
            return render_minutes(line.minutes) if line.minutes is not None else texts.NONE
        case "date":
            return render_day(line.work_date, today)
        case "clock":
            return f"{line.start}–{line.end or '?'}" if line.start else texts.NONE
        case "done":
            return texts.DONE if line.done else texts.UNDONE
        case _:
            return line.trace or texts.NONE
