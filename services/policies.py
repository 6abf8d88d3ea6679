"""Which rule set an agency scores each kind of staff by: what there is, what is chosen, what that gives today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import scoring
from scoring import Since
from services import score_rules, when
from services.errors import Refusal
from storage.tables import Agency
from storage.uow import UnitOfWork

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
class Step:
    """A rule set that is named from a day on (None: always); `fault` is what is wrong in its first month."""

    since: date | None
    policy: str | None
    fault: str | None = None


@dataclass(frozen=True)
class Choice:
    """A kind of staff: the id that the agency names for the month of asking, and what is in force then.

    `chosen` None: nothing is named, so the only one in force serves. `fault`: the code of what is wrong, None if all
    is well. `steps`: every choice with its day, oldest first; empty where one holds always.
    """

    kind: str
    chosen: str | None
    serves: str | None
    fault: str | None
    steps: tuple[Step, ...] = ()


def rule_sets() -> tuple[RuleSet, ...]:
    """Every rule set of the scoring module, oldest first."""
    found = [
        RuleSet(p.id, p.title, p.ref.version, tuple(p.kinds), p.force.since, p.force.until)
        for p in scoring.builtin().values()
    ]
    return tuple(sorted(found, key=lambda rule: (rule.since, rule.id)))


def choices(agency: Agency, now: datetime) -> tuple[Choice, ...]:
    """What an agency scores each kind of staff by this month, and since when by which."""
    setting = score_rules.setting_of(agency.settings)
    return tuple(_choice(kind, setting.get(kind, ()), when.today(now)) for kind in KINDS)


def _choice(kind: str, told: Sequence[Since], today: date) -> Choice:
    serves, fault = _serves(kind, told, today)
    passed = [row.policy for row in told if row.since is None or row.since <= _first(today)]
    steps = tuple(Step(row.since, row.policy, _serves(kind, told, row.since)[1] if row.since else None) for row in told)
    alone = len(steps) == 1 and steps[0].since is None
    return Choice(kind, passed[-1] if passed else None, serves, fault, () if alone else steps)


def _serves(kind: str, told: Sequence[Since], day: date) -> tuple[str | None, str | None]:
    """The rule set of a day's month, or the code of what is wrong."""
    try:
        found = scoring.choose_policy(kind, score_rules.period_of(day.year, day.month), {kind: told})
    except scoring.ScoringError as error:
        return None, error.code
    return found.id, "kpi_percent" if any(group.input == "kpi" for group in found.groups) else None


def _first(day: date) -> date:
    return day.replace(day=1)


def choose(
    uow: UnitOfWork, agency: Agency, named: Mapping[str, str], cleared: Sequence[str], now: datetime,
    since: date | None = None,
) -> tuple[Choice, ...]:  # fmt: skip
    """Name rule sets for kinds of staff, or take a name back, from a month on (None: this one).

    Earlier months keep the choice that held then, later choices stay, and months that were kept stay as they are.
    Raises Refusal policy.unknown (policy, known), policy.kind (kind, policy, kinds), policy.no_kind (kind),
    policy.since (since, example).
    """
    _check(named, cleared)
    first = since or _first(when.today(now))
    if first.day != 1:
        raise Refusal("policy.since", since=f"{first:%d/%m/%Y}", example=f"--since {_first(first)}")
    before = score_rules.setting_of(agency.settings)
    after = dict(before)
    for kind, name in {**dict.fromkeys(cleared), **named}.items():
        after[kind] = _changed(before.get(kind, ()), Since(first, name))
    if after != before:
        told = {kind: _written(rows) for kind, rows in after.items() if rows}
        changed = {"before": agency.settings.get(score_rules.SETTING), "after": told}
        agency.settings = {**agency.settings, score_rules.SETTING: told}
        uow.add(agency)
        uow.audit("agency.policies", actor_id=None, table="agency", row_id=agency.id, at=now, **changed)
    return choices(agency, now)


def _check(named: Mapping[str, str], cleared: Sequence[str]) -> None:
    for kind in (*named, *cleared):
        if kind not in KINDS:
            raise Refusal("policy.no_kind", kind=kind, known=list(KINDS))
    known = {rule.id: rule for rule in rule_sets()}
    for kind, name in named.items():
        if name not in known:
            raise Refusal("policy.unknown", policy=name, known=list(known))
        if kind not in known[name].kinds:
            raise Refusal("policy.kind", kind=kind, policy=name, kinds=list(known[name].kinds))


def _changed(before: Sequence[Since], change: Since) -> tuple[Since, ...]:
    """The choices with one more; what names the same as the one before it says nothing and is dropped."""
    rows = sorted([row for row in before if row.since != change.since] + [change], key=_day)
    kept: list[Since] = []
    for row in rows:
        if row.policy != (kept[-1].policy if kept else None):
            kept.append(row)
    return tuple(kept)


def _day(row: Since) -> date:
    return row.since or date.min


def _written(rows: Sequence[Since]) -> str | list[dict[str, str | None]]:
    """As the setting keeps it: a plain name where one holds always."""
    if len(rows) == 1 and rows[0].since is None and rows[0].policy is not None:
        return rows[0].policy
    return [{"since": row.since.isoformat() if row.since else None, "policy": row.policy} for row in rows]
