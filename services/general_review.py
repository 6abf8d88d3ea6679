"""Tiêu chí chung, seen from above: who told what, confirm all, change one with a reason.

Whoever may review a person's lines may judge their month: the next head, whoever stands in, heads further above –
never oneself.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

import scoring
from services import calendar, general, general_facts, led, permissions, score_rules, score_time, when
from services.errors import Refusal, Stale
from services.general import Card, Points
from services.general_cases import KeptCase, kept_cases
from services.general_shares import Share, shares_of
from services.people import get_who
from services.reach import Reach
from services.values import Who
from storage import closing, people, units
from storage import general as store
from storage import review as reviews
from storage.tables import GeneralScore, Person
from storage.uow import UnitOfWork

SHOWN = 30


@dataclass(frozen=True)
class Line:
    """A person of the list: their card, the shares of a leader, in whose place they are judged, if in anybody's.

    `away`: on leave on every working day of the month, so that there may be nothing to grade.
    """

    number: int
    card: Card
    shares: tuple[Share, ...] = ()
    giver: str | None = None
    cases: tuple[KeptCase, ...] = ()
    away: bool = False

    @property
    def waiting(self) -> bool:
        """Whether a self-score waits to be confirmed."""
        return self.card.state == "told" and not self.card.closed and self.card.apart is None

    @property
    def settled(self) -> bool:
        """Whether nothing is left to be given."""
        return self.card.closed or self.card.state == "given" or self.card.apart is not None

    @property
    def open_shares(self) -> tuple[str, ...]:
        """Codes of the shares that somebody has still to give."""
        shares = () if self.card.apart else self.shares
        return tuple(share.code for share in shares if share.value is None and not share.computed)


@dataclass(frozen=True)
class ListView:
    """A month's people, those who wait first. `token` changes with the waiting, so that an old button is recognised."""

    year: int
    month: int
    lines: tuple[Line, ...]
    total: int
    waiting: int
    opens: date | None
    token: str


@dataclass(frozen=True)
class Judged:
    """A person's month after a decision. `before` holds the points that stood before, `changed` whether they differ."""

    line: Line
    before: tuple[Decimal, ...]
    changed: bool
    reason: str | None


def count(uow: UnitOfWork, who: Who, now: datetime) -> int:
    """How many people come to this person's list."""
    return len(permissions.access_people_to_review(uow, who, when.today(now)).people)


def look(uow: UnitOfWork, who: Who, year: int, month: int, now: datetime) -> ListView:
    """Everybody whose month this person judges. Raises Refusal review.nobody, general.no_rules."""
    general.check_month(year, month, now)
    found = _lines(uow, who, year, month, now)
    uow.audit("general.listed", actor_id=who.id, table="person", row_id=who.id, at=now, year=year, month=month,
              people=[line.card.person_id for line in found.lines])  # fmt: skip
    return found


def _lines(uow: UnitOfWork, who: Who, year: int, month: int, now: datetime) -> ListView:
    today = when.today(now)
    reachable = permissions.access_people_to_review(uow, who, today)
    if not reachable.people:
        raise Refusal("review.nobody")
    lines = _cards(uow, who, reachable, year, month, today)
    if not lines:
        raise Refusal("general.no_rules", month=f"{month}/{year}")
    lines.sort(key=lambda line: (not line.waiting, line.settled))
    shown = tuple(replace(line, number=n) for n, line in enumerate(lines[:SHOWN], 1))
    early = [line.card.opens for line in lines if line.card.state == "early"]
    return ListView(
        year, month, shown, len(lines), sum(line.waiting for line in shown),
        min(early) if len(early) == len(lines) else None, _token(shown),
    )  # fmt: skip


def _token(lines: Sequence[Line]) -> str:
    """One short word for all that "confirm all" would confirm."""
    waiting = ";".join(f"{line.card.person_id}.{line.card.version}" for line in lines if line.waiting)
    return f"x{zlib.crc32(waiting.encode()):x}"


def _cards(uow: UnitOfWork, who: Who, reachable: Reach, year: int, month: int, today: date) -> list[Line]:
    """The cards of many people in a few queries; kinds of staff without a rule set have none."""
    persons = sorted(reachable.people.values(), key=lambda person: person.staff_code)
    bounds, period = when.month_bounds(year, month), score_rules.period_of(year, month)
    policies = score_rules.by_kind(uow, who.agency_id, {person.kind for person in persons}, year, month)
    rows = store.of_people(uow, [person.id or 0 for person in persons], year, month)
    book = calendar.open_book(uow, who.agency_id, *bounds)
    closed = closing.closed_units(uow, who.agency_id, year, month)
    names = people.by_ids(
        uow, {row.given_by for row in rows.values() if row.given_by} | set(reachable.for_giver.values())
    )
    homes = {unit.id: unit.name for unit in units.of_agency(uow, who.agency_id)}
    lines = []
    for person in persons:
        policy, row = policies.get(person.kind), rows.get(person.id or 0)
        groups = scoring.general_groups(policy, period) if policy else ()
        if policy is None or not groups:
            continue
        row = row if row is not None and row.policy == policy.id else None
        opens = general.opens_on(book, person.id or 0, year, month)
        by = names.get(row.given_by or 0) if row else None
        shown = general.view(
            _who(person, homes), (year, month), row, groups, opens, today, None, by.full_name if by else None,
            person.unit_id in closed, general_facts.apart(policy, period, row),
        )  # fmt: skip
        giver = names.get(reachable.for_giver.get(person.id or 0, 0))
        shares = shares_of(policy, period, row, None) if person.is_leader else ()
        cases = kept_cases(policy, period, row) if row else ()
        away = score_time.away_all(book, person.id or 0, *bounds)
        lines.append(Line(0, shown, shares, giver.full_name if giver else None, cases, away))
    return lines


