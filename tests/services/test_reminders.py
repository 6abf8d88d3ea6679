"""One reminder at 17:00 on working days, only to whoever is below the day's target, once."""

from __future__ import annotations

from datetime import datetime

import pytest

from handlers import reminders
from storage.database import Database
from tests.handlers.chat import Chat
from tests.handlers.conftest import OpenChat
from tests.handlers.conftest import open_chat as open_chat

FIVE = "2026-11-23T17:00:00+07:00"


def due(database: Database, chat: Chat, at: str) -> list[str]:
    """The people's chats that would be reminded at an instant."""
    with database.unit_of_work() as uow:
        says = reminders.due(uow, chat.office, datetime.fromisoformat(at))
    return [say.chat_id or "" for say in says]


def test_only_whoever_is_below_eight_hours(open_chat: OpenChat, database: Database) -> None:
    short, full, strange = open_chat("MH22"), open_chat("MH24"), open_chat("MH25", linked=False)
    short.say("họp 2 tiếng")
    full.say("họp 8 tiếng")
    assert strange.sent == []
    assert due(database, short, FIVE) == [short.chat_id]


@pytest.mark.parametrize(
    "at",
    [
        "2026-11-23T16:59:00+07:00",
        "2026-11-23T19:00:00+07:00",
        "2026-11-24T17:00:00+07:00",
        "2026-11-28T17:00:00+07:00",
        "2026-11-29T17:00:00+07:00",
        "2027-01-01T17:00:00+07:00",
    ],
    ids=["before five", "late", "Ngày Văn hóa 24/11", "Saturday", "Sunday", "New Year"],
)
def test_never_outside_its_time(open_chat: OpenChat, database: Database, at: str) -> None:
    assert due(database, open_chat("MH22"), at) == []


def test_never_on_leave_and_never_before_consent(open_chat: OpenChat, database: Database) -> None:
    away, asked = open_chat("MH22"), open_chat("MH24", consent=False)
    away.say("hôm nay nghỉ phép")
    assert due(database, away, FIVE) == []
    assert asked.chat_id not in due(database, asked, FIVE)


def test_once_a_day(open_chat: OpenChat, database: Database) -> None:
    from bot.outgoing import outbox_row
    from storage import outbox

    chat = open_chat("MH22")
    now = datetime.fromisoformat(FIVE)
    for _ in range(2):
        with database.unit_of_work() as uow:
            outbox.put_all(uow, [outbox_row(say, "telegram", "", now) for say in reminders.due(uow, chat.office, now)])
            uow.commit()
    chat.now = now
    assert ["🔔" in message.text for message in chat.receive()] == [True]
    assert due(database, chat, "2026-11-25T17:00:00+07:00") == [chat.chat_id]
