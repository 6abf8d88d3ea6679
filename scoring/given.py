"""What people give, as a rule set asks for it: the parts of the general points, and a leader's shares d, đ, e."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from scoring.grading import UNCLASSIFIED
from scoring.model import Period
from scoring.policy import Criterion, GeneralGroup, Policy, in_force
from scoring.rules import rules_for


def general_groups(policy: Policy, period: Period) -> tuple[GeneralGroup, ...]:
    """Give the parts of the general points in the file's order; raises ScoringError where they change within."""
    return in_force(policy.general_groups, period)


def leading_shares(policy: Policy, period: Period) -> tuple[Criterion, ...]:
    """Give the ratios of leaders that are shares (d, đ, e) in the file's order, computed ones among them."""
    rules = rules_for(policy, period, leader=True, options={})
    weighed = (found.criterion for criteria in rules.criteria.values() for found in criteria)
    return tuple(criterion for criterion in weighed if criterion.measure == "share")


def unit_share(policy: Policy, period: Period, criterion: Criterion, grades: Iterable[str | None]) -> Decimal | None:
    """Compute a share from the grades of the people led: the highest level, the lowest where anybody failed.

    None is a grade that is not known yet: the share then is not known either, unless somebody failed already. People
    who are not classified are left out; None also where nobody is left. NĐ 335/2025 Điều 15 (d).
    """
    rules = rules_for(policy, period, leader=True, options={})
    known = [grade for grade in grades if grade != UNCLASSIFIED]
    if not known or not criterion.levels:
        return None
    if rules.grades[-1].code in known:
        return criterion.levels[-1].share
    return None if None in known else criterion.levels[0].share


def grade_label(policy: Policy, period: Period, code: str | None) -> str | None:
    """Give the wording of a grade; None where it is none of the rule set's."""
    rules = rules_for(policy, period, leader=False, options={})
    return next((grade.label for grade in rules.grades if grade.code == code), None)
