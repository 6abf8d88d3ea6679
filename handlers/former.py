"""Who has left and is still linked: their own log can be read, nothing is written any more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import nlu
from handlers import day, exports, month, people, points
from handlers.desk import Desk
from handlers.render import join, render_date
from handlers.texts import leaving as texts
from handlers.turn import Choice, Reply, Say
from services.errors import NotFound

COMMANDS: dict[str, Callable[[Desk], Reply]] = {
    "/homnay": day.today, "/tuan": day.week, "/lich": month.command, "/diem": points.command,
    "/xuat": exports.command, "/ngat": people.leave,
}  # fmt: skip
PHRASES = {
    "hom nay": "/homnay", "tuan nay": "/tuan", "lich": "/lich", "lich lam viec": "/lich", "diem": "/diem",
    "xuat": "/xuat",
}  # fmt: skip
READING = {"k": month.turn_to, "s": points.act, "u": people.leave_answer}
"""Buttons that only show something, or end the link."""


def handle(desk: Desk, left_on: date) -> Reply:
    """Show what is asked for; everything else is told since when the account has stopped."""
    turn, day_words = desk.turn, render_date(left_on)
    if turn.action is not None:
        verb, *args = turn.action.split(":")
        if verb not in READING or turn.action.startswith("u:o"):  # an administrator's power over others has ended
            return Reply(toast=texts.STOPPED_TOAST.format(day=day_words))
        try:
            return _read_only(READING[verb](desk, args), day_words)
        except (ValueError, IndexError, KeyError) as error:
            raise NotFound("action") from error
    command = _command(turn.text) if turn.kind == "text" and not turn.edited else None
    if command is None:
        return Reply.of(texts.STOPPED.format(day=day_words))
    plain = desk if turn.text.startswith("/") else replace(desk, turn=replace(turn, text=command))
    if command == "/ngat":  # without a code behind it: only their own link
        return people.leave(replace(desk, turn=replace(turn, text=command)))
    return _read_only(COMMANDS[command](plain), day_words)


def _command(text: str) -> str | None:
    if not text.startswith("/"):
        return PHRASES.get(nlu.fold(text).strip(" .!,;?"))
    command = text.partition(" ")[0].lower().partition("@")[0]
    return command if command in COMMANDS else None


def _read_only(reply: Reply, day_words: str) -> Reply:
    """The same without the buttons that change anything, and with a word on why they are missing."""
    says = [_bare(say) for say in reply.says]
    if says and says[0].paper is None and says[0].text:
        says[0] = replace(says[0], text=join([says[0].text, texts.NOTE.format(day=day_words)], "\n\n"))
    return replace(reply, says=tuple(says))


def _bare(say: Say) -> Say:
    rows = tuple(tuple(key for key in row if _reads(key)) for row in say.rows)
    words = tuple((word, action) for word, action in say.words if action.partition(":")[0] in READING)
    return replace(say, rows=tuple(row for row in rows if row), words=words, entry_ids=(), question_id=None)


def _reads(key: Choice) -> bool:
    return key.action.partition(":")[0] in READING
