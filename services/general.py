"""Tiêu chí chung: the self-score of a month in the rule set's groups, open from its third last working day on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

import nlu
import scoring
from services import calendar, general_facts, score_rules, when
from services.calendar import Book
from services.errors import NotFound, Refusal, Stale
from services.general_facts import Apart
from services.values import Who
from storage import entries, people
from storage import general as store
from storage import review as reviews
from storage.tables import GeneralScore, Person
from storage.uow import UnitOfWork

LAST_DAYS = 3
"""On so many last working days of a month self-scores are asked for."""
PLACES = 2
LONGEST_REASON = 500
MOST_AROUND = 5
Points = Mapping[int, Decimal]
"""Points by the number of a group as it is shown, from 1."""


@dataclass(frozen=True)
class Part:
    """A group of the general points: `points` is what is told, confirmed, or preset; `given` only what is confirmed."""

    code: str
    label: str
    most: Decimal
    points: Decimal
    told: Decimal | None = None
    given: Decimal | None = None


@dataclass(frozen=True)
class Card:
    """A person's month. State: early (opens on `opens`) | new | told | given; `closed` locks whatever it is.

    `preset` names the month from which an untold card is filled, None for the maxima. `version` is 0 where no row is.
    `apart`: why the month is not graded, so that nothing is asked for.
    """

    person_id: int
    name: str
    year: int
    month: int
    state: str
    closed: bool
    opens: date
    parts: tuple[Part, ...]
    version: int
    preset: tuple[int, int] | None = None
    giver: str | None = None
    reason: str | None = None
    apart: Apart | None = None

    @property
    def total(self) -> Decimal:
        """Σ points as they stand."""
        return sum((part.points for part in self.parts), Decimal(0))

    @property
    def most(self) -> Decimal:
        """Σ maxima."""
        return sum((part.most for part in self.parts), Decimal(0))


def opens_on(book: Book, person_id: int, year: int, month: int) -> date:
    """The third last working day of a month for somebody, leave aside."""
    first, last = when.month_bounds(year, month)
    days = book.working_days(person_id, first, last)
    return days[-LAST_DAYS:][0] if days else last


def default_month(uow: UnitOfWork, who: Who, now: datetime) -> tuple[int, int]:
    """This month once it is open for self-scores, else the last one while it is not closed, else this one."""
    today = when.today(now)
    before = today.replace(day=1) - timedelta(days=1)
    book = calendar.book_of(uow, who.id, *when.month_bounds(today.year, today.month))
    if today < opens_on(book, who.id, today.year, today.month) and not entries.is_closed(uow, who.unit_id, before):
        return before.year, before.month
    return today.year, today.month


def card(uow: UnitOfWork, who: Who, year: int, month: int, now: datetime) -> Card:
    """The person's own month. Raises Refusal general.no_rules."""
    row = store.find(uow, who.id, year, month)
    policy, groups = groups_of(uow, who, year, month)
    row = row if row is not None and row.policy == policy.id else None
    book = calendar.book_of(uow, who.id, *when.month_bounds(year, month))
    opens = opens_on(book, who.id, year, month)
    earlier = store.latest_before(uow, who.id, year, month) if row is None or not (row.told or row.given) else None
    giver = people.get(uow, row.given_by) if row and row.given_by else None
    return view(
        who, (year, month), row, groups, opens, when.today(now), earlier, giver.full_name if giver else None,
        entries.is_closed(uow, who.unit_id, date(year, month, 1)),
        general_facts.apart(policy, score_rules.period_of(year, month), row),
    )  # fmt: skip


def view(
    who: Who, month: tuple[int, int], row: GeneralScore | None, groups: Sequence[scoring.GeneralGroup], opens: date,
    today: date, earlier: GeneralScore | None, giver: str | None, closed: bool, apart: Apart | None = None,
) -> Card:  # fmt: skip
    """A row as a card; pure."""
    told, given = (row.told, row.given) if row else (None, None)
    preset = _preset(earlier, groups)
    state = "given" if given else "told" if told else "early" if today < opens else "new"
    parts = tuple(
        Part(
            group.code, group.label, group.max,
            _first(_of(given, group), _of(told, group), preset.get(group.code, group.max)),
            _of(told, group), _of(given, group),
        )
        for group in groups
    )  # fmt: skip
    source = (earlier.year, earlier.month) if earlier and preset and state in ("new", "early") else None
    version, reason = (row.version, row.reason) if row else (0, None)
    return Card(who.id, who.name, *month, state, closed, opens, parts, version, source, giver, reason, apart)


def _of(points: Mapping[str, str] | None, group: scoring.GeneralGroup) -> Decimal | None:
    return Decimal(points[group.code]) if points and group.code in points else None


def _first(*values: Decimal | None) -> Decimal:
    return next(value for value in values if value is not None)


def _preset(earlier: GeneralScore | None, groups: Sequence[scoring.GeneralGroup]) -> dict[str, Decimal]:
    """What the last month had, confirmed or told, where it had the same groups."""
    points = (earlier.given or earlier.told) if earlier else None
    if not points or set(points) != {group.code for group in groups}:
        return {}
    return {group.code: min(Decimal(points[group.code]), group.max) for group in groups}


