"""What managers read: who is missing in the evening, what waits in the morning. Private, polite, short."""

from __future__ import annotations

from markupsafe import Markup

from handlers.render import join, render_day, render_minutes, shorten
from handlers.texts import reminders as texts
from services.reminder_values import Missing, Reminder

KEPT = frozenset({"remind.missing", "remind.digest"})
"""Kinds that the sender does not decide anew."""
SHOWN = 25
TASKS_SHOWN = 8


def missing(reminder: Reminder) -> Markup:
    """«Hôm nay còn 3/12 người chưa đủ giờ: …», or "Đủ cả 12/12"."""
    unlinked = texts.UNLINKED.format(count=reminder.unlinked) if reminder.unlinked else None
    if not reminder.missing:
        parts = [texts.ALL_IN.format(count=reminder.expected), unlinked]
        return join([part for part in parts if part])
    lines = [_line(line) for line in reminder.missing[:SHOWN]]
    if len(reminder.missing) > SHOWN:
        lines.append(texts.MISSING_MORE.format(count=len(reminder.missing) - SHOWN))
    head = texts.MISSING.format(count=len(reminder.missing), expected=reminder.expected)
    return join([part for part in (head, *lines, unlinked, texts.MISSING_NOTE) if part])


def _line(line: Missing) -> Markup:
    hours = texts.TIMES.format(total=render_minutes(line.total), target=render_minutes(line.target))
    if line.total % 60 == 0 and line.target % 60 == 0:
        hours = texts.HOURS.format(total=line.total // 60, target=line.target // 60)
    return texts.MISSING_LINE.format(name=line.name, hours=hours)


def digest(reminder: Reminder) -> Markup:
    """Reviews that wait, tasks over their day, hours far out of line."""
    parts = [texts.DIGEST.format(given=reminder.given_name)]
    if reminder.reviews:
        oldest = render_day(reminder.oldest or reminder.day, reminder.day)
        slow = texts.SLOW.format(count=reminder.slow, people=reminder.slow_people) if reminder.slow else ""
        parts.append(texts.REVIEWS.format(count=reminder.reviews, day=oldest, slow=slow))
    for task in reminder.tasks[:TASKS_SHOWN]:
        due = render_day(task.due_date or reminder.day, reminder.day)
        parts.append(texts.OVERDUE.format(number=task.number, person=task.person, text=shorten(task.text, 50), day=due))
    for line in reminder.odd[:SHOWN]:
        usual = texts.USUAL.format(usual=render_minutes(line.usual)) if line.usual else ""
        day = render_day(line.day or reminder.day, reminder.day)
        parts.append(texts.ODD.format(name=line.name, day=day, total=render_minutes(line.total), usual=usual))
    return join(parts)
