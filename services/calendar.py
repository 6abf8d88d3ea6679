"""Who works when: the national calendar, what an agency, a unit or a person has of its own, and absences.

The core (`Calendar`, `Book`) is pure and answers from memory. `open_book` reads everything of an agency in four queries
however many people and days there are; `book_of` reads what one person needs. Minutes are whole minutes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from services import holidays
from services.holidays import Special
from services.values import FULL_DAY
from storage import calendar as store
from storage import leave as leaves
from storage import people
from storage.tables import CalendarDay, Leave, Person, WorkRule
from storage.uow import UnitOfWork

DAY = timedelta(days=1)
AROUND = timedelta(days=62)
"""Days read beyond the asked ones, so that the working day before Tết or after a long leave is found."""
LOOK_BACK = 14
"""Days: how far back the last day is looked for on which somebody should have worked."""
EVERY_DAY = frozenset(range(7))
LEFT = "left"
"""The kind of absence of somebody who does not work here any more."""

Scope = tuple[str, int]
AGENCY: Scope = ("agency", 0)


@dataclass(frozen=True, slots=True)
class Seat:
    """A person in a unit: all that the calendar needs to know of somebody."""

    person_id: int
    unit_id: int


@dataclass(frozen=True, slots=True)
class WorkDay:
    """A day as it is for one person, before leave.

    `minutes` is the target, 0 where no work is done; `opens`, `closes` are "HH:MM" where told. `why` is workday,
    weekend, rest (a weekday without work by rule), off, compensatory, swapped or worked; `name` is the holiday's.
    `sure` False: chưa có thông báo chính thức.
    """

    day: date
    works: bool
    minutes: int
    opens: str | None = None
    closes: str | None = None
    why: str = "workday"
    name: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """How a scope works from `first` on; None leaves a field to the wider scope. `weekdays`: Monday is 0.

    `every` 2: every second week, the week of `first` being the first.
    """

    first: date
    last: date | None = None
    weekdays: frozenset[int] = EVERY_DAY
    works: bool | None = None
    opens: str | None = None
    closes: str | None = None
    minutes: int | None = None
    share: int | None = None
    every: int = 1

    def covers(self, day: date) -> bool:
        """Whether the rule speaks of a day."""
        if day < self.first or (self.last is not None and day > self.last) or day.weekday() not in self.weekdays:
            return False
        return self.every == 1 or weeks_between(self.first, day) % self.every == 0


@dataclass(frozen=True, slots=True)
class Away:
    """An absence, inclusive; `half` am | pm | None; `kind` leave | study | left | trip (logged later)."""

    first: date
    last: date
    half: str | None = None
    kind: str = "leave"

    def covers(self, day: date) -> bool:
        """Whether any part of the day falls into it."""
        return self.first <= day <= self.last

    @property
    def excuses(self) -> bool:
        """Whether it lowers the target; a trip is work and does not."""
        return self.kind != "trip"


@dataclass(frozen=True)
class Calendar:
    """The days of one agency. The narrowest scope that says anything wins: person, unit, agency, country, the week."""

    specials: Mapping[Scope, Mapping[date, Special]] = field(default_factory=dict)
    rules: Mapping[Scope, tuple[Rule, ...]] = field(default_factory=dict)
    _known: dict[tuple[Scope, date], WorkDay] = field(default_factory=dict, compare=False, repr=False)

    def day(self, seat: Seat, day: date) -> WorkDay:
        """A day as it is for somebody."""
        own, unit = ("person", seat.person_id), ("unit", seat.unit_id)
        alone = own in self.specials or own in self.rules
        key = (own if alone else unit, day)  # people without rows of their own share their unit's answer
        if key not in self._known:
            self._known[key] = self._decide((own, unit, AGENCY) if alone else (unit, AGENCY), day)
        return self._known[key]

    def _decide(self, scopes: tuple[Scope, ...], day: date) -> WorkDay:
        own = (self.specials[scope][day] for scope in scopes if day in self.specials.get(scope, ()))
        special = next(own, None) or holidays.find(day)
        told = list(self._told(scopes, day))
        ruled = next((rule for rule in told if rule.works is not None), None)
        works = special.works if special else bool(ruled.works) if ruled else day.weekday() < 5
        opens, closes = next(((r.opens, r.closes) for r in told if r.opens), (None, None))
        if special and special.works and special.opens:
            opens, closes = special.opens, special.closes
        minutes = special.minutes if special and special.works and special.minutes is not None else _minutes(told)
        if not works:
            minutes, opens, closes = 0, None, None
        why, name, sure = (
            (special.kind, special.name, special.sure) if special else (_ordinary(works, day, ruled), "", True)
        )
        return WorkDay(day, works, minutes, opens, closes, why, name, sure)

    def _told(self, scopes: tuple[Scope, ...], day: date) -> Iterator[Rule]:
        """The rules that speak of a day, the narrowest scope first, the newest of a scope first."""
        for scope in scopes:
            yield from (rule for rule in self.rules.get(scope, ()) if rule.covers(day))

    def is_working(self, seat: Seat, day: date) -> bool:
        """Whether somebody works on a day, leave aside."""
        return self.day(seat, day).works

    def working_days(self, seat: Seat, first: date, last: date) -> tuple[date, ...]:
        """The days from `first` to `last` on which somebody works, leave aside."""
        return tuple(day for day in span(first, last) if self.day(seat, day).works)

    def previous(self, seat: Seat, day: date) -> date:
        """The latest working day before a day (the day before where there is none in two months)."""
        return next((d for d in span(day - DAY, day - AROUND) if self.day(seat, d).works), day - DAY)

    def following(self, seat: Seat, day: date) -> date:
        """The next working day after a day (the day after where there is none in two months)."""
        return next((d for d in span(day + DAY, day + AROUND) if self.day(seat, d).works), day + DAY)

    def target(self, seat: Seat, first: date, last: date, away: Sequence[Away] = ()) -> int:
        """Minutes expected from `first` to `last` after leave."""
        return sum(left(self.day(seat, day), away) for day in span(first, last))

    def attended(self, seat: Seat, first: date, last: date, away: Sequence[Away] = ()) -> Decimal:
        """Working days from `first` to `last` after leave; half a day's leave counts a half."""
        works = (self.day(seat, day) for day in span(first, last))
        return sum((share_left(work.day, away) for work in works if work.works), Decimal(0))