def groups_of(
    uow: UnitOfWork, who: Who, year: int, month: int
) -> tuple[scoring.Policy, tuple[scoring.GeneralGroup, ...]]:
    """The rule set of somebody's month and its groups. Raises Refusal general.no_rules."""
    policy = score_rules.choose(uow, who.agency_id, people.with_unit(uow, who.id)[0].kind, year, month)
    groups = () if isinstance(policy, str) else scoring.general_groups(policy, score_rules.period_of(year, month))
    if isinstance(policy, str) or not groups:
        raise Refusal("general.no_rules", month=f"{month}/{year}")
    return policy, groups


def wanted(uow: UnitOfWork, who: Who, year: int, month: int, now: datetime) -> bool:
    """Whether a self-score of this month is open and not told yet."""
    try:
        found = card(uow, who, year, month, now)
    except Refusal:
        return False
    return found.state == "new" and not found.closed and found.apart is None


def tell(
    uow: UnitOfWork, who: Who, year: int, month: int, points: Points, now: datetime, version: int | None = None
) -> Card:
    """Keep the self-score: the told groups, the others as the card shows them.

    Raises Stale where the card has moved on since `version`, Refusal general.early, .closed, .given, .number, .range,
    .no_rules.
    """
    check_month(year, month, now)
    reviews.hold_units(uow, [who.unit_id])
    policy, groups = groups_of(uow, who, year, month)
    row = lock(uow, who, policy, year, month)
    shown = card(uow, who, year, month, now)
    check_open(shown)
    if row.given is not None:
        raise Refusal("general.given", by=shown.giver or "")
    if version is not None and version != row.version:
        raise Stale("general")
    check_points(points, groups)
    before = row.told
    row.told = {part.code: str(points.get(n, part.points)) for n, part in enumerate(shown.parts, 1)}
    row.told_at, row.policy = now, policy.id
    store.put(uow, row)
    uow.audit("general.told", actor_id=who.id, table="general_score", row_id=row.id, at=now, year=year, month=month,
              before=before, after=row.told)  # fmt: skip
    return card(uow, who, year, month, now)


def check_month(year: int, month: int, now: datetime) -> None:
    """Raise NotFound for what is no month near today."""
    if not 1 <= month <= 12 or abs(year - when.today(now).year) > MOST_AROUND:
        raise NotFound("period")


def check_open(shown: Card) -> None:
    """Raise Refusal general.early before the window, general.closed after the close."""
    month = f"{shown.month}/{shown.year}"
    if shown.closed:
        raise Refusal("general.closed", month=month)
    if shown.state == "early":
        raise Refusal("general.early", month=month, day=shown.opens)


def check_points(points: Points, groups: Sequence[scoring.GeneralGroup]) -> None:
    """Raise Refusal general.number for a group that is not there, general.range for points beyond its maximum."""
    for number, value in points.items():
        if not 1 <= number <= len(groups):
            raise Refusal("general.number", number=number, count=len(groups))
        if not 0 <= value <= groups[number - 1].max or value != round(value, PLACES):
            raise Refusal("general.range", number=number, most=f"{groups[number - 1].max.normalize():f}")


def checked_reason(reason: str | None, *, needed: bool) -> str | None:
    """A reason as it is kept. Raises Refusal general.reason where it is needed and missing, entry.secret."""
    told = " ".join((reason or "").split())[:LONGEST_REASON]
    mark = nlu.classified_mark(told) if told else None
    if mark:
        raise Refusal("entry.secret", mark=mark)
    if needed and not told:
        raise Refusal("general.reason")
    return told or None


def lock(uow: UnitOfWork, who: Who, policy: scoring.Policy, year: int, month: int) -> GeneralScore:
    """The row of somebody's month, locked; a row made under another rule set begins anew."""
    new = GeneralScore(
        agency_id=who.agency_id, person_id=who.id, year=year, month=month, policy=policy.id, shares={}, cases={},
        version=0,
    )  # fmt: skip
    row = store.lock(uow, new)
    if row.policy != policy.id:
        row.policy, row.told, row.given, row.shares, row.cases, row.unclassified = policy.id, None, None, {}, {}, None
    return row


def unconfirmed(uow: UnitOfWork, agency_id: int, members: Sequence[Person], year: int, month: int) -> int:
    """How many of these people have no confirmed general points, or as leaders no đ and e; who has no rules is not."""
    policies = score_rules.by_kind(uow, agency_id, {person.kind for person in members}, year, month)
    rows = store.of_people(uow, [person.id or 0 for person in members], year, month)
    scored = [person for person in members if person.kind in policies]
    return sum(not _whole(person, rows.get(person.id or 0), policies[person.kind], year, month) for person in scored)


def _whole(person: Person, row: GeneralScore | None, policy: scoring.Policy, year: int, month: int) -> bool:
    if row is None or row.policy != policy.id:
        return False
    if row.unclassified is not None or not row.given:
        return row.unclassified is not None
    shares = scoring.leading_shares(policy, score_rules.period_of(year, month)) if person.is_leader else ()
    return all(share.computed or share.code in row.shares for share in shares)


def untold(uow: UnitOfWork, agency_id: int, year: int, month: int, only: Collection[int] | None = None) -> set[int]:
    """Who has still to tell a self-score of a month: one query for everybody; kinds without rules are left out."""
    kinds = score_rules.by_kind(uow, agency_id, set(scoring.KINDS), year, month)
    return store.untold(uow, agency_id, kinds, year, month, only)
