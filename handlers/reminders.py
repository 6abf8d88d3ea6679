"""What the minute's tick says: reminders in words, the number first, then how to answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from markupsafe import Markup

from handlers import leader_lists
from handlers.assign_show import deadline_text
from handlers.desk import action
from handlers.render import join, render_day, render_minutes, shorten
from handlers.texts import reminders as texts
from handlers.turn import Choice, Say
from services import reminders as service
from services.office import Office, UnitOfWork
from services.reminder_values import Decided, Gap, Reminder, TaskLine

Rows = tuple[tuple[Choice, ...], ...]
Words = tuple[tuple[str, str], ...]
NAME = 70


def due(uow: UnitOfWork, office: Office, now: datetime) -> Sequence[Say]:
    """What the minute's tick has to say: one message a person, kind and day, after all answers (`priority` 1)."""
    return tuple(say(reminder) for reminder in service.due(uow, office, now))


def decided(uow: UnitOfWork, office: Office, now: datetime, agency_id: int) -> tuple[Decided, Sequence[Say]]:
    """Everything about one instant, and the reminders in words in the same order: for `soviec remind`."""
    found = service.decide(uow, office, now, agency_id)
    return found, tuple(say(reminder) for reminder in found.reminders)


def still(
    uow: UnitOfWork, office: Office, now: datetime, rows: Sequence[tuple[int, str, date]]
) -> Mapping[tuple[int, str], Say | None]:
    """Of (person, kind, day) what is still to be said, in the words of this moment; None: as it stands (lists)."""
    plain = [row for row in rows if row[1] not in leader_lists.KEPT]
    found = service.still(uow, office, now, plain) if plain else {}
    kept: dict[tuple[int, str], Say | None] = {row[:2]: None for row in rows if row[1] in leader_lists.KEPT}
    return kept | {key: say(reminder) for key, reminder in found.items()}


def say(reminder: Reminder) -> Say:
    """A reminder as a message."""
    text = WORDS[reminder.kind](reminder)
    if reminder.too_late:
        text = join([text, texts.TOO_LATE])
    rows, words = buttons(reminder)
    return Say(
        text, rows=rows, words=words, kind=reminder.row_kind, channel=reminder.channel, chat_id=reminder.chat_id,
        person_id=reminder.person_id, priority=1, dedupe=reminder.dedupe, day=reminder.day, not_after=reminder.until,
        about=reminder.about,
    )  # fmt: skip


