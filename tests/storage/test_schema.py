"""Every start brings the database to the newest schema, keeps what is in it, and refuses what it does not know."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from storage import schema
from storage.database import Database
from storage.engine import build_engine, parse_url
from storage.errors import SchemaNewer
from storage.tables import METADATA
from tests.storage.office import a_person, an_agency, an_entry

ROOT = Path(__file__).parents[2]
UPGRADE = "import sys; from storage.database import Database; Database.connect(sys.argv[1]).upgrade()"
NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "{head}"


def upgrade():
    with op.batch_alter_table("person") as table:
        table.add_column(sa.Column("phone", sa.String(), nullable=True))
        table.alter_column("kind", new_column_name="sort")
"""


@pytest.fixture
def later_program(tmp_path: Path) -> Path:
    """The revisions of a program that is one step ahead of ours."""
    scripts = tmp_path / "later"
    shutil.copytree(schema.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "next.py").write_text(NEXT.format(head=schema.head_revision()))
    return scripts


def test_the_migrations_make_what_the_tables_say(database_url: str) -> None:
    engine = build_engine(parse_url(database_url), 5)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_upgrading_twice_changes_nothing(empty_database_url: str) -> None:
    database = Database.connect(empty_database_url)
    assert database.health().revision is None
    assert not database.health().ok
    database.upgrade()
    database.upgrade()
    assert database.health().ok
    database.close()


def test_processes_that_start_together_upgrade_once(empty_database_url: str) -> None:
    command = [sys.executable, "-c", UPGRADE, empty_database_url]
    starts = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    said = [process.communicate()[1] for process in starts]
    assert [process.returncode for process in starts] == [0, 0, 0], said
    database = Database.connect(empty_database_url)
    assert database.health().ok
    database.close()


def test_it_upgrades_from_any_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    database = Database.connect("sqlite:///var/deep/soviec.db")
    database.upgrade()
    database.close()
    assert (tmp_path / "var/deep/soviec.db").exists()


def test_an_older_database_keeps_its_data(
    database: Database, later_program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.unit_of_work() as uow:
        head = a_person(uow, an_agency(uow), "CB01")
        an_entry(uow, head)
        uow.commit()
    monkeypatch.setattr(schema, "SCRIPTS", later_program)
    database.upgrade()
    assert database.health().revision == "next"
    with database.reading() as uow:
        row = uow.session.execute(text("SELECT staff_code, sort, phone FROM person")).one()
        assert tuple(row) == ("CB01", "cong_chuc", None)
        assert uow.session.execute(text("SELECT count(*) FROM entry")).scalar_one() == 1


def test_a_newer_database_is_refused_in_one_line(
    database: Database, later_program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "SCRIPTS", later_program)
    database.upgrade()
    monkeypatch.undo()
    with pytest.raises(SchemaNewer) as refused:
        database.upgrade()
    assert refused.value.data == {"found": "next", "known": schema.head_revision()}
    assert "\n" not in str(refused.value)
    health = database.health()
    assert not health.ok
    assert "storage.newer" in (health.error or "")


def test_a_failing_migration_leaves_the_database_as_it_was(
    database: Database, later_program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = later_program / "versions" / "next.py"
    step.write_text(step.read_text() + '    raise RuntimeError("half-way")\n')
    with monkeypatch.context() as later:
        later.setattr(schema, "SCRIPTS", later_program)
        with pytest.raises(RuntimeError, match="half-way"):
            database.upgrade()
    assert database.health().ok
    with database.reading() as uow:
        uow.session.execute(text("SELECT kind FROM person"))
