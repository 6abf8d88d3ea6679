"""/xuat: the person's month as a file and as lines to paste, so that nothing is typed twice."""

from __future__ import annotations

from markupsafe import Markup

from handlers.desk import Desk
from handlers.render import render_date, render_number, shorten
from handlers.scores import read_month
from handlers.texts import exports as texts
from handlers.turn import Paper, Reply, Say
from services import exports as service

PASTED = 20
"""Lines shown to paste; the rest stands in the file."""
SEPARATOR = " · "


def command(desk: Desk) -> Reply:
    """/xuat · /xuat 10/2026."""
    named = read_month(desk, desk.turn.text.partition(" ")[2] if desk.turn.text.startswith("/") else "")
    if named is None:
        return Reply.of(texts.HOW)
    year, month = named
    rows = service.month_rows(desk.uow, desk.who, year, month, desk.turn.sent_at)
    if not rows:
        return Reply.of(texts.NONE.format(month=month, year=year))
    book = service.workbook(rows, texts.COLUMNS, texts.STATES, texts.SHEET.format(month=month, year=year))
    approved = sum(row.state == "approved" for row in rows)
    caption = texts.CAPTION.format(month=month, year=year, count=len(rows), approved=approved)
    name = texts.FILE.format(code=desk.who.staff_code, year=year, month=month)
    lines = [SEPARATOR.join(texts.PASTED_COLUMNS), *(_line(row) for row in rows[:PASTED])]
    pasted = texts.PASTE.format(lines="\n".join(lines))
    pasted += texts.MORE.format(count=len(rows) - PASTED) if len(rows) > PASTED else Markup("")
    return Reply((Say(caption, paper=Paper(name, book)), Say(pasted)))


def _line(row: service.ExportRow) -> str:
    quantity = render_number(row.quantity) if row.quantity is not None else ""
    minutes = str(row.minutes) if row.minutes is not None else ""
    parts = (
        render_date(row.day),
        row.item_code,
        shorten(row.item_name),
        shorten(row.text),
        quantity,
        row.unit,
        minutes,
    )
    return SEPARATOR.join(parts)
