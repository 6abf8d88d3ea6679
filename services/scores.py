"""A person's score of a month: facts from approved lines, a dated rule set, an explained sheet; its converted work.

What the lines of work are is settled in services/score_facts.py: with a month's plan assigned work is the denominator,
else the approved log, and the sheet says so. A rule set is never guessed: what cannot be scored says why
(`GradedMonth.problem`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import scoring
from services import calendar, general_facts, led, score_facts, score_rules, score_time, when
from services import score_snapshots as snapshots
from services.general_facts import Given, GivenPart
from services.score_snapshots import printed
from services.values import Who
from services.views import norm_minutes
from storage import entries as store
from storage import people
from storage.tables import Entry
from storage.uow import UnitOfWork


@dataclass(frozen=True)
class MonthScore:
    """Converted work of a month: approved (scored), pending (not yet); the approved lines' minutes.

    `minutes` were told, `norm_of_told` is the norm of those lines, `norm_minutes` that of the lines without a time.
    """

    year: int
    month: int
    approved: scoring.Tally
    pending: scoring.Tally
    minutes: int
    norm_minutes: int
    norm_of_told: int = 0


@dataclass(frozen=True)
class Pace:
    """An unfinished month: `projected` converted work at its end, None before `since` (half the working days over)."""

    since: date | None
    projected: Decimal | None


@dataclass(frozen=True)
class GradedMonth:
    """A month with its printed sheet (`scoring.render_sheet` with `most` and `title`), or the `problem` instead.

    `problem`: none (no rule set for the kind of staff, or several) | setting (the agency's does not fit) |
    changed (another one from a day within the month on) | kpi_percent (the rule set wants a KPI result that the log
    cannot give). `closed`: the month of the unit is closed.
    `parts` are the confirmed general points; `ungraded` counts people led whose grade d waits for.
    """

    score: MonthScore
    kind: str
    sheet: Mapping[str, Any] | None
    problem: str | None
    pace: Pace | None
    closed: bool = False
    parts: tuple[GivenPart, ...] = ()
    ungraded: int = 0


def month_score(uow: UnitOfWork, who: Who, year: int, month: int) -> MonthScore:
    """Σ quantity × coefficient of the month through the scoring package."""
    first, last = when.month_bounds(year, month)
    rows = store.of_range(uow, who.id, first, last)
    approved = [row for row in rows if row.state == "approved"]
    return MonthScore(
        year,
        month,
        scoring.tally(_lines(approved)),
        scoring.tally(_lines([row for row in rows if row.state == "pending"])),
        sum(row.minutes or 0 for row in approved),
        sum(norm_minutes(row) or 0 for row in approved if row.minutes is None),
        sum(norm_minutes(row) or 0 for row in approved if row.minutes is not None),
    )


def _lines(rows: list[Entry]) -> list[scoring.Line]:
    return [
        scoring.Line(row.item_code, row.item_name or row.item_code, row.quantity or Decimal(0), row.coefficient)
        for row in rows
        if row.item_code and row.coefficient is not None and row.quantity
    ]


def graded_month(uow: UnitOfWork, who: Who, year: int, month: int, now: datetime) -> GradedMonth:
    """The month with its sheet: as far as the facts go now, or as it was kept once the month is closed."""
    score = month_score(uow, who, year, month)
    kind = kind_of(uow, who)
    pace = _pace(uow, who, score, when.today(now))
    closed = store.is_closed(uow, who.unit_id, date(year, month, 1))
    sheet = snapshots.kept_sheet(uow, who, year, month) if closed else None
    policy = None if sheet else choose(uow, who, kind, year, month)
    if isinstance(policy, str):
        return GradedMonth(score, kind, None, policy, pace, closed)
    given = general_facts.NOTHING
    if policy is not None:
        given = led.given_to(uow, who, policy, year, month)
        case = _case(uow, who, kind, policy, given, year, month)
        whole = closed and bool(case.work or case.unclassified) and not given.unsettled
        sheet = snapshots.keep(uow, who, case, now) if whole else printed(scoring.score(case))
    parts = general_facts.parts_of(uow, who, year, month) if sheet and sheet["general_points"] else ()
    return GradedMonth(score, kind, sheet, None, None if closed else pace, closed, parts, given.ungraded)


def kind_of(uow: UnitOfWork, who: Who) -> str:
    """can_bo, cong_chuc or vien_chuc."""
    return people.with_unit(uow, who.id)[0].kind


def choose(uow: UnitOfWork, who: Who, kind: str, year: int, month: int) -> scoring.Policy | str:
    """The rule set of a month, or the problem why there is none."""
    return score_rules.choose(uow, who.agency_id, kind, year, month)


def case_of(uow: UnitOfWork, who: Who, kind: str, policy: scoring.Policy, year: int, month: int) -> scoring.Case:
    """The facts of a month as the scoring module reads them, with what people gave."""
    return _case(uow, who, kind, policy, led.given_to(uow, who, policy, year, month), year, month)


def _case(
    uow: UnitOfWork, who: Who, kind: str, policy: scoring.Policy, given: Given, year: int, month: int
) -> scoring.Case:
    period = score_rules.period_of(year, month)
    found = score_facts.facts_of_month(uow, [who.id], period.first, period.last)[who.id]
    official = scoring.Official(who.staff_code, kind, who.is_leader)
    return general_facts.added(score_facts.case(policy, official, period, found), given)


def _pace(uow: UnitOfWork, who: Who, score: MonthScore, today: date) -> Pace | None:
    """How the month would end at today's pace; told once half of the working days after leave lie behind."""
    first, last = when.month_bounds(score.year, score.month)
    if not first <= today <= last:
        return None
    book = calendar.book_of(uow, who.id, first, last)
    passed, whole, since = score_time.half_over(book, who.id, first, last, today)
    if passed * 2 < whole or not passed:
        return Pace(since, None)
    projected = score.approved.total * whole / passed
    return Pace(None, projected.quantize(Decimal("0.1"), ROUND_HALF_UP))
