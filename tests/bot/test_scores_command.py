"""`soviec scores`: closed months only, whole units at once, and a SIGKILL that a second run makes good."""

from __future__ import annotations

import signal
import subprocess
import sys
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import select

from bot.cli import main
from bot.commands.scoring import keep_month
from services import operators
from storage import review
from storage.database import Database
from storage.tables import Audit, Entry, Person, ScoreSnapshot
from storage.uow import UnitOfWork
from tests.bot.conftest import ROOT
from tests.services.score_office import CLOSED_AT, FIRST, MONTH, YEAR, seed_office
from tests.storage.office import NOW

KILLED = """
import os, signal, sys
from bot.commands.scoring import keep_month
from services import score_months
from storage.database import Database
from tests.services.score_office import CLOSED_AT, MONTH, YEAR

score_months.WINDOW, score_months.BATCH = 4, 12
keep_all, calls = score_months.store.keep_all, []

def dying(uow, rows):
    keep_all(uow, rows)
    calls.append(1)
    if len(calls) == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)

score_months.store.keep_all = dying
keep_month(Database.connect(sys.argv[1]), YEAR, MONTH, CLOSED_AT)
"""


def kept(uow: UnitOfWork) -> dict[int, tuple[Any, ...]]:
    found = uow.session.exec(select(ScoreSnapshot)).all()
    return {row.person_id: (row.policy, row.fingerprint, row.options, row.facts, row.result) for row in found}


@pytest.mark.parametrize(("call", "whole"), [(1, 0), (5, 12)])
def test_a_kill_leaves_whole_batches_and_a_second_run_completes(
    database: Database, database_url: str, call: int, whole: int
) -> None:
    with database.unit_of_work() as uow:
        seed_office(uow, units=5)
        uow.commit()
    command = [sys.executable, "-c", KILLED, database_url, str(call)]
    assert subprocess.run(command, cwd=ROOT, check=False, timeout=120).returncode == -signal.SIGKILL
    with database.reading() as uow:
        left = kept(uow)
        units = list(uow.session.exec(select(Person.unit_id).where(Person.id.in_(list(left)))))  # type: ignore[union-attr]
        assert len(left) == whole
        assert all(units.count(unit) == 6 for unit in units)
        assert (
            sum(row.data["kept"] for row in uow.session.exec(select(Audit).where(Audit.code == "unit.scored"))) == whole
        )
    done, opened = keep_month(database, YEAR, MONTH, CLOSED_AT)
    assert (done.new, done.before, opened) == (24 - whole, whole, 1)
    with database.unit_of_work() as uow:
        completed = kept(uow)
        assert {person: completed[person] for person in left} == left
        for row in uow.session.exec(select(ScoreSnapshot)).all():
            uow.session.delete(row)
        uow.commit()
    keep_month(database, YEAR, MONTH, CLOSED_AT)
    with database.reading() as uow:
        assert kept(uow) == completed


def closed_with_work(code: str, quantity: str) -> None:
    """Close October for the unit of somebody with one approved line."""
    database = Database.connect("sqlite:///var/soviec.db")
    with database.unit_of_work() as uow:
        person = operators.the_person(uow, code, None).person
        ids = {"agency_id": person.agency_id, "person_id": person.id or 0}
        line = {"state": "approved", "text": "việc", "item_code": "HT-01", "item_name": "Khai sinh"}
        uow.add(
            Entry(**ids, **line, coefficient=Decimal(1), quantity=Decimal(quantity), work_date=FIRST, created_at=NOW)
        )
        month = {"year": YEAR, "month": MONTH, "closed_by": person.id or 0, "at": NOW}
        review.close_period(uow, agency_id=person.agency_id, unit_id=person.unit_id, **month)
        uow.commit()
    database.close()


def test_everybody_of_closed_units_is_scored_once(agency: str, capsys: pytest.CaptureFixture[str]) -> None:
    closed_with_work("MH22", "3")
    assert main(["scores", "--month", "10/2026"]) == 0
    out = capsys.readouterr().out
    assert "lưu mới 1 phiếu điểm" in out
    assert "Chưa chốt nên chưa tính: " in out
    assert main(["scores", "--month", "2026-10", "--unit", "trung tam", "--agency", agency]) == 0
    assert "lưu mới 0 phiếu điểm, đã có từ trước 1" in capsys.readouterr().out


def test_what_cannot_be_scored_is_named_and_the_status_says_so(agency: str, capsys: pytest.CaptureFixture[str]) -> None:
    closed_with_work("MH22", "1000001")
    assert main(["scores", "--month", "10/2026"]) == 1
    assert "Không tính được cho MH22: work[0].assigned" in capsys.readouterr().out


def test_a_named_unit_must_be_closed_and_be_there(agency: str, capsys: pytest.CaptureFixture[str]) -> None:
    for words, told in (
        (["--unit", "Trung tâm"], "đang mở"),
        (["--unit", "không có"], "khớp"),
        (["--agency", "x"], "x"),
    ):
        assert main(["scores", "--month", "10/2026", *words]) == 1
        assert told in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["scores", "--month", "13/2026"])
