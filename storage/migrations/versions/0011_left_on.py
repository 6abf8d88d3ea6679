"""The day from which somebody does not work here any more.

Revision ID: 0011
Revises: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Nobody so far has left on a known day."""
    op.add_column("person", sa.Column("left_on", sa.Date(), nullable=True))
    told = sa.text("left_on IS NOT NULL")
    op.create_index("ix_person_left_on", "person", ["left_on"], sqlite_where=told, postgresql_where=told)
