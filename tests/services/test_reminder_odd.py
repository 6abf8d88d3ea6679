"""Hours far out of line in the manager's morning: which days, against what, whoever else was at work."""

from __future__ import annotations

from datetime import date

import pytest

from storage import operators
from storage.database import Database
from storage.tables import CalendarDay, Leave, WorkRule
from tests.services.test_reminder_kinds import AN, EARLY, HEAD, KIEN, Office_

DAYS = ("02", "03", "04", "05", "06", "09", "10", "11", "12")


@pytest.fixture
def office(database: Database) -> Office_:
    return Office_(database)


def habit(office: Office_, code: str, minutes: int) -> None:
    for day in DAYS:
        office.work(code, f"2026-11-{day}", minutes, state="approved")


def odd(office: Office_, when: str) -> list[str]:
    """The names and hours that a morning's digest calls out of line."""
    text = dict(office.told(when).get(HEAD, [])).get("digest", "")
    return [line.partition("nên xem: ")[2] for line in text.splitlines() if "thường lệ" in line]


def test_a_saturday_turn_of_one_does_not_hide_the_friday_of_another(office: Office_) -> None:
    habit(office, AN, 480)
    office.work(AN, "2026-11-13", 780)
    with office.database.reading() as uow:
        agency_id = operators.agencies(uow)[0].id or 0
    office.add(CalendarDay(agency_id=agency_id, person_id=office.person(KIEN), day=date(2026, 11, 14), kind="worked",
                           name="Trực", loaded_at=EARLY))  # fmt: skip
    assert odd(office, "2026-11-16T08:00") == ["Trần Thị Diễn An, thứ Sáu 13/11: 13 giờ (thường 8 giờ)"]


def test_long_hours_on_a_sunday_are_told_on_monday_and_not_again(office: Office_) -> None:
    habit(office, AN, 480)
    office.work(AN, "2026-11-15", 900)
    assert odd(office, "2026-11-16T08:00") == ["Trần Thị Diễn An, Chủ nhật 15/11 (hôm qua): 15 giờ (thường 8 giờ)"]
    assert odd(office, "2026-11-17T08:00") == []


def test_a_manager_back_from_leave_hears_of_the_days_between(office: Office_) -> None:
    habit(office, AN, 480)
    office.work(AN, "2026-11-16", 780)
    office.add(Leave(person_id=office.person(HEAD), first_day=date(2026, 11, 16), last_day=date(2026, 11, 18),
                     created_at=EARLY))  # fmt: skip
    assert odd(office, "2026-11-17T08:00") == []
    assert odd(office, "2026-11-19T08:00") == ["Trần Thị Diễn An, thứ Hai 16/11: 13 giờ (thường 8 giờ)"]


def test_half_a_day_has_its_own_measure(office: Office_) -> None:
    with office.database.reading() as uow:
        agency_id = operators.agencies(uow)[0].id or 0
    office.add(WorkRule(agency_id=agency_id, person_id=office.person(AN), first_day=date(2026, 1, 1), share=50,
                        loaded_at=EARLY))  # fmt: skip
    habit(office, AN, 240)
    office.work(AN, "2026-11-13", 400)
    habit(office, KIEN, 480)
    office.work(KIEN, "2026-11-13", 590)
    assert odd(office, "2026-11-16T08:00") == [
        "Trần Thị Diễn An, thứ Sáu 13/11: 6 giờ 40 phút (thường 4 giờ)"
    ]  # fmt: skip


def test_a_newcomer_without_a_habit_is_measured_by_the_day(office: Office_) -> None:
    office.work(KIEN, "2026-11-12", 900)
    office.work(AN, "2026-11-12", 660)
    assert odd(office, "2026-11-13T08:00") == ["Phùng Diễn Kiên, thứ Năm 12/11 (hôm qua): 15 giờ"]
