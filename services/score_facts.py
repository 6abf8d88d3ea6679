"""The lines of work that a month is scored by: what was assigned beside what was approved of it.

With a month's plan the assigned work is the denominator, as the decree has it (Nghị định 335/2025/NĐ-CP, Điều 14): a
task's done units are the approved lines tied to it, a quota's those of its item that are tied to no task. Work that
nobody assigned then counts in neither. Without a plan the approved log stands for both, and the sheet says so;
delays of a task count with its approved lines all the same.

One person and a whole province are read by the same questions and settled by the same rules.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import scoring
from services.assign_facts import AssignedFact, facts
from storage import sums
from storage.sums import WorkSum
from storage.uow import UnitOfWork

LONGEST_NAME = 200
"""The contract of the scoring module takes no longer names."""
Late = Mapping[int | None, tuple[int, int]]
APPROVED, ASSIGNED = "approved", "assigned"
AFTER = 1 << 62


@dataclass(frozen=True)
class Facts:
    """Lines of work and what they are compared with: `base` assigned | approved."""

    work: tuple[scoring.Work, ...]
    base: str


def facts_of_month(uow: UnitOfWork, person_ids: Sequence[int], first: date, last: date) -> Mapping[int, Facts]:
    """The lines of these people's months, of each of them; four questions to the database for each 10,000 people."""
    done: dict[int, list[WorkSum]] = {person: [] for person in person_ids}
    told: dict[int, list[AssignedFact]] = {person: [] for person in person_ids}
    for row in sums.work_sums(uow, person_ids, first, last):
        done[row.person_id].append(row)
    for fact in facts(uow, person_ids, first, last):
        told[fact.person_id].append(fact)
    return {person: settled(told[person], done[person]) for person in person_ids}


def settled(told: Sequence[AssignedFact], done: Sequence[WorkSum]) -> Facts:
    """The rules: one person's month from what was assigned and what was approved, in whatever order it comes."""
    told = [fact for fact in told if fact.coefficient is not None and fact.assigned > 0]
    if not any(fact.state == "plan" for fact in told):
        late = {fact.assignment_id: (fact.delays, fact.excused_delays) for fact in told if fact.delays}
        return Facts(from_log(done, late), APPROVED)
    tied: dict[int, list[WorkSum]] = defaultdict(list)
    loose: dict[str, list[WorkSum]] = defaultdict(list)
    tasks = {fact.assignment_id for fact in told if fact.assignment_id is not None}
    for row in done:
        if row.assignment_id in tasks and row.assignment_id is not None:
            tied[row.assignment_id].append(row)
        elif row.item_code:
            loose[row.item_code].append(row)
    lines = (
        _assigned(fact, tied[fact.assignment_id] if fact.assignment_id else loose[fact.item or ""])
        for fact in sorted(told, key=_order)
    )
    return Facts(tuple(lines), ASSIGNED)


def _order(fact: AssignedFact) -> tuple[int, str]:
    """Tasks as they were given, then the plan by item: the databases sort texts each in its own way."""
    return (fact.assignment_id, "") if fact.assignment_id else (AFTER, fact.item or "")


def case(policy: scoring.Policy, official: scoring.Official, period: scoring.Period, found: Facts) -> scoring.Case:
    """One person's facts with who it is and by which rules, as the scoring module reads them."""
    asked = any(option.name == "denominator" for option in policy.options)
    options = {"denominator": found.base} if asked else {}
    return scoring.Case(policy=policy.id, official=official, period=period, work=found.work, options=options)


def from_log(done: Iterable[WorkSum], late: Late) -> tuple[scoring.Work, ...]:
    """One line an item and frozen coefficient, assigned as much as is approved; the largest first.

    `late` are the delays of tasks, and how many of them are excused; each counts with a line that is tied to its task.
    """
    groups: dict[tuple[str, Decimal], list[WorkSum]] = defaultdict(list)
    for row in done:
        if row.item_code and row.coefficient is not None and row.counted:
            groups[row.item_code, row.coefficient].append(row)
    codes, told = Counter(code for code, _ in groups), dict(late)
    lines = []
    for key, rows in sorted(groups.items()) if late else groups.items():
        delays = [told.pop(row.assignment_id) for row in rows if row.assignment_id in told]
        lines.append(_logged(key, rows, delays, codes[key[0]] > 1))
    return tuple(sorted(lines, key=lambda line: (-line.done * line.coefficient, line.ref)))


def _logged(
    key: tuple[str, Decimal], rows: Sequence[WorkSum], delays: Sequence[tuple[int, int]], several: bool
) -> scoring.Work:
    code, coefficient = key
    done, errors, excused = _added(rows)
    name = rows[0].item_name if len(rows) == 1 else min(rows, key=_told_first).item_name
    return scoring.Work(
        ref=f"{code} × {coefficient}" if several else code,
        item=code,
        label=(name or code)[:LONGEST_NAME],
        coefficient=coefficient,
        assigned=done,
        done=done,
        quality_errors=errors,
        excused_quality_errors=excused,
        delays=sum(count for count, _ in delays),
        excused_delays=sum(min(count, confirmed) for count, confirmed in delays),
    )


def _told_first(row: WorkSum) -> int:
    return row.told_first


def _assigned(fact: AssignedFact, rows: Sequence[WorkSum]) -> scoring.Work:
    done, errors, excused = _added(rows)
    return scoring.Work(
        ref=fact.ref,
        item=fact.item,
        label=fact.label[:LONGEST_NAME],
        coefficient=fact.coefficient or Decimal(0),
        assigned=fact.assigned,
        done=done,
        quality_errors=errors,
        excused_quality_errors=excused,
        delays=fact.delays,
        excused_delays=min(fact.excused_delays, fact.delays),
    )


def _added(rows: Sequence[WorkSum]) -> tuple[Decimal, int, int]:
    """Quantity, errors that a review found, and how many of them had a confirmed objective cause."""
    if len(rows) == 1:
        row = rows[0]
        return row.quantity, row.errors, row.excused
    quantity = sum((row.quantity for row in rows), Decimal(0))
    return quantity, sum(row.errors for row in rows), sum(row.excused for row in rows)
