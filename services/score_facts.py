"""The lines of work that a month is scored by: what was assigned beside what was approved of it.

With a month's plan the assigned work is the denominator, as the decree has it (Nghị định 335/2025/NĐ-CP, Điều 14): a
task's done units are the approved lines tied to it, a quota's those of its item that are tied to no task. Work that
nobody assigned then counts in neither. Without a plan the approved log stands for both, and the sheet says so;
delays of a task count with its approved lines all the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import scoring
from services.assign_facts import AssignedFact, facts
from storage.entries import Approved
from storage.uow import UnitOfWork

LONGEST_NAME = 200
"""The contract of the scoring module takes no longer names."""
Late = Mapping[int | None, tuple[int, int]]
APPROVED, ASSIGNED = "approved", "assigned"


@dataclass(frozen=True)
class Facts:
    """Lines of work and what they are compared with: `base` assigned | approved."""

    work: tuple[scoring.Work, ...]
    base: str


def facts_of_month(uow: UnitOfWork, person_id: int, first: date, last: date, approved: Sequence[Approved]) -> Facts:
    """The lines of one person's month; `approved` are the approved rows of the log in it."""
    return compared(facts(uow, [person_id], first, last), approved)


def compared(assigned: Iterable[AssignedFact], approved: Sequence[Approved]) -> Facts:
    """What was assigned to one person beside what was approved of it."""
    told = [fact for fact in assigned if fact.coefficient is not None and fact.assigned > 0]
    if not any(fact.state == "plan" for fact in told):
        late = {fact.assignment_id: (fact.delays, fact.excused_delays) for fact in told if fact.delays}
        return Facts(from_log(approved, late), APPROVED)
    tied: dict[int, list[Approved]] = defaultdict(list)
    loose: dict[str, list[Approved]] = defaultdict(list)
    tasks = {fact.assignment_id for fact in told if fact.assignment_id is not None}
    for row in approved:
        if row.assignment_id in tasks and row.assignment_id is not None:
            tied[row.assignment_id].append(row)
        elif row.item_code:
            loose[row.item_code].append(row)
    lines = (
        _assigned(fact, tied[fact.assignment_id] if fact.assignment_id else loose[fact.item or ""]) for fact in told
    )
    return Facts(tuple(lines), ASSIGNED)


def case(policy: scoring.Policy, official: scoring.Official, period: scoring.Period, found: Facts) -> scoring.Case:
    """The facts as the scoring module reads them."""
    known = {option.name for option in policy.options}
    options = {"denominator": found.base} if "denominator" in known else {}
    return scoring.Case(policy=policy.id, official=official, period=period, work=found.work, options=options)


def from_log(approved: Iterable[Approved], late: Late) -> tuple[scoring.Work, ...]:
    """One line an item and frozen coefficient, assigned as much as is approved; the largest first.

    `late` are the delays of tasks, and how many of them are excused; each counts with a line that is tied to its task.
    """
    groups: dict[tuple[str, Decimal], list[Approved]] = defaultdict(list)
    for row in approved:
        if row.item_code and row.coefficient is not None and row.quantity:
            groups[row.item_code, row.coefficient].append(row)
    codes, told = [code for code, _ in groups], dict(late)
    lines = []
    for key, rows in groups.items():
        delays = [told.pop(row.assignment_id) for row in rows if row.assignment_id in told]
        lines.append(_logged(key, rows, delays, codes.count(key[0]) > 1))
    return tuple(sorted(lines, key=lambda line: (-line.done * line.coefficient, line.ref)))


def _logged(
    key: tuple[str, Decimal], rows: Sequence[Approved], delays: Sequence[tuple[int, int]], several: bool
) -> scoring.Work:
    code, coefficient = key
    done = _sum(rows)
    errors, excused = _errors(rows)
    return scoring.Work(
        ref=f"{code} × {coefficient}" if several else code,
        item=code,
        label=(rows[0].item_name or code)[:LONGEST_NAME],
        coefficient=coefficient,
        assigned=done,
        done=done,
        quality_errors=errors,
        excused_quality_errors=excused,
        delays=sum(count for count, _ in delays),
        excused_delays=sum(min(count, confirmed) for count, confirmed in delays),
    )


def _assigned(fact: AssignedFact, rows: Sequence[Approved]) -> scoring.Work:
    errors, excused = _errors(rows)
    return scoring.Work(
        ref=fact.ref,
        item=fact.item,
        label=fact.label[:LONGEST_NAME],
        coefficient=fact.coefficient or Decimal(0),
        assigned=fact.assigned,
        done=_sum(rows),
        quality_errors=errors,
        excused_quality_errors=excused,
        delays=fact.delays,
        excused_delays=min(fact.excused_delays, fact.delays),
    )


def _sum(rows: Iterable[Approved]) -> Decimal:
    return sum((row.quantity or Decimal(0) for row in rows), Decimal(0))


def _errors(rows: Iterable[Approved]) -> tuple[int, int]:
    """Errors that a review found, and how many of them had a confirmed objective cause."""
    found = [(row.quality_errors, row.excused_errors) for row in rows if row.quality_errors]
    return sum(a for a, _ in found), sum(min(a, b) for a, b in found)
