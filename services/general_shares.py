"""A leader's d, đ, e: d is computed from the people led, đ and e are given by whoever may review the leader's lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import scoring
from services import general, led, permissions, score_rules, when
from services.errors import Refusal
from services.general_facts import Led
from services.people import get_who
from services.values import Who
from storage import general as store
from storage import review as reviews
from storage.tables import GeneralScore
from storage.uow import UnitOfWork


@dataclass(frozen=True)
class Share:
    """A leader's d, đ or e. `computed` ones come from the people led; `value` None: not known yet."""

    code: str
    label: str
    computed: bool
    levels: tuple[Decimal, ...]
    value: Decimal | None


def shares_of(
    policy: scoring.Policy, period: scoring.Period, row: GeneralScore | None, below: Led | None
) -> tuple[Share, ...]:
    """A leader's shares; the computed one only where the grades of the people led were asked for."""
    given = row.shares if row else {}
    found = []
    for share in scoring.leading_shares(policy, period):
        value = Decimal(given[share.code]) if share.code in given else None
        computed = share.computed and (below is None or bool(below.grades))
        if computed:
            value = scoring.unit_share(policy, period, share, below.grades) if below else None
        levels = tuple(level.share for level in share.levels)
        found.append(Share(share.code, share.label, computed, levels, value))
    return tuple(found)


def give(
    uow: UnitOfWork, who: Who, person_id: int, year: int, month: int, shares: Mapping[str, Decimal], now: datetime
) -> None:
    """Give a leader's đ and e (d too where nobody is led from whom it could be computed).

    Raises NotFound, Refusal general.early, .closed, .not_leader, .share, .computed, .level.
    """
    general.check_month(year, month, now)
    person = permissions.access_person_to_review(uow, who, person_id, when.today(now))
    reviews.hold_units(uow, [person.unit_id])
    whose = get_who(uow, person_id)
    policy = general.groups_of(uow, whose, year, month)[0]
    row = general.lock(uow, whose, policy, year, month)
    general.check_open(general.card(uow, whose, year, month, now))
    below = led.led_by(uow, whose, year, month) if whose.is_leader else None
    known = shares_of(policy, score_rules.period_of(year, month), row, below) if whose.is_leader else ()
    for code, value in shares.items():
        _check({share.code: share for share in known}, code, value, whose.name)
    before = dict(row.shares)
    if all(code in before and Decimal(before[code]) == value for code, value in shares.items()):
        return  # the same tap again changes nothing
    row.shares = before | {code: str(value) for code, value in shares.items()}
    row.shares_by = who.id
    store.put(uow, row)
    uow.audit("general.shares", actor_id=who.id, table="general_score", row_id=row.id, at=now, year=year, month=month,
              before=before, after=row.shares)  # fmt: skip


def _check(known: Mapping[str, Share], code: str, value: Decimal, name: str) -> None:
    if not known:
        raise Refusal("general.not_leader", name=name)
    if code not in known:
        raise Refusal("general.share", codes=", ".join(known))
    if known[code].computed:
        raise Refusal("general.computed", code=code)
    levels = known[code].levels
    if (levels and value not in levels) or not 0 <= value <= 1:
        steps = " · ".join(f"{level * 100:.0f} %" for level in levels) or "0–100 %"
        raise Refusal("general.level", code=code, levels=steps)
