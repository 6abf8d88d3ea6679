"""Generated cases: lines with hours, shared jobs, errors and excuses, under every choice the law leaves open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from scoring import Case, Official, Period, Work

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
COEFFICIENTS = st.sampled_from([Decimal(text) for text in ("0.04", "0.3", "1", "1.5", "2", "3", "4.5")])
QUANTITIES = st.one_of(st.integers(0, 40).map(Decimal), st.decimals(0, 40, places=4))
EVENTS = st.integers(0, 12)


@st.composite
def lines(draw: st.DrawFn, *, excused: bool = True) -> Work:
    """One line; errors and delays may exceed what is there."""
    errors, delays = draw(EVENTS), draw(EVENTS)
    return Work(
        ref=draw(st.sampled_from("ABCDE")),
        coefficient=draw(COEFFICIENTS),
        assigned=draw(QUANTITIES),
        done=draw(QUANTITIES),
        quality_errors=errors,
        delays=delays,
        excused_quality_errors=draw(st.integers(0, errors)) if excused else 0,
        excused_delays=draw(st.integers(0, delays)) if excused else 0,
    )


OPTIONS = st.fixed_dictionaries(
    {
        "deduction_base": st.sampled_from(["unit", "line"]),
        "denominator": st.sampled_from(["assigned", "approved"]),
        "ratio_cap": st.sampled_from(["1", "1.2", "none"]),
    }
)
SHARES = st.sampled_from([Decimal(text) for text in ("0", "0.5", "0.75", "1")])
POINTS = st.decimals(0, 30, places=2)


@st.composite
def cases(draw: st.DrawFn, *, assigned_only: bool = False, base: str | None = None) -> Case:
    """One case of staff or a leader with at least one line on which something was assigned and done."""
    leader = draw(st.booleans())
    options = dict(draw(OPTIONS))
    if assigned_only:
        options["denominator"] = "assigned"
    if base:
        options["deduction_base"] = base
    first = replace(draw(lines()), assigned=Decimal(4), done=Decimal(2))
    return Case(
        policy="nd335-2025",
        official=Official("P", "cong_chuc", leader),
        period=NOVEMBER,
        work=(first, *draw(st.lists(lines(), max_size=6))),
        general=draw(POINTS),
        options=options,
        leadership={code: draw(SHARES) for code in ("d", "đ", "e")} if leader else None,
    )
