"""What people gave to a month, as the score takes it: the confirmed general points, d, đ, e, cases that force a grade.

A self-score alone is nothing yet: until somebody above confirms, the points are "not given", never zero.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

import scoring
from services.score_rules import period_of
from services.values import Who
from storage import general as store
from storage.tables import GeneralScore
from storage.uow import UnitOfWork


@dataclass(frozen=True)
class GivenPart:
    """A confirmed part of the general points."""

    label: str
    points: Decimal
    most: Decimal


@dataclass(frozen=True)
class Apart:
    """Why a month is not graded, in the words of its rule set; the note is whoever told it's own."""

    code: str
    label: str
    note: str | None


@dataclass(frozen=True)
class Led:
    """Grades of the people led, None where not known yet; `unsettled`: one of those may still come."""

    grades: tuple[str | None, ...] = ()
    unsettled: bool = False

    @property
    def ungraded(self) -> int:
        """How many grades are not known yet."""
        return self.grades.count(None)


@dataclass(frozen=True)
class Given:
    """The given part of a case. d waits for the grades of `ungraded` people led; `unsettled`: they may still come.

    `unclassified`: code of the reason why the month has no grade.
    """

    general: Decimal | None = None
    leadership: dict[str, Decimal] | None = None
    cases: tuple[str, ...] = ()
    ungraded: int = 0
    unsettled: bool = False
    unclassified: str | None = None


NOTHING = Given()


def given(
    row: GeneralScore | None, policy: scoring.Policy, period: scoring.Period, leader: bool, led: Callable[[], Led]
) -> Given:
    """What a row gives to the case; the grades of the people led are only asked for where đ and e are there."""
    if row is None or row.policy != policy.id:
        return NOTHING
    points = sum((Decimal(value) for value in row.given.values()), Decimal(0)) if row.given else None
    apart = row.unclassified["code"] if row.unclassified else None
    found = Given(points, cases=tuple(sorted(row.cases)), unclassified=apart)
    return _with_shares(found, row, policy, period, led) if leader and apart is None else found


def _with_shares(
    found: Given, row: GeneralScore, policy: scoring.Policy, period: scoring.Period, led: Callable[[], Led]
) -> Given:
    shares = {code: Decimal(value) for code, value in row.shares.items()}
    asked = scoring.leading_shares(policy, period)
    if any(share.code not in shares and not share.computed for share in asked):
        return found
    below = led()
    for share in asked:
        computed = scoring.unit_share(policy, period, share, below.grades) if share.computed else None
        if computed is not None:
            shares[share.code] = computed
        elif share.computed and below.ungraded:
            return Given(found.general, None, found.cases, below.ungraded, below.unsettled)
    whole = {share.code: shares[share.code] for share in asked if share.code in shares}
    return Given(found.general, whole if len(whole) == len(asked) else None, found.cases)


def added(case: scoring.Case, found: Given) -> scoring.Case:
    """The case with what people gave."""
    return replace(
        case, general=found.general, leadership=found.leadership, disqualifiers=found.cases,
        unclassified=found.unclassified,
    )  # fmt: skip


def parts_of(uow: UnitOfWork, who: Who, year: int, month: int) -> tuple[GivenPart, ...]:
    """The confirmed parts of a month's general points with their labels; empty until they are confirmed."""
    row = store.find(uow, who.id, year, month)
    policy = scoring.builtin().get(row.policy) if row else None
    if row is None or not row.given or policy is None:
        return ()
    groups = {group.code: group for group in scoring.general_groups(policy, period_of(year, month))}
    return tuple(
        GivenPart(groups[code].label, Decimal(points), groups[code].max)
        for code, points in row.given.items()
        if code in groups
    )


def apart(policy: scoring.Policy, period: scoring.Period, row: GeneralScore | None) -> Apart | None:
    """Why the month of a row is not graded; None where it is."""
    if row is None or row.unclassified is None:
        return None
    code = row.unclassified["code"]
    rules = scoring.rules_for(policy, period, leader=False, options={})
    return Apart(code, rules.unclassified[code].label, row.unclassified["note"]) if code in rules.unclassified else None
