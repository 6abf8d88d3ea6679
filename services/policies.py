"""Which rule set an agency scores each kind of staff by: what there is, what is chosen, what that gives today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import scoring
from services import when
from services.errors import Refusal
from services.score_rules import POLICIES
from storage.tables import Agency
from storage.uow import UnitOfWork

SETTING = "policies"
KINDS = ("can_bo", "cong_chuc", "vien_chuc")


@dataclass(frozen=True)
class RuleSet:
    """A rule set: for whom, from the first day to the last (None: until repealed)."""

    id: str
    title: str
    version: str
    kinds: tuple[str, ...]
    since: date
    until: date | None


@dataclass(frozen=True)
class Choice:
    """A kind of staff: the id that the agency names, and what is in force in the month of asking.

    `chosen` None: nothing is named, so the only one in force serves. `fault`: the code of what is wrong, None if all
    is well.
    """

    kind: str
    chosen: str | None
    serves: str | None
    fault: str | None


def rule_sets() -> tuple[RuleSet, ...]:
    """Every rule set of the scoring module, oldest first."""
    found = [
        RuleSet(p.id, p.title, p.ref.version, tuple(p.kinds), p.force.since, p.force.until)
        for p in scoring.builtin().values()
    ]
    return tuple(sorted(found, key=lambda rule: (rule.since, rule.id)))


def choices(agency: Agency, now: datetime) -> tuple[Choice, ...]:
    """What an agency scores each kind of staff by this month."""
    setting = setting_of(agency)
    return tuple(_choice(kind, setting, when.today(now)) for kind in KINDS)


def setting_of(agency: Agency) -> dict[str, str]:
    """The agency's own setting, else the usual one."""
    told = agency.settings.get(SETTING)
    return dict(told) if isinstance(told, dict) else dict(POLICIES)


def _choice(kind: str, setting: Mapping[str, str], today: date) -> Choice:
    try:
        found = scoring.choose_policy(kind, _month(today), setting)
    except scoring.ScoringError as error:
        return Choice(kind, setting.get(kind), None, error.code)
    kpi = any(group.input == "kpi" for group in found.groups)
    return Choice(kind, setting.get(kind), found.id, "kpi_percent" if kpi else None)


def _month(today: date) -> scoring.Period:
    first = today.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return scoring.Period(first, following - timedelta(days=1))


def choose(
    uow: UnitOfWork, agency: Agency, named: Mapping[str, str], cleared: Sequence[str], now: datetime
) -> tuple[Choice, ...]:
    """Name rule sets for kinds of staff, or take a name back; months that were kept stay as they are.

    Raises Refusal policy.unknown (policy, known), policy.kind (kind, policy, kinds), policy.no_kind (kind).
    """
    for kind in (*named, *cleared):
        if kind not in KINDS:
            raise Refusal("policy.no_kind", kind=kind, known=list(KINDS))
    known = {rule.id: rule for rule in rule_sets()}
    for kind, name in named.items():
        if name not in known:
            raise Refusal("policy.unknown", policy=name, known=list(known))
        if kind not in known[name].kinds:
            raise Refusal("policy.kind", kind=kind, policy=name, kinds=list(known[name].kinds))
    before = setting_of(agency)
    after = {kind: name for kind, name in (before | dict(named)).items() if kind not in cleared}
    if after != before:
        agency.settings = {**agency.settings, SETTING: after}
        uow.add(agency)
        changed = {"before": before, "after": after}
        uow.audit("agency.policies", actor_id=None, table="agency", row_id=agency.id, at=now, **changed)
    return choices(agency, now)
