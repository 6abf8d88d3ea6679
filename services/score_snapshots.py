"""A closed month is scored once: its facts and result are kept with the rules' fingerprint, the tree is made anew.

Whoever asks again gets the kept result, also after a rule file or a setting has changed; the steps are shown only while
the rule set is the very one that made the result.
"""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import Any

import scoring
from scoring.numbers import SCALE, exact, words
from scoring.policy import Policy
from services.values import Who
from storage import scores as store
from storage.tables import ScoreSnapshot
from storage.uow import UnitOfWork

TREE = "steps"


def printed(sheet: scoring.Sheet) -> dict[str, Any]:
    """The sheet as the contract prints it, with the most points of the result and the rule set's title."""
    most = sheet.policy.result_points(sheet.leader, sheet.first, sheet.last)
    return sheet.to_json() | {"most": words(most), "title": sheet.policy.title}


def kept_sheet(uow: UnitOfWork, who: Who, year: int, month: int) -> dict[str, Any] | None:
    """The printed sheet of a month that was scored after its close; without steps where the rules are others now."""
    kept = store.find(uow, who.id, year, month)
    return None if kept is None else _reopened(kept)


def keep(uow: UnitOfWork, who: Who, case: scoring.Case, policy: Policy, now: datetime) -> dict[str, Any]:
    """Score a closed month and keep it; where somebody else was first, theirs stands."""
    sheet = scoring.score(case, policy)
    row = ScoreSnapshot(
        person_id=who.id,
        year=case.first.year,
        month=case.first.month,
        policy=policy.id,
        version=policy.version,
        fingerprint=policy.fingerprint,
        options=dict(sheet.options),
        facts=facts_of(case),
        result={name: value for name, value in printed(sheet).items() if name != TREE},
        made_at=now,
    )
    kept = store.keep(uow, row)
    data = {"year": row.year, "month": row.month, "policy": policy.id, "fingerprint": policy.fingerprint}
    uow.audit("score.kept", actor_id=who.id, table="score_snapshot", row_id=kept.id, at=now, **data)
    return _reopened(kept)


def _reopened(kept: ScoreSnapshot) -> dict[str, Any]:
    policy = scoring.policies().get(kept.policy)
    if policy is None or policy.fingerprint != kept.fingerprint:
        return dict(kept.result)
    sheet = scoring.score(scoring.parse_case(kept.facts), policy)
    return kept.result | {TREE: printed(sheet)[TREE]}


def facts_of(case: scoring.Case) -> dict[str, Any]:
    """A case of the log as the JSON of the contract: what `scoring.parse_case` reads back."""
    return {
        "policy": case.policy,
        "options": dict(case.options),
        "period": {"from": str(case.first), "to": str(case.last)},
        "official": {"id": case.official, "kind": case.kind, "leader": case.leader},
        "work": [_line(work) for work in case.work],
    }


def _line(work: scoring.Work) -> dict[str, Any]:
    numbers = {"coefficient": work.coefficient, "assigned": work.assigned, "done": work.done}
    texts = {"ref": work.ref, "item": work.item, "name": work.name}
    events = {"quality_errors": work.errors, "delays": work.delays}
    return texts | {name: exact(Fraction(value, SCALE)) for name, value in numbers.items()} | events
