"""Who looked at whose tasks: a giver who reads how far somebody else is leaves a line in the trail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from services.values import TaskView, Who
from storage.uow import UnitOfWork


def note(uow: UnitOfWork, who: Who, tasks: Sequence[TaskView], now: datetime, *, code: str) -> None:
    """Write down which tasks of others were shown (`assignment.listed` | .read); words are referred to by version."""
    others = [task for task in tasks if task.assignee_id != who.id]
    if not others:
        return
    uow.audit(
        f"assignment.{code}", actor_id=who.id, table="assignment", row_id=others[0].id if code == "read" else None,
        at=now, tasks=[task.id for task in others], versions=[task.version for task in others],
        people=sorted({task.assignee_id for task in others}),
    )  # fmt: skip
