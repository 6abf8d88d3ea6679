"""From sums to a sheet: ratios, points, total and grade. Everything stays a fraction until it is shown.

Source of the formulas: the policy file's clauses; of the rounding: the total is rounded half up once, to two places,
and the grade is read from the total as shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import lcm

from scoring import texts
from scoring.grading import UNCLASSIFIED, verdict
from scoring.model import Official, Period, Record, Sums
from scoring.numbers import ratio_of, round_half_up
from scoring.parts import Part
from scoring.policy import Group
from scoring.rules import Rules

GENERAL = "general"
KPI = "kpi"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A score sheet. Ratios and points are exact fractions (1 is 100 %); the Decimals are as shown, two places.

    None is "not given yet" or "nothing to compare"; `reason` then says which. `record` is what later sums need.
    """

    record: Record
    ratios: Mapping[str, Fraction | None]
    points: Mapping[str, Fraction | None]
    result_points: Decimal | None
    general_points: Decimal | None
    extra_points: Decimal
    exact_total: Fraction | None
    total: Decimal | None
    grade: str | None
    reason: str | None
    missing: tuple[str, ...]
    rules: Rules = field(repr=False, compare=False)
    parts: tuple[Part, ...] = field(repr=False, compare=False)
    notes: tuple[str, ...] = ()
    unit: str | None = None
    without: tuple[str, ...] = ()


def conclude(
    rules: Rules,
    who: tuple[Official, Period],
    sums: Sums,
    parts: tuple[Part, ...],
    *,
    disqualifiers: tuple[str, ...] = (),
    unclassified: str | None = None,
    notes: tuple[str, ...] = (),
) -> Sheet:
    """Compute a sheet from sums; the one place where ratios become points and points a grade."""
    ratios = ratios_of(rules, sums)
    points = {group.code: _points(group, rules, sums, ratios) for group in rules.groups}
    missing, reason = missing_of(rules, sums), unclassified or _nothing_to_compare(rules, sums)
    exact_total = None if reason else _total(points)
    total = None if exact_total is None else round_half_up(exact_total)
    found = verdict(rules, total, sums.counts, disqualifiers, unclassified=reason, missing=missing)
    classified = found.grade != UNCLASSIFIED
    return Sheet(
        record=Record(rules.policy.ref, *who, rules.options, sums, disqualifiers, unclassified, classified),
        ratios=ratios,
        points=points,
        result_points=None if reason else _shown(rules, points, ("work", KPI)),
        general_points=_shown(rules, points, (GENERAL,)),
        extra_points=_shown(rules, points, ("extra",)) or round_half_up(Fraction(0)),
        exact_total=exact_total,
        total=total,
        grade=found.grade,
        reason=found.reason,
        missing=missing,
        rules=rules,
        parts=parts,
        notes=notes + found.notes,
    )


def _total(points: Mapping[str, Fraction | None]) -> Fraction | None:
    """Add the points of all groups; None while any of them is unknown."""
    known = [value for value in points.values() if value is not None]
    return sum(known, Fraction(0)) if len(known) == len(points) else None


def raw_ratio(sums: Sums, group: str, measure: str, code: str) -> Fraction | None:
    """Give a ratio before its cap: numerator ÷ denominator, or the mean of the given shares."""
    if measure == "share":
        given = sums.given.get(code)
        return Fraction(given.sum) / given.count if given else None
    work = sums.work[group]
    numerator = {"quantity": work.quantity, "quality": work.quality, "progress": work.progress}[measure]
    return ratio_of(numerator, work.denominator) if work.denominator else None


def ratios_of(rules: Rules, sums: Sums) -> dict[str, Fraction | None]:
    """Give every ratio by its code, capped; per cent of the software under its own code."""
    found: dict[str, Fraction | None] = {}
    for group, criteria in rules.criteria.items():
        for criterion, _ in criteria:
            raw = raw_ratio(sums, group, criterion.measure, criterion.code)
            capped = criterion.measure != "share" and raw is not None and rules.cap is not None and raw > rules.cap
            found[criterion.code] = rules.cap if capped else raw
    if any(group.input == KPI for group in rules.groups):
        given = sums.given.get(KPI)
        found[KPI] = Fraction(given.sum) / given.count / 100 if given else None
    return found


def _points(group: Group, rules: Rules, sums: Sums, ratios: Mapping[str, Fraction | None]) -> Fraction | None:
    if group.input == "work":
        return _work_points(group, rules, ratios)
    if group.input == KPI:
        ratio = ratios[KPI]
        return None if ratio is None else ratio * Fraction(group.max)
    given = sums.given.get(GENERAL if group.input == GENERAL else group.code)
    return Fraction(given.sum) / given.count if given else None


def _work_points(group: Group, rules: Rules, ratios: Mapping[str, Fraction | None]) -> Fraction | None:
    weighed = []
    for criterion, share in rules.criteria[group.code]:
        ratio = ratios[criterion.code]
        if ratio is None:
            return None
        weighed.append((share, ratio))
    return _sum_of_products(weighed) * Fraction(group.max)


def _sum_of_products(pairs: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """Add products over their common denominator, reduced once at the end."""
    products = [(share.numerator * ratio.numerator, share.denominator * ratio.denominator) for share, ratio in pairs]
    common = lcm(*(below for _, below in products))
    return Fraction(sum(above * (common // below) for above, below in products), common)


def _nothing_to_compare(rules: Rules, sums: Sums) -> str | None:
    """Say why there is nothing to compare with where the denominator of a group of work is 0."""
    for group in rules.groups:
        if group.input == "work" and not sums.work[group.code].denominator:
            reason = texts.NO_APPROVED if rules.by_approved else texts.NO_ASSIGNED
            several = len(rules.work_groups) > 1
            return texts.NO_WORK_IN.format(reason=reason, group=group.label) if several else reason
    return None


def missing_of(rules: Rules, sums: Sums) -> tuple[str, ...]:
    """Name, in Vietnamese, what has not been given yet."""
    found = [texts.NO_GENERAL for group in rules.groups if group.input == GENERAL and GENERAL not in sums.given]
    found += [
        texts.NO_POINTS.format(label=group.label)
        for group in rules.groups
        if group.input == "extra" and group.code not in sums.given
    ]
    codes = [code for code in rules.shares if code not in sums.given]
    return tuple(found + ([texts.NO_SHARES.format(codes=", ".join(codes))] if codes else []))


def _shown(rules: Rules, points: Mapping[str, Fraction | None], inputs: tuple[str, ...]) -> Decimal | None:
    """Show the sum of the groups with these inputs, None where nothing of them is known yet."""
    values = [points[group.code] for group in rules.groups if group.input in inputs]
    known = [value for value in values if value is not None]
    partial = "extra" not in inputs and len(known) < len(values)
    return None if partial or not known else round_half_up(sum(known[1:], known[0]))
