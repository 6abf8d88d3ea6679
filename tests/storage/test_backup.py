"""A backup is one SQLite file of everything, whatever it came from, and goes back into either database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from sqlmodel import select

from storage.database import Database
from storage.errors import Conflict, DatabaseUnreachable, StorageError
from storage.tables import METADATA, Entry, Person
from tests.storage.office import a_catalogue, a_person, an_agency, an_entry


def fill(database: Database) -> None:
    """Two people, the manager with the higher id, one item and one entry."""
    with database.unit_of_work() as uow:
        agency = an_agency(uow)
        a_catalogue(uow, agency, "B.01")
        clerk, head = a_person(uow, agency, "CB01"), a_person(uow, agency, "CB02", is_leader=True)
        clerk.manager_id = head.id
        an_entry(uow, clerk, quantity=Decimal("0.3333"), guessed=["quantity"])
        uow.commit()


def content(database: Database) -> dict[str, list[tuple[object, ...]]]:
    with database.reading() as uow:
        return {
            table.name: [tuple(row) for row in uow.session.execute(table.select().order_by(table.c.id))]
            for table in METADATA.sorted_tables
        }


def test_a_backup_holds_everything(database: Database, tmp_path: Path) -> None:
    fill(database)
    file = database.backup(tmp_path / "copies" / "soviec.backup")
    with closing(sqlite3.connect(file)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert [path.name for path in file.parent.iterdir()] == ["soviec.backup"]
    copied = Database.connect(f"sqlite:///{file}")
    assert content(copied) == content(database)
    assert copied.health().ok
    copied.close()


def test_a_backup_goes_back_into_an_empty_database(database: Database, empty_database_url: str, tmp_path: Path) -> None:
    fill(database)
    file = database.backup(tmp_path / "sổ việc 100% #1.backup")
    other = Database.connect(empty_database_url)
    other.upgrade()
    assert other.restore(file) == sum(len(rows) for rows in content(database).values())
    assert content(other) == content(database)
    with other.unit_of_work() as uow:  # numbers go on where they were
        person = a_person(uow, an_agency(uow, "PH02"))
        assert an_entry(uow, person).id == 2
        uow.commit()
    with pytest.raises(Conflict) as full:
        other.restore(file)
    assert full.value.code == "storage.not_empty"
    assert [path.name for path in file.parent.glob("*backup*")] == [file.name]
    other.close()


def test_a_second_backup_replaces_the_first(database: Database, tmp_path: Path) -> None:
    database.backup(tmp_path / "soviec.backup")
    fill(database)
    copy = Database.connect(f"sqlite:///{database.backup(tmp_path / 'soviec.backup')}")
    with copy.reading() as uow:
        assert len(uow.session.exec(select(Person)).all()) == 2
        assert uow.session.exec(select(Entry.quantity)).one() == Decimal("0.3333")
    copy.close()


def test_the_bot_may_go_on_while_a_backup_runs(database: Database, tmp_path: Path) -> None:
    with database.unit_of_work() as uow:
        an_agency(uow)
        database.backup(tmp_path / "soviec.backup")
        uow.commit()
    copy = Database.connect(f"sqlite:///{tmp_path / 'soviec.backup'}")
    assert content(copy)["agency"] == []
    copy.close()


def test_a_file_that_is_not_there_is_not_made(database: Database, tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnreachable):
        database.restore(tmp_path / "none.backup")
    assert list(tmp_path.glob("none*")) == []


def test_a_place_that_cannot_be_written_says_so(database: Database, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError):
        database.backup(tmp_path / "file" / "soviec.backup")
