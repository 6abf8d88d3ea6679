"""Months to a quarter, quarters to a year: numerators and denominators are added before dividing.

Given values (general points, d, đ, e) are averaged over the months worked; months without classification are left out.
NĐ 335/2025 Điều 19 speaks of a mean for the year; which mean is open: docs/scoring.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from scoring import texts
from scoring.adding import (
    check_record,
    common_options,
    given_limits,
    parts_from,
    period_name,
    span_of,
    total_sums,
)
from scoring.errors import ScoringError
from scoring.model import Period, Record
from scoring.numbers import exact, render_vi_places, round_half_up
from scoring.policy import Policy
from scoring.rules import rules_for
from scoring.sheet import Sheet, conclude

SPANS = ("quarter", "year")


def combine(policy: Policy, records: Sequence[Record], to: str, *, strict: bool = False) -> Sheet:
    """Combine one person's sheets to a quarter or year.

    Raises ScoringError where they are of several people or policies. Periods that overlap or do not lie in one quarter
    or year are said in a note, with `strict` they raise `period.overlap` or `period.outside`.
    """
    if to not in SPANS:
        raise ScoringError("code.unknown", "to", to, " · ".join(SPANS))
    if not records:
        raise ScoringError("value.range", "sheets", [], "at least one sheet")
    for index, record in enumerate(records):
        check_record(record, f"sheets[{index}]", policy)
        _check_same_person(record, records[0], index)
    odd = tuple(_odd_periods(records, to))
    if strict and odd:
        raise ScoringError("period.overlap", "sheets", odd[0], f"different periods within one {to}")
    return _combined(policy, sorted(records, key=lambda record: record.period.first), odd)


def _check_same_person(record: Record, first: Record, index: int) -> None:
    for name in ("id", "kind", "leader"):
        told, wanted = getattr(record.official, name), getattr(first.official, name)
        if told != wanted:
            allowed = f"{wanted}, as in sheets[0]; combine the parts before and after a change one by one"
            raise ScoringError("official.differs", f"sheets[{index}].official.{name}", told, allowed)


def _odd_periods(records: Sequence[Record], to: str) -> Iterator[str]:
    counted = Counter(record.period for record in records)
    for period, count in counted.items():
        if count > 1:
            yield texts.TWICE.format(period=period_name(period), count=count)
    ordered = sorted(counted, key=lambda period: (period.first, period.last))
    for earlier, later in pairwise(ordered):
        if later.first <= earlier.last:
            yield texts.OVERLAP.format(first=period_name(earlier), second=period_name(later))
    if len({_span(day, to) for period in counted for day in (period.first, period.last)}) > 1:
        yield texts.NOT_IN_ONE.format(span=texts.SPANS[to])


def _span(day: date, to: str) -> tuple[int, int]:
    return (day.year, (day.month - 1) // 3 if to == "quarter" else 0)


def _combined(policy: Policy, records: Sequence[Record], odd: tuple[str, ...]) -> Sheet:
    options, mixed = common_options(records, "sheets")
    official, span = records[0].official, span_of(records)
    rules = rules_for(policy, span, leader=official.leader, options=options)
    kept = [record for record in records if record.classified]
    with exact():
        parts = tuple(part for record in kept for part in parts_from(record, *_named(record.period)))
    return conclude(
        rules,
        (official, span),
        total_sums(kept, rules, given_limits(rules)),
        parts,
        disqualifiers=tuple(sorted({code for record in records for code in record.disqualifiers})),
        unclassified=None if kept else texts.NO_PERIOD,
        notes=(*odd, *mixed, *_left_out(records), *_averaged(kept), *_other_reading(policy, kept)),
    )


def _named(period: Period) -> tuple[str, str]:
    return str(period), period_name(period)


def _left_out(records: Sequence[Record]) -> Iterator[str]:
    for record in records:
        if not record.classified:
            reason = record.unclassified or texts.NOTHING_ASSIGNED
            yield texts.LEFT_OUT.format(period=period_name(record.period), reason=reason)


def _averaged(kept: Sequence[Record]) -> Iterator[str]:
    if len(kept) > 1:
        yield texts.AVERAGED.format(count=len(kept))


def _other_reading(policy: Policy, kept: Sequence[Record]) -> Iterator[str]:
    """Say what the plain mean of the periods' totals would be, where it can be told."""
    totals = [_total(policy, record) for record in kept]
    known = [total for total in totals if total is not None]
    if 1 < len(known) == len(kept):
        mean = round_half_up(sum(known, Fraction(0)) / len(known))
        yield texts.MEAN_OF_TOTALS.format(count=len(known), points=render_vi_places(mean))


def _total(policy: Policy, record: Record) -> Fraction | None:
    rules = rules_for(policy, record.period, leader=record.official.leader, options=record.options)
    return conclude(rules, (record.official, record.period), record.sums, ()).exact_total
