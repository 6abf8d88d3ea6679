"""The history of a task: each change with the state before and after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services import permissions
from services.assign_views import view
from services.values import TaskView, Who
from storage import assign as store
from storage.tables import Assignment
from storage.uow import UnitOfWork


@dataclass(frozen=True)
class Step:
    """One change of a task."""

    operation: str
    at: datetime
    actor_id: int | None
    before: TaskView
    after: TaskView


def of(uow: UnitOfWork, who: Who, assignment_id: int) -> tuple[Step, ...]:
    """Every change of a task that this person gave or received, oldest first."""
    row = permissions.access_assignment(uow, who, assignment_id)
    kept = store.history(uow, assignment_id)
    states = [view(uow, Assignment(**store.kept_values(version))) for version in kept]
    states.append(view(uow, row))
    return tuple(
        Step(version.operation, version.at, version.actor_id, before, after)
        for version, before, after in zip(kept, states[:-1], states[1:], strict=True)
    )
