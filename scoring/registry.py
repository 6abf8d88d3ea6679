"""Which rule sets there are, and which one holds for a kind of staff: said by an agency, never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from scoring.errors import PolicyFileError, ScoringError
from scoring.load import load_policy
from scoring.model import KINDS, Period
from scoring.policy import Policy, require_in_force
from scoring.setting import Chosen, name_in

FOLDER = Path(__file__).resolve().parent / "policies"


@cache
def builtin() -> Mapping[str, Policy]:
    """Give the rule sets of this package by id; read once."""
    return load_folder(FOLDER)


def load_folder(folder: Path) -> Mapping[str, Policy]:
    """Load every *.toml of a folder: id → policy. Raises PolicyFileError; two files with one id are a fault."""
    if not folder.is_dir():
        raise ScoringError("policy.folder", "policies", str(folder), "a folder with policy files *.toml")
    found: dict[str, Policy] = {}
    for file in sorted(folder.glob("*.toml")):
        policy = load_policy(file)
        if policy.id in found:
            fault = ScoringError(
                "value.twice", "id", policy.id, f"an id of its own; {found[policy.id].file.name} has it"
            )
            raise PolicyFileError(file, 1, fault)
        found[policy.id] = policy
    return MappingProxyType(found)


def get_policy(name: str, policies: Mapping[str, Policy]) -> Policy:
    """Give one rule set; raises ScoringError `policy.unknown`."""
    if name not in policies:
        raise ScoringError("policy.unknown", "policy", name, " · ".join(policies))
    return policies[name]


def choose_policy(
    kind: str,
    period: Period,
    setting: Mapping[str, Chosen] | None = None,
    policies: Mapping[str, Policy] | None = None,
) -> Policy:
    """Give the rule set of a kind of staff in a period; `setting` is the agency's choice: kind → policy id, or the
    ids with the days since when (`Since`).

    Without a choice there must be exactly one in force. Raises ScoringError `policy.none` or `policy.ambiguous`, or
    what is wrong with the chosen one (`policy.unknown`, `.kind`, `.not_in_force`, `.crosses_change`), or
    `policy.choice_changes` where the choice itself changes within the period.
    """
    known = builtin() if policies is None else policies
    if kind not in KINDS:
        raise ScoringError("code.unknown", "kind", kind, " · ".join(KINDS))
    chosen = name_in((setting or {}).get(kind), period)
    return _chosen(chosen, kind, period, known) if chosen is not None else _only_one(kind, period, known)


def _chosen(name: str, kind: str, period: Period, policies: Mapping[str, Policy]) -> Policy:
    policy = get_policy(name, policies)
    if kind not in policy.kinds:
        raise ScoringError("policy.kind", "kind", kind, f"{' · '.join(policy.kinds)} under {policy.id}")
    require_in_force(policy, period)
    return policy


def _only_one(kind: str, period: Period, policies: Mapping[str, Policy]) -> Policy:
    found = [policy for policy in policies.values() if kind in policy.kinds and policy.force.touches(period)]
    if not found:
        allowed = f"a kind with a policy in force in {period}; an agency's setting may name one of its own"
        raise ScoringError("policy.none", "kind", kind, allowed)
    if len(found) > 1:
        names = " · ".join(policy.id for policy in found)
        raise ScoringError(
            "policy.ambiguous", "kind", kind, f"an agency's setting that names one of {names} in {period}"
        )
    require_in_force(found[0], period)
    return found[0]
