"""Which rule set a month is scored by: the agency's setting for the kind of staff, never a guess."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import scoring
from services import when
from storage import entries as store
from storage.uow import UnitOfWork

POLICIES: Mapping[str, str] = {"cong_chuc": "nd335-2025", "vien_chuc": "nd233-2026"}
"""What an agency without the setting "policies" scores by; can_bo take the only rule set in force, if any."""
SETTING = "policies"
PROBLEMS = {
    "policy.none": "none", "policy.ambiguous": "none", "policy.choice_changes": "changed",
    "policy.crosses_change": "changed",
}  # fmt: skip
"""Why a month has no rule set, as the scoring module says it; anything else is the setting's fault."""


def period_of(year: int, month: int) -> scoring.Period:
    """A month as the scoring module knows it."""
    return scoring.Period(*when.month_bounds(year, month))


def choose(uow: UnitOfWork, agency_id: int, kind: str, year: int, month: int) -> scoring.Policy | str:
    """The rule set of a month, or the problem why there is none."""
    return chosen(store.agency_settings(uow, agency_id), kind, year, month)


def by_kind(uow: UnitOfWork, agency_id: int, kinds: set[str], year: int, month: int) -> dict[str, scoring.Policy]:
    """The rule sets of an agency's kinds of staff; a kind that cannot be scored is left out."""
    settings = store.agency_settings(uow, agency_id)
    found = {kind: chosen(settings, kind, year, month) for kind in kinds}
    return {kind: policy for kind, policy in found.items() if not isinstance(policy, str)}


def setting_of(settings: Mapping[str, Any]) -> dict[str, tuple[scoring.Since, ...]]:
    """What an agency names for each kind of staff, oldest first; without a setting of its own the usual.

    A plain name holds always. What cannot be read is kept as a name that no rule set has, so that it is said.
    """
    told = settings.get(SETTING, POLICIES)
    return {kind: _dated(value) for kind, value in (told if isinstance(told, Mapping) else POLICIES).items()}


def _dated(value: Any) -> tuple[scoring.Since, ...]:
    if isinstance(value, str):
        return (scoring.Since(None, value),)
    try:
        told = [
            scoring.Since(date.fromisoformat(row["since"]) if row["since"] else None, row["policy"]) for row in value
        ]
    except (KeyError, TypeError, ValueError):
        return (scoring.Since(None, str(value)),)
    return tuple(sorted(told, key=lambda row: row.since or date.min))


def chosen(settings: Mapping[str, Any], kind: str, year: int, month: int) -> scoring.Policy | str:
    """The same by an agency's settings."""
    try:
        policy = scoring.choose_policy(kind, period_of(year, month), setting_of(settings))
    except scoring.ScoringError as error:
        return PROBLEMS.get(error.code, "setting")
    return "kpi_percent" if any(group.input == "kpi" for group in policy.groups) else policy
