"""From a total to a grade: forced grades first, then the total as shown, then the conditions beside the points."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from scoring import texts
from scoring.model import Counts
from scoring.numbers import render_percent
from scoring.policy import Fall, Grade
from scoring.rules import Rules

UNCLASSIFIED = "khong_xep_loai"


class Verdict(NamedTuple):
    """A grade (None while something is missing), why it is not simply the points, and notes on the way there."""

    grade: str | None
    reason: str | None
    notes: tuple[str, ...] = ()


def verdict(
    rules: Rules,
    total: Decimal | None,
    counts: Counts,
    disqualifiers: Sequence[str],
    *,
    unclassified: str | None,
    missing: Sequence[str],
) -> Verdict:
    """Grade a total. A disqualifier wins over everything, also over "not classified" and missing points."""
    if disqualifiers:
        return _forced(rules, disqualifiers)
    if unclassified:
        return Verdict(UNCLASSIFIED, unclassified)
    if total is None:
        return Verdict(None, texts.NOT_YET.format(missing=", ".join(missing)))
    fall = next((fall for fall in rules.falls if _share(counts, fall.counted) > Fraction(fall.over)), None)
    return _fallen(rules, fall, counts) if fall else _by_points(rules, total, counts)


def _forced(rules: Rules, codes: Sequence[str]) -> Verdict:
    cases = [rules.disqualifiers[code] for code in codes]
    worst = min(cases, key=lambda case: rules.grade(case.grade).points)
    grade = rules.grade(worst.grade)
    role = "leader" if rules.leader else "staff"
    odd = [case for case in cases if role not in case.roles]
    notes = tuple(texts.NOTE_ROLE.format(code=case.code, citation=case.basis.citation) for case in odd)
    reason = texts.FORCED.format(grade=grade.label, label=worst.label, citation=worst.basis.citation)
    return Verdict(worst.grade, reason, notes)


def _fallen(rules: Rules, fall: Fall, counts: Counts) -> Verdict:
    reason = texts.FELL.format(
        grade=rules.grade(fall.grade).label,
        share=render_percent(_share(counts, fall.counted)),
        counted=texts.COUNTED[fall.counted],
        over=render_percent(Fraction(fall.over)),
        citation=fall.basis.citation,
    )
    return Verdict(fall.grade, reason)


def _by_points(rules: Rules, total: Decimal, counts: Counts) -> Verdict:
    notes: list[str] = []
    for grade in rules.grades:
        if total >= grade.points:
            failed = _failed_need(grade, counts)
            if failed is None:
                return Verdict(grade.code, None, tuple(notes))
            notes.append(failed)
    return Verdict(rules.grades[-1].code, None, tuple(notes))


def _failed_need(grade: Grade, counts: Counts) -> str | None:
    for counted, least in grade.needs.items():
        share = _share(counts, counted)
        if share < Fraction(least):
            return texts.NOTE_NEEDS.format(
                grade=grade.label,
                share=render_percent(share),
                counted=texts.COUNTED[counted],
                least=render_percent(Fraction(least)),
                citation=grade.basis.citation,
            )
    return None


def _share(counts: Counts, counted: str) -> Fraction:
    value = {"on_time": counts.on_time, "above": counts.above, "unfinished": counts.unfinished}[counted]
    return Fraction(value, counts.lines) if counts.lines else Fraction(0)
