"""Opening, sharing and losing a database: one transaction a unit of work, and every trouble by its right name."""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlmodel import select

from storage.database import Database
from storage.errors import (
    BadUrl,
    Conflict,
    DatabaseDamaged,
    DatabaseLocked,
    DatabaseReadOnly,
    DatabaseUnreachable,
    DiskFull,
    StorageError,
)
from storage.tables import Agency, Audit, Message
from storage.translate import translated
from storage.uow import UnitOfWork
from tests.storage.office import NOW, a_person, an_agency, an_entry


def agencies(database: Database) -> list[str]:
    with database.reading() as uow:
        return sorted(uow.session.exec(select(Agency.code)).all())


def fail_half_way(uow: UnitOfWork) -> None:
    an_agency(uow, "LOST")
    raise ZeroDivisionError


def fill(uow: UnitOfWork, agency: Agency) -> None:
    for number in range(1000):
        a_person(uow, agency, f"CB{number}")


def cut(url: str, uow: UnitOfWork) -> None:
    """End the unit's connection from the server's side."""
    own = uow.session.execute(text("SELECT pg_backend_pid()")).scalar_one()
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute("SELECT pg_terminate_backend(%s)", (own,))


def test_only_what_is_committed_is_kept(database: Database) -> None:
    with database.unit_of_work() as uow:
        an_agency(uow, "LOST")
    with pytest.raises(ZeroDivisionError), database.unit_of_work() as uow:
        fail_half_way(uow)
    with database.unit_of_work() as uow:
        an_agency(uow, "KEPT")
        uow.commit()
        an_agency(uow, "LOST")
        uow.rollback()
        an_agency(uow, "TOO")
        uow.commit()
    assert agencies(database) == ["KEPT", "TOO"]


def test_rows_stay_readable_afterwards(database: Database) -> None:
    with database.unit_of_work() as uow:
        agency = an_agency(uow, "PH01")
        uow.commit()
    assert (agency.code, agency.id) == ("PH01", 1)


def test_a_reading_unit_keeps_nothing(database: Database) -> None:
    with database.reading() as uow, pytest.raises(RuntimeError):
        uow.commit()
    with pytest.raises(RuntimeError):
        database.unit_of_work().session  # not entered


def test_values_come_back_as_they_went_in(database: Database) -> None:
    saigon = dt.timezone(dt.timedelta(hours=7))
    with database.unit_of_work() as uow:
        person = a_person(uow, an_agency(uow))
        entry = an_entry(
            uow,
            person,
            quantity=Decimal("0.3333"),
            coefficient=Decimal("12345678.0001"),
            created_at=dt.datetime(2026, 3, 2, 0, 30, 15, 123456, tzinfo=saigon),
            guessed=["quantity"],
        )
        uow.commit()
        uow.session.refresh(entry)
    assert (entry.quantity, entry.coefficient) == (Decimal("0.3333"), Decimal("12345678.0001"))
    assert entry.created_at == dt.datetime(2026, 3, 1, 17, 30, 15, 123456, tzinfo=dt.UTC)
    assert entry.created_at.tzinfo is dt.UTC
    assert entry.guessed == ["quantity"]
    assert person.full_name == "Nguyễn Thị <b>Hoa</b>"


def test_a_naive_instant_is_refused(database: Database) -> None:
    with database.unit_of_work() as uow, pytest.raises(Exception, match="timezone"):
        an_entry(uow, a_person(uow, an_agency(uow)), created_at=dt.datetime(2026, 3, 2))


def test_broken_rules_are_a_conflict(database: Database) -> None:
    with database.unit_of_work() as uow:
        an_agency(uow, "PH01")
        with pytest.raises(Conflict):
            an_agency(uow, "PH01")
    with database.unit_of_work() as uow:
        uow.add(Message(person_id=99, channel="t", chat_id="a", message_id="1", sent_at=NOW, text="x"))
        with pytest.raises(Conflict):
            uow.commit()


def test_the_audit_record_goes_with_the_deed(database: Database) -> None:
    with database.unit_of_work() as uow:
        uow.audit("x.lost", actor_id=None, table="entry", row_id=1, at=NOW)
    with database.unit_of_work() as uow:
        day, count = dt.date(2026, 3, 2), Decimal("1.5")
        uow.audit("x.kept", actor_id=None, table="entry", row_id=1, at=NOW, day=day, quantity=count, fields=["a"])
        uow.commit()
    with database.reading() as uow:
        (row,) = uow.session.exec(select(Audit)).all()
    assert (row.code, row.data) == ("x.kept", {"day": "2026-03-02", "quantity": "1.5", "fields": ["a"]})


def test_many_threads_write_at_once(database: Database) -> None:
    def write(number: int) -> None:
        with database.unit_of_work() as uow:
            uow.session.exec(select(Agency)).all()
            an_agency(uow, f"A{number:03}")
            uow.commit()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, range(80)))
    assert len(agencies(database)) == 80


def test_two_processes_share_the_file(sqlite_url: str) -> None:
    one, two = Database.connect(sqlite_url), Database.connect(sqlite_url)  # two gates, as in two processes

    def write(number: int) -> None:
        with (one if number % 2 else two).unit_of_work() as uow:
            an_agency(uow, f"A{number:03}")
            uow.commit()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, range(40)))
    assert len(agencies(one)) == 40
    one.close()
    two.close()


