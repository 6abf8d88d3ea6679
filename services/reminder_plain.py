"""Which plain reminder somebody gets at an instant, if any: pure, from the facts of their agency."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from services import calendar, when
from services.calendar import LOOK_BACK
from services.reminder_facts import DAY, Facts
from services.reminder_rules import (
    FIRST_WARNING,
    LAST_DAYS,
    MOST_PLAIN,
    PLAIN,
    Slot,
    Wishes,
    awake,
    away_now,
    silent_morning,
    slots,
)
from services.reminder_values import Gap, Reminder
from storage.reminders import Member

UNREACHABLE = {"none": "not_linked", "asked": "not_agreed", "blocked": "blocked"}
EVENING_KINDS = frozenset({"end_of_day", "week"})
MORNING_KINDS = frozenset({"close", "morning", "drafts"})


def kept_away(facts: Facts, member: Member) -> str | None:
    """Why nobody may write to a person now, whatever about; None where it may be done."""
    if member.link != "ready":
        return UNREACHABLE[member.link]
    if not awake(facts.local):
        return "quiet_hours"
    work = facts.book.day(member.id, facts.today)
    if not work.works:
        return "day_off"
    away = away_now(facts.book.absences(member.id, facts.today), facts.local)
    if away or facts.book.target(member.id, facts.today) == 0:
        return away or "leave"
    return "muted" if facts.wishes[member.id].muted_day == facts.today else None


def decide(facts: Facts, member: Member) -> Reminder | str:
    """The one plain reminder for a person now, or the reason why there is none."""
    reason = kept_away(facts, member)
    if reason:
        return reason
    wishes = facts.wishes[member.id]
    work = facts.book.day(member.id, facts.today)
    open_now = {slot.name: slot for slot in slots(wishes, facts.limits, work, facts.local)}
    held = _held(facts, wishes)
    reason = "snoozed" if held else "not_now"
    for name, choose in (("again", _again), ("late", _late), ("evening", _evening), ("morning", _morning)):
        if name in open_now and name not in held:
            found = choose(facts, member, open_now[name])
            if isinstance(found, Reminder):
                return found
            reason = found
    return reason


def _held(facts: Facts, wishes: Wishes) -> frozenset[str]:
    """What waits for a reminder that the person put off: the evening's for one about today, else the morning's."""
    again = when.local(wishes.again_at) if wishes.again_at else None
    if again is None or again.date() != facts.today or again <= facts.local:
        return frozenset()
    return frozenset({"evening", "late"} if wishes.again_about == facts.today else {"morning"})


def _bare(facts: Facts, member: Member, kind: str, slot: Slot) -> Reminder:
    drafts = facts.drafts.get(member.id)
    return Reminder(
        member.id, member.staff_code, member.name, member.channel, member.chat_id, kind, facts.today, slot.until,
        drafts=drafts.count if drafts else 0,
    )  # fmt: skip


def _sent(facts: Facts, member: Member) -> set[str]:
    return {kind.removeprefix("remind.") for kind in facts.sent.get(member.id, ())}


def _refused(facts: Facts, member: Member, kinds: frozenset[str]) -> str | None:
    """Why no further plain reminder of these kinds may come today."""
    sent = _sent(facts, member)
    if sent & kinds:
        return "already_sent"
    return "two_a_day" if len(sent & PLAIN) >= MOST_PLAIN else None


def _again(facts: Facts, member: Member, slot: Slot) -> Reminder | str:
    """The reminder that the person asked for: once a day, about the day they put off."""
    if "again" in _sent(facts, member):
        return "already_sent"
    about = facts.wishes[member.id].again_about or facts.today
    if not facts.open_gap(member, about):
        return "at_target"
    gap = facts.gap(member, about)
    if about == facts.today:
        return replace(_bare(facts, member, "again", slot), today=gap)
    return replace(_bare(facts, member, "again", slot), gaps=(gap,), too_late=not facts.loggable(member.id, about))


def _evening(facts: Facts, member: Member, slot: Slot) -> Reminder | str:
    """The end of the day; on the last working day of the week with the week's other gaps."""
    refused = _refused(facts, member, EVENING_KINDS)
    if refused:
        return refused
    today = facts.gap(member, facts.today)
    gaps: tuple[Gap, ...] = ()
    if facts.wishes[member.id].strength != "nhe" and facts.ends_week(member.id):
        monday = facts.today - facts.today.weekday() * DAY
        gaps = _gaps(facts, member, monday, facts.today - LOOK_BACK * DAY) if monday < facts.today else ()
    if gaps:
        return replace(_bare(facts, member, "week", slot), today=today if today.short else None, gaps=gaps)
    if not facts.open_gap(member, facts.today):
        return "at_target"
    return replace(_bare(facts, member, "end_of_day", slot), today=today)


