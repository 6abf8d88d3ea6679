"""Everything that the reminders of an agency are decided from, read in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from services import calendar, general, when
from services.calendar import LOOK_BACK, Book
from services.office import Office
from services.reminder_rules import (
    DESK_ENDS,
    FIRST_WARNING,
    LISTS,
    MORNING,
    MORNING_ENDS,
    Limits,
    Wishes,
    limits_of,
    parse_time,
)
from services.reminder_values import Gap
from storage import reminders as store
from storage import sums
from storage.reminders import Member, Waiting
from storage.sums import DaySum
from storage.tables import Agency, ReminderChoice
from storage.uow import UnitOfWork

DAY = timedelta(days=1)
NEAR_END = 15
"""Day of the month: no holiday is so long that the last three working days would begin earlier."""
NOTHING = DaySum(0, 0, 0)


@dataclass(frozen=True)
class Facts:
    """An agency at an instant; `only` names the people it was read for (None: everybody)."""

    agency_id: int
    local: datetime
    limits: Limits
    members: tuple[Member, ...]
    wishes: Mapping[int, Wishes]
    sent: Mapping[int, Collection[str]]
    book: Book
    sums: Mapping[tuple[int, date], DaySum]
    since: Mapping[int, date]
    drafts: Mapping[int, Waiting]
    drafts_told: Mapping[int, datetime]
    closed: Collection[tuple[int, int, int]]
    untold: Collection[int] = frozenset()
    """Who has still to tell this month's tiêu chí chung; only read near its end."""
    _known: dict[tuple[str, calendar.Scope], int] = field(default_factory=dict, compare=False, repr=False)

    @property
    def today(self) -> date:
        """The local day."""
        return self.local.date()

    def gap(self, member: Member, day: date) -> Gap:
        """A day of somebody against its target."""
        total = self.sums.get((member.id, day), NOTHING)
        return Gap(day, total.total, total.by_norm, self.book.target(member.id, day))

    def open_gap(self, member: Member, day: date) -> bool:
        """Whether the day is below target and may be asked for: expected, not on a trip, its month not closed."""
        if self.book.quiet(member.id, day) or (member.unit_id, day.year, day.month) in self.closed:
            return False
        return not self.before_start(member.id, day) and self.gap(member, day).short

    def trip_gap(self, member: Member, day: date) -> bool:
        """Whether it is a day of a trip that is over, still below target, and its late window is open."""
        trips = [away.last for away in self.book.absences(member.id, day) if away.kind == "trip"]
        if not trips or not 0 < (self.today - max(trips)).days <= self.limits.late_days:
            return False
        if (member.unit_id, day.year, day.month) in self.closed or self.before_start(member.id, day):
            return False
        return self.gap(member, day).short

    def before_start(self, person_id: int, day: date) -> bool:
        """Whether somebody had not begun with the work book on that day; it is no day that they forgot."""
        return day < self.since.get(person_id, day) <= self.today

    def put_off(self, wishes: Wishes) -> bool:
        """Whether a reminder that somebody put off may come today: what they said weeks ago is over."""
        if wishes.again_at is not None and when.local(wishes.again_at).date() == self.today:
            return True
        return wishes.morning_day is not None and 0 <= (self.today - wishes.morning_day).days <= LOOK_BACK

    def loggable(self, person_id: int, day: date) -> bool:
        """Whether a line of that day would still be taken (as services/lines.py: the last day at work always is)."""
        window = self.limits.window_days
        return (self.today - day).days <= window or (window > 0 and day == self.last_expected(person_id))

    def last_expected(self, person_id: int) -> date | None:
        """The latest day before today on which somebody should have worked; None for two weeks without one."""
        return self.book.last_expected(person_id, self.today)

    def days_left(self, person_id: int) -> int:
        """Working days of the month from today on."""
        return self._once("left", person_id, self._days_left)

    def _days_left(self, person_id: int) -> int:
        _, last = when.month_bounds(self.today.year, self.today.month)
        return len(self.book.working_days(person_id, self.today, last))

    def ends_week(self, person_id: int) -> bool:
        """Whether the next working day belongs to another week."""
        return bool(self._once("week", person_id, self._ends_week))

    def _ends_week(self, person_id: int) -> int:
        seat = self.book.seats[person_id]
        following = self.book.calendar.following(seat, self.today)
        return following.isocalendar()[:2] != self.today.isocalendar()[:2]

    def _once(self, what: str, person_id: int, ask: Callable[[int], int]) -> int:
        """An answer that leave does not touch: the same for all of a unit who have no calendar of their own."""
        own, days = ("person", person_id), self.book.calendar
        alone = own in days.specials or own in days.rules
        key = (what, own if alone else ("unit", self.book.seats[person_id].unit_id))
        if key not in self._known:
            self._known[key] = ask(person_id)
        return self._known[key]


