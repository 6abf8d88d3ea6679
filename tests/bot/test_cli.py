"""The command line: every command helps, does its work, and fails in one line."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli import build_parser, main
from services import operators
from storage import closing, review
from storage.database import Database
from tests.bot.conftest import DATA, ROOT
from tests.bot.standin import TOKEN

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
COMMANDS = [
    "run",
    "demo",
    "import catalogue",
    "import roster",
    "admin",
    "person leave",
    "person return",
    "invite",
    "reopen",
    "scores",
    "reviewer",
    "entries",
    "understand",
    "explain",
    "remind",
    "reminders",
    "policies",
    "check",
    "backup",
]


def failing_line(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Run a command that must fail with one line on stderr and nothing on stdout."""
    assert main(words) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("soviec: ")
    assert err.count("\n") == 1
    return err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_helps(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        build_parser().parse_args([*command.split(), "--help"])
    assert left.value.code == 0
    assert "soviec " + command in capsys.readouterr().out


def test_the_module_is_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert all(command.split()[0] in done.stdout for command in COMMANDS)


def test_reading_needs_no_database_token_or_setting(home: Path) -> None:
    """Even nonsense in a setting does not matter, nothing is written, and nothing heavy is loaded."""
    catalogues = home / "catalogues"
    catalogues.mkdir()
    (catalogues / "catalogue_x.csv").write_bytes((DATA / "catalogue.csv").read_bytes())
    (catalogues / "posts.json").write_bytes((DATA / "posts.json").read_bytes())
    lines = [
        {"id": str(n), "agency": "x", "post": None, "now": "2026-11-23T17:00:00+07:00", "text": text}
        for n, text in enumerate(["tiếp nhận 12 hồ sơ", "", "😀😀", "chào em"])
    ]
    code = (
        "import sys; from bot.cli import main; code = main(['understand', '--catalogues', 'catalogues']); "
        "heavy = {'sqlalchemy', 'sqlmodel', 'telegram', 'aiohttp', 'alembic', 'pydantic'} & set(sys.modules); "
        "assert not heavy, heavy; sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input="\n".join(json.dumps(line) for line in lines) + "\n",
        env={**os.environ, "PYTHONPATH": str(ROOT), "SOVIEC_SEND_RATE": "nonsense", "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    predicted = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["id"] for one in predicted] == ["0", "1", "2", "3"]
    assert predicted[0]["entries"][0]["quantity"] == 12
    assert [path.name for path in home.iterdir()] == ["catalogues"]


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "1"}', '{"id":"1","agency":"x","now":"today","text":"a"}'])
def test_a_line_that_is_no_message_is_named(
    line: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(line.encode())))
    assert "Dòng 1" in failing_line(capsys, "understand", "--catalogues", str(home))


def test_a_missing_catalogue_is_named(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = '{"id":"1","agency":"../x","now":"2026-11-23T17:00:00+07:00","text":"a"}'
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(line.encode())))
    assert "catalogue_../x.csv" in failing_line(capsys, "understand", "--catalogues", str(home))


def test_an_agency_comes_in_twice_without_change(agency: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "catalogue", str(DATA / "catalogue.csv")]) == 0
    assert "không có gì thay đổi" in capsys.readouterr().out
    assert main(["import", "roster", str(DATA / "roster.csv")]) == 0
    assert "0 người mới" in capsys.readouterr().out


def test_a_faulty_file_lists_every_row_and_imports_nothing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    header, *rows = (DATA / "catalogue.csv").read_text(encoding="utf-8").splitlines()
    wrong = [rows[0], rows[0], "B.1,,B,x,,việc,abc,1,product,,*"]
    (home / "bad.csv").write_text("\n".join([header, *wrong]), encoding="utf-8")
    assert main(["import", "catalogue", "bad.csv"]) == 1
    told = capsys.readouterr().err
    assert "Dòng 3" in told
    assert "Dòng 4, cột name" in told
    assert "Dòng 4, cột standard_minutes" in told
    assert main(["import", "catalogue", str(DATA / "catalogue.csv")]) == 0
    assert "bản 1" in capsys.readouterr().out


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Không tìm thấy tệp" in failing_line(capsys, "import", "roster", "nowhere.csv")


