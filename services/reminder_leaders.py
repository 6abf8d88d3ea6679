"""What managers are told: in the evening who is missing, in the morning what waits and hours far out of line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from services import reminder_odd, review
from services.reminder_facts import Facts
from services.reminder_plain import kept_away
from services.reminder_rules import Slot, desk_slot, list_slot
from services.reminder_values import Missing, Reminder, TaskLine
from storage.reminders import Member
from storage.uow import UnitOfWork

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
    pairs = [(manager, reports) for manager, reports in teams(facts) if kept_away(facts, manager) is None]
    below = {manager.id: [person.id for person in reports] for manager, reports in pairs}
    odd = reminder_odd.odd_hours(uow, facts, [manager for manager, _ in pairs])
    for manager in facts.members:
        if kept_away(facts, manager) is not None or "remind.digest" in facts.sent.get(manager.id, ()):
            continue
        lists = waiting.get(manager.id)
        lines = reminder_odd.worst(odd, below.get(manager.id, ()), reminder_odd.since(facts, manager))
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
