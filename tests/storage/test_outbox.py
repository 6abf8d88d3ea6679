"""What goes out is written once, sent in order per chat, answers before reminders, and found again later."""

from __future__ import annotations

import datetime as dt
from typing import Any

from storage import outbox
from storage.database import Database
from storage.tables import Outbox
from storage.uow import UnitOfWork
from tests.storage.office import NOW, a_linked_person

SOON = NOW + dt.timedelta(seconds=30)


def say(uow: UnitOfWork, chat: str = "a", text: str = "Đã ghi", **more: Any) -> int:
    row_id = outbox.put(uow, channel="telegram", chat_id=chat, method="send", payload={"text": text}, at=NOW, **more)
    assert row_id is not None
    return row_id


def due(uow: UnitOfWork, now: dt.datetime = NOW, limit: int = 10) -> list[int | None]:
    return [row.id for row in outbox.due(uow, now, limit)]


def test_a_dedupe_key_speaks_once(database: Database) -> None:
    with database.unit_of_work() as uow:
        say(uow, dedupe="remind:7:2026-03-02")
        again = outbox.put(
            uow, channel="x", chat_id="a", method="send", payload={}, at=NOW, dedupe="remind:7:2026-03-02"
        )
        assert again is None
        say(uow)
        say(uow)
        assert outbox.queue(uow).waiting == 3


def test_many_at_once_leave_out_what_was_said(database: Database) -> None:
    def rows() -> list[Outbox]:
        return [
            Outbox(channel="t", chat_id=str(n), method="send", kind="reminder", created_at=NOW, dedupe=f"r:{n}")
            for n in range(600)
        ]

    with database.unit_of_work() as uow:
        assert len(outbox.put_all(uow, rows())) == 600
        assert outbox.put_all(uow, rows()) == []


def test_answers_go_before_reminders_and_chats_in_turn(database: Database) -> None:
    with database.unit_of_work() as uow:
        reminder = say(uow, priority=1)
        first, second, other = say(uow), say(uow), say(uow, chat="b")
        assert due(uow) == [first, other, reminder]
        assert due(uow, limit=1) == [first]
        outbox.sent(uow, first, "100", NOW)
        assert due(uow) == [second, other, reminder]


def test_a_waiting_message_holds_back_the_later_ones_of_its_chat(database: Database) -> None:
    with database.unit_of_work() as uow:
        first, second = say(uow), say(uow)
        assert outbox.retry(uow, first, SOON, "429") is True
        assert due(uow) == []
        assert outbox.next_due(uow) == SOON
        assert due(uow, SOON) == [first]
        assert outbox.dropped(uow, first, "400 bad entities") is True
        assert due(uow) == [second]


def test_what_is_settled_stays_so(database: Database) -> None:
    with database.unit_of_work() as uow:
        row_id = say(uow)
        assert outbox.sent(uow, row_id, "7", NOW) is True
        assert outbox.sent(uow, row_id, "8", NOW) is False
        assert outbox.retry(uow, row_id, SOON, "late") is False
        assert outbox.dropped(uow, row_id, "late") is False
        row = uow.session.get_one(Outbox, row_id)
        assert (row.state, row.sent_message_id, row.sent_at, row.attempts) == ("sent", "7", NOW, 1)


def test_a_number_answers_the_latest_offer_of_the_chat(database: Database) -> None:
    with database.unit_of_work() as uow:
        assert outbox.last_offer(uow, "telegram", "a") is None
        say(uow, choices=[["1", "old"]])
        offer = say(uow, choices=[["1", "item:B.01"], ["2", "item:B.02"]])
        say(uow)
        say(uow, chat="b", choices=[["1", "other"]])
        outbox.dropped(uow, say(uow, choices=[["1", "never seen"]]), "blocked")
        found = outbox.last_offer(uow, "telegram", "a")
        assert found is not None
        assert (found.id, found.choices) == (offer, [["1", "item:B.01"], ["2", "item:B.02"]])


def test_a_reply_is_resolved_to_the_entries_of_the_message(database: Database) -> None:
    with database.unit_of_work() as uow:
        outbox.sent(uow, say(uow, entry_ids=[4, 5]), "900", NOW)
        outbox.sent(uow, say(uow, entry_ids=[5]), "900", NOW)  # the same message, edited
        outbox.sent(uow, say(uow), "900", NOW)  # and edited to something without entries
        outbox.sent(uow, say(uow), "901", NOW)
        assert outbox.entries_of_message(uow, "telegram", "a", "900") == [5]
        assert outbox.entries_of_message(uow, "telegram", "a", "901") == []
        assert outbox.entries_of_message(uow, "telegram", "b", "900") == []


def test_a_blocked_chat_loses_what_waits(database: Database) -> None:
    with database.unit_of_work() as uow:
        account = a_linked_person(uow, chat="a")
        say(uow), say(uow, priority=1), say(uow, chat="b")
        assert outbox.mark_blocked(uow, "telegram", "a", NOW) == 2
        uow.session.refresh(account)
        assert account.blocked_at == NOW
        assert outbox.queue(uow) == outbox.Queue(waiting=1, dropped=2, oldest=NOW)


def test_pruning_keeps_what_waits(database: Database) -> None:
    with database.unit_of_work() as uow:
        outbox.sent(uow, say(uow), "1", NOW)
        say(uow)
        assert outbox.prune(uow, SOON) == 1
        assert outbox.queue(uow).waiting == 1


def a_file(uow: UnitOfWork, method: str, chat: str = "a") -> int:
    payload = {"text": "Tháng 11", "name": "a.png", "content": "QUJD"}
    row_id = outbox.put(uow, channel="telegram", chat_id=chat, method=method, payload=payload, at=NOW)
    assert row_id is not None
    return row_id


def payload_of(uow: UnitOfWork, row_id: int) -> dict[str, Any]:
    row = uow.session.get(Outbox, row_id)
    assert row is not None
    uow.session.refresh(row)
    return row.payload


def test_the_bytes_of_a_file_are_kept_only_until_it_is_settled(database: Database) -> None:
    with database.unit_of_work() as uow:
        shown, sheet, refused = a_file(uow, "photo"), a_file(uow, "document"), a_file(uow, "document")
        outbox.retry(uow, shown, NOW, "503")
        assert payload_of(uow, shown)["content"] == "QUJD"
        outbox.sent(uow, shown, "1", NOW)
        outbox.sent(uow, sheet, "2", NOW)
        outbox.dropped(uow, refused, "too big")
        for row_id in (shown, sheet, refused):
            assert payload_of(uow, row_id) == {"text": "Tháng 11", "name": "a.png"}


def test_a_blocked_chat_loses_the_bytes_too(database: Database) -> None:
    with database.unit_of_work() as uow:
        sheet, other = a_file(uow, "document"), a_file(uow, "document", "b")
        assert outbox.mark_blocked(uow, "telegram", "a", NOW) == 1
        assert "content" not in payload_of(uow, sheet)
        assert "content" in payload_of(uow, other)
