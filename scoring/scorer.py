"""One person's facts of one period to a sheet; and the sheet they would have if chosen tasks were done."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from scoring import texts
from scoring.check import check_case, check_official, check_period
from scoring.errors import ScoringError
from scoring.model import Case, Mean, Sums
from scoring.parts import counts_of, parts_of, work_sums
from scoring.policy import Policy
from scoring.registry import builtin, get_policy
from scoring.rules import Rules, rules_for
from scoring.sheet import GENERAL, KPI, Sheet, conclude


def score(case: Case, policies: Mapping[str, Policy] | None = None) -> Sheet:
    """Score one case. Lean: tree, losses and notes are made when asked (`explain`, `losses`, `notes`, `render_sheet`).

    Raises ScoringError for the first value that the policy does not allow.
    """
    rules = rules_of(case, policies)
    check_case(case, rules)
    work = case.work or ()
    parts = parts_of(work, rules)
    sums = Sums(work_sums(parts, rules), _given(case, rules), counts_of(work))
    unclassified = case.unclassified and texts.UNCLASSIFIED.format(label=rules.unclassified[case.unclassified].label)
    return conclude(
        rules,
        (case.official, case.period),
        sums,
        parts,
        disqualifiers=tuple(sorted(case.disqualifiers)),
        unclassified=unclassified,
    )


def rules_of(case: Case, policies: Mapping[str, Policy] | None = None) -> Rules:
    """Resolve the rules of a case; raises ScoringError where its policy, kind, period or options do not fit."""
    policy = get_policy(case.policy, builtin() if policies is None else policies)
    check_period(case.period)
    check_official(case.official, policy)
    return rules_for(policy, case.period, leader=case.official.leader, options=case.options)


def what_if(case: Case, refs: Collection[str], policies: Mapping[str, Policy] | None = None) -> Sheet:
    """Score a case as if the work with these refs were done in full, on time and without further errors.

    Raises ScoringError `code.unknown` for a ref that no line has.
    """
    work = case.work or ()
    known = {line.ref for line in work}
    for ref in refs:
        if ref not in known:
            raise ScoringError("code.unknown", "refs", ref, " · ".join(sorted(known)) or "no work in this case")
    done = (replace(line, done=max(line.done, line.assigned)) if line.ref in refs else line for line in work)
    return score(replace(case, work=tuple(done)), policies)


def _given(case: Case, rules: Rules) -> dict[str, Mean]:
    """Gather what was given from outside, each as a mean over one period."""
    values = {code: value for code, value in (case.leadership or {}).items() if code in rules.shares}
    values |= {code: case.extra[code] for code in case.extra}
    if case.general is not None:
        values[GENERAL] = case.general
    if case.kpi_percent is not None:
        values[KPI] = case.kpi_percent
    return {name: Mean(values[name], 1) for name in sorted(values)}
