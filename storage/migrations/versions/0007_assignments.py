"""Work given as a job of several people, with its history, requests, delays, rules, open orders and the month's plan.

Revision ID: 0007
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

INSTANT = sa.DateTime(timezone=True)
FIXED4 = sa.BigInteger()
WHOLE = sa.text("10000")


def upgrade() -> None:
    """Create the tables around assignments, then widen assignments themselves."""
    create_rules_and_orders()
    widen_assignments()
    create_history()
    create_deadlines()
    create_quotas()
    with op.batch_alter_table("account") as table:
        table.add_column(sa.Column("username", sa.String(), nullable=True))


def table(name: str, *columns: sa.Column[object] | sa.Constraint) -> None:
    """A table with its id."""
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )


def to(name: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """The foreign key of a column."""
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{name}_{column}")


def live_rows(name: str, on: str, columns: list[str], condition: str, unique: bool = False) -> None:
    """An index of the rows that `condition` picks out."""
    where = sa.text(condition)
    op.create_index(name, on, columns, unique=unique, sqlite_where=where, postgresql_where=where)


def create_rules_and_orders() -> None:
    """What is given again and again, and lines of a manager that left something open."""
    table(
        "assignment_rule",
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("giver_id", sa.Integer(), nullable=False),
        sa.Column("every", sa.String(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("message_row_id", sa.Integer(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        to("assignment_rule", "agency_id", "agency"),
        to("assignment_rule", "giver_id", "person"),
        to("assignment_rule", "message_row_id", "message"),
    )
    for column in ("agency_id", "giver_id", "message_row_id"):
        op.create_index(f"ix_assignment_rule_{column}", "assignment_rule", [column])
    table(
        "assignment_order",
        sa.Column("giver_id", sa.Integer(), nullable=False),
        sa.Column("message_row_id", sa.Integer(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        to("assignment_order", "giver_id", "person"),
        to("assignment_order", "message_row_id", "message"),
        sa.UniqueConstraint("message_row_id", name="uq_assignment_order_message_row_id"),
    )
    op.create_index("ix_assignment_order_giver_id", "assignment_order", ["giver_id"])


def widen_assignments() -> None:
    """Roles and shares, the frozen item, progress, obstacles, where a task came from."""
    with op.batch_alter_table("assignment") as batch:
        for column in new_columns():
            batch.add_column(column)
        for column, target in (
            ("catalogue_id", "catalogue"), ("parent_id", "assignment"), ("message_row_id", "message"),
            ("rule_id", "assignment_rule"),
        ):  # fmt: skip
            batch.create_foreign_key(f"fk_assignment_{column}", target, [column], ["id"])
    op.execute("UPDATE assignment SET done_at = closed_at WHERE state = 'done'")
    op.execute("UPDATE assignment SET progress = 100 WHERE state = 'done'")
    op.create_index("ix_assignment_parent_id", "assignment", ["parent_id"])
    op.create_index("ix_assignment_message_row_id", "assignment", ["message_row_id"])
    op.create_index("ix_assignment_job", "assignment", ["agency_id", "number"])
    op.create_index("ix_assignment_assignee_due", "assignment", ["assignee_id", "due_date"])
    live_rows("ix_assignment_due", "assignment", ["due_date"], "closed_at IS NULL")
    rule = ["rule_id", "rule_day", "assignee_id"]
    live_rows("ux_assignment_rule", "assignment", rule, "rule_id IS NOT NULL", unique=True)


def new_columns() -> list[sa.Column[object]]:
    """The columns that assignments gain; what is there already is one person's whole job."""
    return [
        sa.Column("role", sa.String(), nullable=False, server_default="lead"),
        sa.Column("share", FIXED4, nullable=False, server_default=WHOLE),
        sa.Column("item_unit", sa.String(), nullable=True),
        sa.Column("item_measure", sa.String(), nullable=True),
        sa.Column("coefficient", FIXED4, nullable=True),
        sa.Column("standard_minutes", sa.Integer(), nullable=True),
        sa.Column("catalogue_id", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("due_met", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("due_missed", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("progress", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("obstacle", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("message_row_id", sa.Integer(), nullable=True),
        sa.Column("rule_id", sa.Integer(), nullable=True),
        sa.Column("rule_day", sa.Date(), nullable=True),
        sa.Column("done_at", INSTANT, nullable=True),
    ]


def create_history() -> None:
    """States before each change, and what assignees ask for."""
    table(
        "assignment_version",
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        to("assignment_version", "assignment_id", "assignment"),
        to("assignment_version", "actor_id", "person"),
        sa.UniqueConstraint("assignment_id", "version", name="uq_assignment_version_assignment_id_version"),
    )
    table(
        "assignment_request",
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("due_date", sa.Date(), nullable=True),
        sa.Column("due_time", sa.String(), nullable=True),
        sa.Column("to_person_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("answered_at", INSTANT, nullable=True),
        to("assignment_request", "assignment_id", "assignment"),
        to("assignment_request", "to_person_id", "person"),
    )
    op.create_index("ix_assignment_request_assignment_id", "assignment_request", ["assignment_id"])
    live_rows("ux_assignment_request_open", "assignment_request", ["assignment_id"], "state = 'open'", unique=True)


def create_deadlines() -> None:
    """Deadlines that passed undone, and what was told about deadlines."""
    table(
        "assignment_delay",
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("cause", sa.String(), nullable=True),
        sa.Column("excused_by", sa.Integer(), nullable=True),
        sa.Column("excused_at", INSTANT, nullable=True),
        to("assignment_delay", "assignment_id", "assignment"),
        to("assignment_delay", "excused_by", "person"),
        sa.UniqueConstraint("assignment_id", "due_at", name="uq_assignment_delay_assignment_id_due_at"),
    )
    table(
        "deadline_told",
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("told_at", INSTANT, nullable=False),
        to("deadline_told", "assignment_id", "assignment"),
        sa.UniqueConstraint("assignment_id", "due_at", "stage", name="uq_deadline_told_assignment_id_due_at_stage"),
    )


def create_quotas() -> None:
    """The month's plan."""
    table(
        "quota",
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("item_code", sa.String(), nullable=False),
        sa.Column("item_name", sa.String(), nullable=False),
        sa.Column("item_unit", sa.String(), nullable=False),
        sa.Column("item_measure", sa.String(), nullable=False),
        sa.Column("coefficient", FIXED4, nullable=False),
        sa.Column("standard_minutes", sa.Integer(), nullable=False),
        sa.Column("catalogue_id", sa.Integer(), nullable=False),
        sa.Column("quantity", FIXED4, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=True),
        sa.Column("set_at", INSTANT, nullable=False),
        to("quota", "agency_id", "agency"),
        to("quota", "person_id", "person"),
        to("quota", "catalogue_id", "catalogue"),
        to("quota", "set_by", "person"),
        sa.UniqueConstraint("person_id", "year", "month", "item_code", name="uq_quota_person_id_year_month_item_code"),
    )
    op.create_index("ix_quota_agency_id", "quota", ["agency_id"])
