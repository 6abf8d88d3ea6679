"""A rule of the calendar may hold every second (third …) week: rosters that take turns.

Revision ID: 0009
Revises: 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Every rule so far holds every week."""
    op.add_column("work_rule", sa.Column("every", sa.Integer(), nullable=False, server_default="1"))