def _late(facts: Facts, member: Member, slot: Slot) -> Reminder | str:
    """One late reminder, unless the person asked for one of their own since."""
    refused = _refused(facts, member, frozenset({"late", "again"}))
    if refused:
        return refused
    if not facts.open_gap(member, facts.today):
        return "at_target"
    return replace(_bare(facts, member, "late", slot), today=facts.gap(member, facts.today))


def _morning(facts: Facts, member: Member, slot: Slot) -> Reminder | str:
    """The month's end before the last working day, and that before drafts that nobody has asked about yet."""
    refused = _refused(facts, member, MORNING_KINDS)
    if refused:
        return refused
    return _close(facts, member, slot) or _catch_up(facts, member, slot) or _drafts(facts, member, slot) or "at_target"


def _close(facts: Facts, member: Member, slot: Slot) -> Reminder | None:
    left = facts.days_left(member.id)
    if left > LAST_DAYS and left != FIRST_WARNING[facts.wishes[member.id].strength]:
        return None
    opens = facts.today.replace(day=1)
    first, trips = (max(opens, facts.today - n * DAY) for n in (facts.limits.window_days, LOOK_BACK))
    gaps = _gaps(facts, member, first, trips) if opens < facts.today else ()
    general = left <= LAST_DAYS and member.id in facts.untold
    return replace(_bare(facts, member, "close", slot), gaps=gaps, days_left=left, general=general) if gaps else None


def _catch_up(facts: Facts, member: Member, slot: Slot) -> Reminder | None:
    """The last day at work, and the day that the person put off to this morning."""
    wishes = facts.wishes[member.id]
    wished = _wished(facts, member)
    about = wishes.again_about if wished else None
    usual = facts.last_expected(member.id) if wishes.strength != "nhe" or (wished and about is None) else None
    days = sorted({day for day in (about, usual) if day is not None and day < facts.today})
    open_ = [day for day in days if facts.open_gap(member, day)]
    asked = [day for day in open_ if facts.loggable(member.id, day)] or open_[-1:]
    if not asked:
        return None
    gaps = tuple(facts.gap(member, day) for day in asked)
    return replace(_bare(facts, member, "morning", slot), gaps=gaps, too_late=not facts.loggable(member.id, asked[0]))


def _wished(facts: Facts, member: Member) -> bool:
    """Whether a reminder was put off to this morning, or to one since on which the person was not at work after all."""
    wanted = facts.wishes[member.id].morning_day
    if wanted is None or not 0 <= (facts.today - wanted).days <= LOOK_BACK:
        return False
    since = (day for day in calendar.span(wanted, facts.today) if day < facts.today)
    return all(silent_morning(facts.book, member.id, day) for day in since)


def _drafts(facts: Facts, member: Member, slot: Slot) -> Reminder | None:
    """Lines told before today that still wait; each is asked about once in a message of its own."""
    waiting, told = facts.drafts.get(member.id), facts.drafts_told.get(member.id)
    if waiting is None or facts.wishes[member.id].strength == "nhe":
        return None
    if when.today(waiting.newest) >= facts.today or (told is not None and told >= waiting.newest):
        return None
    return _bare(facts, member, "drafts", slot)


def _gaps(facts: Facts, member: Member, first: date, trips: date | None = None) -> tuple[Gap, ...]:
    """The days from `first` to yesterday that are below target and may still be logged; those of trips from `trips`."""
    days = calendar.span(min(first, trips or first), facts.today - DAY)
    return tuple(facts.gap(member, day) for day in days if _asked(facts, member, day, first))


def _asked(facts: Facts, member: Member, day: date, first: date) -> bool:
    if day >= first and facts.loggable(member.id, day) and facts.open_gap(member, day):
        return True
    return facts.trip_gap(member, day)