def test_with_two_agencies_one_must_be_named(agency: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "roster", str(DATA / "roster.csv"), "--agency", "khac"]) == 0
    capsys.readouterr()
    assert "--agency" in failing_line(capsys, "admin", "MH01")
    assert "--agency" in failing_line(capsys, "entries", "--json")
    assert main(["admin", "mh01", "--agency", "khac"]) == 0
    assert "khac" in capsys.readouterr().out


def test_an_administrator_is_made_once(agency: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["admin", "MH09"]) == 0
    assert "nay là người quản trị" in capsys.readouterr().out
    assert main(["admin", "MH09"]) == 0
    assert "từ trước" in capsys.readouterr().out
    assert "NOBODY" in failing_line(capsys, "admin", "NOBODY")


def test_a_month_that_is_open_cannot_be_opened(agency: str, capsys: pytest.CaptureFixture[str]) -> None:
    month = ["--month", "2026-10", "--reason", "thiếu ba hồ sơ"]
    assert "đang mở" in failing_line(capsys, "reopen", "--unit", "Trung tâm", *month)
    assert "khớp" in failing_line(capsys, "reopen", "--unit", "Phòng", *month)
    assert "không có thật" in failing_line(capsys, "reopen", "--unit", "không có thật", *month)
    with pytest.raises(SystemExit):
        main(["reopen", "--unit", "Trung tâm", "--month", "10.2026", "--reason", "x"])


def test_a_closed_month_is_opened_with_its_reason(agency: str, capsys: pytest.CaptureFixture[str]) -> None:
    database = Database.connect("sqlite:///var/soviec.db")
    with database.unit_of_work() as uow:
        unit = operators.the_unit(uow, "Trung tâm", None)
        head = operators.the_person(uow, "MH21", None)
        review.close_period(
            uow, agency_id=unit.agency_id, unit_id=unit.id or 0, year=2026, month=10, closed_by=head.id, at=NOW
        )
        uow.commit()
    assert main(["reopen", "--unit", "trung tam", "--month", "2026-10", "--reason", "thiếu ba hồ sơ"]) == 0
    assert "Đã mở lại tháng 10/2026" in capsys.readouterr().out
    with database.reading() as uow:
        [kept] = closing.reopenings(uow, unit.id or 0, 2026, 10)
        assert (kept.reason, kept.reopened_by, kept.closed_by) == ("thiếu ba hồ sơ", None, head.id)
    database.close()