def test_readers_do_not_wait_for_the_writer(database: Database) -> None:
    with database.unit_of_work() as uow:
        an_agency(uow)
        assert agencies(database) == []


def test_every_connection_of_sqlite_is_safe(sqlite_url: str) -> None:
    database = Database.connect(sqlite_url)
    with database.unit_of_work() as uow:
        found = {
            name: uow.session.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    database.close()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 15000}
    assert (database.kind, database.workers) == ("sqlite", 1)


def test_a_locked_file_says_so(sqlite_url: str) -> None:
    database = Database.connect(sqlite_url, patience=0.1)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseLocked) as locked, database.unit_of_work():
            pass
        assert isinstance(locked.value.__cause__, sqlite3.OperationalError)
        assert not database.health().ok
        other.rollback()
    with database.unit_of_work() as uow:
        an_agency(uow)
    database.close()


def test_a_writer_that_keeps_the_gate_is_a_lock_too(sqlite_url: str) -> None:
    database = Database.connect(sqlite_url, patience=0.1)
    with database.unit_of_work(), pytest.raises(DatabaseLocked), database.unit_of_work():
        pass
    with database.unit_of_work():
        pass
    database.close()


@pytest.mark.postgres
def test_a_locked_row_says_so(postgresql_url: str) -> None:
    database = Database.connect(postgresql_url, patience=0.1)
    with database.unit_of_work() as one, database.unit_of_work() as two:
        an_agency(one, "PH01")
        with pytest.raises(DatabaseLocked):
            an_agency(two, "PH01")
    database.close()


def test_a_read_only_file_says_so(sqlite_url: str) -> None:
    file = sqlite_url.removeprefix("sqlite:///")
    database = Database.connect(f"sqlite:///file:{file}?mode=ro&uri=true")
    with pytest.raises(DatabaseReadOnly), database.unit_of_work() as uow:
        an_agency(uow)
    assert agencies(database) == []
    assert not database.health().writable
    database.close()


@pytest.mark.postgres
def test_a_read_only_server_says_so(postgresql_url: str) -> None:
    with psycopg.connect(postgresql_url, autocommit=True) as admin:
        admin.execute(f"ALTER DATABASE {admin.info.dbname} SET default_transaction_read_only = on")  # type: ignore[call-overload]
    database = Database.connect(postgresql_url)
    with pytest.raises(DatabaseReadOnly), database.unit_of_work() as uow:
        an_agency(uow)
    assert not database.health().writable
    database.close()


def test_a_full_disk_says_so_and_keeps_what_was_there(sqlite_url: str) -> None:
    database = Database.connect(sqlite_url)
    with database.unit_of_work() as uow:
        agency = an_agency(uow)
        uow.commit()
        uow.session.execute(text("PRAGMA max_page_count = 1"))  # SQLite takes the present size instead
        with pytest.raises(DiskFull):
            fill(uow, agency)
    assert agencies(database) == ["PH01"]
    database.close()


def test_what_is_no_database_says_so(tmp_path: Path) -> None:
    file = tmp_path / "soviec.db"
    file.write_bytes(b"Not a database. " * 100)
    with pytest.raises(DatabaseDamaged):
        Database.connect(f"sqlite:///{file}").upgrade()


def test_a_place_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "soviec.db").mkdir()
    for place in ("file/soviec.db", "soviec.db"):
        with pytest.raises(DatabaseUnreachable):
            Database.connect(f"sqlite:///{tmp_path / place}").upgrade()


@pytest.mark.postgres
def test_a_server_that_is_away_says_so() -> None:
    with pytest.raises(DatabaseUnreachable) as away:
        Database.connect("postgresql://nobody:secret@127.0.0.1:1/none").upgrade()
    assert "secret" not in str(away.value)
    assert "\n" not in str(away.value)
    assert isinstance(away.value.__cause__, psycopg.OperationalError)


@pytest.mark.postgres
def test_a_lost_connection_is_replaced(postgresql_url: str) -> None:
    database = Database.connect(postgresql_url)
    with database.unit_of_work() as uow:
        cut(postgresql_url, uow)
        with pytest.raises(DatabaseUnreachable):
            an_agency(uow)
    with database.unit_of_work() as uow:
        an_agency(uow)
        uow.commit()
    assert agencies(database) == ["PH01"]
    assert (database.kind, database.workers) == ("postgresql", 4)
    database.close()


@pytest.mark.parametrize("url", ["", "soviec.db", "mysql://root:secret@host/db", "sqlite://", "sqlite:///:memory:"])
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(BadUrl) as refused:
        Database.connect(url)
    assert "secret" not in str(refused.value)


def test_our_own_mistakes_are_not_dressed_up(database: Database) -> None:
    assert translated(ValueError()) is None
    assert translated(sqlite3.OperationalError("no such table: x")) is None
    with database.unit_of_work() as uow, pytest.raises(Exception, match="no_such_table") as mistake:
        uow.session.execute(text("SELECT * FROM no_such_table"))
    assert not isinstance(mistake.value, StorageError)


def test_a_transaction_belongs_to_its_thread_but_the_database_to_all(database: Database) -> None:
    seen: list[list[str]] = []
    with database.unit_of_work() as uow:
        an_agency(uow)
        uow.commit()
    thread = threading.Thread(target=lambda: seen.append(agencies(database)))
    thread.start()
    thread.join()
    assert seen == [["PH01"]]
