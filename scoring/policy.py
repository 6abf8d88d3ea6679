"""A rule set as data: every value with the day it begins, its source, its clause and how sure it is.

Values are versions: the same code may stand several times, one after the other in time. What ends says so (`until`);
nothing ends because something else begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Protocol, TypeVar

from scoring.errors import ScoringError
from scoring.model import Period, PolicyRef

SURENESS = ("law", "press", "practice", "proposal")
ROLES = ("staff", "leader")
INPUTS = ("general", "extra", "work", "kpi")
MEASURES = ("quantity", "quality", "progress", "share")
COUNTED = ("on_time", "above", "unfinished")
CONTRACT_OPTIONS = ("deduction_base", "denominator", "ratio_cap")


@dataclass(frozen=True, slots=True)
class Basis:
    """Since when, until when, and on whose word: `citation` is "Điều 14 khoản 2, Nghị định …"."""

    since: date
    until: date | None
    source: str
    clause: str
    sureness: str
    citation: str

    def touches(self, period: Period) -> bool:
        """Say whether any day of the period lies in it."""
        return self.since <= period.last and (self.until is None or self.until >= period.first)

    def change_in(self, period: Period) -> date | None:
        """Give the first day, within the period, from which another rule holds; None where it covers all of it."""
        if self.since > period.first:
            return self.since
        if self.until is not None and self.until < period.last:
            return self.until + timedelta(days=1)
        return None


class Dated(Protocol):
    """Anything that stands on a basis."""

    @property
    def basis(self) -> Basis: ...


T = TypeVar("T", bound=Dated)


@dataclass(frozen=True, slots=True)
class Source:
    """A text and where it was read."""

    title: str
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A group of points: at most `max`, filled from `input` (given points, work lines, or the software's per cent)."""

    code: str
    label: str
    input: str
    max: Decimal
    roles: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class Level:
    """A step that a given share may take, and what it stands for."""

    share: Decimal
    label: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One ratio of a group of work: what it measures and its relative weight, by the value of option `weights`.

    A share may name its `levels`, highest first, and that it is `computed` from the grades of the people led.
    """

    code: str
    group: str
    label: str
    measure: str
    weight: Mapping[str, Decimal]
    roles: tuple[str, ...]
    basis: Basis
    levels: tuple[Level, ...] = ()
    computed: bool = False


@dataclass(frozen=True, slots=True)
class Deduction:
    """What one error or delay takes: a share of one unit or of the line; at most `most` count for one unit."""

    share: Decimal
    most: Decimal
    basis: Basis


@dataclass(frozen=True, slots=True)
class Grade:
    """A class, from so many points on; `needs` are least shares of lines (COUNTED), without which it falls a class."""

    code: str
    label: str
    points: Decimal
    needs: Mapping[str, Decimal]
    basis: Basis


@dataclass(frozen=True, slots=True)
class Fall:
    """The share of lines above which a grade is forced."""

    counted: str
    over: Decimal
    grade: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Disqualifier:
    """A case that forces a grade whatever the points; `roles` says for whom the law wrote it."""

    code: str
    label: str
    grade: str
    roles: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody has no grade at all in a period."""

    code: str
    label: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class GeneralGroup:
    """A part of the general points, for whoever asks for a self-score."""

    code: str
    label: str
    max: Decimal
    basis: Basis


@dataclass(frozen=True, slots=True)
class Note:
    """A labelled value of the calculation: the total, or the conversion into standard products."""

    label: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Option:
    """A choice that the law leaves open: its values with their wording, or a range of decimals beside them."""

    name: str
    label: str
    default: str
    choices: Mapping[str, str]
    least: Decimal | None
    most: Decimal | None
    reason: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Cap:
    """The largest share of the top grade in a unit; `outstanding` for a unit of outstanding merit."""

    share: Decimal
    outstanding: Decimal
    reason: str
    basis: Basis


@dataclass(frozen=True, eq=False)
class Policy:
    """One policy file. Compared by identity: two loads of one file are two policies with one fingerprint."""

    ref: PolicyRef
    file: Path
    title: str
    kinds: tuple[str, ...]
    force: Basis
    sources: Mapping[str, Source]
    groups: tuple[Group, ...]
    criteria: tuple[Criterion, ...]
    deductions: tuple[Deduction, ...]
    grades: tuple[Grade, ...]
    falls: tuple[Fall, ...]
    disqualifiers: tuple[Disqualifier, ...]
    unclassified: tuple[Reason, ...]
    options: tuple[Option, ...]
    caps: tuple[Cap, ...]
    general_groups: tuple[GeneralGroup, ...]
    totals: tuple[Note, ...]
    conversions: tuple[Note, ...]

    @property
    def id(self) -> str:
        """The name cases and settings use."""
        return self.ref.id

    @property
    def takes_work(self) -> bool:
        """Whether results come from work lines rather than from a per cent."""
        return any(group.input == "work" for group in self.groups)


def require_in_force(policy: Policy, period: Period) -> None:
    """Raise ScoringError where the policy does not hold on every day of the period."""
    force = policy.force
    until = force.until.isoformat() if force.until else "now"
    allowed = f"a period within {force.since.isoformat()}…{until}, when {policy.id} is in force"
    if not force.touches(period):
        raise ScoringError("policy.not_in_force", "period", str(period), allowed)
    change = force.change_in(period)
    if change:
        raise ScoringError("policy.crosses_change", "period", str(period), f"{allowed}; split it at {change}")


def in_force(items: Iterable[T], period: Period) -> tuple[T, ...]:
    """Give the versions that hold throughout the period; raises ScoringError where one begins or ends within it."""
    found = tuple(item for item in items if item.basis.touches(period))
    for item in found:
        change = item.basis.change_in(period)
        if change:
            allowed = f"a period that does not cross {change}, when a value of the policy changes; split it there"
            raise ScoringError("policy.crosses_change", "period", str(period), allowed)
    return found
