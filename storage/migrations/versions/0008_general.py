"""What people give to a month's score: self-scores, confirmed general points, a leader's đ and e, forcing cases.

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

INSTANT = sa.DateTime(timezone=True)
POINTERS = {"agency_id": "agency", "person_id": "person", "given_by": "person", "giver_id": "person",
            "shares_by": "person"}  # fmt: skip


def upgrade() -> None:
    """Create the table, one row a person and month."""
    op.create_table(
        "general_score",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("agency_id", "person_id", "year", "month")),
        sa.Column("policy", sa.String(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=True),
        sa.Column("told_at", INSTANT, nullable=True),
        sa.Column("given", sa.JSON(), nullable=True),
        sa.Column("given_by", sa.Integer(), nullable=True),
        sa.Column("given_at", INSTANT, nullable=True),
        sa.Column("giver_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("shares", sa.JSON(), nullable=False),
        sa.Column("shares_by", sa.Integer(), nullable=True),
        sa.Column("cases", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_general_score"),
        sa.UniqueConstraint("person_id", "year", "month", name="uq_general_score_person_id_year_month"),
        *(
            sa.ForeignKeyConstraint([name], [f"{target}.id"], name=f"fk_general_score_{name}")
            for name, target in POINTERS.items()
        ),
    )
    op.create_index("ix_general_score_agency_id", "general_score", ["agency_id"])
