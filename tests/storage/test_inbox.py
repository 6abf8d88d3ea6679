"""What came in is kept once, handled once, in order per chat."""

from __future__ import annotations

import datetime as dt

import pytest

from storage import inbox
from storage.database import Database
from storage.tables import Inbox

NOW = dt.datetime(2026, 3, 2, 1, 0, tzinfo=dt.UTC)


def receive(database: Database, *updates: tuple[int, str], channel: str = "telegram") -> int:
    with database.unit_of_work() as uow:
        new = inbox.receive(uow, channel, [(number, chat, {"text": "họp"}) for number, chat in updates], NOW)
        uow.commit()
    return new


def waiting(database: Database, limit: int = 10, skip: tuple[str, ...] = ()) -> list[tuple[int, str]]:
    with database.reading() as uow:
        return inbox.next_rows(uow, limit=limit, skip_chats=skip)


def finish(database: Database, row_id: int) -> bool:
    with database.unit_of_work() as uow:
        changed = inbox.done(uow, row_id, NOW)
        uow.commit()
    return changed


def test_a_repeated_update_is_kept_once(database: Database) -> None:
    assert receive(database, (1, "a"), (2, "a"), (2, "a")) == 2
    assert receive(database, (2, "a"), (3, "a")) == 1
    assert receive(database, (2, "a"), channel="zalo") == 1


def test_an_empty_batch_is_fine(database: Database) -> None:
    assert receive(database) == 0


def test_a_large_batch_goes_in_whole(database: Database) -> None:
    assert receive(database, *[(number, str(number % 7)) for number in range(1200)]) == 1200


def test_one_row_of_each_chat_in_order_of_coming(database: Database) -> None:
    receive(database, (1, "a"), (2, "a"), (3, "b"), (4, "c"))
    rows = waiting(database)
    assert [chat for _, chat in rows] == ["a", "b", "c"]
    assert [chat for _, chat in waiting(database, limit=2)] == ["a", "b"]
    assert [chat for _, chat in waiting(database, skip=("a", "c"))] == ["b"]
    finish(database, rows[0][0])
    second = waiting(database)[0]
    assert second[1] == "a"
    assert second[0] > rows[0][0]


def test_a_row_is_handled_once_and_then_forgotten(database: Database) -> None:
    receive(database, (1, "a"))
    (row_id, _), *_ = waiting(database)
    assert finish(database, row_id) is True
    assert finish(database, row_id) is False
    with database.reading() as uow:
        assert inbox.load(uow, row_id) is None
        row = uow.session.get_one(Inbox, row_id)
    assert (row.state, row.payload, row.handled_at) == ("done", {}, NOW)
    assert receive(database, (1, "a")) == 0


def test_the_payload_comes_back_as_it_went_in(database: Database) -> None:
    payload = {"message": {"text": "Họp giao ban 🙂 2 tiếng", "date": 1772413200, "nested": [1, None, True]}}
    with database.unit_of_work() as uow:
        inbox.receive(uow, "telegram", [(2**40, "-100123", payload)], NOW)
        uow.commit()
    with database.unit_of_work() as uow:
        row = inbox.load(uow, inbox.next_rows(uow, limit=1)[0][0])
        assert row is not None
        assert (row.payload, row.update_id, row.received_at) == (payload, 2**40, NOW)


def test_a_failing_row_blocks_its_chat_until_it_is_given_up(database: Database) -> None:
    receive(database, (1, "a"), (2, "a"))
    first = waiting(database)[0][0]
    for last in (False, False, True):
        assert waiting(database)[0][0] == first
        with database.unit_of_work() as uow:
            assert inbox.failed(uow, first, "ValueError: " + "x" * 900, NOW) is last
            uow.commit()
    assert waiting(database)[0][0] > first
    with database.reading() as uow:
        assert inbox.backlog(uow) == inbox.Backlog(waiting=1, failed=1, oldest=NOW)


def test_pruning_takes_only_what_was_handled_before(database: Database) -> None:
    receive(database, (1, "a"), (2, "b"))
    finish(database, waiting(database)[0][0])
    with database.unit_of_work() as uow:
        assert inbox.prune(uow, NOW) == 0
        assert inbox.prune(uow, NOW + dt.timedelta(seconds=1)) == 1
        assert inbox.backlog(uow).waiting == 1


@pytest.mark.postgres
def test_two_workers_never_take_the_same_row(postgresql_url: str) -> None:
    database = Database.connect(postgresql_url)
    receive(database, (1, "a"))
    row_id = waiting(database)[0][0]
    with database.unit_of_work() as one, database.unit_of_work() as two:
        assert inbox.load(one, row_id) is not None
        assert inbox.load(two, row_id) is None
    database.close()
