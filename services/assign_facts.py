"""What was assigned to people in a period, for the score: tasks and the month's plan, a few questions for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from services import when
from storage import assign as tasks
from storage import deadlines, quotas
from storage.uow import UnitOfWork

NONE = (0, 0)
PLACES = 4
SMALLEST = Decimal("0.0001")
WHOLE = Decimal(1)


class AssignedFact(NamedTuple):
    """One thing assigned to one person: `ref` is "T<assignment id>" or "Q<quota id>".

    `quantity` is that of the whole job in the item's unit, `share` this person's part of 1. Item and coefficient are
    frozen; None for work that is in no catalogue. `delays` counts deadlines passed undone, `excused_delays` those
    with a confirmed objective cause. `state` is the task's; "plan" for a quota.
    """

    person_id: int
    ref: str
    item: str | None
    label: str
    coefficient: Decimal | None
    quantity: Decimal
    share: Decimal
    due: date | None
    delays: int
    excused_delays: int
    state: str
    measure: str | None = None
    unit: str | None = None
    assignment_id: int | None = None

    @property
    def assigned(self) -> Decimal:
        """This person's part of the quantity, to four places: a third of half a file is no exact decimal."""
        if self.share == WHOLE:
            return self.quantity
        part = self.quantity * self.share
        return part if part.as_tuple().exponent >= -PLACES else part.quantize(SMALLEST, ROUND_HALF_UP)  # type: ignore[operator]


def facts(uow: UnitOfWork, person_ids: Sequence[int], first: date, last: date) -> tuple[AssignedFact, ...]:
    """What these people were assigned from `first` to `last`: tasks due then (without a deadline: given then), and the
    quotas of the months that lie wholly within. Tasks withdrawn or moved to somebody else count for nobody.

    Three questions to the database for each 10,000 people.
    """
    since, until = _midnight(first), _midnight(last + timedelta(days=1))
    rows = tasks.facts(uow, person_ids, first, last, since, until)
    late = deadlines.counts(uow, [row.id for row in rows])
    planned = quotas.of_months(uow, person_ids, _months(first, last))
    return (*(_task(row, late.get(row.id, NONE)) for row in rows), *map(_quota, planned))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), when.ZONE)


def _months(first: date, last: date) -> list[tuple[int, int]]:
    """The whole months of a period."""
    months = []
    start = date(first.year, first.month, 1)
    while start <= last:
        _, ends = when.month_bounds(start.year, start.month)
        if start >= first and ends <= last:
            months.append((start.year, start.month))
        start = ends + timedelta(days=1)
    return months


def _task(row: Any, late: tuple[int, int]) -> AssignedFact:
    return AssignedFact(
        row.assignee_id, f"T{row.id}", row.item_code, row.item_name or row.text, row.coefficient, row.quantity,
        row.share, row.due_date, late[0], late[1], row.state, row.item_measure, row.item_unit, row.id,
    )  # fmt: skip


def _quota(row: Any) -> AssignedFact:
    return AssignedFact(
        row.person_id, f"Q{row.id}", row.item_code, row.item_name, row.coefficient, row.quantity, WHOLE, None,
        0, 0, "plan", row.item_measure, row.item_unit,
    )  # fmt: skip
