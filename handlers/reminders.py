"""The end-of-day reminder in words: the number, what was given, how to answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers.day import tasks_block
from handlers.render import join, render_minutes
from handlers.texts import day as day_texts
from handlers.texts import tasks as texts
from handlers.turn import Say
from services import reminders as service
from services.office import Office, UnitOfWork
from services.reminders import Reminder


def due(uow: UnitOfWork, office: Office, now: datetime) -> Sequence[Say]:
    """What the minute's tick has to say: one message a person and day (`dedupe`), after all answers (`priority` 1)."""
    return tuple(_say(reminder) for reminder in service.due(uow, office, now))


def _say(reminder: Reminder) -> Say:
    day = reminder.day
    norm = texts.REMIND_NORM.format(norm=render_minutes(day.by_norm)) if day.by_norm else ""
    head = texts.REMIND.format(
        given=reminder.who.given_name, total=render_minutes(day.total), target=render_minutes(day.target), norm=norm
    )
    drafts = day_texts.DRAFTS_LEFT.format(count=reminder.drafts) if reminder.drafts else None
    parts = [head, tasks_block(reminder.tasks, day.day), drafts, texts.REMIND_HINT]
    return Say(
        join([part for part in parts if part]), kind="reminder", channel=reminder.channel, chat_id=reminder.chat_id,
        person_id=reminder.who.id, priority=1, dedupe=reminder.dedupe,
    )  # fmt: skip
