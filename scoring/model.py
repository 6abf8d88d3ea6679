"""What goes in: one person's facts of one period, as typed values.

The JSON of the same shape is read by `scoring.read`; ranges and codes are checked by `scoring.check`, whichever way
the facts came.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from scoring.numbers import ZERO

NOTHING: Mapping[str, Decimal] = MappingProxyType({})
NO_OPTIONS: Mapping[str, str] = MappingProxyType({})
KINDS = ("can_bo", "cong_chuc", "vien_chuc")


@dataclass(frozen=True, slots=True)
class Official:
    """Who is scored: an opaque id, the kind of staff (one of KINDS), whether they hold a leading post."""

    id: str
    kind: str
    leader: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both included."""

    first: date
    last: date

    def __str__(self) -> str:
        """2026-11-01…2026-11-30."""
        return f"{self.first.isoformat()}…{self.last.isoformat()}"


@dataclass(frozen=True, slots=True)
class Work:
    """One assignment, or one item summed: quantities in the item's unit, its frozen coefficient, counted events.

    `done` counts approved units and may exceed `assigned`. The excused errors and delays are among the counted ones.
    `group` names the point group under policies that keep several (six axes); None is the policy's only one.
    """

    ref: str
    coefficient: Decimal
    assigned: Decimal
    done: Decimal
    quality_errors: int = 0
    delays: int = 0
    excused_quality_errors: int = 0
    excused_delays: int = 0
    item: str | None = None
    label: str | None = None
    group: str | None = None

    @property
    def name(self) -> str:
        """What a reader recognises: the label, else the reference."""
        return self.label or self.ref


@dataclass(frozen=True, slots=True)
class Case:
    """One person's facts of one period under one policy; None is "not given yet", never zero.

    general: points of the general criteria. leadership: shares 0–1 by code, leaders only. kpi_percent: 0–100, under
    policies that take the software's result instead of work. extra: points of further groups by code.
    unclassified: code of a reason why there is no grade at all (maternity leave of the whole period …).
    """

    policy: str
    official: Official
    period: Period
    work: tuple[Work, ...] | None = None
    general: Decimal | None = None
    options: Mapping[str, str] = field(default_factory=lambda: NO_OPTIONS)
    leadership: Mapping[str, Decimal] | None = None
    disqualifiers: tuple[str, ...] = ()
    kpi_percent: Decimal | None = None
    extra: Mapping[str, Decimal] = field(default_factory=lambda: NOTHING)
    unclassified: str | None = None


@dataclass(frozen=True, slots=True)
class WorkSums:
    """Converted work of one point group, before dividing: what months, quarters and units add up."""

    assigned: Decimal = ZERO
    denominator: Decimal = ZERO
    quantity: Decimal = ZERO
    quality: Decimal = ZERO
    progress: Decimal = ZERO

    def __add__(self, other: WorkSums) -> WorkSums:
        """Add field by field; call under `numbers.exact()`."""
        return WorkSums(
            self.assigned + other.assigned,
            self.denominator + other.denominator,
            self.quantity + other.quantity,
            self.quality + other.quality,
            self.progress + other.progress,
        )


@dataclass(frozen=True, slots=True)
class Mean:
    """Given values that are averaged over periods: their sum, and over how many."""

    sum: Decimal
    count: int

    def __add__(self, other: Mean) -> Mean:
        """Add both; call under `numbers.exact()`."""
        return Mean(self.sum + other.sum, self.count + other.count)


@dataclass(frozen=True, slots=True)
class Counts:
    """Lines of work: all, done in full without a delay, done beyond what was assigned, not done in full."""

    lines: int = 0
    on_time: int = 0
    above: int = 0
    unfinished: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Add field by field."""
        return Counts(
            self.lines + other.lines,
            self.on_time + other.on_time,
            self.above + other.above,
            self.unfinished + other.unfinished,
        )


@dataclass(frozen=True, slots=True)
class Sums:
    """All that a period leaves behind for adding: converted work by group, given values by code, counted lines."""

    work: Mapping[str, WorkSums]
    given: Mapping[str, Mean]
    counts: Counts


@dataclass(frozen=True, slots=True)
class PolicyRef:
    """Which rules: id, version, and the SHA-256 of the file that held them."""

    id: str
    version: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Record:
    """What a sheet needs to be added to others: stored with a snapshot, read back by `combine` and `unit`."""

    policy: PolicyRef
    official: Official
    period: Period
    options: Mapping[str, str]
    sums: Sums
    disqualifiers: tuple[str, ...]
    unclassified: str | None
    classified: bool
