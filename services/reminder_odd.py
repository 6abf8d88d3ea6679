"""Hours far out of line since a manager's last morning at work: against the unit's and the person's own habit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from statistics import median

from services.calendar import LOOK_BACK
from services.reminder_facts import DAY, Facts
from services.reminder_values import Missing
from services.values import FULL_DAY
from storage import sums
from storage.reminders import Member
from storage.uow import UnitOfWork

ODD_FROM = 600
"""Minutes: below ten hours no whole day is called out of line; of a shorter day as much less."""
ODD_TIMES = 1.5
HABIT_DAYS = 60
ENOUGH_DAYS, ENOUGH_PEERS = 5, 3

Totals = Mapping[date, Mapping[int, int]]


def since(facts: Facts, manager: Member) -> date:
    """The first day that a manager has not been told about: their own last working day before today."""
    return facts.last_expected(manager.id) or facts.today - LOOK_BACK * DAY


def odd_hours(uow: UnitOfWork, facts: Facts, managers: Sequence[Member]) -> tuple[Missing, ...]:
    """Days that are a quarter above their target and half as much again as usual, days off too; two queries."""
    if not managers:
        return ()
    first = min(since(facts, manager) for manager in managers)
    people = {member.id: member for member in facts.members}
    totals = _totals(uow, facts, first, people)
    long = [(who, day) for day, of in totals.items() for who, total in of.items() if total >= _floor(facts, who, day)]
    habits = _habits(uow, sorted({who for who, _ in long}), first) if long else {}
    found = (_judge(facts, people, totals[day], habits, who, day) for who, day in long)
    return tuple(odd for odd in found if odd)


def worst(odd: Iterable[Missing], people: Iterable[int], first: date) -> tuple[Missing, ...]:
    """Of some people, each with the longest of the days from `first` on."""
    wanted = set(people)
    found: dict[int, Missing] = {}
    for line in odd:
        if line.person_id in wanted and line.day is not None and line.day >= first:
            before = found.get(line.person_id)
            found[line.person_id] = line if before is None or line.total > before.total else before
    return tuple(found.values())


def _totals(uow: UnitOfWork, facts: Facts, first: date, people: Mapping[int, Member]) -> Totals:
    totals: dict[date, dict[int, int]] = defaultdict(dict)
    for (who, day), total in sums.agency_day_sums(uow, facts.agency_id, first, facts.today - DAY).items():
        if who in people:
            totals[day][who] = total.total
    return totals


def _floor(facts: Facts, who: int, day: date) -> int:
    target = facts.book.day(who, day).minutes
    return ODD_FROM * target // FULL_DAY if 0 < target < FULL_DAY else ODD_FROM


def _judge(
    facts: Facts, people: Mapping[int, Member], totals: Mapping[int, int], habits: Mapping[int, float], who: int,
    day: date,
) -> Missing | None:  # fmt: skip
    """Against the others of the unit on that day and the own habit; a newcomer among few against the day's target."""
    unit = people[who].unit_id
    peers = [total for other, total in totals.items() if other != who and people[other].unit_id == unit]
    usual = [habits.get(who), median(peers) if len(peers) >= ENOUGH_PEERS else None]
    known = [value for value in usual if value] or [facts.book.day(who, day).minutes or FULL_DAY]
    if not any(totals[who] >= ODD_TIMES * value for value in known):
        return None
    shown = next((int(value) for value in usual if value), 0)
    return Missing(who, people[who].name, totals[who], facts.book.target(who, day), shown, day)


def _habits(uow: UnitOfWork, people: Sequence[int], day: date) -> Mapping[int, float]:
    rows = sums.day_sums(uow, people, day - timedelta(days=HABIT_DAYS), day - timedelta(days=1))
    totals: dict[int, list[int]] = defaultdict(list)
    for (who, _), total in rows.items():
        totals[who].append(total.total)
    return {who: median(values) for who, values in totals.items() if len(values) >= ENOUGH_DAYS}
