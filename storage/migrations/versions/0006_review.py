"""Reviewing in full: numbered lists, quality, delegation, change requests, appeals, months opened again.

Revision ID: 0006
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Widen people and entries, then create the tables around a review."""
    with op.batch_alter_table("person") as batch:
        batch.add_column(sa.Column("reviewer_id", sa.Integer(), nullable=True))
        batch.create_foreign_key("fk_person_reviewer_id", "person", ["reviewer_id"], ["id"])
    op.create_index("ix_person_reviewer_id", "person", ["reviewer_id"])
    widen_entries()
    create_lists_and_delegations()
    create_requests()
    create_reopenings()


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


def widen_entries() -> None:
    """What a review found; and the small index of what waits."""
    with op.batch_alter_table("entry") as batch:
        batch.add_column(sa.Column("quality_errors", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("excused_errors", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("excused_by", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("excuse_note", sa.String(), nullable=True))
        batch.create_foreign_key("fk_entry_excused_by", "person", ["excused_by"], ["id"])
    live_rows("ix_entry_pending", "entry", ["person_id", "work_date"], "state = 'pending'")


def create_lists_and_delegations() -> None:
    """What a reviewer saw under which number, and who reviews in whose place."""
    table(
        "review_list",
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("chat_id", sa.String(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        to("review_list", "reviewer_id", "person"),
    )
    op.create_index("ix_review_list_chat", "review_list", ["reviewer_id", "channel", "chat_id", "id"])
    table(
        "delegation",
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("giver_id", sa.Integer(), nullable=False),
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        to("delegation", "agency_id", "agency"),
        to("delegation", "giver_id", "person"),
        to("delegation", "delegate_id", "person"),
    )
    for column in ("agency_id", "giver_id", "delegate_id"):
        op.create_index(f"ix_delegation_{column}", "delegation", [column])


def create_requests() -> None:
    """What people ask for once their lines are decided: a change, or another judgement."""
    table(
        "change_request",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("entry_version", sa.Integer(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        to("change_request", "entry_id", "entry"),
        to("change_request", "person_id", "person"),
        to("change_request", "decided_by", "person"),
    )
    op.create_index("ix_change_request_entry_id", "change_request", ["entry_id"])
    op.create_index("ix_change_request_person_id", "change_request", ["person_id"])
    live_rows("ux_change_request_open", "change_request", ["entry_id"], "state = 'open'", unique=True)
    live_rows("ix_change_request_waiting", "change_request", ["person_id"], "state = 'open'")
    table(
        "appeal",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("judge_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("month", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        to("appeal", "person_id", "person"),
        to("appeal", "judge_id", "person"),
        to("appeal", "entry_id", "entry"),
        to("appeal", "decided_by", "person"),
        sa.UniqueConstraint("entry_id", name="uq_appeal_entry_id"),
        sa.UniqueConstraint("person_id", "year", "month", name="uq_appeal_person_id_year_month"),
    )
    op.create_index("ix_appeal_person_id", "appeal", ["person_id"])
    live_rows("ix_appeal_waiting", "appeal", ["judge_id"], "state = 'open'")


def create_reopenings() -> None:
    """Closed months that an administrator opened again."""
    table(
        "period_reopening",
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("closed_at", INSTANT, nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=False),
        sa.Column("reopened_at", INSTANT, nullable=False),
        sa.Column("reopened_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        to("period_reopening", "agency_id", "agency"),
        to("period_reopening", "unit_id", "unit"),
        to("period_reopening", "closed_by", "person"),
        to("period_reopening", "reopened_by", "person"),
    )
    op.create_index("ix_period_reopening_agency_id", "period_reopening", ["agency_id"])
    op.create_index("ix_period_reopening_unit_id", "period_reopening", ["unit_id"])
