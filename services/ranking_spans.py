"""A unit's quarter or year: each person's months combined, then put in order as a month is (services/ranking.py).

Months that cannot be added are kept apart here too: whoever changed the rule set stands in the group of each, with the
months that belong to it; whoever changed within one (the kind of staff, a leading post) is named and not ranked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services import permissions, score_sheets, score_spans, when
from services.errors import NotFound
from services.ranking import YEARS_BACK, Group, Sheets, Without, group_of
from services.score_sheets import MonthSheet
from services.score_snapshots import result
from services.score_spans import Part, SpanMonth
from services.values import Who
from storage import units
from storage.tables import Person, Unit
from storage.uow import UnitOfWork


@dataclass(frozen=True)
class SpanGroup:
    """People of one rule set; `months` are those that any of them has, `of_person` how many each has, in order."""

    group: Group
    months: tuple[SpanMonth, ...]
    of_person: tuple[int, ...]


@dataclass(frozen=True)
class LeftOut:
    """A month without a grade of somebody who has others: why."""

    name: str
    month: int
    why: str


@dataclass(frozen=True)
class UnitSpan:
    """A unit's quarter, or its year (`quarter` None). `split`: somebody's months belong to several rule sets."""

    unit_id: int
    unit: str
    year: int
    quarter: int | None
    running: bool
    split: bool
    groups: tuple[SpanGroup, ...]
    without: tuple[Without, ...]
    left_out: tuple[LeftOut, ...]


def look(uow: UnitOfWork, who: Who, unit_id: int, year: int, quarter: int | None, now: datetime) -> UnitSpan:
    """The unit's quarter or year up to this month. Raises NotFound for a unit not headed or a span to come."""
    unit = permissions.access_headed_unit(uow, who, unit_id)
    today = when.today(now)
    first, last = bounds(year, quarter) if quarter in (None, 1, 2, 3, 4) else (today, today)
    if quarter not in (None, 1, 2, 3, 4) or not today.year - YEARS_BACK <= year <= today.year or first > today:
        raise NotFound("period")
    members = [person for person in units.members(uow, [unit_id]) if person.id != who.id]
    numbers = [n for n in range(first.month, last.month + 1) if date(year, n, 1) <= today]
    sheets = {n: score_sheets.of_people(uow, who.agency_id, members, year, n) for n in numbers}
    uow.audit(
        "unit.scores_read", actor_id=who.id, table="unit", row_id=unit_id, at=now, year=year, quarter=quarter,
        people=[person.id for person in members],
    )  # fmt: skip
    here = (today.month if year == today.year else 0, "year" if quarter is None else "quarter")
    people = [_Person.of(person, {n: sheets[n][person.id or 0] for n in numbers}, *here) for person in members]
    return UnitSpan(
        unit_id, unit.name, year, quarter, today <= last, any(len(person.parts) > 1 for person in people),
        _groups(unit, people), tuple(_without(people)), tuple(_left_out(people)),
    )  # fmt: skip


def bounds(year: int, quarter: int | None) -> tuple[date, date]:
    """The first and the last day of a quarter (1–4) or of a year."""
    first = 1 if quarter is None else quarter * 3 - 2
    return date(year, first, 1), when.month_bounds(year, 12 if quarter is None else first + 2)[1]


@dataclass(frozen=True)
class _Person:
    """Somebody's span: the parts that can be ranked, and the months that are in none."""

    person: Person
    parts: tuple[Part, ...]
    left_out: tuple[SpanMonth, ...]

    @classmethod
    def of(cls, person: Person, months: Mapping[int, MonthSheet], running: int, to: str) -> _Person:
        told = [_month(number, found, running) for number, found in months.items()]
        parts = score_spans.parts([(month, sheet) for month, sheet in told if sheet is not None], to, result)
        return cls(person, tuple(parts), tuple(month for month, sheet in told if sheet is None))

    @property
    def mixed(self) -> bool:
        """Whether two parts belong to one rule set, so that its group cannot show both."""
        return any(count > 1 for count in Counter(part.sheet["policy"]["id"] for part in self.parts).values())


def _month(number: int, found: MonthSheet, running: int) -> tuple[SpanMonth, dict[str, Any] | None]:
    return score_spans.told(number, found.sheet, found.problem, closed=found.closed, running=number == running)


def _groups(unit: Unit, people: Sequence[_Person]) -> tuple[SpanGroup, ...]:
    by_policy: dict[str, list[tuple[Person, Part]]] = {}
    for person in people:
        for part in () if person.mixed else person.parts:
            by_policy.setdefault(part.sheet["policy"]["id"], []).append((person.person, part))
    groups = [_group(unit, policy, rows) for policy, rows in by_policy.items()]
    return tuple(sorted(groups, key=lambda group: -len(group.group.people)))


def _group(unit: Unit, policy: str, rows: Sequence[tuple[Person, Part]]) -> SpanGroup:
    sheets: Sheets = [(person, part.sheet) for person, part in rows]
    group = group_of(unit, policy, sheets)
    months = {month.month: month for _, part in rows for month in part.months}
    counts = {person.staff_code: len(part.months) for person, part in rows}
    ordered = tuple(counts[person.code] for person in group.people)
    return SpanGroup(group, tuple(months[number] for number in sorted(months)), ordered)


def _without(people: Sequence[_Person]) -> Iterator[Without]:
    for person in people:
        name, kind = person.person.full_name, person.person.kind
        if person.mixed:
            yield Without(name, "split", kind)
        elif not person.parts:
            apart = [month for month in person.left_out if month.why]
            faults = [month.left_out for month in person.left_out if month.left_out != "empty"]
            if apart:
                yield Without(name, "unclassified", kind, apart[-1].why)
            else:
                yield Without(name, faults[-1] or "none" if faults else "empty", kind)


def _left_out(people: Sequence[_Person]) -> Iterator[LeftOut]:
    for person in people:
        if person.parts:
            yield from (LeftOut(person.person.full_name, m.month, m.why) for m in person.left_out if m.why)
