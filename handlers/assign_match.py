"""Under a receipt: the open tasks that the stored lines may belong to, each closed by one tap or one number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.assign_show import due_words
from handlers.desk import Desk, action
from handlers.render import join, shorten
from handlers.texts import assign as texts
from handlers.turn import Choice, Say
from services import assign_match as service
from services import when
from services.values import EntryView


def with_tasks(desk: Desk, say: Say, stored: Sequence[EntryView]) -> Say:
    """A receipt with its tasks: "1" closes the first, unless a question in the same message uses the numbers."""
    found = service.matches(desk.uow, desk.who, stored)
    if not found:
        return say
    today = when.today(desk.turn.sent_at)
    choices, words = [], []
    for place, match in enumerate(found, 1):
        payload = action("a", "cl" if match.entry.done else "ci", match.task.id, match.task.version, match.entry.id)
        label = texts.MATCH_CLOSE_KEY if match.entry.done else texts.MATCH_COUNT
        if say.question_id is not None:
            label = texts.MATCH_CLOSE
        choices.append(Choice(label.format(key=place, number=match.task.number), payload))
        words.append((f"xong {match.task.number}", payload))
        words += [(str(place), payload)] if say.question_id is None else []
    lines = [
        texts.MATCH_ROW.format(number=m.task.number, text=shorten(m.task.text), due=due_words(m.task, today))
        for m in found
    ]
    text = join([say.text, join([texts.MATCH_HEAD, *lines])], "\n\n")
    return replace(say, text=text, rows=(*((c,) for c in choices), *say.rows), words=(*words, *say.words))
