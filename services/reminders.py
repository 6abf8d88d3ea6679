"""One reminder at 17:00 on working days to whoever is below the day's target (the full plan comes with issue 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from services import assign, calendar, day, when
from services.office import Office
from services.people import get_who
from services.values import DayView, TaskView, Who
from storage import operators
from storage import people as store
from storage.uow import UnitOfWork

LATE_MINUTES = 120
"""A reminder that could not be decided within two hours of its time is left out: nobody is nagged at night."""


@dataclass(frozen=True)
class Reminder:
    """Who is to be reminded where, of what; `dedupe` makes it one a day."""

    who: Who
    channel: str
    chat_id: str
    day: DayView
    drafts: int
    tasks: tuple[TaskView, ...]
    dedupe: str


def due(uow: UnitOfWork, office: Office, now: datetime) -> tuple[Reminder, ...]:
    """Everybody linked and agreed who is below target at reminder time; nothing outside it, on leave or holidays."""
    local = when.local(now)
    opens = local.replace(hour=office.reminder_hour, minute=0, second=0, microsecond=0)
    if not opens <= local < opens + timedelta(minutes=LATE_MINUTES):
        return ()
    today = local.date()
    books = [calendar.open_book(uow, agency.id or 0, today, today) for agency in operators.agencies(uow)]
    quiet = {who for book in books for who in book.seats if book.quiet(who, today)}
    reached = store.reminded_on(uow, f"remind.day:%:{local.date().isoformat()}")
    found = []
    for account in store.live_accounts(uow):
        dedupe = f"remind.day:{account.person_id}:{local.date().isoformat()}"
        left_alone = dedupe in reached or account.person_id in quiet
        view = None if left_alone else day.view(uow, account.person_id, today)
        if view is not None and view.total < view.target:
            who = get_who(uow, account.person_id)
            drafts = len(day.drafts(uow, who.id))
            found.append(Reminder(who, account.channel, account.chat_id, view, drafts, assign.mine(uow, who), dedupe))
    return tuple(found)
