"""`soviec policies`: what rule sets there are, by which an agency scores, and how that is changed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from bot.cli import main
from bot.commands import policies
from bot.settings import load_settings
from storage.database import Database
from storage.tables import Agency, Audit
from tests.bot.test_cli import failing_line


class Clock:
    def now(self) -> datetime:
        return datetime(2026, 11, 23, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policies, "SystemClock", Clock)


def shown(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["policies", *words]) == 0
    return capsys.readouterr().out


def test_every_rule_set_and_what_the_agency_scores_by(agency: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys)
    assert "nd335-2025: Nghị định 335/2025/NĐ-CP" in text
    assert "cho cong_chuc; từ 01/01/2026 đến khi bị bãi bỏ" in text
    assert "cong_chuc: nd335-2025 (đã đặt: nd335-2025)" in text
    assert "can_bo: chưa chấm được – không có bộ nào đang hiệu lực cho diện này (đã đặt: không đặt)" in text


def test_a_choice_is_kept_noted_and_taken_back(agency: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "--set", "can_bo=khanh-hoa-1636-2025", "--unset", "cong_chuc")
    assert "can_bo: chưa chấm được – bộ đã đặt không có hiệu lực trong tháng này (đã đặt: khanh-hoa" in text
    assert "cong_chuc: nd335-2025 (đã đặt: không đặt)" in text
    assert shown(capsys) == text
    shown(capsys, "--unset", "can_bo", "--set", "cong_chuc=nd335-2025")
    shown(capsys, "--set", "cong_chuc=nd335-2025")  # changes nothing
    with Database.connect(load_settings().database_url).reading() as uow:
        setting = uow.session.exec(select(Agency.settings)).one()["policies"]
        assert setting == {"cong_chuc": "nd335-2025", "vien_chuc": "nd233-2026"}
        assert [row.code for row in uow.session.exec(select(Audit)).all()].count("agency.policies") == 2


@pytest.mark.parametrize(
    ("told", "part"),
    [
        ("cong_chuc=no-such-one", "Không có bộ quy tắc no-such-one; hiện có: "),
        ("cong_chuc=nd233-2026", "không dùng cho cong_chuc; chỉ cho: vien_chuc"),
        ("ai_do=nd233-2026", "Không có diện ai_do"),
        ("cong_chuc", "cong_chuc chưa đúng dạng"),
        ("=nd233-2026", "chưa đúng dạng"),
    ],
)
def test_what_does_not_fit_is_refused(agency: str, capsys: pytest.CaptureFixture[str], told: str, part: str) -> None:
    before = shown(capsys)
    assert part in failing_line(capsys, "policies", "--set", told)
    assert shown(capsys) == before


def test_a_choice_holds_from_its_month_on_and_the_one_before_it_stays(
    agency: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shown(capsys, "--set", "cong_chuc=khanh-hoa-1636-2025", "--since", "2025-04-01")
    text = shown(capsys, "--set", "cong_chuc=nd335-2025", "--since", "2026-01-01")
    assert (
        "  cong_chuc: nd335-2025 (đã đặt: nd335-2025)\n    trước đó: nd335-2025\n    từ 01/04/2025: khanh-hoa" in text
    )
    assert "từ 01/04/2025: khanh-hoa-1636-2025 – bộ quy tắc lấy kết quả KPI" in text
    assert "    từ 01/01/2026: nd335-2025\n" in text
    later = shown(capsys, "--set", "cong_chuc=khanh-hoa-1636-2025", "--since", "2027-01-01")
    assert "cong_chuc: nd335-2025 (đã đặt: nd335-2025)" in later
    assert "từ 01/01/2027: khanh-hoa-1636-2025 – bộ đã đặt không có hiệu lực" in later
    assert shown(capsys, "--set", "cong_chuc=nd335-2025", "--since", "2027-01-01") == text  # says nothing new: dropped
    shown(capsys, "--set", "cong_chuc=nd335-2025", "--since", "2025-04-01")
    with Database.connect(load_settings().database_url).reading() as uow:
        setting = uow.session.exec(select(Agency.settings)).one()["policies"]
        assert setting == {"cong_chuc": "nd335-2025", "vien_chuc": "nd233-2026"}


def test_a_choice_begins_with_a_month(agency: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = shown(capsys)
    line = failing_line(capsys, "policies", "--set", "cong_chuc=nd335-2025", "--since", "2026-12-15")
    assert "ngày đầu tháng, không phải 15/12/2026. Ví dụ: --since 2026-12-01" in line
    assert shown(capsys) == before
