"""Which rule set a month is scored by: the agency's setting for the kind of staff, never a guess."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import scoring
from services import when
from storage import entries as store
from storage.uow import UnitOfWork

POLICIES: Mapping[str, str] = {"cong_chuc": "nd335-2025", "vien_chuc": "nd233-2026"}
"""What an agency without the setting "policies" scores by; can_bo take the only rule set in force, if any."""


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


def chosen(settings: Mapping[str, Any], kind: str, year: int, month: int) -> scoring.Policy | str:
    """The same by an agency's settings."""
    setting = settings.get("policies", POLICIES)
    setting = setting if isinstance(setting, dict) else POLICIES
    try:
        policy = scoring.choose_policy(kind, period_of(year, month), setting)
    except scoring.ScoringError as error:
        return "none" if error.code in ("policy.none", "policy.ambiguous") else "setting"
    return "kpi_percent" if any(group.input == "kpi" for group in policy.groups) else policy
