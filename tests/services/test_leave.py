"""Absences: counted by the calendar, refused whole, cut by day, replaced by an edit; the late window of a trip."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import select

from services import calendar, leave, lines
from services.errors import Refusal
from services.office import Office
from services.people import get_who
from services.values import Who
from storage import leave as rows
from storage import review
from storage.database import Database
from storage.tables import Audit, CalendarDay, Leave, WorkRule
from storage.uow import UnitOfWork
from tests.storage.office import NOW, a_person, an_agency

THURSDAY = datetime.fromisoformat("2026-11-26T09:00:00+07:00")


@pytest.fixture
def uow(database: Database) -> Iterator[UnitOfWork]:
    with database.unit_of_work() as opened:
        yield opened


@pytest.fixture
def who(uow: UnitOfWork) -> Who:
    return get_who(uow, a_person(uow, an_agency(uow)).id or 0)


def tell(uow: UnitOfWork, who: Who, text: str, said: str | None = None, at: datetime = THURSDAY) -> leave.LeaveView:
    kind = leave.told(text, at) or "leave"
    return leave.record(uow, who, leave.read(text, at), at, kind=kind, said=said)


def refused(uow: UnitOfWork, who: Who, text: str, said: str | None = None) -> str:
    before = len(uow.session.exec(select(Leave)).all())
    with pytest.raises(Refusal) as caught:
        tell(uow, who, text, said)
    assert len(uow.session.exec(select(Leave)).all()) == before
    return caught.value.code


def standing(uow: UnitOfWork, who: Who) -> list[str]:
    """Live rows as «27/11–30/11 pm»."""
    found = rows.of_person(uow, who.id, date(2026, 1, 1))
    return [
        f"{row.first_day:%d/%m}" + (f"–{row.last_day:%d/%m}" if row.last_day != row.first_day else "")
        + (f" {row.half}" if row.half else "") for row in found
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wanted", "days"),
    [
        ("nghỉ phép 2 ngày từ thứ 6", ["27/11–30/11"], "2"),
        ("nghỉ phép 1,5 ngày từ thứ 6", ["27/11", "30/11 am"], "1.5"),
        ("nghỉ phép 2,5 ngày từ chiều thứ 6", ["27/11 pm", "30/11–01/12"], "2.5"),
        ("nghỉ phép 3 ngày từ 31/12", ["31/12–05/01"], "3"),
        ("nghỉ phép 2 ngày từ chủ nhật", ["30/11–01/12"], "2"),
        ("nghỉ phép 2 ngày từ 4/2", ["04/02–12/02"], "2"),
        ("nghỉ phép từ 30/11 đến 4/12", ["30/11–04/12"], "5"),
        ("nghỉ sáng thứ 2 và chiều thứ 3", ["30/11 am", "01/12 pm"], "1"),
        ("đi công tác Hà Nội 3 ngày từ thứ 6, về ghi", ["27/11–29/11"], "1"),
    ],
)
def test_days_are_counted_by_the_calendar(uow: UnitOfWork, who: Who, text: str, wanted: list[str], days: str) -> None:
    assert str(tell(uow, who, text).days.normalize()) == days
    assert standing(uow, who) == wanted


def test_counting_follows_the_person_s_own_calendar(uow: UnitOfWork, who: Who) -> None:
    base = {"agency_id": who.agency_id, "loaded_at": NOW}
    uow.add(WorkRule(**base, first_day=date(2026, 1, 1), person_id=who.id, weekdays="6", works=True))
    uow.add(CalendarDay(**base, day=date(2026, 11, 30), kind="off", name="Hội nghị", unit_id=who.unit_id))
    uow.flush()
    tell(uow, who, "nghỉ phép 3 ngày từ thứ 6")
    assert standing(uow, who) == ["27/11–01/12"]


def test_what_cannot_be_kept_is_refused_whole(uow: UnitOfWork, who: Who) -> None:
    tell(uow, who, "nghỉ phép 30/11 đến 4/12")
    assert refused(uow, who, "nghỉ ốm thứ 4") == "leave.overlap"
    assert refused(uow, who, "nghỉ phép từ thứ 6 đến thứ 3") == "leave.overlap"
    assert refused(uow, who, "đi công tác từ 2/12 đến 8/12, về ghi") == "leave.overlap"
    assert refused(uow, who, "nghỉ phép từ 28/12 đến 25/12") == "leave.range"
    assert refused(uow, who, "nghỉ phép thứ 7") == "leave.no_work"
    assert refused(uow, who, "nghỉ nửa ngày mai") == "leave.half"
    assert refused(uow, who, "nghỉ phép 24/11/2062") == "leave.far"


def test_two_halves_of_a_day_do_not_clash(uow: UnitOfWork, who: Who) -> None:
    tell(uow, who, "sáng mai nghỉ phép")
    tell(uow, who, "chiều mai nghỉ ốm")
    assert refused(uow, who, "chiều mai nghỉ phép") == "leave.overlap_day"
    book = calendar.book_of(uow, who.id, date(2026, 11, 27), date(2026, 11, 27))
    assert book.target(who.id, date(2026, 11, 27)) == 0


def close(uow: UnitOfWork, who: Who, month: int) -> None:
    unit = {"agency_id": who.agency_id, "unit_id": who.unit_id, "closed_by": who.id}
    review.close_period(uow, **unit, year=2026, month=month, at=NOW)


def test_every_month_it_touches_must_be_open(uow: UnitOfWork, who: Who) -> None:
    tell(uow, who, "nghỉ phép 2/12", said="t:1:1")
    close(uow, who, 12)
    assert refused(uow, who, "nghỉ phép từ 30/11 đến 1/12") == "leave.closed"
    assert refused(uow, who, "nghỉ phép 27/11", said="t:1:1") == "leave.closed"
    for take_back in (
        lambda: leave.cancel_latest(uow, who, THURSDAY),
        lambda: leave.cancel_days(uow, who, leave.read("huỷ nghỉ 2/12", THURSDAY), THURSDAY),
    ):
        with pytest.raises(Refusal) as caught:
            take_back()
        assert caught.value.code == "leave.closed"
    assert standing(uow, who) == ["02/12"]
    tell(uow, who, "nghỉ phép 27/11")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("huỷ nghỉ thứ 4", ["30/11–01/12", "03/12–04/12"]),
        ("huỷ nghỉ chiều thứ 4", ["30/11–01/12", "02/12 am", "03/12–04/12"]),
        ("huỷ nghỉ từ thứ 4 đến thứ 6", ["30/11–01/12"]),
        ("huỷ nghỉ tuần sau", []),
        ("huỷ nghỉ ngày mai", ["30/11–04/12"]),
    ],
)
def test_days_are_taken_back(uow: UnitOfWork, who: Who, text: str, left: list[str]) -> None:
    tell(uow, who, "nghỉ phép 30/11 đến 4/12")
    assert leave.told(text, THURSDAY) == "cancel"
    leave.cancel_days(uow, who, leave.read(text, THURSDAY), THURSDAY)
    assert standing(uow, who) == left


def test_no_weekend_is_left_over(uow: UnitOfWork, who: Who) -> None:
    tell(uow, who, "nghỉ phép 2 ngày từ thứ 6")
    leave.cancel_days(uow, who, leave.read("huỷ nghỉ thứ 2", THURSDAY), THURSDAY)
    assert standing(uow, who) == ["27/11"]


def test_a_message_that_changed_tells_the_new_days_only(uow: UnitOfWork, who: Who) -> None:
    first = tell(uow, who, "nghỉ sáng thứ 2 và chiều thứ 3", said="t:1:1")
    assert tell(uow, who, "nghỉ sáng thứ 2 và chiều thứ 3", said="t:1:1").id == first.id
    tell(uow, who, "nghỉ phép từ thứ 2 đến thứ 3", said="t:1:1")
    assert standing(uow, who) == ["30/11–01/12"]
    tell(uow, who, "nghỉ phép 3/12", said="t:1:2")
    assert refused(uow, who, "nghỉ phép 3/12", said="t:1:1") == "leave.overlap_day"
    assert standing(uow, who) == ["30/11–01/12", "03/12"]


def test_taking_back_one_stretch_takes_back_its_message(uow: UnitOfWork, who: Who) -> None:
    view = tell(uow, who, "nghỉ sáng thứ 2 và chiều thứ 3", said="t:1:1")
    assert leave.cancel(uow, who, view.id, THURSDAY) is not None
    assert standing(uow, who) == []
    assert leave.cancel(uow, who, view.id, THURSDAY) is None


def test_nobody_takes_back_another_s_leave(uow: UnitOfWork, who: Who) -> None:
    other = get_who(uow, a_person(uow, an_agency(uow, "PH02"), "CB02").id or 0)
    view = tell(uow, who, "nghỉ phép mai", said="t:1:1")
    assert leave.cancel(uow, other, view.id, THURSDAY) is None
    assert leave.of_message(uow, other, "t:1:1") is None
    assert standing(uow, who) == ["27/11"]


def test_a_trip_leaves_the_log_open_longer(uow: UnitOfWork, who: Who) -> None:
    office = Office(window_days=7)
    tell(uow, who, "đi công tác từ 9/11 đến 13/11, về ghi")
    late = date(2026, 11, 9)
    for after, open_ in ((14, True), (15, False)):
        now = datetime.fromisoformat("2026-11-13T09:00:00+07:00") + timedelta(days=after)
        assert (lines.refused(uow, office, who, late, None, now) is None) == open_
    now = datetime.fromisoformat("2026-11-26T09:00:00+07:00")
    refusal = lines.refused(uow, office, who, date(2026, 11, 6), None, now)
    assert refusal is not None
    assert refusal.code == "entry.window"
    close(uow, who, 11)
    shut = lines.refused(uow, office, who, late, None, now)
    assert shut is not None
    assert shut.code == "entry.closed"


def test_no_reason_is_kept_anywhere(uow: UnitOfWork, who: Who) -> None:
    tell(uow, who, "mai nghỉ ốm đi viện khám thai", said="t:1:1")
    kept = [row.model_dump_json() for table in (Leave, Audit) for row in uow.session.exec(select(table)).all()]
    assert kept
    assert not [text for text in kept if "viện" in text or "ốm" in text or "thai" in text]