def read(uow: UnitOfWork, office: Office, agency: Agency, now: datetime, only: Collection[int] | None = None) -> Facts:
    """The facts of an agency at an instant: at most fourteen queries, however many people there are."""
    local, agency_id = when.local(now), agency.id or 0
    today = local.date()
    limits = limits_of(agency.settings, office.reminder_hour, office.window_days)
    members = tuple(store.members(uow, agency_id, only))
    book = calendar.open_book(uow, agency_id, today - LOOK_BACK * DAY, today)
    rows = store.choices(uow, agency_id, only)
    wishes = {member.id: wishes_of(rows.get(member.id), limits) for member in members}
    since = today - LOOK_BACK * DAY
    bare = Facts(agency_id, local, limits, members, wishes, {}, book, {}, {}, {}, {}, frozenset())
    first = _first_day(bare)
    return Facts(
        agency_id, local, limits, members, wishes,
        sent=store.sent_kinds(uow, agency_id, today, only),
        book=book,
        sums=sums.agency_day_sums(uow, agency_id, first, today, only) | _of_trips(uow, bare, since, first),
        since={person: when.today(at) for person, at in store.agreed_at(uow, agency_id, only).items()},
        drafts=store.drafts(uow, agency_id, only),
        drafts_told=store.last_sent(uow, agency_id, "remind.drafts", since, only),
        closed=store.closed_months(uow, agency_id, since, today),
        untold=general.untold(uow, agency_id, today.year, today.month, only) if today.day >= NEAR_END else (),
    )  # fmt: skip


def idle(uow: UnitOfWork, office: Office, agency: Agency, now: datetime) -> bool:
    """Whether this is an hour at which nobody of an agency can be due: most minutes of a day cost one small query."""
    local = when.local(now)
    if MORNING <= local.time() < DESK_ENDS or local.time() >= LISTS:
        return False
    limits = limits_of(agency.settings, office.reminder_hour, office.window_days)
    first, waiting = store.earliest(uow, agency.id or 0, now)
    return not waiting and local.time() < min(limits.at, parse_time(first or "") or limits.at)


def wishes_of(row: ReminderChoice | None, limits: Limits) -> Wishes:
    """What somebody chose, within the office's limits."""
    if row is None:
        return Wishes(limits.strength(None))
    return Wishes(
        limits.strength(row.strength), parse_time(row.at or ""), row.again_at, row.again_about, row.muted_day,
        row.morning_day,
    )  # fmt: skip


def _of_trips(uow: UnitOfWork, facts: Facts, since: date, first: date) -> dict[tuple[int, date], DaySum]:
    """The days before `first` of those who came back from a trip and may be asked for its days now."""
    back = [member.id for member in facts.members if member.link == "ready" and _asked_for_trips(facts, member.id)]
    return sums.day_sums(uow, back, since, first - DAY) if back and since < first else {}


def _asked_for_trips(facts: Facts, person_id: int) -> bool:
    trips = (away for away in facts.book.away.get(person_id, ()) if away.kind == "trip" and away.last < facts.today)
    if not any(trips):
        return False
    return facts.ends_week(person_id) or facts.days_left(person_id) <= max(FIRST_WARNING.values())


def _first_day(facts: Facts) -> date:
    """How far back the hours must be known: today alone, but for mornings, week's ends, month's ends and snoozes."""
    firsts = [facts.today]
    for member in facts.members:
        if member.link != "ready" or facts.book.quiet(member.id, facts.today):
            continue
        wishes = facts.wishes[member.id]
        firsts += [wishes.again_about] if wishes.again_about and facts.put_off(wishes) else []
        if facts.ends_week(member.id):
            firsts.append(facts.today - facts.today.weekday() * DAY)
        if MORNING <= facts.local.time() < MORNING_ENDS:
            firsts += [facts.last_expected(member.id) or facts.today]
            near = facts.days_left(member.id) <= max(FIRST_WARNING.values())
            firsts += [facts.today - facts.limits.window_days * DAY] if near else []
    return max(min(firsts), facts.today - LOOK_BACK * DAY)
