"""`read_when` against its corpus; dates of other languages; nothing of dateparser where it is not needed."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from nlu import normalise, read_when, understand
from nlu.day_values import Day
from nlu.feasts import names
from nlu.index import build_index
from nlu.patterns import Sheet
from nlu.scan import scan

CORPUS = tomllib.loads((Path(__file__).parent / "corpus" / "when.toml").read_text(encoding="utf-8"))
NOW = datetime.fromisoformat(CORPUS["now"])


def cases() -> Iterator[Any]:
    for case in CORPUS["case"]:
        prefer = case.get("prefer", "past")
        for text in case["say"]:
            if text not in case.get("skip", ()):
                yield pytest.param(text, prefer, case["expect"], id=f"{prefer}: {text!r}")


@pytest.mark.parametrize(("text", "prefer", "expect"), [*cases()])
def test_when(text: str, prefer: str, expect: dict[str, Any]) -> None:
    told = {k: v for k, v in read_when(text, now=NOW, prefer=prefer).to_dict().items() if v is not None}
    assert told == expect


@pytest.mark.parametrize("text", ["March 15, 2026", "15 Mar 2026", "15 mars 2026", "2026-03-15", "Tháng Ba 15, 2026"])
def test_a_foreign_date_is_the_day_of_the_work(text: str) -> None:
    reading = understand(f"họp đoàn chuyên gia {text}", now=NOW, index=build_index([]))
    assert [entry.date for entry in reading.entries] == [date(2026, 3, 15)]


NO_DATES = [
    "trả 20 giấy 2025",
    "soạn 12 công văn 2026",
    "kh 3 2026",
    "năm học 2025-2026",
    "gọi 09 2026 12",
    "2026-13-45",
]


@pytest.mark.parametrize("text", NO_DATES)
def test_years_beside_vietnamese_words_are_no_dates(text: str) -> None:
    assert [hit.rule for hit in scan(text, NOW.date()).of("date")] == []


def test_dateparser_is_imported_by_foreign_dates_only() -> None:
    program = (
        "import sys; from datetime import datetime; import nlu; now = datetime(2026, 11, 24, 17)\n"
        "index = nlu.build_index([])\n"
        "nlu.understand('hôm qua họp 8h-10h, trả 20 giấy 2025, rằm tháng 7', now=now, index=index)\n"
        "print('dateparser' in sys.modules)\n"
        "nlu.understand('họp 15 March 2026', now=now, index=index)\n"
        "print('dateparser' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["False", "True"]


def test_a_sheet_that_was_asked_before_sees_the_names_among_its_dates() -> None:
    sheet = Sheet(normalise("treo cờ 30/4"))
    sheet.take(8, 12, "date", "d/m", Day(date(2026, 4, 30), date(2027, 4, 30)))
    assert [hit.kind for hit in sheet.within((0, 12))] == ["date"]
    names(sheet, NOW.date())
    assert [hit.kind for hit in sheet.within((0, 12))] == ["literal"]
    assert not list(sheet.of("date"))


@pytest.mark.parametrize(
    ("now", "text", "meant"),
    [
        ("2027-02-08T08:00:00+07:00", "mùng 2 trực lãnh đạo", date(2027, 2, 7)),
        ("2027-02-08T08:00:00+07:00", "hôm qua mùng 2 trực lãnh đạo", date(2027, 2, 7)),
        ("2026-12-08T08:00:00+07:00", "mùng 2 trực lãnh đạo", date(2026, 12, 2)),
    ],
)
def test_in_the_days_of_tet_the_first_days_are_those_of_tet(now: str, text: str, meant: date) -> None:
    reading = understand(text, now=datetime.fromisoformat(now), index=build_index([]))
    assert [entry.date for entry in reading.entries] == [meant]
