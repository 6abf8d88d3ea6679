"""Lines of a manager that left something open, and what is given again and again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import update
from sqlmodel import col, select

from storage.errors import StaleVersion
from storage.tables import AssignmentOrder, AssignmentRule
from storage.uow import UnitOfWork


def add(uow: UnitOfWork, row: AssignmentOrder) -> AssignmentOrder:
    """Insert an order; it has its id afterwards."""
    uow.add(row)
    uow.flush()
    return row


def get(uow: UnitOfWork, order_id: int) -> AssignmentOrder | None:
    """An order by id, of anybody."""
    return uow.session.get(AssignmentOrder, order_id)


def of_message(uow: UnitOfWork, message_row_id: int) -> AssignmentOrder | None:
    """The order that a message made."""
    return uow.session.exec(select(AssignmentOrder).where(AssignmentOrder.message_row_id == message_row_id)).first()


def change(uow: UnitOfWork, row: AssignmentOrder, data: dict[str, Any], state: str) -> None:
    """Put what is known now into an order. Raises StaleVersion where a second tap was first."""
    same = (col(AssignmentOrder.id) == row.id, col(AssignmentOrder.version) == row.version)
    values = {"data": data, "state": state, "version": row.version + 1}
    done = update(AssignmentOrder).where(*same).values(**values).returning(col(AssignmentOrder.id))
    moved = uow.session.execute(done, execution_options={"synchronize_session": False}).first()
    if moved is None:
        raise StaleVersion(table="assignment_order", row_id=row.id, expected=row.version, found=None)
    uow.session.refresh(row)


def add_rule(uow: UnitOfWork, row: AssignmentRule) -> AssignmentRule:
    """Insert a rule; it has its id afterwards."""
    uow.add(row)
    uow.flush()
    return row


def get_rule(uow: UnitOfWork, rule_id: int) -> AssignmentRule | None:
    """A rule by id, of anybody."""
    return uow.session.get(AssignmentRule, rule_id)


def rule_of_message(uow: UnitOfWork, message_row_id: int) -> AssignmentRule | None:
    """The rule that a message made."""
    return uow.session.exec(select(AssignmentRule).where(AssignmentRule.message_row_id == message_row_id)).first()


def live_rules(uow: UnitOfWork) -> list[AssignmentRule]:
    """Every rule that still gives work, oldest first."""
    query = select(AssignmentRule).where(col(AssignmentRule.ended_at).is_(None))
    return list(uow.session.exec(query.order_by(col(AssignmentRule.id))).all())


def rules_of(uow: UnitOfWork, giver_id: int) -> list[AssignmentRule]:
    """A manager's live rules, oldest first."""
    query = select(AssignmentRule).where(AssignmentRule.giver_id == giver_id, col(AssignmentRule.ended_at).is_(None))
    return list(uow.session.exec(query.order_by(col(AssignmentRule.id))).all())


def end_rule(uow: UnitOfWork, row: AssignmentRule, at: dt.datetime) -> None:
    """Give no more work by this rule."""
    row.ended_at = at
    uow.add(row)
    uow.flush()