def _who(person: Person, homes: Mapping[int | None, str]) -> Who:
    return Who(
        person.id or 0, person.agency_id, person.staff_code, person.full_name, person.unit_id,
        homes.get(person.unit_id, ""), person.post, person.is_leader, False, person.manager_id,
    )  # fmt: skip


def one(uow: UnitOfWork, who: Who, person_id: int, year: int, month: int, now: datetime) -> Line:
    """One person's month, a leader's d computed. Raises NotFound, Refusal general.no_rules."""
    general.check_month(year, month, now)
    permissions.access_person_to_review(uow, who, person_id, when.today(now))
    line = _line(uow, who, person_id, year, month, now)
    uow.audit("general.read", actor_id=who.id, table="person", row_id=person_id, at=now, year=year, month=month)
    return line


def _line(uow: UnitOfWork, who: Who, person_id: int, year: int, month: int, now: datetime) -> Line:
    whose = get_who(uow, person_id)
    policy = general.groups_of(uow, whose, year, month)[0]
    row, period = store.find(uow, person_id, year, month), score_rules.period_of(year, month)
    row = row if row is not None and row.policy == policy.id else None
    below = led.led_by(uow, whose, year, month) if whose.is_leader else None
    shares = shares_of(policy, period, row, below) if whose.is_leader else ()
    for_giver = permissions.access_people_to_review(uow, who, when.today(now)).for_giver.get(person_id)
    giver = people.get(uow, for_giver) if for_giver else None
    cases = kept_cases(policy, period, row) if row else ()
    return Line(0, general.card(uow, whose, year, month, now), shares, giver.full_name if giver else None, cases)


def confirm_all(
    uow: UnitOfWork, who: Who, year: int, month: int, token: str, now: datetime
) -> tuple[Judged, ...] | None:
    """Confirm every self-score that the list showed; None where something has changed since it was shown."""
    general.check_month(year, month, now)
    reachable = permissions.access_people_to_review(uow, who, when.today(now))
    reviews.hold_units(uow, [person.unit_id for person in reachable.people.values()])
    found = _lines(uow, who, year, month, now)
    if found.token != token or not found.waiting:
        return None
    waiting = [line for line in found.lines if line.waiting]
    rows = store.lock_all(uow, [line.card.person_id for line in waiting], year, month)
    return tuple(_confirm(uow, who, line, rows[line.card.person_id], reachable, now) for line in waiting)


def _confirm(
    uow: UnitOfWork, who: Who, line: Line, row: GeneralScore, reachable: Reach, now: datetime
) -> Judged:  # fmt: skip
    """What a person told becomes what is given; raises Stale where somebody was quicker."""
    if row.version != line.card.version:
        raise Stale("general")
    giver = reachable.for_giver.get(row.person_id)
    row.given, row.given_by, row.given_at, row.giver_id = dict(row.told or {}), who.id, now, giver
    store.put(uow, row)
    uow.audit("general.given", actor_id=who.id, table="general_score", row_id=row.id, at=now, year=row.year,
              month=row.month, told=row.told, before=row.told, after=row.given, giver=giver)  # fmt: skip
    parts = tuple(replace(part, given=part.told) for part in line.card.parts)
    card = replace(line.card, state="given", parts=parts, giver=who.name, version=row.version)
    return Judged(replace(line, card=card), tuple(part.points for part in parts), False, None)


def judge(
    uow: UnitOfWork, who: Who, person_id: int, year: int, month: int, points: Points, reason: str | None,
    now: datetime, version: int | None = None,
) -> Judged:  # fmt: skip
    """Confirm a person's self-score, or give other points with a reason; who told nothing needs every group.

    Raises NotFound, Stale, Refusal general.early, .closed, .untold, .reason, .number, .range, entry.secret.
    """
    general.check_month(year, month, now)
    person = permissions.access_person_to_review(uow, who, person_id, when.today(now))
    reviews.hold_units(uow, [person.unit_id])
    return _judge(uow, who, person_id, year, month, points, reason, now, version)


def _judge(
    uow: UnitOfWork, who: Who, person_id: int, year: int, month: int, points: Points, reason: str | None,
    now: datetime, version: int | None = None,
) -> Judged:  # fmt: skip
    whose = get_who(uow, person_id)
    policy, groups = general.groups_of(uow, whose, year, month)
    row = general.lock(uow, whose, policy, year, month)
    shown = general.card(uow, whose, year, month, now)
    general.check_open(shown)
    if version is not None and version != row.version:
        raise Stale("general")
    general.check_points(points, groups)
    stands = row.given or row.told
    if stands is None and len(points) < len(groups):
        raise Refusal("general.untold", name=whose.name, count=len(groups))
    new = {part.code: str(points.get(n, part.points)) for n, part in enumerate(shown.parts, 1)}
    changed = stands is None or any(Decimal(new[code]) != Decimal(stands[code]) for code in new)
    why = general.checked_reason(reason, needed=changed)
    giver = permissions.access_people_to_review(uow, who, when.today(now)).for_giver.get(person_id)
    row.given, row.given_by, row.given_at, row.giver_id = new, who.id, now, giver
    row.reason = why if changed else row.reason
    store.put(uow, row)
    uow.audit("general.given", actor_id=who.id, table="general_score", row_id=row.id, at=now, year=year, month=month,
              told=row.told, before=stands, after=new, giver=giver)  # fmt: skip
    before = tuple(Decimal(stands[group.code]) for group in groups) if stands else ()
    return Judged(_line(uow, who, person_id, year, month, now), before, changed, why)