def test_the_reviewer_of_the_top_is_named(agency: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reviewer", "MH01", "MH04"]) == 0
    assert "Lê Thị Diễn Nguyệt nay duyệt" in capsys.readouterr().out
    assert main(["reviewer", "MH01"]) == 0
    assert "chưa ai duyệt" in capsys.readouterr().out
    assert "quản lý và duyệt" in failing_line(capsys, "reviewer", "MH22", "MH04")
    assert "tự duyệt" in failing_line(capsys, "reviewer", "MH01", "MH01")


def test_somebody_leaves_and_returns(agency: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["person", "leave", "MH22", "--on", "2099-12-01"]) == 0
    assert "sẽ thôi công tác từ 01/12/2099" in capsys.readouterr().out
    assert main(["person", "leave", "mh22"]) == 0
    assert "Không còn việc nào mở" in capsys.readouterr().out
    assert "MH22" in failing_line(capsys, "invite", "MH22")
    assert main(["entries", "--json", "--staff", "MH22"]) == 0
    assert main(["person", "return", "MH22"]) == 0
    assert "làm việc lại" in capsys.readouterr().out
    assert "đang làm việc" in failing_line(capsys, "person", "return", "MH22")
    assert "NOBODY" in failing_line(capsys, "person", "leave", "NOBODY")
    with pytest.raises(SystemExit):
        main(["person", "leave", "MH22", "--on", "1/12"])


def test_a_roster_that_marks_who_left_names_what_is_open(
    agency: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (DATA / "roster.csv").read_text(encoding="utf-8").splitlines()
    cells = {"staf": ",left", "MH22": ",2026-01-05"}
    marked = "\n".join(line + cells.get(line[:4], ",") for line in lines)
    (home / "left.csv").write_text(marked, encoding="utf-8")
    assert main(["import", "roster", "left.csv"]) == 0
    told = capsys.readouterr().out
    assert "Ghi ngày thôi công tác: MH22." in told
    assert "(MH22) thôi công tác từ 05/01/2026" in told
    assert main(["import", "roster", str(DATA / "roster.csv")]) == 0
    assert "giữ nguyên: MH22" in capsys.readouterr().out


def test_without_a_bot_an_invitation_is_a_code(agency: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["invite", "MH09"]) == 0
    assert "/start" in capsys.readouterr().out
    assert "--out" in failing_line(capsys, "invite", "--all")
    assert "Telegram" in failing_line(capsys, "invite", "--all", "--out", "sheet.html")
    failing_line(capsys, "invite")
    failing_line(capsys, "invite", "MH09", "--all")


def test_entries_of_an_empty_log_are_no_lines(agency: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["entries", "--json", "--staff", "MH09", "--from", "2026-11-01", "--to", "2026-11-30"]) == 0
    assert capsys.readouterr().out == ""
    with pytest.raises(SystemExit):
        main(["entries", "--json", "--from", "1/11"])


def test_explaining_needs_no_agency(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "tiếp nhận 12 hồ sơ 2 tiếng, soạn 2 công văn"]) == 0
    told = capsys.readouterr().out
    assert "120 phút" in told
    assert "tách trước 'soạn'" in told
    assert "số lượng 12 (" in told
    assert "%" in told


def test_a_backup_is_a_database(agency: str, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", "copy.db"]) == 0
    copy = Database.connect("sqlite:///copy.db")
    assert copy.health().ok
    copy.close()
    failing_line(capsys, "backup", str(home)) if capsys.readouterr() else None
    assert "đang dùng" in failing_line(capsys, "backup", "var/soviec.db")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sqlite:////proc/nowhere/x.db", "Không mở được"),
        ("postgresql://nobody@127.0.0.1:1/x", "Không mở được"),
        ("mysql://x", "DATABASE_URL"),
    ],
)
def test_a_database_that_cannot_be_used_is_one_line(
    url: str, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    assert words in failing_line(capsys, "entries", "--json")


def test_a_file_that_is_no_database_is_one_line(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "var").mkdir()
    (home / "var" / "soviec.db").write_bytes(b"not a database, but long enough to look at" * 100)
    assert "hỏng" in failing_line(capsys, "entries", "--json")


def test_running_without_a_token_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert "soviec demo" in failing_line(capsys, "run")


def test_check_names_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines] == ["schema", "catalogue", "token", "clock", "disk"]
    assert [line.split()[0] for line in lines] == ["đạt", "LỖI", "LỖI", "đạt", "đạt"]


def test_half_a_webhook_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("SOVIEC_WEBHOOK_URL", "https://example.org/telegram")
    assert "SOVIEC_WEBHOOK_SECRET" in failing_line(capsys, "run")


def test_a_calendar_comes_in_whole_or_not_at_all(agency: str, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    header, good = "day,kind,unit,note\n", "27/11/2026,nghỉ,,Hội nghị\n"
    (home / "bad.csv").write_text(header + good + "28/11/2026,nghỉ,Phòng Lạ,\n", encoding="utf-8")
    assert main(["import", "calendar", "bad.csv"]) == 1
    assert "Dòng 3, cột unit (đơn vị): «Phòng Lạ»" in capsys.readouterr().err
    (home / "good.csv").write_text(header + good, encoding="utf-8")
    assert main(["import", "calendar", "good.csv", "--agency", agency]) == 0
    assert "Đã nhập lịch làm việc: 1 ngày" in capsys.readouterr().out
    assert main(["import", "calendar", "good.csv"]) == 0
    assert "1 chỗ đã đúng từ trước" in capsys.readouterr().out
