"""What a person chooses about reminders – strength, time, later, not today – and what an office allows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from services import calendar, when
from services.errors import Refusal
from services.office import Office
from services.reminder_facts import wishes_of
from services.reminder_rules import CLOSES, STRENGTHS, Limits, Wishes, limits_of, next_morning, parse_time
from services.values import Who
from storage import operators
from storage import reminders as store
from storage.tables import Agency, ReminderChoice
from storage.uow import UnitOfWork


@dataclass(frozen=True)
class Chosen:
    """How somebody is reminded now: within the limits of the office."""

    wishes: Wishes
    limits: Limits


def of(uow: UnitOfWork, office: Office, who: Who) -> Chosen:
    """The person's own choices and the office's limits."""
    limits = _limits(uow, office, who.agency_id)
    return Chosen(wishes_of(store.choice_of(uow, who.id), limits), limits)


def _limits(uow: UnitOfWork, office: Office, agency_id: int) -> Limits:
    agency = operators.agency(uow, agency_id)
    return limits_of(agency.settings, office.reminder_hour, office.window_days)


def choose_strength(uow: UnitOfWork, office: Office, who: Who, strength: str, now: datetime) -> Chosen:
    """Set the strength. Raises Refusal reminder.strength where the office does not allow it."""
    limits = _limits(uow, office, who.agency_id)
    if limits.strength(strength) != strength:
        raise Refusal("reminder.strength", least=limits.least, most=limits.most)
    _change(uow, who, now, strength=strength)
    return of(uow, office, who)


def choose_time(uow: UnitOfWork, office: Office, who: Who, text: str, now: datetime) -> Chosen:
    """Set the own time of day "HH:MM". Raises Refusal reminder.time outside the hours of reminders."""
    at = parse_time(text)
    if at is None:
        raise Refusal("reminder.time", time=text)
    _change(uow, who, now, at=f"{at:%H:%M}")
    return of(uow, office, who)


@dataclass(frozen=True)
class Later:
    """What became of putting off: "again", or in the `morning` of a day because of "once" or "night"."""

    how: str
    morning: date | None = None


def snooze(uow: UnitOfWork, who: Who, until: datetime, about: date, now: datetime) -> Later:
    """Put a reminder off: "again" at that time; "once" where that was done today, "night" where it would be too late.

    In the last two cases it comes in the morning instead.
    """
    sent = store.sent_kinds(uow, who.agency_id, when.today(now), (who.id,)).get(who.id, set())
    late = when.today(until) != when.today(now) or when.local(until).time() >= CLOSES
    if "remind.again" in sent or late:
        return Later("once" if "remind.again" in sent else "night", to_morning(uow, who, about, now))
    _change(uow, who, now, again_at=until, again_about=about, muted_day=None)
    return Later("again")


def to_morning(uow: UnitOfWork, who: Who, about: date | None, now: datetime) -> date:
    """Nothing more today; the next morning at work asks for the day it was about, even whoever is reminded mildly.

    Gives that morning's day: after the weekend, holidays, leave and what else is known now.
    """
    today = when.today(now)
    morning = next_morning(calendar.book_of(uow, who.id, today, today + calendar.AROUND), who.id, today)
    _change(uow, who, now, muted_day=today, morning_day=morning, again_at=None, again_about=about)
    return morning


def mute(uow: UnitOfWork, who: Who, now: datetime) -> None:
    """Nothing more today."""
    _change(uow, who, now, muted_day=when.today(now), again_at=None, again_about=None)


def _change(uow: UnitOfWork, who: Who, now: datetime, **values: object) -> None:
    row = store.choice_of(uow, who.id) or ReminderChoice(person_id=who.id, changed_at=now)
    for name, value in {**values, "changed_at": now}.items():
        setattr(row, name, value)
    uow.add(row)
    uow.flush()
    uow.audit("reminder.chosen", actor_id=who.id, table="reminder_choice", row_id=row.id, at=now, chosen=values)


def set_limits(
    uow: UnitOfWork, office: Office, agency: Agency, asked: Mapping[str, str | None], now: datetime
) -> Limits:
    """Set the named limits of an agency (at, least, most, usual). Raises Refusal reminder.time, reminder.order."""
    changed = {name: value for name, value in asked.items() if value is not None}
    if "at" in changed and parse_time(changed["at"]) is None:
        raise Refusal("reminder.time", time=changed["at"])
    told = {**(agency.settings.get("reminders") or {}), **changed}
    found = limits_of({**agency.settings, "reminders": told}, office.reminder_hour, office.window_days)
    if STRENGTHS.index(found.least) > STRENGTHS.index(found.most):
        raise Refusal("reminder.order", least=found.least, most=found.most)
    if changed:
        agency.settings = {**agency.settings, "reminders": told}
        uow.add(agency)
        uow.audit("reminder.limits", actor_id=None, table="agency", row_id=agency.id, at=now, limits=changed)
    return found
