"""Contributions: a line of work, a month or a person, each as converted work and what was taken off it.

Whatever is added up – lines to a month, months to a year, people to a unit – passes through the same `Part`, so the
same calculation, tree and list of losses serve all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import reduce
from operator import add
from typing import NamedTuple, TypeVar

from scoring.model import Counts, Mean, Sums, Work, WorkSums
from scoring.numbers import ONE, ZERO, exact
from scoring.policy import Deduction
from scoring.rules import Rules

Addable = TypeVar("Addable", WorkSums, Mean)


class Part(NamedTuple):
    """One contribution to a group of work, all in converted units (standard products).

    quality_loss and progress_loss are what errors and delays took off `done`; `work` is the line it came from, None
    for the sums of a month or person.
    """

    group: str
    ref: str
    name: str
    assigned: Decimal
    done: Decimal
    quality_loss: Decimal
    progress_loss: Decimal
    work: Work | None


def parts_of(work: Iterable[Work], rules: Rules) -> tuple[Part, ...]:
    """Convert lines of work (Σ quantity × coefficient), heaviest first whatever order they came in."""
    group = rules.work_groups[0] if rules.work_groups else ""
    with exact():
        found = [_part(line, line.group or group, rules) for line in work]
    return tuple(sorted(found, key=_order))


def _part(line: Work, group: str, rules: Rules) -> Part:
    coefficient, done = line.coefficient, line.done
    errors = line.quality_errors - line.excused_quality_errors
    delays = line.delays - line.excused_delays
    deduction = rules.deduction
    return Part(
        group,
        line.ref,
        line.label or line.ref,
        line.assigned * coefficient,
        done * coefficient,
        coefficient * _taken(done, errors, deduction, by_line=rules.by_line) if errors and deduction else ZERO,
        coefficient * _taken(done, delays, deduction, by_line=rules.by_line) if delays and deduction else ZERO,
        line,
    )


def _taken(done: Decimal, events: int, deduction: Deduction, *, by_line: bool) -> Decimal:
    """How much of a quantity the events take: a share of one unit each, or a share of the whole line each.

    Never more than is there: `most` events count for one unit, a line does not fall below 0.
    """
    if by_line:
        return done * min(ONE, events * deduction.share)
    return min(done, deduction.share * min(Decimal(events), deduction.most * done))


def _order(part: Part) -> tuple[Decimal, str, str, Decimal, Decimal, Decimal]:
    # coefficient and quantities may differ behind equal sums; the tree shows them, so they take part
    coefficient = part.work.coefficient if part.work else ZERO
    return (-part.assigned, part.ref, part.name, -part.done, -coefficient, part.quality_loss + part.progress_loss)


def work_sums(parts: Sequence[Part], rules: Rules) -> dict[str, WorkSums]:
    """Add the parts of each group: numerators and denominator of its ratios."""
    with exact():
        if len(rules.work_groups) == 1:
            return {rules.work_groups[0]: _sums(parts, rules)}
        return {code: _sums([part for part in parts if part.group == code], rules) for code in rules.work_groups}


def _sums(parts: Sequence[Part], rules: Rules) -> WorkSums:
    assigned = done = errors = delays = ZERO
    for part in parts:
        assigned += part.assigned
        done += part.done
        errors += part.quality_loss
        delays += part.progress_loss
    return WorkSums(
        assigned=assigned,
        denominator=done if rules.by_approved else assigned,
        quantity=done,
        quality=done - errors,
        progress=done - delays,
    )


def counts_of(work: Iterable[Work]) -> Counts:
    """Count the lines on which something was assigned or done."""
    lines = on_time = above = unfinished = 0
    for line in work:
        if line.assigned or line.done:
            lines += 1
            if line.done < line.assigned:
                unfinished += 1
            else:
                on_time += line.delays == line.excused_delays
                above += line.done > line.assigned
    return Counts(lines, on_time, above, unfinished)


def add_sums(found: Sequence[Sums]) -> Sums:
    """Add what several periods or people left behind, field by field."""
    with exact():
        work = _by_name([each.work for each in found])
        given = _by_name([each.given for each in found])
        counts = reduce(add, (each.counts for each in found), Counts())
    return Sums(work, given, counts)


def _by_name(tables: Sequence[Mapping[str, Addable]]) -> dict[str, Addable]:
    added: dict[str, Addable] = {}
    for table in tables:
        for name, value in table.items():
            added[name] = added[name] + value if name in added else value
    return added
