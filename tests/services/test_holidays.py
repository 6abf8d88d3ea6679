"""The national table, and 2026 and 2027 day by day against a table written by hand from the notices."""

from __future__ import annotations

import calendar as months
import tomllib
from datetime import date, timedelta

import pytest

from services import holidays

WEEKDAYS_OFF = {
    2025: "1/1 27/1 28/1 29/1 30/1 31/1 7/4 30/4 1/5 2/5 1/9 2/9",
    2026: "1/1 2/1 16/2 17/2 18/2 19/2 20/2 27/4 30/4 1/5 31/8 1/9 2/9 24/11",
    2027: "1/1 5/2 8/2 9/2 10/2 11/2 16/4 30/4 3/5 2/9 3/9 24/11",
    2028: "3/1 25/1 26/1 27/1 28/1 31/1 4/4 1/5 2/5 1/9 4/9 24/11",
}
WEEKEND_WORKED = {2025: "26/4", 2026: "10/1 22/8", 2027: "", 2028: ""}
NOT_ANNOUNCED = {
    2025: "",
    2026: "",
    2027: "5/2 6/2 7/2 8/2 9/2 10/2 11/2 3/9",
    2028: "25/1 26/1 27/1 28/1 29/1 31/1 1/9",
}
WORKING_DAYS = {
    2026: (21, 15, 22, 20, 20, 22, 23, 21, 20, 22, 20, 23),
    2027: (20, 15, 23, 20, 20, 22, 22, 22, 20, 21, 21, 23),
}


def told(year: int, days: str) -> set[date]:
    """«16/2 …» of a year as days."""
    return {date(year, int(month), int(day)) for day, month in (one.split("/") for one in days.split())}


def year_of(year: int) -> list[date]:
    """Every day of a year."""
    return [date(year, 1, 1) + timedelta(days=n) for n in range(366 if months.isleap(year) else 365)]


@pytest.mark.parametrize("year", WEEKDAYS_OFF)
def test_every_day_of_the_year(year: int) -> None:
    off, worked = told(year, WEEKDAYS_OFF[year]), told(year, WEEKEND_WORKED[year])
    wanted = {day: day in worked or (day.weekday() < 5 and day not in off) for day in year_of(year)}
    assert {day: holidays.is_working_day(day) for day in year_of(year)} == wanted


@pytest.mark.parametrize("year", WORKING_DAYS)
def test_working_days_of_each_month(year: int) -> None:
    working = [day.month for day in year_of(year) if holidays.is_working_day(day)]
    assert tuple(working.count(month) for month in range(1, 13)) == WORKING_DAYS[year]


@pytest.mark.parametrize("year", NOT_ANNOUNCED)
def test_what_no_notice_has_said_is_marked(year: int) -> None:
    unsure = {day for day, special in holidays.of_year(year).items() if not special.sure}
    assert unsure == told(year, NOT_ANNOUNCED[year])


def test_a_notice_overrides_the_computation() -> None:
    announced, computed = holidays.of_year(2025), holidays.computed(2025)
    assert date(2025, 1, 27) in announced
    assert date(2025, 1, 27) not in computed
    assert computed[date(2025, 2, 3)].kind == "compensatory"
    assert date(2025, 2, 3) not in announced


@pytest.mark.parametrize("year", [2027, 2028])
def test_rows_without_a_notice_are_what_the_law_computes(year: int) -> None:
    rows = {day: (row.kind, row.name, row.sure) for day, row in holidays.of_year(year).items()}
    assert rows == {day: (row.kind, row.name, row.sure) for day, row in holidays.computed(year).items()}


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2029, 2, 12), "off"),
        (date(2029, 2, 16), "off"),
        (date(2029, 4, 23), "off"),
        (date(2029, 9, 4), "compensatory"),
        (date(2030, 2, 1), "off"),
        (date(2030, 2, 6), "compensatory"),
        (date(2023, 9, 1), "off"),
        (date(2023, 9, 4), "compensatory"),
        (date(2021, 9, 3), "off"),
    ],
)
def test_years_without_rows_follow_the_law(day: date, kind: str) -> None:
    special = holidays.find(day)
    assert special is not None
    assert special.kind == kind


@pytest.mark.parametrize("day", [date(2025, 11, 24), date(2023, 11, 24), date(2029, 11, 26), date(2030, 11, 25)])
def test_the_day_of_culture_begins_in_2026_and_is_not_made_up(day: date) -> None:
    assert holidays.is_working_day(day)


def test_every_row_is_complete_and_has_a_source() -> None:
    data = tomllib.loads(holidays.TABLE.read_text(encoding="utf-8"))
    rows = [(year, row) for year, rows in data["days"].items() for row in rows]
    keys = {"day", "kind", "name", "holiday", "sure", "source"}
    assert [row for _, row in rows if set(row) != keys] == []
    assert [row for year, row in rows if row["day"].year != int(year)] == []
    assert {row["source"] for _, row in rows} <= set(data["source"])
    assert {row["kind"] for _, row in rows} == set(holidays.KINDS)
    assert {row["holiday"] for _, row in rows} == {law["holiday"] for law in data["law"]}
    days = [row["day"] for _, row in rows]
    assert len(days) == len(set(days))
