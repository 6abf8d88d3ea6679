"""A policy resolved for one period, one role and the choices made: all that a calculation needs, found once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple, TypeVar

from scoring.errors import ScoringError
from scoring.fields import join
from scoring.model import Period
from scoring.numbers import ONE
from scoring.policy import (
    Criterion,
    Deduction,
    Disqualifier,
    Fall,
    Grade,
    Group,
    Note,
    Option,
    Policy,
    Reason,
    in_force,
    require_in_force,
)
from scoring.policy_check import WEIGHTS, require_value

T = TypeVar("T")
CACHED = 256


class Weighed(NamedTuple):
    """A criterion with its share of its group: 1/3 of three equal ones."""

    criterion: Criterion
    share: Fraction


@dataclass(frozen=True, eq=False, slots=True)
class Rules:
    """What holds for a period and role. `groups` in the file's order, `grades` highest first, `cap` None is none.

    shares: codes of the ratios given as shares (d, đ, e). work_groups: codes of the groups that work lines fill.
    by_approved: work done, not work assigned, is the denominator. by_line: an error bites on the whole line.
    """

    policy: Policy
    period: Period
    leader: bool
    options: Mapping[str, str]
    asked: Mapping[str, Option]
    groups: tuple[Group, ...]
    criteria: Mapping[str, tuple[Weighed, ...]]
    deduction: Deduction | None
    conversion: Note | None
    total: Note
    grades: tuple[Grade, ...]
    falls: tuple[Fall, ...]
    disqualifiers: Mapping[str, Disqualifier]
    unclassified: Mapping[str, Reason]
    cap: Fraction | None
    shares: tuple[str, ...]
    work_groups: tuple[str, ...]
    by_approved: bool
    by_line: bool

    def grade(self, code: str) -> Grade:
        """Give a grade of these rules by its code; raises KeyError."""
        return next(grade for grade in self.grades if grade.code == code)


def rules_for(policy: Policy, period: Period, *, leader: bool, options: Mapping[str, str]) -> Rules:
    """Resolve a policy; raises ScoringError where it does not hold throughout the period or a choice is unknown."""
    for name, value in options.items():
        if not isinstance(value, str):
            raise ScoringError("value.type", join("options", name), value, "a text")
    return _resolved(policy, period, leader, tuple(sorted(options.items())))


@lru_cache(maxsize=CACHED)
def _resolved(policy: Policy, period: Period, leader: bool, asked: tuple[tuple[str, str], ...]) -> Rules:
    require_in_force(policy, period)
    known = {option.name: option for option in in_force(policy.options, period)}
    options = _options(known, dict(asked))
    role = "leader" if leader else "staff"
    groups = tuple(group for group in in_force(policy.groups, period) if role in group.roles)
    criteria = tuple(found for found in in_force(policy.criteria, period) if role in found.roles)
    cap = options.get("ratio_cap", "none")
    return Rules(
        policy=policy,
        period=period,
        leader=leader,
        options=options,
        asked=known,
        groups=groups,
        criteria={group.code: _weighed(group, criteria, options, role) for group in groups if group.input == "work"},
        deduction=_only(in_force(policy.deductions, period)),
        conversion=_only(in_force(policy.conversions, period)),
        total=in_force(policy.totals, period)[0],
        grades=tuple(sorted(in_force(policy.grades, period), key=lambda grade: -grade.points)),
        falls=in_force(policy.falls, period),
        disqualifiers={case.code: case for case in in_force(policy.disqualifiers, period)},
        unclassified={reason.code: reason for reason in in_force(policy.unclassified, period)},
        cap=None if cap == "none" else Fraction(cap),
        shares=tuple(found.code for found in criteria if found.measure == "share"),
        work_groups=tuple(group.code for group in groups if group.input == "work"),
        by_approved=options.get("denominator") == "approved",
        by_line=options.get("deduction_base") == "line",
    )


def _only(items: tuple[T, ...]) -> T | None:
    return items[0] if items else None


def _options(known: Mapping[str, Option], asked: Mapping[str, str]) -> dict[str, str]:
    """Give every option of the policy its chosen or default value."""
    for name, value in asked.items():
        if name not in known:
            raise ScoringError("key.unknown", join("options", name), value, f"the options {', '.join(known) or 'none'}")
        require_value(known[name], value, join("options", name))
    return {name: asked.get(name, option.default) for name, option in known.items()}


def _weighed(group: Group, criteria: Iterable[Criterion], options: Mapping[str, str], role: str) -> tuple[Weighed, ...]:
    chosen = options.get(WEIGHTS, "")
    own = [criterion for criterion in criteria if criterion.group == group.code]
    weights = [criterion.weight.get(chosen, criterion.weight.get("")) for criterion in own]
    if None in weights:
        allowed = f"weights that the policy gives for {role}"
        raise ScoringError("code.unknown", join("options", WEIGHTS), chosen, allowed)
    kept = [(criterion, Fraction(weight)) for criterion, weight in zip(own, weights, strict=True) if weight]
    whole = sum((weight for _, weight in kept), Fraction(0)) or Fraction(ONE)
    return tuple(Weighed(criterion, weight / whole) for criterion, weight in kept)
