"""Reminders: the sends of a day in the outbox, claimed before they go; what each person chose.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add what a reminder's row needs, the choices, and the indexes that decide for thousands at once."""
    op.add_column("outbox", sa.Column("local_day", sa.Date(), nullable=True))
    op.add_column("outbox", sa.Column("not_after", INSTANT, nullable=True))
    op.add_column("outbox", sa.Column("claimed_by", sa.String(), nullable=True))
    op.add_column("outbox", sa.Column("claimed_at", INSTANT, nullable=True))
    op.add_column("outbox", sa.Column("doubtful", sa.Boolean(), nullable=False, server_default=sa.text("false")))
    only = sa.text("local_day IS NOT NULL")
    keys = ["local_day", "person_id", "kind"]
    op.create_index("ux_outbox_reminder", "outbox", keys, unique=True, sqlite_where=only, postgresql_where=only)
    op.create_index("ix_entry_agency_day", "entry", ["agency_id", "work_date"])
    drafts = sa.text("state = 'draft'")
    keys = ["agency_id", "person_id"]
    op.create_index("ix_entry_drafts", "entry", keys, sqlite_where=drafts, postgresql_where=drafts)
    create_choices()


def create_choices() -> None:
    """How each person wants to be reminded."""
    op.create_table(
        "reminder_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("strength", sa.String(), nullable=True),
        sa.Column("at", sa.String(), nullable=True),
        sa.Column("again_at", INSTANT, nullable=True),
        sa.Column("again_about", sa.Date(), nullable=True),
        sa.Column("muted_day", sa.Date(), nullable=True),
        sa.Column("morning_day", sa.Date(), nullable=True),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reminder_choice"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_reminder_choice_person_id"),
        sa.UniqueConstraint("person_id", name="uq_reminder_choice_person_id"),
    )
