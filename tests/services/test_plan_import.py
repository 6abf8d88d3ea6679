"""A sheet of the month's plan: by the manager in the chat and by the operator; every fault named, nothing half-done."""

from __future__ import annotations

import pytest
from sqlmodel import select

from handlers.turn import File
from services import plan_import
from services.faults import FaultyRows
from services.office import Readers
from storage.database import Database
from storage.sheets import read_sheet_bytes
from storage.tables import PeriodClose, Person, Quota
from tests.handlers.chat import AGENCY, Chat
from tests.handlers.conftest import MONDAY, OpenChat
from tests.handlers.conftest import open_chat as open_chat

HEAD = "staff_code,month,item,quantity\n"
GOOD = HEAD + 'MH22,11/2026,HT-01,40\nMH22,2026-11,HT-02,15\nMH23,11/2026,HT-01,"30,5"\n'


def send(chat: Chat, content: str, caption: str = "/kehoach", name: str = "ke-hoach.csv") -> str:
    """Send a sheet, as it comes once its content was fetched."""
    file = File("f", "u", "document", name, len(content), content.encode())
    return chat.say(caption, file=file)[-1].text


def quotas(database: Database) -> list[tuple[str, int, str, float]]:
    with database.reading() as uow:
        rows = uow.session.exec(select(Quota, Person).join(Person, Person.id == Quota.person_id)).all()  # type: ignore[arg-type]
        return sorted((person.staff_code, row.month, row.item_code, float(row.quantity)) for row, person in rows)


def bring(database: Database, text: str) -> plan_import.PlanImport:
    with database.unit_of_work() as uow:
        rows = read_sheet_bytes(text.encode(), plan_import.REQUIRED, ())
        done = plan_import.import_plan(uow, Readers(), rows, agency=AGENCY, now=MONDAY)
        uow.commit()
    return done


def test_a_manager_s_sheet(open_chat: OpenChat, database: Database) -> None:
    head = open_chat("MH21")
    assert "3 dòng mới" in send(head, GOOD)
    wanted = [("MH22", 11, "HT-01", 40.0), ("MH22", 11, "HT-02", 15.0), ("MH23", 11, "HT-01", 30.5)]
    assert quotas(database) == wanted
    assert "3 dòng giữ nguyên" in send(head, GOOD)
    said = send(head, HEAD + "MH22,11/2026,HT-01,50\n", caption="")
    assert "1 dòng đổi số, 1 dòng bỏ" in said
    assert quotas(database) == [("MH22", 11, "HT-01", 50.0), wanted[2]]


def test_nobody_else_s_people_and_nobody_who_leads_nobody(open_chat: OpenChat, database: Database) -> None:
    other, an = open_chat("MH16"), open_chat("MH22")
    said = send(other, GOOD)
    assert "không có trong danh sách cán bộ" in said
    assert "Chỉ người quản lý mới đặt kế hoạch" in send(an, GOOD)
    assert quotas(database) == []


def test_a_file_that_is_no_plan_is_evidence_as_ever(open_chat: OpenChat) -> None:
    assert "nhập" not in send(open_chat("MH21"), GOOD, caption="", name="so-lieu.csv")


FAULTY = [
    ("MH99,11/2026,HT-01,1", "cell.unknown_person"),
    ("MH22,13/2026,HT-01,1", "cell.bad_month"),
    ("MH22,,HT-01,1", "cell.empty"),
    ("MH22,11/2026,ZZ-99,1", "cell.unknown_item"),
    ("MH22,11/2026,HT-01,0", "cell.out_of_range"),
    ("MH22,11/2026,HT-01,-3", "cell.out_of_range"),
    ("MH22,11/2026,HT-01,nhiều", "cell.not_a_number"),
    ("MH22,11/2026,HT-01,1\nMH22,2026-11,HT-01,2", "cell.duplicate"),
    ("MH22,10/2026,HT-01,1", "quota.closed"),
]


@pytest.mark.parametrize(("rows", "code"), FAULTY)
def test_every_fault_is_named_and_nothing_is_written(
    open_chat: OpenChat, database: Database, rows: str, code: str
) -> None:
    open_chat("MH21")
    with database.unit_of_work() as uow:
        person = uow.session.exec(select(Person).where(Person.staff_code == "MH22")).one()
        uow.add(PeriodClose(agency_id=person.agency_id, unit_id=person.unit_id, year=2026, month=10, closed_at=MONDAY,
                            closed_by=person.id))  # fmt: skip
        uow.commit()
    with pytest.raises(FaultyRows) as refused:
        bring(database, HEAD + "MH23,11/2026,HT-01,3\n" + rows + "\n")
    assert [fault.code for fault in refused.value.faults] == [code]
    assert quotas(database) == []


def test_the_coefficient_stays_as_it_was_planned(open_chat: OpenChat, database: Database) -> None:
    open_chat("MH21")
    bring(database, GOOD)
    with database.unit_of_work() as uow:
        for row in uow.session.exec(select(Quota)).all():
            row.coefficient = row.coefficient + 1
            uow.add(row)
        uow.commit()
    with database.reading() as uow:
        before = {row.id: row.coefficient for row in uow.session.exec(select(Quota)).all()}
    bring(database, GOOD.replace("40", "41"))
    with database.reading() as uow:
        assert {row.id: row.coefficient for row in uow.session.exec(select(Quota)).all()} == before