def _minutes(told: list[Rule]) -> int:
    """The day's target: the narrowest told minutes, times a share told in the same or a narrower scope."""
    share: int | None = None
    for rule in told:
        share = rule.share if share is None else share
        if rule.minutes is not None:
            return rule.minutes * (share or 100) // 100
    return FULL_DAY * (share or 100) // 100


def weeks_between(first: date, day: date) -> int:
    """How many weeks the week of a day lies after that of another."""
    return ((day - day.weekday() * DAY) - (first - first.weekday() * DAY)).days // 7


def _ordinary(works: bool, day: date, ruled: Rule | None) -> str:
    """A turn of a roster stands out like a dated one; what holds every week is the ordinary week."""
    if ruled and ruled.every > 1 and works != (day.weekday() < 5):
        return "worked" if works else "compensatory"
    return "workday" if works else "weekend" if day.weekday() >= 5 else "rest"


def span(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`, both included; backwards where `last` is earlier."""
    step = 1 if first <= last else -1
    return (first + timedelta(days=n) for n in range(0, (last - first).days + step, step))


def share_left(day: date, away: Iterable[Away]) -> Decimal:
    """What leave leaves of a day: 1, a half, or 0."""
    halves = {gone.half for gone in away if gone.excuses and gone.covers(day)}
    if None in halves or {"am", "pm"} <= halves:
        return Decimal(0)
    return Decimal("0.5") if halves else Decimal(1)


def left(work: WorkDay, away: Sequence[Away]) -> int:
    """Minutes expected of a day after leave."""
    return int(work.minutes * share_left(work.day, away)) if away else work.minutes


@dataclass(frozen=True)
class Book:
    """The calendar with the people and absences of an agency (or of one person), ready for questions by person id."""

    calendar: Calendar
    seats: Mapping[int, Seat]
    away: Mapping[int, tuple[Away, ...]]

    def day(self, person_id: int, day: date) -> WorkDay:
        """A day as it is for a person, leave aside."""
        return self.calendar.day(self.seats[person_id], day)

    def absences(self, person_id: int, day: date) -> tuple[Away, ...]:
        """Leave, study and trips of a person that touch a day."""
        return tuple(gone for gone in self.away.get(person_id, ()) if gone.covers(day))

    def target(self, person_id: int, first: date, last: date | None = None) -> int:
        """Minutes expected of a person on a day or from `first` to `last`, after leave."""
        gone = self.away.get(person_id, ())
        return self.calendar.target(self.seats[person_id], first, last or first, gone)

    def attended(self, person_id: int, first: date, last: date) -> Decimal:
        """Working days of a person after leave (half days count a half)."""
        return self.calendar.attended(self.seats[person_id], first, last, self.away.get(person_id, ()))

    def working_days(self, person_id: int, first: date, last: date) -> tuple[date, ...]:
        """Working days of a person, leave aside."""
        return self.calendar.working_days(self.seats[person_id], first, last)

    def last_expected(self, person_id: int, today: date) -> date | None:
        """The latest day before today on which somebody should have worked; None for two weeks without one."""
        days = span(today - DAY, today - LOOK_BACK * DAY)
        return next((day for day in days if not self.quiet(person_id, day)), None)

    def quiet(self, person_id: int, day: date) -> bool:
        """Whether nobody should remind a person of a day: no work, leave of the whole day, or any trip."""
        gone = self.absences(person_id, day)
        return any(away.kind == "trip" for away in gone) or left(self.day(person_id, day), gone) == 0


def open_book(uow: UnitOfWork, agency_id: int, first: date, last: date) -> Book:
    """Everybody of an agency who works there any time from `first` on: four queries, whatever their number."""
    found = store.seats(uow, agency_id, first)
    seats = {who: Seat(who, unit) for who, unit, _ in found}
    gone = _by_person(store.absences(uow, agency_id, first, last))
    gone |= {who: (*gone.get(who, ()), _since(day)) for who, _, day in found if day is not None}
    return Book(load(uow, agency_id, first, last), seats, gone)


def book_of(uow: UnitOfWork, person_id: int, first: date, last: date) -> Book:
    """One person from `first` to `last`. Raises LookupError where there is no such person."""
    person = people.get(uow, person_id)
    if person is None:
        raise LookupError(person_id)
    gone = _by_person(leaves.between(uow, person_id, first, last))
    if person.left_on is not None:
        gone[person_id] = (*gone.get(person_id, ()), _since(person.left_on))
    return Book(load(uow, person.agency_id, first, last, person), {person_id: Seat(person_id, person.unit_id)}, gone)


def load(uow: UnitOfWork, agency_id: int, first: date, last: date, person: Person | None = None) -> Calendar:
    """The calendar of an agency around some days in two queries; with `person` only what concerns them."""
    first, last = first - AROUND, last + AROUND
    specials: dict[Scope, dict[date, Special]] = defaultdict(dict)
    for row in store.days(uow, agency_id, first, last, person):
        specials[_scope(row)][row.day] = _special(row)
    rules: dict[Scope, tuple[Rule, ...]] = defaultdict(tuple)
    for found in store.rules(uow, agency_id, first, last, person):
        rules[_scope(found)] += (_rule(found),)
    return Calendar(dict(specials), dict(rules))


def _scope(row: CalendarDay | WorkRule) -> Scope:
    if row.person_id is not None:
        return "person", row.person_id
    return ("unit", row.unit_id) if row.unit_id is not None else AGENCY


def _special(row: CalendarDay) -> Special:
    return Special(row.day, row.kind, row.name, True, row.source, row.minutes, row.opens, row.closes)


def _rule(row: WorkRule) -> Rule:
    weekdays = frozenset(int(digit) - 1 for digit in row.weekdays) or EVERY_DAY
    return Rule(
        row.first_day, row.last_day, weekdays, row.works, row.opens, row.closes, row.minutes, row.share, row.every
    )


def _since(day: date) -> Away:
    """Nothing is expected of somebody from the day on which they left."""
    return Away(day, date.max, kind=LEFT)


def _by_person(rows: Iterable[Leave]) -> dict[int, tuple[Away, ...]]:
    found: dict[int, tuple[Away, ...]] = defaultdict(tuple)
    for row in rows:
        found[row.person_id] += (Away(row.first_day, row.last_day, row.half, row.kind),)
    return dict(found)
