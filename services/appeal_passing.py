"""An objection whose judge has left goes to the next higher: nobody who objected waits for somebody who is gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services import appeals
from services.appeals import AppealView
from services.errors import Refusal
from services.people import get_who
from storage import appeals as store
from storage import entries as lines
from storage import people, tree
from storage.tables import Appeal, Person
from storage.uow import UnitOfWork

MOST = 50


@dataclass(frozen=True)
class Passed:
    """An objection with its new judge, and who had it before."""

    view: AppealView
    before: str


def waits(uow: UnitOfWork) -> bool:
    """Whether an open objection can be passed on; one above whom nobody stands stays where it is."""
    return any(_next(uow, row) is not None for row in store.left_behind(uow, MOST, lock=False))


def pass_on(uow: UnitOfWork, now: datetime) -> tuple[Passed, ...]:
    """Give each open objection of a judge who is no longer active to the next higher; said in the same transaction."""
    passed = []
    for row in store.left_behind(uow, MOST, lock=True):
        judge = _next(uow, row)
        old = people.get(uow, row.judge_id)
        if judge is None or old is None:
            continue
        store.hand_over(uow, row, judge.id or 0)
        uow.audit(
            "appeal.passed", actor_id=None, table="appeal", row_id=row.id, at=now, before=old.id, after=judge.id
        )  # fmt: skip
        passed.append(Passed(appeals.seen(uow, row), old.full_name))
    return tuple(passed)


def _next(uow: UnitOfWork, row: Appeal) -> Person | None:
    """The judge as the tree stands now, else whoever stands above the one who left; never who decided the line."""
    entry = lines.get(uow, row.entry_id) if row.entry_id is not None else None
    decided_by = entry.reviewer_id if entry is not None else None
    try:
        return appeals.judge_of(uow, get_who(uow, row.person_id), decided_by)
    except Refusal:
        old = people.get(uow, row.judge_id)
        above = tree.active_manager(uow, old) if old is not None else None
        return above if above is not None and above.id not in (row.person_id, decided_by) else None
