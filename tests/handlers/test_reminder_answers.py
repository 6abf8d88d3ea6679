"""Answers to reminders: whose task a number may log, which buttons are old, what an office allows, what /nhac shows."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from bot.outgoing import outbox_row
from handlers import reminders
from handlers.texts import common
from storage import audit, operators, outbox
from storage import reminders as store
from storage.database import Database
from storage.tables import Entry, Leave, ReminderChoice
from tests.handlers.chat import Chat
from tests.handlers.conftest import OpenChat

FIVE = datetime.fromisoformat("2026-11-12T17:00:00+07:00")


def remind(database: Database, *chats: Chat, at: datetime = FIVE) -> None:
    """The minute's tick at an instant."""
    for chat in chats:
        chat.now = at
    with database.unit_of_work() as uow:
        says = reminders.due(uow, chats[0].office, at)
        outbox.put_all(uow, [outbox_row(say, "telegram", "", at) for say in says])
        uow.commit()
    for chat in chats:
        chat.receive()


def choices(database: Database) -> list[tuple[object, ...]]:
    with database.reading() as uow:
        rows = uow.session.exec(select(ReminderChoice)).all()
        return [(row.person_id, row.strength, row.at, row.again_at, row.muted_day) for row in rows]


def test_a_number_logs_only_ones_own_task(open_chat: OpenChat, database: Database) -> None:
    start = FIVE - timedelta(hours=2)
    an, head, other = (open_chat(code, now=start) for code in ("MH22", "MH21", "MH24"))
    head.say("giao @An soạn công văn đôn đốc, hạn thứ 6")
    remind(database, an, other)
    assert "1. soạn công văn đôn đốc" in an.sent[-1].text
    with database.reading() as uow:
        task = store.open_tasks(uow, operators.agencies(uow)[0].id or 0)[0].id
    other.toasts.clear()
    other.tap_action(f"h:w:{task}", other.sent[-1].message_id)
    assert other.toasts == [common.NOT_FOUND_TOAST]
    an.say("1")
    with database.reading() as uow:
        [line] = uow.session.exec(select(Entry)).all()
    assert (line.text, str(line.work_date)) == ("soạn công văn đôn đốc", "2026-11-12")


def test_several_numbers_and_one_too_many(open_chat: OpenChat, database: Database) -> None:
    start = FIVE - timedelta(hours=2)
    an, head = open_chat("MH22", now=start), open_chat("MH21", now=start)
    head.say("giao @An chứng thực 42 bản sao, hạn thứ 6")
    head.say("giao @An khai sinh 3")
    remind(database, an)
    assert "chỉ có việc từ 1 đến 2" in an.say("1, 7")[-1].text
    remind(database, an, at=FIVE + timedelta(hours=3))
    an.say("1 và 2")
    with database.reading() as uow:
        assert len(uow.session.exec(select(Entry)).all()) == 2


NONSENSE = (
    "h", "h:", "h:s", "h:s:2026-11-12", "h:z:2026-11-12", "h:w:x", "h:w:999", "h:c:laut", "h:s:2026-13-45:x", "h:l:mai",
)  # fmt: skip


@pytest.mark.parametrize("action", NONSENSE)
def test_nonsense_changes_nothing(open_chat: OpenChat, database: Database, action: str) -> None:
    an = open_chat("MH22", now=FIVE)
    an.tap_action(action, "1")
    assert choices(database) == []
    with database.reading() as uow:
        assert uow.session.exec(select(Leave)).all() == []


def test_a_double_tap_puts_off_once_and_is_in_the_trail(open_chat: OpenChat, database: Database) -> None:
    an = open_chat("MH22", now=FIVE)
    remind(database, an)
    message = an.sent[-1]
    for _ in range(2):
        an.tap("30 phút", message)
    assert len(choices(database)) == 1
    with database.reading() as uow:
        [latest, *_] = audit.by_code(uow, "reminder.chosen")
    assert set(latest.data["chosen"]) == {"again_at", "again_about", "muted_day"}


def test_after_nine_it_is_the_morning(open_chat: OpenChat, database: Database) -> None:
    an = open_chat("MH22", now=FIVE)
    remind(database, an)
    an.now = FIVE.replace(hour=20, minute=40)
    assert "Sau 21:00 không nhắc nữa" in an.say("30 phút")[-1].text


def test_an_office_that_forbids_the_mild_one(open_chat: OpenChat, database: Database) -> None:
    an = open_chat("MH22", now=FIVE)
    with database.unit_of_work() as uow:
        agency = operators.agencies(uow)[0]
        agency.settings = {"reminders": {"least": "vua"}}
        uow.add(agency)
        uow.commit()
    assert "từ «vừa» đến «chặt»" in an.say("nhắc nhẹ")[-1].text
    assert "Đã đổi: nhắc chặt" in an.say("Nhắc chặt")[-1].text
    [shown] = an.say("/nhac")
    assert list(shown.buttons) == ["Vừa", "Chặt"]


def test_nobody_sees_what_was_sent_to_another(open_chat: OpenChat, database: Database) -> None:
    an, other = open_chat("MH22", now=FIVE), open_chat("MH08", now=FIVE)
    with database.unit_of_work() as uow:
        agency = operators.agencies(uow)[0]
        agency.settings = {"reminders": {"usual": "nhe"}}
        uow.add(agency)
        uow.commit()
    other.say("họp 8 tiếng")
    remind(database, an, other)
    assert "nhắc cuối ngày" in an.say("/nhac")[-1].text
    assert "Chưa nhắc anh/chị lần nào" in other.say("/nhac")[-1].text


def test_what_did_not_arrive_is_said_so(open_chat: OpenChat, database: Database) -> None:
    an = open_chat("MH22", now=FIVE)
    for kind, state, note in (("late", "dropped", "expired"), ("morning", "sent", "unconfirmed: TimedOut")):
        with database.unit_of_work() as uow:
            person, _ = operators.people_with_code(uow, "MH22")[0]
            number = outbox.put(uow, channel="telegram", chat_id=an.chat_id, method="send", payload={"text": "x"},
                                at=FIVE, kind=f"remind.{kind}", person_id=person.id, priority=1)  # fmt: skip
            outbox.retry(uow, number or 0, FIVE, note)
            (outbox.sent(uow, number or 0, None, FIVE) if state == "sent" else outbox.dropped(uow, number or 0, note))
            uow.commit()
    text = an.say("/nhac")[-1].text
    assert "nhắc lần muộn – không gửi, đã quá giờ" in text
    assert "nhắc ngày hôm trước – đã gửi, chưa rõ có tới không" in text
