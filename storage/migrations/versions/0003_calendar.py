"""The working calendar of an agency, its units and people; what an absence is and which message told it.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the calendar and widen the absences."""
    create_days()
    create_rules()
    op.add_column("leave", sa.Column("kind", sa.String(), nullable=False, server_default="leave"))
    op.add_column("leave", sa.Column("said", sa.String(), nullable=True))
    op.create_index("ix_leave_said", "leave", ["said"])


def scope(table: str) -> list[sa.ForeignKeyConstraint]:
    """Whose row it is and who loaded it."""
    owners = {"agency_id": "agency.id", "unit_id": "unit.id", "person_id": "person.id", "loaded_by": "person.id"}
    return [sa.ForeignKeyConstraint([name], [to], name=f"fk_{table}_{name}") for name, to in owners.items()]


def create_days() -> None:
    """Days that differ from the country's."""
    op.create_table(
        "calendar_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("opens", sa.String(), nullable=True),
        sa.Column("closes", sa.String(), nullable=True),
        sa.Column("loaded_at", INSTANT, nullable=False),
        sa.Column("loaded_by", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_day"),
        *scope("calendar_day"),
    )
    op.create_index("ix_calendar_day_agency_id_day", "calendar_day", ["agency_id", "day"])
    only("ux_calendar_day_agency", "agency_id", "unit_id IS NULL AND person_id IS NULL")
    only("ux_calendar_day_unit", "unit_id", "unit_id IS NOT NULL")
    only("ux_calendar_day_person", "person_id", "person_id IS NOT NULL")


def only(name: str, owner: str, condition: str) -> None:
    """One row a day and owner."""
    where = sa.text(condition)
    op.create_index(name, "calendar_day", [owner, "day"], unique=True, sqlite_where=where, postgresql_where=where)


def create_rules() -> None:
    """Hours, targets, shares and weekly days."""
    op.create_table(
        "work_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("weekdays", sa.String(), nullable=False),
        sa.Column("works", sa.Boolean(), nullable=True),
        sa.Column("opens", sa.String(), nullable=True),
        sa.Column("closes", sa.String(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("share", sa.Integer(), nullable=True),
        sa.Column("loaded_at", INSTANT, nullable=False),
        sa.Column("loaded_by", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_work_rule"),
        *scope("work_rule"),
    )
    op.create_index("ix_work_rule_agency_id", "work_rule", ["agency_id"])
    op.create_index("ix_work_rule_person_id", "work_rule", ["person_id"])