def hours(gap_total: int, target: int) -> str:
    """«5/8 giờ», or both times in full where one of them is no whole hour."""
    if gap_total % 60 == 0 and target % 60 == 0:
        return texts.HOURS.format(total=gap_total // 60, target=target // 60).replace(" ", "\u00a0")
    return texts.TIMES.format(total=render_minutes(gap_total), target=render_minutes(target))


def _norm(gap: Gap) -> str:
    if not gap.by_norm:
        return ""
    return texts.ALL_NORM if gap.by_norm == gap.total else texts.NORM.format(norm=render_minutes(gap.by_norm))


def _gap_line(gap: Gap, today: date) -> Markup:
    return texts.GAP.format(day=render_day(gap.day, today), hours=hours(gap.total, gap.target))


def _today(head: Markup, reminder: Reminder) -> Markup:
    gap = reminder.today
    assert gap is not None
    parts = [head.format(hours=hours(gap.total, gap.target), norm=_norm(gap)), _tasks(reminder), _drafts(reminder)]
    return join([part for part in (*parts, texts.HINT if reminder.tasks else texts.HINT_NO_TASKS) if part])


def _tasks(reminder: Reminder) -> Markup | None:
    lines = [_task(number, task, reminder.day) for number, task in enumerate(reminder.tasks, 1)]
    return join([texts.TASKS, *lines]) if lines else None


def _task(number: int, task: TaskLine, today: date) -> Markup:
    due_words = texts.DUE.format(day=render_day(task.due_date, today)) if task.due_date else ""
    return texts.TASK.format(number=number, text=shorten(task.text, NAME), due=due_words)


def _drafts(reminder: Reminder) -> Markup | None:
    return texts.DRAFTS_TOO.format(count=reminder.drafts) if reminder.drafts else None


def _again(reminder: Reminder) -> Markup:
    if reminder.today:
        return _today(texts.AGAIN, reminder)
    gap = reminder.gaps[0]
    head = texts.AGAIN_DAY.format(
        day=render_day(gap.day, reminder.day), hours=hours(gap.total, gap.target), norm=_norm(gap)
    )
    return join([head, _day_hint(gap, reminder)])


def _day_hint(gap: Gap, reminder: Reminder) -> Markup:
    return texts.MORNING_HINT.format(day=_said(gap.day, reminder.day))


def _said(day: date, today: date) -> str:
    """A day as it is typed: «hôm qua», "ngày 20/11"."""
    return "hôm qua" if day == today - timedelta(days=1) else f"ngày {day.day}/{day.month}"


def _morning(reminder: Reminder) -> Markup:
    gap = reminder.gaps[0]
    day = render_day(gap.day, reminder.day)
    head = texts.MORNING.format(
        given=reminder.given_name, day=day[:1].upper() + day[1:], hours=hours(gap.total, gap.target), norm=_norm(gap)
    )
    others = [_gap_line(other, reminder.day) for other in reminder.gaps[1:]]
    hint = None if reminder.too_late else _day_hint(gap, reminder)
    return join([part for part in (head, *others, _drafts(reminder), hint) if part])


def _week(reminder: Reminder) -> Markup:
    lines = [_gap_line(gap, reminder.day) for gap in reminder.gaps]
    hint = _day_hint(reminder.gaps[-1], reminder)
    monday = reminder.day - timedelta(days=reminder.day.weekday())
    old = reminder.gaps[0].day < monday  # days of a trip that were to be logged later
    if reminder.today is None:
        return join([part for part in (texts.WEEK_OLD if old else texts.WEEK, *lines, _drafts(reminder), hint) if part])
    head = _today(texts.TODAY, replace(reminder, drafts=0))
    return join(
        [
            part
            for part in (head, texts.WEEK_OLD_TOO if old else texts.WEEK_TOO, *lines, _drafts(reminder), hint)
            if part
        ]
    )


def _close(reminder: Reminder) -> Markup:
    left = reminder.days_left
    head = texts.CLOSE_TODAY if left == 1 else texts.CLOSE_SOON if left <= service.LAST_DAYS else texts.CLOSE
    lines = [_gap_line(gap, reminder.day) for gap in reminder.gaps]
    hint = texts.CLOSE_HINT.format(day=_said(reminder.gaps[-1].day, reminder.day))
    general = texts.CLOSE_GENERAL if reminder.general else None
    return join([part for part in (head.format(left=left), *lines, _drafts(reminder), hint, general) if part])


def _only_drafts(reminder: Reminder) -> Markup:
    return join([texts.DRAFTS.format(given=reminder.given_name, count=reminder.drafts), texts.DRAFTS_HINT])


WORDS: Mapping[str, Callable[[Reminder], Markup]] = {
    "end_of_day": lambda reminder: _today(texts.TODAY, reminder),
    "late": lambda reminder: _today(texts.LATE, reminder),
    "again": _again,
    "morning": _morning,
    "week": _week,
    "close": _close,
    "drafts": _only_drafts,
    "deadline": lambda reminder: deadline_text(reminder.notices, reminder.day),
    "missing": leader_lists.missing,
    "digest": leader_lists.digest,
}


def buttons(reminder: Reminder) -> tuple[Rows, Words]:
    """30 phút · 19:00 · Sáng mai · Hôm nay không nhắc nữa · Nghỉ, each with its words; numbers for the tasks."""
    if reminder.kind in ("missing", "digest", "deadline", "drafts"):
        return (), ()
    gap = reminder.today or reminder.gaps[0]
    day, about = reminder.day.isoformat(), gap.day.isoformat()
    soon, seven = (
        Choice(texts.SNOOZE, action("h", "s", day, about)),
        Choice(texts.AT_SEVEN, action("h", "7", day, about)),
    )
    tomorrow, mute = Choice(texts.TOMORROW, action("h", "t", day, about)), Choice(texts.MUTE, action("h", "m", day))
    gone = Choice(texts.ON_LEAVE, action("h", "l", about))
    tasks = tuple((str(number), action("h", "w", task.id)) for number, task in enumerate(reminder.tasks, 1))
    words = (
        *tasks, ("30 phut", soon.action), ("30p", soon.action), ("19:00", seven.action), ("19h", seven.action),
        ("sang mai", tomorrow.action), ("mai", tomorrow.action), ("khong nhac nua", mute.action),
        ("hom nay khong nhac nua", mute.action), ("nghi", gone.action),
    )  # fmt: skip
    if reminder.kind == "late":
        return ((tomorrow, mute), (gone,)), tuple(word for word in words if word[1] not in (soon.action, seven.action))
    if reminder.kind == "again":
        return ((tomorrow, mute), (gone,)), words
    return ((soon, seven, tomorrow), (mute, gone)), words
