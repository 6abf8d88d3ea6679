"""The person's month as a workbook: the order of the form, own standing lines only, text never a formula."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import select

from services import exports
from storage.database import Database
from storage.tables import Audit
from storage.uow import UnitOfWork
from storage.workbooks import read_workbook
from tests.services.test_scores import somebody, work
from tests.storage.office import NOW

COLUMNS = ("Ngày", "Mã", "Tên", "Nội dung", "Số lượng", "Đơn vị", "Phút", "Trạng thái")


@pytest.fixture
def uow(database: Database) -> Iterator[UnitOfWork]:
    with database.unit_of_work() as opened:
        yield opened


def test_the_months_standing_lines_in_the_order_of_the_form(uow: UnitOfWork) -> None:
    who = somebody(uow)
    work(uow, who, "1.5", work_date=date(2026, 3, 9), text="=1+1")
    work(uow, who, "2", state="pending", minutes=90)
    work(uow, who, "9", state="draft")
    work(uow, who, "9", state="withdrawn")
    work(uow, who, "9", work_date=date(2026, 4, 1))
    rows = exports.month_rows(uow, who, 2026, 3, NOW)
    assert [(row.quantity, row.minutes, row.state) for row in rows] == [
        (Decimal(2), 90, "pending"),
        (Decimal("1.5"), 45, "approved"),
    ]
    grid = read_workbook(exports.workbook(rows, COLUMNS, {"pending": "chờ duyệt"}, "Tháng 3-2026"))
    assert grid[0] == list(COLUMNS)
    assert grid[1] == ["2026-03-02", "HT-01", "Việc HT-01", "việc", "2", "hồ sơ", "90", "chờ duyệt"]
    assert grid[2][3:5] == ["=1+1", "1.5"]
    assert uow.session.exec(select(Audit.data).where(Audit.code == "month.exported")).one()["lines"] == 2
