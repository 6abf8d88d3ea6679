"""What managers are told: in the evening who is missing, in the morning what waits and hours far out of line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median

from services import review
from services.reminder_facts import Facts
from services.reminder_plain import kept_away
from services.reminder_rules import Slot, desk_slot, list_slot
from services.reminder_values import Missing, Reminder, TaskLine
from storage import sums
from storage.reminders import Member
from storage.uow import UnitOfWork

ODD_FROM = 600
"""Minutes: below ten hours no day is called out of line."""
ODD_TIMES = 1.5
HABIT_DAYS = 60
ENOUGH_DAYS, ENOUGH_PEERS = 5, 3

Team = tuple[Member, Sequence[Member]]


def teams(facts: Facts) -> Iterator[Team]:
    """Each manager with the active people who report to them."""
    below: dict[int, list[Member]] = defaultdict(list)
    for member in facts.members:
        if member.manager_id is not None:
            below[member.manager_id].append(member)
    return ((member, below[member.id]) for member in facts.members if member.id in below)


def evening_lists(facts: Facts) -> Iterator[Reminder]:
    """Who is missing today, to each manager; where nobody is, only the last working day of the week says so."""
    slot = list_slot(facts.local)
    for manager, reports in teams(facts) if slot else ():
        if slot and kept_away(facts, manager) is None and "remind.missing" not in facts.sent.get(manager.id, ()):
            listed = _list(facts, manager, reports, slot)
            if listed.missing or (listed.expected and facts.ends_week(manager.id)):
                yield listed


def _list(facts: Facts, manager: Member, reports: Sequence[Member], slot: Slot) -> Reminder:
    expected = [person for person in reports if not facts.book.quiet(person.id, facts.today)]
    linked = [person for person in expected if person.link in ("ready", "blocked")]
    gaps = [(person, facts.gap(person, facts.today)) for person in linked]
    missing = [Missing(person.id, person.name, gap.total, gap.target) for person, gap in gaps if gap.short]
    missing.sort(key=lambda line: (line.total, line.name.split()[-1]))
    return replace(
        _bare(facts, manager, "missing", slot), missing=tuple(missing), expected=len(linked),
        unlinked=len(expected) - len(linked),
    )  # fmt: skip


def _bare(facts: Facts, member: Member, kind: str, slot: Slot) -> Reminder:
    return Reminder(
        member.id, member.staff_code, member.name, member.channel, member.chat_id, kind, facts.today, slot.until
    )


def digests(uow: UnitOfWork, facts: Facts, tasks: Mapping[int, Sequence[TaskLine]]) -> Iterator[Reminder]:
    """What waits for each manager this morning: lines to review, overdue tasks they gave, hours out of line."""
    slot = desk_slot(facts.local)
    if slot is None:
        return
    waiting = review.waiting_for(uow, facts.agency_id, facts.local)
    odd = odd_hours(uow, facts)
    below = {manager.id: reports for manager, reports in teams(facts)}
    for manager in facts.members:
        if kept_away(facts, manager) is not None or "remind.digest" in facts.sent.get(manager.id, ()):
            continue
        lists = waiting.get(manager.id)
        reports = below.get(manager.id, ())
        lines = tuple(odd[person.id] for person in reports if person.id in odd)
        overdue = tuple(tasks.get(manager.id, ()))
        if lists or lines or overdue:
            yield _digest(_bare(facts, manager, "digest", slot), lists, overdue, lines)


def _digest(
    bare: Reminder, lists: review.Waiting | None, overdue: tuple[TaskLine, ...], odd: tuple[Missing, ...]
) -> Reminder:
    digest = replace(bare, tasks=overdue, odd=odd)
    if lists is None:
        return digest
    return replace(digest, reviews=lists.lines, oldest=lists.oldest_day, slow=lists.slow, slow_people=lists.slow_people)


@dataclass(frozen=True)
class _Day:
    """The latest working day of an agency, everybody's minutes on it."""

    day: date
    totals: Mapping[int, int]


def odd_hours(uow: UnitOfWork, facts: Facts) -> Mapping[int, Missing]:
    """People whose last working day is at least ten hours and half as much again as their unit's or their own habit."""
    found = _last_day(uow, facts)
    if found is None:
        return {}
    people = {member.id: member for member in facts.members}
    long = [who for who, total in found.totals.items() if total >= ODD_FROM and who in people]
    habits = _habits(uow, long, found.day) if long else {}
    odd: dict[int, Missing] = {}
    for who in long:
        peers = [total for other, total in found.totals.items() if other != who and other in people
                 and people[other].unit_id == people[who].unit_id]  # fmt: skip
        unit = median(peers) if len(peers) >= ENOUGH_PEERS else None
        usual = [value for value in (unit, habits.get(who)) if value]
        if any(found.totals[who] >= ODD_TIMES * value for value in usual):
            shown = habits.get(who) or unit or 0
            odd[who] = Missing(who, people[who].name, found.totals[who], facts.book.target(who, found.day), int(shown))
    return odd


def _last_day(uow: UnitOfWork, facts: Facts) -> _Day | None:
    days = [facts.last_expected(member.id) for member in facts.members]
    known = [day for day in days if day is not None]
    if not known:
        return None
    day = max(known)
    rows = sums.agency_day_sums(uow, facts.agency_id, day, day)
    return _Day(day, {who: total.total for (who, _), total in rows.items()})


def _habits(uow: UnitOfWork, people: Sequence[int], day: date) -> Mapping[int, float]:
    rows = sums.day_sums(uow, people, day - timedelta(days=HABIT_DAYS), day - timedelta(days=1))
    totals: dict[int, list[int]] = defaultdict(list)
    for (who, _), total in rows.items():
        totals[who].append(total.total)
    return {who: median(values) for who, values in totals.items() if len(values) >= ENOUGH_DAYS}
