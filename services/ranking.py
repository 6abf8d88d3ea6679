"""A unit's own sheet of a month and its people in order under the cap on the top grade; it proposes, people decide.

For the head of a unit, of the people below only. Whoever has no sheet is named with the reason, for the rewards of a
collective hang on it. People of different rule sets are never added or ranked together: a group for each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import scoring
from services import permissions, scores, when
from services.errors import NotFound
from services.people import get_who
from services.score_facts import APPROVED
from services.score_snapshots import printed, unclassified
from services.score_spans import record_of
from services.values import Who
from storage import entries as store
from storage import units
from storage.tables import Person, Unit
from storage.uow import UnitOfWork

YEARS_BACK = 5


@dataclass(frozen=True)
class Ranked:
    """One person with a sheet; what cannot be told yet is None. `over`: wide (over both caps) | narrow | None.

    `by_log`: without a plan, so that approved work is compared with itself and reaches the most.
    """

    name: str
    points: Decimal | None
    total: Decimal | None
    grade: str | None
    over: str | None
    by_log: bool
    code: str = ""


@dataclass(frozen=True)
class Without:
    """Somebody without a grade: empty (no approved or assigned work), unclassified (`why`), or a problem of the month
    (`GradedMonth`).
    """

    name: str
    reason: str
    kind: str
    why: str | None = None


@dataclass(frozen=True)
class Group:
    """People of one rule set in order. `sheet` is the unit's printed sheet, None where theirs cannot be added.

    `caps`: how many may have the top grade, by "good or better" and by "good" as the base; None without a cap.
    """

    title: str
    people: tuple[Ranked, ...]
    sheet: dict[str, Any] | None
    caps: tuple[int, int] | None

    @property
    def graded(self) -> int:
        """How many have a total."""
        return sum(person.total is not None for person in self.people)

    @property
    def by_log(self) -> int:
        """How many are compared with their own approved work."""
        return sum(person.by_log for person in self.people)


@dataclass(frozen=True)
class UnitScores:
    """A unit's month: its groups, most people first, and who has no sheet."""

    unit_id: int
    unit: str
    year: int
    month: int
    closed: bool
    groups: tuple[Group, ...]
    without: tuple[Without, ...]


def default_month(now: datetime) -> tuple[int, int]:
    """The month before this one: the last that is over."""
    last = when.today(now).replace(day=1) - timedelta(days=1)
    return last.year, last.month


def look(uow: UnitOfWork, who: Who, unit_id: int, year: int, month: int, now: datetime) -> UnitScores:
    """The unit's sheet and order. Raises NotFound for a unit that this person does not head or a month to come."""
    unit = permissions.access_headed_unit(uow, who, unit_id)
    today = when.today(now)
    if not 1 <= month <= 12 or not today.year - YEARS_BACK <= year or date(year, month, 1) > today:
        raise NotFound("period")
    members = [person for person in units.members_since(uow, [unit_id], date(year, month, 1)) if person.id != who.id]
    found, without = _sheets(uow, members, year, month, now)
    ids = [person.id for person in members]
    uow.audit(
        "unit.scores_read", actor_id=who.id, table="unit", row_id=unit_id, at=now, year=year, month=month, people=ids
    )
    closed = store.is_closed(uow, unit_id, date(year, month, 1))
    return UnitScores(unit_id, unit.name, year, month, closed, _groups(unit, found, without), without)


Sheets = list[tuple[Person, dict[str, Any]]]


def _sheets(
    uow: UnitOfWork, members: Sequence[Person], year: int, month: int, now: datetime
) -> tuple[Sheets, tuple[Without, ...]]:
    found: Sheets = []
    without: list[Without] = []
    for person in members:
        graded = scores.graded_month(uow, get_who(uow, person.id or 0), year, month, now)
        apart = unclassified(graded.sheet) if graded.sheet is not None else None
        if apart:
            without.append(Without(person.full_name, "unclassified", graded.kind, apart))
        elif graded.sheet is not None and graded.sheet["sums"]["counts"]["lines"]:
            found.append((person, dict(graded.sheet)))
        else:
            reason = "empty" if graded.sheet is not None or not graded.score.approved.lines else graded.problem
            without.append(Without(person.full_name, reason or "none", graded.kind))
    return found, tuple(without)


def _groups(unit: Unit, found: Sheets, without: Sequence[Without]) -> tuple[Group, ...]:
    by_policy: dict[str, Sheets] = {}
    for person, sheet in found:
        by_policy.setdefault(sheet["policy"]["id"], []).append((person, sheet))
    groups = [group_of(unit, policy, rows) for policy, rows in by_policy.items()]
    return tuple(sorted(groups, key=lambda group: -len(group.people)))


def group_of(unit: Unit, policy_id: str, rows: Sheets) -> Group:
    """People of one rule set in order, with their unit's sheet and the caps."""
    policy = scoring.builtin().get(policy_id)
    title = rows[0][1]["title"]
    if policy is None:  # kept by a rule set that this version no longer brings
        return Group(title, tuple(_ranked(person, sheet, {}) for person, sheet in _by_points(rows)), None, None)
    sheet = _unit_sheet(policy, unit.name, [sheet for _, sheet in rows])
    ranking = _ranking(policy, rows)
    if ranking is None:
        return Group(title, tuple(_ranked(person, sheet, {}) for person, sheet in _by_points(rows)), sheet, None)
    over = dict.fromkeys(ranking.over_of_good, "narrow") | dict.fromkeys(ranking.over, "wide")
    place = {code: number for number, code in enumerate(ranking.order)}
    ordered = sorted(_by_points(rows), key=lambda row: row[1]["total"] is None)
    ordered.sort(key=lambda row: (row[1]["total"] is None, place[row[0].staff_code] if row[1]["total"] else 0))
    people = tuple(_ranked(person, table, over) for person, table in ordered)
    return Group(title, people, sheet, (ranking.cap_of_good_or_better, ranking.cap_of_good))


def _by_points(rows: Sheets) -> Sheets:
    """Without totals the result alone gives an order."""
    return sorted(rows, key=lambda row: (-Decimal(row[1]["result_points"] or -1), row[0].staff_code))


def _ranked(person: Person, sheet: Mapping[str, Any], over: Mapping[str, str]) -> Ranked:
    points, total = sheet["result_points"], sheet["total"]
    return Ranked(
        person.full_name, Decimal(points) if points else None, Decimal(total) if total else None,
        sheet["grade"], over.get(person.staff_code), sheet["options"].get("denominator") == APPROVED,
        person.staff_code,
    )  # fmt: skip


def _unit_sheet(policy: scoring.Policy, name: str, sheets: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    try:
        return printed(scoring.unit(policy, name, [record_of(sheet) for sheet in sheets], strict=True))
    except scoring.ScoringError:  # choices that the division depends on differ: theirs cannot be added
        return None


def _ranking(policy: scoring.Policy, rows: Sheets) -> scoring.Ranking | None:
    entries = [
        scoring.Entry(person.staff_code, Decimal(sheet["total"]) if sheet["total"] else None, sheet["grade"])
        for person, sheet in rows
    ]
    try:
        return scoring.rank(policy, entries) if any(entry.total is not None for entry in entries) else None
    except scoring.ScoringError:  # a rule set without a cap, or grades of an older one
        return None
