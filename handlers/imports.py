"""Sheets that an administrator sends in the chat; the only files whose content is ever fetched."""

from __future__ import annotations

import re

from markupsafe import escape

import nlu
from handlers.desk import Desk
from handlers.texts import imports as texts
from handlers.turn import Reply
from services import calendar_import
from services.faults import FaultyRows, UnreadableFile

SHEETS = (".csv", ".xlsx")
MOST_BYTES = 10_000_000
MOST_FAULTS = 15
CALENDAR = re.compile(r"(?<![^\W_])(?:lich|calendar)(?![^\W_])")


def sheet(desk: Desk) -> Reply | None:
    """What an administrator's calendar sheet did; None for any other file, and for everybody else."""
    file = desk.turn.file
    if file is None or not desk.who.is_admin or not _is_calendar(desk):
        return None
    if (file.size or 0) > MOST_BYTES:
        return Reply.of(escape(texts.render_file_error("sheet.too_big", {"limit_mb": MOST_BYTES // 1_000_000})))
    if file.content is None:
        return Reply(wants=file)
    return Reply.of(escape(_calendar(desk, file.content) if file.content else texts.NOT_FETCHED))


def _is_calendar(desk: Desk) -> bool:
    """A sheet sent with the word "lịch", or without a word under a name that holds it."""
    file, words = desk.turn.file, desk.turn.text.strip()
    name = (file.name if file else None) or ""
    return name.lower().endswith(SHEETS) and bool(CALENDAR.search(nlu.fold(words or name.rsplit(".", 1)[0])))


def _calendar(desk: Desk, content: bytes) -> str:
    try:
        done = calendar_import.import_file(desk.uow, desk.who, content, desk.turn.sent_at)
    except FaultyRows as error:
        return texts.render_some_faults(error.faults, MOST_FAULTS)
    except UnreadableFile as error:
        return texts.render_file_error(error.file_code, error.file_data)
    return texts.render_calendar_import(done.days, done.rules, done.unchanged, done.removed)
