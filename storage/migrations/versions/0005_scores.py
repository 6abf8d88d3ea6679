"""The score of a closed month as it was made.

Revision ID: 0005
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

TEXTS = ("policy", "version", "fingerprint")
DOCUMENTS = ("options", "facts", "result")


def upgrade() -> None:
    """Create the snapshots, one a person and month."""
    op.create_table(
        "score_snapshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in TEXTS),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in DOCUMENTS),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_score_snapshot"),
        sa.UniqueConstraint("person_id", "year", "month", name="uq_score_snapshot_person_id_year_month"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_score_snapshot_person_id"),
    )
