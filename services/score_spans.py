"""A quarter or a year from its months: kept scores of closed ones, the others as far as they go; nothing is stored.

Months that cannot be added – another rule set, another kind of staff, a choice that the division depends on – are kept
apart: the period is split there and each part is combined alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import scoring
from services import scores, when
from services.score_snapshots import printed, unclassified
from services.values import Who
from storage.uow import UnitOfWork

RECORD = ("policy", "official", "period", "options", "sums", "disqualifiers", "unclassified", "grade")
"""The keys of a printed sheet that later sums need."""


@dataclass(frozen=True)
class SpanMonth:
    """A month of the span: `left_out` says why it is not in it: empty (nothing to score), unclassified (`why` tells
    the reason) or a problem of the month.
    """

    month: int
    closed: bool
    running: bool
    left_out: str | None = None
    why: str | None = None


@dataclass(frozen=True)
class Part:
    """Months that are added together, and their printed sheet (`most` and `title` as in a month's)."""

    months: tuple[SpanMonth, ...]
    sheet: dict[str, Any]


@dataclass(frozen=True)
class Span:
    """A quarter (`quarter` 1–4) or a year (None). Several parts: the rules or the kind of staff changed in between."""

    year: int
    quarter: int | None
    parts: tuple[Part, ...]
    left_out: tuple[SpanMonth, ...]
    running: bool


def span(uow: UnitOfWork, who: Who, year: int, quarter: int | None, now: datetime) -> Span:
    """Combine the months of a quarter or year up to this one."""
    today = when.today(now)
    first = 1 if quarter is None else quarter * 3 - 2
    numbers = [n for n in range(first, 13 if quarter is None else first + 3) if date(year, n, 1) <= today]
    months = [_month(uow, who, year, number, today, now) for number in numbers]
    found = [(month, sheet) for month, sheet in months if sheet is not None]
    split = tuple(parts(found, "year" if quarter is None else "quarter"))
    left_out = tuple(month for month, sheet in months if sheet is None)
    _, last = when.month_bounds(year, 12 if quarter is None else first + 2)
    return Span(year, quarter, split, left_out, bool(numbers) and today <= last)


def _month(
    uow: UnitOfWork, who: Who, year: int, number: int, today: date, now: datetime
) -> tuple[SpanMonth, dict[str, Any] | None]:
    found = scores.graded_month(uow, who, year, number, now)
    running = (year, number) == (today.year, today.month)
    problem = found.problem if found.score.approved.lines else "empty"
    return told(number, found.sheet, problem, closed=found.closed, running=running)


def told(
    number: int, sheet: Mapping[str, Any] | None, problem: str | None, *, closed: bool, running: bool
) -> tuple[SpanMonth, dict[str, Any] | None]:
    """A month with its sheet where it can be added; else why it is left out."""
    if sheet is None:
        return SpanMonth(number, closed, running, problem), None
    apart = unclassified(sheet)
    if apart:
        return SpanMonth(number, closed, running, "unclassified", apart), None
    if not sheet["sums"]["counts"]["lines"]:
        return SpanMonth(number, closed, running, "empty"), None
    return SpanMonth(number, closed, running), dict(sheet)


def record_of(sheet: dict[str, Any]) -> scoring.Record:
    """What a month's printed sheet leaves behind for adding."""
    return scoring.read_record({name: sheet[name] for name in RECORD})


def parts(
    found: Sequence[tuple[SpanMonth, dict[str, Any]]],
    to: str,
    shown: Callable[[scoring.Sheet], dict[str, Any]] = printed,
) -> Iterator[Part]:
    """As many months as go together to a quarter or year, one part after the other; as a rule all of them do."""
    whole = _combined([record_of(table) for _, table in found], to) if found else None
    if whole is not None:
        yield Part(tuple(month for month, _ in found), shown(whole))
        return
    months: list[SpanMonth] = []
    records: list[scoring.Record] = []
    sheet: scoring.Sheet | None = None
    for month, table in found:
        record = record_of(table)
        added = _combined([*records, record], to)
        if added is None and sheet is not None:
            yield Part(tuple(months), shown(sheet))
            months, records, added = [], [], _combined([record], to)
        if added is not None:
            months, records, sheet = [*months, month], [*records, record], added
    if sheet is not None and months:
        yield Part(tuple(months), shown(sheet))


def _combined(records: Sequence[scoring.Record], to: str) -> scoring.Sheet | None:
    policy = scoring.builtin().get(records[0].policy.id)
    try:
        return scoring.combine(policy, records, to, strict=True) if policy is not None else None
    except scoring.ScoringError:
        return None
