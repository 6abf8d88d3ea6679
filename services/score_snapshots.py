"""A closed month is scored once: its facts and result are kept with the rules' fingerprint, the tree is made anew.

Whoever asks again gets the kept result, also after a rule file or a setting has changed; the steps are shown only while
the rule set is the very one that made the result.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import scoring
from services.values import Who
from storage import scores as store
from storage.tables import ScoreSnapshot
from storage.uow import UnitOfWork

TREE = "steps"


def printed(sheet: scoring.Sheet) -> dict[str, Any]:
    """The sheet as the contract prints it, with the result's most points, the rule set's title, the grade's name."""
    most = sum((group.max for group in sheet.rules.groups if group.input in ("work", "kpi")), Decimal(0))
    label = scoring.grade_label(sheet.rules.policy, sheet.rules.period, sheet.grade)
    named = {"most": f"{most.normalize():f}", "title": sheet.rules.policy.title, "grade_label": label}
    return scoring.render_sheet(sheet) | named


def kept_sheet(uow: UnitOfWork, who: Who, year: int, month: int) -> dict[str, Any] | None:
    """The printed sheet of a month that was scored after its close; without steps where the rules are others now."""
    kept = store.find(uow, who.id, year, month)
    return None if kept is None else _reopened(kept)


def keep(uow: UnitOfWork, who: Who, case: scoring.Case, policy: scoring.Policy, now: datetime) -> dict[str, Any]:
    """Score a closed month and keep it; where somebody else was first, theirs stands."""
    sheet = scoring.score(case)
    row = ScoreSnapshot(
        person_id=who.id,
        year=case.period.first.year,
        month=case.period.first.month,
        policy=policy.id,
        version=policy.ref.version,
        fingerprint=policy.ref.fingerprint,
        options=dict(sheet.record.options),
        facts=scoring.render_case(case),
        result={name: value for name, value in printed(sheet).items() if name != TREE},
        made_at=now,
    )
    kept = store.keep(uow, row)
    data = {"year": row.year, "month": row.month, "policy": policy.id, "fingerprint": row.fingerprint}
    uow.audit("score.kept", actor_id=who.id, table="score_snapshot", row_id=kept.id, at=now, **data)
    return _reopened(kept)


def forget(uow: UnitOfWork, unit_id: int, year: int, month: int, actor_id: int | None, now: datetime) -> int:
    """A month that is opened again is scored anew at its next close; what was kept is noted. Gives how many."""
    rows = store.forget(uow, unit_id, year, month)
    for row in rows:
        data = {"year": year, "month": month, "person": row.person_id, "total": row.result.get("total")}
        uow.audit("score.dropped", actor_id=actor_id, table="score_snapshot", row_id=row.id, at=now, **data)
    return len(rows)


def _reopened(kept: ScoreSnapshot) -> dict[str, Any]:
    policy = scoring.builtin().get(kept.policy)
    if policy is None or policy.ref.fingerprint != kept.fingerprint:
        return dict(kept.result)
    sheet = scoring.score(scoring.read_case(kept.facts))
    return kept.result | {TREE: printed(sheet)[TREE]}
