"""A closed month is scored once: its facts and result are kept with the rules' fingerprint, the tree is made anew.

Whoever asks again gets the kept result, also after a rule file or a setting has changed; steps and losses are shown
only while the rule set is the very one that made the result.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

import scoring
from services.values import Who
from storage import scores as store
from storage.tables import ScoreSnapshot
from storage.uow import UnitOfWork

UNGRADED = "khong_xep_loai"
"""The code that stands for no grade."""


def printed(sheet: scoring.Sheet) -> dict[str, Any]:
    """The sheet as the contract prints it, with the result's most points, the rule set's title, the grade's name."""
    return result(sheet) | scoring.render_explained(sheet)


def result(sheet: scoring.Sheet) -> dict[str, Any]:
    """The same without losses and tree, which are computed when somebody asks: what is kept of a month."""
    rules = sheet.rules
    label = scoring.grade_label(rules.policy, rules.period, sheet.grade)
    return scoring.render_result(sheet) | {"most": _most(rules), "title": rules.policy.title, "grade_label": label}


def unclassified(sheet: Mapping[str, Any]) -> str | None:
    """Why a printed sheet has no grade, where somebody has said so; None where it is graded or only has no work."""
    told: str | None = sheet["unclassified"]
    return told if sheet["grade"] == UNGRADED else None


@lru_cache(maxsize=256)
def _most(rules: scoring.Rules) -> str:
    most = sum((group.max for group in rules.groups if group.input in ("work", "kpi")), Decimal(0))
    return f"{most.normalize():f}"


def kept_sheet(uow: UnitOfWork, who: Who, year: int, month: int) -> dict[str, Any] | None:
    """The printed sheet of a month that was scored after its close; without steps where the rules are others now."""
    kept = store.find(uow, who.id, year, month)
    return None if kept is None else _reopened(kept)


def snapshot(person_id: int, case: scoring.Case, now: datetime) -> dict[str, Any]:
    """What is kept of a month, column by column. Raises ScoringError."""
    sheet = scoring.score(case)
    record = sheet.record
    return {
        "person_id": person_id,
        "year": case.period.first.year,
        "month": case.period.first.month,
        "policy": record.policy.id,
        "version": record.policy.version,
        "fingerprint": record.policy.fingerprint,
        "options": dict(record.options),
        "facts": scoring.render_case(case),
        "result": result(sheet),
        "made_at": now,
    }


def keep(uow: UnitOfWork, who: Who, case: scoring.Case, now: datetime) -> dict[str, Any]:
    """Score a closed month and keep it; where somebody else was first, theirs stands."""
    row = snapshot(who.id, case, now)
    kept = store.keep(uow, ScoreSnapshot(**row))
    data = {name: row[name] for name in ("year", "month", "policy", "fingerprint")}
    uow.audit("score.kept", actor_id=who.id, table="score_snapshot", row_id=kept.id, at=now, **data)
    return _reopened(kept)


def _reopened(kept: ScoreSnapshot) -> dict[str, Any]:
    policy = scoring.builtin().get(kept.policy)
    if policy is None or policy.ref.fingerprint != kept.fingerprint:
        return dict(kept.result)
    return kept.result | scoring.render_explained(scoring.score(scoring.read_case(kept.facts)))
