"""One person's facts of one period, typed and checked: what `score` reads.

Quantities and coefficients are whole ten-thousandths, so that sums over millions of rows stay exact and quick.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

KINDS = ("can_bo", "cong_chuc", "vien_chuc")


@dataclass(frozen=True, slots=True)
class Work:
    """One line: an assignment, or an item summed. Scaled numbers; errors and delays are those that count.

    `assigned`, `done`, `coefficient` in ten-thousandths; `errors`, `delays` after the excused ones are taken off.
    """

    ref: str
    item: str
    coefficient: int
    assigned: int
    done: int
    errors: int = 0
    delays: int = 0
    name: str = ""
    axis: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that a score is computed from.

    `general` and the values of `extra` are points, `leadership` shares from 0 to 1, `kpi_percent` 0 to 100; None or a
    missing key: not given yet. `options` holds the choices made; the policy's defaults fill the rest.
    """

    policy: str
    first: date
    last: date
    official: str
    kind: str
    leader: bool
    work: tuple[Work, ...] = ()
    general: Fraction | None = None
    leadership: Mapping[str, Fraction] = field(default_factory=dict)
    kpi_percent: Fraction | None = None
    extra: Mapping[str, Fraction] = field(default_factory=dict)
    disqualifiers: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)


def as_if_done(case: Case, refs: frozenset[str]) -> Case:
    """The same facts with the named lines done as assigned: what would the score be then?"""
    work = tuple(replace(w, done=max(w.done, w.assigned)) if w.ref in refs else w for w in case.work)
    return replace(case, work=work)
