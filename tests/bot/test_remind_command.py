"""`soviec remind --dry-run`: a line a message, a line a person left out; `soviec reminders`: what an office allows."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli import build_parser, main
from bot.settings import load_settings
from storage import operators, outbox, people
from storage.database import Database
from tests.bot.test_cli import failing_line

THURSDAY = "2026-11-12T17:00"


@pytest.fixture
def linked(agency: str) -> Database:
    """The demo agency, with one person linked and agreed."""
    database = Database.connect(load_settings().database_url)
    now = datetime(2026, 11, 1, tzinfo=UTC)
    with database.unit_of_work() as uow:
        person, _ = operators.people_with_code(uow, "MH22")[0]
        people.link(uow, person.id or 0, "telegram", "5", now)
        people.consent(uow, "telegram", "5", now)
        uow.commit()
    return database


def lines(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, str]]:
    assert main(["remind", "--dry-run", "--json", *words]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_line_for_everybody_and_nothing_is_sent(linked: Database, capsys: pytest.CaptureFixture[str]) -> None:
    found = lines(capsys, "--at", THURSDAY)
    told = [line for line in found if "text" in line]
    assert [(line["staff_code"], line["kind"]) for line in told] == [("MH22", "end_of_day")]
    assert told[0]["text"].startswith("🔔 Hôm nay mới 0/8 giờ.")
    assert "<" not in told[0]["text"]
    assert {line["skipped"] for line in found if "skipped" in line} == {"not_linked"}
    assert len(found) == 25
    with linked.reading() as uow:
        assert outbox.queue(uow).waiting == 0


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        (f"{THURSDAY}:00+07:00", None),
        ("2026-11-12T10:00:00Z", None),
        ("2026-11-12T12:00", "not_now"),
        ("2026-11-12T22:00", "quiet_hours"),
        ("2026-11-24T17:00", "day_off"),
    ],
)
def test_the_instant_is_that_of_viet_nam_unless_told(
    linked: Database, capsys: pytest.CaptureFixture[str], at: str, reason: str | None
) -> None:
    [mine] = [line for line in lines(capsys, "--at", at) if line["staff_code"] == "MH22"]
    assert mine.get("skipped") == reason


def test_in_words(linked: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["remind", "--dry-run", "--at", THURSDAY]) == 0
    out = capsys.readouterr().out
    assert "MH22  end_of_day: 🔔 Hôm nay mới 0/8 giờ" in out
    assert "MH01  không nhắc: chưa dùng Sổ Việc" in out


@pytest.mark.parametrize("words", [["remind", "--json"], ["remind", "--dry-run", "--at", "hôm qua"]])
def test_it_only_ever_shows(words: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        build_parser().parse_args(words)
    assert left.value.code == 2


def test_an_office_sets_its_limits(linked: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reminders", "--time", "16:30", "--most", "vua", "--usual", "nhe"]) == 0
    assert "nhắc lúc 16:30, mức thường nhe, cho chọn từ nhe đến vua" in capsys.readouterr().out
    [mine] = [line for line in lines(capsys, "--at", "2026-11-12T16:30") if line["staff_code"] == "MH22"]
    assert mine["kind"] == "end_of_day"
    assert main(["reminders"]) == 0
    assert "nhắc lúc 16:30" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["--time", "25:00"], "từ 06:30 đến 20:59"),
        (["--time", "22:00"], "từ 06:30 đến 20:59"),
        (["--least", "chat", "--most", "nhe"], "không được chặt hơn"),
    ],
)
def test_limits_that_cannot_be_change_nothing(
    linked: Database, home: Path, capsys: pytest.CaptureFixture[str], words: list[str], part: str
) -> None:
    assert part in failing_line(capsys, "reminders", *words)
    assert main(["reminders"]) == 0
    assert "nhắc lúc 17:00, mức thường vua, cho chọn từ nhe đến chat" in capsys.readouterr().out
