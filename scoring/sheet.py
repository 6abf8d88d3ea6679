"""The score sheet: values, the whole calculation as a tree, what cost most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from scoring.measure import Sums
from scoring.numbers import exact, fixed, show
from scoring.policy import Policy

NOT_CLASSIFIED = "khong_xep_loai"


@dataclass(frozen=True, slots=True)
class Step:
    """One number of the calculation: Vietnamese `label`, `expression` with the numbers put in, `value`, `clause`.

    `share` is the effect of a leaf as (numerator, denominator), not reduced: a sheet has hundreds of them. The effects
    of all leaves add up to the exact total.
    """

    label: str
    expression: str
    value: str
    clause: str = ""
    share: tuple[int, int] | None = None
    steps: tuple[Step, ...] = ()

    @property
    def effect(self) -> Fraction | None:
        """What the step brings to the total, in points, exact; None where the steps below it do."""
        return None if self.share is None else Fraction(*self.share)

    def leaves(self) -> Iterator[Step]:
        """The steps that have none below them."""
        if not self.steps:
            yield self
        for step in self.steps:
            yield from step.leaves()

    def to_json(self) -> dict[str, Any]:
        """The step as the contract prints it."""
        found: dict[str, Any] = {"label": self.label, "expression": self.expression, "value": self.value}
        if self.clause:
            found["clause"] = self.clause
        if self.share is not None:
            found["effect"] = fixed(*self.share)
        if self.steps:
            found["steps"] = [step.to_json() for step in self.steps]
        return found


@dataclass(frozen=True, slots=True)
class Loss:
    """Points that are missing to the best possible: `kind` undone | quality | delay | leadership | general | extra."""

    ref: str
    kind: str
    label: str
    points: Fraction  # below 0


@dataclass(frozen=True, slots=True)
class Carried:
    """What later sheets need: numerators and denominators, points added up over the months they were given in."""

    months: int
    sums: Mapping[str, Sums]  # by axis, "" where there are none
    general: tuple[Fraction, int]  # sum and number of months
    leadership: Mapping[str, tuple[Fraction, int]]
    kpi: tuple[Fraction, int]
    extra: Mapping[str, tuple[Fraction, int]]
    failed: int = 0
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A score: shares as fractions of 1, points exact; `total` is rounded once, `grade` is read from it as shown."""

    policy: Policy
    first: date
    last: date
    official: str
    kind: str
    leader: bool
    options: Mapping[str, str]
    ratios: Mapping[str, Fraction]
    result_points: Fraction | None
    general_points: Fraction | None
    extra_points: Fraction | None
    exact_total: Fraction | None
    total: str | None
    grade: str | None
    reason: str
    disqualifiers: tuple[str, ...]
    steps: tuple[Step, ...]
    losses: tuple[Loss, ...]
    notes: tuple[str, ...]
    carried: Carried
    more: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The sheet as the contract prints it: decimal strings, ratios in per cent."""
        return {
            "policy": {
                "id": self.policy.id, "version": self.policy.version, "fingerprint": self.policy.fingerprint,
            },
            "period": {"from": str(self.first), "to": str(self.last)},
            "official": {"id": self.official, "kind": self.kind, "leader": self.leader},
            "options": dict(self.options),
            "ratios": {name: show(ratio * 100) for name, ratio in self.ratios.items()},
            "result_points": _points(self.result_points),
            "general_points": _points(self.general_points),
            "extra_points": _points(self.extra_points),
            "total": self.total,
            "grade": self.grade,
            "reason": self.reason,
            "disqualifiers": list(self.disqualifiers),
            "steps": [step.to_json() for step in self.steps],
            "losses": [
                {"ref": loss.ref, "kind": loss.kind, "label": loss.label, "points": show(loss.points)}
                for loss in self.losses
            ],
            "notes": list(self.notes),
            "sums": _carried(self.carried),
            **self.more,
        }  # fmt: skip


def _points(value: Fraction | None) -> str | None:
    return None if value is None else show(value)


def _carried(carried: Carried) -> dict[str, Any]:
    def pair(value: tuple[Fraction, int]) -> dict[str, Any]:
        return {"sum": exact(value[0]), "months": value[1]}

    return {
        "months": carried.months,
        "work": {
            axis: {
                "denominator": exact(s.denominator), "assigned": exact(s.assigned), "a": exact(s.a), "b": exact(s.b),
                "c": exact(s.c),
            }
            for axis, s in carried.sums.items()
        },
        "general": pair(carried.general),
        "leadership": {name: pair(value) for name, value in carried.leadership.items()},
        "kpi": pair(carried.kpi),
        "extra": {name: pair(value) for name, value in carried.extra.items()},
        "failed": carried.failed,
        "lines": carried.lines,
    }  # fmt: skip
