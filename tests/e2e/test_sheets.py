"""Files of an administrator over the wire: fetched only where asked for, and a fetch that fails does no harm."""

from __future__ import annotations

from tests.e2e.house import House

ADMIN, OTHER = 101, 102
SHEET = "day,kind,note\n27/11/2026,nghỉ,Hội nghị\n".encode()


async def test_a_sheet_that_cannot_be_fetched_is_asked_for_again(house: House) -> None:
    house.make_admin("MH09")
    await house.link(ADMIN, "MH09")
    await house.sim.fault("getFile", 502)
    first = await house.sim.wait_for_reply(await house.sim.upload(ADMIN, "lich.csv", SHEET), 1)
    assert "Chưa tải được tệp này nên chưa nhập gì" in first[-1].text
    again = await house.sim.wait_for_reply(await house.sim.upload(ADMIN, "lich.csv", SHEET), 1)
    assert "Đã nhập lịch làm việc: 1 ngày" in again[-1].text


async def test_a_file_that_is_no_sheet_inside(house: House) -> None:
    house.make_admin("MH09")
    await house.link(ADMIN, "MH09")
    sent = await house.sim.upload(ADMIN, "lich.xlsx", b"%PDF-1.7 \x00\x01")
    assert "Đây không phải bảng" in (await house.sim.wait_for_reply(sent, 1))[-1].text


async def test_nobody_else_s_file_is_fetched(house: House) -> None:
    await house.link(OTHER, "MH22")
    await house.sim.fault("getFile", 502)
    answer = await house.sim.wait_for_reply(await house.sim.upload(OTHER, "lich.csv", SHEET, "lịch"), 1)
    assert "tệp này nên chưa nhập gì" not in answer[-1].text
    house.make_admin("MH22")
    evidence = await house.sim.wait_for_reply(await house.sim.upload(OTHER, "bien-ban.csv", SHEET), 1)
    assert "tệp này nên chưa nhập gì" not in evidence[-1].text
