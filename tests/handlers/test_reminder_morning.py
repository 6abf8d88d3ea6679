"""«Sáng mai» is the next morning at work – weekends, holidays, swaps, leave, the roster – and about the same day."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from storage import operators
from storage.database import Database
from storage.tables import CalendarDay
from tests.handlers.chat import Chat
from tests.handlers.conftest import OpenChat
from tests.handlers.test_reminder_answers import remind


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}:00+07:00")


def put_off(open_chat: OpenChat, database: Database, when: str, *before: str) -> Chat:
    """Somebody who is reminded mildly, and who puts off the reminder of that evening."""
    now = at(when)
    an = open_chat("MH22", now=now - timedelta(days=20))
    an.now = now - timedelta(hours=2)
    for text in ("nhắc nhẹ", *before):
        an.say(text)
    remind(database, an, at=now)
    an.tap("Sáng mai", an.sent[-1])
    return an


def asked(database: Database, an: Chat, when: str) -> list[str]:
    """What the minute's tick says at an instant."""
    before = len(an.sent)
    remind(database, an, at=at(when))
    return [message.text for message in an.sent[before:]]


@pytest.mark.parametrize(
    ("when", "before", "says"),
    [
        ("2026-11-12T17:00", (), "Được ạ, hôm nay thôi, sáng mai nhắc."),
        ("2026-11-13T17:00", (), "sáng thứ Hai 16/11 nhắc"),
        ("2026-11-13T17:00", ("thứ Hai tuần sau nghỉ phép",), "sáng thứ Ba 17/11 nhắc"),
        ("2026-11-13T17:00", ("sáng thứ Hai tuần sau nghỉ phép",), "sáng thứ Ba 17/11 nhắc"),
        ("2026-11-13T17:00", ("chiều thứ Hai tuần sau nghỉ phép",), "sáng thứ Hai 16/11 nhắc"),
        ("2026-11-13T17:00", ("thứ Hai tuần sau đi công tác 2 ngày, về ghi",), "sáng thứ Tư 18/11 nhắc"),
        ("2026-11-23T17:00", (), "sáng thứ Tư 25/11 nhắc"),
        ("2026-02-13T17:00", (), "sáng thứ Hai 23/02 nhắc"),
        ("2026-08-21T17:00", (), "sáng mai nhắc"),
    ],
)
def test_the_answer_names_the_next_morning_at_work(
    open_chat: OpenChat, database: Database, when: str, before: tuple[str, ...], says: str
) -> None:
    assert says in put_off(open_chat, database, when, *before).sent[-1].text


def test_by_the_roster_of_the_person(open_chat: OpenChat, database: Database) -> None:
    with database.unit_of_work() as uow:
        person, _ = operators.people_with_code(uow, "MH22")[0]
        saturday = {"day": at("2026-11-14T00:00").date(), "kind": "worked", "minutes": 240}
        uow.add(
            CalendarDay(
                agency_id=person.agency_id,
                person_id=person.id,
                name="Trực",
                source="",
                loaded_at=at("2026-11-01T08:00"),
                **saturday,
            )
        )
        uow.commit()
    an = put_off(open_chat, database, "2026-11-13T17:00")
    assert "sáng mai nhắc" in an.sent[-1].text
    assert "Thứ Sáu 13/11 (hôm qua) mới ghi" in asked(database, an, "2026-11-14T07:30")[0]


def test_it_comes_on_that_morning_only_even_to_whoever_is_reminded_mildly(
    open_chat: OpenChat, database: Database
) -> None:
    an = put_off(open_chat, database, "2026-11-13T17:00")
    assert asked(database, an, "2026-11-14T07:30") == []
    [monday] = asked(database, an, "2026-11-16T07:30")
    assert monday.startswith("☀️")
    assert "Thứ Sáu 13/11 mới ghi 0/8 giờ" in monday
    assert asked(database, an, "2026-11-17T07:30") == []


def test_leave_told_afterwards_moves_it_on(open_chat: OpenChat, database: Database) -> None:
    an = put_off(open_chat, database, "2026-11-13T17:00")
    an.say("sáng thứ Hai tuần sau nghỉ phép")
    assert asked(database, an, "2026-11-16T07:30") == []
    [tuesday] = asked(database, an, "2026-11-17T07:30")
    assert "Thứ Sáu 13/11 mới ghi" in tuesday
    assert "16/11" not in tuesday


def test_put_off_in_the_morning_the_day_is_not_forgotten(open_chat: OpenChat, database: Database) -> None:
    an = open_chat("MH22", now=at("2026-11-02T08:00"))
    remind(database, an, at=at("2026-11-16T07:30"))
    an.tap("Sáng mai", an.sent[-1])
    [tuesday] = asked(database, an, "2026-11-17T07:30")
    assert "Thứ Sáu 13/11 mới ghi 0/8 giờ" in tuesday
    assert "• thứ Hai 16/11 (hôm qua): 0/8 giờ" in tuesday


def test_by_word_and_at_night_it_is_the_same_morning(open_chat: OpenChat, database: Database) -> None:
    an = open_chat("MH22", now=at("2026-11-02T08:00"))
    remind(database, an, at=at("2026-11-13T17:00"))
    assert "sáng thứ Hai 16/11 nhắc" in an.say("sáng mai")[-1].text
    an.now = at("2026-11-13T20:45")
    assert "để sáng thứ Hai 16/11 nhắc" in an.say("30 phút nữa nhắc")[-1].text


def test_buttons_of_before_still_work(open_chat: OpenChat, database: Database) -> None:
    an = open_chat("MH22", now=at("2026-11-02T08:00"))
    remind(database, an, at=at("2026-11-13T17:00"))
    an.tap_action("h:t:2026-11-13", an.sent[-1].message_id)
    assert "sáng thứ Hai 16/11 nhắc" in an.sent[-1].text
    assert "Thứ Sáu 13/11 mới ghi" in asked(database, an, "2026-11-16T07:30")[0]
