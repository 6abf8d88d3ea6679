"""What the month's score would be were chosen open work done, accepted and without further errors; nothing is stored.

With a month's plan the open lines are tasks and quotas of the month that are not done in full. Without one the log is
compared with itself, so finished tasks add converted work but no points – which is what the answer then shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import nlu
import scoring
from services import scores, when
from services.assign_facts import AssignedFact, facts
from services.score_facts import APPROVED, LONGEST_NAME
from services.score_snapshots import printed
from services.values import Who
from storage import assign as tasks
from storage import entries as store
from storage.tables import Entry
from storage.uow import UnitOfWork

TASK = "T"


@dataclass(frozen=True)
class OpenLine:
    """Assigned work of the month that is not done in full; `number` is the task's, None for a line of the plan."""

    ref: str
    number: int | None
    label: str
    coefficient: Decimal
    left: Decimal

    @property
    def converted(self) -> Decimal:
        """What finishing it adds."""
        return self.left * self.coefficient


@dataclass(frozen=True)
class Tried:
    """Now and then: both printed sheets and converted work; `left_out` are numbers or words with the reason.

    Reasons: absent (none of the person's open tasks) | other_month | no_item (not in the catalogue) | done.
    """

    year: int
    month: int
    chosen: tuple[OpenLine, ...]
    left_out: tuple[tuple[str, str], ...]
    now: dict[str, Any]
    then: dict[str, Any]
    converted: tuple[Decimal, Decimal]
    compared: bool
    """Whether done work is compared with assigned work, so that finishing it changes the points."""


@dataclass(frozen=True)
class Untried:
    """Why nothing can be tried: closed, or a problem of `scores.GradedMonth`."""

    problem: str
    kind: str


def open_lines(uow: UnitOfWork, who: Who, year: int, month: int) -> tuple[OpenLine, ...]:
    """The month's open work, most converted work first; none in a closed month or without a rule set."""
    found = _month(uow, who, year, month)
    return () if isinstance(found, Untried) else found[1]


def try_all(uow: UnitOfWork, who: Who, year: int, month: int) -> Tried | Untried:
    """As if all open work were done."""
    found = _month(uow, who, year, month)
    return found if isinstance(found, Untried) else _tried(found[0], found[1], ())


def try_numbers(uow: UnitOfWork, who: Who, year: int, month: int, numbers: Sequence[int]) -> Tried | Untried:
    """As if the tasks with these numbers were done."""
    found = _month(uow, who, year, month)
    if isinstance(found, Untried):
        return found
    known = {line.number: line for line in found[1] if line.number is not None}
    missing = tuple((str(n), _reason(uow, who, n, year, month)) for n in dict.fromkeys(numbers) if n not in known)
    return _tried(found[0], tuple(known[n] for n in dict.fromkeys(numbers) if n in known), missing)


def try_words(uow: UnitOfWork, who: Who, year: int, month: int, words: str) -> Tried | Untried:
    """As if the open work whose name holds these words were done."""
    found = _month(uow, who, year, month)
    if isinstance(found, Untried):
        return found
    chosen = tuple(line for line in found[1] if nlu.fold(words).strip() in nlu.fold(line.label))
    return _tried(found[0], chosen, () if chosen else ((words, "absent"),))


def _month(uow: UnitOfWork, who: Who, year: int, month: int) -> tuple[scoring.Case, tuple[OpenLine, ...]] | Untried:
    kind = scores.kind_of(uow, who)
    if store.is_closed(uow, who.unit_id, date(year, month, 1)):
        return Untried("closed", kind)
    policy = scores.choose(uow, who, kind, year, month)
    if isinstance(policy, str):
        return Untried(policy, kind)
    case = scores.case_of(uow, who, kind, policy, year, month)
    lines = _unlogged(uow, who, year, month) if _by_log(case) else _undone(uow, case)
    return case, tuple(sorted(lines, key=lambda line: (-line.converted, line.ref)))


def _by_log(case: scoring.Case) -> bool:
    return case.options.get("denominator") == APPROVED


def _undone(uow: UnitOfWork, case: scoring.Case) -> list[OpenLine]:
    """Lines of the case that are not done in full."""
    short = [line for line in case.work or () if line.done < line.assigned]
    ids = {line.ref: int(line.ref.removeprefix(TASK)) for line in short if line.ref.startswith(TASK)}
    numbers = tasks.numbers(uow, list(ids.values()))
    return [
        OpenLine(line.ref, numbers.get(ids.get(line.ref, 0)), line.name, line.coefficient, line.assigned - line.done)
        for line in short
    ]


def _unlogged(uow: UnitOfWork, who: Who, year: int, month: int) -> list[OpenLine]:
    """Tasks of a month without a plan: what the approved lines tied to them do not cover yet."""
    first, last = when.month_bounds(year, month)
    told = [fact for fact in facts(uow, [who.id], first, last) if fact.coefficient is not None]
    numbers = tasks.numbers(uow, [fact.assignment_id for fact in told if fact.assignment_id is not None])
    rows = [row for row in store.of_range(uow, who.id, first, last) if row.state == "approved"]
    lines = [(fact, fact.assigned - _done(rows, fact)) for fact in told if fact.state != "approved"]
    return [
        OpenLine(fact.ref, numbers.get(fact.assignment_id or 0), fact.label, fact.coefficient or Decimal(0), left)
        for fact, left in lines
        if left > 0
    ]


def _done(rows: Sequence[Entry], fact: AssignedFact) -> Decimal:
    tied = (row.quantity or Decimal(0) for row in rows if row.assignment_id == fact.assignment_id)
    return sum(tied, Decimal(0))


def _reason(uow: UnitOfWork, who: Who, number: int, year: int, month: int) -> str:
    """Why a number is none of the month's open lines; somebody else's looks like one that is not there."""
    rows = [row for row in tasks.of_number(uow, who.agency_id, number) if row.assignee_id == who.id]
    rows = [row for row in rows if row.state not in ("withdrawn", "moved")]
    if not rows:
        return "absent"
    if rows[0].coefficient is None:
        return "no_item"
    due, (first, last) = rows[0].due_date, when.month_bounds(year, month)
    return "done" if due is None or first <= due <= last else "other_month"


def _tried(
    case: scoring.Case,
    chosen: tuple[OpenLine, ...],
    left_out: tuple[tuple[str, str], ...],
) -> Tried:
    before = scoring.score(case)
    then = before
    if chosen and _by_log(case):
        then = scoring.score(replace(case, work=(*(case.work or ()), *map(_as_logged, chosen))))
    elif chosen:
        then = scoring.what_if(case, [line.ref for line in chosen])
    return Tried(
        case.period.first.year, case.period.first.month, chosen, left_out, printed(before), printed(then),
        (_converted(before), _converted(then)), not _by_log(case),
    )  # fmt: skip


def _as_logged(line: OpenLine) -> scoring.Work:
    return scoring.Work(line.ref, line.coefficient, line.left, line.left, label=line.label[:LONGEST_NAME])


def _converted(sheet: scoring.Sheet) -> Decimal:
    return sum((sums.quantity for sums in sheet.record.sums.work.values()), Decimal(0))
