"""A rule set: dated law as data, every value with its clause and a mark how sure it is.

`load` reads one TOML file and refuses what has no source; `docs/howto/add-policy.md` tells the form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from scoring.errors import PolicyError

SURENESS = ("law", "press", "practice", "proposal")
"""Read in the law's text · told by the press · how a unit does it · a proposal or our own reading."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from: `clause` of `title`; `sure` is one of SURENESS; `since` the first day it holds."""

    title: str
    clause: str
    sure: str
    since: date
    until: date | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A number (points or a share) with its source; `later` are the values that follow it, by their first day."""

    number: Fraction
    source: Source
    later: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """A choice that the law leaves open; `values` None: a decimal string or "none"."""

    name: str
    values: tuple[str, ...] | None
    default: str
    reason: str
    source: Source


@dataclass(frozen=True, slots=True)
class Group:
    """A group of points given by people (general, extra, an axis); `who` is all or leader."""

    id: str
    label: str
    most: Value
    who: str = "all"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One ratio of the result: computed from the work (`basis` quantity, quality, progress) or given as a share."""

    id: str
    label: str
    basis: str
    who: str
    source: Source


@dataclass(frozen=True, slots=True)
class Grade:
    """A class of the evaluation: from so many points on."""

    code: str
    label: str
    least: Value


@dataclass(frozen=True, slots=True)
class Condition:
    """A further demand of a grade: without `measure` ≥ `least` the next lower grade; `forced`: above it, that grade."""

    grade: str
    measure: str
    least: Value
    forced: bool
    label: str


@dataclass(frozen=True, slots=True)
class Disqualifier:
    """A case that forces the lowest grade, whatever the points."""

    code: str
    label: str
    source: Source


@dataclass(frozen=True, slots=True)
class Policy:
    """A rule set as loaded; `fingerprint` is of the bytes of its file."""

    id: str
    title: str
    version: str
    fingerprint: str
    kinds: tuple[str, ...]
    force: Source
    input: str  # work | kpi_percent
    result: Mapping[str, Value]  # all | staff | leader → points
    deduction: Value
    general: Group
    general_groups: tuple[Group, ...]
    extra: tuple[Group, ...]
    axes: tuple[Group, ...]
    criteria: tuple[Criterion, ...]
    options: Mapping[str, Option]
    grades: tuple[Grade, ...]  # best first
    conditions: tuple[Condition, ...]
    disqualifiers: tuple[Disqualifier, ...]
    cap: Value
    notes: tuple[str, ...] = ()

    def in_force(self, first: date, last: date) -> bool:
        """Whether the rule set holds on every day of a period."""
        return self.force.since <= first and (self.force.until is None or last <= self.force.until)

    def result_points(self, leader: bool, first: date, last: date) -> Fraction:
        """The most points of the result for this group of staff."""
        value = self.result.get("leader" if leader else "staff") or self.result["all"]
        return number(value, f"{self.id}.result", first, last)

    def criteria_of(self, leader: bool) -> tuple[Criterion, ...]:
        """The ratios that count for this group of staff."""
        return tuple(c for c in self.criteria if c.who == "all" or leader)

    def extra_of(self, leader: bool) -> tuple[Group, ...]:
        """The other point groups for this group of staff."""
        return tuple(group for group in self.extra if group.who == "all" or leader)


def number(value: Value, key: str, first: date, last: date) -> Fraction:
    """The value of a period; raises PolicyError where it is not yet in force or changes within the period."""
    if value.source.since > first:
        raise PolicyError(key, f"{first}…{last}", f"holds from {value.source.since} on")
    current = value
    for later in value.later:
        if first < later.source.since <= last:
            raise PolicyError(key, f"{first}…{last}", f"changes on {later.source.since}: score the two parts apart")
        if later.source.since <= first:
            current = later
    return current.number


def require_force(policy: Policy, first: date, last: date) -> None:
    """Raise PolicyError unless the rule set holds for the whole period."""
    if policy.in_force(first, last):
        return
    until = f" to {policy.force.until}" if policy.force.until else " on"
    raise PolicyError("policy", policy.id, f"it is in force from {policy.force.since}{until}, not over {first}…{last}")
