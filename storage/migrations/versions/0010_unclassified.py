"""A month may be left without a grade, for a reason that the rule set names: maternity leave, sick leave, study.

Revision ID: 0010
Revises: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """So far every month is graded."""
    op.add_column("general_score", sa.Column("unclassified", sa.JSON(), nullable=True))
