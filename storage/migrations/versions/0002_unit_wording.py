"""What a unit's people may say alike: wordings that an administrator accepted for the unit.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the unit's memory."""
    op.create_table(
        "unit_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("item_code", sa.String(), nullable=False),
        sa.Column("accepted_by", sa.Integer(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_unit_wording"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_unit_wording_unit_id"),
        sa.ForeignKeyConstraint(["accepted_by"], ["person.id"], name="fk_unit_wording_accepted_by"),
        sa.UniqueConstraint("unit_id", "wording", name="uq_unit_wording_unit_id_wording"),
    )
    op.create_index("ix_unit_wording_unit_id", "unit_wording", ["unit_id"])
