"""Ranges and codes of a case against its rules, whichever way the case came; paths are those of the JSON form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Final

from scoring.errors import MISSING, ScoringError
from scoring.fields import join
from scoring.model import KINDS, Case, Official, Period, Work
from scoring.numbers import MAX_COEFFICIENT, MAX_COUNT, MAX_QUANTITY, ONE, PLACES, fits
from scoring.policy import Policy
from scoring.rules import Rules

COEFFICIENT_PLACES = 6
LONGEST: Final = timedelta(days=366)
HUNDRED = Decimal(100)


def check_period(period: Period) -> None:
    """Raise ScoringError where the days are swapped or more than a year apart."""
    if period.last < period.first:
        allowed = f"a day from period.from ({period.first}) on"
        raise ScoringError("period.swapped", "period.to", period.last.isoformat(), allowed)
    if period.last - period.first >= LONGEST:
        raise ScoringError("period.long", "period", str(period), "a period of at most one year")


def check_official(official: Official, policy: Policy) -> None:
    """Raise ScoringError where the policy is not for this kind of staff."""
    if official.kind not in KINDS:
        raise ScoringError("code.unknown", "official.kind", official.kind, " · ".join(KINDS))
    if official.kind not in policy.kinds:
        allowed = f"{' · '.join(policy.kinds)} under {policy.id}"
        raise ScoringError("policy.kind", "official.kind", official.kind, allowed)


def check_case(case: Case, rules: Rules) -> None:
    """Raise ScoringError for the first value out of range, unknown code, or key that this policy does not take."""
    _check_source_of_results(case, rules)
    for index, line in enumerate(case.work or ()):
        check_work(line, index, rules)
    _check_general(case, rules)
    _check_extra(case.extra, rules)
    _check_leadership(case, rules)
    for index, code in enumerate(case.disqualifiers):
        _check_code(f"disqualifiers[{index}]", code, rules.disqualifiers)
    if case.unclassified is not None:
        _check_code("unclassified", case.unclassified, rules.unclassified)


def _check_source_of_results(case: Case, rules: Rules) -> None:
    wanted, other = ("work", "kpi_percent") if rules.policy.takes_work else ("kpi_percent", "work")
    given: Mapping[str, object] = {"work": case.work, "kpi_percent": case.kpi_percent}
    if given[other] is not None:
        shown = str(case.kpi_percent) if other == "kpi_percent" else f"{len(case.work or ())} lines"
        raise ScoringError("key.unknown", other, shown, f"{wanted} instead, under {rules.policy.id}")
    if given[wanted] is None:
        raise ScoringError("key.missing", wanted, MISSING, f"{wanted}, from which {rules.policy.id} takes the result")
    if case.kpi_percent is not None:
        _check_number("kpi_percent", case.kpi_percent, HUNDRED)


def check_work(line: Work, index: int, rules: Rules) -> None:
    """Check one line of work."""
    path = f"work[{index}]"
    if not fits(line.coefficient, MAX_COEFFICIENT, COEFFICIENT_PLACES):
        _check_number(join(path, "coefficient"), line.coefficient, MAX_COEFFICIENT, COEFFICIENT_PLACES)
    if not fits(line.assigned, MAX_QUANTITY, PLACES):
        _check_number(join(path, "assigned"), line.assigned, MAX_QUANTITY)
    if line.done is not line.assigned and not fits(line.done, MAX_QUANTITY, PLACES):
        _check_number(join(path, "done"), line.done, MAX_QUANTITY)
    if line.quality_errors or line.excused_quality_errors:
        _check_events(path, "quality_errors", line.quality_errors, line.excused_quality_errors)
    if line.delays or line.excused_delays:
        _check_events(path, "delays", line.delays, line.excused_delays)
    groups = rules.work_groups
    if line.group is None and len(groups) != 1:
        raise ScoringError("key.missing", f"{path}.group", MISSING, " · ".join(groups))
    if line.group is not None and line.group not in groups:
        raise ScoringError("code.unknown", f"{path}.group", line.group, " · ".join(groups))


def _check_events(path: str, name: str, counted: int, excused: int) -> None:
    if 0 <= excused <= counted <= MAX_COUNT:
        return
    for key, value in ((name, counted), (f"excused_{name}", excused)):
        if not 0 <= value <= MAX_COUNT:
            raise ScoringError("value.range", join(path, key), value, f"a whole number from 0 to {MAX_COUNT}")
    allowed = f"at most {name} ({counted}), of which they are a part"
    raise ScoringError("value.range", join(path, f"excused_{name}"), excused, allowed)


def _check_number(key: str, value: Decimal, most: Decimal, digits: int = PLACES) -> None:
    if not fits(value, most, digits):
        raise ScoringError("value.range", key, str(value), f"0 to {most:f} with at most {digits} places")


def _check_general(case: Case, rules: Rules) -> None:
    group = next((group for group in rules.groups if group.input == "general"), None)
    if case.general is None:
        return
    if group is None:
        raise ScoringError("key.unknown", "general", str(case.general), f"no general points under {rules.policy.id}")
    _check_number("general.points", case.general, group.max)


def _check_extra(extra: Mapping[str, Decimal], rules: Rules) -> None:
    known = {group.code: group for group in rules.groups if group.input == "extra"}
    role = "leaders" if rules.leader else "staff"
    for code, value in extra.items():
        if code not in known:
            allowed = f"the point groups {', '.join(known) or 'none'} of {rules.policy.id} for {role}"
            raise ScoringError("key.unknown", join("extra", code), str(value), allowed)
        _check_number(join("extra", code), value, known[code].max)


def _check_leadership(case: Case, rules: Rules) -> None:
    if case.leadership is None:
        return
    shares = rules.shares
    if not shares:
        role = "leaders" if rules.leader else "officials who lead nobody (official.leader is false)"
        allowed = f"no leadership for {role} under {rules.policy.id}"
        shown = {code: str(value) for code, value in case.leadership.items()}
        raise ScoringError("key.unknown", "leadership", shown, allowed)
    for code, value in case.leadership.items():
        if code not in shares:
            raise ScoringError("key.unknown", join("leadership", code), str(value), f"the keys {', '.join(shares)}")
        _check_number(join("leadership", code), value, ONE)
    for code in shares:
        if code not in case.leadership:
            raise ScoringError("key.missing", join("leadership", code), MISSING, "a share from 0 to 1")


def _check_code(key: str, code: str, known: Mapping[str, object]) -> None:
    if code not in known:
        raise ScoringError("code.unknown", key, code, " · ".join(known) or "none under this policy")
